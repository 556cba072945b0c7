"""Roots of sums of squares, written out: Cauchy and Schwarz, Minkowski; and weighted squares."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

import symattn

LET = ("n: integer >= 1", "p: probabilities[n]", "x: real[n]", "y: real[n]", "t: real")
XX, YY, XY = "sum(x[j]**2, j)", "sum(y[j]**2, j)", "sum(x[j]*y[j], j)"
PXX, PYY, PXY = "sum(p[j]*x[j]**2, j)", "sum(p[j]*y[j]**2, j)", "sum(p[j]*x[j]*y[j], j)"
Sides = Callable[[list[float], list[float], list[float]], tuple[float, float]]


def dot(*factors: list[float]) -> float:
    return math.fsum(math.prod(z) for z in zip(*factors))


def root(*factors: list[float]) -> float:
    return math.sqrt(max(dot(*factors), 0))


def added(x: list[float], y: list[float], sign: int = 1) -> list[float]:
    return [a + sign * b for a, b in zip(x, y)]


TRUE: list[tuple[str, Sides]] = [
    (
        f"abs({XY}) <= sqrt({XX})*sqrt({YY})",
        lambda p, x, y: (abs(dot(x, y)), root(x, x) * root(y, y)),
    ),
    (f"{XY} <= sqrt({XX}*{YY})", lambda p, x, y: (dot(x, y), root(x, x) * root(y, y))),
    (f"-sqrt({XX})*sqrt({YY}) <= {XY}", lambda p, x, y: (-root(x, x) * root(y, y), dot(x, y))),
    (
        f"abs({PXY}) <= sqrt({PXX})*sqrt({PYY})",
        lambda p, x, y: (abs(dot(p, x, y)), root(p, x, x) * root(p, y, y)),
    ),
    (
        f"sqrt(sum((x[j] + y[j])**2, j)) <= sqrt({XX}) + sqrt({YY})",
        lambda p, x, y: (root(added(x, y), added(x, y)), root(x, x) + root(y, y)),
    ),
    (
        f"sqrt(sum((x[j] - y[j])**2, j)) <= sqrt({XX}) + sqrt({YY})",
        lambda p, x, y: (root(added(x, y, -1), added(x, y, -1)), root(x, x) + root(y, y)),
    ),
    (f"{PXX} >= 0", lambda p, x, y: (0, dot(p, x, x))),
    ("sum(p[j]*x[j]**2*y[j]**4, j) >= 0", lambda p, x, y: (0, dot(p, x, x, y, y, y, y))),
    (
        "sum(p[j]*(x[j] - y[j])**2, j) >= 0",
        lambda p, x, y: (0, dot(p, added(x, y, -1), added(x, y, -1))),
    ),
]
FALSE = [
    f"abs({XY}) < sqrt({XX})*sqrt({YY})",
    f"{XY} >= sqrt({XX})*sqrt({YY})",
    f"abs({XY}) <= sqrt({XX})",
    f"abs({XY}) <= sqrt({PXX})*sqrt({PYY})",
    f"abs({PXY}) <= sqrt({PXX})*sqrt({PXX})",
    f"sqrt(sum((x[j] + y[j])**2, j)) >= sqrt({XX}) + sqrt({YY})",
    f"sqrt(sum((x[j] + 2*y[j])**2, j)) <= sqrt({XX}) + sqrt({YY})",
    f"sqrt(sum((x[j] + y[j])**2, j)) <= sqrt({XX}) - sqrt({YY})",
    f"sqrt(sum((x[j] + y[j])**2, j)) == sqrt({XX}) + sqrt({YY})",
    f"{PXX} > 0",
    "sum(p[j]*x[j]**3, j) >= 0",
    "sum(x[j]*y[j]**2, j) >= 0",
    "sum(p[j]*x[j]**2*y[j], j) >= 0",
]


@pytest.mark.parametrize(("asked", "sides"), TRUE, ids=[asked for asked, _ in TRUE])
def test_true_lines_are_proved_and_hold_at_random_numbers(asked: str, sides: Sides) -> None:
    assert symattn.ask(asked, LET).verdict == "proved"
    for seed in range(25):
        rng = random.Random(seed)
        n = rng.randint(1, 5)
        x, y = (
            [rng.choice((-2.0, -1.0, 0.0, 1.0, rng.uniform(-3, 3))) for _ in range(n)] for _ in "xy"
        )
        weights = [rng.choice((0.0, 1.0, 3.0)) for _ in range(n - 1)] + [1.0]
        left, right = sides([w / sum(weights) for w in weights], x, y)
        assert left <= right + 1e-9, (asked, seed)


@pytest.mark.parametrize("asked", FALSE)
def test_false_neighbours_are_refuted(asked: str) -> None:
    assert symattn.ask(asked, LET).verdict in ("refuted", "conditional")
