"""Linear feasibility over the rationals, exactly: x ≥ 0 with A x = b, by the simplex method with Bland's rule.

Bland's rule (1977) takes the least index that improves and the least that leaves, and so never cycles.
"""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = list[Fraction]


ZERO, ONE = Fraction(0), Fraction(1)


def feasible(matrix: Sequence[Sequence[Fraction]], right: Sequence[Fraction], wanted: Sequence[bool]) -> list[Fraction] | None:
    """A solution, with a positive value among the `wanted` unknowns if there is one; None if there is no solution.

    >>> feasible([[Fraction(1), Fraction(1)]], [Fraction(2)], [False, True])
    [Fraction(0, 1), Fraction(2, 1)]
    """
    count, rows = len(wanted), len(matrix)
    table: list[Row] = []
    for k, (row, b) in enumerate(zip(matrix, right)):
        unit = [ONE if j == k else ZERO for j in range(rows)]
        table.append([*row, *unit, b] if b >= 0 else [*(-v if v else v for v in row), *unit, -b])
    basis = [count + k for k in range(rows)]
    cost = [-sum((row[j] for row in table if row[j]), ZERO) for j in range(count)] + [ZERO] * rows
    cost.append(-sum((row[-1] for row in table), Fraction(0)))
    _improve(table, basis, cost, count + rows, None)
    if cost[-1] < 0:
        return None
    for k in range(rows):  # artificial unknowns that stay in the basis stand at zero: swap them out where possible
        if basis[k] >= count:
            column = next((j for j in range(count) if table[k][j]), None)
            if column is not None:
                _pivot(table, basis, cost, k, column)
    goal = [Fraction(-int(w)) for w in wanted] + [Fraction(0)] * (rows + 1)
    for k, j in enumerate(basis):
        if goal[j]:
            factor = goal[j]
            goal = [g - factor * v for g, v in zip(goal, table[k])]
    ray = _improve(table, basis, goal, count, Fraction(0))
    solution = [Fraction(0)] * (count + rows)
    for k, j in enumerate(basis):
        solution[j] = table[k][-1]
    if ray is not None:
        solution[ray] += 1
        for k, j in enumerate(basis):
            solution[j] -= table[k][ray]
    return solution[:count]


def _improve(table: list[Row], basis: list[int], cost: Row, columns: int, enough: Fraction | None) -> int | None:
    """Lower the cost until it cannot be, or until it has gained more than `enough`; an unbounded column if there is one."""
    while enough is None or cost[-1] <= enough:
        column = next((j for j in range(columns) if cost[j] < 0), None)
        if column is None:
            return None
        ratios = [(row[-1] / row[column], basis[k], k) for k, row in enumerate(table) if row[column] > 0]
        if not ratios:
            return column
        _pivot(table, basis, cost, min(ratios)[2], column)
    return None


def _pivot(table: list[Row], basis: list[int], cost: Row, row: int, column: int) -> None:
    pivot = table[row][column]
    table[row] = [v / pivot if v else v for v in table[row]]
    for other in (*table[:row], *table[row + 1 :], cost):
        if factor := other[column]:
            other[:] = [a - factor * b if b else a for a, b in zip(other, table[row])]
    basis[row] = column
