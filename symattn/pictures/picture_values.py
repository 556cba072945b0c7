"""Scalar terms and conditions as NumPy arrays.

At many values at once, and nothing overflows on the way.

A number is kept as m·e^s with two floats.  So e^1000/(e^1000 + 8) is 1, as it should be, and a
weight of e^−1000 keeps its digits.  What has no exponential in it has s = 0, and its m is what
floats make of it: a tie, γ_a = γ_b, is one exactly where the two floats are equal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from ..display.shown_operators import FLOATS, SHOWN
from ..language import Term, plain, unfolded
from ..language.operators import DEFINITIONS
from .picture_errors import PictureError

Array = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
Values = Mapping[str, Any]  # a number, a fraction or an array for each scalar
_Scaled = tuple[Array, Array]
# beyond any exponent that occurs; the s of zero is −_FAR, so that zero never sets the scale of a
# sum
_FAR = 1e300


class CannotEvaluate(PictureError):
    """A term that has no value here, in words."""


def evaluate(term: Term, values: Values) -> Array:
    """The values of a scalar term without definitions.  Raises CannotEvaluate.

    >>> x = Term("scalar", ("x",))
    >>> above, eight = Term("exp", (x,)), Term("number", (8,))
    >>> float(evaluate(Term("/", (above, Term("+", (above, eight)))), {"x": 1000}))
    1.0
    """
    with np.errstate(all="ignore"):
        result = _plain(_Evaluation(values).scaled(term))
    if np.isnan(result).any():
        raise CannotEvaluate(f"{plain(term)} has no value at some of the points")
    return result


def holds(condition: Term, values: Values) -> Truths:
    """Where a condition holds.  Raises CannotEvaluate."""
    with np.errstate(all="ignore"):
        return _Evaluation(values).truth(condition)


def _plain(x: _Scaled) -> Array:
    m, s = x
    return np.asarray(np.where(m == 0, 0.0, m * np.exp(np.where(m == 0, 0.0, s))))


def _of(values: Any) -> _Scaled:
    m = np.asarray(values, dtype=float)
    return m, np.where(m == 0, -_FAR, 0.0)


def _add(x: _Scaled, y: _Scaled) -> _Scaled:
    if not x[1].any() and not y[1].any():
        return _of(x[0] + y[0])
    top = np.maximum(x[1], y[1])
    return x[0] * np.exp(x[1] - top) + y[0] * np.exp(y[1] - top), top


def _times(x: _Scaled, y: _Scaled) -> _Scaled:
    return x[0] * y[0], np.maximum(x[1] + y[1], -_FAR)


def _over(x: _Scaled, y: _Scaled) -> _Scaled:
    return x[0] / y[0], np.where(x[0] == 0, -_FAR, x[1] - np.where(y[0] == 0, 0.0, y[1]))


class _Evaluation:
    def __init__(self, values: Values) -> None:
        self.values = {key: _of(np.asarray(value, dtype=float)) for key, value in values.items()}

    def scaled(self, term: Term) -> _Scaled:
        if term.op == "number":
            return _of(float(term.args[0]))  # type: ignore[arg-type]
        if term.op == "pi":
            return _of(math.pi)
        if term.op == "scalar":
            if (value := self.values.get(str(term.args[0]))) is None:
                raise CannotEvaluate(f"{plain(term)} has no value")
            return value
        if term.op == "cases":
            return self.cases(term.children)
        if term.op == "count":
            return _of(sum(np.asarray(self.truth(c), dtype=float) for c in term.children))
        if term.op in DEFINITIONS and not SHOWN[term.op].numpy:
            return self.scaled(unfolded(term))
        if term.op not in OPERATORS:
            raise CannotEvaluate(f"{plain(term)} is not made of numbers and functions alone")
        x = [self.scaled(a) for a in term.children]
        match term.op:
            case "+":
                return reduce(_add, x)
            case "*":
                return reduce(_times, x)
            case "neg":
                return -x[0][0], x[0][1]
            case "/":
                return _over(*x)
            case "^":
                return _power(x[0], _plain(x[1]))
            case "exp":
                exponent = np.clip(_plain(x[0]), -_FAR, _FAR)
                return np.ones_like(exponent), exponent
            case "log":
                m, s = x[0]
                return _of(np.log(m) + np.where(m == 0, 0.0, s))
            case "sqrt":
                return np.sqrt(x[0][0]), x[0][1] / 2
            case "abs":
                return np.abs(x[0][0]), x[0][1]
        return _of(_applied(term.op, [_plain(y) for y in x]))

    def cases(self, parts: tuple[Term, ...]) -> _Scaled:
        """The first case that holds; no number where none does."""
        m: Array = np.asarray(math.nan)
        s: Array = np.asarray(0.0)
        for condition, value in reversed(list(zip(parts[::2], parts[1::2]))):
            here, there = self.truth(condition), self.scaled(value)
            m, s = np.where(here, there[0], m), np.where(here, there[1], s)
        return m, s

    def truth(self, condition: Term) -> Truths:
        if condition.op in ("and", "or"):
            return reduce(
                np.logical_and if condition.op == "and" else np.logical_or,
                [self.truth(c) for c in condition.children],
            )
        if condition.op not in _COMPARISONS or condition.children[0].sort != "scalar":
            raise CannotEvaluate(f"{plain(condition)} is not a comparison of numbers")
        left, right = (_plain(self.scaled(side)) for side in condition.children)
        return np.asarray(_COMPARISONS[condition.op](left, right), dtype=bool)


def _power(x: _Scaled, exponent: Array) -> _Scaled:
    m = np.power(x[0], exponent)  # no number for a root of a negative one
    return m, np.where(m == 0, -_FAR, np.where(x[0] == 0, 0.0, x[1]) * exponent)


def _applied(op: str, x: list[Array]) -> Array:
    if row := SHOWN[op].numpy:
        function = getattr(np, row)
        return np.asarray(reduce(function, x) if function.nin == 2 else function(*x))
    return np.asarray(np.vectorize(FLOATS[op], otypes=[float])(*x))


_COMPARISONS: dict[str, Any] = {
    "=": np.equal,
    "≠": np.not_equal,
    "<": np.less,
    "≤": np.less_equal,
    ">": np.greater,
    "≥": np.greater_equal,
}
OPERATORS = frozenset(
    {
        "number",
        "pi",
        "scalar",
        "cases",
        "count",
        "+",
        "*",
        "neg",
        "/",
        "^",
        "abs",
        *FLOATS,
        *(op for op, row in SHOWN.items() if row.numpy),
    }
)
