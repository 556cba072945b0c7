"""A line of source with strokes under a part of it, in the columns of a terminal."""

from __future__ import annotations

from symattn.reading.documents.pieces import Document

from ..formats.text_wrapping import cleaned, columns

TAB = "    "
MOST_LINES = 6
STROKE, CUT = "^", "…"


def spans(document: Document, start: int, end: int, width: int) -> list[tuple[int, str, str]]:
    """The lines of source that a span lies on: number, text, strokes; at most MOST_LINES of them.

    Lines that are too wide are cut round the span.
    """
    end = max(end, start + 1)
    found: list[tuple[int, str, str]] = []
    at = start
    while at < end and len(found) < MOST_LINES:
        text, column = document.source_line(at)
        upto = min(column + end - at, len(text))
        inside = text[column:upto]
        column += len(inside) - len(inside.lstrip())
        last = column + len(inside.strip())
        if inside.strip() or not found:
            number = document.place(at).line
            found.append((number, *_marked(text, column, max(last, column + 1), width)))
        at += len(text) - (at - _line_start(document.text, at)) + 1
    return found


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _marked(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """A line as a terminal shows it, and the strokes under a part."""
    before, part, after = (_shown(text[a:b]) for a, b in ((0, start), (start, end), (end, None)))
    part = part or " "
    if columns(before + part + after.rstrip()) > width:
        before, part, after = _cut(before, part, after, width)
    line = (before + part + after).rstrip()
    strokes = max(columns(part.rstrip()), 1)
    return line, " " * columns(before) + STROKE * strokes


def _shown(text: str) -> str:
    return cleaned(text.replace("\t", TAB))


def _cut(before: str, part: str, after: str, width: int) -> tuple[str, str, str]:
    """The part with what fits beside it; the part itself is cut only where it must be."""
    room = width - 2  # for the two signs that say that something is cut
    if columns(part) > room:
        part = _fitting(part, room)
        return CUT * bool(before), part, CUT
    left = _fitting(before[::-1], min(columns(before), max((room - columns(part)) // 2, 0)))[::-1]
    right = _fitting(after, room - columns(part) - columns(left))
    return (
        CUT * (left != before) + left,
        part,
        right + CUT * (right != after),
    )


def _fitting(text: str, room: int) -> str:
    end = 0
    while end < len(text) and columns(text[: end + 1]) <= room:
        end += 1
    return text[:end]
