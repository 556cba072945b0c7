"""For every rule of the kernel.

Claims that it accepts, and at least as many that it should not, with the reason it gives.
"""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.checker import MAX_SPLITS
from symattn.kernel.order.diameters import diameter
from symattn.kernel.order.sign_entries import check_entry
from symattn.kernel.order.signs import Fact, Signs
from symattn.kernel.rules.rule_table import PROOF, REFUTATION, named
from symattn.language import Context, Term
from symattn.search.clock import now
from symattn.search.failures.falsify import refute
from symattn.search.failures.models import points
from symattn.search.plain_data import point_to_json

from .claims import (
    b,
    certificate,
    claim,
    entry,
    exp,
    member,
    n,
    over,
    p,
    q,
    sigma,
    t,
    x,
    y,
)

INFINITY = t("infinity")
POSITIVE = t(">", b, 0)
WEIGHT = over(exp(p, b), exp(p, b), exp(q, b))
TWO_LIMITS = t("⇒", t("→", t("*", x, WEIGHT), x), t("→", t("*", 2, x, WEIGHT), t("*", 2, x)))
THREE = over(exp(p, b), exp(p, b), exp(q, b), n, t("neg", 2))
WEIGHTS = t("/", exp(b, entry("g", "a")), sigma(exp(b, entry("g", "j"))))

MOST = t("max", p, q)
TIES = t(
    "cases",
    t("=", p, MOST),
    over(1, t("count", t("=", p, MOST), t("=", q, MOST))),
    t("<", p, MOST),
    0,
)

FAMILY = over(exp(b, entry("g", "a")), sigma(exp(b, entry("g", "j"))))
BESIDE = over(exp(b, entry("g", "a")), 1, sigma(exp(b, entry("g", "j"))))
FAMILY_SUM = over(t("log", sigma(exp(b, entry("g", "j")))), b)


def most(factor: int = 1) -> Term:
    """The largest member of the family g, or of a multiple of it."""
    return Term(
        "most", ("l", "A", entry("g", "l") if factor == 1 else t("*", factor, entry("g", "l")))
    )


def counted(of: Term) -> Term:
    """How many members of g have this value."""
    return sigma(t("count", t("=", entry("g", "j"), of)))


TOTAL = Term("sum", ("m", "A", exp(b, entry("g", "m"))))
ENTROPY = t(
    "neg",
    sigma(
        t("*", over(exp(b, entry("g", "j")), TOTAL), t("log", over(exp(b, entry("g", "j")), TOTAL)))
    ),
)
TOP = t("max", 0, most())


def family_table(value: Any = None, wins: str = "a") -> Term:
    reached = t("=", entry("g", wins), most())
    counted = over(1, sigma(t("count", t("=", entry("g", "j"), most()))))
    return t("cases", reached, value or counted, t("<", entry("g", wins), most()), 0)


BOTH_POSITIVE = (t("≥", p, 0), t("≥", q, 0))
PAIR = t("norm", t("+", t("*", p, member("e", "a")), t("*", q, member("e", "c"))))
ALONG = t("dot", member("v", "a"), member("e", "a"))
HALF_WAY = t(
    "norm", t("+", over(t("+", member("v", "a"), member("v", "c")), 2), t("neg", member("v", "a")))
)
DIAMETER = diameter("v", "A", "l", "m")


def depends_only(left: Term, *indices: str) -> Claim:
    return claim(
        t("depends only on", left, t("inputs", *(member("v", i) for i in indices))), keys=True
    )


