"""The plane of two numbers cut along the lines where the cases of a proved limit change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from ..language import Context, Term, replaced
from ..records.record import CheckedDerivation
from .exact import decided
from .formula_pictures import DrawnLimit, is_plain, limits, names_in, unfolded
from .picture_cells import Division, Line, Point, divided, line_of, meeting
from .settings import normal_laws

Choice = tuple[int, ...]  # for each table in the right side, the first case that holds


@dataclass(frozen=True)
class Map:
    """The two axes and what they decide.

    With them, the names of the numbers that only conditions like n > 2 use.
    """

    limit: DrawnLimit
    axes: tuple[str, str]
    values: dict[str, Fraction]
    division: Division[Choice]
    box: tuple[Point, Point]
    # mean and standard deviation along each axis; empty unless both are normal
    laws: tuple[tuple[float, float], ...]

    def value(self, choice: Choice) -> Term:
        """The right side where these cases hold."""
        return replaced(
            self.limit.right,
            {
                table: table.children[2 * k + 1]
                for table, k in zip(tables_of(self.limit.right), choice)
            },
        )


def tables_of(term: Term) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(t for t in term.subterms() if t.op == "cases"))


def _comparisons(condition: Term) -> Iterator[Term]:
    if condition.op in ("and", "or"):
        for part in condition.children:
            yield from _comparisons(part)
    else:
        yield condition


def mapped(record: CheckedDerivation, values: dict[str, Fraction]) -> Map | str:
    """The limit of a vector if there is one, else of a number."""
    reason = "no step proves a limit whose cases speak of exactly two numbers"
    integers = {s.key for s in record.context.scalars if s.integer}
    for limit in sorted(
        limits(record), key=lambda found: (found.left.sort != "vector", -found.step)
    ):
        conditions = [
            unfolded(c, record.context)
            for table in tables_of(limit.right)
            for c in table.children[::2]
        ]
        axes = sorted(names_in(*conditions) - integers) if all(map(is_plain, conditions)) else []
        if len(axes) != 2 or set(axes) & set(record.context.limit):
            continue
        inner = {k: v for k, v in values.items() if k not in axes}
        lines = [
            line_of(c, axes[0], axes[1], inner)
            for condition in conditions
            for c in _comparisons(condition)
        ]
        if None in lines:
            reason = f"the cases of {record.id}.{limit.step} are not told apart by straight lines"
            continue
        laws = {
            key: (float(mean), float(variance) ** 0.5)
            for key, mean, variance in normal_laws(record.context, inner)
        }
        both = tuple(laws[k] for k in axes) if all(k in laws for k in axes) else ()
        straight = [line for line in lines if isinstance(line, tuple)]
        box = _box(straight, both)
        try:
            return Map(
                limit,
                (axes[0], axes[1]),
                inner,
                divided(
                    box,
                    straight,
                    partial(_choice, limit, record.context, inner, (axes[0], axes[1])),
                ),
                box,
                both,
            )
        except StopIteration:
            reason = f"the cases of {record.id}.{limit.step} leave out a part of the plane"
    return reason


def _choice(
    limit: DrawnLimit,
    context: Context,
    values: dict[str, Fraction],
    axes: tuple[str, str],
    point: Point,
) -> Choice:
    at = {**values, axes[0]: point[0], axes[1]: point[1]}
    return tuple(
        next(k for k, c in enumerate(table.children[::2]) if decided(unfolded(c, context), at))
        for table in tables_of(limit.right)
    )


def _box(lines: list[Line], laws: tuple[tuple[float, float], ...]) -> tuple[Point, Point]:
    """Wide enough for nearly all samples and for every point where lines cross."""
    crossings = [
        m
        for i, first in enumerate(lines)
        for second in lines[i + 1 :]
        if (m := meeting(first, second)) is not None
    ]
    sides: list[tuple[Fraction, Fraction]] = []
    for k in range(2):
        low, high = (
            (laws[k][0] - 3.4 * laws[k][1], laws[k][0] + 3.4 * laws[k][1]) if laws else (-1.0, 1.0)
        )
        places = [float(m[k]) for m in crossings] or [0.0]
        margin = 1.2 if not laws else 0.8
        sides.append(
            (
                Fraction(round(100 * min(low, min(places) - margin)), 100),
                Fraction(round(100 * max(high, max(places) + margin)), 100),
            )
        )
    return (sides[0][0], sides[1][0]), (sides[0][1], sides[1][1])
