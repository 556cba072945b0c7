"""Limits where there is but one side, signs of logarithms, and sums over families near a point."""

from __future__ import annotations

import mpmath
import pytest
import sympy

from symattn import limit
from symattn.asking.limit_answers import answer_limit
from symattn.kernel import Claim, Rejected, replay
from symattn.language import Term, number, to_json
from symattn.reading.question_reader import read_question

A, B, T, C = "a: real", "b: real", "T: positive", "c: positive"
FAMILY = ("n: integer >= 2", "x: real[n]")

LIMITS = [
    (
        "temperature to 0",
        "limit(exp(a/T)/(exp(a/T) + exp(b/T)), T, 0)",
        (A, B, T),
        [("b > a", "0"), ("a > b", "1"), ("b == a", "1/2")],
    ),
    (
        "log-sum-exp at temperature 0",
        "limit(T*log(exp(a/T) + exp(b/T)), T, 0)",
        (A, B, T),
        [("true", "max(a, b)")],
    ),
    (
        "the same over a family",
        "limit(T*log(sum(exp(x[j]/T), j)), T, 0)",
        (*FAMILY, T),
        [("true", "max(x[j], j)")],
    ),
    (
        "a family's weight at temperature 0",
        "limit(exp(x[a]/T)/sum(exp(x[j]/T), j), T, 0)",
        (*FAMILY, T),
        [
            ("x[a] == max(x[l], l)", "1/sum(count(x[j] == max(x[l], l)), j)"),
            ("x[a] < max(x[l], l)", "0"),
        ],
    ),
    ("from below only", "limit(1/T, T, 0)", ("T: negative",), [("true", "-oo")]),
    ("from above only", "limit(1/T, T, 0)", (T,), [("true", "oo")]),
    (
        "a power of any base",
        "limit(c**n, n, oo)",
        (C,),
        [("c > 1", "oo"), ("c < 1", "0"), ("c == 1", "1")],
    ),
    (
        "a power against another",
        "limit(n**2/c**n, n, oo)",
        (C,),
        [("c <= 1", "oo"), ("c > 1", "0")],
    ),
    (
        "a multiple of a logarithm",
        "limit(n*log(c), n, oo)",
        (C,),
        [("c > 1", "oo"), ("c < 1", "-oo"), ("c == 1", "0")],
    ),
    (
        "a base with a factor",
        "limit((c/2)**n, n, oo)",
        (C,),
        [("c > 2", "oo"), ("c < 2", "0"), ("c == 2", "1")],
    ),
    (
        "two bases",
        "limit(c**n/d**n, n, oo)",
        (C, "d: positive"),
        [("c > d", "oo"), ("d > c", "0"), ("c == d", "1")],
    ),
    (
        "a logarithm as an exponent",
        "limit(b**log(c), b, oo)",
        (C,),
        [("c > 1", "oo"), ("c < 1", "0"), ("c == 1", "1")],
    ),
    (
        "log-sum-exp less a score",
        "limit(log(exp(b*p) + exp(b*q)) - b*p, b, oo)",
        ("p: real", "q: real"),
        [("q > p", "oo"), ("p > q", "0"), ("q == p", "log(2)")],
    ),
    (
        "a family's weight where all scores are 0",
        "limit(exp(b*x[a])/sum(exp(b*x[j]), j), b, 0)",
        FAMILY,
        [("true", "1/n")],
    ),
    (
        "log-sum-exp where all scores are 0",
        "limit(log(sum(exp(b*x[j]), j)), b, 0)",
        FAMILY,
        [("true", "log(n)")],
    ),
    (
        "a family's weight at high temperature",
        "limit(exp(x[a]/T)/sum(exp(x[j]/T), j), T, oo)",
        (*FAMILY, T),
        [("true", "1/n")],
    ),
]


@pytest.mark.parametrize(
    ("text", "declared", "cases"), [x[1:] for x in LIMITS], ids=[x[0] for x in LIMITS]
)
def test_limits(text: str, declared: tuple[str, ...], cases: list[tuple[str, str]]) -> None:
    found = answer_limit(read_question(text, declared), 20)
    assert found.complete and found.cases == cases
    for claim, certificate in found.claims:
        assert replay(claim, certificate).verdict == "proved"