ACCEPTED: list[tuple[str, str, Claim]] = [
    ("equality", "like terms", claim(t("=", t("+", x, x), t("*", 2, x)))),
    (
        "equality",
        "a cancelled exponential",
        claim(t("=", over(exp(b), t("*", 2, exp(b))), over(1, 2))),
    ),
    ("equality", "n − 2 unnamed members", claim(t("=", sigma(over(1, n)), over(n, n)), keys=True)),
    ("order", "a fact", claim(t(">", t("+", x, 1), 0), t(">", x, 0))),
    ("order", "completed square", claim(t(">", t("+", t("^", x, 2), 1), x))),
    (
        "limit_by_dominance",
        "the larger score wins",
        claim(t("→", WEIGHT, 1), t(">", p, q), POSITIVE, limit="b"),
    ),
    (
        "limit_by_dominance",
        "a sum of others that all fall behind",
        claim(
            t("→", WEIGHTS, 1),
            t(">", entry("g", "a"), entry("g", "c")),
            t(">", entry("g", "a"), entry("g", "i")),
            POSITIVE,
            limit="b",
            keys=True,
        ),
    ),
    (
        "limit_by_expansion",
        "log-sum-exp",
        claim(
            t("→", over(t("log", t("+", exp(p, b), exp(q, b))), b), p),
            t(">", p, q),
            POSITIVE,
            limit="b",
        ),
    ),
    (
        "limit_by_expansion",
        "near-cancellation",
        claim(t("→", t("+", exp(t("+", b, exp(t("neg", b)))), t("neg", exp(b))), 1), limit="b"),
    ),
    (
        "limit_by_expansion",
        "a power of the limit variable",
        claim(t("→", t("^", t("+", 1, over(x, b)), b), exp(x)), limit="b"),
    ),
    (
        "limit_by_expansion",
        "a root that cancels",
        claim(
            t("→", t("+", t("sqrt", t("+", t("^", b, 2), b)), t("neg", b)), over(1, 2)), limit="b"
        ),
    ),
    (
        "limit_by_counting_ties",
        "two scores, ties counted",
        claim(t("→", WEIGHT, TIES), POSITIVE, limit="b"),
    ),
    (
        "limit_by_counting_ties",
        "a softmax weight",
        claim(t("→", FAMILY, family_table()), limit="b", keys=True),
    ),
    (
        "limit_by_counting_ties",
        "log-sum-exp over a family",
        claim(t("→", FAMILY_SUM, most()), limit="b", keys=True),
    ),
    (
        "limit_by_counting_ties",
        "β times a softmax weight",
        claim(
            t(
                "→",
                t("*", b, FAMILY),
                t(
                    "cases",
                    t("=", entry("g", "a"), most()),
                    INFINITY,
                    t("<", entry("g", "a"), most()),
                    0,
                ),
            ),
            limit="b",
            keys=True,
        ),
    ),
    (
        "limit_by_counting_ties",
        "entropy over a family",
        claim(t("→", ENTROPY, t("log", counted(most()))), limit="b", keys=True),
    ),
    (
        "limit_by_counting_ties",
        "one score beside a family",
        claim(
            t(
                "→",
                BESIDE,
                over(
                    t("count", t("=", entry("g", "a"), TOP)),
                    t("count", t("=", TOP, 0)),
                    counted(TOP),
                ),
            ),
            limit="b",
            keys=True,
        ),
    ),
    (
        "infinite_limit",
        "a positive gap",
        claim(t("≫", t("*", p, b), t("*", q, b)), t(">", p, q), POSITIVE, limit="b"),
    ),
    (
        "infinite_limit",
        "to ∞",
        claim(t("→", exp(p, b), INFINITY), t(">", p, 0), POSITIVE, limit="b"),
    ),
    ("limit_carried_over", "twice a limit", claim(TWO_LIMITS, POSITIVE, limit="b")),
    (
        "left_side_fails",
        "the other limit",
        claim(t("⇒", t("→", WEIGHT, 1), t(">", p, q)), POSITIVE, limit="b"),
    ),
    (
        "has_law",
        "a linear image",
        claim(
            t(
                "∼",
                t("+", t("*", b, x), y),
                t("normal", t("+", b, 1), over(t("+", t("^", b, 2), 1), 2)),
            ),
            random="xy",
        ),
    ),
    (
        "limit_in_distribution",
        "a spread that vanishes",
        claim(
            t("⇝", t("+", over(x, b), y), t("normal", 1, over(1, 2))),
            POSITIVE,
            limit="b",
            random="xy",
        ),
    ),
    (
        "limit_of_expectations",
        "a weight on average",
        claim(
            t("→", t("E", over(exp(b, x), exp(b, x), n, -1)), t("P", t(">", x, 0))),
            POSITIVE,
            limit="b",
            random="x",
        ),
    ),
    (
        "infeasible",
        "a contradiction on the way",
        claim(t("⇒", t(">", p, t("max", q, 0)), t("→", THREE, 1)), POSITIVE, limit="b"),
    ),
    (
        "norm_by_squares",
        "two orthogonal parts",
        claim(t("≤", PAIR, t("+", p, q)), *BOTH_POSITIVE, keys=True),
    ),
    (
        "powers",
        "a cube",
        claim(t("⇒", t("<", t("^", x, 3), t("^", y, 3)), t("<", x, y))),
    ),
    (
        "norm_along",
        "what is along e_a",
        claim(t("≥", t("norm", member("v", "a")), ALONG), keys=True),
    ),
    ("norm_by_spread", "half way", claim(t("≤", HALF_WAY, over(DIAMETER, 2)), keys=True)),
    (
        "assumed",
        "a norm that is bounded",
        claim(
            t("⇒", t("≤", t("norm", member("v", "a")), x), t("≤", t("norm", member("v", "a")), x)),
            keys=True,
        ),
    ),
    (
        "depends_only_on",
        "a sum of two members",
        depends_only(t("+", member("v", "a"), member("v", "c")), "a", "c"),
    ),
    (
        "split",
        "three cases",
        claim(
            t("→", WEIGHT, t("cases", t(">", p, q), 1, t("=", p, q), over(1, 2), t("<", p, q), 0)),
            POSITIVE,
            limit="b",
        ),
    ),
]

