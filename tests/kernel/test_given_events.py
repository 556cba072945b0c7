"""Means and probabilities given an event: what is proved, and the false twins that must
never be.
"""

from __future__ import annotations

import random

import mpmath
import pytest

from symattn.checking.deciding import decide
from symattn.language import SortError, Term, TermError, number, plain
from symattn.reading.question_reader import QuestionError, read_question

from .claims import is_proved
from .test_chance import N3, TWO, G, H, claim

K = "k ~ N(0, 1)"
PROVED = [
    ("by definition", "P(g > h, given=g > 0) == P(g > h and g > 0)/P(g > 0)", (G, H)),
    ("with its value", "P(g > h, given=g > 0) == (1 - erfc(1)**2/4)/(2 - erfc(1))", (G, H)),
    ("a tail given a smaller one", "P(g > 2, given=g > 1) == erfc(1)", (G,)),
    ("independent", "P(g > 0, given=h > 0) == P(g > 0)", (G, H)),
    ("a mean, independent", "E(g**2, given=h > 0) == 3/2", (G, H)),
    ("a variance, independent", "Var(g, given=h > 0) == 1/2", (G, H)),
    (
        "a fraction, independent",
        "E(sigmoid(c*g), given=h > 0) == E(sigmoid(c*g))",
        (G, H, "c: real"),
    ),
    ("linearity", "E(2*g + h + 1, given=g > 0) == 2*E(g, given=g > 0) + 2", (G, H)),
    ("a number", "E(3, given=g > 0) == 3", (G,)),
    ("what is uncorrelated", "P(g + k > 0, given=g - k > 0) == P(g + k > 0)", ("g ~ N(1, 1)", K)),
    ("a limit where one key wins", f"tends(E({TWO}, given=g > max(h, 0)), 1)", (G, H, N3)),
    ("no spread there", f"tends(Var({TWO}, given=g > max(h, 0)), 0)", (G, H, N3)),
    (
        "a limit over several cells",
        f"tends(E({TWO}, given=g > 0), P(g > h, given=g > 0))",
        (G, H, N3),
    ),
]
FALSE = [
    ("what is not independent", "E(g, given=g > 0) == E(g)", (G,)),
    ("of two", "E(g*h, given=g > h) == E(g)*E(h)", (G, H)),
    ("the wrong way round", "P(g > h, given=g > 0) == P(g > 0, given=g > h)", (G, H)),
    ("without dividing", "P(g > 2, given=g > 1) == P(g > 2)", (G,)),
    ("a correlated form", "P(g + k > 0, given=g > 0) == P(g + k > 0)", ("g ~ N(1, 1)", K)),
    ("the square of a mean", "E(g**2, given=g > 0) == E(g, given=g > 0)**2", (G,)),
    ("given what never is", "E(g, given=g < g) == 1", (G,)),
    ("given what is almost never", "P(g > 0, given=g == 1) == 1", (G,)),
    ("a mean that does not exist", "E(exp(g**2), given=g > 0) == E(exp(g**2), given=g > 0)", (G,)),
    ("a limit of the wrong key", f"tends(E({TWO}, given=g > h), 1)", (G, H, N3)),
    ("mass that escapes", "tends(E(b*exp(b*g)/(1 + exp(b*g))**2, given=g > 0), 0)", (G,)),
    ("another event", f"tends(E({TWO}, given=g > 0), P(g > h))", (G, H, N3)),
]


@pytest.mark.parametrize(("what", "text", "declared"), PROVED, ids=[w for w, *_ in PROVED])
def test_proved(what: str, text: str, declared: tuple[str, ...]) -> None:
    assert is_proved(claim(text, declared))


@pytest.mark.parametrize(("what", "text", "declared"), FALSE, ids=[w for w, *_ in FALSE])
def test_false_twins(what: str, text: str, declared: tuple[str, ...]) -> None:
    assert decide(claim(text, declared), 10).status in ("refuted", "undecided")


def test_the_numbers_agree_with_samples() -> None:
    rng = random.Random(3)
    draws = [(rng.gauss(1, 0.5**0.5), rng.gauss(1, 0.5**0.5)) for _ in range(200_000)]
    positive = [(g, h) for g, h in draws if g > 0]
    share = sum(g > h for g, h in positive) / len(positive)
    assert (
        abs(share - float((1 - mpmath.erfc(1) ** 2 / 4) / (2 - mpmath.erfc(1))))
        < 5 * 0.5 / len(positive) ** 0.5
    )


def test_an_event_is_made_of_comparisons() -> None:
    x, event = Term("scalar", ("x",)), Term(">", (Term("scalar", ("x",)), number(0)))
    assert (
        plain(Term("E", (x, event))) == "E(x given x > 0)"
        and plain(Term("P", (event, event))) == "P(x > 0 given x > 0)"
    )
    for op, args in (("E", (x, x)), ("P", (x,)), ("P", (event, x))):
        assert Term(op, args).sort is None
        with pytest.raises(SortError, match="needs an event"):
            from symattn.language.operators import infer_sort

            infer_sort(op, args)
    for op, args in (
        ("E", (x, event, event)),
        ("P", (Term("→", (x, number(0))),)),
        ("E", (x, Term("⇒", (event, event)))),
    ):
        with pytest.raises(TermError):
            Term(op, args)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("P(g)", "an event"),
        ("E(g, h)", "an event"),
        ("E()", "E\\(value\\)"),
        ("P(g > 0, h > 0, g > h)", "P\\(event, given=event\\)"),
        ("Cov(g)", "of two numbers"),
    ],
)
def test_bad_questions(text: str, words: str) -> None:
    with pytest.raises(QuestionError, match=words):
        read_question(text, (G, H))
