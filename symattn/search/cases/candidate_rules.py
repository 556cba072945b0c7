"""The kernel's rules that may prove a goal, the likeliest first.  Untrusted."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ...display.written_out import uses
from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.coefficients import difference
from ...kernel.rules.leaf_rules import is_infinite
from ...kernel.rules.sequent import Sequent
from ...language import Term, number, plain, to_json
from ...language.kinds import COMPARISONS, ORDERS
from ..sign_search.positivity import ProvingSigns
from .mean_cells import symmetries

MOST_FACTORS = 4
EXPANSIONS = (1, 2, 4, 8, 16)  # of expansions, one after the other while terms cancel


def candidate_rules(claim: Claim, counting: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rules that may prove the goal, the likeliest first."""
    goal = claim.conclusion
    limits = [a for a in claim.assumptions if a.op not in COMPARISONS]
    for k, assumed in enumerate(limits):
        if assumed.op in ("→", "≈") and not is_infinite(assumed):
            yield from _carried(claim, k, assumed)
    if goal.op == "∼":
        yield "has_law", {}
    elif goal.op == "depends only on":
        yield "depends_only_on", {}
    elif goal.op == "⇝":
        yield "limit_in_distribution", {}
    elif claim.about_chance and goal.op == "→":
        yield "limit_of_expectations", {}
        yield "limit_by_dominance", {}
    elif counting and goal.op == "→":
        yield "limit_by_counting_ties", {}
    elif goal.op == "=":
        yield "equality", {}
        if claim.assumptions or any(
            f.op == "=" or f.op in ORDERS and f.children[1].op != "number"
            for f in claim.context.facts
        ):
            hints: tuple[dict[str, Any], ...] = ({}, {"exponentials": True})
            yield from (("order", h) for h in hints[: 1 + uses(goal, "log")])
        for maps in (
            symmetries(claim) if claim.about_chance and goal.children[0].sort == "scalar" else ()
        ):
            yield "equality", {"symmetries": maps}
        yield from _powers(claim)
    elif goal.op in COMPARISONS:
        if goal in (*claim.context.facts, *claim.assumptions):
            yield "assumed", {}
        yield "order", {}
        if goal.op in ORDERS and uses(goal, "log"):
            # divided logarithms are in the way of everything else
            for factor in _factors(goal):
                yield "order", {"exponentials": True, "times": to_json(factor)}
            yield "order", {"exponentials": True}
        if goal.op in ORDERS and "norm" in (goal.children[0].op, goal.children[1].op):
            yield from _norms(claim)
        elif goal.op in ORDERS and "sqrt" in (goal.children[0].op, goal.children[1].op):
            yield "norm_by_squares", {}
        yield from _powers(claim)
    elif goal.op == "≫" or (
        goal.op == "→"
        and goal.children[1].op in ("infinity", "neg")
        and "infinity" in {t.op for t in goal.children[1].subterms()}
    ):
        yield "infinite_limit", {}
    elif goal.op in ("→", "≈"):
        yield "limit_by_dominance", {}
    if (
        goal.op in ("→", "≈", "≫")
        and goal.children[0].sort == "scalar"
        and len(claim.context.limit) == 1
        and not claim.about_chance
    ):
        for order in EXPANSIONS:
            yield "limit_by_expansion", {"order": order}
    if goal.op == "→" and not counting and not claim.about_chance:
        yield "limit_by_counting_ties", {}
    for k, assumed in enumerate(limits):
        if assumed.op in ("→", "≈") and not is_infinite(assumed):
            yield "left_side_fails", {"assumption": k}
            if assumed.children[0].sort == "scalar":
                yield "left_side_fails", {"assumption": k, "gap": "1/2"}


def _powers(claim: Claim) -> Iterator[tuple[str, dict[str, Any]]]:
    """Comparisons of roots, where something is known of one, and of odd powers likewise."""
    given = (*claim.assumptions, *claim.context.facts)
    known = {t for said in given for t in said.subterms() if t.op in ("sqrt", "^")}
    exponents = {str(t.children[1].args[0]) for t in known if t.children[1:]}
    odd = sorted(k for k in exponents if k.isdecimal() and int(k) % 2 and k != "1")
    squares = any(t.op == "^" and t.children[1] == number(2) for t in claim.conclusion.children)
    if claim.conclusion.children[0].sort == "scalar":
        for k in ["1/2"] * (squares or any(t.op == "sqrt" for t in known)) + odd:
            yield "powers", {"power": k}


def _norms(claim: Claim) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rules for ‖x‖ ≤ R, and for ‖x‖ ≥ R along differences of declared vectors, or one of them."""
    yield "norm_by_spread", {}
    yield "norm_by_squares", {}
    below = (
        claim.conclusion.op in ("≥", ">")
        if claim.conclusion.children[0].op == "norm"
        else claim.conclusion.op in ("≤", "<")
    )
    for family in (f for f in claim.context.families if f.norm is not None and below):
        members = [
            Term("member", (family.key, Term("index", (m,))))
            for s in claim.context.index_sets
            if s.key == family.over
            for m in s.members
        ]
        for v in (*members, *(Term("neg", (v,)) for v in members)):
            yield "norm_along", {"along": to_json(v)}
        for v in members:
            for w in members:
                if v != w:
                    yield "norm_along", {"along": to_json(Term("+", (v, Term("neg", (w,)))))}
    for key in (v.key for v in claim.context.vectors if below):
        w = Term("vector", (key,))
        yield from (("norm_along", {"along": to_json(one)}) for one in (w, Term("neg", (w,))))


def _carried(claim: Claim, k: int, assumed: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    goal = claim.conclusion
    if goal.op not in ("→", "≈"):
        return
    if goal.children[0].sort is assumed.children[0].sort:
        try:
            meaning = Sequent(claim, signs=(signs := ProvingSigns())).meaning
            signs.cell = Sequent(claim, signs=signs)
            given, wanted = difference(meaning, assumed), difference(meaning, goal)
            ratios: set[ring.Number] = {1}
            for b, q in wanted.items():
                if b in given and given[b].num[0][0] == q.num[0][0]:
                    ratios.add(ring.ratio(q.num[0][1], given[b].num[0][1]))
        except Rejected:
            ratios = {1, 2, Fraction(1, 2)}
        for r in sorted(ratios):
            yield "limit_carried_over", {"assumption": k, "factor": str(r)}


def _factors(goal: Term) -> list[Term]:
    """β, 2 or 2β where something is divided by it, 1/τ where a logarithm is multiplied by it."""
    parts = [*goal.subterms()]
    below = {t.children[1] for t in parts if t.op == "/"}
    beside = {
        Term("/", (number(1), one))
        for t in parts
        if t.op == "*" and uses(t, "log")
        for one in t.children
        if one.op == "scalar"
    }
    plain_ones = {t for t in below if {x.op for x in t.subterms()} <= {"scalar", "number", "*"}}
    return sorted(plain_ones | beside, key=plain)[:MOST_FACTORS]
