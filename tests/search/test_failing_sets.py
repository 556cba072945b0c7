"""Cells on which a line fails, put together: the same set but for ties."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from symattn.kernel.algebra import ring
from symattn.search.failures.failing_sets import merged

X, Y = ring.atom("x"), ring.atom("y")
ONE = ring.constant(1)


def minus(p: ring.Element) -> ring.Element:
    return ring.add({}, p, -1)


CASES = [  # cells, how many events of how many forms
    ([[minus(X), minus(Y), ring.add(X, Y, -1)], [minus(X), minus(Y), ring.add(Y, X, -1)]], [2]),
    ([[minus(X), Y], [minus(X), minus(Y)], [X, minus(Y)]], [1, 1]),
    ([[minus(X), minus(Y), ring.add(Y, X, -1)], [minus(X), Y, minus(ring.add(X, Y))]], [2]),
    ([[minus(X), minus(ring.add(X, ONE))]], [1]),
    ([[X, Y], [minus(X), minus(Y)]], [2, 2]),
    ([[X]], [1]),
    ([[X, ring.add({}, X, 2)]], [1]),
    ([[X, Y], [X, minus(Y)], [minus(X), Y], [minus(X), minus(Y), ring.add(X, ONE)]], [1, 2]),
]


@pytest.mark.parametrize(("cells", "sizes"), CASES)
def test_the_set_is_the_same(cells: list[list[ring.Element]], sizes: list[int]) -> None:
    events = merged(cells)
    assert sorted(map(len, events)) == sizes
    rng = random.Random(1)
    for _ in range(300):
        at = {
            "x": Fraction(2 * rng.randint(-300, 300) + 1, 202),
            "y": Fraction(2 * rng.randint(-300, 300) + 1, 206),
        }  # no ties
        value = lambda p: sum(c * at[m[0][0]] if m else c for (m, _), c in p.items())  # noqa: E731
        assert any(all(value(p) > 0 for p in cell) for cell in cells) == any(
            all(value(p) > 0 for p in event) for event in events
        )
