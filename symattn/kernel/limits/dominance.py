"""Limits by dominance: which term of an exp-polynomial grows fastest.

    f = N / Π F,   every term of F is the dominant one or of strictly smaller growth,   lead(F) ≠ 0
    -----------------------------------------------------------------------------------------------
      f → 0         if every term of N is of strictly smaller growth than the product of the
      dominant ones
      f → +∞        if N's dominant term is of strictly larger growth and the leads have the right
      sign
      f ↛ 0         if N's dominant term is of at least that growth and its lead is not 0

The limit variables tend to +∞ jointly, without a link.  Other parameters are held fixed: their
signs, asked of `Signs`, decide what grows faster.  Fails, for example: e^{pβ}/(e^{pβ} + e^{qβ}) has
no limit before p and q are compared, and 1/(e^{−β} + n − 2) tends to 1/(n−2) only where n − 2 ≠ 0.
"""

from __future__ import annotations

from ...language import Term
from ..algebra import replacing, ring
from ..algebra.atoms import Atom, Label
from ..algebra.labels import summed_labels
from ..algebra.parts import grouped, parted
from ..algebra.ring import Element, Exponent, Monomial, Quotient
from ..algebra.semantics import Semantics
from ..algebra.shapes import Env
from ..errors import OutsideClass, UnknownSign
from ..order.signs import NO_STARS, Stars, product_sign

Growth = tuple[Monomial, Exponent]  # powers of, and an exponent polynomial in, the limit variables
FLAT: Growth = ((), ())


def by_growth(p: Element, s: Semantics) -> dict[Growth, Element]:
    """The element's terms, grouped by growth, with what they are multiplied by.

    Raises OutsideClass.
    """
    terms = [(*parted(key, s.varies), c) for key, c in p.items()]
    for (moving, rising), _, _ in terms:
        inside = [x for m, _ in rising for x in m if s.varies(x[0])]
        if any(a not in s.context.limit for a, _ in (*moving, *inside)):
            raise OutsideClass("a function of the limit variable inside the limit")
        if any(k < 0 for _, k in inside):
            raise OutsideClass("a negative power of the limit variable in an exponent")
    return {g: c for g, c in grouped(terms).items() if c}


def rates_of(exponent: Exponent, s: Semantics) -> dict[Monomial, Element]:
    """The coefficient of each product of limit variables in an exponent."""
    rates = grouped((*parted((m, ()), s.varies), c) for m, c in exponent)
    return {moving: rate for (moving, _), rate in rates.items()}


def compare(g: Growth, h: Growth, s: Semantics, about: Stars = NO_STARS) -> str:
    """ ">" if h/g → 0, "<" if g/h → 0, "=" if they are the same.  Raises UnknownSign, or
    OutsideClass if a link is missing.
    """
    (g, stars), (h, more) = generic(g), generic(h)
    if stars and more:
        raise OutsideClass("two sums over the unnamed members compared with each other")
    about = about | stars | more
    quicker, exponent = ring.key_product(g, ring.inverse(h))
    powers, rates = dict(quicker), rates_of(exponent, s)
    if not rates:
        return _compare_powers(powers)
    if len(movers := {a for m in rates for a, _ in m}) == 1:
        top = max(rates, key=lambda m: m[0][1])
        rates = {top: rates[top]}
        powers = {
            a: k for a, k in powers.items() if a not in movers
        }  # an exponential beats every power
    signs = {m: s.signs.sign(rate, about) for m, rate in rates.items()}
    for larger, weak in (">≥", "<≤"):
        if all(one in (larger, weak, "=") for one in signs.values()):
            fast = {a for m, one in signs.items() if one == larger for a, _ in m}
            if not fast:
                raise UnknownSign(next(iter(rates.values())))
            if all((k >= 0) == (larger == ">") or a in fast for a, k in powers.items()):
                return larger
    raise OutsideClass("which term grows faster depends on a link between the limit variables")


def _compare_powers(powers: dict[Atom, int]) -> str:
    if not powers:
        return "="
    if all(k > 0 for k in powers.values()):
        return ">"
    if all(k < 0 for k in powers.values()):
        return "<"
    raise OutsideClass("which term grows faster depends on a link between the limit variables")


