"""Claims about chance that follow from claims without it."""

from __future__ import annotations

from dataclasses import replace

from ...language import Term, depends_on, flattened, replaced
from ...language.kinds import CHANCE, COMPARISONS, ORDERS
from ..built_terms import ONE, TWO, ZERO, minus, size, speak_of, term, terms, total
from ..claim import Claim, Node
from ..errors import OutsideClass, Rejected
from ..order.mean_value_theorem import stands_apart
from ..order.parts_of_maxima import OPPOSITE


def in_probability(claim: Claim, by: Node) -> list[Claim]:
    """X → 0 for P(‖X‖ > ε) → 0 or P(‖X‖ ≤ ε) → 1.  Raises Rejected."""
    relation, context = claim.goal, claim.context
    wanted = {">": ZERO, "≥": ZERO, "<": ONE, "≤": ONE}
    left, *right = relation.children
    if relation.op != "→" or left.op != "P" or len(left.children) != 1:
        raise Rejected("in probability: expected P(‖X‖ > ε) → 0")
    (event,) = left.children
    if [wanted.get(event.op)] != right or event.children[0].op not in ("norm", "abs"):
        raise Rejected("in probability: expected P(‖X‖ > ε) → 0, or P(‖X‖ ≤ ε) → 1")
    distance, bound = event.children
    positive = (
        bound.op == "scalar"
        and term(">", bound, ZERO) in context.facts
        and bound.key not in context.limit
    )
    if not positive and not (
        {t.op for t in bound.subterms()} <= {"number", "/"} and ZERO not in bound.subterms()
    ):
        raise Rejected("in probability: expected a bound ε that is declared > 0 or a number > 0")
    x, limit = distance.children[0], ZERO if distance.op == "abs" else Term("zero")
    if (
        x.op == "+"
        and x.children[-1].op == "neg"
        and not depends_on(context, x.children[-1], frozenset(context.limit))
    ):
        *kept, last = x.children
        x, limit = kept[0] if len(kept) == 1 else term("+", *kept), last.children[0]
    return [claim.without_chance(term("→", x, limit))]


def bound_is_free(claim: Claim) -> bool:
    """Whether the ε of P(‖X‖ > ε) → 0 is any number > 0, whatever all else is."""
    distance, bound = claim.goal.left.children[0].children
    context = claim.context
    if bound.op != "scalar" or bound.key in context.integers:
        return False
    others = [f for f in context.facts if f != term(">", bound, ZERO)]
    return stands_apart(context, [distance, *others], frozenset({bound.key}))


def monotone(claim: Claim, by: Node) -> list[Claim]:
    """f ≤ g for a claim E f ≤ E g, that each mean exists, and that the means in `values` have these
    values.  Fails: E x²·d/db E by² with E by² = 1, which is so where b = 1, not nearby.
    """
    relation, values = claim.goal, {x: value for x, value in map(terms, by.get("values", ()))}
    if relation.op not in ORDERS:
        raise Rejected("monotone: expected a comparison of numbers")
    means: list[Term] = []
    sides = [_integrand(claim, side, values, means) for side in relation.children]
    if not means:
        raise Rejected("monotone: expected a mean or a probability")
    if any(
        claim.takes_derivatives
        or mean.op not in ("E", "Var")
        or value.sort != "scalar"
        or claim.is_random(value)
        for mean, value in values.items()
    ):
        raise Rejected("monotone: expected numbers as the values of means, and no derivatives")
    exist = [(mean, mean) for mean in dict.fromkeys(means) if mean.op != "P"]
    known = [term("=", *pair) for pair in (*exist, *values.items())]
    return [claim.without_chance(term(relation.op, *sides)), *claim.each(known)]


