"""Derivations checked step by step, here or in workers that share the steps among them."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from ..kernel import Claim
from ..language import Context, Term, to_json
from ..records.record import CheckedDerivation, CheckedStep, Verdict
from ..search.clock import SECONDS_PER_STEP
from ..writing.book import Entry
from ..writing.step import Step
from . import cache
from .book_pages import written
from .chains import chained, overall
from .step_verdicts import check_step, kept_or_decided
from .taking import folder, take
from .workers import Stopped, fenced, results

if TYPE_CHECKING:  # it brings SymPy along, which a page that is read does not need
    from ..writing.derivation import Derivation

LANES = 2  # how many workers check steps
# how many steps that follow one another a worker takes at once, at most, and how often at least:
# what they have in common is worked out in one process
BLOCK, TURNS = 24, 16
SECONDS_OVERALL = 3.0  # for what a whole chain says
Job = tuple["Titled", Context, Step, tuple[Term, ...]]
Handed = tuple[Context, Step, tuple[Term, ...]]  # what a worker needs of it
Tick = Callable[[Any, Step, float], None]  # of what is Titled


class Titled(Protocol):
    """What steps belong to: a derivation, or a page."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def source(self) -> str: ...


@dataclass(frozen=True)
class Prepared:
    """A derivation whose body has been run, and those of its steps that are to be checked."""

    derivation: Titled
    context: Context
    steps: tuple[Step, ...]
    goals: tuple[Term, ...]  # what its lines say that its author takes to be true


def prepared(derivation: Derivation | Entry, only: int | None = None) -> Prepared:
    """All of a derivation, or one step.  Raises AuthoringError if it is not well written."""
    context, steps = written(derivation) if isinstance(derivation, Entry) else derivation.steps()
    goals = tuple(s.goal for s in steps if s.goal is not None and s.expect == "proved")
    chosen = steps if only is None or only > len(steps) else [steps[only - 1]]
    return Prepared(derivation, context, tuple(chosen), goals)


def check(
    derivation: Derivation,
    seconds: float = SECONDS_PER_STEP,
    only: int | None = None,
    beside: bool = False,
) -> CheckedDerivation:
    """Check every step of a derivation, or one of them; with `beside` also look for bounds.

    Raises AuthoringError if it is not well written; verdicts are values.
    """
    one = prepared(derivation, only)
    verdicts = [check_step(step, one.context, seconds, beside, one.goals) for step in one.steps]
    return _put_together(one, verdicts)


def check_in_worker(
    derivation: Derivation | Entry,
    seconds: float = SECONDS_PER_STEP,
    only: int | None = None,
    beside: bool = False,
) -> CheckedDerivation:
    """As `check`, in processes that are killed where a step takes too long or too much memory.

    That step is undecided, the others go on.
    """
    return next(check_in_workers([prepared(derivation, only)], seconds, beside=beside))


