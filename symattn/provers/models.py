"""Search for points: small values that satisfy every hypothesis, the simplest first.

Untrusted; the kernel's `at_point` checks each.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from math import erfc, exp, log, pi, prod, sqrt

from ..kernel import Claim, Rejected, ring
from ..kernel.points import at_point, check_fact
from ..kernel.refutations import check_left_side
from ..kernel.ring import Element
from ..kernel.values import Point
from ..terms import IndexSet, Term
from ..terms.operators import COMPARISONS, LIMITS
from .phrases import symbols_of

VALUES = tuple(Fraction(v) for v in ("1", "2", "-1", "3", "1/2", "-2", "0", "10", "-1/2", "4", "1/3"))
LARGER = (1, 10, 1_000, 1_000_000)
MAX_TRIES, MAX_CHOICES = 4000, 60_000


def points(claim: Claim, moving: bool, most: int, apart: bool = False) -> Iterator[Point]:
    """Points that satisfy the hypotheses and what stands left of ⇒ (limits there only if `moving`); with `apart`, none that differ in vectors only."""
    facts = [*claim.context.facts, *(a for a in claim.assumptions if a.op in COMPARISONS)]
    fitting = (point for point in islice(_candidates(claim, facts, moving, apart), MAX_TRIES) if _fits(claim, point, moving))
    yield from islice(fitting, most)


def _fits(claim: Claim, point: Point, moving: bool) -> bool:
    try:
        s = at_point(claim, point, moving)
        if moving:
            check_left_side(claim, s)
        for a in claim.assumptions if not moving else ():
            if a.op in COMPARISONS:
                check_fact(s, a)
    except Rejected:
        return False
    return True


def extended(claim: Claim, near: Point) -> Point | None:
    """A point that satisfied fewer hypotheses, with values for the scalars that are new, or larger ones for those that tend to infinity."""
    new = [s.key for s in claim.context.scalars if s.key not in near.scalars]
    for keys in (new, [*new, *claim.context.limit]) if new else (claim.context.limit,):
        for value in LARGER:
            point = replace(near, scalars={**near.scalars, **{key: ring.constant(value) for key in keys}})
            if _fits(claim, point, False):
                return point
    return None


@lru_cache(maxsize=256)
def model(claim: Claim) -> Point | None:
    """The simplest point that satisfies the hypotheses and what stands left of ⇒."""
    return next(points(claim, False, 1), None)


def _candidates(claim: Claim, facts: list[Term], moving: bool, apart: bool) -> Iterator[Point]:
    context = claim.context
    symbolic = {str(s.size.args[0]): s for s in context.index_sets if s.size.op == "scalar"}
    moved = set(context.limit) if moving else set()
    far = any(t.op == "log" for f in facts for t in f.subterms())
    domains: list[list[Fraction]] = []
    names: list[str] = []
    for scalar in context.scalars:
        if scalar.key in moved:
            continue
        allowed = [v for v in (*VALUES, *_near_bounds(scalar.key, facts)) if (v.denominator == 1 or not scalar.integer) and _satisfies(scalar.key, v, facts)]
        if scalar.key in symbolic:
            least = max(len(s.members) + (s.key in claim.rest) for k, s in symbolic.items() if k == scalar.key)
            allowed = [Fraction(v) for v in (3, 2, 4, 5, 6) if v >= least and _satisfies(scalar.key, Fraction(v), facts)]
        if far and scalar.key in context.limit:
            allowed.sort(reverse=True)  # beyond a threshold such as log((n − 1)/ε)
        names.append(scalar.key)
        domains.append(allowed)
    linking = [f for f in facts if len({key for op, key in symbols_of(f, context) if op != "defined"}) > 1]  # a bound on one scalar is seen to already
    wanted = {key for term in (claim.goal, *linking) for op, key in symbols_of(term, context) if op == "scalar"} | set(symbolic)
    domains = [d if name in wanted else d[:1] for name, d in zip(names, domains)]
    layouts = list(_layouts(claim))[: 1 if apart else None]
    for choice in islice(_by_cost(domains), MAX_CHOICES):
        at = {k: float(v) for k, v in zip(names, choice)}
        if any(_surely_fails(f, at) for f in facts):
            continue
        scalars: dict[str, Element] = {k: ring.constant(v) for k, v in zip(names, choice)}
        for name in context.limit:
            if name in moved:  # limits left of ⇒ hold however the variables grow; elsewhere one path is enough
                scalars[name] = ring.atom(name if any(r.op in LIMITS for r in claim.assumptions) else context.limit[0])
        for layout in layouts:
            if (point := _placed(claim, scalars, layout)) is not None:
                yield point


def _by_cost(domains: list[list[Fraction]]) -> Iterator[tuple[Fraction, ...]]:
    """All choices, those that take early values first."""
    longest = sum(len(d) - 1 for d in domains) if all(domains) else -1
    for cost in range(longest + 1):
        yield from _exactly(domains, cost)


def _exactly(domains: list[list[Fraction]], cost: int) -> Iterator[tuple[Fraction, ...]]:
    if not domains:
        if cost == 0:
            yield ()
        return
    for k, v in enumerate(domains[0][: cost + 1]):
        for rest in _exactly(domains[1:], cost - k):
            yield (v, *rest)


def _satisfies(key: str, value: Fraction, facts: list[Term]) -> bool:
    """Whether a value passes the facts that compare this scalar alone with a number."""
    for fact in facts:
        left, right = fact.children
        if left == Term("scalar", (key,)) and (bound := _number(right)) is not None:
            checks = {"<": value < bound, "≤": value <= bound, ">": value > bound, "≥": value >= bound, "=": value == bound, "≠": value != bound}
            if not checks[fact.op]:
                return False
    return True


def _surely_fails(fact: Term, at: dict[str, float]) -> bool:
    """Whether a comparison of numbers plainly fails: then the point need not be tried.  Floats decide what is tried, and nothing else."""
    if fact.children[0].sort != "scalar":
        return False
    try:
        x, y = (_float(side, at) for side in fact.children)
        gap = x - y
    except (KeyError, ArithmeticError, ValueError, TypeError):
        return False
    slack = 1e-9 * (abs(x) + abs(y))
    return {">": gap < -slack, "≥": gap < -slack, "<": gap > slack, "≤": gap > slack, "=": abs(gap) > slack}.get(fact.op, False)


def _float(term: Term, at: dict[str, float]) -> float:
    """Raises KeyError for what is not made of declared numbers."""
    if term.op == "scalar":
        return at[str(term.args[0])]
    if term.op == "number":
        return float(str(term.args[0]))
    return _FLOATS[term.op]([_float(c, at) for c in term.children])


_FLOATS: dict[str, Callable[[list[float]], float]] = {
    "+": sum, "*": prod, "neg": lambda v: -v[0], "/": lambda v: v[0] / v[1], "^": lambda v: float(v[0] ** v[1]), "exp": lambda v: exp(v[0]),
    "log": lambda v: log(v[0]), "sqrt": lambda v: sqrt(v[0]), "max": max, "min": min, "abs": lambda v: abs(v[0]),
    "pi": lambda v: pi, "erfc": lambda v: erfc(v[0]),
}  # fmt: skip


def _near_bounds(key: str, facts: list[Term]) -> list[Fraction]:
    """Values at, between and beyond the numbers that facts compare this scalar with: β ≥ 17 has none among the usual ones."""
    bounds = sorted({b for f in facts if f.children[0] == Term("scalar", (key,)) and (b := _number(f.children[1])) is not None})
    found = [*bounds, *((a + b) / 2 for a, b in zip(bounds, bounds[1:])), *(b + 1 for b in bounds), *(b - 1 for b in bounds), *(b / 2 for b in bounds)]
    return [v for v in dict.fromkeys(found) if v not in VALUES]


def _number(term: Term) -> Fraction | None:
    if term.op == "number":
        return Fraction(int(term.args[0]))  # type: ignore[arg-type]
    if term.op == "neg" and (inner := _number(term.children[0])) is not None:
        return -inner
    if term.op == "/" and (top := _number(term.children[0])) is not None and (bottom := _number(term.children[1])):
        return top / bottom
    return None


Layout = tuple[str, int]


def _layouts(claim: Claim) -> Iterator[Layout]:
    """How vectors without declared norms are laid out: along different axes, all alike, or shifted against each other."""
    free = [f for f in claim.context.families if f.norm is None] or claim.context.vectors
    yield "axes", 0
    if free or claim.context.matrices:
        yield "alike", 0
        yield "pairs", 0
        yield "ladder", 0
        for seed in range(1, 7):
            yield "mixed", seed


def _size(index_set: IndexSet, scalars: dict[str, Element]) -> int | None:
    size = index_set.size
    if size.op == "number":
        return int(size.args[0])  # type: ignore[arg-type]
    value = scalars.get(str(size.args[0]), {}).get(ring.UNIT, Fraction(0)) if size.op == "scalar" else Fraction(0)
    return int(value) if value.denominator == 1 and 0 < value <= 12 else None


def _placed(claim: Claim, scalars: dict[str, Element], layout: Layout) -> Point | None:
    context = claim.context
    sizes = {s.key: _size(s, scalars) for s in context.index_sets}
    if any(v is None for v in sizes.values()):
        return None
    counts: dict[str, int] = {k: v for k, v in sizes.items() if v is not None}
    dimension = max([1, *(counts[f.over] for f in context.families if f.sort == "vector"), *(2 for _ in context.vectors)])
    kind, seed = layout

    def axis(k: int, length: Element) -> tuple[Element, ...]:
        return tuple(length if j == k % dimension else {} for j in range(dimension))

    def vector(k: int, which: int) -> tuple[Element, ...]:
        if kind == "axes":
            return axis(k, ring.constant(1))
        if kind == "alike":
            return axis(0, ring.constant(1))
        if kind == "pairs":  # the first two are equal, the others are not
            return axis(max(k - 1, 0), ring.constant(1))
        if kind == "ladder":  # the first family takes turns along one axis, the others stay apart
            return axis(k, ring.constant(1)) if which else axis(0, ring.constant((k + 1) % 2))
        return tuple(ring.constant(((seed * 7 + which * 5 + 3 * k * k + 2 * j * (k + seed)) % 5) - 2) for j in range(dimension))

    vectors: dict[str, tuple[tuple[Element, ...], ...]] = {}
    entries: dict[str, tuple[Element, ...]] = {}
    for which, family in enumerate(context.families):
        count = counts[family.over]
        if family.sort == "scalar":
            values = [VALUES[(k * (seed + 1) + which + seed) % 7] for k in range(count)]
            entries[family.key] = tuple(ring.constant(v) for v in values)
        elif family.norm is not None:
            length = scalars.get(str(family.norm.args[0]), ring.constant(1)) if family.norm.op == "scalar" else ring.constant(_number(family.norm) or 1)
            vectors[family.key] = tuple(axis(k, length) for k in range(count))
        else:
            vectors[family.key] = tuple(vector(k, which) for k in range(count))
    for which, single in enumerate(context.vectors):
        vectors[single.key] = (vector(which, which + 3),)
    scale = seed if kind == "mixed" else 0  # diagonal and positive, so that they may be covariances
    matrices = {m.key: tuple(axis(k, ring.constant(1 + (scale + k) * scale % 3)) for k in range(dimension)) for m in context.matrices}
    return Point(counts, scalars, entries, vectors, matrices)
