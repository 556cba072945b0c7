"""Pages as JSON: the records themselves, from which certificates can be replayed; docs/json.md, schema/derivation.schema.json."""
from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from symattn.record import CheckedDerivation


def render_all(derivations: Iterable[CheckedDerivation]) -> str:
    """Records as a JSON array, a line for each step; `CheckedDerivation.from_json` reads each back."""
    return "[" + ",\n".join(_record(d.to_json()) for d in derivations) + "]\n"


def _record(data: dict[str, Any]) -> str:
    head = json.dumps({k: v for k, v in data.items() if k != "steps"}, ensure_ascii=False)
    steps = ",\n".join(json.dumps(step, ensure_ascii=False) for step in data["steps"])
    return f'{head[:-1]}, "steps": [\n{steps}\n]}}'
