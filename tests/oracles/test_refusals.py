"""What has no mean, no meaning or no proof is refused, in one clear line, and never answered with a
number.
"""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction as Q

import pytest

from symattn.language import Term
from symattn.oracles import (
    Enclosure,
    Gaussian,
    Refused,
    balls,
    expectation,
    probability,
)

from .written import term

LAWS = {
    "g": Gaussian(Q(1), Q(1, 2)),
    "h": Gaussian(Q(1), Q(1, 2)),
    "z": Gaussian(Q(0), Q(1)),
    "c": Gaussian(Q(0), Q(0)),
}
ROWS = [
    # situation, integrand, what the message says
    ("a pole", "1/g", "pole"),
    ("a pole that is a double zero", "1/(g - 1/3)**2", "pole"),
    ("a pole hidden in a difference of exponentials", "1/(exp(g) - 1)", "pole"),
    ("a pole at an irrational point", "1/(g**2 - 2)", "pole"),
    ("a pole of a sigmoid's inverse", "1/(sigmoid(g) - 1/2)", "pole"),
    ("a pole times a zero", "g/g", "pole"),
    ("an essential singularity", "exp(-1/g**2)", "pole"),
    ("a log of negative numbers", "log(g)", "undefined with positive probability"),
    ("a log that cancels", "log(g) - log(g)", "undefined with positive probability"),
    ("a log times zero", "0*log(g)", "undefined with positive probability"),
    ("a root of negative numbers", "sqrt(g)", "undefined with positive probability"),
    ("a root far out in the tail", "sqrt(g + 1000)", "undefined with positive probability"),
    ("a log far out in the tail", "log(1 - g/1000000)", "undefined with positive probability"),
    (
        "a condition without meaning",
        "cases(log(g) > 0, 1, log(g) <= 0, 2)",
        "undefined with positive probability",
    ),
    ("no case applies", "cases(g < 0, 1)", "undefined with positive probability"),
    ("a divergent mean, exponent and density equal", "exp(g**2)", "infinite"),
    ("a divergent mean, hidden by a bounded factor", "exp(g**2)*sigmoid(g)", "may be infinite"),
    ("a divergent mean, exponent beyond the density", "exp(3*g**2)", "infinite"),
    ("a divergent mean in a sum", "sigmoid(g) + exp(g**2 + g)", "infinite"),
    ("a double exponential", "exp(exp(g))", "no bound of the tail"),
    ("a cubic exponent", "exp(g**3)", "no bound of the tail"),
    ("a divergent exponent of an absolute value", "exp(abs(g)**2)", "infinite"),
    ("a product of the means of which one diverges", "exp(g**2)*h", "infinite"),
    ("a constant that is zero", "g/(2 - 2)", "divides by zero"),
    ("a constant whose sign is open", "g/(sqrt(2)*sqrt(2) - 2)", "not settled"),
    ("the log of a negative number", "log(-2)", "negative"),
    ("a constant Gaussian in a denominator", "1/c", "divides by zero"),
    ("a symbol without a law", "beta*g", "no law"),
    ("a random exponent of a random base", "abs(g)**g", "exponent"),
    ("a decision that depends on two", "max(sigmoid(g), sigmoid(h + g**2), 1/2)", "two Gaussians"),
    ("an unbounded double integral", "exp(g*h)", "double integral"),
]


@pytest.mark.parametrize(("text", "why"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_refused(text: str, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        expectation(term(text), LAWS)
    message = str(refusal.value)
    assert why in message and "\n" not in message


def test_refused_events() -> None:
    for text in ("1/g < 1", "log(g) < 1", "g**2 + h**2 < 1"):
        with pytest.raises(Refused):
            probability(term(text), LAWS)
    with pytest.raises(Refused, match="an event is made of"):
        probability(Term("=", (Term("scalar", ("g",)), Term("number", (0,)))), LAWS)


def test_other_operators_and_sorts() -> None:
    g = Term("scalar", ("g",))
    for wrong in (Term("infinity"), Term("E", (g,)), Term("entry", ("x", Term("index", ("i",))))):
        with pytest.raises(Refused):
            expectation(wrong, LAWS)
    with pytest.raises(Refused, match="is not a scalar"):
        expectation(Term("<", (g, g)), LAWS)
    with pytest.raises(Refused, match="is not a truth"):
        probability(g, LAWS)


def test_what_cannot_be_settled_is_wide_not_wrong() -> None:
    """σ(g) + σ(−g) − 1 is 0, which no enclosure shows.

    The event is open everywhere, and the answer is honest.
    """
    assert probability(term("sigmoid(g) + sigmoid(-g) >= 1"), LAWS) == Enclosure(Q(0), Q(1))


def test_laws_and_accuracy_are_checked() -> None:
    with pytest.raises(ValueError, match="a variance is not negative"):
        Gaussian(Q(0), Q(-1))
    with pytest.raises(TypeError, match="is a Fraction"):
        Gaussian(0.5, Q(1))  # type: ignore[arg-type]
    for bits in (0, 10**6):
        with pytest.raises(ValueError, match="bits is between"):
            expectation(term("g"), LAWS, bits)


def test_python_flint_is_loaded_when_needed_and_missed_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = "import sys, symattn.oracles; sys.exit('flint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    monkeypatch.setitem(sys.modules, "flint", None)
    balls.flint.cache_clear()
    with pytest.raises(ImportError, match=r"need python-flint: pip install 'python-flint>="):
        expectation(term("g"), LAWS)
    monkeypatch.undo()
    balls.flint.cache_clear()
