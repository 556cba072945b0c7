"""What a bound may be read from.

A difference over its denominator's fastest terms, weights that are moved, norms, parts, distances.
Untrusted: the kernel proves each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.coefficients import difference
from ...kernel.algebra.inner_products import dot
from ...kernel.order.diameters import diameter
from ...kernel.order.norms import weight_moved
from ...kernel.rules.sequent import Sequent
from ...language import Term, TermError, flattened, number, to_json
from ..as_terms import quotient_term
from ..sign_search.positivity import ProvingSigns
from .bound_shapes import (
    Ease,
    LimitCase,
    Shape,
    Way,
    body_of,
    scaled_sum,
    shrinking,
    sign_of,
    with_sums,
)
from .decays import Decay
from .weighted_distances import by_distances, left_over

HALF = ring.of(ring.constant(ring.ratio(1, 2)))


def halved(d: Decay) -> Decay:
    """½·C·e^{−E/2}: x/(1 + x) is at most √x/2, which may have a mean that is smaller by far."""
    return replace(
        d,
        coefficient=d.coefficient * HALF,
        exponent=tuple((m, ring.ratio(c, 2)) for m, c in d.exponent),
    )


def shapes(claim: Claim, place: LimitCase, ease: Ease | None = None) -> Iterator[Shape]:
    """What may be shown about a place, the best first."""
    sides = (
        (place.left, place.right)
        if place.left.sort == "scalar"
        else tuple(Term("norm", (side,)) for side in (place.left, place.right))
    )
    signs = ProvingSigns()
    signs.cell = cell = Sequent(
        claim.concluding(Term("≤", sides)).assuming(*place.facts), signs=signs
    )
    relation = Term("=", (place.left, place.right))
    readings = (
        (_scalar,)
        if place.left.sort == "scalar"
        else (_vector, _along_one, by_distances, left_over)
    )
    found: list[Shape] = []
    for read in readings:
        with suppress(Rejected, TermError):
            if (shape := read(cell, relation, claim, place)) is not None and shape.decays:
                found.append(with_sums(shape, claim, place, ease))
    with suppress(Rejected, TermError):
        if (shape := _by_parts(claim, place, ease)) is not None:
            found.append(shape)
    yield from sorted(found, key=lambda shape: (bool(shape.assume), len(shape.decays)))


def _scalar(cell: Sequent, relation: Term, claim: Claim, place: LimitCase) -> Shape | None:
    left, right = relation.children
    s = cell.meaning
    gap = difference(s, relation).get((), ring.ZERO)
    if gap.is_zero:
        return None
    sign = sign_of(s, gap)
    error = (
        left
        if right == number(0) and sign in (">", "≥")
        else Term(
            "abs", (left if right == number(0) else flattened("+", (left, Term("neg", (right,)))),)
        )
    )
    decays = shrinking(s, gap, sign)
    size = gap if sign in (">", "≥") else -gap if sign in ("<", "≤") else None
    return None if decays is None else Shape(cell, error, None, decays, size)


def _along_one(cell: Sequent, relation: Term, claim: Claim, place: LimitCase) -> Shape | None:
    """For what is off by a multiple of one vector: its length is the unit."""
    s = cell.meaning
    gap = difference(s, relation)
    if len(gap) != 1:
        return None
    ((basis, q),) = gap.items()
    if len(basis) != 2 or basis[0] == "#" or (basis[1] and not basis[1].isidentifier()):
        return None
    y = (
        Term("member", (basis[0], Term("index", (basis[1],))))
        if basis[1]
        else Term("vector", (basis[0],))
    )
    sign = sign_of(s, q)
    decays = shrinking(s, q, sign)
    factor = quotient_term(q, claim.context, s.signs.opaque)
    if decays is None or factor is None:
        return None
    error = Term("norm", (flattened("+", (place.left, Term("neg", (place.right,)))),))
    unit = Term("norm", (y,))
    return Shape(
        cell,
        error,
        unit,
        decays,
        None,
        (Way({"rule": "triangle", "parts": [[to_json(factor), to_json(y), to_json(unit)]]}),),
    )


def _vector(cell: Sequent, relation: Term, claim: Claim, place: LimitCase) -> Shape | None:
    s = cell.meaning
    left, right = relation.children
    gap = difference(s, relation)
    if not gap:
        return None
    error = Term(
        "norm", (left if right.op == "zero" else flattened("+", (left, Term("neg", (right,)))),)
    )
    families = {b[0] for b in gap}
    family = s.families.get(next(iter(families))) if len(families) == 1 else None
    if family is not None and family.norm is None and family.key not in s.laws:
        moved = weight_moved(s, gap, family)
        decays = shrinking(s, moved, ">") if moved is not None else None
        names = [
            n
            for n in ("l", "m", "j", "k", "p", "r")
            if all(n not in (*i.members, i.rest) for i in claim.context.index_sets)
        ]
        unit = diameter(family.key, family.over, names[0], names[1])
        return None if decays is None or moved is None else Shape(cell, error, unit, decays, moved)
    squared = dot(s, gap, gap)
    decays = shrinking(s, squared, ">")
    if decays is None:
        return None
    roots = [d.root(s) for d in decays]
    known = [r for r in roots if r is not None]
    return Shape(cell, error, None, known, None) if len(known) == len(roots) else None


def _by_parts(claim: Claim, place: LimitCase, ease: Ease | None) -> Shape | None:
    """For λ(x + y) → λ(x* + y*).

    By what x and y are away from x* and y*, and the triangle inequality.
    """
    body = body_of(claim, place.left)
    sides = [scaled_sum(claim, side) for side in (body, place.right) if side is not None]
    if (
        len(sides) != 2
        or sides[0] is None
        or sides[1] is None
        or len(sides[0][1]) != len(sides[1][1])
    ):
        return None
    found: list[Shape] = []
    for x, y in zip(sides[0][1], sides[1][1]):
        if (
            one := next(shapes(claim, LimitCase(place.facts, x, y), ease), None)
        ) is None or one.assume:
            return None
        found.append(one)
    if len({s.unit for s in found}) != 1:
        return None
    factor = sides[0][0]
    by = {
        "rule": "triangle",
        "parts": [[to_json(factor), to_json(s.error.children[0]), to_json(s.whole)] for s in found],
    }
    scale = found[0].cell.meaning.scalar(factor)
    decays = [replace(d, coefficient=d.coefficient * scale) for s in found for d in s.decays]
    below = tuple((k + 1, s.ways[0]) for k, s in enumerate(found) if s.ways)
    gap = (
        *(place.left.children if place.left.op == "+" else (place.left,)),
        Term("neg", (place.right,)),
    )
    return Shape(
        found[0].cell,
        Term("norm", (Term("+", gap),)),
        found[0].unit,
        decays,
        None,
        (Way(by, below),),
    )
