"""Roots and rational powers: equal ones are proved, whichever way they are written, and no
others.
"""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.kernel.verdicts import judge
from symattn.reading.question_reader import read_question
from symattn.writing.sympy_bridge import to_sympy

POSITIVE = tuple(f"{name}: positive" for name in "abdnstxyR")
REAL = tuple(f"{name}: real" for name in "abkquvxy")

# (what, claim, declarations); all true
PROVED = [
    ("of a product", "sqrt(a*b) == sqrt(a)*sqrt(b)", POSITIVE),
    (
        "of a product, where either may be 0",
        "sqrt(x*y) == sqrt(x)*sqrt(y)",
        ("x: nonnegative", "y: nonnegative"),
    ),
    (
        "of a product of negative numbers",
        "sqrt(x*y) == sqrt(-x)*sqrt(-y)",
        ("x: negative", "y: negative"),
    ),
    ("cube root of a product", "(a*b)**(1/3) == a**(1/3)*b**(1/3)", POSITIVE),
    ("of three", "sqrt(a*b*d) == sqrt(a)*sqrt(b*d)", POSITIVE),
    ("a square taken out", "sqrt(s**2*x) == s*sqrt(x)", POSITIVE),
    (
        "a square of any sign taken out",
        "sqrt(u**2*x) == abs(u)*sqrt(x)",
        ("u: real", "x: positive"),
    ),
    ("a cube", "sqrt(n**3) == n*sqrt(n)", ("n: integer >= 1",)),
    ("a scaled score squared", "(x/sqrt(d))**2 == x**2/d", ("x: real", "d: positive")),
    ("scaled keys and queries", "(k/sqrt(d))*(q/sqrt(d)) == k*q/d", (*REAL, "d: positive")),
    ("scaled in an exponent", "exp(x/sqrt(d))**sqrt(d) == exp(x)", ("x: real", "d: positive")),
    ("of an inverse", "sqrt(1/n) == 1/sqrt(n)", ("n: integer >= 1",)),
    ("of a quotient", "sqrt(x/y) == sqrt(x)/sqrt(y)", POSITIVE),
    ("of the inverse of a sum", "sqrt(1/(x + y)) == 1/sqrt(x + y)", POSITIVE),
    ("of 1 - 1/n", "sqrt(1 - 1/n) == sqrt(n - 1)/sqrt(n)", ("n: integer >= 1",)),
    ("a sum over its root", "(1 + u**2)/sqrt(1 + u**2) == sqrt(1 + u**2)", REAL),
    ("a number taken out", "sqrt(2*x + 2*y) == sqrt(2)*sqrt(x + y)", POSITIVE),
    ("of a square of a sum", "sqrt(u**2 + 2*u*v + v**2) == abs(u + v)", REAL),
    ("of a square of a difference", "sqrt(4*u**2 - 4*u*v + v**2) == abs(2*u - v)", REAL),
    ("twice a square", "sqrt(2*u**2 + 4*u*v + 2*v**2) == sqrt(2)*abs(u + v)", REAL),
    ("of a square with exponentials", "sqrt(exp(2*u) + 2*exp(u) + 1) == exp(u) + 1", REAL),
    ("of a square with roots", "sqrt(x + 2*sqrt(x) + 1) == sqrt(x) + 1", POSITIVE),
    ("nested", "sqrt(11 + 6*sqrt(2)) == 3 + sqrt(2)", ()),
    ("nested, inside a sum", "sqrt(11 - 6*sqrt(2)) + sqrt(2) == 3", ()),
    ("nested, two roots", "sqrt(5 + 2*sqrt(6)) == sqrt(2) + sqrt(3)", ()),
    ("nested, halves", "sqrt(2 + sqrt(3)) == (sqrt(6) + sqrt(2))/2", ()),
    ("of a root", "sqrt(sqrt(x)) == x**(1/4)", POSITIVE),
    ("a denominator with a root", "1/(1 + sqrt(2)) == sqrt(2) - 1", ()),
    ("powers that add up", "x**(1/3)*x**(1/6) == sqrt(x)", POSITIVE),
    ("powers that add up to a whole", "x**(1/3)*x**(2/3) == x", POSITIVE),
    ("more than a whole", "x**(4/3) == x*x**(1/3)", POSITIVE),
    ("below 0", "x**(1/3)/x**(4/3) == 1/x", POSITIVE),
    ("three halves", "x**(3/2) == x*sqrt(x)", POSITIVE),
    ("exponents with large numbers", "R**(207/100) == R**2*R**(7/100)", POSITIVE),
    ("the same as decimals", "R**2.07 == R**2*R**0.07", POSITIVE),
    ("the same below a line", "R**(-207/100) == 1/(R**2*R**(7/100))", POSITIVE),
    ("powers of numbers", "4**(1/3)*2**(1/3) == 2", ()),
    ("half a logarithm", "exp(log(x)/2) == sqrt(x)", POSITIVE),
    ("the logarithm of a root", "log(sqrt(x*y)) == (log(x) + log(y))/2", POSITIVE),
    ("a sum of what is > 0", "sqrt(x) + 1 > 1/2", POSITIVE),
    ("a derivative", "diff(x**(4/3), x) == 4*x**(1/3)/3", ("x: positive",)),
]

