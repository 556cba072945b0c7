"""A page as JSON: the record itself, from which certificates can be replayed."""
from __future__ import annotations

import json
from collections.abc import Iterable

from symattn.record import CheckedDerivation


def render(checked: CheckedDerivation) -> str:
    """The record as JSON text that `CheckedDerivation.from_json` reads back."""
    return json.dumps(checked.to_json(), indent=1, ensure_ascii=False) + "\n"


def render_all(derivations: Iterable[CheckedDerivation]) -> str:
    """Several records as a JSON array."""
    return json.dumps([d.to_json() for d in derivations], indent=1, ensure_ascii=False) + "\n"
