"""What to write in place of a line that is not right, so that the page says the proved repair.

A text is given only where the page, read again with it, says that very line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checking.checked_pages import CheckedPage
from ..language import Term
from ..reading.documents.loading import parse
from ..reading.documents.pieces import PageError
from ..reading.whole_pages.page_lines import PageLine, ReadPage
from ..reading.whole_pages.page_reader import read_page
from ..reading.whole_pages.settings_beside import settings_for
from ..rendering.author_pages.findings import Finding, in_latex, messages, repaired
from ..rendering.author_pages.kept_sides import with_kept_side
from ..rendering.author_pages.page_in_sarif import Fixes
from ..words import Message

MOST_ALONE = 24  # of those that are tried alone: each costs as much as reading the page
_ALIGNED = re.compile(r"\s*&\s*(\\[A-Za-z]+|[=<>])|\s*(\\(?:le|ge|ne|to|approx)q?\b|[=<>])")
_SIGN = re.compile(r"&\s*(\\[A-Za-z]+|[=<>])")


@dataclass(frozen=True)
class _Proposed:
    """A text for the place of a line, the claim that it has to be read as, and the repair it is."""

    line: int  # its number on the page
    start: int
    end: int
    text: str
    goal: Term
    said: Message


def replacements(checked: CheckedPage, some: Sequence[Finding]) -> Fixes:
    """What takes the place of lines that are not right, by their numbers on the page: text, repair.

    A repair that takes something for granted is none, nor is one in a notebook, whose file is JSON.
    All are tried at once; what does not fit beside the others is tried alone.
    """
    proposed: dict[int, list[_Proposed]] = {}
    for one in _possible(checked, some):
        proposed.setdefault(one.line, []).append(one)
    found = _borne_out(checked.page, [several[0] for several in proposed.values()])
    left = [one for k, several in proposed.items() if k not in found for one in several]
    for one in left[:MOST_ALONE]:
        if one.line not in found:
            found |= _borne_out(checked.page, [one])
    return {k: (one.text, one.said) for k, one in found.items()}


def replacement(checked: CheckedPage, one: Finding, number: int) -> tuple[int, int, str] | None:
    """What takes the place of a line for one of its repairs, and from where to where it stands.

    None where the page would not say that repair, or there is no such one.
    """
    wanted = _repairs(one)[number : number + 1] if number >= 0 else []
    for proposed in _possible(checked, [one]):
        if proposed.said in wanted and _borne_out(checked.page, [proposed]):
            return proposed.start, proposed.end, proposed.text
    return None


def _repairs(one: Finding) -> list[Message]:
    told = messages(one.line) if one.line is not None else ()
    return [said for said in told if repaired(said) is not None]


def _possible(checked: CheckedPage, some: Sequence[Finding]) -> Iterator[_Proposed]:
    numbers = {id(line): k for k, line in enumerate(checked.lines)}
    if checked.page.document.form == "notebook":
        return
    for one in some:
        if one.line is None or one.problem is not None or not _is_of_one_file(checked, one):
            continue
        source = checked.page.document.text[one.start : one.end]
        for said in messages(one.line):
            goal = repaired(said)
            if goal is None or said.under:
                continue
            kept = with_kept_side(checked, one.line, goal)
            written = _written(source, in_latex(checked, one.line, goal))
            for text in (*([kept] if kept is not None else []), *written):
                bare = Term(goal.op, goal.args)  # without what it was before
                yield _Proposed(numbers[id(one.line)], one.start, one.end, text, bare, said)


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


def _borne_out(page: ReadPage, some: Sequence[_Proposed]) -> dict[int, _Proposed]:
    """Those that the page says when all of them stand in it, but for what stands within another."""
    document, text, last = page.document, "", 0
    put: list[_Proposed] = []
    for one in sorted(some, key=lambda one: one.start):
        if one.start >= last:
            put.append(one)
            text += document.text[last : one.start] + one.text
            last = one.end
    if not put:
        return {}
    text += document.text[last:]
    folder = Path(document.name).parent
    setting = next((d.setting for d in page.declared if d.setting and not d.end), "")
    try:
        again = read_page(
            parse(text, document.form, document.name, folder), settings_for(folder), setting
        )
    except PageError:
        return {}
    if len(again.lines) != len(page.lines):
        return {}
    return {
        one.line: one
        for one in put
        if again.lines[one.line].goal == one.goal
        and again.lines[one.line].context == page.lines[one.line].context
        and _doubted(again.lines[one.line]) == _doubted(page.lines[one.line])
    }


def _doubted(line: PageLine) -> str | None:
    """What is doubtful about a line, wherever it now ends."""
    return line.doubt.message if line.doubt is not None else None