LIKE = {name: c for _, name, c in ACCEPTED}

# (rule, why it must be refused, the claim, the accepted claim whose certificate is tried, words of
# the refusal)
REFUSED: list[tuple[str, str, Claim, str, str]] = [
    (
        "equality",
        "another constant",
        claim(t("=", t("+", x, x), t("*", 3, x))),
        "like terms",
        "not identically zero",
    ),
    (
        "equality",
        "x/x without x ≠ 0",
        claim(t("=", over(x, x), 1)),
        "like terms",
        "sign of an element is needed",
    ),
    (
        "equality",
        "n for n − 2 members",
        claim(t("=", sigma(over(1, n), "a"), over(n, n)), keys=True),
        "n − 2 unnamed members",
        "not identically zero",
    ),
    (
        "equality",
        "a relation of another kind",
        claim(t("≤", t("+", x, x), t("*", 2, x))),
        "like terms",
        "expected a relation =",
    ),
    ("order", "a hypothesis dropped", claim(t(">", t("+", x, 1), 0)), "a fact", "there is no fact"),
    (
        "order",
        "a weaker hypothesis",
        claim(t(">", x, 0), t("≥", x, 0)),
        "a fact",
        "expected a strict fact|do not add up|sign of an element",
    ),
    (
        "order",
        "a square that is not strict",
        claim(t(">", t("^", x, 2), 0)),
        "completed square",
        "sign of an element",
    ),
    (
        "limit_by_dominance",
        "the smaller score",
        claim(t("→", WEIGHT, 0), t(">", p, q), POSITIVE, limit="b"),
        "the larger score wins",
        "does not tend to zero",
    ),
    (
        "limit_by_dominance",
        "scores that are not compared",
        claim(t("→", WEIGHT, 1), t("≥", p, q), POSITIVE, limit="b"),
        "the larger score wins",
        "strict fact|do not add up",
    ),
    (
        "limit_by_dominance",
        "a right side that moves",
        claim(t("→", b, b), limit="b"),
        "the larger score wins",
        "there is no fact|moves with the limit",
    ),
    (
        "limit_by_dominance",
        "one other that ties",
        claim(
            t("→", WEIGHTS, 1),
            t(">", entry("g", "a"), entry("g", "c")),
            t("≥", entry("g", "a"), entry("g", "i")),
            POSITIVE,
            limit="b",
            keys=True,
        ),
        "a sum of others that all fall behind",
        "strict fact|do not add up",
    ),
    (
        "limit_by_expansion",
        "the smaller exponent of log-sum-exp",
        claim(
            t("→", over(t("log", t("+", exp(p, b), exp(q, b))), b), q),
            t(">", p, q),
            POSITIVE,
            limit="b",
        ),
        "log-sum-exp",
        "has another limit",
    ),
    (
        "limit_by_expansion",
        "near-cancellation, another value",
        claim(t("→", t("+", exp(t("+", b, exp(t("neg", b)))), t("neg", exp(b))), 0), limit="b"),
        "near-cancellation",
        "has another limit",
    ),
    (
        "limit_by_expansion",
        "a power with another base",
        claim(t("→", t("^", t("+", 1, over(y, b)), b), exp(x)), limit="b"),
        "a power of the limit variable",
        "sign of an element|another limit",
    ),
    (
        "limit_by_expansion",
        "two limit variables",
        claim(t("→", over(b, x), 1), limit="bx"),
        "near-cancellation",
        "one limit variable",
    ),
    (
        "limit_by_expansion",
        "a root of what becomes negative",
        claim(t("→", t("/", t("sqrt", t("neg", b)), b), 0), limit="b"),
        "a root that cancels",
        "eventually negative",
    ),
    (
        "limit_by_counting_ties",
        "one count too few",
        claim(
            t(
                "→",
                WEIGHT,
                t(
                    "cases",
                    t("=", p, MOST),
                    over(1, t("count", t("=", p, MOST))),
                    t("<", p, MOST),
                    0,
                ),
            ),
            POSITIVE,
            limit="b",
        ),
        "two scores, ties counted",
        "another one",
    ),
    (
        "limit_by_counting_ties",
        "the losing score",
        claim(
            t(
                "→",
                WEIGHT,
                t(
                    "cases",
                    t("=", p, MOST),
                    0,
                    t("<", p, MOST),
                    over(1, t("count", t("=", p, MOST), t("=", q, MOST))),
                ),
            ),
            POSITIVE,
            limit="b",
        ),
        "two scores, ties counted",
        "another one|another limit",
    ),
    (
        "limit_by_counting_ties",
        "1 for 1/ties",
        claim(t("→", FAMILY, family_table(t("+", 1, 0))), limit="b", keys=True),
        "a softmax weight",
        "another one",
    ),
    (
        "limit_by_counting_ties",
        "another member's table",
        claim(t("→", FAMILY, family_table(wins="c")), limit="b", keys=True),
        "a softmax weight",
        "sign of an element",
    ),
    (
        "limit_by_counting_ties",
        "a score that is no member's",
        claim(
            t("→", over(exp(b, x), sigma(exp(b, entry("g", "j")))), family_table()),
            limit="b",
            keys=True,
        ),
        "a softmax weight",
        "sign of an element",
    ),
    (
        "limit_by_counting_ties",
        "a sum that leaves one out",
        claim(
            t(
                "→",
                over(exp(b, entry("g", "a")), sigma(exp(b, entry("g", "j")), "c")),
                family_table(),
            ),
            limit="b",
            keys=True,
        ),
        "a softmax weight",
        "known to be > 0|sign of an element",
    ),
    (
        "limit_by_counting_ties",
        "scores that move",
        claim(
            t("→", over(t("log", sigma(exp(b, over(entry("g", "j"), b)))), b), most()),
            limit="b",
            keys=True,
        ),
        "log-sum-exp over a family",
        "another one",
    ),
    (
        "limit_by_counting_ties",
        "twice the scores",
        claim(t("→", FAMILY_SUM, most(2)), limit="b", keys=True),
        "log-sum-exp over a family",
        "does not list",
    ),
    (
        "limit_by_counting_ties",
        "a sum inside a score",
        claim(
            t(
                "→",
                over(
                    t(
                        "log",
                        sigma(
                            exp(
                                b, Term("sum", ("l", "A", t("*", entry("g", "l"), entry("g", "j"))))
                            )
                        ),
                    ),
                    b,
                ),
                Term(
                    "most",
                    ("m", "A", Term("sum", ("l", "A", t("*", entry("g", "l"), entry("g", "l"))))),
                ),
            ),
            limit="b",
            keys=True,
        ),
        "log-sum-exp over a family",
        "does not list",
    ),
    (
        "limit_by_counting_ties",
        "∞ for a weight without β",
        claim(
            t(
                "→",
                FAMILY,
                t(
                    "cases",
                    t("=", entry("g", "a"), most()),
                    INFINITY,
                    t("<", entry("g", "a"), most()),
                    0,
                ),
            ),
            limit="b",
            keys=True,
        ),
        "β times a softmax weight",
        "not shown to tend",
    ),
    (
        "limit_by_counting_ties",
        "entropy as if no members tied",
        claim(t("→", ENTROPY, 0), limit="b", keys=True),
        "entropy over a family",
        "another one",
    ),
    (
        "limit_by_counting_ties",
        "entropy with half the ties",
        claim(t("→", ENTROPY, over(t("log", counted(most())), 2)), limit="b", keys=True),
        "entropy over a family",
        "another one",
    ),
    (
        "limit_by_counting_ties",
        "the score beside left out of the maximum",
        claim(
            t("→", BESIDE, over(t("count", t("=", entry("g", "a"), most())), counted(most()))),
            limit="b",
            keys=True,
        ),
        "one score beside a family",
        "another one",
    ),
    (
        "limit_by_counting_ties",
        "the score beside not counted",
        claim(
            t("→", BESIDE, over(t("count", t("=", entry("g", "a"), TOP)), counted(TOP))),
            limit="b",
            keys=True,
        ),
        "one score beside a family",
        "another one|nonzero",
    ),
    (
        "infinite_limit",
        "a gap of unknown sign",
        claim(t("≫", t("*", p, b), t("*", q, b)), t("≥", p, q), POSITIVE, limit="b"),
        "a positive gap",
        "strict fact|do not add up",
    ),
    (
        "infinite_limit",
        "to −∞",
        claim(t("→", t("neg", exp(p, b)), INFINITY), t(">", p, 0), POSITIVE, limit="b"),
        "to ∞",
        "does not tend to infinity",
    ),
    (
        "limit_carried_over",
        "three times for twice",
        claim(
            t("⇒", TWO_LIMITS.children[0], t("→", t("*", 3, x, WEIGHT), t("*", 2, x))),
            POSITIVE,
            limit="b",
        ),
        "twice a limit",
        "not a multiple",
    ),
    (
        "left_side_fails",
        "a conclusion that a tie breaks",
        claim(t("⇒", t("→", WEIGHT, over(1, 2)), t(">", p, q)), POSITIVE, limit="b"),
        "the other limit",
        "does not hold there",
    ),
    (
        "has_law",
        "a standard deviation",
        claim(
            t(
                "∼",
                t("+", t("*", b, x), y),
                t("normal", t("+", b, 1), over(t("+", t("^", b, 2), 1), 4)),
            ),
            random="xy",
        ),
        "a linear image",
        "another one",
    ),
    (
        "has_law",
        "one draw for two",
        claim(
            t(
                "∼",
                t("+", t("*", b, x), x),
                t("normal", t("+", b, 1), over(t("+", t("^", b, 2), 1), 2)),
            ),
            random="xy",
        ),
        "a linear image",
        "another one",
    ),
    (
        "limit_in_distribution",
        "a spread that stays",
        claim(t("⇝", t("+", x, y), t("normal", 1, over(1, 2))), POSITIVE, limit="b", random="xy"),
        "a spread that vanishes",
        "another one",
    ),
    (
        "limit_in_distribution",
        "a fact that holds the limit variable",
        claim(
            t("⇝", t("*", b, x), t("normal", 5, over(25, 2))), t("=", b, 5), limit="b", random="xy"
        ),
        "a spread that vanishes",
        "restricts how the limit is taken",
    ),
    (
        "limit_in_distribution",
        "a spread that grows",
        claim(t("⇝", t("*", b, x), t("normal", 0, 0)), POSITIVE, limit="b", random="xy"),
        "a spread that vanishes",
        "another one",
    ),
    (
        "limit_of_expectations",
        "the weight of the other sign",
        claim(
            t("→", t("E", over(exp(b, x), exp(b, x), n, -1)), t("P", t("<", x, 0))),
            POSITIVE,
            limit="b",
            random="x",
        ),
        "a weight on average",
        "another value",
    ),
    (
        "limit_of_expectations",
        "mass that escapes",
        claim(
            t("→", t("E", over(t("*", b, exp(b, x)), exp(b, x), n, -1)), t("P", t(">", x, 0))),
            POSITIVE,
            limit="b",
            random="x",
        ),
        "a weight on average",
        "has no limit",
    ),
    (
        "infeasible",
        "a tie allowed",
        claim(t("⇒", t("≥", p, t("max", q, 0)), t("→", THREE, 1)), POSITIVE, limit="b"),
        "a contradiction on the way",
        "no contradiction|strict fact|do not add up",
    ),
    (
        "norm_by_squares",
        "one part for two",
        claim(t("≤", PAIR, p), *BOTH_POSITIVE, keys=True),
        "two orthogonal parts",
        "there is no fact|sign of an element|do not add up",
    ),
    (
        "norm_by_squares",
        "a bound that may be negative",
        claim(t("≤", PAIR, t("+", p, q)), keys=True),
        "two orthogonal parts",
        "there is no fact",
    ),
    (
        "powers",
        "a weak relation of cubes",
        claim(t("⇒", t("≤", t("^", x, 3), t("^", y, 3)), t("<", x, y))),
        "a cube",
        "strict fact|needed and not proved",
    ),
    (
        "norm_along",
        "twice as much",
        claim(t("≥", t("norm", member("v", "a")), t("*", 2, ALONG)), keys=True),
        "what is along e_a",
        "sign of an element",
    ),
    (
        "norm_along",
        "an upper bound",
        claim(t("≤", t("norm", member("v", "a")), ALONG), keys=True),
        "what is along e_a",
        "a lower bound",
    ),
    (
        "norm_by_spread",
        "a third for a half",
        claim(t("≤", HALF_WAY, over(DIAMETER, 3)), keys=True),
        "half way",
        "is below what",
    ),
    (
        "norm_by_spread",
        "weights that add up to 1",
        claim(t("≤", t("norm", member("v", "a")), DIAMETER), keys=True),
        "half way",
        "do not add up to 0",
    ),
    (
        "assumed",
        "another vector",
        claim(
            t("⇒", t("≤", t("norm", member("v", "a")), x), t("≤", t("norm", member("v", "c")), x)),
            keys=True,
        ),
        "a norm that is bounded",
        "expected what is a hypothesis",
    ),
    (
        "assumed",
        "a strict bound",
        claim(
            t("⇒", t("≤", t("norm", member("v", "a")), x), t("<", t("norm", member("v", "a")), x)),
            keys=True,
        ),
        "a norm that is bounded",
        "expected what is a hypothesis",
    ),
    (
        "depends_only_on",
        "one of two",
        depends_only(t("+", member("v", "a"), member("v", "c")), "a"),
        "a sum of two members",
        "mentions v_c",
    ),
    (
        "depends_only_on",
        "a sum over all",
        depends_only(Term("sum", ("j", "A", member("v", "j"))), "a", "c"),
        "a sum of two members",
        "every member of v",
    ),
    (
        "split",
        "a tie with another value",
        claim(
            t("→", WEIGHT, t("cases", t(">", p, q), 1, t("=", p, q), over(1, 3), t("<", p, q), 0)),
            POSITIVE,
            limit="b",
        ),
        "three cases",
        "does not tend to zero",
    ),
]

