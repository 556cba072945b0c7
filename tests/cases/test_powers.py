"""Numbers compared by their odd powers and by their roots."""

from __future__ import annotations

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.reading.question_reader import read_question

A, B = "a: real", "b: real"
TRUE = [
    ("roots", "implies(sqrt(a) < sqrt(b), a < b)", (A, B)),
    (
        "roots that may be equal",
        "implies(sqrt(a) <= sqrt(b), a <= b)",
        ("a: positive", "b: positive"),
    ),
    ("cubes", "implies(a**3 < b**3, a < b)", (A, B)),
    ("equal cubes", "implies(a**3 == b**3, a == b)", (A, B)),
    ("a fifth power and a number", "implies(a**5 <= 32, a <= 2)", (A,)),
    ("squares by absolute values", "implies(abs(a) < abs(b), a**2 < b**2)", (A, B)),
]
FALSE = [
    ("squares", "implies(a**2 < b**2, a < b)", (A, B)),
    ("equal fourth powers", "implies(a**4 == b**4, a == b)", (A, B)),
    ("cubes the other way round", "implies(a**3 < b**3, a > b)", (A, B)),
    ("a strict relation from a weak one", "implies(a**3 <= b**3, a < b)", (A, B)),
]


def claim(text: str, declared: tuple[str, ...]) -> Claim:
    question = read_question(text, declared, ())
    return Claim(question.context, question.asked[0])  # type: ignore[index]


@pytest.mark.parametrize(("text", "declared"), [row[1:] for row in TRUE], ids=[r[0] for r in TRUE])
def test_true(text: str, declared: tuple[str, ...]) -> None:
    assert decide(claim(text, declared), 20).status == "proved"


@pytest.mark.parametrize(
    ("text", "declared"), [row[1:] for row in FALSE], ids=[r[0] for r in FALSE]
)
def test_false(text: str, declared: tuple[str, ...]) -> None:
    assert decide(claim(text, declared), 20).status in ("refuted", "conditional")
