"""Equal numbers with roots and logarithms are alike, however they are written."""

from __future__ import annotations

import pytest

from symattn.checking.deciding import decide

from .test_derivatives import claim

P = ("p: positive",)


@pytest.mark.parametrize(
    "text",
    [
        "sqrt(2)*sqrt(2) == 2",
        "sqrt(2)*sqrt(3) == sqrt(6)",
        "sqrt(21)*sqrt(30) == 3*sqrt(70)",
        "sqrt(6)/sqrt(2) == sqrt(3)",
        "1/(sqrt(2)*sqrt(3)) == 1/sqrt(6)",
        "sqrt(1/3) == sqrt(3)/3",
        "sqrt(8/9) == 2*sqrt(2)/3",
        "sqrt(1000003*1000003*7) == 1000003*sqrt(7)",
        "sqrt(p)*sqrt(p) == p",
        "p/sqrt(p) == sqrt(p)",
        "log(6) == log(2) + log(3)",
        "log(8/27) == 3*log(2) - 3*log(3)",
        "sqrt(6)*sqrt(10) > 7",
        "sqrt(6)*sqrt(10) < 8",
    ],
)
def test_proved(text: str) -> None:
    assert decide(claim(text, P), 5).status == "proved"


@pytest.mark.parametrize(
    "text",
    [
        "sqrt(2)*sqrt(3) == sqrt(5)",
        "sqrt(2)*sqrt(2) == 4",
        "sqrt(6)/sqrt(2) == 3",
        "log(6) == log(2)*log(3)",
        "sqrt(6)*sqrt(10) > 8",
        "sqrt(p)*sqrt(p) == sqrt(p)",
    ],
)
def test_false_twins(text: str) -> None:
    assert decide(claim(text, P), 5).status in ("refuted", "conditional")


@pytest.mark.parametrize("text", ["sqrt(x)*sqrt(x) == x", "sqrt(x*x) == x"])
def test_a_root_needs_a_sign(text: str) -> None:
    assert decide(claim(text, ("x: real",)), 5).status != "proved"
