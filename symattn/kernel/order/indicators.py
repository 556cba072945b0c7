"""[p = 0]: 1 where p is 0, else 0.

Known where the sign of p is, otherwise an atom of its own that is its own square.

This is how ties are counted without a case for each: 1/count(x_j = max(x)) is 1/Σ_j [x_j − max(x) =
0].
"""

from __future__ import annotations

from ..algebra import ring
from ..algebra.atoms import INDICATOR
from ..algebra.parts import grouped
from ..algebra.ring import Element


def idempotent(p: Element) -> Element:
    """The element with every power of an indicator made a first power."""
    return ring.sum_of(
        {(tuple((a, 1 if a.kind == INDICATOR else k) for a, k in m), e): c}
        for (m, e), c in p.items()
    )


def split_off(p: Element) -> dict[ring.Monomial, Element]:
    """The element by its products of indicators: {product: what it is multiplied by}."""
    marks = {a for a in ring.atoms(p) if a.kind == INDICATOR}
    return grouped(
        (tuple(x for x in m if x[0] in marks), (tuple(x for x in m if x[0] not in marks), e), c)
        for (m, e), c in p.items()
    )
