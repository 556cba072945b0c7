"""A page as JSON: the record itself, from which certificates can be replayed."""
from __future__ import annotations

import json

from symattn.record import CheckedDerivation


def render(checked: CheckedDerivation) -> str:
    """The record as JSON text that `CheckedDerivation.from_json` reads back."""
    return json.dumps(checked.to_json(), indent=1, ensure_ascii=False) + "\n"
