"""Answers as lines of JSON, by schema/batch-answer.schema.json; and what such a line says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .reply import FALSE, OPEN, PROVED, UNREAD, Reply

HEAVY = ("evidence", "certificate", "statement")


@dataclass(frozen=True)
class AnswerLine:
    """Makes a line of an answer, where it was found.

    With `evidence`, also what the kernel recomputes the verdict from; `rewards` are those that a
    page gets.
    """

    evidence: bool = False
    rewards: tuple[str, ...] = ()

    def __call__(self, reply: Reply) -> tuple[str, int]:
        """The line, and what it means for the exit status."""
        data = self.data(reply)
        return line_of(data), status_of(data)

    def data(self, reply: Reply) -> dict[str, Any]:
        found: dict[str, Any] = {"id": reply.id, "verdict": reply.verdict}
        if reply.error:
            return found | {"error": " ".join(reply.error.split())}
        found |= {key: value for key, value in reply.data.items() if key != "verdict"}
        if reply.page is not None:
            from .rewards import reward

            found |= {} if reply.reached is None else {"reached": reply.reached}
            if self.rewards:
                found["reward"] = {
                    name: reward(name, reply.page, reply.reached) for name in self.rewards
                }
        if reply.notices:
            found["notices"] = list(reply.notices)
        return found if self.evidence else _light(found)


def _light(found: dict[str, Any]) -> dict[str, Any]:
    light = {key: value for key, value in found.items() if key not in HEAVY}
    if "links" in light:
        light["links"] = [_light(link) for link in light["links"]]
    return light


def line_of(data: dict[str, Any]) -> str:
    """One line, in UTF-8; half characters, which are none there, are spelled out."""
    line = json.dumps(data, ensure_ascii=False)
    return line if line.isprintable() or _fits(line) else json.dumps(data)


def _fits(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\u2028" not in line and "\u2029" not in line and "\x85" not in line


def status_of(line: dict[str, Any]) -> int:
    """What a line means for the exit status: 0 proved, 1 false, 3 open, 2 not read."""
    verdict = line.get("verdict")
    if verdict == "proved":
        return PROVED
    if verdict in ("refuted", "conditional"):
        return FALSE
    return UNREAD if verdict == "not_read" and "error" in line else OPEN


__all__ = ["AnswerLine", "line_of", "status_of"]
