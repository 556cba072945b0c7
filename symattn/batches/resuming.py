"""A file of answers gone on with: what it has is kept, and a line that breaks off is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..reading.declarations import QuestionError
from .answer_lines import status_of
from .judging_here import id_of
from .queries import Asked


@dataclass(frozen=True)
class Kept:
    """The answers that a file has: how each counts, for whom it is, and where they end."""

    statuses: tuple[int, ...] = ()
    ids: tuple[Any, ...] = ()
    end: int = 0

    def __len__(self) -> int:
        return len(self.statuses)


def kept_in(file: Path) -> Kept:
    """The whole answers at the beginning of a file; none if there is no file."""
    if not file.exists():
        return Kept()
    statuses, ids, end = [], [], 0
    with file.open("rb") as lines:
        for line in lines:
            data = _answer(line)
            if data is None:
                break
            statuses.append(status_of(data))
            ids.append(data["id"])
            end += len(line)
    return Kept(tuple(statuses), tuple(ids), end)


def _answer(line: bytes) -> dict[str, Any] | None:
    if not line.endswith(b"\n"):
        return None
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and {"id", "verdict"} <= data.keys() else None


def passed_over(asked: Iterator[Asked], kept: Kept, file: Path) -> None:
    """Pass over what has its answer.

    Raises QuestionError where the answers are to other claims.
    """
    for number, name in enumerate(kept.ids, start=1):
        one = next(asked, None)
        if one is None:
            raise QuestionError(f"{file}:{number}: an answer to no claim; is it another file's?")
        if id_of(one) != name:
            raise QuestionError(
                f"{file}:{number}: the answer to claim {str(id_of(one))[:40]} was expected, found "
                f"that to {str(name)[:40]}; is it another file's?"
            )


__all__ = ["Kept", "kept_in", "passed_over"]
