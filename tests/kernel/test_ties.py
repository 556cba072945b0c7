"""Ties counted in one cell for each score that may be the largest.

What is accepted, and what must not be.
"""

from __future__ import annotations

import copy
from typing import Any

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay
from symattn.language import Context, Family, IndexSet, Scalar, Term, number, to_json
from symattn.search.cases.limit_table import table_of
from symattn.search.clock import now

from .claims import exp, over, t

SCORES = [Term("scalar", (f"x_{k}",)) for k in range(5)]
beta, n = Term("scalar", ("b",)), Term("scalar", ("n",))
CONTEXT = Context(
    scalars=(Scalar("b"), *(Scalar(str(s.args[0])) for s in SCORES)),
    facts=(t(">", beta, 0),),
    limit=("b",),
)
WEIGHT = over(exp(SCORES[0], beta), *[exp(s, beta) for s in SCORES])


@pytest.fixture(scope="module")
def proved() -> tuple[Claim, Any]:
    table = table_of(CONTEXT, WEIGHT, now() + 20)
    assert table.complete
    return table.proofs[0]


def test_one_maximum_and_no_branch_for_each_score(proved: tuple[Claim, Any]) -> None:
    claim, certificate = proved
    assert replay(claim, certificate).rules == {"split", "limit_by_counting_ties", "infeasible"}
    assert certificate["maxima"] == [["max", *(["scalar", str(s.args[0])] for s in SCORES)]]


SHORT = ["max", *(["scalar", str(s.args[0])] for s in SCORES[1:])]
CHANGES: list[tuple[str, Any, str]] = [
    ("no maximum", lambda c: {**c, "maxima": []}, "there is no maximum"),
    (
        "a score left out of the maximum",
        lambda c: {**c, "maxima": [SHORT]},
        "a maximum in a sum|do not add up|there is no fact|sign of an element",
    ),
    (
        "a sum for a maximum",
        lambda c: {**c, "maxima": [["+", ["number", 1], ["number", 2]]]},
        "expected a maximum",
    ),
    (
        "a maximum of what is not declared",
        lambda c: {**c, "maxima": [["max", ["scalar", "z"], ["number", 0]], *c["maxima"]]},
        "not declared",
    ),
    (
        "the maximum of what moves",
        lambda c: {**c, "maxima": [["max", ["scalar", "b"], ["number", 0]], *c["maxima"]]},
        "move with the limit|there is no fact",
    ),
    ("not a list", lambda c: {**c, "maxima": 5}, "malformed"),
]


@pytest.mark.parametrize(("what", "change", "words"), CHANGES, ids=[c[0] for c in CHANGES])
def test_changed_certificates_are_refused(
    proved: tuple[Claim, Any], what: str, change: Any, words: str
) -> None:
    claim, certificate = copy.deepcopy(proved)
    with pytest.raises(Rejected, match=words):
        replay(claim, change(certificate))


def test_another_right_side_is_refused(proved: tuple[Claim, Any]) -> None:
    claim, certificate = proved
    most, zero = claim.goal.children[1].children[0], number(0)
    for wrong in (
        t("cases", most, over(1, number(5)), Term("<", most.children), zero),
        t("cases", most, number(1), Term("<", most.children), zero),
    ):
        with pytest.raises(Rejected):
            replay(Claim(claim.context, Term("→", (WEIGHT, wrong))), certificate)


@pytest.mark.parametrize(
    "term",
    [
        over(
            t("+", exp(SCORES[0], beta), t("neg", exp(SCORES[1], beta))),
            t("+", exp(SCORES[0], beta), t("neg", exp(SCORES[1], beta)), exp(SCORES[2], beta)),
        ),
        over(t("*", beta, exp(SCORES[0], beta)), *[exp(s, beta) for s in SCORES]),
    ],
    ids=["a coefficient that is negative", "a power beside the scores"],
)
def test_only_positive_sums_are_counted(proved: tuple[Claim, Any], term: Term) -> None:
    claim, certificate = proved
    with pytest.raises(Rejected):
        replay(Claim(claim.context, Term("→", (term, claim.goal.children[1]))), certificate)


