"""Floats tell of which lines no proof need be tried: never of one that is true."""

from __future__ import annotations

import pytest

from symattn.kernel import Claim
from symattn.reading.question_reader import read_question
from symattn.search.failures.guesses import plainly_fails

from .test_tangent_sums import asked

X = ("x: real",)
FALSE = [
    ("x**2 > x/3", X, ()),
    ("log(exp(x) + exp(y)) < 2*max(x, y)", ("x: real", "y: real"), ()),
    ("x**2 == x", ("x: real", "y: positive"), ("y > x",)),
    ("exp(n) < 100", ("n: integer >= 2", "a: real", "b: real", "c: real", "d: real"), ()),
]
NOT_SEEN = [
    ("x**2 >= 0", X, ()),  # true
    ("x**2 > 0", X, ()),  # false at 0, where floats have nothing to spare
    ("x**2 > x", X, ("x > 1",)),  # fails where the hypothesis does
    ("x > 0", X, ("x**2 == 1", "x > -1")),  # an equation never holds plainly
    ("exp(x[a]) < 1", ("n: integer >= 2", "x: real[n]"), ()),  # no declared number
    ("1/x > 0", X, ("x == 0",)),
]


@pytest.mark.parametrize("line", FALSE, ids=lambda line: line[0])
def test_a_false_line_is_seen(line: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert plainly_fails(asked(*line))


@pytest.mark.parametrize("line", NOT_SEEN, ids=lambda line: line[0])
def test_what_is_true_or_not_plain_is_not(
    line: tuple[str, tuple[str, ...], tuple[str, ...]],
) -> None:
    assert not plainly_fails(asked(*line))


def test_nor_is_a_limit() -> None:
    limit = read_question("tends(exp(b*x), 0)", X, (), "b -> oo")
    assert isinstance(limit.asked, tuple)
    assert not plainly_fails(Claim(limit.context, limit.asked[0]))
