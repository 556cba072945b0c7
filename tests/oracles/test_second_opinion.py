"""The oracle beside an independent implementation.

Interval arithmetic of mpmath and the midpoint rule (`midpoint`).
"""

from __future__ import annotations

import os
from fractions import Fraction as Q

import pytest

from symattn.oracles import Gaussian, expectation

from . import midpoint
from .written import term

ROWS = [
    # integrand, mean, variance, a bound of its size 5.2 standard deviations out and beyond (the
    # density has 2e-7 there)
    ("sigmoid(g)", Q(1), Q(1, 2), 1),
    ("sigmoid(5*g)**2", Q(1), Q(1, 2), 1),
    ("sigmoid(4*g)*(1 - sigmoid(4*g))", Q(1), Q(1, 2), 1),
    ("sigmoid(10*g - 7)", Q(1), Q(1, 2), 1),
    ("1/(1 + 3*exp(2 - 3*g))", Q(0), Q(1), 1),
    ("tanh(3*g)*sigmoid(g)", Q(-1), Q(1, 10), 1),
    ("1/(1 + g**2)", Q(1, 3), Q(1), 1),
    ("arctan(3*g)", Q(1, 2), Q(1), 2),
    ("softplus(2*g - 1)", Q(0), Q(1), 10),
    ("exp(0 - g**2)", Q(1), Q(1), 1),
    ("log(2 + tanh(2*g))", Q(1), Q(1, 2), 2),
    ("1/sqrt(1 + g**2)", Q(2), Q(1), 1),
]


TRIED = ROWS if os.environ.get("SYMATTN_NIGHTLY") else ROWS[::2]


@pytest.mark.parametrize(
    ("text", "mean", "variance", "tail"), TRIED, ids=[f"{r[0]}, N({r[1]}, {r[2]})" for r in TRIED]
)
def test_two_enclosures_meet(text: str, mean: Q, variance: Q, tail: int) -> None:
    found = expectation(term(text), {"g": Gaussian(mean, variance)})
    cells = 400
    low, high = midpoint.mean(text, mean, variance, tail)
    while high - low > 1e-5 and cells < 1600:
        cells = int(1.6 * cells)
        low, high = midpoint.mean(text, mean, variance, tail, cells)
    assert high - low < 1e-5
    assert low <= found.high and found.low <= high
    assert Q(low) <= found.middle <= Q(high)


def test_the_second_opinion_can_disagree() -> None:
    """A difference of 1e-4 in the integrand is noticed."""
    low, high = midpoint.mean("sigmoid(5*g)", Q(1), Q(1, 2), 1)
    found = expectation(term("sigmoid(5*g) + 1/10000"), {"g": Gaussian(Q(1), Q(1, 2))})
    assert found.low > high
