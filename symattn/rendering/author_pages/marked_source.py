"""Where marks and remarks go into an author's own file, which stays as it is otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from symattn.checking.checked_pages import CheckedPage
from symattn.reading.documents.pieces import Piece

from .findings import Finding, of_formulas
from .rows_of_source import display_rows

Spot = Literal["row", "display", "inline", "prose", "comment"]


@dataclass(frozen=True)
class Insertion:
    """What is to be said at a place: at the end of a row, behind a display, a formula, a word."""

    at: int
    spot: Spot
    findings: tuple[Finding, ...]


def insertions(checked: CheckedPage) -> list[Insertion]:
    """The places, in order; each finding has one, and those of displays two."""
    document = checked.page.document
    found: list[Insertion] = []
    titles = [p for p in document.pieces if p.kind == "heading"]
    formulas, others = of_formulas(
        checked, (p for p in document.pieces if p.kind in ("inline", "display"))
    )
    for piece, told in formulas:
        if not told or any(h.start <= piece.start < h.outer_end for h in titles):
            continue
        if piece.kind == "inline":
            found.append(Insertion(piece.outer_end, "inline", told))
        else:
            found += _of_display(document.text, piece, told)
    found += [_of_prose(document.text, one) for one in others]
    return sorted(found, key=lambda one: one.at)


def shared(checked: CheckedPage, one: Finding, at: Insertion) -> bool:
    """Whether several claims stand on one line of the source, so that its number names none."""
    lines = [checked.page.document.place(f.start).line for f in at.findings]
    return lines.count(checked.page.document.place(one.start).line) > 1


def _of_display(text: str, piece: Piece, inside: Sequence[Finding]) -> Iterator[Insertion]:
    rows = display_rows(text, piece)
    left = list(inside)
    for k, row in enumerate(rows):
        own = [f for f in left if f.start < row.end or k == len(rows) - 1]
        left = [f for f in left if f not in own]
        if own:
            yield Insertion(_last_sign(text, row.start, row.end), "row", tuple(own))
    yield Insertion(piece.outer_end, "display", tuple(inside))


def _last_sign(text: str, start: int, end: int) -> int:
    """Behind the last sign of a row: before space, comments and an empty line."""
    at = start
    for line in re.compile(r"[^\n]+").finditer(text, start, end):
        said = re.sub(r"(?<!\\)((?:\\\\)*)%.*", r"\1", line.group()).rstrip()
        if said.strip():
            at = line.start() + len(said)
    return at


def _of_prose(text: str, one: Finding) -> Insertion:
    """Behind what cannot be read; in a line that is a comment or code, behind that line."""
    at = min(max(one.end, one.start), len(text))
    start, end = text.rfind("\n", 0, one.start) + 1, text.find("\n", at)
    if text[start:at].lstrip().startswith("%"):
        return Insertion(end if end >= 0 else len(text), "comment", (one,))
    return Insertion(at, "prose", (one,))


def put_in(text: str, pieces: Iterable[tuple[int, str]]) -> str:
    """The text with pieces at places; of two at one place the first comes first."""
    out, last = "", 0
    for at, piece in sorted(pieces, key=lambda one: one[0]):
        out += text[last:at] + piece
        last = at
    return out + text[last:]
