"""[p = 0]: 1 where p is 0, else 0.

Known where the sign of p is, otherwise an atom of its own that is its own square.

This is how ties are counted without a case for each: 1/count(x_j = max(x)) is 1/Σ_j [x_j − max(x) =
0].
"""

from __future__ import annotations

from ..algebra import ring
from ..algebra.ring import Element

MARK = "is0("


def idempotent(p: Element) -> Element:
    """The element with every power of an indicator made a first power."""
    total: Element = {}
    for (m, e), c in p.items():
        total = ring.add(total, {(tuple((a, 1 if a.startswith(MARK) else k) for a, k in m), e): c})
    return total


def split_off(p: Element) -> dict[ring.Monomial, Element]:
    """The element by its products of indicators: {product: what it is multiplied by}."""
    groups: dict[ring.Monomial, Element] = {}
    for (m, e), c in p.items():
        marks = tuple((a, k) for a, k in m if a.startswith(MARK))
        rest = tuple((a, k) for a, k in m if not a.startswith(MARK))
        groups[marks] = ring.add(groups.get(marks, {}), {(rest, e): c})
    return groups
