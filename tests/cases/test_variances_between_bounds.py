"""Variances of numbers between bounds, with weights that add up to 1 or are softmax weights."""

from __future__ import annotations

import math
import random

import pytest

import symattn

N, P, X, S = "n: integer >= 1", "p: probabilities[n]", "x: real[n]", "s: real[n]"
LET = (N, P, X, S, "b: real", "m: real", "M: real")
BETWEEN, SCORES = ("m <= x[c]", "x[c] <= M"), ("m <= s[c]", "s[c] <= M")
VARIANCE = "sum(p[j]*x[j]**2, j) - sum(p[j]*x[j], j)**2"
Z = "sum(exp(b*s[l]), l)"
SLOPE = f"diff(sum(s[i]*exp(b*s[i]), i)/{Z}, b)"
SPREAD = f"sum(s[i]**2*exp(b*s[i]), i)/{Z} - (sum(s[i]*exp(b*s[i]), i)/{Z})**2"

TRUE = [
    (f"{VARIANCE} <= (M - m)**2/4", BETWEEN),
    (f"{VARIANCE} <= (M - sum(p[j]*x[j], j))*(sum(p[j]*x[j], j) - m)", BETWEEN),
    ("sum(p[j]*(x[j] - sum(p[l]*x[l], l))**2, j) <= (M - m)**2/4", BETWEEN),
    ("sum(x[j]**2, j)/n - (sum(x[j], j)/n)**2 <= (M - m)**2/4", BETWEEN),
    (f"{VARIANCE} <= 1/4", ("0 <= x[c]", "x[c] <= 1")),
    (f"{VARIANCE} <= M**2", ("abs(x[c]) <= M",)),
    (f"{VARIANCE} <= (max(x[l], l) - min(x[l], l))**2/4", ()),
    (f"{SPREAD} <= (M - m)**2/4", SCORES),
    (f"{SLOPE} <= (M - m)**2/4", SCORES),
    (f"{SLOPE} <= (max(s[l], l) - min(s[l], l))**2/4", ()),
    (f"{VARIANCE} <= (M - m)**2/4 + p[a]", (*BETWEEN, "m <= x[a]", "x[a] <= M")),
]
FALSE = [
    (f"{VARIANCE} <= (M - m)**2/5", BETWEEN),
    (f"{VARIANCE} < (M - m)**2/4", BETWEEN),
    (f"{VARIANCE} <= (M - m)/4", BETWEEN),
    (f"{VARIANCE} <= (M - m)**2/4", ("x[c] <= M",)),
    (f"{VARIANCE} <= (M - m)**2/4", ("m <= x[c]",)),
    (f"{VARIANCE} <= M**2/2", ("abs(x[c]) <= M",)),
    (f"{VARIANCE} <= (max(x[l], l) - min(x[l], l))**2/5", ()),
    (f"{VARIANCE} <= (M - m)**2/4 + p[a]", BETWEEN),
    ("sum(x[j]**2, j) - sum(x[j], j)**2 <= (M - m)**2/4", BETWEEN),
    ("sum(s[j]*x[j]**2, j) - sum(s[j]*x[j], j)**2 <= (M - m)**2/4", (*BETWEEN, "s[c] >= 0")),
    (
        "sum(s[j]*x[j]**2, j) - sum(s[j]*x[j], j)**2 <= (M - m)**2/4",
        (*BETWEEN, "sum(s[j], j) == 1"),
    ),
    ("sum(exp(s[i])*x[i]**2, i) - sum(exp(s[i])*x[i], i)**2 <= (M - m)**2/4", BETWEEN),
]


@pytest.mark.parametrize(("asked", "given"), TRUE, ids=[asked for asked, _ in TRUE])
def test_they_are_at_most_a_quarter_of_the_square_of_the_range(
    asked: str, given: tuple[str, ...]
) -> None:
    assert symattn.ask(asked, LET, given).verdict == "proved"


@pytest.mark.parametrize(("asked", "given"), FALSE, ids=[asked for asked, _ in FALSE])
def test_nothing_else_is_proved(asked: str, given: tuple[str, ...]) -> None:
    assert symattn.ask(asked, LET, given).verdict in ("refuted", "conditional", "undecided")


def test_the_bound_holds_at_random_numbers() -> None:
    rng = random.Random(0)
    for _ in range(500):
        n, b = rng.randint(1, 5), rng.uniform(-3, 3)
        s = [rng.choice((-2.0, 0.0, 1.0, rng.uniform(-3, 3))) for _ in range(n)]
        w = [math.exp(b * y) for y in s]
        z = math.fsum(w)
        mean = math.fsum(a * y for a, y in zip(w, s)) / z
        spread = math.fsum(a * (y - mean) ** 2 for a, y in zip(w, s)) / z
        assert spread <= (max(s) - min(s)) ** 2 / 4 + 1e-9
