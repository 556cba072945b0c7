"""Σ_j [log x_j = y] and [log Σ_j x_j = y] inside a function are two numbers, whatever their names.

Once they were written alike there, and the one was proved to be the other.
"""

from __future__ import annotations

import pytest

from .asked import Asked, verdict_of

X, Z, POSITIVE = ("n: integer >= 2", "x: real[n]"), "z: real", ("x[c] > 0",)
Y = (*X, "y: real[n]")


@pytest.mark.parametrize(
    ("text", "let", "given"),
    [
        (
            "arctan(sum(count(log(x[j]) == 0), j)) == arctan(count(log(sum(x[j], j)) == 0))",
            X,
            POSITIVE,
        ),
        (
            "erfc(sum(count(arctan(x[j]) == z), j)) == erfc(count(arctan(sum(x[j], j)) == z))",
            (*X, Z),
            (),
        ),
        (
            "erfc(sum(count(sqrt(1 + x[j]**2) == z), j)) == "
            "erfc(count(sqrt(1 + sum(x[j]**2, j)) == z))",
            (*X, Z),
            (),
        ),
        (
            "log(1 + sum(count(log(x[j]) == z), j)) <= log(1 + count(log(sum(x[j], j)) == z))",
            (*X, Z),
            POSITIVE,
        ),
        (
            "sqrt(sum(count(log(x[j]) == z), j)) == sqrt(count(log(sum(x[j], j)) == z))",
            (*X, Z),
            POSITIVE,
        ),
        (
            "arctan(sum(count(arctan(x[j]) == arctan(sum(y[l], l))), j)) == "
            "arctan(sum(count(arctan(sum(x[l], l)) == arctan(y[j])), j))",
            Y,
            (),
        ),
        (
            "arctan(sum(count(y[j] == arctan(x[j])), j)*sum(x[j], j)) == "
            "arctan(sum(count(y[j] == arctan(sum(x[l], l))), j)*sum(x[j], j))",
            Y,
            (),
        ),
    ],
)
def test_they_are_not_the_same(text: str, let: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert verdict_of(Asked("", text, "", let, given)).status != "proved"


def test_counts_inside_a_function_are_read_still() -> None:
    text = "log(1 + sum(count(x[j] == z), j)) >= 0"
    assert verdict_of(Asked("", text, "", (*X, Z))).status == "proved"
