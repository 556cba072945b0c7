"""Exact linear feasibility."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.search.sign_search.simplex import feasible, highest


def F(*values: int) -> list[Fraction]:
    return [Fraction(v) for v in values]


@pytest.mark.parametrize(
    ("matrix", "right", "wanted", "positive"),
    [
        ([F(1, 1)], F(2), [False, True], True),
        ([F(1, -1)], F(0), [True, False], True),  # a ray: as large as one likes
        ([F(1, 0), F(0, 1)], F(1, 0), [False, True], False),
    ],
    ids=["a choice", "unbounded", "forced to zero"],
)
def test_wanted_unknowns_are_positive_where_they_can_be(
    matrix: list[list[Fraction]], right: list[Fraction], wanted: list[bool], positive: bool
) -> None:
    found = feasible(matrix, right, wanted)
    assert found is not None and any(v > 0 and w for v, w in zip(found, wanted)) is positive


def test_infeasible() -> None:
    assert feasible([F(1, 1)], F(-1), [False, False]) is None
    assert feasible([F(1, 0), F(1, 0)], F(1, 2), [False, False]) is None


small = st.integers(-3, 3)


@given(
    st.lists(st.lists(small, min_size=4, max_size=4), min_size=1, max_size=4),
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
)
def test_a_system_with_a_solution_gets_one_that_solves_it(
    rows: list[list[int]], solution: list[int]
) -> None:
    matrix = [F(*row) for row in rows]
    right = [sum((a * s for a, s in zip(row, solution)), Fraction(0)) for row in matrix]
    found = feasible(matrix, right, [True, False, True, False])
    assert found is not None and all(v >= 0 for v in found)
    assert [sum((a * v for a, v in zip(row, found)), Fraction(0)) for row in matrix] == right


@given(
    st.lists(st.lists(small, min_size=3, max_size=3), min_size=1, max_size=3),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
    st.lists(small, min_size=3, max_size=3),
)
def test_the_highest_point_is_a_solution_and_no_lower_than_any(
    rows: list[list[int]], solution: list[int], goal: list[int]
) -> None:
    rows = [*rows, [1, 1, 1]]
    right = [sum(a * x for a, x in zip(row, solution)) for row in rows]
    found = highest(rows, right, goal)
    assert found is not None and min(found) >= 0
    assert [sum(a * x for a, x in zip(row, found)) for row in rows] == right
    assert sum(g * x for g, x in zip(goal, found)) >= sum(g * x for g, x in zip(goal, solution))


def test_nothing_is_highest_where_nothing_is_a_solution() -> None:
    assert highest([[1, 1]], [-1], [1, 0]) is None
