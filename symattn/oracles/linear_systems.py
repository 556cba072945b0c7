"""Linear systems over the rational numbers, solved by FLINT (python-flint), for the search.

No verdict rests on it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from .balls import flint
from .effort import spend

Column = Mapping[Any, Any]  # a number, int or Fraction, by its row


def solution(columns: Sequence[Column], wanted: Column) -> list[Fraction] | None:
    """A weight for each column so that the weighted columns add up to what is wanted.

    Those that later columns could do without are 0.  None if there are no such weights.

    >>> [str(w) for w in solution([{"a": 2}, {"a": 1, "b": 1}], {"a": 3, "b": 1})]
    ['1', '1']
    >>> solution([{"a": 2}], {"b": 1})
    """
    rows: dict[Hashable, int] = {}
    for column in (*columns, wanted):
        for row in column:
            rows.setdefault(row, len(rows))
    wide = len(columns) + 1
    spend(20 + len(rows) * wide * min(len(rows), wide) // 50)
    rational = flint().fmpq
    matrix = flint().fmpq_mat(len(rows), wide)
    for k, column in enumerate((*columns, wanted)):
        for row, c in column.items():
            matrix[rows[row], k] = rational(c.numerator, c.denominator)
    reduced, rank = matrix.rref()
    weights = [Fraction(0)] * len(columns)
    for row in range(rank):
        pivot = next(k for k in range(wide) if reduced[row, k])
        if pivot == len(columns):
            return None
        last = reduced[row, len(columns)]
        weights[pivot] = Fraction(int(last.p), int(last.q))
    return weights
