"""erfc of an expansion.

    f → c,  ε = f − c:    erfc f = erfc c − (2/√π) e^{−c²} Σ_{1≤k≤K} (−1)^{k−1} H_{k−1}(c)/k!·ε^k +
    O(ε^{K+1})
    f → +∞:               erfc f = e^{−f²}/(f√π)·(Σ_{k≤K} (−1)^k (2k − 1)!!/(2f²)^k + O(f^{−2K−2}))
    f → −∞:               erfc f = 2 − erfc(−f)

H_k are Hermite's polynomials.  The second line is an asymptotic series and not Taylor's: its error
is at most the first term that is left out. Fails, for example: where the sign of f is open
(erfc(aβ) tends to 0, 1 or 2 as a is > 0, 0 or < 0); e^{−f²} needs f² up to what tends to 0. Source:
NIST Digital Library of Mathematical Functions, 7.10.1 (derivatives), 7.12.1 (series and error),
7.4.2.
"""

from __future__ import annotations

from contextlib import suppress

from ..algebra import functions, ring
from ..algebra.ring import Quotient
from ..errors import OutsideClass
from .scales import FLAT, Series, flat
from .series import MINUS, TWO, Arithmetic


def erfc(a: Arithmetic, f: Series) -> Series:
    """The expansion of erfc f.  Raises UnknownSign, MoreTerms, OutsideClass."""
    end, centre, small = a.approach(f, "erfc")
    if end == "<":
        return a.add(flat(TWO), erfc(a, a.scaled(f, FLAT, MINUS)), MINUS)
    if end:
        return _far(a, small)
    coefficients = [functions.erfc(a.s, centre)]
    if small.terms or small.rest:
        with suppress(OutsideClass):  # where e^{−c²} has no name: up to O(ε)
            coefficients += _derivatives(a, centre)
    return a.taylor(small, coefficients)


def _far(a: Arithmetic, f: Series) -> Series:
    """erfc f where f → +∞."""
    square = a.multiply(f, f)
    coefficients = a.coefficients(lambda k, before: ring.ratio(-before * (2 * k + 1), 2))
    sizes = a.multiply(a.exp(a.scaled(square, FLAT, MINUS)), a.power(f, -1))
    return a.scaled(
        a.multiply(sizes, a.taylor(a.power(square, -1), coefficients)),
        FLAT,
        functions.over_root_pi(a.s),
    )


def _derivatives(a: Arithmetic, c: Quotient) -> list[Quotient]:
    """The Taylor coefficients of erfc at c from the first one on."""
    known = [functions.slope_of_erfc(a.s, c)]
    before = ring.ZERO
    for k in range(
        2, a.order + 1
    ):  # k·a_k = −2c·a_{k−1} − 2(k − 2)/(k − 1)·a_{k−2}, from y″ = −2x y′
        step = c * known[-1] + ring.ratio(k - 2, k - 1) * before
        before = known[-1]
        known.append(ring.ratio(-2, k) * step)
    return known
