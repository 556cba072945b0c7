"""What to split a case on so that a sign becomes known.  Untrusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import Any

from ...kernel import Claim
from ...kernel.algebra import ring
from ...kernel.algebra.intervals import PI
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.chance.random_atoms import is_random
from ...kernel.rules.sequent import Sequent


def splittable(
    claim: Claim, p: Element, values: Mapping[str, Element], random: bool = False
) -> Iterator[Element]:
    """What to split on so that the sign of p becomes known.

    p without common factors, or one of its factors.
    """
    if not p or len(p) > 12:
        return
    common = sorted({a for m, _ in p for a, _ in m})
    shared = {a: min(dict(m).get(a, 0) for m, _ in p) for a in common}
    base_e = min((e for _, e in p), default=())
    reduced: Element = {}
    for (m, e), c in p.items():
        powers = tuple(
            sorted((a, dict(m).get(a, 0) - k) for a, k in shared.items() if dict(m).get(a, 0) != k)
        )
        reduced[(powers, ring.exponent_sum(e, tuple((m2, -c2) for m2, c2 in base_e)))] = c
    whole = lcm(*(c.denominator for c in reduced.values()))
    scale = ring.ratio(whole, gcd(*((c * whole).numerator for c in reduced.values())))
    reduced = {k: ring.ratio(c * scale) for k, c in reduced.items()}
    pieces = _factors(reduced) if len(reduced) > 1 else []
    pieces += [ring.atom(a) for a, k in shared.items() if k]
    meaning = Sequent(claim).meaning
    about_chance, takes_limit = claim.about_chance, claim.takes_limit
    for piece in pieces:
        names = ring.atoms(piece)
        if (
            not names
            or any(mark in a for a in names for mark in ("[*", "[+", "(", PI))
            or names & set(values)
        ):
            continue
        if not random and about_chance and any(is_random(meaning, a) for a in names):
            continue
        if takes_limit and any(meaning.varies(a) for a in names):
            continue
        yield piece


def _factors(p: Element) -> list[Element]:
    """The irreducible factors of a polynomial (SymPy finds them), or the whole."""
    if not is_polynomial(p) or all(sum(k for _, k in m) <= 1 for m, _ in p):
        return [p]
    names = sorted(ring.atoms(p))
    return [_from_poly(factor, names) for factor, _ in _poly(p, names).factor_list()[1]]


def factored(p: Element) -> tuple[ring.Number, list[tuple[Element, int]]]:
    """A polynomial as a number times powers of irreducible factors (SymPy finds them)."""
    return _factored(ring.freeze(p))


@lru_cache(maxsize=1000)
def _factored(p: ring.Frozen) -> tuple[ring.Number, list[tuple[Element, int]]]:
    names = sorted(ring.atoms(dict(p)))
    if not names:
        return dict(p).get(ring.UNIT, 0), []
    unit, factors = _poly(dict(p), names).factor_list()
    return ring.ratio(Fraction(int(unit.p), int(unit.q))), [
        (_from_poly(f, names), int(k)) for f, k in factors
    ]


def divided(q: Quotient) -> Quotient:
    """Without the factors below that divide the numerator, as polynomials."""
    for factor, _ in q.den:
        if is_polynomial(q.numerator) and is_polynomial(dict(factor)):
            names = sorted(q.atoms())
            quotient, rest = _poly(q.numerator, names).div(_poly(dict(factor), names))
            if rest.is_zero:
                return divided(
                    Quotient(
                        ring.freeze(_from_poly(quotient, names)),
                        tuple((f, k - (f == factor)) for f, k in q.den if k > (f == factor)),
                    )
                )
    return q


def is_polynomial(p: Element) -> bool:
    return not any(e for _, e in p) and not any(k < 0 for m, _ in p for _, k in m)


def _poly(p: Element, names: list[str]) -> Any:
    import sympy

    powers = {
        tuple(dict(m).get(a, 0) for a in names): sympy.Rational(c.numerator, c.denominator)
        for (m, _), c in p.items()
    }
    return sympy.Poly.from_dict(powers, *sympy.symbols(f"x:{len(names)}"))


def _from_poly(poly: Any, names: list[str]) -> Element:
    return {
        (tuple((n, k) for n, k in zip(names, powers) if k), ()): ring.ratio(
            Fraction(int(c.p), int(c.q))
        )
        for powers, c in poly.terms()
    }
