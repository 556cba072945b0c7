"""Where marks and remarks go into an author's own file, which stays as it is otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from symattn.checking.checked_pages import CheckedPage
from symattn.reading.documents.pieces import Piece

from .findings import Finding, findings
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
    told = [one for one in findings(checked) if one.verdict]
    found: list[Insertion] = []
    headings = [p for p in document.pieces if p.kind == "heading"]
    for piece in document.pieces:
        if piece.kind not in ("inline", "display"):
            continue
        inside = [f for f in told if piece.outer_start <= f.start < piece.outer_end]
        told = [f for f in told if f not in inside]
        if not inside or any(h.start <= piece.start < h.outer_end for h in headings):
            continue
        if piece.kind == "inline":
            found.append(Insertion(piece.outer_end, "inline", tuple(inside)))
        else:
            found += _of_display(document.text, piece, inside)
    for one in told:
        found.append(_of_prose(document.text, one))
    return sorted(found, key=lambda one: one.at)


def shared(checked: CheckedPage, one: Finding, at: Insertion) -> bool:
    """Whether several claims stand on one line of the source, so that its number names none."""
    lines = [checked.page.document.place(f.start).line for f in at.findings]
    return lines.count(checked.page.document.place(one.start).line) > 1


def _of_display(text: str, piece: Piece, inside: list[Finding]) -> Iterator[Insertion]:
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
