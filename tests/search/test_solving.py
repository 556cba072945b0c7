"""Points of linear facts, and numbers between others.

What the search for counterexamples is made of.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.search.failures.linear_points import LinearSystem
from symattn.search.failures.solving import interleaved
from symattn.search.simple_numbers import simplest

fractions = st.fractions(min_value=-20, max_value=20, max_denominator=50)


@given(fractions, fractions)
def test_the_simplest_number_lies_between(low: Fraction, high: Fraction) -> None:
    if low < high:
        found = simplest(low, high)
        assert low < found < high
        smaller = (
            Fraction(k, d) for d in range(1, found.denominator) for k in range(-20 * d, 20 * d)
        )
        assert not any(low < v < high for v in smaller)


def system(*rows: tuple[list[int], str]) -> LinearSystem:
    return LinearSystem(["x", "y"], list(rows))


TRIANGLE = system(([1, 0, 0], ">"), ([0, 1, 0], ">"), ([-1, -1, 1], ">"))  # x, y > 0, x + y < 1


def test_points_of_an_open_triangle_lie_in_it_and_close_to_its_corners() -> None:
    found = list(TRIANGLE.points())
    assert all(TRIANGLE.holds(p) for p in found)
    for corner in ((0, 0), (1, 0), (0, 1)):
        assert any(
            abs(p["x"] - corner[0]) + abs(p["y"] - corner[1]) < Fraction(1, 50) for p in found
        )


def test_corners_that_belong_to_the_set_are_among_its_points() -> None:
    closed = system(([1, 0, 0], "≥"), ([0, 1, 0], "≥"), ([-1, -1, 1], "≥"))
    found = [(p["x"], p["y"]) for p in closed.points()]
    assert {(0, 0), (1, 0), (0, 1)} <= set(found)


@pytest.mark.parametrize(
    "rows", [[([1, -1, 0], ">"), ([-1, 1, 0], ">")], [([1, 0, 0], "="), ([1, 0, -1], "≥")]]
)
def test_a_system_that_contradicts_itself_has_no_points(rows: list[tuple[list[int], str]]) -> None:
    assert list(system(*rows).points()) == []


def test_streams_are_read_in_turn() -> None:
    endless = (iter(range(10 * k, 10 * k + 3)) for k in range(3))
    assert sorted(interleaved(endless)) == [0, 1, 2, 10, 11, 12, 20, 21, 22]
    first = interleaved(iter(range(100 * k, 100 * k + 50)) for k in range(10**9))
    assert [next(first) for _ in range(6)] == [0, 1, 100, 2, 101, 200]
