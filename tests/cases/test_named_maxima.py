"""Maxima of families compared with each other, by what each stands below for every member."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

import symattn

from .asked import SECONDS

LET = ("n: integer >= 1", "x: real[n]", "y: real[n]", "r: positive", "t: real")
A, B, M = "max(x[j], j)", "max(-x[j], j)", "max(abs(x[j]), j)"
Numbers = list[float]

TRUE: list[tuple[str, Callable[[Numbers, Numbers, float, float], bool]]] = [
    (f"{M} == max({A}, {B})", lambda x, y, r, t: max(map(abs, x)) == max(*x, *(-a for a in x))),
    (f"max({A}, {B}) <= {M}", lambda x, y, r, t: max(*x, *(-a for a in x)) <= max(map(abs, x))),
    (
        f"max({A}, max(y[j], j)) == max(max(x[j], y[j]), j)",
        lambda x, y, r, t: max(*x, *y) == max(map(max, x, y)),
    ),
    (
        f"max(r*x[j] + t, j) == r*{A} + t",
        lambda x, y, r, t: abs(max(r * a + t for a in x) - r * max(x) - t) < 1e-9,
    ),
    (f"max(x[j]/r, j) == {A}/r", lambda x, y, r, t: max(a / r for a in x) == max(x) / r),
    (
        f"max(x[j] - y[j], j) >= {A} - max(y[j], j)",
        lambda x, y, r, t: max(a - b for a, b in zip(x, y)) >= max(x) - max(y),
    ),
]
FALSE = [
    f"max({A}, {B}) < {M}",
    f"{M} < max({A}, {B})",
    f"{M} == max({A}, {A})",
    f"{M} == {A}",
    f"max(t*x[j], j) == t*{A}",
    f"max(-2*x[j], j) == -2*{A}",
    f"max(2*x[j], j) == 3*{A}",
    f"max(r*x[j] + t, j) == r*{A} + r*t",
    f"max(x[j] + y[j], j) == {A} + max(y[j], j)",
    f"max(x[j] - y[j], j) <= {A} - max(y[j], j)",
]


@pytest.mark.parametrize(("line", "holds"), TRUE, ids=[line for line, _ in TRUE])
def test_true(line: str, holds: Callable[[Numbers, Numbers, float, float], bool]) -> None:
    random = Random(line)
    for _ in range(200):
        x, y = ([random.uniform(-2, 2) for _ in range(3)] for _ in "xy")
        assert holds(x, y, random.uniform(0.1, 3), random.uniform(-3, 3))
    assert symattn.ask(line, LET, seconds=SECONDS).verdict == "proved"


@pytest.mark.parametrize("line", FALSE)
def test_false(line: str) -> None:
    assert symattn.ask(line, LET, seconds=SECONDS).verdict in ("refuted", "conditional")


def test_members_that_are_not_negative() -> None:
    assert symattn.ask(f"{M} == {A}", LET, ["x[c] >= 0"]).verdict == "proved"


def test_of_no_members_nothing_is_said() -> None:
    let = ("n: integer >= 0", *LET[1:])
    assert symattn.ask(f"{M} == max({A}, {B})", let, seconds=SECONDS).verdict == "undecided"
