"""Points of systems of linear constraints, by exact linear programming: one inside, vertices, and
points just off the vertices.  Untrusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from ...kernel.algebra import ring
from ...oracles.effort import spend
from ..sign_search.simplex import feasible, highest
from .constraints import Constraint

Values = dict[str, Fraction]
BOXES = (4, 100)  # outside of these, corners are looked for only where nothing else is allowed
DIRECTIONS = 16
OFF = (
    Fraction(1, 8),
    Fraction(1, 1000),
)  # how far off a vertex where it does not belong to the set itself


def row_of(c: Constraint, names: Sequence[str]) -> list[ring.Number] | None:
    """The coefficients of a linear constraint and its constant; None if it is not linear in these
    unknowns."""
    if c.of.den or c.relation == "≠":
        return None
    row: list[ring.Number] = [0] * (len(names) + 1)
    for (m, e), k in c.element.items():
        if e or len(m) > 1 or (m and (m[0][1] != 1 or m[0][0] not in names)):
            return None
        row[names.index(m[0][0]) if m else -1] = k
    return row


@dataclass
class LinearSystem:
    """Rows with a constant at the end, each > 0, ≥ 0 or = 0, in unknowns of any sign."""

    names: list[str]
    rows: list[tuple[list[ring.Number], str]]

    def inside(self) -> Values | None:
        """A point at which everything that is strict holds with room, if there is one; nothing but
        the closed set if nothing is strict."""
        return self._solved([], None, True)

    def highest(self, goal: Sequence[int], box: int) -> Values | None:
        """A vertex of the closed set within |x| ≤ box at which the goal is largest."""
        return self._solved(goal, box, False)

    def holds(self, at: Values) -> bool:
        spend(10 * len(self.rows) * len(self.names))
        for row, relation in self.rows:
            value = sum((c * at[name] for c, name in zip(row, self.names)), Fraction(row[-1]))
            if not {">": value > 0, "≥": value >= 0, "=": value == 0}[relation]:
                return False
        return True

    def points(self) -> Iterator[Values]:
        """Inside, then at and just off the vertices, and between them."""
        middle = self.inside()
        if middle is None:
            return
        yield middle
        box = next((b for b in BOXES if all(abs(v) <= b for v in middle.values())), None)
        if box is None or not self.names:
            return
        corners: list[Values] = []
        for goal in _directions(len(self.names)):
            corner = self.highest(goal, box)
            if corner is not None and corner not in corners:
                corners.append(corner)
                yield from self._near(corner, middle)
        if len(corners) > 2:
            weights = [Fraction(k + 1) for k in range(len(corners))]
            yield {
                n: sum((w * c[n] for w, c in zip(weights, corners)), Fraction(0)) / sum(weights)
                for n in self.names
            }

    def _near(self, corner: Values, middle: Values) -> Iterator[Values]:
        if self.holds(corner):
            yield corner
            return
        for share in OFF:
            yield {n: corner[n] + share * (middle[n] - corner[n]) for n in self.names}

    def _solved(self, goal: Sequence[int], box: int | None, strictly: bool) -> Values | None:
        """Unknowns are x = p − m; each ≥ and each side of the box has a slack; what is strict is ≥
        t, and t ≤ 1."""
        count = len(self.names)
        slacks = [k for k, (_, relation) in enumerate(self.rows) if relation != "="]
        sides = 2 * count if box is not None else 0
        width = 2 * count + len(slacks) + sides + 2
        matrix: list[list[ring.Number]] = []
        right: list[ring.Number] = []
        for k, (row, relation) in enumerate(self.rows):
            line: list[ring.Number] = [0] * width
            for j, c in enumerate(row[:-1]):
                line[2 * j], line[2 * j + 1] = c, -c
            if relation != "=":
                line[2 * count + slacks.index(k)] = -1
            if relation == ">" and strictly:
                line[-2] = -1
            matrix.append(line)
            right.append(-row[-1])
        for k in range(sides):
            line = [0] * width
            sign = 1 if k % 2 else -1
            line[2 * (k // 2)], line[2 * (k // 2) + 1], line[2 * count + len(slacks) + k] = (
                sign,
                -sign,
                1,
            )
            matrix.append(line)
            right.append(box or 0)
        matrix.append([int(j >= width - 2) for j in range(width)])
        right.append(1)
        if strictly:
            found = feasible(matrix, right, [j == width - 2 for j in range(width)])
            if (
                found is not None
                and not found[-2]
                and any(relation == ">" for _, relation in self.rows)
            ):
                return None
        else:
            found = highest(
                matrix,
                right,
                [
                    (1 if j % 2 == 0 else -1) * goal[j // 2] if j < 2 * count else 0
                    for j in range(width)
                ],
            )
        return (
            None
            if found is None
            else {name: found[2 * j] - found[2 * j + 1] for j, name in enumerate(self.names)}
        )


def _directions(count: int) -> Iterator[tuple[int, ...]]:
    """Where to look for vertices: all signs where they are few, else one unknown against all
    others."""
    if 2**count <= DIRECTIONS:
        yield from product((1, -1), repeat=count)
        return
    for k in range(min(count, DIRECTIONS // 2)):
        for sign in (1, -1):
            yield tuple(sign * (count if j == k else -1) for j in range(count))