def check_in_workers(
    wanted: Sequence[Prepared],
    seconds: float = SECONDS_PER_STEP,
    tick: Tick | None = None,
    beside: bool = False,
) -> Iterator[CheckedDerivation]:
    """Derivations, or a step of each, in order; the workers go on with the next ones meanwhile."""
    jobs = [(one.derivation, one.context, step, one.goals) for one in wanted for step in one.steps]
    if not jobs:
        yield from (_put_together(one, []) for one in wanted)
        return
    count = min(os.cpu_count() or 1, LANES, max(1, len(jobs) // 4))
    with folder() as taken:
        count = count if taken else 1
        if count > 1:
            cache.prepare(beside)
        lanes = [_Lane(jobs, taken, seconds, tick, beside) for _ in range(count)]
        try:
            for lane in lanes:
                next(lane.found, None)  # all are at work from here on
            done = 0
            for one in wanted:
                verdicts = [_next(lanes, done + k) for k in range(len(one.steps))]
                done += len(one.steps)
                yield _put_together(one, verdicts)
        finally:
            for lane in lanes:
                lane.found.close()


class _Lane:
    """A worker that takes one block of jobs after the other that no other has taken.

    Where it is stopped another goes on with the next job.
    """

    def __init__(
        self, jobs: list[Job], taken: str, seconds: float, tick: Tick | None, beside: bool
    ) -> None:
        self.jobs, self.taken, self.seconds, self.tick = jobs, taken, seconds, tick
        self.at: int | None = None  # the job that it is at
        self.first = 0  # of those that may be left
        self.own = -1  # the block that it has taken
        self.size = max(1, min(BLOCK, len(jobs) // TURNS))
        handed = [job[1:] for job in jobs]
        self.produce = partial(_verdicts, handed, taken, seconds, beside, self.size)
        self.found = self._found()

    def _found(self) -> Generator[Verdict | None, None, None]:
        """The verdict on each job, and None before it, when that is taken."""
        stopped = True
        while stopped:
            stopped = False
            produce = partial(self.produce, self.own, self.first)
            for one in results(produce, fenced(self.seconds), self._tell):
                if isinstance(one, int):
                    self._begin(one)
                    yield None
                elif isinstance(one, Stopped):
                    stopped = True
                    if self.at is None:  # before it began
                        left = range(self.first, len(self.jobs))
                        mine = (k for k in left if _is_taken(self.taken, k // self.size, self.own))
                        if (k := next(mine, None)) is None:
                            return
                        self._begin(k)
                        yield None
                    yield Verdict("undecided", reasons=(one.reason,))
                else:
                    yield one

    def _begin(self, k: int) -> None:
        self.at, self.first, self.own = k, k + 1, k // self.size

    def _tell(self, spent: float) -> None:
        if self.tick is not None and self.at is not None:
            self.tick(self.jobs[self.at][0], self.jobs[self.at][2], spent)


def _next(lanes: list[_Lane], wanted: int) -> Verdict:
    """The verdict on a job, all before it being done.

    Of the lane that has taken it, or is about to say so.
    """
    for lane in sorted(lanes, key=lambda lane: lane.at is None):
        while lane.at in (wanted, None):
            try:
                verdict = next(lane.found)
            except StopIteration:
                break
            if verdict is not None:
                done, lane.at = lane.at, None
                assert done == wanted
                return verdict
    return Verdict("undecided", reasons=(("no result",),))


def _is_taken(taken: str, block: int, own: int) -> bool:
    """Whether a block is this lane's, or is so from now on."""
    return block == own or take(taken, block)


def _verdicts(
    jobs: list[Handed], taken: str, seconds: float, beside: bool, size: int, own: int, first: int
) -> Iterator[int | Verdict]:
    for k in range(first, len(jobs)):
        if _is_taken(taken, k // size, own):
            own = k // size
            context, step, goals = jobs[k]
            yield k
            yield check_step(step, context, seconds, beside, goals)


def _put_together(one: Prepared, verdicts: list[Verdict]) -> CheckedDerivation:
    derivation, context = one.derivation, one.context
    checked = [
        CheckedStep(
            step.number,
            step.goal,
            step.why,
            verdict,
            step.expect,
            step.written,
            step.text,
            step.heading,
            step.remark,
        )
        for step, verdict in zip(one.steps, verdicts)
    ]
    for k, step in enumerate(chained(checked)):
        if step.verdict.knock_on == "follows" and (whole := overall(checked, k)) is not None:
            shown = kept_or_decided(Claim(context, whole), SECONDS_OVERALL)
            if shown.status == "proved":
                chain = [{"goal": to_json(whole), "proof": shown.evidence["proof"]}]
                checked[k] = replace(
                    checked[k],
                    verdict=replace(
                        checked[k].verdict, evidence={**step.verdict.evidence, "chain": chain}
                    ),
                )
    return CheckedDerivation(
        derivation.id, derivation.title, derivation.source, context, chained(checked)
    )
