"""Claims that follow from others: what has to be proved instead, so that chance is left out of it.

    X → 0 for almost every sample                             f ≤ g for every sample,  E f and E g
    exist
    --------------------------------- in_probability
    ------------------------------------------ monotone
      P(‖X‖ > ε) → 0  for every ε > 0                           E f ≤ E g     (< where f < g)

    L ≤ T,  T ≤ R                          In `monotone` a probability is the mean of an indicator,
    Var(x) that of (x − m)² for
    ------------- through                  a number m with E x = m, and what is not random is its
    own mean.  Markov's and
        L ≤ R                              Chebyshev's inequalities are its instances, and Jensen's
        is with a tangent for T.

    x = Σ q_k y_k,  ‖y_k‖ ≤ R_k,  Σ |q_k| R_k ≤ R          (or Σ s_k R_k ≤ R, where |q_k| ≤ s_k)
    --------------------------------------------- triangle
                      ‖x‖ ≤ R

      f_i ≤ g_i for any other i,  D ≥ 0
    ------------------------------------- termwise     the sums run through all members that have no
    name, and there may be none;
    D·(C + Σ_l f_l) ≤ D·(C + Σ_l g_l)                  C has a value, and ‖Σ f‖ ≤ Σ g where ‖f_i‖ ≤
    g_i

       A ⇒ B for every sample,  both sides of every comparison in them have a value
    --------------------------------------------------------------------------------- inclusion
                                   P(A) ≤ P(B)

    C(f_j) for every member j, named or any other,  there is a member
    ------------------------------------------------------------------ attained     for a comparison
    C, at fixed values and at samples
                            C(max_l f_l)

     A ⇒ B,  B ⇒ A
    ---------------- both_ways      A ⇔ B fails if one of the two does: one_way_fails
         A ⇔ B

    ‖x‖ ≤ g for every sample
    ------------------------------------------------- averaged
    ‖E x‖ ≤ E g,  P(‖x‖ > ε) ≤ E g/ε for a fixed ε > 0        and P(‖x‖ > ε) ≤ E g/ε² from ‖x‖² ≤ g

Refuting goes the other way: if X stays away from 0 on an event of positive probability, P(‖X‖ > ε)
↛ 0 for some ε. Fails, for example: X → 0 in probability only (no claim about samples follows); P(X
≥ t) ≤ E X/t without X ≥ 0.
"""

from __future__ import annotations

from typing import Any

from ...language import (
    IndexSet,
    Term,
    flattened,
    from_json,
    indices_in,
    number,
    replace_indices,
    replaced,
)
from ...language.kinds import BINDERS, COMPARISONS, ORDERS
from ..chance.near_ties import by_near_ties
from ..claim import Claim
from ..errors import OutsideClass, Rejected
from ..limits.another_limit import another_limit
from ..limits.squeezed import by_squeezing
from ..order.mean_value_theorem import by_growth, by_lipschitz
from ..order.moved_weight import by_moving
from .chance_reductions import _averaged, _inclusion, in_probability, monotone
from .every_member import EVERY

ONE_WAY = "one_way_fails"
REDUCTIONS = {  # what is shown of a claim where all that it is reduced to is proved
    **dict.fromkeys(
        (
            "in_probability",
            "monotone",
            "inclusion",
            "through",
            "triangle",
            "termwise",
            "growth",
            "lipschitz",
            "near_ties",
            "averaged",
            "moved",
            "squeezed",
            "both_ways",
            "attained",
            "every",
            "largest",
        ),
        "proved",
    ),
    "another_limit": "refuted",
    ONE_WAY: "refuted",
}


def parts(claim: Claim, by: Any) -> list[Claim]:
    """The claims from which this one follows by the reduction that a certificate names.

    Raises Rejected.
    """
    rule = by.get("rule") if isinstance(by, dict) else None
    if rule not in REDUCTIONS:
        raise Rejected(f"expected a reduction: {', '.join(REDUCTIONS)}")
    if rule == "both_ways":
        return claim.directions
    if rule == ONE_WAY:
        return [claim.directions[by["number"]]]
    if rule in EVERY:
        return EVERY[rule](claim, by)
    if rule == "termwise":
        return _termwise(claim)
    if rule == "attained":
        return _attained(claim, from_json(by.get("of")))
    if rule == "another_limit":
        return another_limit(claim, by)
    if rule == "moved":
        return by_moving(claim, by)
    if rule == "squeezed":
        return by_squeezing(claim, [from_json(t) for t in by.get("rates", ())])
    if rule == "through":
        return _through(claim, from_json(by.get("term")), by.get("side"))
    if rule == "triangle":
        return _triangle(claim, [[from_json(t) for t in row] for row in by.get("parts", [])])
    if claim.assumptions:
        raise OutsideClass("a reduction of a claim with a left side of ⇒")
    if rule == "in_probability":
        return [in_probability(claim)]
    if rule == "inclusion":
        return _inclusion(claim)
    if rule == "averaged":
        return _averaged(
            claim, from_json(by.get("of")), from_json(by.get("most")), by.get("squared") is True
        )
    if rule == "near_ties":
        return by_near_ties(claim, by)
    if rule == "growth":
        return by_growth(claim, str(by.get("variable")))
    if rule == "lipschitz":
        return by_lipschitz(claim)
    if rule != "monotone":
        raise Rejected(f"no case for the reduction {by['rule']}")
    return monotone(
        claim, {from_json(mean): from_json(value) for mean, value in by.get("values", [])}
    )


