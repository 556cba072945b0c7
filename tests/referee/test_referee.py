"""Random questions, each proved claim tried at 25 random points by code that shares nothing with
the kernel.

SYMATTN_NIGHTLY=1 asks 5,000 questions instead of 40.
"""

from __future__ import annotations

import os
import random

import mpmath
import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.language import Term, TermError, plain
from symattn.reading.declarations import QuestionError
from symattn.reading.question_reader import read_question

from .judging import contradicted
from .questions import FAMILY, SCALARS, question
from .vectors import claim as vector_claim

COUNT = 5_000 if os.environ.get("SYMATTN_NIGHTLY") else 40
BATCHES = 10 if COUNT > 1_000 else 4

FALSE = [
    ("x/x == 1", SCALARS, ""),
    ("sqrt(x**2) == x", SCALARS, ""),
    ("exp(x) > 1 + x", SCALARS, ""),
    ("sqrt(abs(x)) > 0", SCALARS, ""),
    ("exp(x[a])/sum(exp(x[j]), j) < 1", FAMILY, ""),
    ("implies(x**2 == y**2, x == y)", SCALARS, ""),
    ("tends(b*exp(-b), 1)", FAMILY, "b -> oo"),
    ("E(g**2) == 1", ("g ~ N(1, 1/2)",), ""),
    ("diff(exp(x*y), x) == exp(x*y)", SCALARS, ""),
]


@pytest.mark.parametrize(("text", "lets", "limit"), FALSE, ids=[text for text, *_ in FALSE])
def test_the_referee_sees_what_is_false(text: str, lets: tuple[str, ...], limit: str) -> None:
    asked = read_question(text, lets, (), limit)
    (goal,) = asked.asked  # type: ignore[misc]
    assert isinstance(goal, Term)
    with mpmath.workdps(50):
        assert contradicted(asked.context, goal, "referee", 60)[1] is not None


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_proved_claim_is_contradicted(batch: int) -> None:
    r = random.Random(4_000 + batch)
    proved = tried = 0
    for k in range(COUNT // BATCHES):
        one = question(r)
        try:
            asked = read_question(one.text, one.lets, one.given, one.limit)
            claims = [Claim(asked.context, goal) for goal in asked.asked]  # type: ignore[union-attr]
            for claim in claims:
                claim.check()
        except (QuestionError, TermError):
            continue
        for claim in claims:
            if decide(claim, 0.5).status == "proved":
                try:
                    with mpmath.workdps(50):
                        points, where = contradicted(claim.context, claim.goal, f"{batch} {k}")
                except (OverflowError, NotImplementedError):  # no numbers can tell
                    continue
                assert where is None, f"{one} is proved and false: {where}"
                proved, tried = proved + 1, tried + points
    assert proved and tried


@pytest.mark.parametrize("batch", range(2))
def test_no_proved_claim_about_vectors_is_contradicted(batch: int) -> None:
    r = random.Random(9_000 + batch)
    proved = 0
    for k in range(COUNT // 10 if COUNT > 1_000 else 15):
        claim = vector_claim(r)
        if decide(claim, 0.5).status == "proved":
            with mpmath.workdps(50):
                where = contradicted(claim.context, claim.goal, f"{batch} {k}", 10)[1]
            assert where is None, f"{plain(claim.goal)} is proved and false: {where}"
            proved += 1
    assert proved > 5
