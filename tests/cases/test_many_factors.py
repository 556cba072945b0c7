"""Products of many factors and sums of many fractions, under hypotheses and far out."""

from __future__ import annotations

from math import exp, prod
from random import Random

import pytest

import symattn

from .asked import SECONDS

COUNTS = (6, 14)
PRODUCT, SUM = "*".join, "+".join


def names(n: int) -> list[str]:
    return [f"x{k}" for k in range(1, n + 1)]


def verdict(line: str, n: int, given: str = "") -> str:
    """Of a line with P for the product of n factors 1 + e^x, and S for the sum of 1/(1 + e^x)."""
    factors = [f"(1+exp({x}))" for x in names(n)]
    written = line.replace("P", PRODUCT(factors)).replace("S", SUM(f"1/{f}" for f in factors))
    let = [f"{x}: real" for x in names(n)]
    facts = [f"{x} {given}" for x in names(n)] if given else []
    return symattn.ask(written, let, facts, seconds=SECONDS).verdict


@pytest.mark.parametrize("n", COUNTS)
def test_true(n: int) -> None:
    random = Random(n)
    for _ in range(100):
        x = [random.uniform(0, 3) for _ in range(n)]
        assert prod(1 + exp(a) for a in x) >= 2**n
        assert sum(1 / (1 + exp(a)) for a in x) <= n / 2
    assert verdict(f"P >= 2**{n}", n, ">= 0") == "proved"
    assert verdict(f"P > 2**{n}", n, "> 0") == "proved"
    assert verdict("P > 2", n, ">= 0") == "proved"
    assert verdict(f"S <= {n}/2", n, ">= 0") == "proved"
    assert verdict(f"S < {n}/2", n, "> 0") == "proved"
    assert verdict(f"S < {n}", n) == "proved"


@pytest.mark.parametrize("n", COUNTS)
@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("P > 2**{n}", ">= 0"),
        ("P >= 2**{n} + 1", ">= 0"),
        ("P >= 2**{n}", ">= -1"),
        ("P > 2", ""),
        ("P <= 2**{n}", ">= 0"),
        ("S < {n}/2", ">= 0"),
        ("S <= {n}/2", ""),
        ("S <= {n} - 1", ""),
        ("S >= 1", ""),
    ],
)
def test_false(line: str, given: str, n: int) -> None:
    assert verdict(line.format(n=n), n, given) in ("refuted", "conditional")
