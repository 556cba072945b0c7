"""What a bound may be read from: a difference over its denominator's fastest terms, weights that are moved, norms, parts, distances.  Untrusted: the kernel proves each."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.coefficients import difference
from ...kernel.algebra.families import over_rest
from ...kernel.algebra.inner_products import dot
from ...kernel.algebra.radicals import normal
from ...kernel.algebra.ring import Element
from ...kernel.algebra.semantics import Semantics
from ...kernel.order.diameters import diameter
from ...kernel.order.norms import weight_moved
from ...kernel.rules.sequent import Sequent
from ...language import Term, TermError, flattened, number, replace_indices, to_json
from ..as_terms import quotient_term
from ..sign_search.positivity import ProvingSigns
from .bound_shapes import (
    Ease,
    Place,
    Shape,
    Way,
    body_of,
    scaled_sum,
    shrinking,
    sign_of,
    through,
    weight_at,
    with_sums,
)
from .decays import Decay, decay

HALF = ring.of(ring.constant(ring.ratio(1, 2)))


def halved(d: Decay) -> Decay:
    """½·C·e^{−E/2}: x/(1 + x) is at most √x/2, which may have a mean that is smaller by far."""
    return replace(d, coefficient=ring.q_multiply(d.coefficient, HALF), exponent=tuple((m, ring.ratio(c, 2)) for m, c in d.exponent))


def shapes(claim: Claim, place: Place, ease: Ease | None = None) -> Iterator[Shape]:
    """What may be shown about a place, the best first."""
    sides = (place.left, place.right) if place.left.sort == "scalar" else tuple(Term("norm", (side,)) for side in (place.left, place.right))
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim.concluding(Term("≤", sides)).assuming(*place.facts), signs=signs)
    relation = Term("=", (place.left, place.right))
    readings = (_scalar,) if place.left.sort == "scalar" else (_vector, _along_one, _by_distances, _left_over)
    found: list[Shape] = []
    for read in readings:
        with suppress(Rejected, TermError):
            if (shape := read(cell, relation, claim, place)) is not None and shape.decays:
                found.append(with_sums(shape, claim, place, ease))
    with suppress(Rejected, TermError):
        if (shape := _by_parts(claim, place, ease)) is not None:
            found.append(shape)
    yield from sorted(found, key=lambda shape: (bool(shape.assume), len(shape.decays)))


def _scalar(cell: Sequent, relation: Term, claim: Claim, place: Place) -> Shape | None:
    left, right = relation.children
    s = cell.meaning
    gap = difference(s, relation).get((), ring.ZERO)
    if gap.is_zero:
        return None
    sign = sign_of(s, gap)
    error = left if right == number(0) and sign in (">", "≥") else Term("abs", (left if right == number(0) else flattened("+", (left, Term("neg", (right,)))),))
    decays = shrinking(s, gap, sign)
    size = gap if sign in (">", "≥") else ring.q_add(ring.ZERO, gap, -1) if sign in ("<", "≤") else None
    return None if decays is None else Shape(cell, error, None, decays, size)


def _along_one(cell: Sequent, relation: Term, claim: Claim, place: Place) -> Shape | None:
    """For what is off by a multiple of one vector: its length is the unit."""
    s = cell.meaning
    gap = difference(s, relation)
    if len(gap) != 1:
        return None
    ((basis, q),) = gap.items()
    if len(basis) != 2 or basis[0] == "#" or (basis[1] and not basis[1].isidentifier()):
        return None
    y = Term("member", (basis[0], Term("index", (basis[1],)))) if basis[1] else Term("vector", (basis[0],))
    sign = sign_of(s, q)
    decays = shrinking(s, q, sign)
    factor = quotient_term(q, claim.context, s.signs.opaque)
    if decays is None or factor is None:
        return None
    error = Term("norm", (flattened("+", (place.left, Term("neg", (place.right,)))),))
    unit = Term("norm", (y,))
    return Shape(cell, error, unit, decays, None, (Way({"rule": "triangle", "parts": [[to_json(factor), to_json(y), to_json(unit)]]}),))


def _vector(cell: Sequent, relation: Term, claim: Claim, place: Place) -> Shape | None:
    s = cell.meaning
    left, right = relation.children
    gap = difference(s, relation)
    if not gap:
        return None
    error = Term("norm", (left if right.op == "zero" else flattened("+", (left, Term("neg", (right,)))),))
    families = {b[0] for b in gap}
    family = s.families.get(next(iter(families))) if len(families) == 1 else None
    if family is not None and family.norm is None and family.key not in s.laws:
        moved = weight_moved(s, gap, family)
        decays = shrinking(s, moved, ">") if moved is not None else None
        names = [n for n in ("l", "m", "j", "k", "p", "r") if all(n not in (*i.members, i.rest) for i in claim.context.index_sets)]
        unit = diameter(family.key, family.over, names[0], names[1])
        return None if decays is None or moved is None else Shape(cell, error, unit, decays, moved)
    squared = dot(s, gap, gap)
    decays = shrinking(s, squared, ">")
    if decays is None:
        return None
    roots = [d.root(s) for d in decays]
    known = [r for r in roots if r is not None]
    return Shape(cell, error, None, known, None) if len(known) == len(roots) else None



def _by_parts(claim: Claim, place: Place, ease: Ease | None) -> Shape | None:
    """For λ(x + y) → λ(x* + y*): by what x and y are away from x* and y*, and the triangle inequality."""
    body = body_of(claim, place.left)
    sides = [scaled_sum(claim, side) for side in (body, place.right) if side is not None]
    if len(sides) != 2 or sides[0] is None or sides[1] is None or len(sides[0][1]) != len(sides[1][1]):
        return None
    found: list[Shape] = []
    for x, y in zip(sides[0][1], sides[1][1]):
        if (one := next(shapes(claim, Place(place.facts, x, y), ease), None)) is None or one.assume:
            return None
        found.append(one)
    if len({s.unit for s in found}) != 1:
        return None
    factor = sides[0][0]
    by = {"rule": "triangle", "parts": [[to_json(factor), to_json(s.error.children[0]), to_json(s.whole)] for s in found]}
    scale = found[0].cell.meaning.scalar(factor)
    decays = [replace(d, coefficient=ring.q_multiply(d.coefficient, scale)) for s in found for d in s.decays]
    below = tuple((k + 1, s.ways[0]) for k, s in enumerate(found) if s.ways)
    gap = (*(place.left.children if place.left.op == "+" else (place.left,)), Term("neg", (place.right,)))
    return Shape(found[0].cell, Term("norm", (Term("+", gap),)), found[0].unit, decays, None, (Way(by, below),))


def _by_distances(cell: Sequent, relation: Term, claim: Claim, place: Place) -> Shape | None:
    """For c = Σ_j α_j x_j → x_k over a set whose members all have names: by the weights of the others, and how far x_j is from x_k."""
    body = body_of(claim, place.left)
    if body is None or body.op != "sum" or len(body.children) != 1 or body.children[0].op != "*":
        return None
    members = next(s.members for s in claim.context.index_sets if s.key == body.args[1])
    terms = [replace_indices(body.children[0], {str(body.args[0]): Term("index", (m,))}) for m in members]
    s = cell.meaning
    weighted = [(t.children[0] if len(t.children) == 2 else Term("*", t.children[:-1]), Term("+", (t.children[-1], Term("neg", (place.right,))))) for t in terms]
    others = [(q, y) for q, y in weighted if s.vector(y)]
    if len(others) == len(terms):
        return None
    gap = Term("norm", (Term("+", (place.left, Term("neg", (place.right,)))),))
    falling = [shrinking(s, s.scalar(q), ">") or [] for q, _ in others]
    lengths = [_length(s, y) for _, y in others]
    if None not in lengths:  # they are known
        known = [length for length in lengths if length is not None]
        written = [length.term() for length in known]
        decays = [replace(d, coefficient=normal(s, ring.q_multiply(d.coefficient, length.coefficient)), powers=ring.monomial_product(d.powers, length.powers)) for ds, length in zip(falling, known) for d in ds]
        by = {"rule": "triangle", "parts": [[to_json(q), to_json(y), to_json(r)] for (q, y), r in zip(others, written) if r is not None]}
        return Shape(cell, gap, None, decays, None, (Way(by),))
    name = next(k for k in ("D", "R", r"\rho") if all(k != s.key for s in claim.context.scalars))
    unit = Term("scalar", (name,))
    assume = (Term(">", (unit, number(0))), *(Term("≤", (Term("norm", (y,)), unit)) for _, y in others))
    by = {"rule": "triangle", "parts": [[to_json(q), to_json(y), to_json(unit)] for q, y in others]}
    return Shape(cell, gap, unit, [d for ds in falling for d in ds], None, (Way(by),), (name,), assume)


def _left_over(cell: Sequent, relation: Term, claim: Claim, place: Place) -> Shape | None:
    """For c = Σ_j α_j v_j without what its named members give: by the weights of all others, and how long their values are."""
    s = cell.meaning
    gap = difference(s, relation)
    if len(gap) != 1:
        return None
    ((basis, q),) = gap.items()
    index_set = next((i for i in claim.context.index_sets for f in claim.context.families if f.key == basis[0] and i.key == f.over), None)
    at = weight_at(claim, place.left, index_set.members) if index_set is not None else None
    if index_set is None or at is None or basis[1] != f"+{index_set.key}/1":
        return None
    names = {n for i in claim.context.index_sets for n in (*i.members, i.rest)}
    letter = next(n for n in ("l", "m", "j", "k", "p", "r") if n not in names)
    unit = Term("scalar", (next(k for k in ("V", "R", r"\rho") if all(k != x.key for x in (*claim.context.symbols, *claim.context.definitions))),))
    decays = shrinking(s, over_rest(s, q, "*" + basis[1][1:], _others(s, index_set.key)), ">")
    if decays is None:
        return None
    left_out = tuple(Term("index", (m,)) for m in index_set.members)
    total, longest = (Term("sum", (letter, index_set.key, *left_out, flattened("*", (at(letter), x)))) for x in (_member(basis[0], letter), unit))
    one = Way({"rule": "triangle", "parts": [[to_json(t) for t in (at(index_set.rest), _member(basis[0], index_set.rest), unit)]]})
    whole = Way({"rule": "triangle", "parts": [[to_json(t) for t in (number(1), total, longest)]]}, ((1, Way({"rule": "termwise"}, ((0, one),))),))
    assume = (Term(">", (unit, number(0))), Term("≤", (Term("norm", (_member(basis[0], index_set.rest),)), unit)))
    error = Term("norm", (Term("+", (place.left, Term("neg", (place.right,)))),))
    return Shape(cell, error, unit, decays, None, (through(longest, (0, whole)),), (str(unit.args[0]),), assume)


def _member(family: str, name: str) -> Term:
    return Term("member", (family, Term("index", (name,))))


def _others(s: Semantics, key: str) -> Element:
    """How many members of a set have no name."""
    size, known = s.scope_count(key)
    return ring.add(size, ring.constant(known), -1)


def _length(s: Semantics, y: Term) -> Decay | None:
    """‖y‖, if it is a number times a power of what grows."""
    try:
        found = decay(s.scalar(Term("norm", (y,))), s)
    except Rejected:
        return None
    return found if found is not None and not found.exponent and all(s.signs.opaque.get(a, ("",))[0] == "sqrt" and not s.signs.opaque[a][1].atoms() for a in found.coefficient.atoms()) else None
