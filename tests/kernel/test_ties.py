"""Ties counted in one cell for each score that may be the largest: what is accepted, and what must not be."""
from __future__ import annotations

import copy
import time
from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.provers.limit_table import table_of
from symattn.terms import Context, Scalar, Term, number

from .claims import exp, over, t

SCORES = [Term("scalar", (f"x_{k}",)) for k in range(5)]
beta, n = Term("scalar", ("b",)), Term("scalar", ("n",))
CONTEXT = Context(scalars=(Scalar("b"), *(Scalar(str(s.args[0])) for s in SCORES)), facts=(t(">", beta, 0),), limit=("b",))
WEIGHT = over(exp(SCORES[0], beta), *[exp(s, beta) for s in SCORES])


@pytest.fixture(scope="module")
def proved() -> tuple[Claim, Any]:
    table = table_of(CONTEXT, WEIGHT, time.monotonic() + 20)
    assert table.complete
    return table.proofs[0]


def test_one_maximum_and_no_branch_for_each_score(proved: tuple[Claim, Any]) -> None:
    claim, certificate = proved
    assert replay(claim, certificate).rules == {"split", "limit_by_counting_ties", "infeasible"}
    assert certificate["maxima"] == [["max", *(["scalar", str(s.args[0])] for s in SCORES)]]


SHORT = ["max", *(["scalar", str(s.args[0])] for s in SCORES[1:])]
CHANGES: list[tuple[str, Any, str]] = [
    ("no maximum", lambda c: {**c, "maxima": []}, "there is no maximum"),
    ("a score left out of the maximum", lambda c: {**c, "maxima": [SHORT]}, "a maximum in a sum|do not add up|there is no fact|sign of an element"),
    ("a sum for a maximum", lambda c: {**c, "maxima": [["+", ["number", 1], ["number", 2]]]}, "expected a maximum"),
    ("a maximum of what is not declared", lambda c: {**c, "maxima": [["max", ["scalar", "z"], ["number", 0]], *c["maxima"]]}, "not declared"),
    ("the maximum of what moves", lambda c: {**c, "maxima": [["max", ["scalar", "b"], ["number", 0]], *c["maxima"]]}, "move with the limit|there is no fact"),
    ("not a list", lambda c: {**c, "maxima": 5}, "malformed"),
]


@pytest.mark.parametrize(("what", "change", "words"), CHANGES, ids=[c[0] for c in CHANGES])
def test_changed_certificates_are_refused(proved: tuple[Claim, Any], what: str, change: Any, words: str) -> None:
    claim, certificate = copy.deepcopy(proved)
    with pytest.raises(Rejected, match=words):
        replay(claim, change(certificate))


def test_another_right_side_is_refused(proved: tuple[Claim, Any]) -> None:
    claim, certificate = proved
    most, zero = claim.goal.children[1].children[0], number(0)
    for wrong in (t("cases", most, over(1, number(5)), Term("<", most.children), zero), t("cases", most, number(1), Term("<", most.children), zero)):
        with pytest.raises(Rejected):
            replay(Claim(claim.context, Term("→", (WEIGHT, wrong))), certificate)


@pytest.mark.parametrize(
    "term",
    [
        over(t("+", exp(SCORES[0], beta), t("neg", exp(SCORES[1], beta))), t("+", exp(SCORES[0], beta), t("neg", exp(SCORES[1], beta)), exp(SCORES[2], beta))),
        over(t("*", beta, exp(SCORES[0], beta)), *[exp(s, beta) for s in SCORES]),
    ],
    ids=["a coefficient that is negative", "a power beside the scores"],
)
def test_only_positive_sums_are_counted(proved: tuple[Claim, Any], term: Term) -> None:
    claim, certificate = proved
    with pytest.raises(Rejected):
        replay(Claim(claim.context, Term("→", (term, claim.goal.children[1]))), certificate)


COUNTED = t("count", t("=", t("exp", number(10000)), number(1)))  # 0, which enclosures up to 5,000 do not show
SQUARE = t("count", t("=", t("*", t("sqrt", number(2)), t("sqrt", number(2))), number(2)))  # 1
ONLY_BETA = Context(scalars=(Scalar("b"),), facts=(t(">", beta, 0),), limit=("b",))
MOVING = {"sizes": {}, "scalars": {"b": [["1", [["b", 1]], []]]}, "entries": {}, "vectors": {}, "matrices": {}}
TRUE = [
    ("a count that is 0, in a maximum", t("→", t("max", t("+", 1, t("neg", COUNTED)), 0), 1)),
    ("a count that is 0, times β", t("→", t("+", t("*", beta, COUNTED), over(1, beta)), 0)),
    ("a count that is 1, below", t("→", over(1, t("+", 1, t("neg", over(SQUARE, 2)))), 2)),
]


@pytest.mark.parametrize(("what", "goal"), TRUE, ids=[w for w, _ in TRUE])
def test_a_count_without_a_value_does_not_grow(what: str, goal: Term) -> None:
    """At a point with β moving, an indicator was once taken for a variable that tends to infinity."""
    with pytest.raises(Rejected):
        replay(Claim(ONLY_BETA, goal), {"format": 1, "kernel": "0.1", "refutation": {"rule": "fails_at_point", "point": MOVING}})


def test_a_count_in_an_exponent_has_no_sign() -> None:
    x, y = SCORES[:2]
    goal = t("=", over(1, t("+", 1, t("exp", t("count", t("=", x, y))))), 0)
    point = {"sizes": {}, "scalars": {"b": "1", **{str(s.args[0]): "1" for s in SCORES}}, "entries": {}, "vectors": {}, "matrices": {}}
    with pytest.raises(Rejected, match="nonzero|not proved|not identically"):
        replay(Claim(CONTEXT, goal), {"format": 1, "kernel": "0.1", "model": point, "proof": {"rule": "equality"}})
