"""Squares among exponentials: with y for e^x, a polynomial in such y is a sum of squares or one.

So 4 e^a (e^b + e^c) ≤ (e^a + e^b + e^c)² is found as (e^a − e^b − e^c)² ≥ 0. Untrusted: the kernel
checks each entry.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element, Monomial
from ...kernel.algebra.sums import closed
from ...kernel.errors import OutsideClass
from .combinations import squares
from .proving import Row

MOST_EXPONENTS = 8


def exponential_squares(p: Element, relation: str) -> list[Row] | None:
    """Rows for p > 0 or p ≥ 0, squares of sums of exponentials, families' sums among them."""
    try:
        p = closed(p)
    except OutsideClass:
        return None
    units = _units(p)
    if not units or len(units) > MOST_EXPONENTS:
        return None
    names = {m: ring.Atom(f"e_{k}") for k, m in enumerate(units)}
    if ring.atoms(p) & {*names.values()}:
        return None
    least = {x: min(dict(e).get(x, 0) for _, e in p) for x in units}
    encoded: Element = {}
    for (m, e), c in p.items():
        raised = [(names[x], (dict(e).get(x, 0) - low) / units[x]) for x, low in least.items()]
        key = tuple(sorted((*m, *((a, int(k)) for a, k in raised if k))))
        encoded[(key, ())] = c
    rows = squares(encoded, relation)
    if rows is None:
        return None
    back: dict[str, tuple[Fraction, Monomial]] = {name: (units[m], m) for m, name in names.items()}
    exponent = [[str(c), [[str(a), k] for a, k in x], []] for x, c in least.items() if c]
    return [[w, refs, [_decoded(s, back) for s in found], exponent] for w, refs, found in rows]


def _units(p: Element) -> dict[Monomial, Fraction]:
    """For each monomial that stands in exponents, the number of which all its factors are
    multiples.
    """
    found: dict[Monomial, list[Fraction]] = {}
    for _, e in p:
        for x, r in e:
            found.setdefault(x, []).append(Fraction(r))
    return {
        x: Fraction(gcd(*(r.numerator for r in rs)), lcm(*(r.denominator for r in rs)))
        for x, rs in sorted(found.items())
    }


def _decoded(square: list[Any], back: dict[str, tuple[Fraction, Monomial]]) -> list[Any]:
    terms = []
    for c, monomial, _ in square:
        plain = [[str(name), k] for name, k in monomial if name not in back]
        raised = sorted((back[name][1], back[name][0] * k) for name, k in monomial if name in back)
        terms.append([c, plain, [[str(r), [[str(a), j] for a, j in m]] for m, r in raised]])
    return terms