FALSE = {
    "fails_at_point": [
        claim(t("=", over(exp(b), t("*", 2, exp(b)), n, -2), over(1, 2))),
        claim(t("→", WEIGHT, 1), POSITIVE, limit="b"),
    ],
    "fails_on_event": [
        claim(t("→", over(exp(b, x), exp(b, x), n, -1), 1), POSITIVE, limit="b", random="x"),
        claim(
            t("⇒", t(">", t("abs", x), 1), t("→", over(exp(b, x), exp(b, x), n, -1), 1)),
            POSITIVE,
            limit="b",
            random="x",
        ),
    ],
    "means_tend_elsewhere": [
        claim(t("→", t("E", over(exp(b, x), exp(b, x), n, -1)), 1), POSITIVE, limit="b", random="x")
    ],
    "undefined_at_point": [claim(t("=", over(x, x), 1))],
    "depends": [
        depends_only(t("+", member("v", "a"), member("v", "c")), "a"),
        depends_only(t("norm", Term("sum", ("j", "A", member("v", "j")))), "a", "c"),
    ],
    "no_meaning": [claim(t("=", exp(member("e", "a")), 1), keys=True)],
}
TRUE = [
    claim(t("=", t("+", x, x), t("*", 2, x))),
    claim(t("≥", t("abs", x), 0)),
    claim(t("→", over(1, b), 0), limit="b"),
    claim(t("=", t("^", x, 2), t("*", x, x))),
    claim(
        t("→", t("E", over(exp(b, x), exp(b, x), n, -1)), t("P", t(">", x, 0))),
        POSITIVE,
        limit="b",
        random="x",
    ),
    claim(
        t("→", over(exp(b, t("^", x, 2)), exp(b, t("^", x, 2)), n, -1), 1),
        POSITIVE,
        limit="b",
        random="x",
    ),
]


