"""What follows from an equation, and what the kernel must not take for an equation."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.reading.question_reader import read_question

X, Y, Z = "x: real", "y: real", "z: real"


def element(**powers: int) -> list[Any]:
    """Σ of letters with whole coefficients: element(x=1, y=-1) is x − y."""
    return [[str(c), [[name, 1]] if name != "one" else [], []] for name, c in powers.items()]


def sign(of: list[Any], relation: str, *rows: tuple[str, list[str]]) -> dict[str, Any]:
    return {"of": of, "is": relation, "by": [[weight, names, [], []] for weight, names in rows]}


def replayed(
    text: str,
    declared: tuple[str, ...],
    facts: tuple[str, ...],
    model: dict[str, str],
    **proof: Any,
) -> str:
    question = read_question(text, declared, facts)
    claim = Claim(question.context, question.asked[0])  # type: ignore[index]
    point = {
        "sizes": {},
        "scalars": {s.key: model.get(s.key, "1") for s in claim.context.scalars},
        "entries": {},
        "vectors": {},
        "matrices": {},
    }
    return replay(claim, {"format": 1, "kernel": "0.1", "model": point, "proof": proof}).verdict


DIFFERENCE, TURNED = element(x=1, y=-1), element(x=-1, y=1)
BOTH = [sign(DIFFERENCE, "≥", ("1", ["h0"])), sign(TURNED, "≥", ("1", ["h1"]))]


def test_an_equality_by_both_orders() -> None:
    assert (
        replayed("x == y", (X, Y), ("x >= y", "y >= x"), {}, rule="order", signs=BOTH) == "proved"
    )


def test_one_order_is_no_equality() -> None:
    with pytest.raises(Rejected, match="sign"):
        replayed("x == y", (X, Y), ("x >= y", "y >= x"), {}, rule="order", signs=BOTH[:1])


def test_what_is_larger_is_not_equal() -> None:
    with pytest.raises(Rejected, match="excludes"):
        replayed(
            "x == y",
            (X, Y),
            ("x > y",),
            {"y": "0"},
            rule="order",
            signs=[sign(DIFFERENCE, ">", ("1", ["h0"]))],
        )


def test_squares_of_an_equation() -> None:
    """√x = 3 gives x = 9."""
    positive = sign(element(x=1), ">", ("1", ["h0"]))
    signs = [
        positive,
        sign(element(x=1, one=-9), "≥", ("1", ["sq:l0"])),
        sign(element(x=-1, one=9), "≥", ("-1", ["sq:l0"])),
    ]
    question = read_question("implies(sqrt(x) == 3, x == 9)", ("x: positive",))
    claim = Claim(question.context, question.asked[0])  # type: ignore[index]
    model = {"sizes": {}, "scalars": {"x": "9"}, "entries": {}, "vectors": {}, "matrices": {}}
    assert (
        replay(
            claim,
            {
                "format": 1,
                "kernel": "0.1",
                "model": model,
                "proof": {"rule": "order", "signs": signs},
            },
        ).verdict
        == "proved"
    )


def test_an_inequality_is_not_squared() -> None:
    """x ≥ y does not give x² ≥ y²."""
    with pytest.raises(Rejected, match="an equation to square"):
        replayed(
            "x**2 >= y**2",
            (X, Y),
            ("x >= y",),
            {},
            rule="order",
            signs=[sign([["1", [["x", 2]], []], ["-1", [["y", 2]], []]], "≥", ("1", ["sq:h0"]))],
        )


def split(zero: dict[str, Any]) -> dict[str, Any]:
    """x < 0, x = 0, x > 0, where only the middle one is of interest."""
    return {
        "rule": "split",
        "on": element(x=1),
        "integer": False,
        "solve": "x",
        "positive": {"rule": "equality"},
        "zero": zero,
        "negative": {"rule": "equality"},
    }


UNDEFINED = {"rule": "infeasible", "undefined": True}


def test_where_a_hypothesis_has_no_value_there_is_nothing_to_show() -> None:
    """1/x = y: x = 0 is infeasible, and the other cells are no concern here."""
    with pytest.raises(
        Rejected, match="equality"
    ):  # that the cell x > 0 is not proved is all that is wrong
        replayed("z == 0", (X, Y, Z), ("1/x == y",), {}, **split(UNDEFINED))
    sides = sign(element(x=1), ">", ("1", ["c0"])), sign(element(x=-1), ">", ("1", ["c0"]))
    proof = {
        **split(UNDEFINED),
        "positive": {"rule": "order", "signs": [sides[0]]},
        "negative": {"rule": "order", "signs": [sides[1]]},
    }
    assert replayed("x != 0", (X, Y), ("1/x == y",), {}, **proof) == "proved"


@pytest.mark.parametrize(
    ("facts", "model"),
    [(("x == y",), {}), (("1/(x + 1) == y",), {"y": "1/2"})],
    ids=["it has one", "only another place has none"],
)
def test_a_hypothesis_that_has_a_value_contradicts_nothing(
    facts: tuple[str, ...], model: dict[str, str]
) -> None:
    sides = sign(element(x=1), ">", ("1", ["c0"])), sign(element(x=-1), ">", ("1", ["c0"]))
    proof = {
        **split(UNDEFINED),
        "positive": {"rule": "order", "signs": [sides[0]]},
        "negative": {"rule": "order", "signs": [sides[1]]},
    }
    with pytest.raises(Rejected, match="no contradiction"):
        replayed("x != 0", (X, Y), facts, model, **proof)


AGAINST = {"rule": "infeasible", "unequal": "h0"}


def at_one(*facts: str, x: str = "2") -> str:
    """x ≠ 1: at x = 1 the first fact is to be against what is known.

    Elsewhere there is nothing to show.
    """
    above, below = element(x=1, one=-1), element(x=-1, one=1)
    signs = sign(above, ">", ("1", ["c0"])), sign(below, ">", ("1", ["c0"]))
    proof = {
        **split(AGAINST), "on": above,
        "positive": {"rule": "order", "signs": [signs[0]]},
        "negative": {"rule": "order", "signs": [signs[1]]},
    }  # fmt: skip
    return replayed("x != 1", (X, Y), facts, {"x": x, "y": "0"}, **proof)


@pytest.mark.parametrize(
    "fact", ["exp(x) > 3", "exp(x) != exp(1)", "x >= 2", "2*x == 4", "log(2*x) >= 1"]
)
def test_a_case_in_which_a_hypothesis_is_false_is_empty(fact: str) -> None:
    assert at_one(fact) == "proved"


@pytest.mark.parametrize(
    "fact",
    ["exp(x) >= 2", "exp(x) < 10", "x >= 1", "x**2 == x", "log(2*x) >= 1/2", "x != y", "x > y"],
)
def test_a_case_in_which_it_is_true_or_may_be_is_not(fact: str) -> None:
    with pytest.raises(Rejected, match="no contradiction|sign"):
        at_one(fact, x="0" if "==" in fact else "2")
