"""What `symattn check` says of derivations: a line a step, and a count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .verify import given_words

if TYPE_CHECKING:
    from ..records.record import CheckedDerivation, CheckedStep

MARKS = {"proved": "✓", "conditional": "◐", "refuted": "✗", "undecided": "?", "outside": "–"}


def odd(records: list[CheckedDerivation]) -> int:
    """How many verdicts are not the declared ones."""
    return sum(step.verdict.status != step.expect for record in records for step in record.steps)


def summary(records: list[CheckedDerivation], wrong: int, stopped: bool) -> Iterator[str]:
    """Of what was checked: how many lines got which verdict, and whether it is the declared one."""
    statuses = [step.verdict.status for record in records for step in record.steps]
    words, so_far = {"refuted": "false", "undecided": "not decided"}, " so far" * stopped
    counts = ", ".join(f"{statuses.count(s)} {words.get(s, s)}" for s in MARKS if s in statuses)
    yield f"{len(statuses)} step{'s' * (len(statuses) != 1)}{so_far}: {counts}"
    rest = f"; {wrong} thing{'s' * (wrong > 1)} could not be checked" if wrong else ""
    if unlike := odd(records):
        are = "s are" if unlike > 1 else " is"
        yield f"{unlike} verdict{are} not the declared one (where none is declared: proved){rest}"
    else:
        yield f"every verdict{so_far} is the declared one{rest}"


def lines(record: CheckedDerivation, explain: bool, foreign: bool) -> Iterator[str]:
    from ..language import plain
    from ..rendering.formats.text_wrapping import cleaned
    from ..rendering.pages.owed import rests_on

    yield cleaned(f"{record.id}  {record.title}")
    if foreign:  # a file may have changed what it assumes while it ran
        yield cleaned(f"  {given_words(record)}")
    for step in record.steps:
        shown = _readable(step.text) if step.goal is None else plain(step.goal)
        rests = rests_on(step, record.steps, str).replace("\u00a0", " ")
        aside = f"   ({rests})" if rests else ""
        if "oracle" in (step.verdict.evidence or {}):
            from ..words.enclosing_numbers import oracle_of

            aside += oracle_of(step.verdict)
        yield f"  {MARKS[step.verdict.status]} {record.id}.{step.number:<4} {shown}{aside}"
        if step.verdict.status != step.expect:
            yield f"      {_not_as_declared(step)}"
        if explain or step.verdict.status != step.expect:
            yield from _explained(record, step)


def _readable(text: str) -> str:
    """An author's text for a terminal; what reads formulas is loaded where there is one."""
    from ..rendering.formats.text_wrapping import cleaned

    if "$" in text:
        from ..rendering.formulas.inline_math import readable

        text = readable(text)
    return cleaned(text)


def _explained(record: CheckedDerivation, step: CheckedStep) -> Iterator[str]:
    from ..rendering.pages.marks import text_of, underlined
    from ..words import said

    for message in said(record, step):
        yield from underlined(f"      {message.label}: " + text_of(message.parts, _readable))


def _not_as_declared(step: CheckedStep) -> str:
    """A line is taken to be meant as true: its author may not know that one can declare."""
    found = step.verdict.status
    if step.expect == "proved":
        return f'{found}, where proved is expected; if you mean that, declare it: expect="{found}"'
    return f"{found}, and {step.expect} was declared"
