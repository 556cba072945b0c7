"""A hypothesis that stops a limit variable.

Then nothing is said about the limit, neither proved nor refuted.
"""

from __future__ import annotations

from typing import Any

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay
from symattn.language import Context, Scalar, Term, number
from symattn.writing.derivation import Derivation
from symattn.writing.expressions import expectation, probability, relation, variance


def _claims(write: Any) -> list[Claim]:
    context, steps = Derivation("x", "x", "x", write).steps()
    return [step.claim(context) for step in steps]


def _variance_that_moves(d: Any) -> None:
    s, t, e = (d.real(name, positive=True) for name in "ste")
    g = d.normal("g", 0, s)
    d.fact(s, "=", t**2)
    d.let_tend(t)
    d.step(variance(g / t), "->", 0)
    d.step(variance(g / t), "->", 1)
    d.step(probability(relation(abs(g / t), ">", e)), "->", 0)


def _parameter_that_moves(d: Any) -> None:
    x, t = d.real("x", positive=True), d.real("t", positive=True)
    g = d.normal("g", 1, 1)
    d.fact(x, "=", t)
    d.let_tend(t)
    d.step(x / t, "->", 0)
    d.step(g * x / t, "->", g)
    d.step(expectation(g) / t, "->", expectation(g) / x)


def _parameter_above(d: Any) -> None:
    x, t = d.real("x", positive=True), d.real("t", positive=True)
    g = d.normal("g", 1, 1)
    d.fact(x, ">", t)
    d.let_tend(t)
    d.step(t / (t + x), "->", 1)
    d.step(g * t / (t + x), "->", g / 2)
    d.step(expectation(g) * t / (t + x), "->", 1)


@pytest.mark.parametrize("write", [_variance_that_moves, _parameter_that_moves, _parameter_above])
def test_neither_proved_nor_refuted(write: Any) -> None:
    for claim in _claims(write):
        verdict = decide(claim, 5)
        assert verdict.status == "undecided" and "restricts how the limit is taken" in str(
            verdict.reasons
        )


def _equality(d: Any) -> None:
    x, t = d.real("x", positive=True), d.real("t", positive=True)
    g = d.normal("g", 1, 1)
    d.fact(x, "=", t)
    d.let_tend(t)
    d.step(expectation(g) / t, "=", expectation(g) / x)


def test_an_equality_is_not_refuted_by_a_limit_that_a_hypothesis_stops() -> None:
    (true,) = _claims(_equality)
    point = {
        "sizes": {},
        "scalars": {"x": "1", "t": "1", "g": "1"},
        "entries": {},
        "vectors": {},
        "matrices": {},
    }
    with pytest.raises(Rejected, match="restricts how the limit"):
        replay(
            true,
            {
                "format": 1,
                "kernel": "0.1",
                "refutation": {
                    "rule": "means_tend_elsewhere",
                    "trees": [],
                    "point": point,
                    "signs": [],
                },
            },
        )
    assert decide(true, 5).status == "proved"


def _beyond(d: Any) -> None:
    t = d.real("t")
    d.fact(t, ">", 3)
    d.let_tend(t)
    d.step(1 / t, "->", 0)


def test_a_bound_from_below_leaves_the_limit_alone() -> None:
    assert decide(_claims(_beyond)[0], 5).status == "proved"


def test_nor_is_it_stopped_left_of_an_implication() -> None:
    x, b = Term("scalar", ("x",)), Term("scalar", ("b",))
    context = Context(
        scalars=(Scalar("x"), Scalar("b")), limit=("b",), facts=(Term(">", (b, number(0))),)
    )
    false = Claim(
        context, Term("⇒", (Term("=", (x, b)), Term("→", (Term("/", (x, b)), number(0)))))
    )
    model = {
        "sizes": {},
        "scalars": {"x": "1", "b": "1"},
        "entries": {},
        "vectors": {},
        "matrices": {},
    }
    signs = [{"of": [["1", [["b", 1]], []]], "is": ">", "by": [["1", ["h0"], [], []]]}]
    with pytest.raises(Rejected, match="restricts how the limit"):
        replay(
            false,
            {
                "format": 1,
                "kernel": "0.1",
                "model": model,
                "proof": {"rule": "limit_by_dominance", "signs": signs},
            },
        )
    assert decide(false, 5).status == "undecided"


@pytest.mark.parametrize("length", [lambda s, b: -b, lambda s, b: s - b])
def test_a_norm_is_not_negative_either(length: Any) -> None:
    def write(d: Any) -> None:
        s, b = d.real("s", positive=True), d.real("b")
        keys = d.index_set(2, "a c")
        a, c = keys
        v = d.orthogonal("v", keys, length(s, b))
        d.let_tend(b)
        d.step((v[a] @ v[a]) / b**2, "->", 1)

    assert decide(_claims(write)[0], 5).status == "undecided"
