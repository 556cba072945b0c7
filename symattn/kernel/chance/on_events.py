"""Means and probabilities given an event.

Comparisons of linear forms in what is random, joined by and.

    P(A | B) = P(A and B)/P(B),      E[f | B] = E[f·1_B]/P(B),      P(B) > 0

1_B is a product of atoms, one for each form.  What is independent of B is averaged by itself; else
E[f·1_B] is an atom, once E f exists. Fails, for example: E[X | X > 0] = E X.
"""

from __future__ import annotations

from itertools import product

from ...language import Term
from ..algebra import radicals, ring
from ..algebra.parts import parted
from ..algebra.ring import Element, Quotient
from ..algebra.shapes import Env
from ..errors import OutsideClass, Rejected
from ..meaning import Meaning
from .probability import form_of, mean_beyond, of_forms, probability, split_up
from .random_atoms import EXPECTED, STEP, covariance, is_random, is_step


def given(s: Meaning, event: Term, under: Term, env: Env) -> Quotient:
    """P(event | under)"""
    return probability(s, Term("and", (event, under)), env) * _inverse(s, under, env)


def indicator_over_chance(s: Meaning, under: Term, env: Env) -> Quotient:
    """1_B/P(B), of which f is averaged for E[f | B]."""
    total = _inverse(s, under, env)
    for relation in split_up(under):
        form = form_of(s, relation, env)
        if form is None:
            raise Rejected("a condition of probability 0")
        if form:
            total *= step(s, form)
    return total


def step(s: Meaning, form: Element) -> Quotient:
    """1 where a form is > 0, else 0."""
    return radicals.opaque(s, STEP, ring.of(dict(ring.normalized(form)[0])))


def _inverse(s: Meaning, under: Term, env: Env) -> Quotient:
    chance = probability(s, under, env)
    if chance.is_zero:
        raise Rejected("a condition of probability 0")
    return s.invert(chance)


def forms_in(s: Meaning, m: ring.Monomial) -> list[Element]:
    """What has to be > 0 for the indicators in a monomial to be 1."""
    return [s.signs.opaque[a][1].numerator for a, _ in m if is_step(s, a)]


def mean_on_event(s: Meaning, key: ring.Key, den: ring.Factors, whole: Quotient) -> Quotient:
    """E[f·1_B/F] where `whole` is E[f/F], without the indicators of B."""
    forms = forms_in(s, key[0])
    names = {a for a in Quotient(((key, 1),), den).atoms() if is_random(s, a) and not is_step(s, a)}
    below = {a for p in forms for a in ring.atoms(p) if is_random(s, a)}
    if any(a.summed for a in names | below):
        raise OutsideClass("a sum over unnamed members, given an event")
    if not any(a == b or covariance(s, a, b) for a, b in product(sorted(names), sorted(below))):
        return whole * of_forms(s, forms)
    (random, _), (fixed, _) = parted(key, lambda a: is_random(s, a))
    (_, moving), (_, still) = parted(key, lambda a: is_random(s, a) or s.varies(a))
    kept = tuple((a, 1 if is_step(s, a) else k) for a, k in random)
    alone = [(a, k) for a, k in kept if a in names]
    if [k for _, k in alone] == [1] and len(forms) == 1 and not moving and not den:
        value = mean_beyond(s, alone[0][0], forms[0])
    else:
        value = radicals.opaque(s, EXPECTED, Quotient((((kept, moving), 1),), den))
    return ring.of({(fixed, still): 1}) * value
