"""Values of terms in floats against mpmath, with ties, and where floats would overflow."""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
import numpy as np
import pytest

from symattn.language import Context, Scalar, Term, number
from symattn.pictures.exact import decided, exact
from symattn.pictures.picture_values import CannotEvaluate, evaluate, holds
from symattn.pictures.slopes import slope

from ..kernel.numbers import World

X, Y, N = (Term("scalar", (k,)) for k in ("x", "y", "n"))
CONTEXT = Context(scalars=tuple(Scalar(k) for k in ("x", "y", "n")))


def op(name: str, *args: Term | int) -> Term:
    return Term(name, tuple(number(a) if isinstance(a, int) else a for a in args))


WEIGHT = op(
    "/",
    op("exp", op("*", X, Y)),
    op("+", op("exp", op("*", X, Y)), op("exp", X), N, op("neg", number(2))),
)
TERMS = {
    "a weight": WEIGHT,
    "a bound": op(
        "+",
        op("*", op("+", N, op("neg", number(2))), op("exp", op("neg", op("*", X, Y)))),
        op("exp", op("neg", X)),
    ),
    "powers and roots": op(
        "+", op("^", X, 3), op("sqrt", op("+", op("^", Y, 2), 1)), op("/", 1, op("^", N, 2))
    ),
    "logarithms": op("+", op("log", op("+", op("exp", X), op("exp", Y))), op("log", N)),
    "largest, least, absolute": op(
        "+", op("max", X, Y, 0), op("min", X, N), op("abs", op("+", X, op("neg", Y)))
    ),
    "erfc": op("*", op("erfc", X), op("/", 1, N)),
    "a table": Term(
        "cases",
        (
            op(">", X, Y),
            op("/", 1, N),
            op("and", op("≤", X, Y), op("<", X, 0)),
            X,
            op("≤", X, Y),
            op("count", op(">", X, 0), op("≥", Y, 1)),
        ),
    ),
    "differences that cancel": op("+", op("exp", X), op("neg", op("exp", X)), N),
}


@pytest.mark.parametrize("name", TERMS)
def test_values_are_those_of_mpmath(name: str) -> None:
    draw = random.Random(3)
    points = [
        {"x": draw.randint(-12, 12) / 4, "y": draw.randint(-12, 12) / 4, "n": draw.randint(2, 12)}
        for _ in range(40)
    ]
    found = evaluate(TERMS[name], {k: np.array([p[k] for p in points]) for k in ("x", "y", "n")})
    for value, point in zip(found, points):
        wanted = World(CONTEXT, {k: mpmath.mpf(v) for k, v in point.items()}).value(TERMS[name])
        assert abs(value - wanted) <= 1e-12 * max(1, abs(wanted)), point


@pytest.mark.parametrize(
    ("x", "y", "wanted"), [(1000, 2, 1.0), (1000, -2, 0.0), (5000, 1, 0.5), (-5000, 1, 0.0)]
)
def test_a_softmax_does_not_overflow(x: int, y: int, wanted: float) -> None:
    assert float(evaluate(WEIGHT, {"x": x, "y": y, "n": 10})) == pytest.approx(wanted, abs=1e-300)


def test_a_small_weight_keeps_its_digits() -> None:
    log_of_it = op("log", op("/", 1, op("+", op("exp", X), N, op("neg", number(2)))))
    assert float(evaluate(log_of_it, {"x": 2000, "n": 2})) == -2000.0


def test_conditions_and_ties() -> None:
    x, y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 2.0])
    assert holds(op("=", X, Y), {"x": x, "y": y}).tolist() == [False, True, False]
    assert holds(
        op("or", op("<", X, Y), op(">", X, op("+", Y, op("/", 1, 2)))), {"x": x, "y": y}
    ).tolist() == [True, False, True]
    table = Term(
        "cases", (op(">", X, Y), number(1), op("=", X, Y), op("/", 1, 2), op("<", X, Y), number(0))
    )
    assert evaluate(table, {"x": x, "y": y}).tolist() == [0.0, 0.5, 1.0]
    overlapping = Term(
        "cases", (op("≥", X, Y), number(1), op("≤", X, Y), number(0))
    )  # the first that holds counts
    assert evaluate(overlapping, {"x": x, "y": y}).tolist() == [0.0, 1.0, 1.0]
    assert (
        float(
            evaluate(
                Term(
                    "cases",
                    (
                        op(">", N, 2),
                        op("/", 1, op("+", N, op("neg", number(2)))),
                        op("≤", N, 2),
                        number(7),
                    ),
                ),
                {"n": 2},
            )
        )
        == 7.0
    )


@pytest.mark.parametrize(
    ("term", "message"),
    [
        (op("*", X, Y), "y has no value"),
        (
            Term("dot", (Term("vector", ("k",)), Term("vector", ("q",)))),
            "k·q is not made of numbers",
        ),
        (Term("E", (X,)), "is not made of numbers"),
        (op("log", op("neg", X)), "has no value at some of the points"),
        (Term("cases", (op("<", X, 0), number(1))), "has no value at some of the points"),
        (Term("infinity"), "is not made of numbers"),
    ],
)
def test_what_has_no_value_is_an_error(term: Term, message: str) -> None:
    with pytest.raises(CannotEvaluate, match=message):
        evaluate(term, {"x": 1.0})


def test_exact_values_decide_ties_that_floats_do_not() -> None:
    third = op("+", op("/", 1, 10), op("/", 2, 10))
    assert decided(op("=", third, op("/", 3, 10)), {}) is True
    assert not holds(op("=", third, op("/", 3, 10)), {})  # 0.1 + 0.2 is not 0.3 in floats
    assert exact(op("/", X, op("+", X, op("neg", X))), {"x": Fraction(1)}) is None
    assert exact(op("^", 2, 10**9), {}) is None  # too large to be worth it
    assert decided(op("and", op(">", X, 0), op("<", op("exp", X), 2)), {"x": Fraction(-1)}) is False
    assert decided(op("and", op(">", X, 0), op("<", op("exp", X), 2)), {"x": Fraction(1)}) is None


@pytest.mark.parametrize("key", ["x", "y", "n"])
@pytest.mark.parametrize("name", ["a weight", "a bound", "powers and roots", "logarithms"])
def test_slopes_are_those_of_mpmath(name: str, key: str) -> None:
    point = {k: mpmath.mpf(v) for k, v in {"x": 0.75, "y": -0.5, "n": 6.0}.items()}
    wanted = mpmath.diff(lambda v: World(CONTEXT, {**point, key: v}).value(TERMS[name]), point[key])
    assert float(
        evaluate(slope(TERMS[name], key), {k: float(v) for k, v in point.items()})
    ) == pytest.approx(float(wanted), rel=1e-9, abs=1e-12)


def test_what_has_a_corner_has_no_slope() -> None:
    with pytest.raises(CannotEvaluate, match="max"):
        slope(op("max", X, 0), "x")
