"""The lines of a checked page, or of checked derivations, as they are graded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from urllib.parse import quote

from ..checking.checked_pages import CheckedLine, CheckedPage
from ..language import Term, plain
from ..records.record import CheckedDerivation, CheckedStep
from ..rendering.author_pages.findings import (
    CONDITION,
    COUNTEREXAMPLE,
    REPAIR,
    Finding,
    anchor,
    findings,
    repaired,
)
from ..rendering.author_pages.page_in_json import line_as_json
from ..rendering.formulas.latex_math import latex
from ..rendering.pages.marks import text_of, unmarked
from ..rendering.pages.owed import rests_on
from ..words import AUTHORS, Message, said
from .class_setting import ClassSetting
from .expected_claims import said_of
from .graded_pages import WRONG, ExpectedFound, GradedLine, scored

HINTED = (COUNTEREXAMPLE,)  # what a hint may say beside the verdict


@dataclass(frozen=True)
class Scored:
    """Lines with their points, what was found of what was expected, and the sum."""

    lines: tuple[GradedLine, ...]
    expected: tuple[ExpectedFound, ...]
    points: float
    out_of: float


def lines_of_page(checked: CheckedPage, hints: bool) -> list[tuple[GradedLine, CheckedLine | None]]:
    """The lines that have a verdict, in order, each with what was checked."""
    told = [one for one in findings(checked) if one.verdict]
    return [(_line(checked, one, k, hints), one.line) for k, one in enumerate(told, 1)]


def _line(checked: CheckedPage, one: Finding, number: int, hints: bool) -> GradedLine:
    data = line_as_json(checked, one)
    line = GradedLine(
        number,
        data["line"],
        " ".join(data["latex"].split()),
        data["read"],
        one.verdict,
        data["first_error"],
        data["follows"],
        tuple(data["condition"]),
        tuple(data["repair"]),
        data["witness"],
        data["why"],
        anchor(one),
        data.get("cell"),
        data.get("cell_line"),
    )
    return hinted(line, one.verdict == "not_read") if hints else line


def hinted(line: GradedLine, reason: bool = False) -> GradedLine:
    """The line without its repair and its condition, and without what else would tell them."""
    return replace(line, condition=(), repair=(), why=line.why if reason else "")


def lines_of_derivations(records: Iterable[CheckedDerivation], hints: bool) -> list[GradedLine]:
    """The steps of a file of derivations."""
    found: list[GradedLine] = []
    for record in records:
        for step in record.steps:
            line = _step(record, step, len(found) + 1)
            found.append(hinted(line) if hints else line)
    return found


def _step(record: CheckedDerivation, step: CheckedStep, number: int) -> GradedLine:
    told = [m for m in said(record, step) if m.label != AUTHORS]
    verdict = step.verdict

    def sentences(label: str) -> tuple[str, ...]:
        return tuple(_sentence(m) for m in told if m.label == label)

    def formulas(label: str) -> tuple[str, ...]:
        """A repair is the line that would be right, a condition what has to hold."""
        goals = (repaired(m) or next((p for p in m.parts if isinstance(p, Term)), None)
                 for m in told if m.label == label)  # fmt: skip
        return tuple(latex(goal, record.context) for goal in goals if goal is not None)

    others = [f"{m.label}: {_sentence(m)}" if m.label else _sentence(m)
              for m in told if m.label not in (COUNTEREXAMPLE, CONDITION, REPAIR)]  # fmt: skip
    owes = rests_on(step, record.steps, "({})".format)
    return GradedLine(
        number,
        step.number,
        step.text if step.goal is None else latex(step.goal, record.context),
        "" if step.goal is None else plain(step.goal),
        verdict.status,
        verdict.status in WRONG and not verdict.rests_on,
        verdict.knock_on in ("follows", "right"),
        formulas(CONDITION),
        formulas(REPAIR),
        next(iter(sentences(COUNTEREXAMPLE)), None),
        " ".join([*([owes] if owes else []), *others]),
        quote(f"{record.id}.{step.number}"),
    )


def _sentence(message: Message) -> str:
    return unmarked(text_of(message.parts))


def scores(lines: list[tuple[GradedLine, CheckedLine | None]], setting: ClassSetting) -> Scored:
    """The points of lines: by the setting, else one for each that is proved.

    A line in which an expected claim was found has the points of that, and none as each line.
    """
    pairs = [(line.number, checked) for line, checked in lines if checked is not None]
    expected: list[ExpectedFound] = []
    own: dict[int, Fraction] = {}
    total = Fraction(0)
    for claim in setting.expected:
        verdict, number = said_of(claim, pairs)
        got = None
        if claim.points is not None:
            got = claim.points if verdict == "proved" else Fraction(0)
            total += claim.points
            if number is not None:
                own[number] = own.get(number, Fraction(0)) + got
        expected.append(ExpectedFound(verdict, number, None if got is None else scored(got)))
    each = setting.each if setting.gives_points else Fraction(1)
    found: list[GradedLine] = []
    for line, _ in lines:
        points = own.get(line.number)
        if points is None and each is not None and line.verdict != "outside":
            points = each if line.verdict == "proved" else Fraction(0)
            own[line.number] = points
            total += each
        shown = setting.gives_points and points is not None
        found.append(replace(line, points=scored(points) if shown and points is not None else None))
    return Scored(tuple(found), tuple(expected), scored(sum(own.values(), Fraction(0))),
                  scored(total))  # fmt: skip
