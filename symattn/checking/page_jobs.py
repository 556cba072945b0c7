"""What is asked about the lines of a page, and what came of it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from math import inf

from ..kernel.claim import Claim
from ..kernel.verdicts import judge
from ..language import Context, Term, from_json
from ..reading.gradients import is_at_the_point
from ..reading.whole_pages.page_lines import ReadPage
from ..records.record import Verdict
from ..writing.step import Step
from .lanes import Prepared
from .step_verdicts import check_step


@dataclass(frozen=True)
class Job(Prepared):
    """A claim of a page: one step with its own context, and the goals beside it.

    It is worth `most` seconds of effort at most.
    """

    most: float = inf

    @property
    def step(self) -> Step:
        return self.steps[0]

    def judged(self, seconds: float, beside: bool = False) -> Verdict:
        """The verdict, found in this process."""
        within = min(seconds, self.most)
        return check_step(self.step, self.context, within, beside, self.goals)


def job_of(page: ReadPage, k: int, context: Context, goal: Term) -> Job:
    line = page.lines[k]
    step = Step(k + 1, goal, line=page.document.place(line.start).line)
    derivation = _OfPage(page.document.name)
    rivals = tuple(
        other.goal
        for other in page.lines
        if other.goal is not None and other is not line and other.context == context
    )
    return Job(derivation, context, (step,), rivals)


@dataclass(frozen=True)
class _OfPage:
    """What a page's lines belong to."""

    id: str
    title: str = ""
    source: str = ""


def settled(one: JudgedClaim | None) -> bool:
    return one is not None and one.verdict.status == "proved"


@dataclass(frozen=True)
class JudgedClaim:
    context: Context
    goal: Term
    verdict: Verdict
    cases: tuple[tuple[str, str], ...] = ()  # its verdict for each way that members stand


def judged(
    page: ReadPage,
    claims: Sequence[tuple[int, Context | None, Term | None]],
) -> Generator[Sequence[Job], Sequence[Verdict], dict[int, JudgedClaim]]:
    asked = [(k, c, g) for k, c, g in claims if c is not None and g is not None]
    answers = yield [job_of(page, k, c, g) for k, c, g in asked]
    return {
        k: JudgedClaim(c, g, of_the_page(page.lines[k].along, Claim(c, g), verdict))
        for (k, c, g), verdict in zip(asked, answers)
    }


def of_the_page(along: frozenset[str], claim: Claim, verdict: Verdict) -> Verdict:
    """Without conditions on the direction of a gradient: the line is about every direction."""
    if not along or verdict.status != "conditional":
        return verdict
    kept = [
        repair
        for repair in verdict.evidence["repairs"]
        if all(is_at_the_point(from_json(f), along) for f in repair.get("assume") or ())
    ]
    evidence = {**verdict.evidence, "repairs": kept}
    return replace(verdict, status=judge(claim, evidence)[0], evidence=evidence)
