"""How far means are from their limits: what a bound is made of, and that each part of it
is needed.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import mpmath
import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.order.diameters import diameter
from symattn.kernel.order.sign_entries import check_entry
from symattn.kernel.order.signs import Fact, Signs
from symattn.kernel.rules.rule_table import parts
from symattn.kernel.verdicts import bounded
from symattn.language import Context, Term, TermError, number, plain, to_json
from symattn.search.bounds.bound_search import find_bounds
from symattn.search.cases.case_search import Search
from symattn.search.clock import now
from symattn.search.repairs.weaker_lines import prove

from .claims import b, claim, exp, is_proved, member, n, over, p, sigma, t, x, y

POSITIVE = t(">", b, 0)
WEIGHT = over(exp(b, x), exp(b, x), n, -1)  # → 1 where x > 0, and 0 where x < 0
CHANCE = t("P", t(">", x, 0))


def _found(goal: Term, *facts: Term) -> tuple[Claim, dict[str, Any]]:
    """The bound that is found for a limit, as a claim with its certificate."""
    limit = claim(t("→", *goal.children), POSITIVE, *facts, limit="b", random="xy")
    search = Search(limit, now() + 20)
    assert search.run() is not None
    item = find_bounds(limit, search, now() + 20)[0].evidence[0]
    return bounded(limit, item), item["proof"]


MEAN = _found(t("→", t("E", WEIGHT), CHANCE))
VARIANCE = _found(t("→", t("Var", WEIGHT), t("*", CHANCE, t("+", 1, t("neg", CHANCE)))))
GIVEN = _found(t("→", t("E", WEIGHT, t(">", x, 0)), number(1)))


@pytest.mark.parametrize("found", [MEAN, VARIANCE, GIVEN], ids=["E", "Var", "given"])
def test_a_bound_is_proved(found: tuple[Claim, dict[str, Any]]) -> None:
    outcome = replay(*found)
    assert outcome.verdict == "proved" and "near_ties" in outcome.rules


def _negative(by: dict[str, Any]) -> int:
    """The cell where x < 0."""
    return next(k for k, cell in enumerate(by["cells"]) if cell[0][0] == "<")


def _cell(by: dict[str, Any], place: int, value: Term) -> None:
    by["cells"][_negative(by)][place] = to_json(value)


def _tail(by: dict[str, Any], place: int, value: Term) -> None:
    for k in by["cells"][_negative(by)][2]:
        by["tails"][k][place] = to_json(value)


Change = Callable[[dict[str, Any]], None]
FALSE: list[tuple[str, Change, str]] = [
    (
        "a cell that is forgotten",
        lambda by: by["cells"].pop(_negative(by)),
        "P(x > 0) = 1|P(x < 0) = 1",
    ),
    (
        "cells that overlap",
        lambda by: _cell(by, 0, t("<", x, 1)),
        "P(x > 0 and x < 1) = 0|P(x < 1 and x > 0) = 0",
    ),
    ("a cell that is too small", lambda by: _cell(by, 0, t("<", x, -1)), "= 1"),
    ("another limit", lambda by: _cell(by, 1, over(1, 2)), "E("),
    ("half the variance", lambda by: _tail(by, 5, over(1, 4)), "∼"),
    ("another mean", lambda by: _tail(by, 4, number(0)), "∼"),
    ("half the odds", lambda by: _tail(by, 1, over(1, t("*", 2, t("+", n, -1)))), "⇒"),
    ("half the size", lambda by: _tail(by, 0, over(1, 2)), "⇒"),
    ("a form that is < 0 there", lambda by: _tail(by, 3, x), "≥ 0"),
    ("no tail at all", lambda by: by["cells"][_negative(by)].__setitem__(2, []), "≤ 0"),
]


def _unproved(of: Claim, by: dict[str, Any]) -> list[str]:
    return [plain(one.goal) for one in parts(of, by) if prove(one, now() + 5) is None]


@pytest.mark.parametrize(("what", "change", "words"), FALSE, ids=[w for w, *_ in FALSE])
def test_what_is_left_out_cannot_be_proved(what: str, change: Change, words: str) -> None:
    by = copy.deepcopy(MEAN[1]["by"])
    change(by)
    missing = _unproved(MEAN[0], by)
    assert any(any(w in one for w in words.split("|")) for one in missing), missing
    with pytest.raises(Rejected):
        replay(MEAN[0], {**MEAN[1], "by": by})


def test_a_bound_that_is_one_percent_smaller_is_refused() -> None:
    left, right = MEAN[0].goal.children
    less = Claim(MEAN[0].context, t("≤", left, t("*", over(99, 100), right)))
    assert len(_unproved(less, MEAN[1]["by"])) == 1
    with pytest.raises(Rejected):
        replay(less, MEAN[1])


def test_a_spread_needs_a_ball_that_holds_everything() -> None:
    by = copy.deepcopy(VARIANCE[1]["by"])
    by["within"][1] = to_json(over(1, 3))
    assert any("|" in one and "1/3" in one for one in _unproved(VARIANCE[0], by))
    for wrong in ([], by["within"][:1]):
        with pytest.raises(Rejected):
            replay(VARIANCE[0], {**VARIANCE[1], "by": {**by, "within": wrong}})


def test_given_an_event_its_probability_divides() -> None:
    by = copy.deepcopy(GIVEN[1]["by"])
    for under in ([], [to_json(t("<", x, 0))]):
        assert _unproved(GIVEN[0], {**by, "under": under})


@pytest.mark.parametrize("where", [[0, 0], [0, -2], [True, 1], [0, 9], ["0"], [0, [1]]])
def test_a_tail_stands_at_most_once_on_a_cell(where: list[Any]) -> None:
    """Else a bound could be divided by any number.

    Three tails of a third of the size each count as one.
    """
    by = copy.deepcopy(MEAN[1]["by"])
    by["cells"][0][2] = where
    with pytest.raises(Rejected):
        replay(MEAN[0], {**MEAN[1], "by": by})


@pytest.mark.parametrize("row", [3, 5, 7])
def test_a_tail_has_a_law_or_none(row: int) -> None:
    """A longer row was taken for one with a law that nobody asks for: |E f| ≤ −1/2."""
    half = over(exp(x), exp(x), 1)
    rows = [number(2), number(1), t("neg", number(1)), number(0), number(0), number(1), number(0)][
        :row
    ]
    by = {
        "rule": "near_ties",
        "statistic": "E",
        "of": to_json(half),
        "under": [],
        "tails": [[to_json(r) for r in rows]],
        "cells": [[to_json(t("=", 0, 0)), to_json(number(0)), [0]]],
    }
    with pytest.raises(Rejected, match="a law or fixed"):
        parts(claim(t("≤", t("abs", t("E", half)), over(-1, 2)), random="x"), by)


@pytest.mark.parametrize("place", [0, 1, 2, 4, 5])
def test_what_is_random_is_no_constant(place: int) -> None:
    by = copy.deepcopy(MEAN[1]["by"])
    by["tails"][0][place] = to_json(t("^", y, 2))
    with pytest.raises(Rejected, match="not random"):
        parts(MEAN[0], by)


def test_a_limit_that_is_random_is_refused() -> None:
    by = copy.deepcopy(MEAN[1]["by"])
    by["cells"][0][1] = to_json(y)
    with pytest.raises(Rejected, match="not random"):
        parts(MEAN[0], by)


def test_the_bound_holds_at_random_points() -> None:
    """Against the integral itself, with the density of N(1, ½)."""
    left, right = MEAN[0].goal.children
    assert left.children[0].children[0] == t("E", WEIGHT)
    for size in (2, 3, 10, 100):
        for beta in (mpmath.mpf("0.3"), 1, 7, 40):
            density = lambda s: mpmath.exp(-((s - 1) ** 2)) / mpmath.sqrt(mpmath.pi)  # noqa: E731
            weight = lambda s: 1 / (1 + (size - 1) * mpmath.exp(-beta * s))  # noqa: B023, E731
            mean = mpmath.quad(
                lambda s: weight(s) * density(s), [-8, -1, 0, mpmath.log(size) / beta, 1, 3, 9]
            )  # noqa: B023
            error = abs(mean - (1 - mpmath.erfc(1) / 2))
            bound = (
                mpmath.mpf(2)
                / 5
                * mpmath.sqrt(2)
                * (mpmath.log(size) + mpmath.log(mpmath.mpf(size) / (size - 1)))
                / beta
            )
            assert error <= bound


# ---- means and probabilities by what bounds each sample ------------------------------------------

ABOUT_X = t("≤", t("P", t(">", t("abs", x), p)), over(t("E", t("^", x, 2)), t("^", p, 2)))
SQUARED = {"rule": "averaged", "of": to_json(x), "most": to_json(t("^", x, 2)), "squared": True}


def _averaged(of: Claim, by: dict[str, Any]) -> Any:
    return replay(
        of,
        {
            "format": 1,
            "kernel": "0.1",
            "by": by,
            "parts": [prove(one, now() + 5) for one in parts(of, by)],
        },
    )


def test_chebyshev() -> None:
    assert _averaged(claim(ABOUT_X, t(">", p, 0), random="x"), SQUARED).verdict == "proved"
    with pytest.raises(Rejected):  # without ε > 0
        _averaged(claim(ABOUT_X, random="x"), SQUARED)
    half = t("≤", ABOUT_X.children[0], t("*", over(1, 2), ABOUT_X.children[1]))
    with pytest.raises(Rejected):
        _averaged(claim(half, t(">", p, 0), random="x"), SQUARED)


@pytest.mark.parametrize(
    ("goal", "by"),
    [
        (t("≤", t("P", t(">", t("abs", x), y)), number(1)), SQUARED),  # an ε that is random
        (t("≤", t("P", t("<", t("abs", x), p)), number(1)), SQUARED),
        (t("≤", t("P", t(">", t("abs", y), p)), number(1)), SQUARED),
        (
            t("≤", t("abs", t("E", x)), t("E", t("^", x, 2))),
            SQUARED,
        ),  # squares are for probabilities
        (
            t("≤", t("abs", t("E", x)), t("E", t("^", x, 2))),
            {**SQUARED, "squared": False},
        ),  # |x| ≤ x² fails
        (t("≤", t("abs", t("E", y)), t("E", t("^", x, 2))), {**SQUARED, "squared": False}),
    ],
)
def test_what_no_mean_gives(goal: Term, by: dict[str, Any]) -> None:
    with pytest.raises(Rejected):
        _averaged(claim(goal, t(">", p, 0), random="xy"), by)


def test_the_mean_of_a_sum_over_a_family_is_taken_member_by_member() -> None:
    total = sigma(exp(x))
    assert is_proved(
        claim(t("=", t("E", total), t("*", n, exp(over(5, 4)))), keys=True, random="x")
    )
    assert not is_proved(claim(t("=", t("E", total), exp(over(5, 4))), keys=True, random="x"))


# ---- small rules that these bounds use -----------------------------------------------------------


def test_a_triangle_of_numbers() -> None:
    whole, part = (
        t("abs", t("+", x, t("neg", y))),
        {
            "rule": "triangle",
            "parts": [
                [to_json(number(1)), to_json(x), to_json(p)],
                [to_json(t("neg", number(1))), to_json(y), to_json(p)],
            ],
        },
    )
    facts = (t("≤", t("abs", x), p), t("≤", t("abs", y), p))
    assert _averaged(claim(t("≤", whole, t("*", 2, p)), *facts), part).verdict == "proved"
    with pytest.raises(Rejected):
        _averaged(claim(t("≤", whole, t("*", over(3, 2), p)), *facts), part)
    with pytest.raises(Rejected):
        _averaged(claim(t("≤", whole, t("*", 2, p)), facts[0]), part)


INNER = (sigma(exp(x), "a", "c"), sigma(t("+", exp(x), 1), "a", "c"))


@pytest.mark.parametrize(
    ("left", "right", "holds"),
    [
        (t("+", p, INNER[0]), t("+", p, INNER[1]), True),
        (t("+", p, INNER[0]), t("+", x, INNER[1]), False),
        (
            t("+", over(1, p), INNER[0]),
            t("+", over(1, p), INNER[1]),
            False,
        ),  # 1/p may have no value
        (t("+", p, INNER[1]), t("+", p, INNER[0]), False),
    ],
)
def test_sums_beside_what_both_sides_have(left: Term, right: Term, holds: bool) -> None:
    one = claim(t("≤", left, right), keys=True)
    if holds:
        assert _averaged(one, {"rule": "termwise"}).verdict == "proved"
    else:
        with pytest.raises(Rejected):
            _averaged(one, {"rule": "termwise"})


def test_an_exponent_may_hold_1_over_x_only_where_x_is_positive() -> None:
    """Else p = 0 times e^{1/p} − 1 − 1/p ≥ 0 said that −1 ≥ 0."""
    facts = {
        "x>0": Fact({(((("x", 1),)), ()): 1}, ">"),
        "x≥0": Fact({(((("x", 1),)), ()): 1}, "≥"),
        "y>0": Fact({(((("y", 1),)), ()): 1}, ">"),
        "2x>0": Fact({(((("x", 1),)), ()): 2}, ">"),
    }
    small = [["1", [["x", -1]], []]]
    grown = [["1", [], [["1", [["x", -1]]]]]]
    tangent = [["1", [], [["1", [["x", -1]]]]], ["-1", [], []], ["-1", [["x", -1]], []]]
    entries = [
        {"of": grown, "is": ">", "by": [["1", [], [], small]]},
        {"of": tangent, "is": "≥", "tangent": [small, []]},
    ]
    for entry in entries:
        assert (
            check_entry(
                Semantics(Context(), Signs()), {**entry, "below": ["x>0"]}, facts.__getitem__
            ).relation
            == entry["is"]
        )
        for below in ([], ["y>0"], ["x≥0"], ["2x>0"]):
            with pytest.raises(Rejected):
                check_entry(
                    Semantics(Context(), Signs()), {**entry, "below": below}, facts.__getitem__
                )


def test_no_proof_by_way_of_1_over_0() -> None:
    below = [["p", -1]]
    for fact in ({"below": ["c0"]}, {}):
        zero = {
            "rule": "infeasible",
            "signs": [
                {
                    "of": [["1", [], [["1", below]]]],
                    "is": ">",
                    "by": [["1", [], [], [["1", below, []]]]],
                    **fact,
                },
                {
                    "of": [["1", [], [["1", below]]], ["-1", [], []], ["-1", below, []]],
                    "is": "≥",
                    "tangent": [[["1", below, []]], []],
                    **fact,
                },
                {
                    "of": [["-1", [], []]],
                    "is": "≥",
                    "by": [
                        ["1", ["c0", "s1"], [], []],
                        ["-1", ["c0", "s0"], [], []],
                        ["1", ["c0"], [], []],
                    ],
                },
            ],
        }
        strict = {
            "rule": "order",
            "signs": [
                {"of": [["1", [["p", 2]], []]], "is": ">", "by": [["1", ["c0", "c0"], [], []]]}
            ],
        }
        model = {
            "sizes": {},
            "scalars": {k: "2" for k in "xypqbn"},
            "entries": {},
            "vectors": {},
            "matrices": {},
        }
        with pytest.raises(Rejected):
            replay(
                claim(t(">", t("^", p, 2), 0)),
                {
                    "format": 1,
                    "kernel": "0.1",
                    "model": model,
                    "proof": {
                        "rule": "split",
                        "on": [["1", [["p", 1]], []]],
                        "positive": strict,
                        "negative": strict,
                        "zero": zero,
                    },
                },
            )


def test_what_is_assumed_holds_word_for_word() -> None:
    norm = t("norm", member("v", "a"))
    fact = t("≤", norm, x)
    of = claim(t("⇒", fact, t("≤", norm, x)), keys=True)
    found = prove(of, now() + 5)
    assert found is not None and replay(of, found).verdict == "proved"
    for other in (t("≤", norm, y), t("<", norm, x), t("≤", t("norm", member("v", "c")), x)):
        wrong = claim(t("⇒", fact, other), keys=True)
        with pytest.raises(Rejected):
            replay(wrong, {**found, "proof": {"rule": "assumed"}})


# ---- weights that are moved ----------------------------------------------------------------------

SHARES = {
    m: over(
        exp(Term("entry", ("g", Term("index", (m,))))),
        sigma(exp(Term("entry", ("g", Term("index", ("j",)))))),
    )
    for m in "aci"
}
MEAN_OF_ALL = Term("sum", ("j", "A", t("*", over(1, n), member("v", "j"))))
CONTEXT = Term(
    "sum",
    (
        "j",
        "A",
        t(
            "*",
            over(
                exp(Term("entry", ("g", Term("index", ("j",))))),
                Term("sum", ("l", "A", exp(Term("entry", ("g", Term("index", ("l",))))))),
            ),
            member("v", "j"),
        ),
    ),
)
DISTANCE = diameter("v", "A", "l", "m")


def _moved(size: Term, **changes: Any) -> dict[str, Any]:
    """c − Σ v_j/n by weights α_j − 1/n, each at most `size`."""
    off = {m: t("+", SHARES[m], t("neg", over(1, n))) for m in "aci"}
    by = {
        "rule": "moved",
        "diameter": to_json(DISTANCE),
        "index": "l",
        "named": [[to_json(off[m]), to_json(size)] for m in "ac"],
        "others": [to_json(off["i"]), to_json(number(0)), to_json(size)],
    }
    return {**by, **changes}


NEAR_MEAN = t("+", CONTEXT, t("neg", MEAN_OF_ALL))


def test_weights_that_are_at_most_1_move_at_most_half_of_n() -> None:
    one = claim(t("≤", t("norm", NEAR_MEAN), over(t("*", n, DISTANCE), 2)), keys=True)
    missing = _unproved(one, _moved(number(1)))
    assert all(
        "abs" in m or "|" in m for m in missing
    )  # |α_j − 1/n| ≤ 1 has no sign to begin with: all else is proved
    for wrong in (over(t("*", n, DISTANCE), 3), DISTANCE):
        assert len(
            _unproved(claim(t("≤", t("norm", NEAR_MEAN), wrong), keys=True), _moved(number(1)))
        ) > len(missing)
    assert len(
        _unproved(
            claim(t("≤", t("norm", CONTEXT), over(t("*", n, DISTANCE), 2)), keys=True),
            _moved(number(1)),
        )
    ) > len(missing)  # weights that add up to 1


@pytest.mark.parametrize(
    "changes",
    [
        {"named": []},
        {"others": []},
        {"diameter": to_json(n)},
        {"index": "i"},
        {
            "others": [
                to_json(SHARES["i"]),
                to_json(number(0)),
                to_json(Term("entry", ("g", Term("index", ("i",))))),
            ]
        },  # a k that is not the same for all
        {"named": [[to_json(SHARES["i"]), to_json(number(1))]] * 2},
    ],
)
def test_what_is_not_moved(changes: dict[str, Any]) -> None:
    one = claim(t("≤", t("norm", NEAR_MEAN), over(t("*", n, DISTANCE), 2)), keys=True)
    # three terms are expected in "others": a replay refuses what is malformed
    with pytest.raises((Rejected, TermError, ValueError)):
        for part in parts(one, _moved(number(1), **changes)):
            part.check()


def test_only_a_length_that_is_at_most_something_is_moved() -> None:
    bound = over(t("*", n, DISTANCE), 2)
    goals = [t(op, t("norm", NEAR_MEAN), bound) for op in ("<", "≥", "=")]
    for goal in (*goals, t("≤", t("dot", NEAR_MEAN, NEAR_MEAN), bound)):
        with pytest.raises(Rejected, match="moved: expected ‖x‖ ≤ R"):
            parts(claim(goal, keys=True), _moved(number(1)))