COUNTED = t(
    "count", t("=", t("exp", number(10000)), number(1))
)  # 0, which enclosures up to 5,000 do not show
SQUARE = t("count", t("=", t("*", t("sqrt", number(2)), t("sqrt", number(2))), number(2)))  # 1
ONLY_BETA = Context(scalars=(Scalar("b"),), facts=(t(">", beta, 0),), limit=("b",))
MOVING = {
    "sizes": {},
    "scalars": {"b": [["1", [["b", 1]], []]]},
    "entries": {},
    "vectors": {},
    "matrices": {},
}
TRUE = [
    ("a count that is 0, in a maximum", t("→", t("max", t("+", 1, t("neg", COUNTED)), 0), 1)),
    ("a count that is 0, times β", t("→", t("+", t("*", beta, COUNTED), over(1, beta)), 0)),
    ("a count that is 1, below", t("→", over(1, t("+", 1, t("neg", over(SQUARE, 2)))), 2)),
]


@pytest.mark.parametrize(("what", "goal"), TRUE, ids=[w for w, _ in TRUE])
def test_a_count_without_a_value_does_not_grow(what: str, goal: Term) -> None:
    """At a point with β moving, an indicator was once taken for a variable that tends to
    infinity.
    """
    with pytest.raises(Rejected):
        replay(
            Claim(ONLY_BETA, goal),
            {
                "format": 1,
                "kernel": "0.1",
                "refutation": {"rule": "fails_at_point", "point": MOVING},
            },
        )


def test_a_count_in_an_exponent_has_no_sign() -> None:
    x, y = SCORES[:2]
    goal = t("=", over(1, t("+", 1, t("exp", t("count", t("=", x, y))))), 0)
    point = {
        "sizes": {},
        "scalars": {"b": "1", **{str(s.args[0]): "1" for s in SCORES}},
        "entries": {},
        "vectors": {},
        "matrices": {},
    }
    with pytest.raises(Rejected, match="nonzero|not proved|not identically"):
        replay(
            Claim(CONTEXT, goal),
            {"format": 1, "kernel": "0.1", "model": point, "proof": {"rule": "equality"}},
        )


# ---- accepted once: found by an attack on the rule -----------------------------------------------

A, N, Z = "A", Term("scalar", ("n",)), Term("scalar", ("z",))


def x_(name: str) -> Term:
    return Term("entry", ("x", Term("index", (name,))))


def v_(name: str) -> Term:
    return Term("member", ("v", Term("index", (name,))))


def total(name: str, body: Term, *out: str) -> Term:
    return Term("sum", (name, A, *(Term("index", (o,)) for o in out), body))


M = Term("most", ("k", A, x_("k")))
LESS = t("neg", M)
NPOS = {"of": [["1", [["n", 1]], []]], "is": ">", "by": [["1", ["h0"], [], []], ["2", [], [], []]]}
GAP = {
    "of": [["1", [["max!0", 1]], []], ["-1", [["x[*A/1~]", 1]], []]],
    "is": "≥",
    "by": [["1", ["m0:1@*A/1~"], [], []]],
}
SHARE = total(
    "j", over(exp(t("+", x_("j"), LESS), beta), total("l", exp(t("+", x_("l"), LESS), beta)))
)
WINS = total("j", t("count", t("=", x_("j"), M)))
HOLES: list[tuple[str, tuple[Term, ...], str, Term, list[Any], tuple[Term, ...]]] = [
    (
        "a coefficient's own member taken for the summed one",
        (),
        "",
        t(
            "→",
            total("i", t("*", x_("i"), total("j", exp(t("+", x_("j"), LESS), beta)), v_("i"))),
            total(
                "i", t("*", total("j", t("*", x_("j"), t("count", t("=", x_("j"), M)))), v_("i"))
            ),
        ),
        [NPOS, GAP],
        (M,),
    ),
    (
        "n copies of what there are n − 1 of",
        (t("=", x_("o"), 3),),
        "o",
        t(
            "→",
            total("i", t("*", total("j", exp(t("+", x_("j"), t("neg", 3)), beta), "i"), v_("i"))),
            total("i", t("*", N, v_("i"))),
        ),
        [
            {
                "of": [["1", [["x[*A/2~]", 1]], []], ["-3", [], []]],
                "is": "≥",
                "by": [["1", ["h2@*A/2~"], [], []]],
            },
            {
                "of": [["-1", [["x[*A/2~]", 1]], []], ["3", [], []]],
                "is": "≥",
                "by": [["-1", ["h2@*A/2~"], [], []]],
            },
        ],
        (),
    ),
    (
        "λ = log(F/t) as a rate, as if it were fixed",
        (t("≥", Z, 0),),
        "",
        t(
            "→",
            t(
                "*",
                (
                    y := t(
                        "+",
                        Z,
                        t(
                            "^",
                            t(
                                "log",
                                t(
                                    "+",
                                    1,
                                    over(1, beta),
                                    total("j", exp(t("+", x_("j"), LESS, t("neg", 1)), beta)),
                                ),
                            ),
                            2,
                        ),
                    )
                ),
                t("^", beta, 2),
                t("exp", t("neg", t("*", t("^", beta, 2), y))),
            ),
            number(0),
        ),
        [
            NPOS,
            {
                "of": [["1", [], []], ["1", [["max!0", 1]], []], ["-1", [["x[*A/1~]", 1]], []]],
                "is": ">",
                "by": [["1", ["m0:1@*A/1~"], [], []], ["1", [], [], []]],
            },
            {
                "of": [["1", [["z", 1]], []], ["1", [["lim!0", 2]], []]],
                "is": "≥",
                "by": [["1", ["h2"], [], []], ["1", [], [[["1", [["lim!0", 1]], []]]], []]],
            },
        ],
        (M,),
    ),
]