@pytest.mark.parametrize(
    ("rule", "name", "true"), ACCEPTED, ids=[f"{r}: {w}" for r, w, _ in ACCEPTED]
)
def test_accepted(rule: str, name: str, true: Claim) -> None:
    outcome = replay(true, certificate(true))
    assert outcome.verdict == "proved" and rule in outcome.rules


@pytest.mark.parametrize(
    ("rule", "name", "false", "like", "words"), REFUSED, ids=[f"{r}: {w}" for r, w, *_ in REFUSED]
)
def test_refused(rule: str, name: str, false: Claim, like: str, words: str) -> None:
    with pytest.raises(Rejected, match=words):
        replay(false, certificate(LIKE[like]))


@pytest.mark.parametrize("rule", FALSE)
def test_refutations_of_false_claims_are_accepted_and_of_true_ones_refused(rule: str) -> None:
    for false in FALSE[rule]:
        if rule == "no_meaning":
            found: Any = {"format": 1, "kernel": "0.1", "refutation": {"rule": "no_meaning"}}
        else:
            pair = refute(false, [], now() + 10)
            assert pair is not None
            found = pair[0]
        assert found["refutation"]["rule"] == rule and replay(false, found).verdict == "refuted"
        for true in TRUE:
            with pytest.raises(Rejected):
                replay(true, found)


