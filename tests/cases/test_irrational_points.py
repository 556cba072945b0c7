"""Hypotheses that only irrational numbers satisfy, and derivatives that have values at points."""

from __future__ import annotations

import pytest

from .asked import Asked, all_words_of, is_right, reals, verdict_of, words_of

POSITIVE = ("x: positive",)
FAMILY = ("n: integer >= 2", "x: real[n]")

ROWS = [
    Asked("a square root", "x == 1", "false", reals("x"), ("x**2 == 2",)),
    Asked("both square roots", "x > 0", "false", reals("x"), ("x**2 == 2",)),
    Asked("a cube root", "x > 2", "false", reals("x"), ("x**3 == 2",)),
    Asked("the golden ratio", "x < 8/5", "false", POSITIVE, ("x**2 == x + 1",)),
    Asked("a root of degree 5", "x > 2", "false", reals("x"), ("x**5 - x - 1 == 0",)),
    Asked(
        "a factor with rational roots beside it",
        "x == 3",
        "false",
        reals("x"),
        ("(x - 1)*(x - 2)*(x**2 - 2) == 0", "x > 1"),
    ),
    Asked(
        "two roots", "x*y == 1", "false", reals("x y"), ("x**2 == 2", "y**2 == 3", "x > 0", "y > 0")
    ),
    Asked(
        "a value that depends on a root",
        "y == 3",
        "false",
        reals("x y"),
        ("x**2 == 2", "y == x**2"),
    ),
    Asked("an entry of a family", "x[a] == 1", "false", FAMILY, ("x[a]**2 == 2", "x[c] == 0")),
    Asked("a logarithm", "x == 1", "false", reals("x"), ("exp(x) == 3",)),
    Asked("a logarithm, compared", "x < 1", "false", reals("x"), ("exp(x) == 3",)),
    Asked("two logarithms", "x == y", "false", reals("x y"), ("exp(x) == 6", "exp(y) == 2")),
    Asked("a power of e", "x > 1", "false", POSITIVE, ("log(x) == -1",)),
    Asked(
        "a quadratic equation in e^x",
        "x == 0",
        "false",
        reals("x"),
        ("exp(2*x) - 3*exp(x) + 2 == 0", "x > 0"),
    ),
    Asked("a sigmoid", "x == y", "false", reals("x y"), ("sigmoid(x) == 1/4", "sigmoid(y) == 3/4")),
    Asked("tanh", "tanh(x) == x", "false", reals("x"), ("tanh(x) == 1/2",)),
    Asked(
        "a limit at an irrational parameter",
        "tends(exp(b*x)/(exp(b*x) + exp(b)), 0)",
        "false",
        POSITIVE,
        ("x**2 == 2",),
        "b -> oo",
    ),
    Asked(
        "which is true as it should be",
        "tends(exp(b*x)/(exp(b*x) + exp(b)), 1)",
        "proved",
        POSITIVE,
        ("x**2 == 2",),
        "b -> oo",
    ),
    # ---- derivatives
    Asked(
        "a softplus, twice",
        "diff(diff(log(exp(t) + 1), t), t) == exp(t)/(1 + exp(t))",
        "refuted",
        reals("t"),
    ),
    Asked(
        "a softplus, twice, rightly",
        "diff(diff(log(exp(t) + 1), t), t) == exp(t)/(1 + exp(t))**2",
        "proved",
        reals("t"),
    ),
    Asked("a root", "diff(sqrt(1 + t**2), t) == t", "refuted", reals("t")),
    Asked(
        "an exponential, twice", "diff(diff(exp(t*x), t), t) == x*exp(t*x)", "false", reals("t x")
    ),
    Asked(
        "by two variables",
        "diff(diff(log(exp(t) + exp(x)), t), x) == exp(t + x)/(exp(t) + exp(x))",
        "refuted",
        reals("t x"),
    ),
    Asked(
        "by two variables, with a sign lost",
        "diff(diff(log(exp(t) + exp(x)), t), x) == exp(t + x)/(exp(t) + exp(x))**2",
        "refuted",
        reals("t x"),
    ),
    Asked("a product with a logarithm", "diff(t*log(t), t) == log(t)", "refuted", ("t: positive",)),
    Asked(
        "a logarithm of a logarithm",
        "diff(log(log(t)), t) == 1/t",
        "refuted",
        reals("t"),
        ("t > 1",),
    ),
    Asked("a root in an exponent", "diff(exp(sqrt(1 + t**2)), t) == exp(t)", "refuted", reals("t")),
    Asked("three times", "diff(diff(diff(log(1 + t**2), t), t), t) == 0", "refuted", reals("t")),
    Asked("at an irrational number", "diff(t**3, t) == 5", "refuted", reals("t x"), ("x**2 == 2",)),
]


@pytest.mark.parametrize("asked", ROWS, ids=[r.name for r in ROWS])
def test_irrational_points_and_derivatives(asked: Asked) -> None:
    found = verdict_of(asked)
    assert is_right(found, asked.right), words_of(found)


def test_the_values_are_said() -> None:
    for claim, given, said in (
        ("x < 1", "exp(x) == 3", "At x = log(3)"),
        ("x > 2", "x**3 == 2", "At x ≈ 1.26"),
    ):
        asked = Asked("", claim, "false", reals("x"), (given,))
        assert said in all_words_of(asked, verdict_of(asked))
