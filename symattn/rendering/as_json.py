"""Pages as JSON: the records themselves, from which certificates can be replayed."""
from __future__ import annotations

import json
from collections.abc import Iterable

from symattn.record import CheckedDerivation


def render_all(derivations: Iterable[CheckedDerivation]) -> str:
    """Records as a JSON array; `CheckedDerivation.from_json` reads each back."""
    return json.dumps([d.to_json() for d in derivations], indent=1, ensure_ascii=False) + "\n"