def _through(claim: Claim, middle: Term, side: Any) -> list[Claim]:
    """left < T and T ≤ right, or with "left" for `side` left ≤ T and T < right."""
    relation = claim.conclusion
    if relation.op not in ORDERS or middle.sort != "scalar":
        raise Rejected("through: expected a comparison of numbers, and a number between")
    (left, right), weak = relation.children, {"<": "≤", ">": "≥"}.get(relation.op, relation.op)
    first, second = (weak, relation.op) if side == "left" else (relation.op, weak)
    return [
        claim.concluding(Term(first, (left, middle))),
        claim.concluding(Term(second, (middle, right))),
    ]


def _triangle(claim: Claim, parts: list[list[Term]]) -> list[Claim]:
    """x = Σ q y, ‖y‖ ≤ r, Σ |q| r ≤ R; or, with a fourth s, |q| ≤ s and s r for |q| r."""
    relation = claim.conclusion
    size = relation.children[0].op
    if (
        relation.op != "≤"
        or size not in ("norm", "abs")
        or not parts
        or any(len(row) not in (3, 4) for row in parts)
    ):
        raise Rejected("triangle: expected ‖x‖ ≤ R, and numbers, vectors and bounds of their norms")
    x, bound = relation.children[0].children[0], relation.children[1]
    combined = tuple(flattened("*", (q, y)) for q, y, *_ in parts)
    sizes = tuple(
        flattened("*", (rest[0] if rest else Term("abs", (q,)), r)) for q, _, r, *rest in parts
    )
    whole = Term("=", (x, combined[0] if len(parts) == 1 else flattened("+", combined)))
    total = Term("≤", (sizes[0] if len(parts) == 1 else flattened("+", sizes), bound))
    small = [Term("≤", (Term("abs", (q,)), s)) for q, _, _, *rest in parts for s in rest]
    return [
        claim.concluding(goal)
        for goal in (
            whole,
            *(Term("≤", (Term(size, (y,)), r)) for _, y, r, *_ in parts),
            total,
            *small,
        )
    ]


def _termwise(claim: Claim) -> list[Claim]:
    relation = claim.conclusion
    sides = [side.children if side.op == "*" else (side,) for side in relation.children]
    factors, (left, right) = _apart(*sides)
    summands: list[Term] = []
    if left.op == right.op == "+":
        summands, (left, right) = _apart(left.children, right.children)
    size = left.op if left.op in ("norm", "abs") else ""
    left = left.children[0] if size else left
    if relation.op != "≤" or left.op != "sum" or right.op != "sum" or right.sort != "scalar":
        raise Rejected("termwise: expected D (C + Σ f) ≤ D (C + Σ g), or ‖Σ f‖ for Σ f")
    index_set = _unnamed(claim, left)
    left_out = [{str(i.args[0]) for i in one.children[:-1]} for one in (left, right)]
    if right.args[1] != index_set.key or left_out != [set(index_set.members)] * 2:
        raise Rejected(
            "termwise: expected sums over the same members, all that have no name, times the same"
        )
    f, g = (
        replace_indices(one.children[-1], {str(one.args[0]): Term("index", (index_set.rest,))})
        for one in (left, right)
    )
    return [
        claim.concluding(Term("≤", (Term(size, (f,)) if size else f, g))),
        *(claim.concluding(Term("≥", (d, number(0)))) for d in factors),
        *(claim.concluding(Term("=", (c, c))) for c in summands),
    ]


def _attained(claim: Claim, most: Term) -> list[Claim]:
    """Which member attains the maximum may be different for other values, so that there may be no
    E, no ∂ and no sum around it on which it depends.
    """
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
    bodies = (
        replace_indices(most.children[-1], {str(most.args[0]): Term("index", (m,))})
        for m in members
    )
    return [
        *(claim.concluding(replaced(claim.conclusion, {most: body})) for body in bodies),
        claim.concluding(Term(">", (index_set.size, number(0)))),
    ]


def _unnamed(claim: Claim, family: Term) -> IndexSet:
    """The set over which a sum or a maximum runs, if it has a name for any other member that is
    still free.
    """
    index_set = next(s for s in claim.context.index_sets if s.key == family.args[1])
    if (
        not index_set.rest
        or index_set.key in claim.rest
        or any(t.op in BINDERS and t.args[0] == index_set.rest for t in claim.conclusion.subterms())
    ):
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
