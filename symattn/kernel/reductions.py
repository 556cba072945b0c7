"""Claims that follow from others: what has to be proved instead, so that chance is left out of it.

    X → 0 for almost every sample                             f ≤ g for every sample,  E f and E g exist
    --------------------------------- in_probability          ------------------------------------------ monotone
      P(‖X‖ > ε) → 0  for every ε > 0                           E f ≤ E g     (< where f < g)

    L ≤ T,  T ≤ R                          In `monotone` a probability is the mean of an indicator, Var(x) that of (x − m)² for
    ------------- through                  a number m with E x = m, and what is not random is its own mean.  Markov's and
        L ≤ R                              Chebyshev's inequalities are its instances, and Jensen's is with a tangent for T.

Refuting goes the other way: if X stays away from 0 on an event of positive probability, P(‖X‖ > ε) ↛ 0 for some ε.
Fails, for example: X → 0 in probability only (no claim about samples follows); P(X ≥ t) ≤ E X/t without X ≥ 0.
"""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..terms import Context, Term, depends_on, from_json, number, replaced
from ..terms.operators import CHANCE, COMPARISONS, ORDERS
from ..terms.wellformed import occurs_outside_means
from .claim import Claim
from .conditions import OPPOSITE
from .errors import OutsideClass, Rejected


def parts(claim: Claim, by: Any) -> list[Claim]:
    """The claims from which this one follows by the reduction that a certificate names.  Raises Rejected."""
    if not isinstance(by, dict) or by.get("rule") not in ("in_probability", "monotone", "through"):
        raise Rejected("expected a reduction: in_probability, monotone or through")
    if claim.assumptions:
        raise OutsideClass("a reduction of a claim with a left side of ⇒")
    if by["rule"] == "in_probability":
        return [in_probability(claim)]
    if by["rule"] == "through":
        return _through(claim, from_json(by.get("term")), by.get("side"))
    return monotone(claim, {from_json(mean): from_json(value) for mean, value in by.get("values", [])})


def in_probability(claim: Claim) -> Claim:
    """X → 0 for P(‖X‖ > ε) → 0 or P(‖X‖ ≤ ε) → 1.  Raises Rejected."""
    relation = claim.goal
    wanted = {">": number(0), "≥": number(0), "<": number(1), "≤": number(1)}
    if relation.op != "→" or relation.children[0].op != "P" or len(relation.children[0].children) != 1:
        raise Rejected("in probability: expected P(‖X‖ > ε) → 0")
    event = relation.children[0].children[0]
    if wanted.get(event.op) != relation.children[1] or event.children[0].op not in ("norm", "abs"):
        raise Rejected("in probability: expected P(‖X‖ > ε) → 0, or P(‖X‖ ≤ ε) → 1")
    distance, bound = event.children
    positive = bound.op == "scalar" and Term(">", (bound, number(0))) in claim.context.facts and bound.args[0] not in claim.context.limit
    if not positive and not (bound.op in ("number", "/") and {t.op for t in bound.subterms()} <= {"number", "/"} and number(0) not in bound.subterms()):
        raise Rejected("in probability: expected a bound ε that is declared > 0 or a number > 0")
    x, limit = distance.children[0], number(0) if distance.op == "abs" else Term("zero")
    if x.op == "+" and x.children[-1].op == "neg" and not depends_on(claim.context, x.children[-1], frozenset(claim.context.limit)):
        *left, right = x.children
        x, limit = left[0] if len(left) == 1 else Term("+", tuple(left)), right.children[0]
    return _without_chance(claim.context, Term("→", (x, limit)))


def bound_is_free(claim: Claim) -> bool:
    """Whether the ε of P(‖X‖ > ε) → 0 is any number > 0, whatever all else is."""
    distance, bound = claim.goal.children[0].children[0].children
    context = claim.context
    if bound.op != "scalar" or not any(s.key == bound.args[0] and not s.integer for s in context.scalars):
        return False
    keys = frozenset({str(bound.args[0])})
    terms = [f for f in context.facts if f != Term(">", (bound, number(0)))] + [t for law in context.laws for t in (law.mean, law.variance)]
    terms += [distance, *(f.norm for f in context.families if f.norm is not None), *(s.size for s in context.index_sets)]
    return not any(depends_on(context, t, keys) for t in terms)


