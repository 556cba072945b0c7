"""Limits on which computer algebra systems invent an order of p, q: decided rightly or not
at all.
"""

from __future__ import annotations

import pytest

from symattn.checking.deciding import _search
from symattn.kernel import Claim
from symattn.kernel.verdicts import judge
from symattn.language import Term
from symattn.search.clock import now

from ..kernel.claims import b, claim, exp, n, over, p, q, t, x

POSITIVE = tuple(t(">", s, 0) for s in (p, q, x, b))
TWO = over(exp(p, b), exp(p, b), exp(q, b))
WITH_OTHERS = over(exp(p, b), exp(p, b), exp(q, b), n, t("neg", 2))
LOG = over(t("log", t("+", exp(p, b), exp(q, b))), b)
GAP = t("+", exp(p, b), t("neg", exp(q, b)))
HIGH = t("+", t("*", 2, p), t("*", 2, q), x)
LOW = t("+", t("*", 2, p), t("*", 2, q))
NESTED = over(exp(b, HIGH), exp(b, LOW), exp(b, HIGH))
INFINITY = t("infinity")


def cases(above: object, tie: object, below: object) -> Term:
    return t("cases", t(">", p, q), above, t("=", p, q), tie, t("<", p, q), below)


TRAPS = [
    # what, left, right, the verdicts that are right
    ("two scores to 0", TWO, 0, {"conditional", "refuted", "undecided"}),
    ("two scores to 1/2", TWO, over(1, 2), {"conditional", "refuted", "undecided"}),
    ("two scores to 1", TWO, 1, {"conditional", "refuted", "undecided"}),
    ("two scores, every case", TWO, cases(1, over(1, 2), 0), {"proved"}),
    ("two scores, the tie wrong", TWO, cases(1, 1, 0), {"conditional", "refuted", "undecided"}),
    ("with others to 0", WITH_OTHERS, 0, {"conditional", "refuted", "undecided"}),
    ("with others to 1", WITH_OTHERS, 1, {"conditional", "refuted", "undecided"}),
    ("with others, every case", WITH_OTHERS, cases(1, over(1, 2), 0), {"proved"}),
    ("log-sum-exp to q", LOG, q, {"conditional", "refuted", "undecided"}),
    ("log-sum-exp to the maximum", LOG, t("max", p, q), {"proved"}),
    ("log-sum-exp to the minimum", LOG, t("min", p, q), {"conditional", "refuted", "undecided"}),
    ("a difference to 0", GAP, 0, {"conditional", "refuted", "undecided"}),
    ("a difference to ∞", GAP, INFINITY, {"conditional", "refuted", "undecided"}),
    ("a difference to −∞", GAP, t("neg", INFINITY), {"conditional", "refuted", "undecided"}),
    ("nested, to 0", NESTED, 0, {"refuted"}),
    ("nested, to 1", NESTED, 1, {"proved"}),
]


@pytest.mark.parametrize(
    ("what", "left", "right", "right_verdicts"), TRAPS, ids=[row[0] for row in TRAPS]
)
def test_trap(what: str, left: Term, right: object, right_verdicts: set[str]) -> None:
    trap: Claim = claim(t("→", left, right), *POSITIVE, limit="b")
    verdict = _search(trap, now() + 20)
    assert verdict.status in right_verdicts
    if verdict.status != "undecided":
        assert judge(trap, verdict.evidence)[0] == verdict.status
