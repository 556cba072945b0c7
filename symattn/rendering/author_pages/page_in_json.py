"""A page's verdicts as JSON, by schema/page.schema.json: a contract for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from symattn.checking.checked_pages import CheckedPage, UnreadPage
from symattn.language import Term
from symattn.records.typed_data import UNSET, plain_data
from symattn.records.typed_pages import LineData, PageData
from symattn.words import ENOUGH, Message

from ..pages.marks import text_of, unmarked
from .findings import (
    CONDITION,
    COUNTEREXAMPLE,
    REPAIR,
    Finding,
    counts,
    findings,
    in_latex,
    members_in_latex,
    messages,
    of_members,
    owed,
    repaired,
)
from .kept_sides import to_write

_LEADS = ("true iff ", "true if ", "true wherever both sides have a value: ", "true as ", "true ")


def page_as_json(checked: CheckedPage | UnreadPage) -> dict[str, Any]:
    """A page as plain data: its lines in order, problems among them, and the counts."""
    if isinstance(checked, UnreadPage):
        whole = PageData(file=checked.name, lines=[], counts={}, problem=checked.why)
    else:
        whole = PageData(
            file=checked.page.document.name,
            lines=[_line(checked, one) for one in findings(checked)],
            counts=counts(checked),  # type: ignore[arg-type]
            passing=len(checked.page.passing),
        )
    found: dict[str, Any] = plain_data(whole)
    return found


def pages_in_json(pages: Sequence[CheckedPage | UnreadPage]) -> str:
    """One page as an object, several as an array of such objects."""
    found = [page_as_json(page) for page in pages]
    return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=1) + "\n"


def line_as_json(checked: CheckedPage, one: Finding) -> dict[str, Any]:
    """A line, or a problem, as plain data."""
    found: dict[str, Any] = plain_data(_line(checked, one))
    return found


def _line(checked: CheckedPage, one: Finding) -> LineData:
    document = checked.page.document
    start, end = document.place(one.start), document.place(max(one.end, one.start))
    line = one.line.line if one.line is not None else None
    return LineData(
        file=start.file,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        cell=UNSET if start.cell is None else start.cell,
        cell_line=UNSET if start.cell is None or start.cell_line is None else start.cell_line,
        latex=line.latex if line is not None else document.text[one.start : one.end],
        read=line.read if line is not None else "",
        role=line.role if line is not None else "declaration",
        verdict=one.verdict or None,  # type: ignore[arg-type]
        first_error=one.line.first_error if one.line is not None else False,
        follows=one.line.follows if one.line is not None else False,
        **_said(checked, one),
    )


def _said(checked: CheckedPage, one: Finding) -> dict[str, Any]:
    if one.line is None or one.problem is not None:
        why = one.problem.message if one.problem is not None else ""
        return {"condition": [], "repair": [], "witness": None, "why": why}
    told = messages(one.line, whole=True)
    letters = checked.page.letters

    def sentence(message: Message) -> str:
        return letters.in_text(unmarked(text_of(message.parts)))

    witness = [sentence(m) for m in told if m.label == COUNTEREXAMPLE]
    others = [
        f"{m.label}: {sentence(m)}"
        for m in told
        if m.label not in (COUNTEREXAMPLE, REPAIR, CONDITION)
    ]
    chain = owed(checked, one.line)
    return {
        "condition": [_condition(checked, one, m) for m in told if m.label == CONDITION],
        "repair": [
            written
            for m in told
            if (goal := repaired(m)) is not None and (written := to_write(checked, one.line, goal))
        ],
        "witness": witness[0] if witness else None,
        "why": " ".join([*([f"{chain[0].upper()}{chain[1:]}."] if chain else []), *others]),
    }


def _condition(checked: CheckedPage, one: Finding, message: Message) -> str:
    """n = 2, in the page's LaTeX; words stand in \\text{…}."""
    assert one.line is not None
    if one.line.holds_for and message.parts == (f"true if {of_members(one.line)}.",):
        return members_in_latex(one.line)
    found = ""
    for k, part in enumerate(message.parts):
        if isinstance(part, Term):
            found += in_latex(checked, one.line, part)
            continue
        words = part
        if k == 0:
            lead = next((lead for lead in _LEADS if words.startswith(lead)), "")
            words = words[len(lead) :]
        words = words.removeprefix(ENOUGH)  # the condition itself
        if k == len(message.parts) - 1:
            words = words.removesuffix(".")
        found += rf"\text{{{words}}}" if words else ""
    return found
