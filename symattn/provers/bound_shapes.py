"""What may be shown about how far something is from its limit at finite β: error ≤ Σ C e^{−E}, and the reductions that may show it.

With f − L = N/ΠD, every term of N is compared with the fastest terms of the D: |f − L| ≤ Σ |terms of N|/Π fastest(D), where all else in D is ≥ 0.
For vectors the same is done with what weights are moved (times the diameter of the values), with the square of the norm, or part by part.
Untrusted: the kernel proves each.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from ..kernel import Claim, Rejected, ring
from ..kernel.coefficients import difference
from ..kernel.functions import rationalized
from ..kernel.inner_products import dot
from ..kernel.norms import weight_moved
from ..kernel.ring import Quotient
from ..kernel.semantics import Semantics
from ..kernel.sequent import Sequent
from ..kernel.spreads import diameter
from ..terms import (
    Term,
    TermError,
    depends_on,
    flattened,
    indices_in,
    number,
    replace_indices,
    to_json,
)
from ..terms.operators import BINDERS
from .decays import Decay, decay, fastest, growths, sum_of
from .phrases import quotient_term
from .positivity import ProvingSigns


@dataclass(frozen=True)
class Way:
    """A reduction to other claims, and those for its parts; or a certificate of the same claim under fewer hypotheses."""

    by: dict[str, Any]
    parts: tuple[tuple[int, Way], ...] = ()
    before: dict[str, Any] | None = None


@dataclass(frozen=True)
class Place:
    """Under these facts the left side tends to the right one, which has no cases any more."""

    facts: tuple[Term, ...]
    left: Term
    right: Term


@dataclass(frozen=True)
class Shape:
    """error ≤ Σ decays·unit: what is to be shown, what it was read from, and the reductions that may show it."""

    cell: Sequent
    error: Term
    unit: Term | None
    decays: list[Decay]
    size: Quotient | None  # of the error, in units
    ways: tuple[Way, ...] = ()
    scalars: tuple[str, ...] = ()
    assume: tuple[Term, ...] = ()

    @property
    def whole(self) -> Term:
        bound = sum_of(self.decays)
        return bound if self.unit is None else self.unit if bound == number(1) else flattened("*", (bound, self.unit))

    @property
    def claim(self) -> Term:
        return Term("≤", (self.error, self.whole))


def through(middle: Term, *parts: tuple[int, Way]) -> Way:
    return Way({"rule": "through", "term": to_json(middle), "side": "right"}, parts)


HALF = ring.of(ring.constant(ring.ratio(1, 2)))
Ease = Callable[[Decay], Decay]  # what is shown of each part instead


def halved(d: Decay) -> Decay:
    """½·C·e^{−E/2}: x/(1 + x) is at most √x/2, which may have a mean that is smaller by far."""
    return replace(d, coefficient=ring.q_multiply(d.coefficient, HALF), exponent=tuple((m, ring.ratio(c, 2)) for m, c in d.exponent))


def shapes(claim: Claim, place: Place, ease: Ease | None = None) -> Iterator[Shape]:
    """What may be shown about a place, the best first."""
    sides = (place.left, place.right) if place.left.sort == "scalar" else tuple(Term("norm", (side,)) for side in (place.left, place.right))
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim.concluding(Term("≤", sides)).assuming(*place.facts), signs=signs)
    relation = Term("=", (place.left, place.right))
    readings = (_scalar,) if place.left.sort == "scalar" else (_vector, _along_one, _by_distances)
    found: list[Shape] = []
    for read in readings:
        with suppress(Rejected, TermError):
            if (shape := read(cell, relation, claim, place)) is not None and shape.decays:
                found.append(_with_sums(shape, claim, place, ease))
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
    sign = _sign(s, gap)
    error = left if right == number(0) and sign in (">", "≥") else Term("abs", (left if right == number(0) else flattened("+", (left, Term("neg", (right,)))),))
    decays = shrinking(s, gap, sign)
    size = gap if sign in (">", "≥") else ring.q_add(ring.ZERO, gap, -1) if sign in ("<", "≤") else None
    return None if decays is None else Shape(cell, error, None, decays, size)


def _sign(s: Semantics, q: Quotient) -> str | None:
    try:
        return s.signs.quotient_sign(q)
    except Rejected:
        return None


def shrinking(s: Semantics, gap: Quotient, sign: str | None) -> list[Decay] | None:
    """Σ |terms above|/fastest below, without the terms that make the whole smaller; where several below are equally fast, over all of them or over one.  Raises Rejected."""
    leads = [(k, *fastest(dict(factor), s)) for factor, k in gap.den]
    if any(s.signs.sign(lead) != ">" for _, _, lead in leads):
        return None
    ones = dict.fromkeys(key for _, _, lead in leads if len(lead) > 1 and all(c > 0 and not m for (m, _), c in lead.items()) for key in lead)
    candidates: list[list[Decay]] = []
    for chosen in (None, *ones):
        below = ring.ONE
        for k, growth, lead in leads:
            part = lead if chosen is None or len(lead) == 1 else {key: c for key, c in lead.items() if key == chosen}
            if not part:
                break
            inverse, _ = ring.q_invert(ring.of(ring.multiply(part, {growth: 1})))
            for _ in range(k):
                below = ring.q_multiply(below, inverse)
        else:
            if (found := _over(s, gap, below, sign)) is not None:
                candidates.append(found)
    return min(candidates, key=lambda decays: sum(len(d.exponent) + len(d.coefficient.den) for d in decays), default=None)


def _over(s: Semantics, gap: Quotient, below: Quotient, sign: str | None) -> list[Decay] | None:
    found: list[Decay] = []
    for growth, c in growths(gap.numerator, s).items():
        one = "≥" if ring.is_summed(growth) and all(v > 0 for v in c.values()) else "≤" if ring.is_summed(growth) else s.signs.sign(c)
        if (sign in (">", "≥") and one in ("<", "≤")) or (sign in ("<", "≤") and one in (">", "≥")) or one == "=":
            continue
        size = c if one in (">", "≥") else ring.add({}, c, -1)
        if (d := decay(ring.q_multiply(ring.of(ring.multiply(size, {growth: 1})), below), s)) is None:
            return None
        found.append(d)
    return found or None


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
    sign = _sign(s, q)
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



def _with_sums(shape: Shape, claim: Claim, place: Place, ease: Ease | None = None) -> Shape:
    """With the way through Σ α_l, first the members that have names and then term by term, where the bound is a sum over those without one."""
    decays = shape.decays
    shape = replace(shape, decays=[ease(d) for d in decays], size=None) if ease is not None else shape
    summed = [k for k, d in enumerate(decays) if d.over]
    if len(summed) != 1:
        return shape
    total, s = shape.decays[summed[0]].term(), shape.cell.meaning
    members = next((i.members for i in claim.context.index_sets if total is not None and total.op == "sum" and i.key == total.args[1]), ())
    at = _weight(claim, place.left, members)
    if at is None or total is None or any(t.op in BINDERS and t.args[0] == total.args[0] for t in at("?").subterms()):
        return shape
    middle = [d.term() for d in shape.decays]
    middle[summed[0]] = Term("sum", (*total.args[:-1], at(str(total.args[0]))))
    steps: list[list[Term | None]] = [middle]
    for member in members:
        found = shrinking(s, s.scalar(at(member)), ">") if len(decays) > 1 else None
        if found is not None and len(found) == 1 and found[0] in decays:
            steps.append([at(member) if d == found[0] else x for d, x in zip(decays, steps[-1])])
    way = Way({"rule": "termwise"})
    for step in steps:
        written = [x for x in step if x is not None]
        whole = written[0] if len(written) == 1 else flattened("+", tuple(written))
        way = through(whole if shape.unit is None else Term("*", (whole, shape.unit)), (1, way))
    return replace(shape, ways=(way,))


def _weight(claim: Claim, left: Term, members: tuple[str, ...]) -> Callable[[str], Term] | None:
    """α_l for each l: of a weight α_j, or of c = Σ α_j v_j."""
    own = [m for m in members if m in indices_in(left)]
    inner, name = left, own[0] if len(own) == 1 else ""
    if left.sort == "vector":
        body = body_of(claim, left)
        product = body.children[-1] if body is not None and body.op == "sum" else None
        if body is None or product is None or product.op != "*" or len(product.children) != 2:
            return None
        inner, name = product.children[0], str(body.args[0])
    return (lambda member: replace_indices(inner, {name: Term("index", (member,))})) if name else None


def body_of(claim: Claim, term: Term) -> Term | None:
    """What a defined term stands for, its indices put in."""
    if term.op != "defined":
        return None
    definition = next(d for d in claim.context.definitions if d.key == term.args[0])
    if len(term.children) == 1 and (at := dict(definition.exceptions).get(str(term.children[0].args[0]))) is not None:
        return at
    return replace_indices(definition.body, {name: index for (name, _), index in zip(definition.params, term.children)})


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


def scaled_sum(claim: Claim, term: Term) -> tuple[Term, tuple[Term, ...]] | None:
    """λ and the summands of (x + y)/k or λ (x + y), λ being fixed."""
    moving = frozenset((*claim.context.limit, *(law.key for law in claim.context.laws)))
    if term.op == "/" and term.children[0].op == "+" and not depends_on(claim.context, term.children[1], moving):
        return Term("/", (number(1), term.children[1])), term.children[0].children
    if term.op == "*" and len(term.children) == 2 and term.children[1].op == "+" and not depends_on(claim.context, term.children[0], moving):
        return term.children[0], term.children[1].children
    return None


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
        decays = [replace(d, coefficient=rationalized(s, ring.q_multiply(d.coefficient, length.coefficient)), powers=ring.monomial_product(d.powers, length.powers)) for ds, length in zip(falling, known) for d in ds]
        by = {"rule": "triangle", "parts": [[to_json(q), to_json(y), to_json(r)] for (q, y), r in zip(others, written) if r is not None]}
        return Shape(cell, gap, None, decays, None, (Way(by),))
    name = next(k for k in ("D", "R", r"\rho") if all(k != s.key for s in claim.context.scalars))
    unit = Term("scalar", (name,))
    assume = (Term(">", (unit, number(0))), *(Term("≤", (Term("norm", (y,)), unit)) for _, y in others))
    by = {"rule": "triangle", "parts": [[to_json(q), to_json(y), to_json(unit)] for q, y in others]}
    return Shape(cell, gap, unit, [d for ds in falling for d in ds], None, (Way(by),), (name,), assume)


def _length(s: Semantics, y: Term) -> Decay | None:
    """‖y‖, if it is a number times a power of what grows."""
    try:
        found = decay(s.scalar(Term("norm", (y,))), s)
    except Rejected:
        return None
    return found if found is not None and not found.exponent and all(s.signs.opaque.get(a, ("",))[0] == "sqrt" and not s.signs.opaque[a][1].atoms() for a in found.coefficient.atoms()) else None
