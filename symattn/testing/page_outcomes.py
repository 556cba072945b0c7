"""What of a page is to be tested, and what came of it, as plain data."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from ..batches.reply import Reply
from ..checking.checked_pages import CheckedLine, CheckedPage
from ..reading.documents.pieces import Document
from ..reading.whole_pages.page_lines import ReadPage
from ..rendering.author_pages.findings import Finding, findings
from ..rendering.author_pages.line_names import line_names
from ..rendering.author_pages.page_in_text import PageText


@dataclass(frozen=True)
class LineOutcome:
    """A line's verdict, whether the page declares it, and what there is to say.

    `said` is one line, `text` all of it, with the place and the source.
    """

    verdict: str
    as_declared: bool
    said: str
    text: str


@dataclass(frozen=True)
class LineToTest:
    """A line that is to have a verdict: its name, its place, and its number on the page.

    What cannot be read has its outcome at once.
    """

    name: str
    file: str
    line: int
    number: int | None = None
    outcome: LineOutcome | None = None


def lines_to_test(page: ReadPage, root: Path) -> list[LineToTest]:
    """The claims of a page, and what of it cannot be read, in order; nothing is judged."""
    unjudged = CheckedPage(_named_from(page, root), tuple(map(CheckedLine, page.lines)))
    some = [one for one in findings(unjudged) if _has_verdict(one)]
    numbers = {id(one): k for k, one in enumerate(unjudged.lines)}
    found = []
    for name, one in zip(line_names(unjudged.page.document, some), some):
        place = unjudged.page.document.place(one.start)
        outcome = _outcome(unjudged, one, root) if one.problem is not None else None
        number = numbers[id(one.line)] if one.line is not None else None
        found.append(LineToTest(name, place.file, place.line, number, outcome))
    return found


def _has_verdict(one: Finding) -> bool:
    if one.line is None or one.problem is not None:
        return True
    line = one.line.line
    return line.goal is not None or line.doubt is not None


def outcomes_of(root: Path, reply: Reply) -> dict[int, LineOutcome] | str:
    """What came of each line, by its number; in a line why a page has no verdicts."""
    if reply.page is None:
        return reply.error or "this page could not be checked"
    checked = replace(reply.page, page=_named_from(reply.page.page, root))
    numbers = {id(one): k for k, one in enumerate(checked.lines)}
    return {
        numbers[id(one.line)]: _outcome(checked, one, root)
        for one in findings(checked)
        if one.line is not None and one.verdict
    }


def _outcome(checked: CheckedPage, one: Finding, root: Path) -> LineOutcome:
    told = PageText()
    said, text = (
        words.replace(f"{root}{os.sep}", "")
        for words in (told.said(one), told.finding(checked, one))
    )
    return LineOutcome(one.verdict, one.as_declared, said, text)


def _named_from(page: ReadPage, root: Path) -> ReadPage:
    """The page with the names of its files as they are seen from a folder."""
    document = page.document
    names = {file: name_from(file, root) for file in {line.file for line in document.lines}}
    lines = tuple(replace(line, file=names[line.file]) for line in document.lines)
    named: Document = replace(document, name=name_from(document.name, root), lines=lines)
    return replace(page, document=named)


def name_from(file: str, root: Path) -> str:
    """A file's name as seen from a folder, where it lies in that; else as it is."""
    try:
        return Path(os.path.abspath(file)).relative_to(root).as_posix()
    except ValueError:
        return file


__all__ = ["LineToTest", "LineOutcome", "lines_to_test", "name_from", "outcomes_of"]
