"""Values for unknown numbers that satisfy facts: equations solved, linear facts by exact linear
programming, the rest by trying values.  Untrusted.

After every value that is put in, the facts are read again at the point so far, so that what was
nonlinear may have become linear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from math import inf
from typing import TypeVar

from ...kernel import OutsideClass, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.functions import log
from ...kernel.algebra.ring import Element
from ...kernel.algebra.semantics import Semantics
from ...kernel.algebra.substitution import with_value
from ...kernel.order.signs import Signs
from ...language import Context
from ...oracles.effort import spend
from ..clock import now
from ..simple_numbers import simplest
from .constraints import (
    Constraint,
    Numeric,
    Opaque,
    failing,
    numeric,
    plainly_fails,
    unknowns,
)
from .linear_points import LinearSystem, row_of
from .solved_equations import solutions

Values = Mapping[str, Element]
Reader = Callable[[Values], list[Constraint]]
T = TypeVar("T")

TRIED = tuple(
    Fraction(v) for v in ("1", "2", "-1", "3", "1/2", "-2", "0", "10", "-1/2", "4", "1/3")
)
GRID = tuple(
    sorted(
        {Fraction(k, 4) for k in range(-40, 41)}
        | {
            Fraction(s * 10**k) * m
            for s in (1, -1)
            for k in (-3, -2, -1, 1, 2, 3, 6)
            for m in (1, 2, 5)
        }
    )
)
EXPONENTIALS = tuple(Fraction(v) for v in ("1/2", "1/3", "2", "1/4", "3"))
SHARES = tuple(Fraction(k, 8) for k in (8, 0, 4, 7, 1, 6, 2))
MOST_VALUES = 14
BISECTIONS = 60


@dataclass
class Solver:
    """`read` gives the constraints at values for some unknowns, the others being symbols; `signs`
    knows the functions and constants that occur in them."""

    read: Reader
    signs: Signs
    names: tuple[str, ...]
    integers: frozenset[str]
    steps: int  # how many times the facts may be read
    first: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)  # what to try first
    impossible: bool = False  # whether linear facts alone exclude every point
    until: float = inf  # when to stop, as `clock.now` tells the time

    def points(self, values: Values) -> Iterator[Values]:
        """Assignments of all names, the simplest first."""
        if self.steps <= 0 or now() > self.until:
            return
        self.steps -= 1
        try:
            wanted, opaque = self.read(values), self.signs.opaque
            spend(50 * sum(1 + len(c.of.num) for c in wanted))
        except (Rejected, ArithmeticError):
            return
        unknown = [unknowns(c, opaque) for c in wanted]
        if any(plainly_fails(c, opaque) for c, names in zip(wanted, unknown) if not names):
            return
        open_ones = [c for c, names in zip(wanted, unknown) if names]
        free, used = [n for n in self.names if n not in values], set().union(*unknown)
        if used.isdisjoint(free):
            with suppress(Rejected):
                for name in free:
                    values = self.put(values, name, ring.constant(self.first.get(name, TRIED)[0]))
                yield values
            return
        for c in open_ones:
            if (
                c.relation == "="
                and (found := solutions(c.of, free, self.integers, self.signs)) is not None
            ):
                yield from self._branches(values, *found)
                return
        yield from self._chosen(values, open_ones, [n for n in free if n in used], opaque)

    def _chosen(
        self, values: Values, wanted: list[Constraint], used: list[str], opaque: Opaque
    ) -> Iterator[Values]:
        rows = [(row, c.relation) for c in wanted if (row := row_of(c, used)) is not None]
        rest = [c for c in wanted if row_of(c, used) is None]
        system = LinearSystem(used, [self._whole(row, relation, used) for row, relation in rows])
        if (
            rows
            and (len(rest) > 0 or not self.integers.isdisjoint(used))
            and system.inside() is None
        ):
            self.impossible = self.impossible or not values
            return
        exact = all(c.relation == "≠" for c in rest)
        self.impossible = self.impossible or (exact and not values and system.inside() is None)
        if rows:
            yield from self._corners(values, system, rest, used, opaque)
        if exact:
            return
        if len(used) == 1:
            options = self._on_a_line(used[0], wanted, opaque)
            yield from self._branches(values, used[0], [ring.constant(v) for v in options])
            return
        times: Counter[str] = Counter(
            a for c in rest for key in c.element for a in ring.atoms_of_key(key)
        )
        name = max(used, key=lambda n: (times[n], not self.first.get(n, TRIED)[0]))
        usual = [ring.constant(v) for v in self._options(name, system, used)]
        yield from self._branches(values, name, [*self._logarithms(name, rest), *usual])

    def _logarithms(self, name: str, rest: list[Constraint]) -> list[Element]:
        """Values that make e^x a fraction, where an equation has x in an exponent."""
        equations = [c for c in rest if c.relation == "="]
        inside = {a for c in equations for _, e in c.element for m, _ in e for a, _ in m}
        if name not in inside or name in self.integers:
            return []
        s = Semantics(Context(), self.signs)
        return [log(s, ring.of(ring.constant(v))).numerator for v in EXPONENTIALS]

    def _branches(self, values: Values, name: str, answers: list[Element]) -> Iterator[Values]:
        return interleaved(
            self._branch(values, name, a, k, len(answers)) for k, a in enumerate(answers)
        )

    def _branch(
        self, values: Values, name: str, value: Element, k: int, among: int
    ) -> Iterator[Values]:
        """With a share of the steps that are left, half of them for the first choice, so that none
        takes all."""
        if self.steps < 1:
            return
        share = replace(self, steps=max(self.steps // (among if k else min(among, 2)), 1))
        before = share.steps
        with suppress(Rejected):
            yield from share.points(self.put(values, name, value))
        self.steps -= before - share.steps

    def put(self, values: Values, name: str, value: Element) -> Values:
        """The values with one more, put into those that depend on it.  Raises Rejected."""
        s = Semantics(Context(), self.signs)
        found: dict[str, Element] = {name: value}
        for n, p in values.items():
            if not set(p) - {ring.UNIT}:
                found[n] = p
                continue
            q = with_value(s, ring.of(p), name, ring.of(value))
            if q.den:
                raise OutsideClass("a value with a sum below")
            found[n] = q.numerator
        return found

    def _corners(
        self,
        values: Values,
        system: LinearSystem,
        rest: list[Constraint],
        used: list[str],
        opaque: Opaque,
    ) -> Iterator[Values]:
        """Points of the linear facts at which the others do not plainly fail."""
        tests = [failing(c, opaque) for c in rest]
        for found in system.points():
            at = {n: float(v) for n, v in found.items()}
            whole = all(found[n].denominator == 1 for n in self.integers.intersection(used))
            if whole and not any(fails(at) for fails in tests):
                with suppress(Rejected):
                    corner = values
                    for n, v in found.items():
                        corner = self.put(corner, n, ring.constant(v))
                    yield from replace(self, steps=1 + len(self.names)).points(corner)

    def _whole(
        self, row: list[ring.Number], relation: str, used: list[str]
    ) -> tuple[list[ring.Number], str]:
        """p > 0 as p − 1 ≥ 0 where p is a whole number."""
        if (
            relation == ">"
            and all(c.denominator == 1 for c in row)
            and all(n in self.integers for n, c in zip(used, row) if c)
        ):
            return [*row[:-1], row[-1] - 1], "≥"
        return row, relation

    def _options(self, name: str, system: LinearSystem, used: list[str]) -> list[Fraction]:
        """Values to try: what is usual, and the ends and parts of the range that linear facts
        leave."""
        found = list(self.first.get(name, TRIED))
        goal = [int(n == name) for n in used]
        if (
            system.rows
            and (top := system.highest(goal, 100))
            and (bottom := system.highest([-g for g in goal], 100))
        ):
            low, high = bottom[name], top[name]
            parts = [low + s * (high - low) for s in SHARES] if high - low <= 100 else []
            parts = [p.limit_denominator(64) for p in parts]
            inside = [v for v in found if low <= v <= high]
            found = (
                [v for pair in zip(inside, parts) for v in pair]
                + inside[len(parts) :]
                + parts[len(inside) :]
            )
        whole = [v for v in dict.fromkeys(found) if v.denominator == 1 or name not in self.integers]
        return whole[:MOST_VALUES]

    def _on_a_line(self, name: str, wanted: list[Constraint], opaque: Opaque) -> list[Fraction]:
        """Values of the one unknown that is left, from every interval between the places where a
        constraint changes its sign."""
        functions = [_on(numeric(c.of, opaque), name) for c in wanted]
        tests = [failing(c, opaque) for c in wanted]
        system = LinearSystem(
            [name], [(row, c.relation) for c in wanted if (row := row_of(c, [name])) is not None]
        )
        low, high = (
            found[name] if (found := system.highest([sign], 10**7)) else None for sign in (-1, 1)
        )
        if low is None or high is None or low > high:
            return []
        grid = [
            x
            for x in sorted({*GRID, low, high})
            if low <= x <= high and (x.denominator == 1 or name not in self.integers)
        ]

        def fits(x: Fraction) -> bool:
            at = {name: float(x)}
            values = [f(float(x)) for f in functions]
            return all(
                v is not None and (v != 0 or c.relation in ("=", "≥"))
                for v, c in zip(values, wanted)
            ) and not any(fails(at) for fails in tests)

        breaks: set[Fraction] = {low, high}
        for f in functions:
            signs = [(x, f(float(x))) for x in grid]
            for (x, v), (y, w) in zip(signs, signs[1:]):
                if v is not None and w is not None and v * w <= 0 and (v or w):
                    breaks.add(_bisected(f, x, y))
        ends = sorted(breaks)
        between = [simplest(x, y) for x, y in zip(ends, ends[1:]) if x < y]
        near = [
            *self.first.get(name, TRIED),
            *between,
            *(e.limit_denominator(1000) for e in ends),
            *sorted(grid, key=lambda x: (x.denominator, abs(x), x < 0)),
        ]
        kept = (
            x
            for x in dict.fromkeys(near)
            if low <= x <= high and (x.denominator == 1 or name not in self.integers) and fits(x)
        )
        return list(islice(kept, MOST_VALUES))


def _on(value: Numeric, name: str) -> Callable[[float], float | None]:
    def at(x: float) -> float | None:
        with suppress(KeyError, ValueError, ArithmeticError):
            return value({name: x})
        return None

    return at


def _bisected(f: Callable[[float], float | None], low: Fraction, high: Fraction) -> Fraction:
    x, y = float(low), float(high)
    start = f(x) or 0.0
    for _ in range(BISECTIONS):
        middle = (x + y) / 2
        value = f(middle)
        if value is None:
            break
        x, y = (middle, y) if value * start > 0 else (x, middle)
    return Fraction((x + y) / 2).limit_denominator(10**9)


def interleaved(streams: Iterator[Iterator[T]]) -> Iterator[T]:
    """Streams in turn: one of the first, then one more of it and one of the second, and so on."""
    active: list[Iterator[T]] = []
    for stream in streams:
        active.append(stream)
        for one in list(active):
            found = list(islice(one, 1))
            if found:
                yield found[0]
            else:
                active.remove(one)
    while active:
        for one in list(active):
            found = list(islice(one, 1))
            if found:
                yield found[0]
            else:
                active.remove(one)
