"""Numbers that options are given: what is no number (nan) is none of them."""

from __future__ import annotations

import math
from typing import Any

import click


class Seconds(click.FloatRange):
    """So many seconds, up to an hour."""

    def __init__(self) -> None:
        super().__init__(0.1, 3600)

    def convert(self, value: Any, parameter: Any, context: click.Context | None) -> Any:
        found = super().convert(value, parameter, context)
        if math.isnan(found):
            self.fail(f"{value!r} is not a number.", parameter, context)
        return found
