"""What to write in place of a line that is not right, so that the page says the proved repair.

A text is given only where the page, read again with it, says that very line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from symattn.checking.checked_pages import CheckedPage
from symattn.language import Term
from symattn.reading.documents.loading import parse
from symattn.reading.documents.pieces import PageError
from symattn.reading.whole_pages.page_lines import ReadPage
from symattn.reading.whole_pages.page_reader import read_page
from symattn.reading.whole_pages.settings_beside import settings_for
from symattn.words import Message

from .findings import Finding, in_latex, messages, repaired

_ALIGNED = re.compile(r"\s*&\s*(\\[A-Za-z]+|[=<>])|\s*(\\(?:le|ge|ne|to|approx)q?\b|[=<>])")
_SIGN = re.compile(r"&\s*(\\[A-Za-z]+|[=<>])")


def replacement(checked: CheckedPage, one: Finding) -> tuple[str, Message] | None:
    """The text that takes the place of a line, and the repair that it is; None without one.

    A repair that takes something for granted is none, nor is one in a notebook, whose file is JSON.
    """
    page, document = checked.page, checked.page.document
    if one.line is None or document.form == "notebook" or not _is_of_one_file(checked, one):
        return None
    number = next(k for k, line in enumerate(checked.lines) if line is one.line)
    for said in messages(one.line):
        goal = repaired(said)
        if goal is None or said.under:
            continue
        wanted = Term(goal.op, goal.args)  # without what it was before
        source = document.text[one.start : one.end]
        for text in _written(source, in_latex(checked, one.line, goal)):
            whole = document.text[: one.start] + text + document.text[one.end :]
            if _says(page, whole, number, wanted):
                return text, said
    return None


def _is_of_one_file(checked: CheckedPage, one: Finding) -> bool:
    document = checked.page.document
    start, end = document.place(one.start), document.place(one.end)
    breaks = document.text.count("\n", one.start, one.end)
    return start.file == end.file and end.line - start.line == breaks


def _written(source: str, latex: str) -> Iterator[str]:
    """The repair as it may stand there: with the author's &, without a left side, as it is."""
    begins = _ALIGNED.match(source)
    if begins:
        sign = begins[1] or begins[2]
        _, found, behind = latex.partition(f" {sign} ")
        if found:
            yield f"{'&' * bool(begins[1])}{sign} {behind}"
    elif aligned := _SIGN.search(source):
        before, found, behind = latex.partition(f" {aligned[1]} ")
        if found:
            yield f"{before} &{aligned[1]} {behind}"
    yield latex


def _says(page: ReadPage, text: str, number: int, goal: Term) -> bool:
    """Whether the page with this text has that claim as its line of that number."""
    document = page.document
    folder = Path(document.name).parent
    setting = next((d.setting for d in page.declared if d.setting and not d.end), "")
    try:
        again = read_page(
            parse(text, document.form, document.name, folder), settings_for(folder), setting
        )
    except PageError:
        return False
    if len(again.lines) != len(page.lines):
        return False
    found, before = again.lines[number], page.lines[number]
    return found.goal == goal and found.context == before.context and found.doubt == before.doubt
