"""arctan of an expansion.

    f → c,  ε = f − c:    arctan f = arctan c + arctan(δ/(1 + cδ)),  δ = ε/(1 + c²) → 0
    f → ±∞:               arctan f = ±π/2 + arctan(−1/f)
    ε → 0:                arctan ε = Σ_{k≤K, k odd} (−1)^{(k−1)/2}/k·ε^k + O(ε^{K+1})

Fails, for example: where the sign of f is open (arctan(aβ) tends to π/2, 0 or −π/2 as a is > 0, 0
or < 0).  Source: NIST Digital Library of Mathematical Functions, 4.24.3 (series), 4.24.15 (sums).
"""

from __future__ import annotations

from ..algebra import functions, ring
from .scales import FLAT, Series, flat
from .series import MINUS, Arithmetic


def arctan(a: Arithmetic, f: Series) -> Series:
    """The expansion of arctan f.  Raises UnknownSign, MoreTerms, OutsideClass."""
    end, centre, small = a.approach(f, "arctan")
    if end:
        small = a.scaled(a.power(f, -1), FLAT, MINUS)
        value = functions.part_of_pi(a.s, 2 if end == ">" else -2)
    else:
        small = a.scaled(small, FLAT, functions.slope_of_arctan(a.s, centre))
        below = a.add(flat(ring.ONE), small, centre)
        small = a.multiply(small, a.power(below, -1))
        value = functions.arctan(a.s, centre)
    coefficients = [ring.ratio((-1) ** (k // 2), k) if k % 2 else 0 for k in range(a.order + 1)]
    return a.add(flat(value), a.taylor(small, coefficients))