def generic(growth: Growth) -> tuple[Growth, frozenset[Label]]:
    """A summed term's growth at one generic unnamed member *I/1~, and that label.

    Not the member *I/1 of a vector's coefficient.
    """
    labels = sorted(summed_labels(ring.atoms_of_key(growth)))
    stars = {label: label.another for label in labels}
    for label, star in stars.items():
        growth = replacing.renamed(growth, label, star)
    return growth, frozenset(stars.values())


def dominant(p: Element, s: Semantics, about: Stars = NO_STARS) -> tuple[Growth, Element]:
    """The growth that beats all others, and its coefficient (not yet known to be nonzero).

    Raises as `compare`.
    """
    groups = by_growth(p, s)
    single = [
        g for g in groups if not ring.is_summed(g) and not any(map(ring.is_summed, groups[g]))
    ]
    if not single:
        raise OutsideClass("a sum over the unnamed members may dominate")
    best = single[0]
    for g in single[1:]:
        if compare(best, g, s, about) == "<":
            best = g
    for g in groups:
        if g not in single and compare(best, g, s, about) != ">":
            raise OutsideClass("a sum over the unnamed members may dominate")
    return best, groups[best]


def _denominator(q: Quotient, s: Semantics, about: Stars = NO_STARS) -> tuple[Growth, str]:
    """The growth of the denominator and the sign of its lead, which must be known to be nonzero."""
    growth, sign = FLAT, ">"
    for factor, k in q.den:
        top, lead = dominant(dict(factor), s, about)
        one = s.signs.nonzero(lead, about, "the dominant coefficient")
        for _ in range(k):
            growth = ring.key_product(growth, top)
            sign = product_sign(sign, one)
    return growth, sign


def vanishes(q: Quotient, s: Semantics, about: Stars = NO_STARS) -> bool:
    """Whether q → 0."""
    if q.is_zero:
        return True
    den, _ = _denominator(q, s, about)
    for g, c in by_growth(q.numerator, s).items():
        if compare(den, g, s, about) != ">" and (
            ring.is_summed(g) or s.signs.sign(c, about) != "="
        ):
            # the coefficient of a growth that differs from member to member is not a sum by itself
            return False
    return True


def does_not_vanish(q: Quotient, s: Semantics) -> bool:
    """Whether q stays away from 0, or tends to ±∞."""
    if q.is_zero:
        return False
    den, _ = _denominator(q, s)
    g, lead = dominant(q.numerator, s)
    return s.signs.sign(lead) in "<>" and compare(g, den, s) in ">="


def diverges(q: Quotient, s: Semantics) -> bool:
    """Whether q → +∞."""
    if q.is_zero:
        return False
    den, sign = _denominator(q, s)
    g, lead = dominant(q.numerator, s)
    return product_sign(s.signs.sign(lead), sign) == ">" and compare(g, den, s) == ">"


def does_not_diverge(q: Quotient, s: Semantics) -> bool:
    """Whether q stays bounded, or tends to −∞."""
    if q.is_zero:
        return True
    den, sign = _denominator(q, s)
    g, lead = dominant(q.numerator, s)
    return compare(den, g, s) in ">=" or product_sign(s.signs.sign(lead), sign) == "<"


def leaves_the_limit(s: Semantics, fact: Term, env: Env | None = None) -> bool:
    """Whether a comparison is p > 0 or p ≥ 0 with p → +∞ plainly."""
    x, y = (s.scalar(side, env) for side in fact.children)
    gap = s.gap(x, y) if fact.op in ">≥" else s.gap(y, x)
    return fact.op not in "=≠" and not gap.den and eventually_true(gap.numerator, s)


def eventually_true(p: Element, s: Semantics) -> bool:
    """Whether p → +∞ plainly.

    Positive multiples of powers of limit variables, plus a constant (β > 3, say).
    """
    moving = False
    for (m, e), c in p.items():
        if e or not all(a in s.context.limit and k > 0 for a, k in m) or (m and c < 0):
            return False
        moving = moving or bool(m)
    return moving