def test_every_rule_has_at_least_as_many_refused_rows_as_accepted_ones() -> None:
    accepted, refused = Counter(r for r, *_ in ACCEPTED), Counter(r for r, *_ in REFUSED)
    for rule in (*named(PROOF), "split"):
        assert 1 <= accepted[rule] <= refused[rule], rule
    assert set(FALSE) == set(named(REFUTATION)) and all(
        len(rows) <= len(TRUE) for rows in FALSE.values()
    )


@pytest.mark.parametrize(
    ("what", "change", "words"),
    [
        ("a missing branch", {"zero": None}, "expected a node of a proof"),
        (
            "a branch twice",
            {"negative": "positive"},
            "do not add up|there is no fact|not proved|does not tend",
        ),
        (
            "a split on the limit variable",
            {"on": [["1", [["b", 1]], []]]},
            "may not depend on the limit variable",
        ),
        ("a split on a negative power", {"on": [["1", [["p", -1]], []]]}, "no negative powers"),
        (
            "a split on something undeclared",
            {"on": [["1", [["g[*A/1]", 1]], []]]},
            "declared symbols",
        ),
        ("a zero coefficient", {"on": [["0", [["p", 1]], []]]}, "nonzero coefficient"),
        ("solved for something else", {"solve": "x"}, "cannot solve for x"),
        ("an unknown rule", {"rule": "trust me"}, "expected a rule among"),
    ],
)
def test_splits_that_are_refused(what: str, change: dict[str, Any], words: str) -> None:
    true = LIKE["three cases"]
    found = copy.deepcopy(certificate(true))
    change = {k: found["proof"][v] if v == "positive" else v for k, v in change.items()}
    found["proof"] = {**found["proof"], **change}
    with pytest.raises(Rejected, match=words):
        replay(true, found)


