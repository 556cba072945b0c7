"""What stands on a side of a relation, as coefficients.

One for a scalar, over basis vectors for a vector, over pairs of them for a matrix.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...language import Term
from ..chance.linearity import summands
from ..errors import OutsideClass
from . import ring
from .families import combination
from .ring import Quotient
from .semantics import Semantics
from .shapes import Basis, Env, VectorValue


def coefficients(s: Semantics, term: Term, env: Env | None = None) -> dict[Basis, Quotient]:
    """Over basis vectors; a scalar stands at the empty basis."""
    return {(): s.scalar(term, env)} if term.sort == "scalar" else s.vector(term, env)


def side_by_side(x: VectorValue, y: VectorValue) -> Iterator[tuple[Basis, Quotient, Quotient]]:
    """The coefficients of both, by the basis vectors of either."""
    return ((b, x.get(b, ring.ZERO), y.get(b, ring.ZERO)) for b in {**x, **y})


def gaps(s: Semantics, x: VectorValue, y: VectorValue) -> VectorValue:
    """x − y as coefficients, zero ones left out."""
    total = {b: s.gap(p, q) for b, p, q in side_by_side(x, y)}
    return {b: q for b, q in total.items() if not q.is_zero}


def difference(s: Semantics, relation: Term) -> dict[Basis, Quotient]:
    """left − right as coefficients, zero ones left out.

    Where they cannot be brought to one denominator, what both sides are made of is compared first.
    """
    try:
        return gaps(s, *(coefficients(s, side) for side in relation.children))
    except OutsideClass:
        if relation.left.sort == "matrix":
            raise
        return _part_by_part(s, relation)


def _part_by_part(s: Semantics, relation: Term) -> VectorValue:
    """Σ λ x over the parts of both sides, each of which has a value; the same x counts once."""
    factors: dict[tuple[Term, tuple[tuple[str, str], ...]], Quotient] = {}
    values: dict[tuple[Term, tuple[tuple[str, str], ...]], VectorValue] = {}
    for side, sign in zip(relation.children, (1, -1)):
        for factor, x, env in summands(s, side, {}):
            key = x, tuple(sorted(env.items()))
            factors[key], values[key] = (
                factors.get(key, ring.ZERO) + sign * factor,
                coefficients(s, x, env),
            )
    return combination([(q, values[key]) for key, q in factors.items() if not q.is_zero])