def averaged(claim: Claim, by: Node) -> list[Claim]:
    """That the left side is ‖E x‖, or P(‖x‖ > ε) with ε > 0.

    That E g, or E g/ε, is at most the right one; and ‖x‖ ≤ g for every sample; or squares of both.
    """
    (x, most), squared = terms([by["of"], by["most"]]), by.get("squared") is True
    (left, most_of_all), inner = claim.goal.children, claim.goal.left.children
    far, mean = size(x), term("E", most)
    if claim.goal.op != "≤" or len(inner) != 1 or left.op != "P" and (left.op != far.op or squared):
        raise Rejected("averaged: expected ‖E x‖ ≤ B, or P(‖x‖ > ε) ≤ B")
    (event,) = inner
    if left.op == "P":
        bound = event.children[-1]
        if event.op not in (">", "≥") or event.children[0] != far or claim.is_random(bound):
            raise Rejected("averaged: expected P(‖x‖ > ε) with a fixed ε")
        first, mean = term(">", bound, ZERO), term("/", mean, _power(bound, squared))
    else:
        first = term("=", event, term("E", x))
    shown = term("≤", _power(far, squared), most)
    return [*claim.each([first, term("≤", mean, most_of_all)]), claim.without_chance(shown)]


def by_parts(claim: Claim, by: Node) -> list[Claim]:
    """Var x·E g + E k for E h, where h = (x − E x)·f + k, and g is the slope of f by x, |g| ≤ K.

    Nothing else is random, so that |f| ≤ |f(0)| + K|x|.  Fails: f = 1/x, which has no slope at 0;
    f = e^{x²}, whose slope has no bound; d/db E bx² = d/db 1, which is so where b = 1, not nearby.
    """
    (law,), (h, f, g, k, most) = claim.context.laws, terms(by["of"])
    x, plain = term("scalar", law.key), replace(claim.context, laws=(), definitions=())
    whole = total([flattened("*", (minus(x, law.mean), f)), k])
    slope = term("=", term("diff", f, x), g)
    shown = [Claim(plain, a) for a in (term("=", h, whole), slope, term("≤", term("abs", g), most))]
    moves = claim.takes_derivatives or claim.is_random(most)
    if moves or any(one.about_chance for one in shown):
        raise OutsideClass("by parts: expected a function of what is random, and a fixed bound")
    value = term("E", total([flattened("*", (law.variance, g)), k]))
    return [claim.concluding(replaced(claim.conclusion, {term("E", h): value})), *shown]


def _power(x: Term, squared: bool) -> Term:
    return term("^", x, TWO) if squared else x


def _integrand(claim: Claim, mean: Term, values: dict[Term, Term], means: list[Term]) -> Term:
    """A random number whose mean is this number; the means that it is made of are added to
    `means`.
    """
    inner = mean.children
    if mean.op in ("E", "Var", "P") and len(inner) == 1:
        means.append(mean)
        if mean.op == "E":
            return replaced(inner[0], values)
        if mean.op == "P":
            event = replaced(inner[0], values)
            return term("cases", event, ONE, _negated(event), ZERO)
        centre = term("E", *inner)
        means.append(centre)
        summands = inner[0].children if inner[0].op == "+" else inner
        return term("^", term("+", *summands, term("neg", values.get(centre, centre))), TWO)
    if mean.op in ("+", "neg"):
        return term(mean.op, *(_integrand(claim, c, values, means) for c in inner))
    above = inner[:1] if mean.op == "/" else inner
    averaged = [k for k, c in enumerate(above) if speak_of([c], CHANCE)]
    if mean.op in ("*", "/") and len(averaged) == 1:
        (k,) = averaged
        beside = [replaced(c, values) for c in (*inner[:k], *inner[k + 1 :])]
        if any(map(claim.is_random, beside)):
            raise Rejected("monotone: expected a mean times a number")
        return term(mean.op, *beside[:k], _integrand(claim, inner[k], values, means), *beside[k:])
    constant = replaced(mean, values)
    if claim.is_random(constant):
        raise Rejected("monotone: expected numbers beside the means")
    return constant


def inclusion(claim: Claim, by: Node) -> list[Claim]:
    """A ⇒ each part of B, and that sides of comparisons have values, for P(A) ≤ P(B)."""
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
    exist = [term("=", side, side) for side in compared if side.op not in ("number", "scalar")]
    parts = larger.children if larger.op == "and" else (larger,)
    return [*map(claim.without_chance, (*(term("⇒", smaller, part) for part in parts), *exist))]


def _negated(event: Term) -> Term:
    if event.op in ("and", "or"):
        return term("or" if event.op == "and" else "and", *(_negated(c) for c in event.children))
    if event.op not in COMPARISONS:
        raise OutsideClass("the probability of what is no comparison of numbers")
    return term(OPPOSITE[event.op], *event.args)