def test_a_proof_that_is_too_deep_is_refused() -> None:
    true = LIKE["like terms"]
    found = copy.deepcopy(certificate(true))
    for _ in range(MAX_SPLITS + 2):
        found["proof"] = {
            "rule": "split",
            "on": [["1", [["x", 1]], []]],
            "solve": None,
            "positive": found["proof"],
            "zero": {},
            "negative": {},
        }
    with pytest.raises(Rejected):
        replay(true, found)


X, Y = ({(((k, 1),), ()): 1} for k in "xy")
NOTHING = Semantics(Context(), Signs())
FACTS = {
    "x>0": Fact(X, ">"),
    "y≥0": Fact(Y, "≥"),
    "x=0": Fact(X, "="),
    "x≠0": Fact(X, "≠"),
    "others": Fact(X, ">", frozenset({"*A/1"})),
}
ONE = [["1", [], []]]


def _of(name: str, c: str = "1", power: int = 1) -> list[Any]:
    return [[c, [[name, power]], []]]


SIGNS: list[tuple[str, dict[str, Any], str]] = [
    # what, entry, "" if it holds or the words of its refusal
    ("twice a positive", {"of": _of("x", "2"), "is": ">", "by": [["2", ["x>0"], [], []]]}, ""),
    (
        "a sum with a constant",
        {"of": [*_of("y"), *ONE], "is": ">", "by": [["1", ["y≥0"], [], []], ["1", [], [], []]]},
        "",
    ),
    (
        "an equality with a negative weight",
        {"of": _of("x", "-3"), "is": "≥", "by": [["-3", ["x=0"], [], []]]},
        "",
    ),
    ("a square", {"of": _of("x", power=2), "is": "≥", "by": [["1", [], [_of("x")], []]]}, ""),
    (
        "a weak fact for a strict sign",
        {"of": _of("y"), "is": ">", "by": [["1", ["y≥0"], [], []]]},
        "expected a strict fact",
    ),
    (
        "a square for a strict sign",
        {"of": _of("x", power=2), "is": ">", "by": [["1", [], [_of("x")], []]]},
        "expected a strict fact",
    ),
    (
        "a negative weight",
        {"of": _of("x", "-1"), "is": "≥", "by": [["-1", ["x>0"], [], []]]},
        "expected a weight ≥ 0",
    ),
    (
        "p ≠ 0 taken for p ≥ 0",
        {"of": _of("x"), "is": "≥", "by": [["1", ["x≠0"], [], []]]},
        "says nothing about a sign",
    ),
    (
        "an identity that does not hold",
        {"of": _of("x"), "is": ">", "by": [["2", ["x>0"], [], []]]},
        "do not add up",
    ),
    (
        "a sum over others taken for strict",
        {
            "of": [["1", [], [["1", [["g[+A/1]", 1]]]]]],
            "is": ">",
            "by": [["1", [], [], _of("g[+A/1]")]],
        },
        "expected a strict fact",
    ),
    (
        "1/x brought in",
        {"of": [], "is": "≥", "by": [["1", [], [_of("x", power=-1)], []]]},
        "no negative powers",
    ),
    ("a float", {"of": [["0.5", [["x", 1]], []]], "is": ">", "by": []}, "expected a fraction"),
    (
        "an equality claimed",
        {"of": _of("x"), "is": "=", "by": [["1", ["x=0"], [], []]]},
        "expected > or ≥",
    ),
    (
        "e^x − e^y the wrong way",
        {
            "of": [["1", [], [["1", [["y", 1]]]]], ["-1", [], [["1", [["x", 1]]]]]],
            "is": ">",
            "exp": "x>0",
        },
        "not about x − y",
    ),
]


