"""The ways to a verdict other than the first: further proofs, then a failure and its repairs.

Loaded where the first way (`deciding`) does not do, so that what is plainly true starts fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ..kernel import Claim
from ..language import Term
from ..language.kinds import ORDERS
from ..records.record import Reason, Verdict
from ..search.cases import (
    both_signs,
    equation_search,
    every_search,
    factored_search,
    fewer_search,
    kinked_sums,
    lengths_of_vectors,
    lipschitz_search,
    named_exponents,
    named_maxima,
    named_roots,
    parts_search,
    reduction_search,
    roots_of_sums,
    sums_above_maxima,
    sums_of_fractions,
)
from ..search.cases.case_search import Search
from ..search.cases.squeezing import squeezed
from ..search.cases.weighted_norms import weighted_norm
from ..search.clock import now
from ..search.failures import event_chances
from ..search.failures.by_enclosures import by_enclosures, needs_the_oracle
from ..search.failures.falsify import only_undefined, refute
from ..search.failures.undecided import follows, reasons
from ..search.multiplied_out import is_large, is_too_large
from ..search.repairs import edited_lines, weaker_lines
from ..search.repairs.separating import separated
from ..search.repairs.sizes_wanted import of_some_size
from . import bounds_beside

AT_FIRST = 0.1  # the share of the time for what is likely, and may not do

ProofWay = Callable[[Claim, float], "dict[str, Any] | None"]


def decided_otherwise(
    claim: Claim,
    search: Search,
    deadline: float,
    beside: bool,
    others: tuple[Term, ...],
    direct: bool,
) -> Verdict:
    """The verdict where the first way, `search`, has found no proof that is accepted.

    `direct` is whether a proof within the cases of the claim itself may be looked for.
    """
    for way in _ways(claim, direct):
        if (proof := way(claim, deadline)) is not None:
            near = (
                bounds_beside.for_limit(claim, search, deadline)
                if beside and way is squeezed
                else {}
            )
            return Verdict("proved", {"proof": proof, **near})
    if (
        claim.about_chance
        and claim.goal.op in ORDERS
        and (verdict := by_reduction(claim, deadline)) is not None
    ):
        return verdict
    return _failed(claim, search, deadline, beside, others)


def kept_whole(claim: Claim, deadline: float) -> Verdict | None:
    """The verdict on a claim with many terms, before they are multiplied out; None if open."""
    if (factored := factored_search.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": factored})
    if is_too_large(claim) and (failure := refute(claim, [], deadline)) is not None:
        return Verdict("refuted", {"refutation": failure[0], "repairs": []})
    return None


def member_by_member(claim: Claim, deadline: float) -> Verdict | None:
    """The verdict on M ≤ x with the largest M of a family, by way of each member; None if open."""
    until = now() + (deadline - now()) * AT_FIRST
    found = reduction_search.attained(claim, until)
    return Verdict("proved", {"proof": found}) if found is not None else None


def _ways(claim: Claim, direct: bool) -> Iterator[ProofWay]:
    if not is_large(claim):
        yield factored_search.certificate
    yield sums_of_fractions.certificate
    yield reduction_search.triangle
    yield weighted_norm
    yield reduction_search.through_a_constant
    yield reduction_search.attained
    yield squeezed
    if direct:
        yield equation_search.by_contradiction
    yield fewer_search.with_fewer
    yield every_search.certificate
    yield named_maxima.certificate
    yield sums_above_maxima.certificate
    yield reduction_search.by_slope
    yield lipschitz_search.certificate
    yield both_signs.certificate
    yield named_exponents.certificate
    yield kinked_sums.certificate
    yield named_roots.certificate
    yield roots_of_sums.certificate
    yield lengths_of_vectors.certificate
    yield fewer_search.with_what_is_under_roots
    if claim.about_chance:
        yield parts_search.certificate


def _failed(
    claim: Claim, search: Search, deadline: float, beside: bool, others: tuple[Term, ...]
) -> Verdict:
    """Where no proof is found: a failure, with what would be true instead, or why there is none."""
    elsewhere = partial(weaker_lines.holds_where_defined, claim, search, deadline)
    witness = refute(claim, search.failures, deadline, search.maxima, elsewhere)
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
        bounds_beside.for_repaired(claim, found[0], deadline)
        if beside and found and found[0]["relation"] is None
        else {}
    )
    evidence = {
        "refutation": witness[0],
        "repairs": found,
        **nowhere,
        **({"edits": edited} if edited else {}),
    }
    evidence = {**evidence, **event_chances.also(claim, witness[0], deadline)}
    evidence = {
        **evidence,
        **event_chances.probabilities(claim, evidence, deadline),
        **near,
    }
    return Verdict("conditional" if found else "refuted", evidence)


def said_of_every(claim: Claim, deadline: float) -> Verdict:
    """The verdict on a claim with "for every", by way of claims without."""
    found = every_search.search(claim, deadline)
    if found.proof is not None:
        return Verdict("proved", {"proof": found.proof})
    if found.witness is None:
        if (proof := fewer_search.with_fewer(claim, deadline)) is not None:
            return Verdict("proved", {"proof": proof})
        why = found.reasons or (reasons(*found.open, deadline) if found.open else (("too long",),))
        return Verdict("undecided", reasons=why)
    return Verdict(
        "conditional" if found.repairs else "refuted",
        {"refutation": found.witness, "repairs": list(found.repairs)},
    )


def by_reduction(claim: Claim, deadline: float) -> Verdict | None:
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
