"""Pages as JSON.

The records themselves, from which certificates can be replayed, with the words for them beside;
docs/json.md, schema/derivation.schema.json.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from symattn.language import to_json
from symattn.records.record import CheckedDerivation
from symattn.words import said

from ..pages.rows import Detail, Details, no_details


def render_all(records: Sequence[CheckedDerivation], details: Details = no_details) -> str:
    """Records as a JSON array, a line for each step.

    `CheckedDerivation.from_json` reads each back.
    """
    return "[" + ",\n".join(_lines(_detailed(d, details)) for d in records) + "]\n"


def _detailed(record: CheckedDerivation, details: Details) -> dict[str, Any]:
    """The record with words, and where there are lines within a step, with these under "detail"."""
    data = with_words(record)
    for step, one in zip(data["steps"], record.steps):
        if within := details(record, one):
            step["detail"] = list(map(_line, within))
    return data


def _line(line: Detail) -> dict[str, Any]:
    return {
        "goal": to_json(line.goal),
        "shows_left": line.shows_left,
        "reason": [p if isinstance(p, str) else to_json(p) for p in line.reason],
        "evidence": line.evidence,
        "claims": [{"goal": to_json(goal), "evidence": evidence} for goal, evidence in line.claims],
    }


def with_words(record: CheckedDerivation) -> dict[str, Any]:
    """The record, and under "messages" what a page says of each line.

    Who reads it back makes them anew.
    """
    data = record.to_json()
    for step, one in zip(data["steps"], record.steps):
        step["messages"] = [
            [m.label, [p if isinstance(p, str) else to_json(p) for p in m.parts]]
            for m in said(record, one)
        ]
    return data


def _lines(data: dict[str, Any]) -> str:
    head = json.dumps({k: v for k, v in data.items() if k != "steps"}, ensure_ascii=False)
    steps = ",\n".join(json.dumps(step, ensure_ascii=False) for step in data["steps"])
    return f'{head[:-1]}, "steps": [\n{steps}\n]}}'
