"""Which claims the reduction `near ties` takes: |E f − L| ≤ R, ‖E f − L‖ ≤ R and their like."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected
from symattn.kernel.chance.near_ties import by_near_ties
from symattn.language import Context, Law, Scalar, Term, Vector, number, to_json

G, R = Term("scalar", ("g",)), Term("scalar", ("r",))
U, C = Term("vector", ("u",)), Term("vector", ("c",))
ZERO, ONE = number(0), number(1)
EVENT = Term("≠", (G, ZERO))
CONTEXT = Context(
    scalars=(Scalar("g"), Scalar("r")),
    vectors=(Vector("u"), Vector("c")),
    laws=(Law("g", ZERO, ONE),),
)


def minus(a: Term, b: Term) -> Term:
    return Term("+", (a, Term("neg", (b,))))


def made(goal: Term, of: Term, value: Term, statistic: str, **more: Any) -> list[Term]:
    by = {
        "statistic": statistic,
        "of": to_json(of),
        "cells": [[to_json(EVENT), to_json(value), []]],
        "tails": [],
        **more,
    }
    return [c.goal for c in by_near_ties(Claim(CONTEXT, goal), by)]


MEAN = minus(Term("E", (G,)), ZERO)


def test_a_mean_of_numbers_and_of_vectors() -> None:
    for size, gap, of, value in (("abs", MEAN, G, ZERO), ("norm", minus(Term("E", (U,)), C), U, C)):
        goals = made(Term("≤", (Term(size, (gap,)), R)), of, value, "E")
        assert goals[0].op == "=" and goals[0].children[0] == gap
        assert Term("=", (Term("P", (EVENT,)), ONE)) in goals
        assert goals[-1] == Term("⇒", (EVENT, Term("≤", (Term(size, (minus(of, value),)), ZERO))))


def test_a_variance_and_a_covariance_need_a_radius() -> None:
    """How far f and its limits are from the centre, at most."""
    for size, statistic, of, value in (("abs", "Var", G, R), ("norm", "Cov", U, C)):
        within = [to_json(value), to_json(Term("*", (number(2), R)))]
        goal = Term("≤", (Term(size, (Term(statistic, (of,)),)), R))
        goals = made(goal, of, value, statistic, within=within)
        assert Term("≤", (Term(size, (minus(of, value),)), Term("*", (number(2), R)))) in goals


@pytest.mark.parametrize(
    "goal",
    [
        *(Term(op, (Term("abs", (MEAN,)), R)) for op in ("<", "≥", "=", "≠")),
        *(Term("≤", (Term(op, (MEAN,)), R)) for op in ("exp", "neg", "sqrt")),
    ],
)
def test_other_shapes_are_refused(goal: Term) -> None:
    with pytest.raises(Rejected, match=r"expected \|E f − L\| ≤ R"):
        made(goal, G, ZERO, "E")
