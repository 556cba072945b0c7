"""Equations as hypotheses: what follows from them is proved, and nothing else."""

from __future__ import annotations

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.kernel.verdicts import judge
from symattn.reading.question_reader import read_question

REAL = ("x: real", "y: real", "z: real")
POSITIVE = ("x: positive", "y: positive", "b: positive")
FAMILY = ("n: integer >= 2", "s: real[n]")

PROVED = [
    (
        "a denominator cleared",
        "implies(x/y == z, x == y*z)",
        ("x: real", "y: positive", "z: real"),
        (),
    ),
    (
        "a denominator of any sign, which is not 0 where there is an equation",
        "implies(x/y == z, x == y*z)",
        REAL,
        (),
    ),
    ("a quotient that is 1", "implies(x/y == 1, x == y)", REAL, ()),
    ("two quotients", "implies(x/y == z/y, x == z)", REAL, ()),
    (
        "two quotients multiplied crosswise",
        "implies(x/y == z/w, x*w == y*z)",
        (*REAL, "w: real"),
        (),
    ),
    ("a denominator that is a sum", "implies(x/(1 + y**2) == z, x == z*(1 + y**2))", REAL, ()),
    ("inverses", "implies(1/x == 1/y, x == y)", REAL, ()),
    ("a product solved", "implies(x*y == 1, y == 1/x)", ("x: positive", "y: real"), ()),
    ("exponentials", "implies(exp(x) == exp(y), x == y)", REAL, ()),
    (
        "exponentials with a factor",
        "implies(exp(b*x) == exp(b*y), x == y)",
        ("x: real", "y: real", "b: positive"),
        (),
    ),
    ("an exponential that is 1", "implies(exp(x) == 1, x == 0)", REAL, ()),
    (
        "an exponential, and a logarithm",
        "implies(exp(x) == y, x == log(y))",
        ("x: real", "y: positive"),
        (),
    ),
    (
        "a logarithm, and an exponential",
        "implies(x == log(y), exp(x) == y)",
        ("x: real", "y: positive"),
        (),
    ),
    ("logarithms", "implies(log(x) == log(y), x == y)", POSITIVE, ()),
    ("a logarithm that is 0", "implies(log(x) == 0, x == 1)", REAL, ()),
    ("roots", "implies(sqrt(x) == y, x == y**2)", ("x: positive", "y: real"), ()),
    ("sigmoid at a half", "implies(sigmoid(x) == 1/2, x == 0)", REAL, ()),
    ("sigmoid twice", "implies(sigmoid(x) == sigmoid(y), x == y)", REAL, ()),
    ("tanh at 0", "implies(tanh(x) == 0, x == 0)", REAL, ()),
    ("a weight of one half", "implies(exp(x)/(exp(x) + exp(y)) == 1/2, x == y)", REAL, ()),
    (
        "equal weights",
        "implies(exp(s[a])/sum(exp(s[j]), j) == exp(s[c])/sum(exp(s[j]), j), s[a] == s[c])",
        FAMILY,
        (),
    ),
    ("both orders", "implies(x <= y and y <= x, x == y)", REAL, ()),
    ("both orders as facts", "x == y", REAL, ("x <= y", "y <= x")),
    ("both orders of members", "implies(s[a] <= s[c] and s[c] <= s[a], s[a] == s[c])", FAMILY, ()),
    ("the goal itself", "x == y", REAL, ("x == y",)),
    ("the goal turned round", "y == x", REAL, ("x == y",)),
    ("the goal with something added", "x*z + 1 == y*z + 1", REAL, ("x == y",)),
    ("through a third", "implies(x == y and y == z, x == z)", REAL, ()),
    ("a positive factor", "implies(x*z == y*z, x == y)", ("x: real", "y: real", "z: positive"), ()),
    ("a factor that is not 0", "implies(x*z == y*z and z != 0, x == y)", REAL, ()),
    ("squares of positive numbers", "implies(x**2 == y**2, x == y)", POSITIVE, ()),
    ("a square that is 0", "implies(x**2 == 0, x == 0)", REAL, ()),
    ("the other way too", "iff(sigmoid(x) == 1/2, x == 0)", REAL, ()),
    ("antisymmetry is an equivalence", "iff(x <= y and y <= x, x == y)", REAL, ()),
]

REFUTED = [
    ("squares", "implies(x**2 == y**2, x == y)", REAL),
    ("a factor that may be 0", "implies(x*z == y*z, x == y)", REAL),
    ("exponentials, wrong", "implies(exp(x) == exp(y), x == 2*y)", REAL),
    ("one order only", "implies(x <= y, x == y)", REAL),
    ("sigmoid elsewhere", "implies(sigmoid(x) > 1/2, x == 0)", REAL),
    (
        "a denominator cleared wrongly",
        "implies(x/y == z, y == x*z)",
        ("x: real", "y: positive", "z: real"),
    ),
    ("a product that is 0", "implies(x*y == 0, x == 0)", REAL),
    ("a logarithm of the absolute value", "implies(log(x**2) == 0, x == 1)", REAL),
]


def claim(text: str, declared: tuple[str, ...], facts: tuple[str, ...] = ()) -> Claim:
    question = read_question(text, declared, facts)
    return Claim(question.context, question.asked[0])  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "declared", "facts"), [p[1:] for p in PROVED], ids=[p[0] for p in PROVED]
)
def test_proved(text: str, declared: tuple[str, ...], facts: tuple[str, ...]) -> None:
    asked = claim(text, declared, facts)
    verdict = decide(asked, 20)
    assert verdict.status == "proved" == judge(asked, verdict.evidence)[0]


@pytest.mark.parametrize(
    ("text", "declared"), [p[1:] for p in REFUTED], ids=[p[0] for p in REFUTED]
)
def test_refuted(text: str, declared: tuple[str, ...]) -> None:
    assert decide(claim(text, declared), 10).status in ("refuted", "conditional")
