"""The rows of a display, and the cells of each row, with their places in the text of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symattn.reading.documents.pieces import Piece

_TOKEN = re.compile(
    r"\\(?P<edge>begin|end)[ \t]*\{(?P<name>[^{}\n]*)\}|(?P<row>\\\\\*?(?:[ \t]*\[[^\[\]\n]*\])?)"
    r"|\\[A-Za-z]+\*?|\\.|(?P<comment>%[^\n]*)|[{}&]",
    re.DOTALL,
)
_WRAPPER = re.compile(
    r"\s*\\begin[ \t]*\{(aligned|alignedat|split|gathered|align\*?|gather\*?|alignat\*?|eqnarray\*?"
    r"|equation\*?|multline\*?)\}(\s*\{\d+\}|\s*\[[tbc]\])?"
)


@dataclass(frozen=True)
class DisplayRow:
    """A row: from where to where, and its cells likewise."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


def display_rows(text: str, piece: Piece) -> list[DisplayRow]:
    """The rows of a display that say something."""
    start, end = _inside(text, piece.start, piece.end)
    rows: list[DisplayRow] = []
    cells: list[tuple[int, int]] = []
    begin = at = start
    depth = 0
    for token in _TOKEN.finditer(text, start, end):
        found = token.group()
        if token["edge"]:
            depth += 1 if token["edge"] == "begin" else -1
        elif found in "{}":
            depth += 1 if found == "{" else -1
        elif depth == 0 and found == "&":
            cells.append((at, token.start()))
            at = token.end()
        elif depth == 0 and token["row"]:
            rows.append(DisplayRow(begin, token.start(), (*cells, (at, token.start()))))
            begin = at = token.end()
            cells = []
    rows.append(DisplayRow(begin, end, (*cells, (at, end))))
    return [one for one in rows if any(text[a:b].strip() for a, b in one.cells)]


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """What is in the one environment that fills a display, or the display."""
    while (opening := _WRAPPER.match(text, start, end)) is not None:
        closing = re.compile(rf"\\end[ \t]*\{{{re.escape(opening[1])}\}}\s*[.,;]?\s*\Z")
        found = closing.search(text[opening.end() : end])
        if found is None or rf"\end{{{opening[1]}}}" in text[opening.end() :][: found.start()]:
            break
        start, end = opening.end(), opening.end() + found.start()
    return start, end
