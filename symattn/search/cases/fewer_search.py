"""Derivatives by a number that a hypothesis bounds, β ≥ 0: what they are holds without it.

Untrusted.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected
from ...kernel.order.parts_of_maxima import CONTINUOUS, ops
from ...kernel.rules.rule_table import parts
from ...kernel.rules.sequent import Sequent
from ...language import Term, depends_on, indices_in, number, to_json
from ...language.kinds import ORDERS
from ...language.mentions import all_parts
from ..failures.models import model
from ..plain_data import point_to_json
from ..repairs.weaker_lines import prove
from ..sign_search.positivity import ProvingSigns
from ..sums_as_terms import value_term
from . import every_search
from .lipschitz_search import Prover, X, named, through

STRICT = ("<", ">")
ZERO = number(0)


def with_fewer(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate that leaves out what keeps a number from moving, or None.

    In a comparison that needs the hypothesis, only to say what the derivative is.
    """
    if not claim.takes_derivatives or claim.assumptions or claim.conclusion.op == "⇔":
        return None
    context, goal = claim.context, claim.goal
    keys = frozenset(str(t.children[1].key) for t in all_parts(context, [goal]) if t.op == "diff")
    without = [
        k
        for k, fact in enumerate(context.facts)
        if depends_on(context, fact, keys)
        and not (fact.op in STRICT and ops(context, fact) <= CONTINUOUS)
    ]
    if not without or (point := model(claim)) is None:
        return None
    dropped = {"rule": "fewer", "without": without, "model": point_to_json(point)}
    if (found := _whole(claim, dropped, deadline)) is not None:
        return found
    provers: list[Prover] = []
    if instead := _needed(claim, keys, deadline):
        dropped = {**dropped, "instead": [to_json(fact) for fact in instead]}
        provers = [*instead.values()]
        if (found := _whole(claim, dropped, deadline, *provers)) is not None:
            return found
    for place, side in enumerate(goal.children if goal.op in ORDERS else ()):
        done = _done(parts(claim, dropped)[0], side)
        if done is None or not any(t.op == "diff" for t in side.subterms()):
            continue
        between = {
            "rule": "through",
            "term": to_json(done),
            "side": "" if place else "left",
        }
        with suppress(Rejected):
            claims = parts(claim, between)
            proofs = [
                _whole(claims[place], dropped, deadline, *provers),
                prove(claims[1 - place], deadline),
            ]
            if None not in proofs:
                inner = proofs[::-1] if place else proofs
                return {"format": FORMAT, "kernel": KERNEL, "by": between, "parts": inner}
    return None


def _needed(claim: Claim, keys: frozenset[str], deadline: float) -> dict[Term, Prover]:
    """That is > 0 what roots, logarithms and bars are about, where it moves: √(1 + β) for β ≥ 0."""
    context = claim.context
    about = [
        t.children[-1]
        for t in all_parts(context, [claim.goal])
        if t.op in ("sqrt", "log", "/")
        and depends_on(context, t.children[-1], keys)
        and (t.op == "sqrt" or t.children[-1].op != "*")
    ]
    about += [
        t.children[0] for t in claim.goal.subterms() if t.op == "^" and t.children[1].op != "number"
    ]
    known = {Term(">", (t, ZERO)): t for t in about if ops(context, t) <= CONTINUOUS}
    ways = {fact: (prove, _under_a_root(t)) for fact, t in known.items()}
    return {
        fact: way
        for fact, both in ways.items()
        for way in both
        if way(claim.concluding(fact), deadline) is not None
    }


def with_what_is_under_roots(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate that says u > 0 where √u > 0 is a hypothesis, or None."""
    context = claim.context
    roots = [
        root
        for fact in context.facts
        if fact.op == ">" and fact.right == ZERO and not indices_in(fact)
        for root in (context.bodies_of(fact.left) if fact.left.op == "defined" else (fact.left,))
        if root.op == "sqrt"
    ]
    if not roots or claim.assumptions or (point := model(claim)) is None:
        return None
    under = [Term(">", (root.children[0], ZERO)) for root in roots]
    said = {"rule": "fewer", "without": [], "instead": [to_json(fact) for fact in under]}
    with suppress(Rejected):
        ways = (_under_a_root(root.children[0]) for root in roots)
        return _whole(claim, {**said, "model": point_to_json(point)}, deadline, *ways)
    return None


def _under_a_root(t: Term) -> Prover:
    """That t > 0 where √t > 0 is known, perhaps by another name."""
    root = Term("sqrt", (t,))

    def known(claim: Claim, deadline: float) -> dict[str, Any] | None:
        names = {
            fact.left for fact in claim.context.facts
            if fact.op == ">" and fact.right == ZERO and fact.left.op == "defined"
            and root in claim.context.bodies_of(fact.left)
        }  # fmt: skip
        ways = [prove, *(through(name, side="left") for name in names)]
        return next((found for way in ways if (found := way(claim, deadline)) is not None), None)

    return named({X: t}, (Term(">", (Term("sqrt", (X,)), ZERO)),), prove, known)


def _whole(
    claim: Claim, by: dict[str, Any], deadline: float, *provers: Prover
) -> dict[str, Any] | None:
    shown: list[Any] = []
    whole: Prover = every_search.certificate if every_search.is_said(claim) else prove
    ways: list[Prover] = [whole, *provers]
    for k, one in enumerate(parts(claim, by)):
        way = ways[k] if k < len(ways) else prove
        if (proof := way(one, deadline)) is None:
            return None
        shown.append(proof)
    return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": shown}


def _done(claim: Claim, side: Term) -> Term | None:
    """What a side is worth, as a term."""
    signs = ProvingSigns()
    signs.cell = cell = Sequent(Claim(claim.context, Term("=", (side, side))), signs=signs)
    with suppress(Rejected):
        return value_term(cell.meaning.scalar(side), claim, signs.opaque)
    return None
