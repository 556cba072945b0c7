"""A name for each line of a page that stays as long as the line does: line-12, line-12:5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from symattn.reading.documents.pieces import Document, Place

from .findings import Finding


def line_names(document: Document, some: Sequence[Finding]) -> list[str]:
    """The names, each once: with the column where a line of the file has several claims."""
    places = [document.place(one.start) for one in some]
    lines = [_line(document, place) for place in places]
    several = Counter(lines)
    with_column = [
        line if several[line] == 1 else f"{line}:{place.column}"
        for line, place in zip(lines, places)
    ]
    seen: Counter[str] = Counter()
    found = []
    for name in with_column:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found


def _line(document: Document, place: Place) -> str:
    """line-12; of a file that the page includes intro:line-12, of a notebook cell-3-line-2."""
    if place.cell is not None:
        return f"cell-{place.cell}-line-{place.cell_line}"
    other = f"{PurePath(place.file).stem}:" if place.file != document.name else ""
    return f"{other}line-{place.line}"
