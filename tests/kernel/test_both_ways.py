"""A ⇔ B is proved by both directions and refuted by one; nothing less will do."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay

from .claims import claim as small
from .claims import entry, n, t
from .test_chance import claim

X, Y = "x: real", "y: real"
TRUE = claim("iff(x > y, exp(x) > exp(y))", (X, Y))
FALSE = claim("iff(x > 1, x**2 > x)", (X,))


def proof(of: Claim) -> Any:
    return copy.deepcopy(decide(of, 10).evidence["proof"])


def refutation(of: Claim) -> Any:
    return copy.deepcopy(decide(of, 10).evidence["refutation"])


def test_accepted() -> None:
    assert replay(TRUE, proof(TRUE)).verdict == "proved"
    assert replay(FALSE, refutation(FALSE)).verdict == "refuted"


def _half() -> Any:
    """A proof of the direction that holds, in place of both."""
    forth = decide(FALSE.directions[0], 10).evidence["proof"]
    return {**proof(TRUE), "parts": [forth, forth]}


REJECTED: list[tuple[str, Claim, Callable[[], Any], str]] = [
    (
        "one direction only",
        TRUE,
        lambda: {**proof(TRUE), "parts": proof(TRUE)["parts"][:1]},
        "certificates of 2 claims",
    ),
    ("one direction twice", FALSE, _half, "order|sign|does not hold"),
    (
        "a direction that is proved refutes nothing",
        FALSE,
        lambda: {
            **refutation(FALSE),
            "by": {"rule": "one_way_fails", "number": 0},
            "parts": [decide(FALSE.directions[0], 10).evidence["proof"]],
        },
        "expected a refutation",
    ),
    (
        "the refutation of another direction",
        FALSE,
        lambda: {**refutation(FALSE), "by": {"rule": "one_way_fails", "number": 0}},
        "point",
    ),
    (
        "there is no third direction",
        FALSE,
        lambda: {**refutation(FALSE), "by": {"rule": "one_way_fails", "number": 2}},
        "malformed",
    ),
    (
        "of what is no ⇔",
        FALSE.directions[0],
        lambda: {**refutation(FALSE), "by": {"rule": "both_ways"}},
        "expected ⇔",
    ),
    (
        "a point refutes only a direction",
        FALSE,
        lambda: refutation(FALSE)["parts"][0],
        "no rule refutes ⇔|no rule",
    ),
]


@pytest.mark.parametrize(
    ("of", "made", "words"), [r[1:] for r in REJECTED], ids=[r[0] for r in REJECTED]
)
def test_rejected(of: Claim, made: Callable[[], Any], words: str) -> None:
    with pytest.raises(Rejected, match=words):
        replay(of, made())


def test_a_direction_about_fewer_members_may_fail_where_there_are_none() -> None:
    """g_a = 0 ⇔ (n > 2 and g_i = g_i − g_a) for any other i.

    N > 2 fails only at n = 2, where there is no other i and the line says nothing.
    """
    g_a, g_i = entry("g", "a"), entry("g", "i")
    line = small(
        t("⇔", t("=", g_a, 0), t("and", t(">", n, 2), t("=", g_i, t("+", g_i, t("neg", g_a))))),
        keys=True,
    )
    direction = line.directions[0]
    assert line.rest and not direction.rest
    zeros = [["1", "0"], ["0", "1"]]
    point = {
        "sizes": {"A": 2},
        "scalars": {**{k: "0" for k in "xypqb"}, "n": "2"},
        "entries": {"g": ["0", "0"]},
        "vectors": {"e": zeros, "v": zeros},
        "matrices": {},
    }
    node = {"format": 1, "kernel": "0.1", "refutation": {"rule": "fails_at_point", "point": point}}
    assert replay(direction, node).verdict == "refuted"
    with pytest.raises(Rejected, match="about the same members"):
        replay(
            line,
            {
                "format": 1,
                "kernel": "0.1",
                "by": {"rule": "one_way_fails", "number": 0},
                "parts": [node],
            },
        )


def test_derivatives_stay_out_of_a_left_side() -> None:
    line = claim("iff(x == 0, diff(x**2, x) == 0)", (X,))
    assert decide(line, 5).status == "undecided"
