"""f ≈ g follows from x ≈ y where ‖x − y‖ is at least fixed multiples of f − g and of g − f."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import mpmath
import numpy as np
import pytest
from sympy import evaluate

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.rules.rule_table import parts
from symattn.language import Term, number, to_json
from symattn.search.cases.squeezing import squeezed
from symattn.search.clock import now
from symattn.writing.expressions import relation
from symattn.writing.page import AuthoredPage

from .claims import b, claim, exp, member, over, t, x

POSITIVE = t(">", b, 0)
SMALL = exp(t("neg", b))


def near(left: Any, right: Any) -> Term:
    return t("≈", left, right)


def line(*sides: Term, **more: Any) -> Claim:
    return claim(t("⇒", *sides), POSITIVE, limit="b", **more)


def by(*rates: Term) -> dict[str, Any]:
    return {"rule": "squeezed", "rates": [to_json(rate) for rate in rates]}


def with_norm_of_b(of: Claim) -> Claim:
    """The orthonormal family, with the norm b."""
    families = (replace(f, norm=b) if f.key == "e" else f for f in of.context.families)
    return replace(of, context=replace(of.context, families=tuple(families)))


HALF = line(near(t("*", 2, SMALL), 0), near(SMALL, 0))
MOVING = line(near(over(1, b), 0), near(t("*", b, over(1, b)), 0))  # false: b·(1/b) is 1

REFUSED: list[tuple[str, Claim, dict[str, Any], str]] = [
    (
        "a rate that moves with the limit",
        MOVING,
        by(over(1, b), over(1, b)),
        "rates that do not move",
    ),
    ("one rate that moves", MOVING, by(number(1), over(1, b)), "rates that do not move"),
    ("one side only", HALF, by(number(1)), "two rates"),
    ("three sides", HALF, by(number(1), number(1), number(1)), "two rates"),
    (
        "→ left of ⇒",
        line(t("→", over(x, b), 0), near(over(x, b), 0)),
        by(number(1), number(1)),
        "expected x ≈ y ⇒ f ≈ g",
    ),
    (
        "→ right of ⇒",
        line(near(over(x, b), 0), t("→", over(x, b), 0)),
        by(number(1), number(1)),
        "expected x ≈ y ⇒ f ≈ g",
    ),
    (
        "≫ left of ⇒",
        line(t("≫", x, b), near(over(x, b), 0)),
        by(number(1), number(1)),
        "expected x ≈ y ⇒ f ≈ g",
    ),
    (
        "two limits",
        line(t("and", near(over(x, b), 0), near(over(x, b), 1)), near(x, 0)),
        by(number(1), number(1)),
        "expected x ≈ y ⇒ f ≈ g",
    ),
    (
        "no limit",
        line(t(">", x, 0), near(over(x, b), 0)),
        by(number(1), number(1)),
        "expected x ≈ y ⇒ f ≈ g",
    ),
    (
        "a rate made of vectors whose norm is declared, and moves",
        with_norm_of_b(line(near(over(x, b), 0), near(over(x, b), 0), keys=True)),
        by(t("dot", member("e", "a"), member("e", "a")), number(1)),
        "rates that do not move",
    ),
]


@pytest.mark.parametrize(
    ("of", "rule", "words"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_refused(of: Claim, rule: dict[str, Any], words: str) -> None:
    with pytest.raises(Rejected, match=words):
        parts(of, rule)


def test_a_rate_in_a_definition_moves_too() -> None:
    page = AuthoredPage("x", __file__)
    beta = page.real("b", positive=True)
    page.let_tend(beta)
    rate = page.define("r", 1 / beta)
    page.step(beta + 1, ">", beta)
    context, _ = page.finished()
    with pytest.raises(Rejected, match="rates that do not move"):
        parts(Claim(context, MOVING.goal), by(Term("defined", ("r", "scalar")), number(1)))
    assert rate is not None


def test_every_part_is_asked_for() -> None:
    found = squeezed(HALF, now() + 10)
    assert found is not None and replay(HALF, found).rules >= {"squeezed"}
    assert [c.conclusion.op for c in parts(HALF, found["by"])] == ["≥", "≥", ">", ">"]
    for k in range(4):
        with pytest.raises(Rejected):
            replay(HALF, {**found, "parts": [*found["parts"][:k], *found["parts"][k + 1 :]]})
    for rate in (
        number(0),
        number(-1),
        number(3),
    ):  # 0 and −1 are not > 0, and 3 is more than ‖x − y‖ gives
        with pytest.raises(Rejected):
            replay(HALF, {**found, "by": by(rate, rate)})


def _average(separated: bool) -> tuple[Claim, ...]:
    """c near an average: what is left for the other weights."""
    page = AuthoredPage("x", __file__)
    with evaluate(False):
        _write(page, separated)
    context, steps = page.finished()
    return tuple(s.claim(context) for s in steps)


def _write(page: AuthoredPage, separated: bool) -> None:
    size, beta = page.integer("n", at_least=2), page.real("b", positive=True)
    keys = page.index_set(size, "a c", rest="i")
    a, c_, i = keys
    k, v = page.vectors("k", keys), page.vectors("v", keys)
    q = page.define("q", beta * (k[a] + k[c_]))
    alpha, c = page.attention(q, keys=k, values=v, over=keys)
    page.let_tend(beta)
    u, delta = page.vector("u"), page.real("d", positive=True)
    if separated:
        page.fact(u @ v[a], "=", u @ v[c_])
        page.fact(u @ (v[a] - v[i]), ">=", delta)
        page.fact(u @ u, ">", 0)
    middle = (v[a] + v[c_]) / 2
    page.implies(relation(c, "~=", middle), relation(alpha[a] + alpha[c_], "~=", 1))
    page.implies(relation(c, "~=", middle), relation(alpha[i], "~=", 0))


def test_values_that_are_separated_tell_the_weights_and_others_nothing() -> None:
    for separated, other in zip(_average(True), _average(False)):
        verdict = decide(separated, 10)
        assert verdict.status == "proved" and replay(
            separated, verdict.evidence["proof"]
        ).rules >= {"squeezed"}
        assert decide(other, 10).status == "refuted"
        with pytest.raises(Rejected):
            replay(other, verdict.evidence["proof"])


def test_the_inequality_at_random_points() -> None:
    """‖c − v_j‖ ‖w‖ ≥ δ (1 − α_j) with δ = min_i w·(v_j − v_i)."""
    random = np.random.default_rng(14)
    for _ in range(2000):
        keys, width = random.integers(2, 7), random.integers(1, 5)
        values, w, scores = (
            random.normal(size=(keys, width)),
            random.normal(size=width),
            3 * random.normal(size=keys),
        )
        top = int(np.argmax(values @ w))
        least = min((values[top] - values[i]) @ w for i in range(keys) if i != top)
        weights = np.exp(scores) / np.exp(scores).sum()
        far = np.linalg.norm(weights @ values - values[top])
        assert far * np.linalg.norm(w) >= least * (1 - weights[top]) - 1e-12
    first = mpmath.exp(2) / (mpmath.exp(2) + 1)
    assert mpmath.almosteq(
        abs(first * 3 + (1 - first) * 1 - 3), 2 * (1 - first)
    )  # in one dimension, with equality
