"""e^H ≤ n and its like: an exponent is one number, and bounded by a logarithm."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

import symattn

N, P, S = "n: integer >= 1", "p: real[n]", "s: real[n]"
GIVEN = ("sum(p[j], j) == 1", "p[i] > 0")
ENTROPY = "-sum(p[j]*log(p[j]), j)"
WEIGHT = "exp(s[j])/sum(exp(s[l]), l)"


@pytest.mark.parametrize(
    ("asked", "let", "given", "wanted"),
    [
        (f"exp({ENTROPY}) <= n", (N, P), GIVEN, "proved"),
        (f"n >= exp({ENTROPY})", (N, P), GIVEN, "proved"),
        (f"exp(-sum({WEIGHT}*log({WEIGHT}), j)) <= n", (N, S), (), "proved"),
        (f"exp({ENTROPY}) < n", (N, P), GIVEN, "refuted"),
        (f"exp({ENTROPY}) <= n - 1", ("n: integer >= 2", P), GIVEN, "refuted"),
        (f"exp(2*({ENTROPY})) <= n", ("n: integer >= 2", P), GIVEN, "refuted"),
    ],
)
def test_perplexity(asked: str, let: tuple[str, ...], given: tuple[str, ...], wanted: str) -> None:
    found = symattn.ask(asked, let, given).verdict
    assert found == wanted or (wanted, found) == ("refuted", "conditional")


X, Y, PR = "x: real[n]", "y: real[n]", "p: probabilities[n]"
Numbers = dict[str, list[float]]


def total(x: list[float], *others: list[float]) -> float:
    return math.fsum(math.prod(z) for z in zip(x, *others))


HELD: list[tuple[str, Callable[[Numbers], tuple[float, float]]]] = [
    (
        "exp(sum(p[j]*x[j], j)) <= sum(p[j]*exp(x[j]), j)",
        lambda z: (math.exp(total(z["p"], z["x"])), total(z["p"], [*map(math.exp, z["x"])])),
    ),
    (
        "n*exp(sum(x[j], j)/n) <= sum(exp(x[j]), j)",
        lambda z: (
            len(z["x"]) * math.exp(total(z["x"]) / len(z["x"])),
            total([*map(math.exp, z["x"])]),
        ),
    ),
    (
        "exp(sum(p[j]*(x[j] + y[j]), j)/2) <= sum(p[j]*exp(x[j]), j)/2 + sum(p[j]*exp(y[j]), j)/2",
        lambda z: (
            math.exp(total(z["p"], z["x"]) / 2 + total(z["p"], z["y"]) / 2),
            total(z["p"], [*map(math.exp, z["x"])]) / 2
            + total(z["p"], [*map(math.exp, z["y"])]) / 2,
        ),
    ),
    (
        "exp(sum(x[j]*y[j], j)) <= exp((sum(x[j]**2, j) + sum(y[j]**2, j))/2)",
        lambda z: (
            math.exp(total(z["x"], z["y"])),
            math.exp(total(z["x"], z["x"]) / 2 + total(z["y"], z["y"]) / 2),
        ),
    ),
    (
        "exp(sum(x[j]*y[j], j)) == exp(-sum((x[j] - y[j])**2, j)/2)"
        "*exp(sum(x[j]**2, j)/2)*exp(sum(y[j]**2, j)/2)",
        lambda z: (
            math.exp(total(z["x"], z["y"])),
            math.exp(
                -sum((a - b) ** 2 for a, b in zip(z["x"], z["y"])) / 2
                + total(z["x"], z["x"]) / 2
                + total(z["y"], z["y"]) / 2
            ),
        ),
    ),
    (
        "sigmoid(sum(x[j]*y[j], j)) + sigmoid(-sum(x[j]*y[j], j)) == 1",
        lambda z: (
            1 / (1 + math.exp(-total(z["x"], z["y"]))) + 1 / (1 + math.exp(total(z["x"], z["y"]))),
            1.0,
        ),
    ),
]


@pytest.mark.parametrize(("asked", "sides"), HELD, ids=[asked for asked, _ in HELD])
def test_sums_in_exponents_have_letters(
    asked: str, sides: Callable[[Numbers], tuple[float, float]]
) -> None:
    assert symattn.ask(asked, (N, X, Y, PR)).verdict == "proved"
    for seed in range(25):
        rng = random.Random(seed)
        n = rng.randint(1, 4)
        weights = [rng.choice((0, 1, 2, 5)) for _ in range(n - 1)] + [1]
        z = {
            name: [rng.choice((-1.5, -1.0, 0.0, 0.5, 1.0, 2.0)) for _ in range(n)] for name in "xy"
        }
        z["p"] = [w / sum(weights) for w in weights]
        left, right = sides(z)
        close = math.isclose(left, right, rel_tol=1e-9)
        assert close if "==" in asked else left < right or close, z


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("exp(sum(p[j]*x[j], j)) < sum(p[j]*exp(x[j]), j)", ()),
        ("exp(sum(p[j]*x[j], j)) >= sum(p[j]*exp(x[j]), j)", ()),
        ("exp(sum(x[j], j)) <= sum(exp(x[j]), j)", ()),
        ("exp(sum(p[j]*x[j], j)) <= sum(p[j]*exp(x[j]/2), j)", ()),
        ("exp(sum(p[j]*x[j], j)) <= sum(exp(x[j]), j)/n", ()),
        ("exp(sum(x[j]*y[j], j)) == exp(-sum((x[j] - y[j])**2, j)/2)", ()),
        ("exp(sum(x[j]*y[j], j)) <= exp(sum(x[j]**2, j)/2)", ()),
        ("exp(-sum(x[j]**2, j)) < 1", ()),
        ("exp(sum(x[j], j)) == sum(exp(x[j]), j)", ()),
        ("sigmoid(sum(x[j], j)) + sigmoid(sum(x[j], j)) == 1", ()),
        ("sum(p[j]*exp(x[j]), j) >= exp(m)", ("sum(p[j]*x[j], j) <= m",)),
        ("sum(exp(x[j]), j) >= n*exp(m)", ("sum(x[j], j) == m",)),
        ("sum(y[j]*exp(x[j]), j) >= exp(m)", ("sum(y[j]*x[j], j) == m", "sum(y[j], j) == 1")),
    ],
)
def test_false_neighbours_are_refuted(asked: str, given: tuple[str, ...]) -> None:
    found = symattn.ask(asked, (N, X, Y, PR, "m: real"), given)
    assert found.verdict in ("refuted", "conditional")
