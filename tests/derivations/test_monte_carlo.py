"""The book's constants about random keys against a million draws through a plain softmax attention
in NumPy, which uses none of symattn's code.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import mpmath
import numpy as np
import pytest

from symattn.language import Term, plain
from symattn.records.record import CheckedDerivation

from ..kernel.numbers import World

Book = dict[str, CheckedDerivation]
DRAWS, KEYS, STEEP = 1_000_000, 5, 1e6
A, B, REST = 0, 1, 2
VALUES = np.random.default_rng(7).integers(-3, 4, (KEYS, 5)).astype(float)


def attention(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights and context vectors; scores are draws × keys."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = raised / raised.sum(axis=1, keepdims=True)
    return weights, weights @ VALUES


@lru_cache(maxsize=1)
def draws(both_keys: bool) -> dict[str, np.ndarray]:
    """What the four derivations speak of, in their notation, one row a draw."""
    gamma = np.ones((DRAWS, KEYS))
    random = np.random.default_rng(2026)
    gamma[:, A] = random.normal(1, np.sqrt(0.5), DRAWS)
    if both_keys:
        gamma[:, B] = random.normal(1, np.sqrt(0.5), DRAWS)
    scale = np.zeros(KEYS)
    scale[[A, B]] = STEEP
    (weights, c), heads = (
        attention(gamma * scale),
        [attention(gamma * scale * (np.arange(KEYS) == head)) for head in (A, B)],
    )
    one = {
        "γ_a": gamma[:, A],
        "γ_b": gamma[:, B],
        "α_a": weights[:, A],
        "α_b": weights[:, B],
        "α_i": weights[:, REST],
        "c": c,
    }
    two = {
        "α_{a,a}": heads[0][0][:, A],
        "c_a": heads[0][1],
        "c_b": heads[1][1],
        "(c)": (heads[0][1] + heads[1][1]) / 2,
    }
    a, b = gamma[:, A], gamma[:, B]
    events = {
        "γ_a > γ_b": a > b,
        "γ_a < 0": a < 0,
        "γ_a > 0": a > 0,
        "γ_a > 1": a > 1,
        "γ_a < 0 and γ_b < 0": (a < 0) & (b < 0),
        "γ_a < 0 or γ_b < 0": (a < 0) | (b < 0),
        "γ_a > max(γ_b, 0)": a > np.maximum(b, 0),
        "γ_a < γ_b and γ_a + γ_b < 0": (a < b) & (a + b < 0),
    }
    return {**one, **two, **{k: v.astype(float) for k, v in events.items()}}


class Exactly(World):
    """With exact values for the probabilities that the derivations name."""

    def mean(
        self, body: Term, env: dict[str, int], of: Any = None, under: Term | None = None
    ) -> Any:
        neither = mpmath.erfc(1) ** 2 / 4
        return {"γ_a > max(γ_b, 0)": (1 - neither) / 2, "γ_a < 0 and γ_b < 0": neither}[plain(body)]


def estimate(op: str, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A mean, variance or covariance, and its standard error."""
    if op in ("Var", "Cov"):
        away = x - x.mean(axis=0)
        if op == "Cov":  # of the products of coordinates, their mean and mean square
            mean, square = away.T @ away / len(x), (away**2).T @ away**2 / len(x)
            return mean, np.sqrt((square - mean**2) / len(x))
        x = away**2
    return x.mean(axis=0), x.std(axis=0) / np.sqrt(len(x))


@pytest.mark.parametrize(
    ("name", "both_keys", "two_heads", "at_least"),
    [
        ("1c.ii-samples", True, False, 12),
        ("1d.ii-samples", True, True, 8),
        ("1c.ii-a-samples", False, False, 5),
        ("1d.ii-a-samples", False, True, 3),
    ],
)
def test_constants(book: Book, name: str, both_keys: bool, two_heads: bool, at_least: int) -> None:
    record, seen = book[name], dict(draws(both_keys))
    if two_heads:
        seen["c"] = seen["(c)"]
    w = Exactly(record.context, {}, {"A": KEYS}, {"v": [mpmath.matrix(v) for v in VALUES]})
    w.scalars["n"] = mpmath.mpf(KEYS)
    compared = 0
    for number, step in enumerate(record.steps, 1):
        if step.goal is None or step.verdict.status == "outside" or step.goal.op not in ("=", "→"):
            continue
        left, right = step.goal.children
        if left.op not in ("E", "Var", "Cov", "P") or (body := plain(left.children[0])) not in seen:
            continue
        if {t.op for t in right.subterms()} & {"E", "Var", "Cov", "P"} or any(
            t.op == "scalar" and t.args[0] in record.context.limit for t in right.subterms()
        ):
            continue
        sample = (
            seen[body] if len(left.children) == 1 else seen[body][seen[plain(left.children[1])] > 0]
        )  # given an event
        found, error = estimate(left.op, sample)
        value = w.value(right)
        wanted = (
            np.array(value.tolist(), dtype=float).reshape(found.shape)
            if hasattr(value, "tolist")
            else float(value)
        )
        agrees = bool(np.all(np.abs(found - wanted) <= 5 * error + 200 / STEEP))
        assert agrees == (step.verdict.status == "proved"), (number, found, wanted, error)
        compared += 1
    assert compared >= at_least


def test_one_head_against_two(book: Book) -> None:
    """Bias and spread of 1cd at v_a = 2, v_b = −1, m = ½ among five keys."""
    record, (v_a, v_b, m) = book["1cd"], (2.0, -1.0, 0.5)
    values = np.array([v_a, v_b, m, m, m])
    gamma = np.ones((DRAWS, KEYS))
    gamma[:, :2] = np.random.default_rng(11).normal(1, np.sqrt(0.5), (DRAWS, 2))

    def context(scale: list[float]) -> np.ndarray:
        return attention(gamma * np.array(scale) * STEEP)[0] @ values

    seen = {
        "c": context([1, 1, 0, 0, 0]),
        "h": (context([1, 0, 0, 0, 0]) + context([0, 1, 0, 0, 0])) / 2,
    }
    w = Exactly(
        record.context,
        {"v_a": mpmath.mpf(v_a), "v_b": mpmath.mpf(v_b), "m": mpmath.mpf(m), "n": mpmath.mpf(KEYS)},
        {},
        {},
    )
    compared = 0
    for step in record.steps:
        if step.goal is None or step.goal.op != "→":
            continue
        left, right = step.goal.children
        mean = next(t for t in left.subterms() if t.op in ("E", "Var"))
        found, error = estimate(mean.op, seen[plain(mean.children[0])])
        shift = (v_a + v_b) / 2 if left.op == "+" else 0.0
        assert abs(found - shift - float(w.value(right))) <= 5 * error + 200 / STEEP, plain(
            step.goal
        )
        compared += 1
    assert compared == 4


def test_the_weight_that_stays_random(book: Book) -> None:
    """1c.i-links with αβ² constant.

    E of the weight is ½, and it is not near ½: its variance is that of a logit-normal.
    """
    noise = (
        np.random.default_rng(12).normal(size=(DRAWS, 2, 2)).sum(axis=2)
    )  # ξ_jᵀ(μ_a + μ_b) for j = a, b
    weight = attention(np.pad(noise, ((0, 0), (0, 3)), constant_values=-np.inf))[0][:, 0]
    found, error = estimate("E", weight)
    assert abs(found - 0.5) <= 5 * error and weight.std() > 0.2
    assert any(
        plain(s.goal).endswith("= 1/2") and s.verdict.status == "proved"
        for s in book["1c.i-links"].steps
        if s.goal is not None
    )