def monotone(claim: Claim, values: dict[Term, Term]) -> list[Claim]:
    """f ≤ g for a claim E f ≤ E g, that each mean exists, and that the means in `values` have these values."""
    relation, random = claim.goal, frozenset(law.key for law in claim.context.laws)
    if relation.op not in ORDERS or relation.children[0].sort != "scalar":
        raise Rejected("monotone: expected a comparison of numbers")
    means: list[Term] = []
    sides = [_integrand(claim.context, side, values, means, random) for side in relation.children]
    if not means:
        raise Rejected("monotone: expected a mean or a probability")
    if any(mean.op not in ("E", "Var") or value.sort != "scalar" or occurs_outside_means(claim.context, value, random) for mean, value in values.items()):
        raise Rejected("monotone: expected numbers as the values of means")
    exist = [Term("=", (mean, mean)) for mean in dict.fromkeys(means) if mean.op != "P"]
    known = [Term("=", pair) for pair in values.items()]
    return [_without_chance(claim.context, Term(relation.op, tuple(sides))), *(Claim(claim.context, goal) for goal in (*exist, *known))]


def _integrand(context: Context, term: Term, values: dict[Term, Term], means: list[Term], random: frozenset[str]) -> Term:
    """A random number whose mean is this number; the means that it is made of are added to `means`."""
    inner = term.children
    if term.op in ("E", "Var", "P") and len(inner) == 1:
        means.append(term)
        if term.op == "E":
            return replaced(inner[0], values)
        if term.op == "P":
            event = replaced(inner[0], values)
            return Term("cases", (event, number(1), _negated(event), number(0)))
        centre = Term("E", inner)
        gap = Term("+", (*(inner[0].children if inner[0].op == "+" else inner), Term("neg", (values.get(centre, centre),))))
        means.append(centre)
        return Term("^", (gap, number(2)))
    if term.op in ("+", "neg"):
        return Term(term.op, tuple(_integrand(context, c, values, means, random) for c in inner))
    averaged = [k for k, c in enumerate(inner[:1] if term.op == "/" else inner) if any(t.op in CHANCE for t in c.subterms())]
    if term.op in ("*", "/") and len(averaged) == 1:
        fixed = [replaced(c, values) if k != averaged[0] else c for k, c in enumerate(inner)]
        if any(occurs_outside_means(context, c, random) for k, c in enumerate(fixed) if k != averaged[0]):
            raise Rejected("monotone: expected a mean times a number")
        fixed[averaged[0]] = _integrand(context, inner[averaged[0]], values, means, random)
        return Term(term.op, tuple(fixed))
    constant = replaced(term, values)
    if occurs_outside_means(context, constant, random):
        raise Rejected("monotone: expected numbers beside the means")
    return constant


def _negated(event: Term) -> Term:
    if event.op in ("and", "or"):
        return Term("or" if event.op == "and" else "and", tuple(_negated(c) for c in event.children))
    if event.op not in COMPARISONS:
        raise OutsideClass("the probability of what is no comparison of numbers")
    return Term(OPPOSITE[event.op], event.args)


def _through(claim: Claim, middle: Term, side: Any) -> list[Claim]:
    """left < T and T ≤ right, or with "left" for `side` left ≤ T and T < right."""
    relation = claim.goal
    if relation.op not in ORDERS or middle.sort != "scalar":
        raise Rejected("through: expected a comparison of numbers, and a number between")
    (left, right), weak = relation.children, {"<": "≤", ">": "≥"}.get(relation.op, relation.op)
    first, second = (weak, relation.op) if side == "left" else (relation.op, weak)
    return [Claim(claim.context, Term(first, (left, middle))), Claim(claim.context, Term(second, (middle, right)))]


def _without_chance(context: Context, goal: Term) -> Claim:
    """The claim about samples, without the definitions that it does not use: one of these may speak of a mean."""
    used: set[str] = set()
    todo = [goal, *context.facts]
    while todo:
        for t in todo.pop().subterms():
            if t.op == "defined" and t.args[0] not in used:
                used.add(str(t.args[0]))
                todo += [b for d in context.definitions if d.key == t.args[0] for b in (d.body, *(b for _, b in d.exceptions))]
    return Claim(replace(context, definitions=tuple(d for d in context.definitions if d.key in used)), goal)
