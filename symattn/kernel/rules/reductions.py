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
    Context,
    IndexSet,
    Term,
    depends_on,
    flattened,
    from_json,
    indices_in,
    number,
    replace_indices,
    replaced,
)
from ...language.kinds import BINDERS, CHANCE, COMPARISONS, ORDERS
from ...language.wellformed import occurs_outside_means
from ..chance.near_ties import by_near_ties
from ..claim import Claim
from ..errors import OutsideClass, Rejected
from ..limits.another_limit import another_limit
from ..limits.squeezed import by_squeezing
from ..order.mean_value_theorem import by_growth, by_lipschitz
from ..order.moved_weight import by_moving
from ..order.parts_of_maxima import OPPOSITE
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


def in_probability(claim: Claim) -> Claim:
    """X → 0 for P(‖X‖ > ε) → 0 or P(‖X‖ ≤ ε) → 1.  Raises Rejected."""
    relation = claim.goal
    wanted = {">": number(0), "≥": number(0), "<": number(1), "≤": number(1)}
    if (
        relation.op != "→"
        or relation.children[0].op != "P"
        or len(relation.children[0].children) != 1
    ):
        raise Rejected("in probability: expected P(‖X‖ > ε) → 0")
    event = relation.children[0].children[0]
    if wanted.get(event.op) != relation.children[1] or event.children[0].op not in ("norm", "abs"):
        raise Rejected("in probability: expected P(‖X‖ > ε) → 0, or P(‖X‖ ≤ ε) → 1")
    distance, bound = event.children
    positive = (
        bound.op == "scalar"
        and Term(">", (bound, number(0))) in claim.context.facts
        and bound.args[0] not in claim.context.limit
    )
    if not positive and not (
        bound.op in ("number", "/")
        and {t.op for t in bound.subterms()} <= {"number", "/"}
        and number(0) not in bound.subterms()
    ):
        raise Rejected("in probability: expected a bound ε that is declared > 0 or a number > 0")
    x, limit = distance.children[0], number(0) if distance.op == "abs" else Term("zero")
    if (
        x.op == "+"
        and x.children[-1].op == "neg"
        and not depends_on(claim.context, x.children[-1], frozenset(claim.context.limit))
    ):
        *left, right = x.children
        x, limit = left[0] if len(left) == 1 else Term("+", tuple(left)), right.children[0]
    return claim.without_chance(Term("→", (x, limit)))


def bound_is_free(claim: Claim) -> bool:
    """Whether the ε of P(‖X‖ > ε) → 0 is any number > 0, whatever all else is."""
    distance, bound = claim.goal.children[0].children[0].children
    context = claim.context
    if bound.op != "scalar" or not any(
        s.key == bound.args[0] and not s.integer for s in context.scalars
    ):
        return False
    keys = frozenset({str(bound.args[0])})
    terms = [f for f in context.facts if f != Term(">", (bound, number(0)))] + [
        t for law in context.laws for t in (law.mean, law.variance)
    ]
    terms += [
        distance,
        *(f.norm for f in context.families if f.norm is not None),
        *(s.size for s in context.index_sets),
    ]
    return not any(depends_on(context, t, keys) for t in terms)


def monotone(claim: Claim, values: dict[Term, Term]) -> list[Claim]:
    """f ≤ g for a claim E f ≤ E g, that each mean exists, and that the means in `values` have these
    values.
    """
    relation, random = claim.goal, frozenset(law.key for law in claim.context.laws)
    if relation.op not in ORDERS or relation.children[0].sort != "scalar":
        raise Rejected("monotone: expected a comparison of numbers")
    means: list[Term] = []
    sides = [_integrand(claim.context, side, values, means, random) for side in relation.children]
    if not means:
        raise Rejected("monotone: expected a mean or a probability")
    if any(
        mean.op not in ("E", "Var")
        or value.sort != "scalar"
        or occurs_outside_means(claim.context, value, random)
        for mean, value in values.items()
    ):
        raise Rejected("monotone: expected numbers as the values of means")
    exist = [Term("=", (mean, mean)) for mean in dict.fromkeys(means) if mean.op != "P"]
    known = [Term("=", pair) for pair in values.items()]
    return [
        claim.without_chance(Term(relation.op, tuple(sides))),
        *(Claim(claim.context, goal) for goal in (*exist, *known)),
    ]


