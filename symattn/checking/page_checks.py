"""A page that was read, judged line by line: here, or in workers that share the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..kernel import Claim
from ..language import Term, to_json
from ..reading.whole_pages.page_lines import PageLine, ReadPage
from ..records.record import CheckedDerivation, CheckedStep, Verdict
from ..writing.derivation import Derivation
from ..writing.step import Step
from .chains import chained, overall
from .checked_pages import CheckedLine, CheckedPage
from .deciding import SECONDS_PER_STEP, check_step, kept_or_decided
from .lanes import SECONDS_OVERALL, Prepared, Tick, check_in_workers

PageTick = Callable[[PageLine, float], None]


def check_page(
    page: ReadPage,
    seconds: float = SECONDS_PER_STEP,
    beside: bool = False,
    tick: PageTick | None = None,
) -> CheckedPage:
    """The verdicts on all lines of a page, in workers that are stopped where a line takes too long.

    With `beside`, also bounds.  Verdicts are values; nothing is raised for what cannot be decided.
    """
    return _checked(page, lambda jobs: _in_workers(page, jobs, seconds, beside, tick))


def check_page_here(
    page: ReadPage, seconds: float = SECONDS_PER_STEP, beside: bool = False
) -> CheckedPage:
    """As `check_page`, in this process: within the time limits that the search itself keeps."""

    def verdicts(jobs: Sequence[_Job]) -> Iterator[Verdict]:
        for one in jobs:
            yield check_step(one.step, one.context, seconds, beside, one.goals)

    return _checked(page, verdicts)


class _Job(Prepared):
    """A claim of a page: one step with its own context."""

    @property
    def step(self) -> Step:
        return self.steps[0]


def _job(page: ReadPage, k: int, line: PageLine, goal: Term) -> _Job:
    assert line.context is not None
    step = Step(k + 1, goal, line=page.document.place(line.start).line)
    derivation = Derivation(page.document.name, "", "", _nothing)
    rivals = tuple(
        other.goal
        for other in page.lines
        if other.goal is not None and other is not line and other.context == line.context
    )
    return _Job(derivation, line.context, (step,), rivals)


def _nothing(page: object) -> None:
    """No body: a page's lines are read, not run."""


def _in_workers(
    page: ReadPage,
    jobs: Sequence[_Job],
    seconds: float,
    beside: bool,
    tick: PageTick | None,
) -> Iterator[Verdict]:
    def tell(derivation: Derivation, step: Step, spent: float) -> None:
        if tick is not None:
            tick(page.lines[step.number - 1], spent)

    told: Tick | None = tell if tick is not None else None
    for record in check_in_workers(jobs, seconds, told, beside):
        yield record.steps[0].verdict


def _checked(
    page: ReadPage, verdicts: Callable[[Sequence[_Job]], Iterator[Verdict]]
) -> CheckedPage:
    """The page with verdicts; claims that say more are tried before what stands there."""
    judged = [k for k, line in enumerate(page.lines) if line.goal is not None]
    found: dict[int, tuple[Term, Verdict]] = {}
    first = [(k, goal) for k in judged for goal in page.lines[k].instead]
    for (k, goal), verdict in zip(
        first, verdicts([_job(page, k, page.lines[k], goal) for k, goal in first])
    ):
        if verdict.status == "proved":
            found[k] = (goal, verdict)
    rest = [k for k in judged if k not in found]
    goals = [page.lines[k].goal for k in rest]
    jobs = [_job(page, k, page.lines[k], g) for k, g in zip(rest, goals) if g is not None]
    for k, one, verdict in zip(rest, goals, verdicts(jobs)):
        assert one is not None
        found[k] = (one, verdict)
    return CheckedPage(page, tuple(_lines(page, found)))


def _lines(page: ReadPage, found: dict[int, tuple[Term, Verdict]]) -> Iterator[CheckedLine]:
    """Each line with its verdict, and what its chain makes of it."""
    steps: dict[int, CheckedStep] = {}
    chains: dict[int, list[int]] = {}
    for k, (goal, verdict) in found.items():
        line = page.lines[k]
        steps[k] = CheckedStep(k + 1, goal, "", verdict, line.expect, written=True)
        if not line.part:
            chains.setdefault(line.chain, []).append(k)
    for members in chains.values():
        for k, step in zip(sorted(members), _of_chain(page, [steps[k] for k in sorted(members)])):
            steps[k] = step
    for k, line in enumerate(page.lines):
        if k not in steps:
            yield CheckedLine(line)
            continue
        assert line.context is not None
        name = page.document.name
        yield CheckedLine(line, CheckedDerivation(name, "", "", line.context, (steps[k],)))


def _of_chain(page: ReadPage, steps: list[CheckedStep]) -> tuple[CheckedStep, ...]:
    """The links of a chain with what earlier ones make of them."""
    linked = chained(steps)
    for k, step in enumerate(linked):
        context = page.lines[step.number - 1].context
        if step.verdict.knock_on != "follows" or context is None:
            continue
        whole = overall(linked, k)
        if whole is None:
            continue
        shown = kept_or_decided(Claim(context, whole), SECONDS_OVERALL)
        if shown.status == "proved":
            chain = [{"goal": to_json(whole), "proof": shown.evidence["proof"]}]
            evidence = {**step.verdict.evidence, "chain": chain}
            steps[k] = replace(step, verdict=replace(step.verdict, evidence=evidence))
    return chained(steps)
