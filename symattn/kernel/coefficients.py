"""What stands on a side of a relation, as coefficients: one for a scalar, over basis vectors for a vector, over pairs of them for a matrix."""
from __future__ import annotations

from ..terms import Term
from . import ring
from .matrices import matrix_value
from .ring import Quotient
from .semantics import Semantics
from .values import Basis


def coefficients(s: Semantics, term: Term) -> dict[Basis, Quotient]:
    """Over basis vectors; a scalar stands at the empty basis."""
    if term.sort == "matrix":
        return matrix_value(s, term, {})
    return {(): s.scalar(term)} if term.sort == "scalar" else s.vector(term)


def difference(s: Semantics, relation: Term) -> dict[Basis, Quotient]:
    """left − right as coefficients, zero ones left out."""
    x, y = (coefficients(s, side) for side in relation.children)
    total = {b: ring.q_add(x.get(b, ring.ZERO), y.get(b, ring.ZERO), -1) for b in {**x, **y}}
    return {b: q for b, q in total.items() if not q.is_zero}
