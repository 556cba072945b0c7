"""Search for points: values that satisfy every hypothesis, the simplest first; and points at which
a claim should fail.

Some are guessed, and the others built: equations solved, linear facts by exact linear programming.
Untrusted; the kernel's `at_point` checks each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice, product
from math import inf

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.radicals import normal
from ...kernel.algebra.semantics import Semantics
from ...kernel.algebra.shapes import Point
from ...kernel.order.parts_of_maxima import OPPOSITE
from ...kernel.order.signs import Signs
from ...kernel.rules.points import at_point, check_fact, point_from_json
from ...kernel.rules.refutations import check_left_side
from ...language import Context, Scalar, Term, depends_on
from ...language.kinds import COMPARISONS, LIMITS
from ...oracles.effort import remembered, spend
from ..plain_data import point_to_json
from ..symbols_used import symbols_of
from .constraints import (
    Constraint,
    Trusting,
    constraints,
    is_polynomial,
    polynomial_at,
    ways,
)
from .guesses import VALUES, guesses, satisfies, sizes
from .one_apart import one_apart
from .placing import Layout, default_entries, layouts, placed, size_at
from .solving import Solver, Values, interleaved

LARGER = (1, 10, 1_000, 1_000_000)
MAX_TRIES, FIRST_GUESSES, MAX_GUESSES = 4000, 500, 5000
STEPS, LEAST_STEPS = 400, 40  # how often the facts are read, in all and at one layout
MOST_SYSTEMS = 24
EACH = 12
PER_LETTER = 2  # units of effort for the name of a function
VECTORS = frozenset({"member", "vector", "matrix"})


def points(
    claim: Claim,
    moving: bool,
    most: int,
    apart: bool = False,
    build: bool = True,
    until: float = inf,
) -> Iterator[Point]:
    """Points that satisfy the hypotheses and what stands left of ⇒ (limits there only if `moving`);
    with `apart`, none that differ in vectors only.  None is built after `until`."""
    facts = _facts(claim)
    guessed = guesses(claim, facts, moving, apart)
    first = (p for p in islice(guessed, FIRST_GUESSES) if p is not None)
    later = (p for p in islice(guessed, MAX_GUESSES) if p is not None)
    builder = _Builder(claim, moving, facts, apart, until)
    candidates = chain(
        first, builder.points() if build else (), (p for p in later if not builder.impossible)
    )
    yield from islice((p for p in islice(candidates, MAX_TRIES) if fits(claim, p, moving)), most)


def counterexamples(claim: Claim, most: int, until: float = inf) -> Iterator[Point]:
    """Points that satisfy the hypotheses and should refute a comparison of numbers: its opposite is
    one more fact."""
    goal = claim.conclusion
    if goal.op not in OPPOSITE or goal.children[0].sort != "scalar":
        return
    sides = goal.children
    opposites = (
        [Term(op, sides) for op in ("<", ">")]
        if goal.op == "="
        else [Term(OPPOSITE[goal.op], sides)]
    )
    facts = _facts(claim)
    builders = [_Builder(claim, False, [*facts, one], False, until) for one in opposites]
    candidates = interleaved(b.points() for b in builders)
    yield from islice((p for p in islice(candidates, MAX_TRIES) if fits(claim, p, False)), most)


def apart_points(claim: Claim, most: int) -> Iterator[Point]:
    """Points that satisfy the hypotheses, at which one member stands apart from all others."""
    facts = _facts(claim)
    candidates = one_apart(claim, guesses(claim, facts, False, True), facts)
    yield from islice((p for p in candidates if fits(claim, p, False)), most)


def _facts(claim: Claim) -> list[Term]:
    return [*claim.context.facts, *(a for a in claim.assumptions if a.op in COMPARISONS)]


def fits(claim: Claim, point: Point, moving: bool) -> bool:
    """Whether a point satisfies the hypotheses, those left of ⇒ too."""
    spend(10)
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
    """A point that satisfied fewer hypotheses, with values for the scalars that are new, or larger
    ones for those that tend to infinity."""
    new = [s.key for s in claim.context.scalars if s.key not in near.scalars]
    for keys in (new, [*new, *claim.context.limit]) if new else (claim.context.limit,):
        for value in LARGER:
            point = replace(
                near, scalars={**near.scalars, **{key: ring.constant(value) for key in keys}}
            )
            if fits(claim, point, False):
                return point
    return None


def model(claim: Claim, moving: bool = False) -> Point | None:
    """The simplest point that satisfies the hypotheses and what stands left of ⇒ (limits there only
    if `moving`): the same for all claims that assume the same and speak of the same numbers."""
    used = frozenset(
        key if op == "scalar" else op in VECTORS
        for op, key in symbols_of(claim.goal, claim.context)
    )
    return _model(_Assumed(claim.context, claim.assumptions, claim.rest, used, claim), moving)


@dataclass(frozen=True)
class _Assumed:
    """All that the points of a claim depend on."""

    context: Context
    assumptions: tuple[Term, ...]
    rest: frozenset[str]
    used: frozenset[str | bool]  # the scalars, and whether there are vectors
    claim: Claim = field(compare=False)


@remembered(256)
def _model(assumed: _Assumed, moving: bool) -> Point | None:
    return next(points(assumed.claim, moving, 1), None)


@dataclass
class _Builder:
    """Points that are built from facts, at every choice of sizes and layout of vectors in turn."""

    claim: Claim
    moving: bool
    facts: list[Term]
    apart: bool
    until: float
    # whether the facts that are linear exclude every point, whatever the sizes and vectors are
    impossible: bool = False

    def points(self) -> Iterator[Point]:
        context = self.claim.context
        moving = frozenset(context.limit) if self.moving else frozenset()
        self.facts = [
            f for f in self.facts if not depends_on(context, f, moving)
        ]  # from some value on, which is looked at later
        places = list(layouts(self.claim))[
            : 1 if self.apart or not self._vectors_matter() else None
        ]
        chosen = product(places, self._sizes(), ways(self.facts))
        systems = [
            _System(self.claim, moving, way, size, place)
            for place, size, way in islice(chosen, MOST_SYSTEMS)
        ]
        for system in systems:
            system.solver.steps = max(STEPS // len(systems), LEAST_STEPS)
            system.solver.until = self.until
        yield from interleaved(s.points() for s in systems)
        self.impossible = (
            len(systems) < MOST_SYSTEMS
            and not context.index_sets
            and bool(systems)
            and all(s.solver.impossible for s in systems)
        )

    def _vectors_matter(self) -> bool:
        ops = {
            op
            for term in (self.claim.goal, *self.facts)
            for op, _ in symbols_of(term, self.claim.context)
        }
        return not ops.isdisjoint(VECTORS)

    def _sizes(self) -> list[dict[str, int]]:
        found: list[dict[str, int]] = [{}]
        for key in dict.fromkeys(
            str(s.size.args[0]) for s in self.claim.context.index_sets if s.size.op == "scalar"
        ):
            found = [{**one, key: v} for v in sizes(self.claim, key, self.facts) for one in found]
        return found


class _System:
    """The facts at given sizes, with vectors laid out, as something to solve."""

    def __init__(
        self,
        claim: Claim,
        moving: frozenset[str],
        facts: list[Term],
        sizes: dict[str, int],
        layout: Layout,
    ) -> None:
        self.claim, self.moving, self.facts, self.layout = claim, moving, facts, layout
        context = claim.context
        self.vectors: dict[str, list[list[str]]] = {}
        self.start: Values = {key: ring.constant(v) for key, v in sizes.items()}
        self.entries: dict[str, list[str]] = {}
        first: dict[str, tuple[Fraction, ...]] = {}
        known = {s.key: size_at(s, self.start) for s in context.index_sets}
        counts = {key: 1 if size is None else size for key, size in known.items()}
        for which, family in enumerate(context.families):
            if family.sort == "scalar":
                self.entries[family.key] = [
                    f"{family.key}[{k}]" for k in range(counts[family.over])
                ]
                usual = default_entries(which, counts[family.over], layout[1])
                first |= {
                    name: (v, *(x for x in VALUES if x != v))
                    for name, v in zip(self.entries[family.key], usual)
                }
        scalars = [s for s in context.scalars if s.key not in moving and s.key not in sizes]
        first |= {s.key: tuple(v for v in VALUES if self._allowed(s, v)) or VALUES for s in scalars}
        self.vectors = self._coordinates(first) if len(self.facts) else {}
        coordinates = (n for rows in self.vectors.values() for row in rows for n in row)
        names = (
            *(s.key for s in scalars),
            *(n for row in self.entries.values() for n in row),
            *coordinates,
        )
        integers = frozenset(s.key for s in scalars if s.integer)
        self.signs = Trusting()
        self.solver = Solver(self._read, self.signs, names, integers, LEAST_STEPS, first)

    def _coordinates(self, first: dict[str, tuple[Fraction, ...]]) -> dict[str, list[list[str]]]:
        """Unknowns for the coordinates of vectors that facts speak of and that have no declared
        norm; where they lie in this layout is tried first."""
        context = self.claim.context
        known = {
            key
            for fact in self.facts
            for op, key in symbols_of(fact, context)
            if op in ("vector", "member")
        }
        free = known & (
            {f.key for f in context.families if f.norm is None} | {v.key for v in context.vectors}
        )
        usual = self._point(self.start) if free else None
        found: dict[str, list[list[str]]] = {}
        if usual is None:
            return found
        for key in sorted(free):
            found[key] = [
                [f"{key}[{k}]:{j}" for j in range(len(row))]
                for k, row in enumerate(usual.vectors[key])
            ]
            for names, row in zip(found[key], usual.vectors[key]):
                values = [Fraction(x.get(ring.UNIT, 0)) for x in row]
                first |= {n: (v, *(x for x in VALUES if x != v)) for n, v in zip(names, values)}
        return found

    def _allowed(self, scalar: Scalar, value: Fraction) -> bool:
        return (value.denominator == 1 or not scalar.integer) and satisfies(
            scalar.key, value, self.facts
        )

    def points(self) -> Iterator[Point]:
        for values in islice(self.solver.points(self.start), EACH):
            if (point := self._point(values)) is not None:
                used = set().union(*(ring.atoms(v) for v in values.values()))
                opaque, roots = self.signs.opaque, self.signs.roots
                constants = Signs({a: opaque[a] for a in sorted(used)}, roots=roots)
                with suppress(Rejected):
                    yield point_from_json(point_to_json(replace(point, signs=constants)))

    def _point(self, values: Values) -> Point | None:
        """The point, with symbols for what has no value yet."""
        limits_left = any(r.op in LIMITS for r in self.claim.assumptions)
        scalars = {
            s.key: values.get(s.key) or ({} if s.key in values else ring.atom(s.key))
            for s in self.claim.context.scalars
        }
        # Limits left of ⇒ hold however the variables grow; elsewhere one path is enough.
        for name in self.moving:
            scalars[name] = ring.atom(name if limits_left else self.claim.context.limit[0])
        entries = {
            key: tuple(values[n] if n in values else ring.atom(n) for n in row)
            for key, row in self.entries.items()
        }
        point = placed(self.claim, scalars, self.layout, entries)
        if point is None or not self.vectors:
            return point
        rows = {
            key: tuple(
                tuple(values[n] if n in values else ring.atom(n) for n in row) for row in names
            )
            for key, names in self.vectors.items()
        }
        return replace(point, vectors={**point.vectors, **rows})

    @cached_property
    def polynomials(self) -> list[Constraint] | None:
        """What the facts say before anything has a value, if that says all that they ever say."""
        if all(is_polynomial(f) for f in self.facts):
            with suppress(Rejected):
                return self._told(self.start)
        return None

    def _read(self, values: Values) -> list[Constraint]:
        if self.polynomials is None:
            return self._told(values)
        s = Semantics(self.claim.context, self.signs)
        return [
            Constraint(normal(s, ring.of(polynomial_at(c.element, values))), c.relation)
            for c in self.polynomials
        ]

    def _told(self, values: Values) -> list[Constraint]:
        point = self._point(values)
        if point is None:
            raise Rejected("no point has these sizes")
        signs = Trusting(self.signs.opaque, roots=self.signs.roots)
        s = Semantics(self.claim.context, signs, {}, self.claim.rest, point)
        known = len(self.signs.opaque)
        try:
            return constraints(s, self.facts)
        finally:  # roots of sums of roots have names as long as what they are of
            spend(PER_LETTER * sum(map(len, islice(self.signs.opaque, known, None))))
