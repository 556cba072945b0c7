"""Exponents that tend to 0.

e^{x/b} → 1, in sums over any number of members, and with two limit variables; what must not follow.
"""

from __future__ import annotations

import mpmath
import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.verdicts import judge
from symattn.language import Context, Scalar, Term
from symattn.reading.question_reader import read_question

DECLARED = (
    "x: real",
    "y: real",
    "n: integer >= 2",
    "z: real[n]",
    "w: real[n]",
    "b: positive",
    "r: positive",
)
RULE = {"rule": "limit_by_counting_ties"}


def claim(text: str, two: bool = False) -> Claim:
    """b → ∞, or b and r jointly."""
    question = read_question(text, DECLARED, (), "b -> oo")
    assert isinstance(question.asked, tuple)
    context = question.context
    return Claim(
        Context(
            **{
                **{f: getattr(context, f) for f in Context.__dataclass_fields__},
                "limit": ("b", "r") if two else ("b",),
            }
        ),
        question.asked[0],
    )


TRUE = [
    ("tends(sum(exp(z[j]/b), j), n)", False),
    ("tends(sum(w[j]*exp(z[j]/b), j), sum(w[j], j))", False),
    ("tends(exp(b + x/b)/(exp(b + y/b) + exp(b/2)), 1)", False),
    ("tends(exp(b + x/b)/(exp(b + y/b) + exp(b + x/b)), 1/2)", False),
    ("tends((sum(exp(b + z[j]/b), j) + exp(2*b + x/b))/exp(2*b), 1)", False),
    ("tends(exp(b + x/r)/(exp(b) + sum(exp(z[j]/r), j)), 1)", True),
    ("tends(log(exp(b + x/b) + exp(b)) - b, log(2))", False),
    ("tends(exp(x/b - y/b**2), 1)", False),
]
FALSE = [
    ("tends(b*(exp(x/b) - 1), 0)", False),
    ("tends(b*(sum(exp(z[j]/b), j) - n), 0)", False),
    ("tends(exp(b + x/b) - exp(b), 0)", False),
    ("tends((exp(b + x/b) - exp(b))/exp(b/2), 0)", False),
    ("tends(sum(exp(z[j]/b), j), n - 1)", False),
    ("tends(exp(b*x/r), 1)", True),
    ("tends(b*(exp(x/r) - 1), 0)", True),
    ("tends(exp(b + x/r) - exp(b), 0)", True),
    ("tends(exp(b)/(exp(b) + exp(b + x/b) - exp(b + y/b)), 1/2)", False),
    ("tends(1/(b*(exp(x/b) - exp(y/b))), 0)", False),
    ("tends(exp(x + y/b), exp(x + y))", False),
]


@pytest.mark.parametrize(("text", "two"), TRUE)
def test_proved(text: str, two: bool) -> None:
    true = claim(text, two)
    verdict = decide(true, 10)
    assert verdict.status == "proved" and judge(true, verdict.evidence)[0] == "proved"


@pytest.mark.parametrize(("text", "two"), FALSE)
def test_false_twins(text: str, two: bool) -> None:
    false = claim(text, two)
    assert decide(false, 10).status != "proved"
    model = {
        "sizes": {"A": 2},
        "scalars": {"x": "1", "y": "2", "n": "2", "b": "1", "r": "1"},
        "entries": {"z": ["1", "2"], "w": ["1", "1"]},
        "vectors": {},
        "matrices": {},
    }
    with pytest.raises(Rejected):
        replay(false, {"format": 1, "kernel": "0.1", "model": model, "proof": RULE})


@pytest.mark.parametrize("text", [t for t, two in TRUE if not two and "sum" not in t])
def test_the_numbers_agree(text: str) -> None:
    true = claim(text)

    def value(term: Term, at: dict[str, int]) -> mpmath.mpf:
        inner = [value(c, at) for c in term.children]
        if term.op == "number":
            return mpmath.mpf(int(str(term.args[0])))
        if term.op == "scalar":
            return mpmath.mpf(at[str(term.args[0])])
        return {
            "+": lambda: mpmath.fsum(inner),
            "*": lambda: mpmath.fprod(inner),
            "/": lambda: inner[0] / inner[1],
            "neg": lambda: -inner[0],
            "exp": lambda: mpmath.exp(inner[0]),
            "log": lambda: mpmath.log(inner[0]),
            "^": lambda: inner[0] ** inner[1],
        }[term.op]()

    with mpmath.workdps(3000):
        left, right = (value(c, {"x": 2, "y": -1, "b": 3000}) for c in true.goal.children)
        assert abs(left - right) < mpmath.mpf(1) / 500


def test_a_declared_scalar_that_stands_still_does_not_vanish() -> None:
    context = Context(
        scalars=(Scalar("b"), Scalar("x"), Scalar("s")),
        facts=(Term(">", (Term("scalar", ("s",)), Term("number", (0,)))),),
        limit=("b",),
    )
    power = Term("exp", (Term("/", (Term("scalar", ("x",)), Term("scalar", ("s",)))),))
    assert decide(Claim(context, Term("→", (power, Term("number", (1,))))), 5).status in (
        "refuted",
        "conditional",
        "undecided",
    )
