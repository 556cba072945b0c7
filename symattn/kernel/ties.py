"""Limits of quotients in which several terms may tie for the fastest, without a case for each tie.

    f = N / Π F,   in every F some term t is at least as fast as every other,   all coefficients of F ≥ 0, t's > 0
    every term of N is at most as fast as the product of the t's
    --------------------------------------------------------------------------------------------------------------
      f → Σ c·[as fast] / Π Σ c·[as fast]        [as fast] is 1 where the term is exactly as fast as t, else 0

For e^{pβ} against e^{qβ} with p ≤ q, e^{(p − q)β} tends to [p = q]; so each F over its t tends to a positive number.
Fails, for example, with a coefficient that may be negative: e^{pβ} − e^{qβ} over e^{qβ} tends to 0 at p = q.
"""
from __future__ import annotations

from . import ring
from .errors import OutsideClass, UnknownSign
from .indicators import idempotent, indicator
from .limits import FLAT, Growth, by_growth
from .ring import Element, Quotient
from .semantics import Semantics


def as_fast(g: Growth, t: Growth, s: Semantics) -> Quotient:
    """[g as fast as t], given that g is at most as fast as t.  Raises UnknownSign if that is not known."""
    power = sum(k for _, k in ring.monomial_product(g[0], tuple((a, -k) for a, k in t[0])))
    rates: dict[int, Element] = {}
    for m, c in ring.exponent_sum(g[1], tuple((m, -c) for m, c in t[1])):
        degree = sum(k for a, k in m if s.varies(a))
        rates[degree] = ring.add(rates.get(degree, {}), {(tuple((a, k) for a, k in m if not s.varies(a)), ()): c})
    if not rates:
        if power > 0:
            raise OutsideClass("a power of the limit variable that outgrows the denominator")
        return ring.ONE if power == 0 else ring.ZERO
    top = rates[max(rates)]
    sign = s.signs.find(top)
    if sign == "<":
        return ring.ZERO
    if sign != "≤" or len(rates) > 1 or power:
        raise UnknownSign(top)
    return indicator(s, ring.of(top))


def limit_with_ties(q: Quotient, s: Semantics) -> Quotient:
    """The limit of q, with indicators of the ties.  Raises UnknownSign or OutsideClass if it is not known to be that."""
    if len(s.context.limit) != 1 or any("[+" in a for a in q.atoms()):
        raise OutsideClass("ties are counted for one limit variable and named members")
    total, growth = ring.ONE, FLAT
    for factor, k in q.den:
        groups = by_growth(dict(factor), s)
        top, lead = _lead(groups, s)
        for _ in range(k):
            growth = (ring.monomial_product(growth[0], top[0]), ring.exponent_sum(growth[1], top[1]))
            total = ring.q_multiply(total, s.invert(lead))
    limit = ring.ZERO
    for g, c in by_growth(q.numerator, s).items():
        limit = ring.q_add(limit, ring.q_multiply(ring.of(c), as_fast(g, growth, s)))
    return ring.q_multiply(limit, total)


def _lead(groups: dict[Growth, Element], s: Semantics) -> tuple[Growth, Quotient]:
    """A term as fast as every other and Σ c·[as fast], with all coefficients known to be ≥ 0 and that term's > 0."""
    doubt: UnknownSign | None = None
    for top, first in groups.items():
        try:
            lead = ring.ZERO
            for g, c in groups.items():
                lead = ring.q_add(lead, ring.q_multiply(ring.of(c), as_fast(g, top, s)))
        except UnknownSign as error:
            doubt = doubt or error
            continue
        if all(s.signs.sign(c) in ">≥=" for c in groups.values()) and s.signs.sign(first) == ">":
            return top, lead
        raise UnknownSign(first, "ties are counted where all coefficients are ≥ 0")
    raise doubt or OutsideClass("a denominator without terms")


def same_value(a: Quotient, b: Quotient) -> bool:
    """Whether two quotients with indicators are identically equal."""
    return not idempotent(ring.q_add(a, b, -1).numerator)
