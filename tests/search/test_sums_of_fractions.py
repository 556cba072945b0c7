"""Sums of fractions of each member, and factors that hypotheses bound, by what each lies between.

Each true line holds at random numbers; beside it stand twins that look alike and are false.
"""

from __future__ import annotations

from math import exp, prod, tanh
from random import Random

import pytest

import symattn

X = "n: integer >= 1", "x: real[n]"
P = *X, "p: probabilities[n]"
EMPTY = "n: integer >= 0", "x: real[n]"
S = "sum(1/(1 + exp(x[j])), j)"
T = "sum(tanh(x[j]), j)"
C = "sum(1/(1 + x[j]**2), j)"
MEAN = "sum(p[j]/(1 + exp(x[j])), j)"
TRUE = [
    (f"0 < {S} < n", X, ()),
    (f"{S} <= n", EMPTY, ()),
    (f"{S} != n", X, ()),
    (f"{S} <= n/2", X, ("x[c] >= 0",)),
    (f"{S} >= n/2", X, ("x[c] <= 0",)),
    (f"abs({T}) < n", X, ()),
    (f"{T} >= 0", X, ("x[c] >= 0",)),
    (f"0 < {C} <= n", X, ()),
    (f"0 < {MEAN} < 1", P, ()),
    (f"log(1 + {S}) < log(1 + n)", X, ()),
]
NOT_TRUE = [
    (f"{S} <= n - 1", X, ()),
    (f"{S} < n", EMPTY, ()),
    (f"{S} > 0", EMPTY, ()),
    (f"{S} >= 1/2", X, ()),
    (f"{S} <= n/2", X, ()),
    (f"{S} <= n/2", X, ("x[c] <= 0",)),
    (f"{S} < n/2", X, ("x[c] >= 0",)),
    (f"{T} >= 0", X, ()),
    (f"{T} > 0", X, ("x[c] >= 0",)),
    (f"abs({T}) < n - 1", X, ()),
    (f"abs({T}) < 1", X, ()),
    (f"{C} < n", X, ()),
    (f"{C} >= 1/2", X, ()),
    (f"{MEAN} < 1/2", P, ()),
    ("sum(x[j]/(1 + exp(x[j])), j) >= 0", X, ()),
    ("sum(x[j]/(1 + exp(x[j])), j) < n", (*X[:1], "x: real[n]", "r: real"), ("x[c] >= -2",)),
    ("sum(1/(1 - exp(x[j])), j) < n", X, ("x[c] > 0", "x[c] < 0")),
    ("sum(1/(exp(x[j]) - 1), j) > 0", X, ()),
]


@pytest.mark.parametrize(("line", "let", "given"), TRUE)
def test_what_each_fraction_lies_between_bounds_their_sum(
    line: str, let: tuple[str, ...], given: tuple[str, ...]
) -> None:
    assert symattn.ask(line, let, given).verdict == "proved"


@pytest.mark.parametrize(("line", "let", "given"), NOT_TRUE)
def test_what_looks_alike_and_is_false_is_not_proved(
    line: str, let: tuple[str, ...], given: tuple[str, ...]
) -> None:
    assert symattn.ask(line, let, given).verdict != "proved"


@pytest.mark.parametrize("n", [3, 14])
def test_factors_and_fractions_that_hypotheses_bound(n: int) -> None:
    """1 + e^x ≥ 2 for x ≥ 0."""
    let, given, product, total = _written_out(n)
    assert symattn.ask(f"{product} >= {2**n}", let, given).verdict == "proved"
    assert symattn.ask(f"{total} <= {n}/2", let, given).verdict == "proved"


def test_they_bound_no_more_than_that() -> None:
    let, given, product, total = _written_out(3)
    for line, facts in (
        (f"{product} > 8", given),
        (f"{product} >= 8", given[1:]),
        (f"{total} < 3/2", given),
        (f"{total} <= 3/2", given[1:]),
    ):
        assert symattn.ask(line, let, facts).verdict != "proved"


def _written_out(n: int) -> tuple[list[str], list[str], str, str]:
    """Declarations, hypotheses, a product and a sum of n factors and fractions."""
    names = [f"x{k}" for k in range(n)]
    product = " * ".join(f"(1 + exp({x}))" for x in names)
    total = " + ".join(f"1/(1 + exp({x}))" for x in names)
    return [f"{x}: real" for x in names], [f"{x} >= 0" for x in names], product, total


def test_the_true_lines_hold_at_random_numbers() -> None:
    random = Random(5)
    for _ in range(300):
        x = [random.uniform(-5, 5) for _ in range(random.randint(1, 6))]
        up, n = [abs(one) for one in x], len(x)
        weights = [random.random() for _ in x]
        shares = [w / sum(weights) for w in weights]
        assert 0 < sum(1 / (1 + exp(one)) for one in x) < n
        assert sum(1 / (1 + exp(one)) for one in up) <= n / 2
        assert sum(1 / (1 + exp(-one)) for one in up) >= n / 2
        assert abs(sum(map(tanh, x))) < n and sum(map(tanh, up)) >= 0
        assert 0 < sum(1 / (1 + one**2) for one in x) <= n
        assert 0 < sum(p / (1 + exp(one)) for p, one in zip(shares, x)) < 1
        assert prod(1 + exp(one) for one in up) >= 2**n
