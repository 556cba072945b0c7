"""A page with its verdicts as the app shows it: plain data for JSON, with HTML in it.

Places are counted as browsers count them (`text_units.py`).
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

from ..checking.checked_pages import CheckedLine, CheckedPage
from ..language import Context
from ..reading.documents.other_form import with_hint
from ..reading.documents.pieces import Problem
from ..rendering.author_pages.findings import (
    SAID_IN_FULL,
    Finding,
    count_of,
    counts,
    findings,
    messages,
    owed,
    repaired,
)
from ..rendering.author_pages.formulas_in_html import PageFormulas
from ..rendering.author_pages.kept_sides import to_write
from ..rendering.author_pages.page_in_html import article
from ..words.message import as_sentence, sentence
from .text_units import units

MOST_REPAIRS = 4
CHOICE = 'choose {} at "Written in"'
Data = dict[str, Any]


def view(checked: CheckedPage) -> Data:
    """The page as HTML, and for each line its place, its verdict and why.

    Where an error of symattn's own comes with what is said of a line, the line says that instead,
    and the others keep their verdicts.
    """
    document = checked.page.document
    problems = tuple(with_hint(one, CHOICE) for one in document.problems)
    page = replace(checked.page, document=replace(document, problems=problems))
    checked = replace(checked, page=page)
    try:
        return _view(checked)
    except Exception:
        return _view(_without_what_fails(checked))


def _view(checked: CheckedPage) -> Data:
    drawn = PageFormulas(checked)
    told = [one for one in findings(checked) if one.verdict]
    before = units(checked.page.document.text)
    return {
        "kind": "page",
        "html": article(checked, drawn),
        "counted": count_of(checked, SAID_IN_FULL),
        "counts": counts(checked),
        "settings": sorted({one.setting for one in checked.page.declared if one.setting}),
        "lines": [
            {"number": k, **_line(checked, drawn, one, before)} for k, one in enumerate(told)
        ],
    }


def unread(why: str) -> Data:
    """A page that cannot be read at all."""
    return {"kind": "unread", "why": why}


def _without_what_fails(checked: CheckedPage) -> CheckedPage:
    """The page with a problem at each line of which nothing can be said.

    Raises what is raised where that is at no line.
    """
    drawn, before = PageFormulas(checked), units(checked.page.document.text)
    lines: dict[int, CheckedLine] = {}
    for one in (found for found in findings(checked) if found.verdict):
        try:
            _line(checked, drawn, one, before)
            drawn.remarks(one, named=True)
        except Exception as error:
            if one.line is None:
                raise
            problem = Problem(one.start, one.end, internal_error(error))
            lines[id(one.line)] = CheckedLine(replace(one.line.line, problem=problem))
    return replace(checked, lines=tuple(lines.get(id(one), one) for one in checked.lines))


def internal_error(error: Exception) -> str:
    """An error of symattn's own, in a line."""
    return f"internal error: {type(error).__name__}: {str(error)[:200]}; please report it"


def _line(checked: CheckedPage, drawn: PageFormulas, one: Finding, before: Any) -> Data:
    return {
        "start": before(one.start),
        "end": before(max(one.end, one.start)),
        "line": checked.page.document.place(one.start).line,
        "verdict": one.verdict,
        "as_declared": one.as_declared,
        "said": SAID_IN_FULL[one.verdict],
        "anchor": drawn.name(one),
        "why": why_in_html(checked, drawn, one),
        "repairs": _repairs(checked, drawn, one),
    }


def why_in_html(checked: CheckedPage, drawn: PageFormulas, one: Finding) -> str:
    """All that there is to say of a line: its chain, how it was read, what shows it."""
    if one.problem is not None or one.line is None:
        return f"<p>{escape(sentence(one.problem.message))}</p>" if one.problem is not None else ""
    told = ""
    if one.line.line.read:
        told += f"<p><b>Read as</b> <code>{escape(one.line.line.read)}</code></p>"
    chain = owed(checked, one.line)
    if chain:
        told += f"<p><b>Chain.</b> {escape(chain[0].upper() + chain[1:])}.</p>"
    context = one.line.record.context if one.line.record is not None else Context()
    for m in map(as_sentence, messages(one.line, whole=True)):
        label = f"<b>{escape(m.label)}.</b> " if m.label else ""
        told += f"<p>{label}{drawn.prose(m.parts, context, one)}</p>"
    return told


def _repairs(checked: CheckedPage, drawn: PageFormulas, one: Finding) -> list[Data]:
    """True lines in its place, as the page writes them; `number` is what a click asks for."""
    if one.line is None or one.problem is not None or one.line.record is None:
        return []
    context = one.line.record.context
    goals = [goal for m in messages(one.line) if (goal := repaired(m)) is not None]
    return [
        {
            "number": k,
            "latex": to_write(checked, one.line, goal),
            "html": drawn.term(goal, context, one),
        }
        for k, goal in enumerate(goals[:MOST_REPAIRS])
    ]


__all__ = ["MOST_REPAIRS", "internal_error", "unread", "view"]
