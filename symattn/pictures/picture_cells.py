"""A plane cut along straight lines.

Cells, the edges between them and the corners, each with an exact point in it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Generic, TypeVar

from ..language import Term
from .exact import exact

Point = tuple[Fraction, Fraction]
Line = tuple[Fraction, Fraction, Fraction]  # a x + b y + c = 0
Polygon = tuple[Point, ...]
Kind = TypeVar("Kind", bound=Hashable)
_ELSEWHERE = [
    (Fraction(2), Fraction(3)),
    (Fraction(-1), Fraction(5)),
    (Fraction(1, 2), Fraction(-7)),
    (Fraction(-3), Fraction(-2, 3)),
]


@dataclass(frozen=True)
class Division(Generic[Kind]):
    """What holds where.

    On open cells, and on the edges and corners where something else holds than beside them.
    """

    cells: dict[Kind, tuple[Polygon, ...]]
    edges: dict[Kind, tuple[tuple[Point, Point], ...]]
    corners: dict[Kind, tuple[Point, ...]]


def line_of(comparison: Term, x: str, y: str, values: dict[str, Fraction]) -> Line | None | bool:
    """Where the two sides are equal.

    None if that is not a line, False if it does not depend on x and y.
    """

    def difference(px: Fraction, py: Fraction) -> Fraction | None:
        left, right = (exact(side, {**values, x: px, y: py}) for side in comparison.children)
        return None if left is None or right is None else left - right

    zero, one = Fraction(0), Fraction(1)
    c, at_x, at_y = difference(zero, zero), difference(one, zero), difference(zero, one)
    if c is None or at_x is None or at_y is None:
        return None
    a, b = at_x - c, at_y - c
    if any(difference(px, py) != a * px + b * py + c for px, py in _ELSEWHERE):
        return None
    return (a, b, c) if a or b else False


def normalised(line: Line) -> Line:
    """The same line with 1 for its first factor that is not 0."""
    lead = line[0] or line[1]
    return line[0] / lead, line[1] / lead, line[2] / lead


def meeting(first: Line, second: Line) -> Point | None:
    """Where two lines cross."""
    determinant = first[0] * second[1] - second[0] * first[1]
    if not determinant:
        return None
    return (first[1] * second[2] - second[1] * first[2]) / determinant, (
        second[0] * first[2] - first[0] * second[2]
    ) / determinant


def divided(
    box: tuple[Point, Point], lines: Iterable[Line], kind: Callable[[Point], Kind]
) -> Division[Kind]:
    """The box, cut along the lines; `kind` says what holds at a point."""
    (left, low), (right, high) = box
    cuts = list(dict.fromkeys(map(normalised, lines)))
    polygons: list[Polygon] = [((left, low), (right, low), (right, high), (left, high))]
    for line in cuts:
        polygons = [half for p in polygons for half in _halves(p, line)]
    cells: dict[Kind, list[Polygon]] = {}
    for p in polygons:
        cells.setdefault(kind(_middle(p)), []).append(p)
    edges: dict[Kind, list[tuple[Point, Point]]] = {}
    corners: dict[Kind, list[Point]] = {}
    for line in cuts:
        for start, end in _pieces(line, cuts, box):
            here = kind(_middle((start, end)))
            if here not in {kind(_middle(p)) for p in polygons if start in p and end in p}:
                edges.setdefault(here, []).append((start, end))
    for point in {
        m
        for i, first in enumerate(cuts)
        for second in cuts[i + 1 :]
        if (m := meeting(first, second)) is not None and _inside(m, box)
    }:
        here = kind(point)
        beside = {kind(_middle(p)) for p in polygons if point in p} | {
            k for k, found in edges.items() if any(point in e for e in found)
        }
        if here not in beside:
            corners.setdefault(here, []).append(point)
    return Division(
        {k: tuple(v) for k, v in cells.items()},
        {k: tuple(v) for k, v in edges.items()},
        {k: tuple(sorted(v)) for k, v in corners.items()},
    )


def _side(point: Point, line: Line) -> Fraction:
    return line[0] * point[0] + line[1] * point[1] + line[2]


def _halves(polygon: Polygon, line: Line) -> list[Polygon]:
    """What lies on either side of the line.

    Every point in which a line leaves a cell becomes a corner of it.
    """
    parts: tuple[list[Point], list[Point]] = ([], [])
    for here, there in zip(polygon, polygon[1:] + polygon[:1]):
        u, w = _side(here, line), _side(there, line)
        if u >= 0:
            parts[0].append(here)
        if u <= 0:
            parts[1].append(here)
        if u * w < 0:
            share = u / (u - w)
            crossing = (
                here[0] + share * (there[0] - here[0]),
                here[1] + share * (there[1] - here[1]),
            )
            parts[0].append(crossing)
            parts[1].append(crossing)
    return [tuple(p) for p in parts if len(p) > 2]


def _middle(points: Iterable[Point]) -> Point:
    found = list(points)
    return sum((p[0] for p in found), Fraction(0)) / len(found), sum(
        (p[1] for p in found), Fraction(0)
    ) / len(found)


def _inside(point: Point, box: tuple[Point, Point]) -> bool:
    return box[0][0] <= point[0] <= box[1][0] and box[0][1] <= point[1] <= box[1][1]


def _pieces(
    line: Line, lines: Iterable[Line], box: tuple[Point, Point]
) -> list[tuple[Point, Point]]:
    """The parts of a line inside the box, between the others."""
    (left, low), (right, high) = box
    one, zero = Fraction(1), Fraction(0)
    borders: list[Line] = [
        (one, zero, -left),
        (one, zero, -right),
        (zero, one, -low),
        (zero, one, -high),
    ]
    points = sorted(
        {
            m
            for other in [*lines, *borders]
            if (m := meeting(line, other)) is not None and _inside(m, box)
        }
    )
    return list(pairwise(points))
