"""A page that was read, judged line by line: here, or in workers that share the lines."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from importlib import import_module

from ..language import Term, to_json
from ..reading.whole_pages.page_lines import PageLine, ReadPage
from ..records.record import CheckedDerivation, CheckedStep, Verdict
from ..search.clock import SECONDS_PER_STEP
from ..writing.step import Step
from .chains import chained, overall
from .checked_pages import CheckedLine, CheckedPage
from .doubtful_lines import by_cases, without_doubt
from .lanes import SECONDS_OVERALL, Tick, check_in_workers
from .open_blocks import before_open_block
from .page_jobs import Job, JudgedClaim, job_of, judged, settled

PageTick = Callable[[PageLine, float], None]
Asking = Generator["Sequence[Job]", Sequence[Verdict], CheckedPage]


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
    return check_page_by(page, lambda job: job.judged(seconds, beside))


def check_page_by(page: ReadPage, judge: Callable[[Job], Verdict]) -> CheckedPage:
    """As `check_page`, with what judges a claim.

    It is asked one claim after the other, in an order that earlier verdicts alone decide.
    """
    return _checked(page, lambda jobs: map(judge, jobs))


def _in_workers(
    page: ReadPage,
    jobs: Sequence[Job],
    seconds: float,
    beside: bool,
    tick: PageTick | None,
) -> Iterator[Verdict]:
    def tell(of: object, step: Step, spent: float) -> None:
        if tick is not None:
            tick(page.lines[step.number - 1], spent)

    told: Tick | None = tell if tick is not None else None
    within = min([seconds, *(job.most for job in jobs)])
    for module in ("deciding", "other_ways"):  # before there are workers: all have them then
        import_module(f"symattn.checking.{module}")
    for record in check_in_workers(jobs, within, told, beside):
        yield record.steps[0].verdict


def _checked(page: ReadPage, verdicts: Callable[[Sequence[Job]], Iterator[Verdict]]) -> CheckedPage:
    asking = asked_of(page)
    jobs = next(asking)
    while True:
        try:
            jobs = asking.send(list(verdicts(jobs)))
        except StopIteration as end:
            checked: CheckedPage = end.value
            return checked


def asked_of(page: ReadPage) -> Asking:
    """The page with verdicts: yields the claims that are to be judged, and takes the verdicts.

    What is asked, and in which order, follows from the page and the verdicts before alone.  Of
    A ⇒ B that goes on from a line A, B alone is judged if A is proved or B is.
    """
    page = before_open_block(page)
    lines = page.lines
    shown = yield from _in_general(page)
    plain = [
        k
        for k, line in enumerate(lines)
        if line.goal is not None and line.alone is None and not settled(shown.get(k))
    ]
    arrows = [k for k, line in enumerate(lines) if line.goal is not None and line.alone]
    claims = [(k, lines[k].context, lines[k].goal) for k in plain]
    claims += [(k, *lines[k].alone) for k in arrows]  # type: ignore[misc]
    found = yield from judged(page, claims)
    for k, one in shown.items():
        # false as it stands, and true in general under a condition
        if settled(one) or found[k].verdict.status == "refuted":
            found[k] = one
    given = [(k, *lines[k].supposed) for k in arrows if lines[k].supposed]  # type: ignore[misc]
    supposed = yield from judged(page, given)
    left: list[int] = []
    for k in arrows:
        before = next((j for j in range(k - 1, -1, -1) if not lines[j].part), None)
        known = supposed.get(k) if lines[k].supposed else None
        whole = before is not None and before not in left and not lines[before].by_cases_alone
        if lines[k].supposed is None and before is not None and whole:
            known = found.get(before)
        holds = (
            known is not None
            and known.verdict.status == "proved"
            and _stands_left(known.goal, lines[k].goal)
        )
        if found[k].verdict.status != "proved" and not holds:
            left.append(k)
    found |= yield from judged(page, [(k, lines[k].context, lines[k].goal) for k in left])
    found |= yield from by_cases(page, found)
    yield from without_doubt(page, found)
    steps = yield from _linked(page, found)
    return CheckedPage(page, tuple(_lines(page, found, steps)))


def _stands_left(goal: Term, implication: Term | None) -> bool:
    """Whether what is proved is what stands left, and not what holds under a condition alone."""
    if implication is None or implication.op != "⇒":
        return False
    left = implication.left
    return goal in (left.children if left.op == "and" else (left,))


def _in_general(
    page: ReadPage,
) -> Generator[Sequence[Job], Sequence[Verdict], dict[int, JudgedClaim]]:
    """Lines that are proved, or true under a condition, in a claim that says more."""
    claims = [(k, g) for k, line in enumerate(page.lines) for g in line.general]
    found: dict[int, JudgedClaim] = {}
    answers = yield [job_of(page, k, g.context, g.goal) for k, g in claims]
    for (k, g), verdict in zip(claims, answers):
        wanted = ("proved",) if k in found else ("proved", "conditional")
        if verdict.status not in wanted or settled(found.get(k)):
            continue
        needed = yield [job_of(page, k, context, goal) for context, goal in g.requires]
        if all(v.status == "proved" for v in needed):
            found[k] = JudgedClaim(g.context, g.goal, verdict)
    return found


def _lines(
    page: ReadPage, found: dict[int, JudgedClaim], steps: dict[int, CheckedStep]
) -> Iterator[CheckedLine]:
    name = page.document.name
    for k, line in enumerate(page.lines):
        if k not in steps:
            yield CheckedLine(_in_doubt(line) if line.doubt is not None else line)
        else:
            record = CheckedDerivation(name, "", "", found[k].context, (steps[k],))
            yield CheckedLine(line, record, found[k].cases)


def _in_doubt(line: PageLine) -> PageLine:
    return replace(line, goal=None, context=None, problem=line.doubt)


def _linked(
    page: ReadPage, found: dict[int, JudgedClaim]
) -> Generator[Sequence[Job], Sequence[Verdict], dict[int, CheckedStep]]:
    """Each line with its verdict, and what its chain makes of it."""
    steps: dict[int, CheckedStep] = {}
    chains: dict[int, list[int]] = {}
    for k, one in found.items():
        line = page.lines[k]
        steps[k] = CheckedStep(k + 1, one.goal, "", one.verdict, line.expect, written=True)
        if not line.part and not one.cases:
            chains.setdefault(line.chain, []).append(k)
    for numbers in chains.values():
        members = sorted(numbers)
        linked = yield from _of_chain(page, [steps[k] for k in members])
        steps |= zip(members, linked)
    return steps


def _of_chain(
    page: ReadPage, steps: list[CheckedStep]
) -> Generator[Sequence[Job], Sequence[Verdict], tuple[CheckedStep, ...]]:
    """The links of a chain with what earlier ones make of them.

    A link that is right after one that is not may end where the chain should: the claim from the
    beginning of the chain to its end is judged, as any other.
    """
    linked = chained(steps)
    for k, step in enumerate(linked):
        context = page.lines[step.number - 1].context
        if step.verdict.knock_on != "follows" or context is None:
            continue
        whole = overall(linked, k)
        if whole is None:
            continue
        job = job_of(page, step.number - 1, context, whole)
        [shown] = yield [replace(job, goals=(), most=SECONDS_OVERALL)]
        if shown.status == "proved":
            chain = [{"goal": to_json(whole), "proof": shown.evidence["proof"]}]
            evidence = {**step.verdict.evidence, "chain": chain}
            steps[k] = replace(step, verdict=replace(step.verdict, evidence=evidence))
    return chained(steps)
