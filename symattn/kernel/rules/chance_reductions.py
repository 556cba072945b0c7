"""Claims about chance that follow from claims without it."""

from __future__ import annotations

from ...language import (
    Context,
    Term,
    depends_on,
    number,
    replaced,
)
from ...language.kinds import CHANCE, COMPARISONS, ORDERS
from ...language.mentions import occurs_outside_means
from ..claim import Claim
from ..errors import OutsideClass, Rejected
from ..order.parts_of_maxima import OPPOSITE


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
    terms = [f for f in context.facts if f != Term(">", (bound, number(0)))]
    terms += [*context.parameters, distance, *context.norms, *(s.size for s in context.index_sets)]
    return not any(depends_on(context, t, keys) for t in terms)


def monotone(claim: Claim, values: dict[Term, Term]) -> list[Claim]:
    """f ≤ g for a claim E f ≤ E g, that each mean exists, and that the means in `values` have these
    values.
    """
    relation, random = claim.goal, claim.context.random
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
            or occurs_outside_means(claim.context, bound, claim.context.random)
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
    """A random number whose mean is this number; the means that it is made of are added to
    `means`.
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


def _negated(event: Term) -> Term:
    if event.op in ("and", "or"):
        return Term(
            "or" if event.op == "and" else "and", tuple(_negated(c) for c in event.children)
        )
    if event.op not in COMPARISONS:
        raise OutsideClass("the probability of what is no comparison of numbers")
    return Term(OPPOSITE[event.op], event.args)
