"""A symattn block that is never closed: what stands behind it is looked at when it is.

Its declarations are not in force there, so that no line would mean what its author means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..reading.documents.markdown_blocks import FENCE, fence_name
from ..reading.documents.pieces import Document, Problem
from ..reading.whole_pages.page_lines import ReadPage


def before_open_block(page: ReadPage) -> ReadPage:
    """The page as far as a block that is never closed, and that as its last problem."""
    document = page.document
    opened = min(_opened(document), key=lambda fence: fence.start(2), default=None)
    if opened is None:
        return page
    at = opened.start(2)
    problems = (*_before(document.problems, at), _told(document, opened))
    return replace(
        page,
        document=replace(document, problems=problems),
        lines=tuple(one for one in page.lines if one.start < at),
        declared=tuple(one for one in page.declared if one.start < at),
        problems=_before(page.problems, at),
        passing=tuple(one for one in page.passing if one.start < at),
    )


def _before(problems: tuple[Problem, ...], at: int) -> tuple[Problem, ...]:
    return tuple(p for p in problems if p.start < at)


def _opened(document: Document) -> Iterator[re.Match[str]]:
    """The first lines of blocks that are open at the end of the page, or where another opens.

    The problem of one within a quotation, which is no block, begins with its >.
    """
    if document.form == "latex":
        return
    for problem in document.problems:
        fence = FENCE.match(document.text, problem.start)
        if fence is not None and fence.start(2) == problem.start and _is_block(fence):
            yield fence
    for piece in document.pieces:
        within = FENCE.match(document.text, piece.start) if piece.kind == "declaration" else None
        if within is not None and fence_name(within.group(3)):
            around = FENCE.finditer(document.text, 0, piece.start)
            yield next(fence for fence in reversed([*around]) if _is_block(fence))


def _is_block(fence: re.Match[str]) -> bool:
    return fence_name(fence.group(3)) == "symattn"


def _told(document: Document, opened: re.Match[str]) -> Problem:
    place = document.place(opened.start(2))
    line = f"line {place.line}"
    if place.cell is not None:
        line = f"cell {place.cell}, line {place.cell_line}"
    message = (
        f"the symattn block that begins in {line} is never closed: below its last declaration a "
        f"line {opened.group(2)} is missing; what follows is not looked at"
    )
    return Problem(opened.start(2), opened.end(), message)


__all__ = ["before_open_block"]
