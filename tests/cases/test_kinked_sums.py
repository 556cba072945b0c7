"""Sums of |x_j|, max and min of members: what holds member by member, and what does not."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

import symattn

LET = (
    "n: integer >= 1", "p: probabilities[n]", "q: probabilities[n]", "x: real[n]", "y: real[n]",
)  # fmt: skip
Row = list[float]
Sides = Callable[[Row, Row, Row, Row], tuple[float, float]]

TRUE: list[tuple[str, Sides]] = [
    (
        "abs(sum(x[j], j)) <= sum(abs(x[j]), j)",
        lambda p, q, x, y: (abs(sum(x)), sum(map(abs, x))),
    ),
    (
        "sum(abs(p[j] - q[j]), j) <= 2",
        lambda p, q, x, y: (sum(abs(a - b) for a, b in zip(p, q)), 2),
    ),
    (
        "sum(max(x[j], 0), j) <= sum(abs(x[j]), j)",
        lambda p, q, x, y: (sum(max(a, 0) for a in x), sum(map(abs, x))),
    ),
    (
        "sum(relu(x[j]), j) >= sum(x[j], j)",
        lambda p, q, x, y: (sum(x), sum(max(a, 0) for a in x)),
    ),
    (
        "sum(abs(x[j]), j) <= n*max(abs(x[j]), j)",
        lambda p, q, x, y: (sum(map(abs, x)), len(x) * max(map(abs, x))),
    ),
    (
        "abs(sum(p[j]*x[j], j)) <= sum(p[j]*abs(x[j]), j)",
        lambda p, q, x, y: (
            abs(sum(a * b for a, b in zip(p, x))),
            sum(a * abs(b) for a, b in zip(p, x)),
        ),
    ),
    (
        "sum(p[j]*abs(x[j]), j) <= max(abs(x[j]), j)",
        lambda p, q, x, y: (sum(a * abs(b) for a, b in zip(p, x)), max(map(abs, x))),
    ),
    ("sum(min(p[j], q[j]), j) <= 1", lambda p, q, x, y: (sum(map(min, p, q)), 1)),
    ("sum(max(p[j], q[j]), j) >= 1", lambda p, q, x, y: (1, sum(map(max, p, q)))),
    ("sum(max(p[j], q[j]), j) <= 2", lambda p, q, x, y: (sum(map(max, p, q)), 2)),
    (
        "abs(sum(x[j]*y[j], j)) <= sum(abs(x[j])*abs(y[j]), j)",
        lambda p, q, x, y: (
            abs(sum(a * b for a, b in zip(x, y))),
            sum(abs(a) * abs(b) for a, b in zip(x, y)),
        ),
    ),
    (
        "sum(abs(x[j] + y[j]), j) <= sum(abs(x[j]) + abs(y[j]), j)",
        lambda p, q, x, y: (
            sum(abs(a + b) for a, b in zip(x, y)),
            sum(abs(a) + abs(b) for a, b in zip(x, y)),
        ),
    ),
]
CURVED = [
    "sum(log(1 + exp(x[j])), j) >= 0",
    "sum(log(1 + exp(x[j])), j) >= sum(x[j], j)",
    "sum(softplus(x[j]), j) <= sum(relu(x[j]) + log(2), j)",
    "sum(p[j]*sigmoid(x[j]), j) >= 0",
    "sum(exp(x[j])*sigmoid(y[j]), j)/sum(exp(x[j]), j) <= 1",
    "abs(sum(exp(x[j])*tanh(y[j]), j)/sum(exp(x[j]), j)) <= 1",
    "sum(sqrt(p[j]*q[j]), j) <= 1",
]
FALSE = [
    "sum(log(1 + exp(x[j])), j) <= sum(x[j], j)",
    "sum(p[j]*log(1 + exp(x[j])), j) <= log(2)",
    "sum(softplus(x[j]), j) <= sum(relu(x[j]), j)",
    "sum(exp(x[j])*sigmoid(y[j]), j)/sum(exp(x[j]), j) <= 1/2",
    "sum(sqrt(p[j]*q[j]), j) >= 1",
    "sum(abs(x[j]), j) <= abs(sum(x[j], j))",
    "sum(abs(p[j] - q[j]), j) <= 1",
    "sum(abs(x[j] - y[j]), j) <= sum(x[j] + y[j], j)",
    "sum(abs(x[j]), j) > 0",
    "sum(max(x[j], 0), j) >= sum(abs(x[j]), j)",
    "sum(relu(x[j]), j) <= sum(x[j], j)",
    "sum(abs(x[j]), j) < n*max(abs(x[j]), j)",
    "sum(abs(x[j]), j) <= n*max(x[j], j)",
    "sum(x[j]*abs(y[j]), j) >= abs(sum(x[j]*y[j], j))",
    "sum(min(p[j], q[j]), j) >= 1",
    "sum(min(p[j], q[j]), j) > 0",
    "sum(max(p[j], q[j]), j) <= 1",
    "sum(abs(x[j]), j) == abs(sum(x[j], j))",
    "sum(max(x[j], y[j]), j) <= sum(x[j] + y[j], j)",
]


@pytest.mark.parametrize(("asked", "sides"), TRUE, ids=[asked for asked, _ in TRUE])
def test_true_lines_are_proved_and_hold_at_random_numbers(asked: str, sides: Sides) -> None:
    assert symattn.ask(asked, LET).verdict == "proved"
    for seed in range(25):
        rng = random.Random(seed)
        n = rng.randint(1, 5)
        rows = []
        for _ in "pq":
            weights = [rng.choice((0.0, 1.0, 3.0)) for _ in range(n - 1)] + [1.0]
            rows.append([w / sum(weights) for w in weights])
        rows += [[rng.choice((-2.0, 0.0, 1.0, rng.uniform(-3, 3))) for _ in range(n)] for _ in "xy"]
        left, right = sides(*rows)
        assert left <= right + 1e-9, seed


@pytest.mark.parametrize("asked", CURVED)
def test_so_are_sums_of_logarithms_and_fractions(asked: str) -> None:
    assert symattn.ask(asked, LET).verdict == "proved"


@pytest.mark.parametrize("asked", FALSE)
def test_false_neighbours_are_refuted(asked: str) -> None:
    assert symattn.ask(asked, LET).verdict in ("refuted", "conditional")


@pytest.mark.parametrize("left_out", ["p[c] >= 0", "sum(p[j], j) == 1"])
def test_a_dropped_hypothesis_is_missed(left_out: str) -> None:
    given = [g for g in ("p[c] >= 0", "q[c] >= 0", "sum(p[j], j) == 1") if g != left_out]
    let = ("n: integer >= 1", "p: real[n]", "q: real[n]")
    found = symattn.ask("sum(abs(p[j] - q[j]), j) <= 2", let, [*given, "sum(q[j], j) == 1"])
    assert found.verdict in ("refuted", "conditional")
