"""Replaying what others saved.

Read and judged within the limits of time and memory of everything else.

The kernel's own bounds make each single operation end (`kernel.sizes`); here all of them together
do.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path

from ..kernel import Rejected
from ..language import TermError
from ..records.judging import judge
from ..records.record import CheckedDerivation, Verdict
from ..records.saving import SavingError, read_all
from .chains import chained
from .workers import Stopped, results

SECONDS = 20.0  # for one step, or for reading a file
LANES, FEW = 2, 8  # how many workers replay, and steps that one does alone
NOT_REPLAYED = Verdict("undecided", reasons=(("not borne out",),))


@dataclass(frozen=True)
class Judged:
    """What the kernel makes of a step's evidence: the verdict, the rules, or why there is none."""

    status: str
    rules: frozenset[str] = frozenset()
    problem: str = ""


def read_within(path: Path, seconds: float = SECONDS) -> list[CheckedDerivation]:
    """The records in a file.  Raises SavingError, also where reading it takes too long."""
    for found in results(partial(_read, path), seconds):
        if isinstance(found, Stopped):
            raise SavingError(
                f"{path}: cannot be read within {seconds:.0f} seconds, and in the memory there is"
            )
        if isinstance(found, list):
            return found
    raise SavingError(f"{path}: cannot be read")


def _read(path: Path) -> Iterator[list[CheckedDerivation]]:
    yield read_all(path)


def judged(record: CheckedDerivation, seconds: float = SECONDS) -> list[Judged]:
    """What the kernel makes of each step.

    A replay that takes too long is stopped, and the others go on.
    """
    return next(all_judged([record], seconds))


def all_judged(
    records: list[CheckedDerivation], seconds: float = SECONDS
) -> Iterator[list[Judged]]:
    """The same of several records, in workers that take every second step each."""
    steps = [(record, k) for record in records for k in range(len(record.steps))]
    count = min(os.cpu_count() or 1, LANES) if len(steps) >= FEW else 1
    lanes = [_one_after_the_other(steps[k::count], seconds) for k in range(count)]
    try:
        turns = cycle(lanes)
        for record in records:
            yield [next(next(turns)) for _ in record.steps]
    finally:
        for lane in lanes:
            lane.close()


def _one_after_the_other(
    steps: list[tuple[CheckedDerivation, int]], seconds: float
) -> Generator[Judged, None, None]:
    done = 0
    while done < len(steps):
        for one in results(partial(judged_steps, steps[done:]), seconds):
            done += 1
            stopped = isinstance(one, Stopped)
            yield (
                Judged("undecided", problem=one.why.replace("search", "replay", 1))
                if stopped
                else one
            )


def judged_steps(steps: list[tuple[CheckedDerivation, int]]) -> Iterator[Judged]:
    for record, k in steps:
        step = record.steps[k]
        try:
            if step.goal is None:
                yield Judged("outside")
            else:
                yield Judged(*judge(record.claim(step), step.verdict.evidence))
        except (Rejected, TermError) as error:
            yield Judged("undecided", problem=str(error))


def problems(record: CheckedDerivation, found: list[Judged]) -> list[str]:
    """What does not replay, a line each."""
    lines: list[str] = []
    for step, one in zip(record.steps, found):
        place = f"{record.id}.{step.number}"
        if one.problem:
            lines.append(f"{place}: the certificate does not replay: {one.problem}")
        elif one.status != step.verdict.status:
            lines.append(
                f"{place}: saved as {step.verdict.status}, and the certificates show {one.status}"
            )
    return lines


def shown(record: CheckedDerivation, found: list[Judged]) -> CheckedDerivation:
    """The record with nothing but what its own certificates show.

    Every other verdict is turned into "undecided".
    """
    steps = [
        step
        if one.status == step.verdict.status and not one.problem
        else replace(step, verdict=NOT_REPLAYED)
        for step, one in zip(record.steps, found)
    ]
    return replace(record, steps=chained(steps))


def borne_out(record: CheckedDerivation, seconds: float = SECONDS) -> CheckedDerivation:
    """The record as the kernel bears it out."""
    return shown(record, judged(record, seconds))
