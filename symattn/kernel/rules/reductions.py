"""Claims that follow from others: what has to be proved instead.  docs/rules.md has the figures."""

from __future__ import annotations

from dataclasses import replace

from ...language import IndexSet, Scalar, Term, flattened, from_json, indices_in, replaced
from ...language.kinds import COMPARISONS, ORDERS
from ..built_terms import ZERO, at, term, terms, total, weak
from ..claim import Claim, Node
from ..errors import OutsideClass, Rejected


def both_ways(claim: Claim, by: Node) -> list[Claim]:
    """A ⇒ b for every relation b of B, and B ⇒ a for every a of A, for A ⇔ B."""
    return claim.directions


def one_way_fails(claim: Claim, by: Node) -> list[Claim]:
    """The one of these that is refuted."""
    return [claim.directions[by["number"]]]


def through(claim: Claim, by: Node) -> list[Claim]:
    """left < T and T ≤ right, or with "left" for `side` left ≤ T and T < right."""
    relation, middle = claim.conclusion, from_json(by["term"])
    if relation.op not in ORDERS:
        raise Rejected("through: expected a comparison of numbers, and a number between")
    (left, right), ways = relation.children, (relation.op, weak(relation.op))
    first, second = ways[::-1] if by.get("side") == "left" else ways
    return claim.each([term(first, left, middle), term(second, middle, right)])


def fewer(claim: Claim, by: Node) -> list[Claim]:
    """The same without the hypotheses of these numbers, without what stands left of ⇒ ("alone") and
    with the first scalars only; or others in place of hypotheses that follow, where nothing does.

    Fails: x_i > 0 ⇒ Σ x > 0 under x_i > 0 for every i, which follows for one; y > 0 ⇒ (y < 0 ⇒ …).
    """
    context, new = claim.context, terms(by.get("instead", ()))
    if claim.assumptions and (new or claim.conclusion.op == "⇒"):
        raise OutsideClass("fewer: other hypotheses, or ⇒ to the right, of a claim with ⇒")
    facts = (*(f for k, f in enumerate(context.facts) if k not in by["without"]), *new)
    context = replace(context, scalars=context.scalars[: by.get("scalars")], facts=facts)
    return [Claim(context, claim.conclusion if by.get("alone") else claim.goal), *claim.each(new)]


def named(claim: Claim, by: Node) -> list[Claim]:
    """The same for all numbers y with F(y) in place of terms t, F(t), and that they have values.

    A term with an index that is bound around it is many numbers, and not declared; F(y) for any
    other i would be said of all at once.  Fails: lim y·b for y = 1/b, E y·x, d(y·x)/dx for y = x,
    be it in F.
    """
    context, names = claim.context, {term("scalar", y): from_json(t) for y, t in by["terms"]}
    facts, scalars = terms(by["facts"]), (*context.scalars, *(Scalar(y.key) for y in names))
    under = replace(context, scalars=scalars, facts=(*context.facts, *facts))
    general = Claim(under, replaced(claim.goal, {t: y for y, t in names.items()}))
    if (
        claim.conclusion.op not in COMPARISONS
        or claim.rest
        or claim.takes_limit
        or claim.about_chance
        or general.takes_derivatives
    ):
        raise OutsideClass("named: expected a comparison without limits, means and derivatives")
    said = (replaced(f, names) for f in facts)
    return [general, *claim.each([*said, *(term("≤", t, t) for t in names.values())])]


def triangle(claim: Claim, by: Node) -> list[Claim]:
    """x = Σ q y, ‖y‖ ≤ r, Σ |q| r ≤ R; or, with a fourth s, |q| ≤ s and s r for |q| r."""
    relation, parts = claim.conclusion, [*map(terms, by["parts"])]
    size = relation.left.op
    if relation.op != "≤" or size not in ("norm", "abs"):
        raise Rejected("triangle: expected ‖x‖ ≤ R, and numbers, vectors and bounds of their norms")
    x, bound = relation.left.children[0], relation.right
    whole = total([flattened("*", (q, y)) for q, y, *_ in parts])
    sizes = [flattened("*", ((*s, term("abs", q))[0], r)) for q, _, r, *s in parts]
    return claim.each(
        [
            term("=", x, whole),
            *(term("≤", term(size, y), r) for _, y, r, *_ in parts),
            term("≤", total(sizes), bound),
            *(term("≤", term("abs", q), s) for q, _, _, *rest in parts for s in rest),
        ]
    )


def termwise(claim: Claim, by: Node) -> list[Claim]:
    """f ≤ g for any other i, D ≥ 0, and that C has a value, for D (C + Σ f) ≤ D (C + Σ g)."""
    relation = claim.conclusion
    sides = [side.children if side.op == "*" else (side,) for side in relation.children]
    factors, (left, right) = _apart(*sides)
    summands: list[Term] = []
    if left.op == right.op == "+":
        summands, (left, right) = _apart(left.children, right.children)
    size = left.op if left.op in ("norm", "abs") else ""
    left = left.children[0] if size else left
    if relation.op != "≤" or left.op != "sum" or right.op != "sum":
        raise Rejected("termwise: expected D (C + Σ f) ≤ D (C + Σ g), or ‖Σ f‖ for Σ f")
    index_set = _unnamed(claim, left)
    left_out = [{i.key for i in one.children[:-1]} for one in (left, right)]
    if right.args[1] != index_set.key or left_out != [set(index_set.members)] * 2:
        raise Rejected(
            "termwise: expected sums over the same members, all that have no name, times the same"
        )
    f, g = (at(one.children[-1], one.key, index_set.rest) for one in (left, right))
    first = term("≤", term(size, f) if size else f, g)
    signs, values = (term("≥", d, ZERO) for d in factors), (term("=", c, c) for c in summands)
    return claim.each([first, *signs, *values])


def attained(claim: Claim, by: Node) -> list[Claim]:
    """The same of each member in place of the maximum.

    Which member attains it may be different for other values, so that there may be no E, no ∂ and
    no sum around it on which it depends.
    """
    most = from_json(by["of"])
    if (
        most.op != "most"
        or claim.conclusion.op not in COMPARISONS
        or claim.about_chance
        or claim.takes_derivatives
    ):
        raise Rejected("attained: expected a comparison with the maximum of a family")
    index_set = _unnamed(claim, most)
    members = (*index_set.members, index_set.rest)
    if not indices_in(most) <= {*members}:
        raise Rejected("attained: expected a maximum that is the same wherever it stands")
    bodies = (at(most.children[-1], most.key, m) for m in members)
    goals = [replaced(claim.conclusion, {most: body}) for body in bodies]
    return claim.each([*goals, term(">", index_set.size, ZERO)])


def _unnamed(claim: Claim, family: Term) -> IndexSet:
    """The set over which a sum or a maximum runs, if it has a name for any other member that is
    still free.
    """
    index_set = next(s for s in claim.context.index_sets if s.key == family.args[1])
    if not index_set.rest or index_set.key in claim.rest:
        raise OutsideClass(
            "a claim that speaks of any other member already, or has no name for one"
        )
    return index_set


def _apart(left: tuple[Term, ...], right: tuple[Term, ...]) -> tuple[list[Term], tuple[Term, Term]]:
    """What two lists have in common, and the one place where they differ."""
    pairs = [(f, g) for f, g in zip(left, right) if f != g]
    if len(left) != len(right) or len(pairs) != 1:
        raise Rejected("termwise: expected two sides that differ in one place")
    return [f for f, g in zip(left, right) if f == g], pairs[0]
