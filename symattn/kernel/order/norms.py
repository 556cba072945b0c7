"""Norms of vectors compared with numbers.

    xᵀx ⋈ R²,  R ≥ 0                xᵀw ≥ R‖w‖,  ‖w‖ > 0                x = Σ_j w_j v_j,  Σ_j w_j =
    0,  D·Σ_{w_j > 0} w_j ≤ R
    ---------------- squares        -------------------- along
    ------------------------------------------------- spread
      ‖x‖ ⋈ R                          ‖x‖ ≥ R                              ‖x‖ ≤ R        with D =
      max_{j,l} ‖v_j − v_l‖

`along` is the Cauchy-Schwarz inequality.  For `spread`, what is above 0 of the weights is moved to
where they are below: x is Σ π_jl (v_j − v_l) with π_jl ≥ 0 and Σ π_jl = Σ_{w_j > 0} w_j, and the
triangle inequality does the rest. Fails, for example: ‖x‖ ≤ −1 from xᵀx ≤ 1; ‖v_a‖ ≤ D (its weights
do not add up to 0: all values may be equal, and long).
"""

from __future__ import annotations

from ...language import Family, Term, check_term, from_json
from ...language.kinds import COMPARISONS
from ..algebra import ring
from ..algebra.atoms import generic_member, unnamed
from ..algebra.families import over_rest
from ..algebra.inner_products import dot
from ..algebra.ring import Quotient
from ..algebra.semantics import Semantics
from ..algebra.shapes import VectorValue
from ..built_terms import term
from ..claim import Node
from ..errors import OutsideClass, Rejected
from ..rules.sequent import Sequent
from .diameters import spread
from .signs import FLIP, NO_STARS


def _norm_and_bound(cell: Sequent, *heads: str) -> tuple[Term, str, Quotient]:
    """x, the relation ⋈ and the value R of ‖x‖ ⋈ R (or √x ⋈ R), whichever way round it is
    written.
    """
    relation = cell.claim.conclusion
    left, right = relation.children if len(relation.children) == 2 else (relation, relation)
    op = relation.op
    heads = ("norm", *heads)
    if left.op not in heads:
        left, right, op = right, left, FLIP.get(op, op)
    if left.op not in heads or op not in COMPARISONS:
        raise Rejected("norm: expected a comparison of a norm with a number")
    return left.children[0], op, cell.meaning.scalar(right)


def norm_by_squares(cell: Sequent, node: Node) -> None:
    """‖x‖, or √x, and R ≥ 0 compare as their squares do.  Fails for R = −1."""
    s = cell.meaning
    x, op, bound = _norm_and_bound(cell, "sqrt")
    if s.signs.quotient_sign(bound) not in ">≥=":
        raise Rejected("norm: expected a bound that is known to be ≥ 0")
    if x.sort == "scalar":
        s.scalar(term("sqrt", x))  # it has a value
        square = s.scalar(x)
    else:
        square = dot(s, s.vector(x), s.vector(x))
    gap = s.gap(square, bound * bound)
    if not s.decided(op, s.signs.quotient_sign(gap), gap.numerator):
        raise Rejected("norm: the squares compare the other way round")


def norm_along(cell: Sequent, node: Node) -> None:
    """‖x‖ is at least what x is along w, by Cauchy and Schwarz.

    Fails for w = 0, and says nothing about how large ‖x‖ may be.
    """
    s = cell.meaning
    x, op, bound = _norm_and_bound(cell)
    if op not in ">≥":
        raise Rejected("norm: a direction gives a lower bound")
    direction = from_json(node.get("along"))
    check_term(cell.claim.context, direction)
    if direction.sort != "vector":
        raise Rejected("norm: expected a vector as the direction")
    length = s.scalar(term("norm", direction))
    if s.signs.quotient_sign(length) != ">":
        raise Rejected("norm: expected a direction that is known not to be 0")
    gap = s.gap(dot(s, s.vector(x), s.vector(direction)), bound * length)
    if not s.decided(op, s.signs.quotient_sign(gap), gap.numerator):
        raise Rejected("norm: the vector is shorter than that along this direction")


def norm_by_spread(cell: Sequent, node: Node) -> None:
    """Weights of one family that add up to 0, and how far its members are from each other.

    Fails if they add up to anything else.
    """
    s = cell.meaning
    x, op, bound = _norm_and_bound(cell)
    value = s.vector(x)
    family = next((b[0] for b in value), "")
    declared = s.families.get(family)
    if (
        op != "≤"
        or declared is None
        or any(
            b[0] != family or len(b) != 2 or generic_member(b) not in (None, unnamed(declared.over))
            for b in value
        )
    ):
        raise OutsideClass(
            "norm: expected an upper bound for a combination of the vectors of one family"
        )
    if (above := weight_moved(s, value, declared)) is None:
        raise Rejected("norm: the weights do not add up to 0")
    distance = spread(s, family)
    name = next(iter(distance.atoms()))
    gap = bound - above * distance
    if any(name in a.inside for a in gap.atoms_below()) or not all(
        dict(m).get(name) == 1 for m, _ in gap.numerator
    ):
        raise OutsideClass("norm: expected a bound that is a multiple of the diameter")
    factor = {(tuple(power for power in m if power[0] != name), e): c for (m, e), c in gap.num}
    if s.signs.quotient_sign(Quotient(ring.freeze(factor), gap.den)) not in ">≥=":
        raise Rejected("norm: the bound is below what the weights and the diameter give")


def weight_moved(s: Semantics, value: VectorValue, family: Family) -> Quotient | None:
    """Σ of the weights > 0 of a combination of a family's vectors.

    None if all of them do not add up to 0.  Raises UnknownSign.
    """
    total, above = ring.ZERO, ring.ZERO
    with s.in_base_scope():
        others = s.unnamed(family.over)
        for basis, weight in value.items():
            star = generic_member(basis)
            sign = s.signs.quotient_sign(weight, frozenset({star}) if star else NO_STARS)
            whole = over_rest(weight, star, others) if star else weight
            total += whole
            above = above + whole if sign in ">≥" else above
    return above if total.is_zero else None