@pytest.mark.parametrize(
    ("what", "facts", "rest", "goal", "signs", "maxima"), HOLES, ids=[h[0] for h in HOLES]
)
def test_holes_that_were_closed(
    what: str,
    facts: tuple[Term, ...],
    rest: str,
    goal: Term,
    signs: list[Any],
    maxima: tuple[Term, ...],
) -> None:
    context = Context(
        index_sets=(IndexSet(A, N, (), rest),),
        scalars=(Scalar("b"), Scalar("z"), Scalar("n", True)),
        families=(Family("x", A, "scalar"), Family("v", A, "vector")),
        facts=(t("≥", N, 2), t(">", beta, 0), *facts),
        limit=("b",),
    )
    model = {
        "sizes": {A: 2},
        "scalars": {"b": "1", "n": "2", "z": "0"},
        "entries": {"x": ["3", "3"]},
        "vectors": {"v": [["1"], ["1"]]},
        "matrices": {},
    }
    proof = {"rule": "limit_by_counting_ties", "signs": signs}
    with pytest.raises(
        Rejected,
        match="one unnamed member|others of an unnamed|own are not|that a cert|in an exponent",
    ):
        replay(
            Claim(context, goal),
            {
                "format": 1,
                "kernel": "0.1",
                "model": model,
                "maxima": [to_json(m) for m in maxima],
                "proof": proof,
            },
        )
    assert decide(Claim(context, goal), 3).status != "proved"


def test_a_sum_beside_each_member_is_not_taken_for_it() -> None:
    """Σ_i x_i (Σ_j α_j) v_i tends to Σ_i x_i v_i, and not to the winners' average for each i."""
    context = Context(
        index_sets=(IndexSet(A, N, ()),),
        scalars=(Scalar("b"), Scalar("n", True)),
        families=(Family("x", A, "scalar"), Family("v", A, "vector")),
        facts=(t("≥", N, 2), t(">", beta, 0)),
        limit=("b",),
    )
    wrong = over(total("l", t("*", x_("l"), t("count", t("=", x_("l"), M)))), WINS)
    assert (
        decide(
            Claim(
                context,
                t(
                    "→",
                    total("i", t("*", x_("i"), SHARE, v_("i"))),
                    total("i", t("*", wrong, v_("i"))),
                ),
            ),
            5,
        ).status
        != "proved"
    )


@pytest.mark.parametrize(
    "right",
    [
        t("+", t("*", t("sqrt", 2), t("sqrt", 2)), t("neg", 2)),
        COUNTED,
        t("+", beta, t("neg", beta)),
    ],
    ids=["√2·√2 − 2", "a count that is 0", "β − β"],
)
def test_true_limits_of_exponentials_are_not_refuted(right: Term) -> None:
    for left in (t("exp", t("neg", beta)), t("exp", t("neg", t("*", beta, t("log", beta))))):
        with pytest.raises(Rejected):
            replay(
                Claim(ONLY_BETA, t("→", left, right)),
                {
                    "format": 1,
                    "kernel": "0.1",
                    "refutation": {"rule": "fails_at_point", "point": MOVING},
                },
            )
