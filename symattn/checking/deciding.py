"""From a step to its verdict: provers propose, the kernel replays, within a limit of effort."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..kernel import FORMAT, KERNEL, Claim, Rejected
from ..kernel.limits.linked_limits import linked
from ..kernel.rules.sequent import check_limit_is_free
from ..language import Term, TermError
from ..language.kinds import ORDERS
from ..records.judging import judge
from ..records.record import Reason, Verdict
from ..search.cases.case_search import Search
from ..search.clock import SECONDS_PER_STEP, OutOfEffort, now, one_claim
from ..search.failures.models import model
from ..search.multiplied_out import is_large
from ..search.repairs.weaker_lines import certified
from ..search.stop_reasons import refusal
from . import bounds_beside

TO_REFUTE = 0.3  # the share of the time that is left for a counterexample
BESIDE = ("bounds", "probabilities")  # evidence that a verdict does not depend on


def decide(
    claim: Claim,
    seconds: float = SECONDS_PER_STEP,
    beside: bool = False,
    others: tuple[Term, ...] = (),
) -> Verdict:
    """The verdict on one claim; with `beside`, and with bounds for a limit.

    `others` are lines that may say what a false one should.
    """
    with one_claim(seconds):
        return _decided(claim, seconds, beside, others)


def _decided(claim: Claim, seconds: float, beside: bool, others: tuple[Term, ...]) -> Verdict:
    deadline = now() + seconds
    try:
        verdict = (
            _search(claim, deadline, beside, others)
            if not (claim.context.links and claim.takes_limit)
            else _under_links(claim, deadline)
        )
        if verdict.status == "refuted" and (found := _links(claim, deadline)):
            verdict = Verdict("conditional", {**verdict.evidence, "repairs": found})
        try:
            verdict = _borne_out(claim, verdict)
        except Rejected:
            # what holds in a cell that contradicts itself may not be found there again: another way
            # may do
            verdict = _borne_out(claim, _search(claim, deadline, beside, others, direct=False))
    except Rejected as error:
        verdict = _undecided(refusal(error))
    except MemoryError:
        verdict = _undecided(("memory",))
    except OutOfEffort:
        verdict = _undecided(("effort", round(seconds)))
    except Exception as error:
        verdict = _undecided(("broke off", type(error).__name__))
    return verdict


def _borne_out(claim: Claim, verdict: Verdict) -> Verdict:
    """What the kernel makes of a search's evidence.

    Without its bounds, probabilities and repairs, if these are what it does not accept.  Raises
    Rejected.
    """
    if verdict.evidence is None:
        return verdict
    evidence = verdict.evidence
    try:
        if judge(claim, evidence)[0] == verdict.status:
            return verdict
    except Rejected:
        if verdict.status == "undecided":
            return replace(verdict, evidence=None)
        if "refutation" not in evidence and not any(key in evidence for key in BESIDE):
            raise
    for key in BESIDE:
        if key in evidence:
            return _borne_out(
                claim, Verdict(verdict.status, {k: v for k, v in evidence.items() if k != key})
            )
    bare = {"refutation": evidence.get("refutation"), "repairs": []}
    if "refutation" in evidence and evidence != bare and judge(claim, bare)[0] == "refuted":
        return Verdict("refuted", bare)
    return _undecided(("not borne out",))


def _undecided(*reasons: Reason) -> Verdict:
    return Verdict("undecided", reasons=reasons)


def _search(
    claim: Claim,
    deadline: float,
    beside: bool = False,
    others: tuple[Term, ...] = (),
    direct: bool = True,
) -> Verdict:
    if claim.nonsense is not None:
        from ..search.repairs.edited_lines import find_edits

        nothing = {"format": FORMAT, "kernel": KERNEL, "refutation": {"rule": "no_meaning"}}
        edits = find_edits(claim, deadline, others)
        return Verdict("refuted", {"refutation": nothing, **({"edits": edits} if edits else {})})
    if claim.conclusion.op == "⇔":
        from ..search.cases.equivalences import decided

        return decided(
            claim, deadline, lambda way, until: _borne_out(way, _search(way, until, direct=direct))
        )
    if claim.takes_limit:
        check_limit_is_free(claim)
    if any(t.op == "every" for t in claim.goal.subterms()):
        from .other_ways import said_of_every

        return said_of_every(claim, deadline)
    if model(claim) is None or (claim.assumptions and model(claim, claim.takes_limit) is None):
        return _undecided(("no model of the left side" if claim.assumptions else "no model",))
    if claim.conclusion.op == "→" and claim.conclusion.children[0].op == "P":
        from .other_ways import by_reduction

        if (verdict := by_reduction(claim, deadline)) is not None:
            proved = beside and verdict.status == "proved"
            near = bounds_beside.in_probability(claim, deadline) if proved else {}
            return Verdict(verdict.status, {**verdict.evidence, **near})
    if is_large(claim):
        from .other_ways import kept_whole

        if (verdict := kept_whole(claim, deadline)) is not None:
            return verdict
    if _is_above_a_maximum(claim.conclusion):
        from .other_ways import member_by_member

        if (verdict := member_by_member(claim, deadline)) is not None:
            return verdict
    search = Search(claim, deadline - (deadline - now()) * TO_REFUTE)
    proof = search.run()
    if (
        direct
        and proof is not None
        and (certificate := certified(claim, proof, search.maxima)) is not None
    ):
        near = bounds_beside.for_limit(claim, search, deadline) if beside else {}
        return Verdict("proved", {"proof": certificate, **near})
    from .other_ways import decided_otherwise

    return decided_otherwise(claim, search, deadline, beside, others, direct)


def _is_above_a_maximum(goal: Term) -> bool:
    """Whether a whole side is the largest of a family, and the other is said to be no less."""
    return goal.op in ORDERS and goal.children[goal.op in (">", "≥")].op == "most"


def _links(claim: Claim, deadline: float) -> list[dict[str, Any]]:
    from ..search.repairs import link_search  # only for what is false

    return link_search.find_links(claim, deadline)


def _under_links(claim: Claim, deadline: float) -> Verdict:
    """The verdict on a limit that is taken with a link.

    It is found by way of the one without that says the same.
    """
    from ..search.repairs import link_search

    try:
        bare = linked(claim)
    except TermError:  # a derivative beside the link
        return _undecided(("no rule for the link",))
    try:
        check_limit_is_free(bare)
    except Rejected:
        return _undecided(("restricted by the link",))
    if (certificate := link_search.proved(claim, deadline)) is not None:
        return Verdict("proved", {"proof": certificate})
    try:
        verdict = _search(bare, deadline)
    except Rejected:
        return _undecided(("no rule for the link",))
    if verdict.status != "refuted" and verdict.status != "conditional":
        return replace(verdict, evidence=None)
    return Verdict("refuted", {"refutation": verdict.evidence["refutation"], "repairs": []})
