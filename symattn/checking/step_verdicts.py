"""The verdict on a step: what was kept, or what a search finds, which is loaded for that."""

from __future__ import annotations

from ..kernel import Claim
from ..language import Context, Term
from ..records.record import Verdict
from ..search.clock import SECONDS_PER_STEP, now
from ..writing.step import Step


def check_step(
    step: Step,
    context: Context,
    seconds: float = SECONDS_PER_STEP,
    beside: bool = False,
    others: tuple[Term, ...] = (),
) -> Verdict:
    """The verdict on one step, within an effort of so many seconds of an ordinary machine.

    A crash or a search that takes too long of the search is "undecided", never anything else.
    """
    if step.goal is None:
        return Verdict("outside")
    claim = step.claim(context)
    return kept_or_decided(claim, seconds, beside, rivals(claim, others))


def rivals(claim: Claim, goals: tuple[Term, ...]) -> tuple[Term, ...]:
    """The lines that say something else of a claim's left side."""
    return tuple(
        goal
        for goal in goals
        if goal.op != "every" and goal.children[0] == claim.goal.children[0] and goal != claim.goal
    )


def kept_or_decided(
    claim: Claim,
    seconds: float = SECONDS_PER_STEP,
    beside: bool = False,
    others: tuple[Term, ...] = (),
) -> Verdict:
    """The verdict on one claim, from what was kept if its evidence is borne out."""
    from . import cache  # and the book's proofs; a question has no use for them

    if (verdict := cache.find(claim, beside, others)) is None:
        from .deciding import decide

        start = now()
        verdict = decide(claim, seconds, beside, others)
        # one that ran out of time may do better another time
        if verdict.status != "undecided" or now() - start < seconds / 2:
            cache.keep(claim, beside, others, verdict)
    return verdict
