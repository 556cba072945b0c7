"""Scalar functions of quotients.

Where a value depends on a sign (|x|, max, √), the sign must be known.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from ...language.operators import with_definitions
from ..errors import NoValue, OutsideClass, UnknownSign
from ..meaning import Meaning
from . import ring
from .intervals import PI
from .labels import generic_labels
from .radicals import absolute, at_least_zero, factored, normal, opaque, root, to_power
from .ring import ONE, Atom, Quotient, of
from .sums import multiplied, plus, times


def largest(s: Meaning, *values: Quotient) -> Quotient:
    """The value that is known to be at least every other.  Raises UnknownSign if none is."""

    unsure: list[ring.Element] = []

    def beats(a: Quotient, b: Quotient) -> bool:
        try:
            return at_least_zero(s.sign_here(s.gap(a, b)))
        except UnknownSign as error:
            unsure.append(error.element)
            return False

    best = values[0]
    for v in values[1:]:
        best = best if beats(best, v) else v
    for v in values:
        if not at_least_zero(s.sign_here(gap := s.gap(best, v))):
            raise UnknownSign([*unsure, gap.numerator][0])
    return best


def erfc(s: Meaning, q: Quotient) -> Quotient:
    """erfc x, as 2 − erfc(−x) for one of x and −x."""
    if q.is_zero:
        return ONE
    turned = q.num[0][1] < 0
    value = opaque(s, "erfc", -q if turned else q)
    return ring.q_number(2) - value if turned else value


def arctan(s: Meaning, q: Quotient) -> Quotient:
    """arctan x, as −arctan(−x) for one of x and −x."""
    if q.is_zero:
        return q
    if q.num[0][1] < 0:
        return -arctan(s, -q)
    return part_of_pi(s, 4) if q == ONE else opaque(s, "arctan", q)


def slope_of_arctan(s: Meaning, q: Quotient) -> Quotient:
    """1/(1 + q²), where q = p/f has a value: 1 + q² is (f² + p²)/f²."""
    return normal(s, ring.q_invert(ONE + q * q)[0])


def part_of_pi(s: Meaning, below: int) -> Quotient:
    """π over a number."""
    return ring.ratio(1, below) * pi(s)


def pi(s: Meaning) -> Quotient:
    """π as an atom that has a value: see `intervals`."""
    s.signs.opaque[PI] = PI, ring.ZERO
    return of(ring.atom(PI))


def over_root_pi(s: Meaning) -> Quotient:
    """1/√π"""
    return s.invert(root(s, pi(s)))


def bell(s: Meaning, q: Quotient) -> Quotient:
    """e^{−q²}"""
    return exp(s, -(q * q))


def slope_of_erfc(s: Meaning, q: Quotient) -> Quotient:
    """−(2/√π) e^{−q²}"""
    return -2 * (bell(s, q) * over_root_pi(s))


def log(s: Meaning, q: Quotient) -> Quotient:
    if (sign := s.signs.quotient_sign(q, generic_labels(q.atoms()))) in "<≤=":
        raise NoValue("a logarithm of what is not > 0")
    if sign != ">":
        raise UnknownSign(q.numerator, "log needs an argument that is known to be > 0")
    shared, p = _shared_powers(s, q.numerator)
    factor, (_, e), c = ring.normalized(p)
    total = _log_of_number(s, c) + of(ring.exponent_as_element(e))
    parts = [(factor, 1), *((f, -k) for f, k in q.den)]
    if all(_is_positive(s, dict(f)) for f, _ in parts):  # log of a product of what is > 0
        factors: list[tuple[Quotient, ring.Number]] = [(of(dict(f)), k) for f, k in parts]
        factors += [_under_root(s, a, k) for a, k in shared]
        return sum((k * opaque(s, "log", f) for f, k in factors if f != ONE), total)
    return opaque(s, "log", q)


def _under_root(s: Meaning, a: Atom, k: ring.Number) -> tuple[Quotient, ring.Number]:
    """An atom's power, for √f that of f."""
    function, argument = s.signs.opaque.get(a, ("", ONE))
    return (argument, ring.ratio(k, 2)) if function == "sqrt" else (of(ring.atom(a)), k)


def _shared_powers(s: Meaning, p: ring.Element) -> tuple[ring.Monomial, ring.Element]:
    """A monomial in what is known to be > 0, and what p is without it.

    Fails for members that are summed over: log Σ p_j² = 2 log Σ p_j.
    """
    names = {a for m, _ in p for a, _ in m if not a.summed}
    shared = tuple(
        sorted(
            (a, k)
            for a in names
            if (k := min(dict(m).get(a, 0) for m, _ in p)) and _is_positive(s, ring.atom(a))
        )
    )
    below = ring.inverse((shared, ()))
    return shared, {ring.key_product(key, below): c for key, c in p.items()}


def _is_positive(s: Meaning, p: ring.Element) -> bool:
    """Whether p > 0 is known, of an unnamed member that it speaks of."""
    return s.signs.find(p, generic_labels(ring.atoms(p))) == ">"


def _log_of_number(s: Meaning, c: ring.Number) -> Quotient:
    """log c as Σ k·log p over the primes of c, so that log 27 is 3·log 3.

    What is left of a large c counts as one prime.
    """
    primes = [*factored(c.numerator), *((p, -k) for p, k in factored(c.denominator))]
    return sum((k * opaque(s, "log", ring.q_number(p)) for p, k in primes), ring.ZERO)


def exp(s: Meaning, q: Quotient) -> Quotient:
    if (q := normal(s, q)).den:
        raise OutsideClass("an exponent with a sum in its denominator")
    return normal(s, of(ring.exponential(q.numerator)))


def rational(q: Quotient) -> ring.Number | None:
    """The number that a quotient is, if it is one."""
    p = q.numerator
    return p.get(ring.UNIT, 0) if not q.den and set(p) <= {ring.UNIT} else None


def power(s: Meaning, base: Quotient, exponent: Quotient) -> Quotient:
    """base^exponent.

    For an exponent that is no whole number the base must be known to be > 0, and e^(exponent·log
    base) is meant.
    """
    k = rational(exponent)
    if base == ONE and k is not None:
        return ONE
    if k is None or k.denominator not in (1, 2):
        return real_power(s, base, exponent)
    result = normal(s, to_power(base if k.denominator == 1 else root(s, base), abs(k.numerator)))
    return result if k >= 0 else s.invert(result)


def real_power(s: Meaning, base: Quotient, exponent: Quotient) -> Quotient:
    if s.signs.quotient_sign(base) != ">":  # 0^{1/3} may well be 0, and (−8)^{1/3} be −2
        raise UnknownSign(base.numerator, "a real power needs a base that is known to be > 0")
    return exp(s, exponent * log(s, base))


PRIMITIVES: dict[str, Callable[..., Quotient]] = {
    "pi": pi,
    "+": lambda s, *v: reduce(plus, v, ring.ZERO),
    "*": lambda s, *v: multiplied(*v),
    "neg": lambda s, q: -q,
    "/": lambda s, q, below: times(q, s.invert(below)),
    "^": power,
    "exp": exp,
    "log": log,
    "sqrt": root,
    "abs": absolute,
    "max": largest,
    "min": lambda s, *v: -largest(s, *(-q for q in v)),
    "erfc": erfc,
    "arctan": arctan,
}
SCALAR_RULES = with_definitions(PRIMITIVES, ring.q_number)