def test_two_sides_stay_two_where_the_sign_is_open() -> None:
    found = answer_limit(
        read_question("limit(exp(a/T)/(exp(a/T) + exp(b/T)), T, 0)", (A, B, "T: real")), 20
    )
    assert not found.complete and "from below" in found.why


def test_another_point_has_two_sides() -> None:
    assert not answer_limit(read_question("limit(1/(T - 1), T, 1)", (T,)), 20).complete


def test_sympys_positive_symbols_have_one_side_at_0() -> None:
    t = sympy.Symbol("T", positive=True)
    assert (
        limit(1 / t, t, 0).value == "oo"
        and not limit(1 / sympy.Symbol("u", real=True), sympy.Symbol("u", real=True), 0).complete
    )


def test_a_weight_near_0_as_numbers() -> None:
    scores, b = (0.3, -1.2, 2.0), mpmath.mpf(10) ** -12
    assert (
        abs(mpmath.exp(b * scores[0]) / sum(mpmath.exp(b * s) for s in scores) - mpmath.mpf(1) / 3)
        < 1e-10
    )


def proved(goal: Term, facts: tuple[str, ...], model: str, *signs: object) -> str:
    context = read_question("c > 0", ("c: positive",), facts).context
    point = {"sizes": {}, "scalars": {"c": model}, "entries": {}, "vectors": {}, "matrices": {}}
    positive = {"of": [["1", [["c", 1]], []]], "is": ">", "by": [["1", ["h0"], [], []]]}
    proof = {"rule": "order", "signs": [positive, *signs]}
    return replay(
        Claim(context, goal), {"format": 1, "kernel": "0.1", "model": point, "proof": proof}
    ).verdict


c = Term("scalar", ("c",))
LOG_C = {"log": to_json(c)}
ABOVE_1 = {"of": [["1", [["c", 1]], []], ["-1", [], []]], "is": ">", "by": [["1", ["h1"], [], []]]}
BELOW_1 = {"of": [["-1", [["c", 1]], []], ["1", [], []]], "is": ">", "by": [["1", ["h1"], [], []]]}
TURNED = {
    "of": [["1", [["c", -1]], []], ["-1", [], []]],
    "is": ">",
    "times": "s0",
    "by": [["1", ["s1"], [], []]],
}
POSITIVE, NEGATIVE = (
    Term(">", (Term("log", (c,)), number(0))),
    Term("<", (Term("log", (c,)), number(0))),
)


def test_the_sign_of_a_logarithm() -> None:
    assert proved(POSITIVE, ("c > 1",), "2", ABOVE_1, LOG_C) == "proved"
    assert (
        proved(
            NEGATIVE,
            ("c < 1",),
            "1/2",
            BELOW_1,
            TURNED,
            {"log": to_json(Term("/", (number(1), c)))},
        )
        == "proved"
    )


@pytest.mark.parametrize(
    ("what", "goal", "facts", "model", "signs"),
    [
        ("nothing is known of c", POSITIVE, (), "2", (LOG_C,)),
        ("c is below 1", POSITIVE, ("c < 1",), "1/2", (BELOW_1, LOG_C)),
        ("the logarithm before what it is of", POSITIVE, ("c > 1",), "2", (LOG_C, ABOVE_1)),
        (
            "what has no logarithm",
            POSITIVE,
            ("c > 1",),
            "2",
            (ABOVE_1, {"log": to_json(Term("neg", (c,)))}),
        ),
        (
            "what is not declared",
            POSITIVE,
            ("c > 1",),
            "2",
            (ABOVE_1, {"log": to_json(Term("scalar", ("w",)))}),
        ),
    ],
)
def test_signs_of_logarithms_that_do_not_follow(
    what: str, goal: Term, facts: tuple[str, ...], model: str, signs: tuple[object, ...]
) -> None:
    with pytest.raises(Rejected):
        proved(goal, facts, model, *signs)
