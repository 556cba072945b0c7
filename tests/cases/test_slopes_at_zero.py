"""|f(x) − f(0)| ≤ K·|x|, what follows for variances, and what is false beside it."""

from __future__ import annotations

import pytest

import symattn

SZ, SP = ("z ~ N(0, 1)", "s: real"), ("z ~ N(0, 1)", "s: positive")
X = ("v: positive", "s: positive", "x ~ N(0, v)")
Y = ("m: real", "v: positive", "y ~ N(m, v)")
YZ = (*Y, "w: positive", "z ~ N(2, w)")


@pytest.mark.parametrize(
    ("asked", "let"),
    [
        ("abs(sigmoid(x) - 1/2) <= abs(x)/4", ("x: real",)),
        ("abs(1/2 - sigmoid(s*t)) <= abs(s*t)/4", ("s: real", "t: real")),
        ("abs(1/(1 + exp(-x)) - 1/2) <= abs(x)/4", ("x: real",)),
        ("abs(tanh(x)) <= abs(x)", ("x: real",)),
        ("abs(arctan(x)) <= abs(x)", ("x: real",)),
        ("Var(sigmoid(s*z)) <= s**2/16", SZ),
        ("Var(tanh(s*z)) <= s**2", SZ),
        ("Var(sigmoid(s*x)) <= s**2*v/16", X),
        ("Var(tanh(x)) <= v", X),
        ("Var(tanh(y)) <= v", Y),
        ("Var(sigmoid(y)) <= v/16", Y),
        ("Var(sigmoid(3*y)) <= 9*v/16", Y),
        ("Var(tanh(y - z)) <= v + w", YZ),
        ("1/4 - Var(sigmoid(s*z)) <= 1/(s*sqrt(2*pi))", SP),
        ("1/4 - Var(sigmoid(s*x)) <= 1/(s*sqrt(2*pi*v))", X),
        ("E(sigmoid(s*z)*(1 - sigmoid(s*z))) <= 1/(s*sqrt(2*pi))", SP),
    ],
)
def test_true(asked: str, let: tuple[str, ...]) -> None:
    assert symattn.ask(asked, let).verdict == "proved"


@pytest.mark.parametrize(
    ("asked", "let"),
    [
        ("abs(sigmoid(x) - 1/2) <= abs(x)/5", ("x: real",)),
        ("abs(sigmoid(x) - 1/3) <= abs(x)/4", ("x: real",)),
        ("abs(sigmoid(x) - 1/2) < abs(x)/4", ("x: real",)),
        ("abs(tanh(x)) <= abs(x)/2", ("x: real",)),
        ("abs(x**2) <= abs(x)", ("x: real",)),
        ("Var(sigmoid(s*z)) <= s**2/20", SP),
        ("Var(tanh(s*z)) <= s**2/2", SP),
        ("Var(sigmoid(s*x)) <= s**2/16", X),
        ("Var(sigmoid(y)) <= v/17", Y),
        ("Var(tanh(y)) <= v/2", Y),
        ("Var(sigmoid(y)) <= m**2/16", Y),
        ("Var(tanh(y - z)) <= v - w", YZ),
        ("Var(tanh(y - z)) <= max(v, w)", YZ),
        ("1/4 - Var(sigmoid(s*z)) <= 1/(s*sqrt(3*pi))", SP),
        ("1/4 - Var(sigmoid(s*z)) <= 1/(s*sqrt(2*pi))", ("z ~ N(0, 1)", "s: negative")),
        ("E(sigmoid(z + 1)*(1 - sigmoid(z + 1))) <= 1/10", ("z ~ N(0, 1)",)),
    ],
)
def test_false(asked: str, let: tuple[str, ...]) -> None:
    assert symattn.ask(asked, let).verdict in ("refuted", "conditional", "undecided")
