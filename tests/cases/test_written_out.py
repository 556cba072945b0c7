"""Lemmas with their scores written out: the largest of several, log-sum-exp, squares, weights."""

from __future__ import annotations

import pytest

from .asked import Asked, verdict_of

REALS = ("a: real", "b: real", "c: real", "d: real")
WEIGHTS = ("u: nonnegative", "v: nonnegative", "w: nonnegative", "x: real", "y: real", "z: real")
ALL = "exp(a) + exp(b) + exp(c)"
P = f"exp(a)/({ALL})"
M = "max(a, b, c)"
MEAN, SQUARES = "(u*x + v*y + w*z)**2", "u*x**2 + v*y**2 + w*z**2"

PROVED = [
    (f"{M} == max(c, a, b)", REALS, ()),
    ("max(a, b, c, d) == max(max(a, b), max(c, d))", REALS, ()),
    (f"exp({M}) <= {ALL}", REALS, ()),
    (f"{ALL} <= 3*exp({M})", REALS, ()),
    (f"{M} < log({ALL})", REALS, ()),
    (f"log({ALL}) <= {M} + log(3)", REALS, ()),
    ("max(a, b) < log(exp(2*a) + exp(2*b))/2", REALS, ()),
    ("log(exp(2*a) + exp(2*b))/2 <= max(a, b) + log(2)/2", REALS, ()),
    (f"{P}*(1 - {P}) <= 1/4", REALS, ()),
    ("exp(2*a) + exp(2*b) + exp(2*c) >= exp(a + b) + exp(b + c) + exp(a + c)", REALS, ()),
    (f"{MEAN} <= (u + v + w)*({SQUARES})", WEIGHTS, ()),
    (f"{MEAN} <= {SQUARES}", WEIGHTS, ("u + v + w == 1",)),
    ("(u*x + v*y)**2 <= u*x**2 + v*y**2", WEIGHTS, ("u + v == 1",)),
]
FALSE = [
    (f"{M} <= a", REALS, ()),
    (f"{ALL} <= 2*exp({M})", REALS, ()),
    (f"log({ALL}) <= {M}", REALS, ()),
    (f"log({ALL}) <= {M} + log(2)", REALS, ()),
    ("log(exp(2*a) + exp(2*b))/2 <= max(a, b) + log(2)/3", REALS, ()),
    (f"{P}*(1 - {P}) < 1/5", REALS, ()),
    ("exp(2*a) + exp(2*b) + exp(2*c) >= exp(a + b) + exp(b + c) + 2*exp(a + c)", REALS, ()),
    (f"{MEAN} >= (u + v + w)*({SQUARES})", WEIGHTS, ()),
    (f"{MEAN} < {SQUARES}", WEIGHTS, ("u + v + w == 1",)),
    (f"{MEAN} <= {SQUARES}", WEIGHTS, ("u + v + w == 2",)),
]


@pytest.mark.parametrize(("text", "let", "given"), PROVED, ids=[p[0][:50] for p in PROVED])
def test_it_is_proved(text: str, let: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert verdict_of(Asked("", text, "", let, given)).status == "proved"


@pytest.mark.parametrize(("text", "let", "given"), FALSE, ids=[p[0][:50] for p in FALSE])
def test_its_twin_is_not(text: str, let: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert verdict_of(Asked("", text, "", let, given)).status in ("refuted", "conditional")
