"""What a softmax weight depends on where no rule gives its scores a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sympy import evaluate, exp, log

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.writing.expressions import inputs, relu
from symattn.writing.page import AuthoredPage


def _line(write: Callable[..., tuple[Any, Any]], members: str = "a c") -> Claim:
    """`write` gives a term, and what it is said to depend on."""
    page = AuthoredPage("x", __file__)
    with evaluate(False):
        size = page.integer("n", at_least=2)
        keys = page.index_set(size, members, rest="i")
        x, w, s = page.vectors("x", keys), page.vectors("w", keys), page.scalars("s", keys)
        t = page.real("t")
        left, right = write(page, keys, x, w, s, t)
        page.step(left, "depends only on", inputs(right))
    context, steps = page.finished()
    return steps[0].claim(context)


def _weight(
    page: AuthoredPage, keys: Any, x: Any, w: Any, s: Any, t: Any, **_: Any
) -> tuple[Any, Any]:
    a, c, _i = keys
    return exp(w[c] @ relu(x[a])) / page.sum(keys, lambda l: exp(w[l] @ relu(x[a]))), x[a]


def _over(bottom: Callable[..., Any]) -> Callable[..., tuple[Any, Any]]:
    def write(page: AuthoredPage, keys: Any, x: Any, w: Any, s: Any, t: Any) -> tuple[Any, Any]:
        a, *_ = keys
        return exp(w[a] @ relu(x[a])) / bottom(page, keys, x, w, s, t), x[a]

    return write


CASES: list[tuple[str, Callable[..., tuple[Any, Any]], bool]] = [
    ("a softmax weight", _weight, True),
    (
        "one that adds up scores of other tokens",
        _over(lambda page, keys, x, w, s, t: page.sum(keys, lambda l: exp(w[l] @ relu(x[l])))),
        False,
    ),
    (
        "a sum that is no sum of exponentials",
        _over(
            lambda page, keys, x, w, s, t: page.sum(keys, lambda l: w[l] @ relu(x[list(keys)[0]]))
        ),
        False,
    ),
    (
        "a sum that leaves members out, and may be empty",
        _over(
            lambda page, keys, x, w, s, t: page.sum(
                keys, lambda l: exp(w[l] @ relu(x[list(keys)[0]])), without=tuple(keys)[:2]
            )
        ),
        False,
    ),
    (
        "scores that may have no value",
        _over(lambda page, keys, x, w, s, t: page.sum(keys, lambda l: exp(s[l] / t))),
        False,
    ),
    (
        "a logarithm inside",
        _over(lambda page, keys, x, w, s, t: page.sum(keys, lambda l: exp(s[l] * log(t)))),
        False,
    ),
    ("a number below that may be 0", _over(lambda page, keys, x, w, s, t: t), False),
    (
        "a number below that is defined, and may have no value",
        _over(
            lambda page, keys, x, w, s, t: page.sum(
                keys, lambda l, r=page.define("r", 1 / t): exp(s[l] * r)
            )
        ),
        False,
    ),
]


@pytest.mark.parametrize(("write", "holds"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_dependence(write: Callable[..., tuple[Any, Any]], holds: bool) -> None:
    assert (decide(_line(write), 10).status == "proved") is holds


def test_a_set_without_named_members_may_be_empty() -> None:
    def write(page: AuthoredPage, keys: Any, x: Any, w: Any, s: Any, t: Any) -> tuple[Any, Any]:
        (i,) = keys
        others = page.index_set(page.integer("m"), "")
        y = page.scalars("y", others)
        return exp(w[i] @ relu(x[i])) / page.sum(others, lambda l: exp(y[l])), x[i]

    assert decide(_line(write, members=""), 10).status != "proved"