@pytest.mark.parametrize(("what", "entry_", "words"), SIGNS, ids=[s[0] for s in SIGNS])
def test_sign_entries(what: str, entry_: dict[str, Any], words: str) -> None:
    if words:
        with pytest.raises(Rejected, match=words):
            check_entry(NOTHING, entry_, FACTS.__getitem__)
    else:
        assert check_entry(NOTHING, entry_, FACTS.__getitem__).relation == entry_["is"]


def test_what_holds_for_others_is_remembered_as_such() -> None:
    fact = check_entry(
        NOTHING, {"of": _of("x"), "is": ">", "by": [["1", ["others"], [], []]]}, FACTS.__getitem__
    )
    assert fact.stars == frozenset({"*A/1"})


def test_contradictory_hypotheses_have_no_model() -> None:
    """g > b > 0 may hold at a point, and then says nothing as b → ∞; x > 0 > x holds nowhere."""
    true = claim(t("=", t("+", x, x), t("*", 2, x)))
    contradictory = claim(true.goal, t(">", x, 0), t("<", x, 0))
    with pytest.raises(Rejected, match="does not hold there"):
        replay(contradictory, certificate(true))


def test_hypotheses_may_not_restrict_the_limit() -> None:
    bad = claim(t("→", over(exp(p, b), exp(p, b), 1), 1), t(">", p, b), POSITIVE, limit="b")
    good = claim(t("→", over(exp(p, b), exp(p, b), 1), 1), t(">", p, 0), POSITIVE, limit="b")
    found = {**certificate(good), "model": point_to_json(next(points(bad, False, 1)))}
    with pytest.raises(Rejected, match="restricts how the limit is taken"):
        replay(bad, found)


def test_a_sort_error_is_never_proved() -> None:
    nonsense = claim(t("=", exp(member("e", "a")), exp(member("e", "c"))), keys=True)
    with pytest.raises(Rejected, match="sort error"):
        replay(nonsense, certificate(LIKE["like terms"]))
    assert isinstance(nonsense.goal, Term) and y != x
