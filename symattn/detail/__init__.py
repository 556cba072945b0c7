"""Steps within a step: what happened on the way to a line, each as a claim that the kernel has
judged.

The search proposes other ways to write a side, what it is divided by, and in which case; `judge`
decides each of these lines, and each claim in their reasons, and what it does not prove is not
printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from math import inf
from typing import Any

from ..checking.workers import Stopped, fenced, results
from ..kernel import Claim, Rejected
from ..language import Term, TermError
from ..records.judging import judge
from ..records.record import CheckedDerivation, CheckedStep
from ..search.clock import now, one_claim
from ..search.repairs.weaker_lines import prove
from .lines import SECONDS, DetailLine, Ground, Judge, Said, borne_out
from .steps import repaired, within

Tick = Callable[[CheckedStep, float], None]
SECONDS_PER_STEP = 30.0
LONGEST = 160  # parts of a claim that a line may show


def details(record: CheckedDerivation) -> Iterator[tuple[CheckedStep, tuple[DetailLine, ...]]]:
    """Each step with the lines within it, the first of a chain showing its left side.

    Of a proved step they lead to its right side, or give its cases; of one that is false or
    conditional they lead to the line that would be true, and say what the written one is off by.
    """
    told: dict[Term, int] = {}
    found: dict[Term, Said | None] = {}
    for step in record.steps:
        ground = replace(Ground.of(record, step, _proved), told=told, found=found)
        with one_claim(inf):
            lines = borne_out(_proposed(ground, step), record.context, judge)
        for line in lines:
            if not line.goes_on:
                told.setdefault(line.goal, step.number)
        yield step, lines


def looked_for(
    record: CheckedDerivation, tick: Tick | None = None
) -> dict[int, tuple[DetailLine, ...]]:
    """The lines within each step, by its number, found in a process that can be stopped and judged
    again here.

    A step that takes too long has none.
    """
    found: dict[int, tuple[DetailLine, ...]] = {}
    steps = list(record.steps)

    def tell(spent: float) -> None:
        if tick is not None and len(found) < len(steps):
            tick(steps[len(found)], spent)

    while len(found) < len(steps):
        for one in results(partial(_found, record, len(found)), fenced(SECONDS_PER_STEP), tell):
            lines = () if isinstance(one, Stopped) else one
            found[steps[len(found)].number] = borne_out(lines, record.context, judge)
    return found


def _found(record: CheckedDerivation, start: int) -> Iterator[tuple[DetailLine, ...]]:
    return (lines for k, (_, lines) in enumerate(details(record)) if k >= start)


def _proposed(ground: Ground, step: CheckedStep) -> list[DetailLine]:
    if step.goal is None or step.verdict.status in ("undecided", "outside"):
        return []
    told = within if step.verdict.status == "proved" else repaired
    try:
        lines = told(ground, step.goal, step.verdict.evidence)
    except (Rejected, TermError):
        return []
    return lines if all(line.goal.size <= LONGEST for line in lines) else []


def _proved(claim: Claim) -> Any:
    """Evidence that the kernel accepts, or None."""
    certificate = prove(claim, now() + SECONDS)
    if certificate is None:
        return None
    evidence = {"proof": certificate}
    try:
        return evidence if judge(claim, evidence)[0] == "proved" else None
    except Rejected:
        return None


__all__ = ["Ground", "Judge", "DetailLine", "Said", "borne_out", "details", "looked_for"]
