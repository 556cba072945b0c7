"""From a step to its verdict: provers propose, the kernel replays, within a limit of effort."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..kernel import FORMAT, KERNEL, Claim, Rejected
from ..kernel.limits.linked_limits import linked
from ..kernel.rules.sequent import check_limit_is_free
from ..language import Term, TermError
from ..language.kinds import ORDERS
from ..records.judging import judge
from ..records.record import Reason, Verdict
from ..search.cases import (
    equation_search,
    equivalences,
    every_search,
    factored_search,
    fewer_search,
    kinked_sums,
    lipschitz_search,
    named_exponents,
    named_maxima,
    parts_search,
    reduction_search,
    roots_of_sums,
    sums_of_fractions,
)
from ..search.cases.case_search import Search
from ..search.cases.squeezing import squeezed
from ..search.cases.weighted_norms import weighted_norm
from ..search.clock import SECONDS_PER_STEP, OutOfEffort, now, one_claim
from ..search.failures import event_chances
from ..search.failures.by_enclosures import by_enclosures, needs_the_oracle
from ..search.failures.falsify import only_undefined, refute
from ..search.failures.models import model
from ..search.failures.undecided import follows, reasons
from ..search.multiplied_out import is_large, is_too_large
from ..search.repairs import edited_lines, link_search, weaker_lines
from ..search.repairs.separating import separated
from ..search.repairs.sizes_wanted import of_some_size
from ..search.stop_reasons import refusal

if TYPE_CHECKING:
    from ..search.bounds.bound_proofs import Bound

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
        if verdict.status == "refuted" and (found := link_search.find_links(claim, deadline)):
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
        nothing = {"format": FORMAT, "kernel": KERNEL, "refutation": {"rule": "no_meaning"}}
        return Verdict(
            "refuted",
            {
                "refutation": nothing,
                **_found("edits", edited_lines.find_edits(claim, deadline, others)),
            },
        )
    if claim.conclusion.op == "⇔":
        return equivalences.decided(
            claim, deadline, lambda way, until: _borne_out(way, _search(way, until, direct=direct))
        )
    if claim.takes_limit:
        check_limit_is_free(claim)
    if every_search.is_said(claim):
        return _said_of_every(claim, deadline)
    if model(claim) is None or (claim.assumptions and model(claim, claim.takes_limit) is None):
        return _undecided(("no model of the left side" if claim.assumptions else "no model",))
    if (
        claim.conclusion.op == "→"
        and claim.conclusion.children[0].op == "P"
        and (verdict := _by_reduction(claim, deadline)) is not None
    ):
        near = (
            _near(lambda: _bounds_in_probability(claim, deadline))
            if beside and verdict.status == "proved"
            else []
        )
        return Verdict(verdict.status, {**verdict.evidence, **_bounds(near)})
    large = is_large(claim)
    if large and (factored := factored_search.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": factored})
    if is_too_large(claim) and (failure := refute(claim, [], deadline)) is not None:
        return Verdict("refuted", {"refutation": failure[0], "repairs": []})
    search = Search(claim, deadline - (deadline - now()) * TO_REFUTE)
    proof = search.run()
    if (
        direct
        and proof is not None
        and (certificate := weaker_lines.certified(claim, proof, search.maxima)) is not None
    ):
        near = _near(lambda: _limits_bounds(claim, search, deadline)) if beside else []
        return Verdict("proved", {"proof": certificate, **_bounds(near)})
    if not large and (factored := factored_search.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": factored})
    if (bounded := sums_of_fractions.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": bounded})
    if (summed := reduction_search.triangle(claim, deadline)) is not None:
        return Verdict("proved", {"proof": summed})
    if (weighted := weighted_norm(claim, deadline)) is not None:
        return Verdict("proved", {"proof": weighted})
    if (between := reduction_search.through_a_constant(claim, deadline)) is not None:
        return Verdict("proved", {"proof": between})
    if (by_members := reduction_search.attained(claim, deadline)) is not None:
        return Verdict("proved", {"proof": by_members})
    if (held := squeezed(claim, deadline)) is not None:
        near = _near(lambda: _limits_bounds(claim, search, deadline)) if beside else []
        return Verdict("proved", {"proof": held, **_bounds(near)})
    if direct and (contradicted := equation_search.by_contradiction(claim, deadline)) is not None:
        return Verdict("proved", {"proof": contradicted})
    if (without := fewer_search.with_fewer(claim, deadline)) is not None:
        return Verdict("proved", {"proof": without})
    if (listed := every_search.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": listed})
    if (maxima := named_maxima.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": maxima})
    if (sloped := reduction_search.by_slope(claim, deadline)) is not None:
        return Verdict("proved", {"proof": sloped})
    if (near_zero := lipschitz_search.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": near_zero})
    if (raised := named_exponents.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": raised})
    if (kinked := kinked_sums.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": kinked})
    if (rooted := roots_of_sums.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": rooted})
    if claim.about_chance and (in_parts := parts_search.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": in_parts})
    if (
        claim.about_chance
        and claim.goal.op in ORDERS
        and (verdict := _by_reduction(claim, deadline)) is not None
    ):
        return verdict
    witness = refute(claim, search.failures, deadline, search.maxima)
    if witness is None:
        if (numbers := by_enclosures(claim, deadline)) is not None:
            return Verdict(*numbers)
        lacking: tuple[Reason, ...] = (("no oracle",),) if needs_the_oracle(claim) else ()
        return Verdict(
            "undecided",
            follows(search, deadline) or None,
            (*reasons(claim, search, deadline), *lacking),
        )
    found = weaker_lines.find_repairs(claim, search, deadline) or separated(claim, deadline)
    if all(r["relation"] for r in found):
        found = [*of_some_size(claim, witness[1], deadline), *found][: weaker_lines.MOST]
    nowhere = (
        weaker_lines.nowhere(claim, deadline) if only_undefined(witness[0]) and not found else {}
    )
    if nowhere is None:
        return Verdict(
            "undecided", {"refutation": witness[0], "repairs": []}, reasons(claim, search, deadline)
        )
    # another constant would say less
    as_sharp = any(r["relation"] in ORDERS and not r["assume"] for r in found)
    edited = [] if as_sharp else edited_lines.find_edits(claim, deadline, () if found else others)
    near = (
        _near(lambda: _bounds_repaired(claim, found[0], deadline))
        if beside and found and found[0]["relation"] is None
        else []
    )
    evidence = {"refutation": witness[0], "repairs": found, **nowhere, **_found("edits", edited)}
    evidence = {**evidence, **event_chances.also(claim, witness[0], deadline)}
    evidence = {
        **evidence,
        **event_chances.probabilities(claim, evidence, deadline),
        **_bounds(near),
    }
    return Verdict("conditional" if found else "refuted", evidence)


def _under_links(claim: Claim, deadline: float) -> Verdict:
    """The verdict on a limit that is taken with a link.

    It is found by way of the one without that says the same.
    """
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


def _said_of_every(claim: Claim, deadline: float) -> Verdict:
    """The verdict on a claim with "for every", by way of claims without."""
    found = every_search.search(claim, deadline)
    if found.proof is not None:
        return Verdict("proved", {"proof": found.proof})
    if found.witness is None:
        why = found.reasons or (reasons(*found.open, deadline) if found.open else (("too long",),))
        return Verdict("undecided", reasons=why)
    return Verdict(
        "conditional" if found.repairs else "refuted",
        {"refutation": found.witness, "repairs": list(found.repairs)},
    )


def _found(key: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: items} if items else {}


def _limits_bounds(claim: Claim, search: Search, deadline: float) -> list[Bound]:
    from ..search.bounds import bound_search  # only where bounds are asked for

    return bound_search.find_bounds(claim, search, deadline)


def _bounds_in_probability(claim: Claim, deadline: float) -> list[Bound]:
    from ..search.bounds.noise_means import of_noise

    return of_noise(claim, deadline, None)


def _bounds_repaired(claim: Claim, repair: dict[str, Any], deadline: float) -> list[Bound]:
    from ..search.bounds import bound_search

    return bound_search.for_repaired(claim, repair, deadline)


def _near(search: Callable[[], list[Bound]]) -> list[Bound]:
    """Bounds, if the search for them does not break off: a verdict does not depend on them."""
    try:
        return search()
    except Exception:
        return []


def _bounds(found: list[Bound]) -> dict[str, Any]:
    return _found("bounds", [item for b in found for item in b.evidence])


def _by_reduction(claim: Claim, deadline: float) -> Verdict | None:
    """The verdict by way of other claims, which leave chance out of it."""
    found = reduction_search.reduced(claim, deadline)
    if found is None:
        return None
    status, certificate = found
    if status == "proved":
        return Verdict("proved", {"proof": certificate})
    evidence = {"refutation": certificate, "repairs": []}
    evidence = {**evidence, **event_chances.also(claim, certificate, deadline)}
    return Verdict(
        "refuted", {**evidence, **event_chances.probabilities(claim, evidence, deadline)}
    )
