"""Feedback as PDF: the lines of a page in symattn's own layout, with verdicts and remarks.

The author's prose is not in it: a file of a stranger is not run through LaTeX.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from ..checking.checked_pages import CheckedLine, CheckedPage
from ..language import Context, Term, TermError, check_context
from ..publishing.pdf import of_pages
from ..records.record import CheckedDerivation
from ..rendering.author_pages.findings import (
    Finding,
    count_of,
    findings,
    in_latex,
    messages,
    owed,
)
from ..rendering.pages.document import page as page_of
from ..rendering.pages.rows import Note, Page, Row
from ..words import Message
from .class_setting import ClassSetting
from .graded_pages import GradedLine, GradedPage, shown
from .lines_graded import HINTED

UNREAD = "undecided"  # how a line is marked that is not read: this layout has no mark of its own


def feedback_in_pdf(
    checked: CheckedPage, graded: GradedPage, setting: ClassSetting, hints: bool
) -> bytes:
    """A page's lines with their verdicts.  Raises SavingError."""
    told = [one for one in findings(checked) if one.verdict]
    rows = tuple(
        _row(checked, one, line, hints) for one, line in zip(told, graded.lines)
    )  # fmt: skip
    return of_pages([
        Page(graded.name, "", _plain(graded.name), "", _context(checked), (), rows,
             f"{_score(graded, setting)}; {count_of(checked)}")
    ])  # fmt: skip


def derivations_in_pdf(records: Sequence[CheckedDerivation], hints: bool) -> bytes:
    """The derivations of a file.  Raises SavingError."""
    pages = [page_of(record) for record in records]
    if hints:
        pages = [
            replace(p, rows=tuple(replace(row, messages=_hinted(row.messages)) for row in p.rows))
            for p in pages
        ]
    return of_pages(pages)


def _row(checked: CheckedPage, one: Finding, line: GradedLine, hints: bool) -> Row:
    goal = one.line.line.goal if one.line is not None and one.problem is None else None
    told = messages(one.line) if one.line is not None and not one.as_declared else ()
    if one.problem is not None:
        told = (Message("Not read", (one.problem.message,)),)
    elif hints:
        told = _hinted(told)
    notes = [line.place]
    if one.line is not None and (chain := owed(checked, one.line)):
        notes.append(chain)
    if checked.page.letters.latex and one.problem is None and one.line is not None:
        told = tuple(_spelled(checked, one.line, m) for m in told)  # with the page's own names
        goal, text = None, _drawn(line.latex)
    else:
        text = "" if goal is not None else _plain(line.latex)
    status = UNREAD if one.verdict == "not_read" else one.verdict
    return Row(
        str(line.number), line.number, goal, True, (), tuple(Note("rests", n) for n in notes),
        status, told, text=text, tag=str(line.number),
    )  # fmt: skip


def _spelled(checked: CheckedPage, line: CheckedLine, message: Message) -> Message:
    parts = (
        _drawn(in_latex(checked, line, p)) if isinstance(p, Term) else p for p in message.parts
    )
    return replace(message, parts=tuple(parts))


def _drawn(latex: str) -> str:
    return "$" + latex.replace("$", "\uff04").replace("&", " ") + "$"


def _hinted(told: Sequence[Message]) -> tuple[Message, ...]:
    return tuple(m for m in told if m.label in HINTED)


def _plain(text: str) -> str:
    """Text of a stranger's in which nothing is a formula: it is shown as it is written."""
    return text.replace("$", "\uff04").replace("\\", "\uff3c")


def _score(graded: GradedPage, setting: ClassSetting) -> str:
    what = "points" if setting.gives_points else "lines proved"
    return f"{shown(graded.points)} of {shown(graded.out_of)} {what}"


def _context(checked: CheckedPage) -> Context:
    """What names mean, for drawing them: of all lines together where they agree."""
    contexts = [one.line.context for one in checked.lines if one.line.context is not None]
    whole = Context(**{
        f.name: tuple(dict.fromkeys(one for c in contexts for one in getattr(c, f.name)))
        for f in fields(Context)
    })  # fmt: skip
    try:
        check_context(whole)
    except TermError:
        return contexts[0] if contexts else Context()
    return whole
