"""Fractions in certificates: written in one way, which every Python and every checker reads."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symattn.kernel import Rejected
from symattn.kernel.algebra.plain_elements import fraction


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("-3", -3), ("3/4", Fraction(3, 4)), ("-6/4", Fraction(-3, 2)), ("8/4", 2)],
)
def test_fractions_are_read(text: str, value: Fraction) -> None:
    found = fraction(text)
    assert found == value and (type(found) is int) == (Fraction(value).denominator == 1)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "+3/4",
        " 3",
        "3 ",
        "1_000",
        "٣",
        "½",
        "1/0",
        "1/00",
        "3/-4",
        "1.5",
        "1e3",
        "0x10",
        "1/2/3",
    ]
    + ["3\n", "--3", "inf", "nan", "9" * 2000, 3, 0.5, True, None, ["3"]],
)
def test_nothing_else_is(data: object) -> None:
    with pytest.raises(Rejected, match="expected a fraction as text"):
        fraction(data)
