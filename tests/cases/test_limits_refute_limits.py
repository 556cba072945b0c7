"""False twins of true limits: a sample of `benchmarks/false_twins.py`, and all of it at night."""

from __future__ import annotations

import os

import pytest

from benchmarks.false_twins import problem_twins, refuted, twins

from .asked import Asked, is_right, verdict_of, words_of

NIGHTLY = os.environ.get("SYMATTN_NIGHTLY") == "1"
EVERY, LEAST_SHARE = 16, 0.95

ROWS = [
    Asked(
        "nested exponentials",
        "tends(exp(x)*(exp(1/x - exp(-x)) - exp(1/x)), 1)",
        "refuted",
        limit="x -> oo",
    ),
    Asked("a root of a logarithm", "tends(log(x)**(1/x), 2)", "refuted", limit="x -> oo"),
    Asked("a number for infinity", "tends(log(x)**(1/x), oo)", "refuted", limit="x -> oo"),
    Asked("infinity for a number", "tends(exp(x)*log(x)**(1/x), 1)", "refuted", limit="x -> oo"),
    Asked("close to what it is not", "close(log(x)**(1/x), 2)", "refuted", limit="x -> oo"),
    Asked(
        "an exponential of a quotient",
        "tends((1 + p/x)**x, 1)",
        "false",
        ("p: real",),
        limit="x -> oo",
    ),
    Asked(
        "a maximum",
        "tends(log(exp(p*x) + exp(q*x))/x, q)",
        "false",
        ("p: real", "q: real"),
        limit="x -> oo",
    ),
    Asked("a mean", "tends(E(sigmoid(x*g)), 1)", "false", ("g ~ N(1, 1/2)",), limit="x -> oo"),
]


@pytest.mark.parametrize("asked", ROWS, ids=[r.name for r in ROWS])
def test_a_limit_that_is_found_refutes_another(asked: Asked) -> None:
    found = verdict_of(asked)
    assert is_right(found, asked.right), words_of(found)


def test_most_false_twins_are_refuted() -> None:
    tried = twins() if NIGHTLY else problem_twins()[::EVERY]
    assert len(tried) >= (300 if NIGHTLY else 10)
    open_ones = [name for name, claim in tried if not refuted(claim)]
    assert len(open_ones) <= (1 - LEAST_SHARE) * len(tried) + (not NIGHTLY), open_ones