def _averaged(claim: Claim, x: Term, most: Term, squared: bool) -> list[Claim]:
    """That the left side is ‖E x‖, or P(‖x‖ > ε) with ε > 0.

    That E g, or E g/ε, is at most the right one; and ‖x‖ ≤ g for every sample; or squares of both.
    """
    relation, size, mean = (
        claim.goal,
        Term("abs" if x.sort == "scalar" else "norm", (x,)),
        Term("E", (most,)),
    )
    left, inner = relation.children[0], relation.children[0].children
    if relation.op != "≤" or len(inner) != 1 or left.op != "P" and (left.op != size.op or squared):
        raise Rejected("averaged: expected ‖E x‖ ≤ B, or P(‖x‖ > ε) ≤ B")
    if left.op == "P":
        bound = inner[0].children[-1]
        if (
            inner[0].op not in (">", "≥")
            or inner[0].children[0] != size
            or occurs_outside_means(
                claim.context, bound, frozenset(law.key for law in claim.context.laws)
            )
        ):
            raise Rejected("averaged: expected P(‖x‖ > ε) with a fixed ε")
        first, mean = (
            Term(">", (bound, number(0))),
            Term("/", (mean, Term("^", (bound, number(2))) if squared else bound)),
        )
    else:
        first = Term("=", (inner[0], Term("E", (x,))))
    shown = Term("≤", (Term("^", (size, number(2))) if squared else size, most))
    return [
        Claim(claim.context, first),
        Claim(claim.context, Term("≤", (mean, relation.children[1]))),
        claim.without_chance(shown),
    ]


def _integrand(
    context: Context,
    term: Term,
    values: dict[Term, Term],
    means: list[Term],
    random: frozenset[str],
) -> Term:
    """A random number whose mean is this number; the means that it is made of are added to `means`.
    """
    inner = term.children
    if term.op in ("E", "Var", "P") and len(inner) == 1:
        means.append(term)
        if term.op == "E":
            return replaced(inner[0], values)
        if term.op == "P":
            event = replaced(inner[0], values)
            return Term("cases", (event, number(1), _negated(event), number(0)))
        centre = Term("E", inner)
        gap = Term(
            "+",
            (
                *(inner[0].children if inner[0].op == "+" else inner),
                Term("neg", (values.get(centre, centre),)),
            ),
        )
        means.append(centre)
        return Term("^", (gap, number(2)))
    if term.op in ("+", "neg"):
        return Term(term.op, tuple(_integrand(context, c, values, means, random) for c in inner))
    averaged = [
        k
        for k, c in enumerate(inner[:1] if term.op == "/" else inner)
        if any(t.op in CHANCE for t in c.subterms())
    ]
    if term.op in ("*", "/") and len(averaged) == 1:
        fixed = [replaced(c, values) if k != averaged[0] else c for k, c in enumerate(inner)]
        if any(
            occurs_outside_means(context, c, random)
            for k, c in enumerate(fixed)
            if k != averaged[0]
        ):
            raise Rejected("monotone: expected a mean times a number")
        fixed[averaged[0]] = _integrand(context, inner[averaged[0]], values, means, random)
        return Term(term.op, tuple(fixed))
    constant = replaced(term, values)
    if occurs_outside_means(context, constant, random):
        raise Rejected("monotone: expected numbers beside the means")
    return constant


def _negated(event: Term) -> Term:
    if event.op in ("and", "or"):
        return Term(
            "or" if event.op == "and" else "and", tuple(_negated(c) for c in event.children)
        )
    if event.op not in COMPARISONS:
        raise OutsideClass("the probability of what is no comparison of numbers")
    return Term(OPPOSITE[event.op], event.args)


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


def _inclusion(claim: Claim) -> list[Claim]:
    relation = claim.goal
    sides = relation.children if relation.op == "≤" else relation.children[::-1]
    if relation.op not in ("≤", "≥") or any(
        side.op != "P" or len(side.children) != 1 for side in sides
    ):
        raise Rejected("inclusion: expected P(A) ≤ P(B)")
    smaller, larger = (side.children[0] for side in sides)
    compared = dict.fromkeys(
        side
        for event in (smaller, larger)
        for c in event.subterms()
        if c.op in COMPARISONS
        for side in c.children
    )
    exist = [
        claim.without_chance(Term("=", (side, side)))
        for side in compared
        if side.op not in ("number", "scalar")
    ]
    return [
        *(
            claim.without_chance(Term("⇒", (smaller, part)))
            for part in (larger.children if larger.op == "and" else (larger,))
        ),
        *exist,
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
