"""Lines as symattn prints them: a number and a mark in the margin, a reason in words beside.

Where a display has such numbers, a row that begins with \\qquad goes on with the line before it,
and words in a column, after \\qquad or in a row of their own are reasons: they are no conditions.
The marks are not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..latex_terms.latex_tokens import Token

TAG = re.compile(
    r"(?P<number>\d+)(?P<primes>'*|\$'+\$)\s+"
    r"(?:\$\\(?:checkmark|circ|times)\$|[✓◐✗–?]|--)\Z"
)


IDLE = ("mark", "space", "words")


@dataclass
class PrintedLine:
    """The tokens of one line, its number (9, or 9' for a repaired one), and its reason."""

    tokens: list[Token]
    number: str = ""
    reason: list[Token] = field(default_factory=list)

    @property
    def is_repair(self) -> bool:
        return "'" in self.number


def number_of(tag: str) -> str:
    """The number that stands in a margin with a mark of symattn's; "" for another margin."""
    found = TAG.match(tag.strip())
    return found["number"] + found["primes"].strip("$") if found else ""


def printed_lines(rows: Sequence[Sequence[Token]]) -> list[PrintedLine] | None:
    """The lines of a display that symattn printed; None if it has no numbers with marks."""
    numbers = [number_of(t.text) for row in rows for t in row if t.kind == "tag"]
    if not any(numbers):
        return None
    return list(_joined(rows))


def _joined(rows: Sequence[Sequence[Token]]) -> Iterator[PrintedLine]:
    line: PrintedLine | None = None
    for row in rows:
        number = next((number_of(t.text) for t in row if t.kind == "tag"), "")
        bare = [t for t in row if t.kind != "tag"]
        formula, reason = _parted(bare)
        signs = [t for t in bare if t.kind != "mark"]
        goes_on = bool(signs) and signs[0].kind == "space"
        if line is None or not goes_on:
            if line is not None:
                yield line
            line = PrintedLine([])
        line.tokens += formula
        line.reason += reason
        line.number = line.number or number
    if line is not None:
        yield line


def _parted(row: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The formula, without alignment, and the words beside it."""
    depth = 0
    for k, token in enumerate(row):
        depth += {"begin": 1, "end": -1}.get(token.kind, 0)
        if depth or token.kind != "words":
            continue
        before = [t.kind for t in row[max(0, k - 2) : k]]
        if before[-1:] == ["space"] or before == ["mark", "mark"]:
            return _aligned(row[:k]), [t for t in row[k:] if t.kind not in IDLE]
    return _aligned(row), []


def _aligned(row: Sequence[Token]) -> list[Token]:
    depth = 0
    kept = []
    for token in row:
        depth += {"begin": 1, "end": -1}.get(token.kind, 0)
        if token.kind != "words" and (depth or token.kind not in IDLE):
            kept.append(token)
    return kept
