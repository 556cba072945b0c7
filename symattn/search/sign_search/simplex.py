"""Linear feasibility over the rationals, exactly.

x ≥ 0 with A x = b, by the simplex method with Bland's rule, in whole numbers.

Bland's rule (1977) takes the least index that improves and the least that leaves, and so never
cycles.  All entries of the tableau are kept over one denominator, the last pivot, by which every
new entry is divisible (J. Edmonds; E. H. Bareiss).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from ...oracles.effort import spend

Row = list[int]
Number = int | Fraction


def feasible(
    matrix: Sequence[Sequence[Number]], right: Sequence[Number], wanted: Sequence[bool]
) -> list[Fraction] | None:
    """A solution, with a positive value among the `wanted` unknowns if there is one.

    None if there is no solution.

    >>> feasible([[Fraction(1), Fraction(1)]], [Fraction(2)], [False, True])
    [Fraction(0, 1), Fraction(2, 1)]
    """
    start = _started(matrix, right, len(wanted))
    if start is None:
        return None
    table, count = start, len(wanted)
    ray = table.improve(table.cost(wanted), count, True)
    return table.solution(ray)[:count]


def highest(
    matrix: Sequence[Sequence[Number]], right: Sequence[Number], goal: Sequence[Number]
) -> list[Fraction] | None:
    """A vertex at which Σ goal·x is largest; where it has no bound, a point further along.

    None if there is no solution.

    >>> highest([[1, 1, 1]], [2], [1, 0, 0])
    [Fraction(2, 1), Fraction(0, 1), Fraction(0, 1)]
    """
    table = _started(matrix, right, len(goal))
    if table is None:
        return None
    scale = lcm(*(Fraction(g).denominator for g in goal))
    ray = table.improve(table.cost([int(g * scale) for g in goal]), len(goal), False)
    return table.solution(ray)[: len(goal)]


def _started(
    matrix: Sequence[Sequence[Number]], right: Sequence[Number], count: int
) -> _Tableau | None:
    """A tableau at a solution, if there is one."""
    rows = len(matrix)
    spend(rows * (count + rows))
    table = _Tableau(
        [_whole(row, b, k, rows) for k, (row, b) in enumerate(zip(matrix, right))],
        [count + k for k in range(rows)],
        count,
    )
    cost = [-sum(column) for column in zip(*table.rows)] if rows else [0] * (count + 1)
    cost = [0 if count <= j < count + rows else c for j, c in enumerate(cost)]
    table.improve(cost, count + rows, False)
    if cost[-1] < 0:
        return None
    # artificial unknowns that stay in the basis stand at zero: swap them out where possible
    for k in range(rows):
        if table.basis[k] >= count:
            column = next((j for j in range(count) if table.rows[k][j]), None)
            if column is not None:
                if table.rows[k][column] < 0:
                    table.rows[k] = [-v for v in table.rows[k]]
                table.pivot(cost, k, column)
    return table


def _whole(row: Sequence[Number], b: Number, k: int, rows: int) -> Row:
    """A row in whole numbers with b ≥ 0, and its artificial unknown."""
    scale = lcm(b.denominator, *(v.denominator for v in row))
    values = [v.numerator * (scale // v.denominator) for v in (*row, b)]
    values = [-v for v in values] if values[-1] < 0 else values
    return [*values[:-1], *(int(j == k) for j in range(rows)), values[-1]]


class _Tableau:
    """Rows over the denominator `over` > 0."""

    def __init__(self, rows: list[Row], basis: list[int], count: int) -> None:
        self.rows, self.basis, self.over, self.count = rows, basis, 1, count

    def cost(self, goal: Sequence[int]) -> Row:
        """The last row, which asks for a large Σ goal·x."""
        cost = [-int(g) * self.over for g in goal] + [0] * (len(self.rows) + 1)
        for k, j in enumerate(self.basis):
            if j < self.count and goal[j]:
                cost = [c + goal[j] * v for c, v in zip(cost, self.rows[k])]
        return cost

    def solution(self, ray: int | None) -> list[Fraction]:
        """The values, one step further along a ray if there is one."""
        values = [Fraction(0)] * (self.count + len(self.rows))
        for k, j in enumerate(self.basis):
            values[j] = Fraction(self.rows[k][-1], self.over)
        if ray is not None:
            values[ray] += 1
            for k, j in enumerate(self.basis):
                values[j] -= Fraction(self.rows[k][ray], self.over)
        return values

    def improve(self, cost: Row, columns: int, once: bool) -> int | None:
        """Lower the cost until it cannot be, or until it has gained anything at all.

        An unbounded column if there is one.
        """
        while not once or cost[-1] <= 0:
            column = next((j for j in range(columns) if cost[j] < 0), None)
            if column is None:
                return None
            best: tuple[int, int, int] | None = None
            for k, row in enumerate(self.rows):
                if (below := row[column]) > 0:
                    order = row[-1] * best[1] - best[0] * below if best is not None else -1
                    if (
                        best is None
                        or order < 0
                        or (order == 0 and self.basis[k] < self.basis[best[2]])
                    ):
                        best = row[-1], below, k
            if best is None:
                return column
            self.pivot(cost, best[2], column)
        return None

    def pivot(self, cost: Row, row: int, column: int) -> None:
        own, over = self.rows[row], self.over
        by = own[column]
        spend(len(self.rows) * len(own) // 20 + 1)
        for other in (*self.rows[:row], *self.rows[row + 1 :], cost):
            if factor := other[column]:
                other[:] = [(a * by - factor * b) // over for a, b in zip(other, own)]
            elif by != over:
                other[:] = [a * by // over if a else 0 for a in other]
        self.basis[row], self.over = column, by
