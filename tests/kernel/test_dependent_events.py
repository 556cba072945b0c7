"""Probabilities of events whose comparisons follow from each other, or contradict each other.

Three forms, one of them a sum of the others.
"""

from __future__ import annotations

import random

import pytest

from symattn.kernel import Claim, Rejected
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.order.signs import Signs
from symattn.reading.question_reader import read_question

LAWS = ("g ~ N(1, 1/2)", "h ~ N(1, 1/2)")
VALUES = [  # event, its probability by simulation within 1/100
    "g > 0 and abs(g) > abs(h)", "g < 0 and abs(g) > abs(h)", "abs(g) > abs(h)",
    "g > h and g + h < 0 and g > 0", "g > h and g + h > 0 and g > 0", "g > h and g > h",
    "g > h and 2*g > 2*h",
    "g > h and h > g", "g > h and g + h < 0", "g > 0 and g - h > 0 and -g - h > 0 and g + h > 0",
    "2*g > h and h > 0 and g > 0", "g + h > 0 and g > h and -g > 0",
]  # fmt: skip


def chance(event: str) -> float:
    question = read_question(f"P({event}) == 0", LAWS)
    assert isinstance(question.asked, tuple)
    claim = Claim(question.context, question.asked[0])
    signs = Signs()
    q = Semantics(claim.context, signs).scalar(claim.goal.children[0])
    if q.is_zero:
        return 0.0
    lo, hi = signs.enclose_quotient(q, 64)
    return float(lo + hi) / 2


@pytest.mark.parametrize("event", VALUES)
def test_as_often_as_samples_say(event: str) -> None:
    rng = random.Random(7)
    python = compile(event, "event", "eval")
    samples = 40_000
    hits = sum(
        bool(eval(python, {"abs": abs, "g": rng.gauss(1, 0.5**0.5), "h": rng.gauss(1, 0.5**0.5)}))
        for _ in range(samples)
    )
    try:
        value = chance(event)
    except Rejected:
        assert event in (
            "2*g > h and h > 0 and g > 0",
            "g > h and g + h < 0 and g > 0",
        )  # no closed form, and none is made up
        return
    assert abs(hits / samples - value) < 0.01


def test_what_does_not_follow_is_kept() -> None:
    """x > y and x + y > 0 give x > 0; x > y and x > 0 do not give x + y > 0."""
    assert chance("g > h and g + h > 0 and g > 0") == chance("g > h and g + h > 0")
    with pytest.raises(Rejected):
        chance("g > h and g > 0 and g + h > 1")
