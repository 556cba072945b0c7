"""Proposals for what is said of every member.

The claims that the kernel makes of it are searched one by one.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.coefficients import difference
from ...kernel.rules.leaf_rules import is_infinite
from ...kernel.rules.rule_table import parts
from ...kernel.rules.sequent import Sequent
from ...language import (
    Term,
    TermError,
    check_context,
    indices_in,
    number,
    replace_indices,
    to_json,
)
from ...language.kinds import COMPARISONS
from ...records.record import Reason
from ..as_terms import quotient_term
from ..clock import now
from ..failures.falsify import refute_by_part
from ..failures.models import model
from ..repairs.weaker_lines import conditions, prove
from ..restated import may_restate
from ..sign_search.positivity import ProvingSigns
from .case_search import Search

LARGEST = ("=", "≤", "<", "≥", ">")


def is_said(claim: Claim) -> bool:
    """Whether a claim speaks of every member somewhere."""
    return any(t.op == "every" for t in claim.goal.subterms())


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate by way of other claims: for every member, or for the largest of a family.

    None if none is found.
    """
    for by in _proposals(claim):
        found: list[Any] = []
        try:
            for one in parts(claim, by):
                if now() > deadline:
                    return None
                proof = certificate(one, deadline)
                if proof is None and (is_said(one) or (proof := prove(one, deadline)) is None):
                    break
                found.append(proof)
            else:
                return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": found}
        except (Rejected, TermError):
            continue
    return None


def _proposals(claim: Claim) -> Iterator[dict[str, Any]]:
    if is_said(claim):
        yield {"rule": "every", "gaps": dict(_gaps(claim))}
    elif claim.conclusion.op in LARGEST:
        for largest in (side for side in claim.conclusion.children if side.op == "most"):
            members = next(s.members for s in claim.context.index_sets if s.key == largest.args[1])
            for at in members if claim.conclusion.op == "=" else ("",):
                yield {"rule": "largest", "at": at}


def _gaps(claim: Claim) -> Iterator[tuple[str, list[Any]]]:
    """For f_j ≫ g_j left of ⇒, by its number.

    m and c_j with f_j − g_j = m·c_j, where m is all that moves.
    """
    for k, a in enumerate(claim.assumptions):
        if a.op == "every" and _grows(a.children[-1]):
            rest = next(s.rest for s in claim.context.index_sets if s.key == a.args[1])
            of_one = replace_indices(a.children[-1], {str(a.args[0]): Term("index", (rest,))})
            found = _apart(
                Claim(
                    claim.context,
                    Term("≫", (of_one.children[0], number(0))) if is_infinite(of_one) else of_one,
                )
            )
            if found is not None:
                m, c = found
                c = replace_indices(c, {rest: Term("index", (a.args[0],))})
                yield str(k), [to_json(m), to_json(c)]


def _grows(relation: Term) -> bool:
    return relation.op == "≫" or is_infinite(relation)


def _apart(claim: Claim) -> tuple[Term, Term] | None:
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    q = difference(cell.meaning, claim.goal).get((), ring.ZERO)
    moving: set[ring.Key] = set()
    fixed: ring.Element = {}
    for (m, e), c in q.num:
        fast = tuple(x for x in m if cell.meaning.varies(x[0]))
        rates = tuple(x for x in e if any(cell.meaning.varies(a) for a, _ in x[0]))
        moving.add((fast, rates))
        rest = (tuple(x for x in m if x not in fast), tuple(x for x in e if x not in rates))
        fixed = ring.add(fixed, {rest: c})
    if len(moving) != 1:
        return None
    opaque, context = cell.signs.opaque, claim.context
    growing = quotient_term(ring.of({moving.pop(): 1}), context, opaque)
    factor = quotient_term(ring.Quotient(ring.freeze(fixed), q.den), context, opaque)
    return None if growing is None or factor is None else (growing, factor)


@dataclass(frozen=True)
class FoundForEvery:
    """What a search for a claim about every member ended with.

    A certificate of truth or of a failure at a point, or an open part.
    """

    proof: dict[str, Any] | None = None
    witness: dict[str, Any] | None = None
    repairs: tuple[dict[str, Any], ...] = ()
    open: tuple[Claim, Search] | None = None
    reasons: tuple[Reason, ...] = ()


def search(claim: Claim, deadline: float) -> FoundForEvery:
    """Look for a proof, then for a point at which one of the parts fails.

    Then for what is to be assumed.
    """
    for a in claim.assumptions:
        if a.op == "every" and a.children[-1].op not in COMPARISONS and not _grows(a.children[-1]):
            return FoundForEvery(reasons=(("limit of every", a.children[-1]),))
    (by,) = _proposals(claim)
    claims = parts(claim, by)
    try:
        for one in claims:
            check_context(one.context)
    except TermError:
        return FoundForEvery(reasons=(("hypothesis of every",),))
    if model(claims[-1], claim.takes_limit) is None:
        return FoundForEvery(
            reasons=(("no model of the left side" if claim.assumptions else "no model",),)
        )
    if (proof := certificate(claim, deadline)) is not None:
        return FoundForEvery(proof)
    stuck: tuple[Claim, Search] | None = None
    for one in claims:
        tried = Search(one, deadline)
        if certificate(one, deadline) is not None or tried.run() is not None:
            continue
        stuck = stuck or (one, tried)
        if (
            witness := refute_by_part(claim, one, tried.failures, deadline, tried.maxima)
        ) is not None:
            return FoundForEvery(
                witness=witness[0], repairs=tuple(_repairs(claim, tried, deadline))
            )
    return FoundForEvery(open=stuck)


def _repairs(claim: Claim, tried: Search, deadline: float) -> Iterator[dict[str, Any]]:
    """The first condition under which the whole claim is proved."""
    for facts in conditions(tried):
        if any(may_restate(tried.claim, f) for f in facts):
            continue  # it carries nothing
        if now() > deadline:
            return
        if not any(indices_in(f) & {s.rest for s in claim.context.index_sets} for f in facts):
            proof = certificate(claim.assuming(*facts), deadline)
            if proof is not None:
                yield {
                    "relation": None,
                    "assume": [to_json(f) for f in facts],
                    "necessary": None,
                    "proof": proof,
                }
                return