# (what, claim, declarations, verdicts that are right)
NOT_PROVED = [
    (
        "of negative numbers",
        "sqrt(x*y) == sqrt(x)*sqrt(y)",
        ("x: negative", "y: negative"),
        ("undecided", "refuted"),
    ),
    (
        "of numbers of unknown sign",
        "sqrt(x*y) == sqrt(x)*sqrt(y)",
        ("x: real", "y: real"),
        ("undecided", "refuted", "conditional"),
    ),
    ("of a sum", "sqrt(a + b) == sqrt(a) + sqrt(b)", POSITIVE, ("refuted",)),
    ("of a square", "sqrt(x**2) == x", ("x: real",), ("conditional",)),
    (
        "a square of any sign taken out",
        "sqrt(u**2*x) == u*sqrt(x)",
        ("u: real", "x: positive"),
        ("conditional",),
    ),
    (
        "a negative square taken out",
        "sqrt(u**2*x) == u*sqrt(x)",
        ("u: negative", "x: positive"),
        ("refuted",),
    ),
    ("of a square of a sum", "sqrt(u**2 + 2*u*v + v**2) == u + v", REAL, ("conditional",)),
    ("of what may be 0", "sqrt(x) > 0", ("x: real >= 0",), ("conditional",)),
    ("of what may be 0, over itself", "sqrt(x)/sqrt(x) == 1", ("x: real >= 0",), ("conditional",)),
    ("of a square that may be 0", "sqrt(u**2) > 0", REAL, ("conditional",)),
    ("of a sum of squares", "sqrt(u**2 + v**2) > 0", REAL, ("refuted", "conditional")),
    ("a power of what may be 0", "x**(3/2) > 0", ("x: real >= 0",), ("conditional",)),
    ("a root of a root that may be 0", "sqrt(sqrt(x)) > 0", ("x: real >= 0",), ("conditional",)),
    ("a product with one", "sqrt(x)*exp(x) > 0", ("x: real >= 0",), ("conditional",)),
    ("an even number that may be 0", "x > 0", ("x: real >= 0",), ("conditional", "refuted")),
    (
        "of what is no square",
        "sqrt(u**2 + u*v + v**2) == abs(u + v)",
        REAL,
        ("refuted", "conditional"),
    ),
    ("nested, below 0", "sqrt(3 - 2*sqrt(2)) == 1 - sqrt(2)", (), ("refuted",)),
    ("nested, wrong", "sqrt(11 + 6*sqrt(2)) == 2 + sqrt(5)", (), ("refuted",)),
    ("a power too small", "R**(207/100) == R**2*R**(6/100)", POSITIVE, ("refuted", "conditional")),
    (
        "a cube root of what may be negative",
        "(x**3)**(1/3) == x",
        ("x: real",),
        ("undecided", "refuted", "conditional"),
    ),
]


def claim(text: str, declared: tuple[str, ...]) -> Claim:
    question = read_question(text, declared)
    return Claim(question.context, question.asked[0])  # type: ignore[index]


@pytest.mark.parametrize(("text", "declared"), [p[1:] for p in PROVED], ids=[p[0] for p in PROVED])
def test_proved(text: str, declared: tuple[str, ...]) -> None:
    asked = claim(text, declared)
    verdict = decide(asked, 20)
    assert verdict.status == "proved" == judge(asked, verdict.evidence)[0]
    if not any(t.op == "diff" for t in asked.goal.subterms()):
        _holds_at_random(asked, declared)


def _holds_at_random(asked: Claim, declared: tuple[str, ...]) -> None:
    """The mathematics, once more: both sides at a few points to 30 digits."""
    choose = random.Random(1)
    signs = {d.partition(":")[0]: d.partition(":")[2].strip().split()[0] for d in declared}
    left, right = (to_sympy(side) for side in asked.goal.children)
    for _ in range(3):
        size = {
            "integer": lambda: choose.randint(1, 9),
            "real": lambda: choose.uniform(-3, 3),
            "negative": lambda: -choose.uniform(0.1, 3),
        }
        at = {
            x: size.get(signs[x.name], lambda: choose.uniform(0.1, 5))()
            for x in left.free_symbols | right.free_symbols
        }
        x, y = (
            sympy.lambdify(list(at), side, "mpmath")(*map(mpmath.mpf, at.values()))
            for side in (left, right)
        )
        assert x > y if asked.goal.op == ">" else abs(x - y) < 1e-12


@pytest.mark.parametrize(
    ("text", "declared", "right"), [p[1:] for p in NOT_PROVED], ids=[p[0] for p in NOT_PROVED]
)
def test_not_proved(text: str, declared: tuple[str, ...], right: tuple[str, ...]) -> None:
    assert decide(claim(text, declared), 10).status in right
