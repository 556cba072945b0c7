"""Sums of fractions of two families: KL ≤ χ², Σ p_j²/q_j ≥ 1, Σ 1/p_j ≥ n², and what is false."""

from __future__ import annotations

from math import log
from random import Random

import pytest

import symattn

from .asked import SECONDS

N = "n: integer >= 1"
P, Q = "p: probabilities[n]", "q: probabilities[n]"
ANY_P, ANY_Q, X = "p: real[n]", "q: real[n]", "x: real[n]"
POSITIVE = ("p[c] > 0", "q[c] > 0")
KL, CHI = "sum(p[j]*log(p[j]/q[j]), j)", "sum(p[j]**2/q[j], j)"

TRUE = [
    (f"{KL} <= {CHI} - 1", (N, P, Q), POSITIVE),
    (f"{KL} <= {CHI} - sum(p[j], j)", (N, ANY_P, ANY_Q), POSITIVE),
    (f"{KL} <= sum((p[j] - q[j])**2/q[j], j)", (N, P, Q), POSITIVE),
    (f"{CHI} >= 1", (N, P, Q), POSITIVE),
    (f"{CHI} >= 2*sum(p[j], j) - sum(q[j], j)", (N, ANY_P, ANY_Q), ("q[c] > 0",)),
    (f"{CHI}*sum(q[j], j) >= sum(p[j], j)**2", (N, ANY_P, ANY_Q), ("q[c] > 0",)),
    ("sum((p[j] - q[j])**2/q[j], j) >= 0", (N, ANY_P, ANY_Q), ("q[c] > 0",)),
    ("sum(1/p[j], j) >= n**2", (N, P), ("p[c] > 0",)),
    ("sum(1/x[j], j)*sum(x[j], j) >= n**2", (N, X), ("x[c] > 0",)),
    ("sum(x[j] + 1/x[j], j) >= 2*n", (N, X), ("x[c] > 0",)),
]
FALSE = [
    (f"{KL} < {CHI} - 1", (N, P, Q), POSITIVE),  # p = q
    (f"{KL} <= {CHI} - 2", (N, P, Q), POSITIVE),
    (f"{KL} <= ({CHI} - 1)/2", ("n: integer >= 2", P, Q), POSITIVE),
    (f"{KL} >= {CHI} - 1", ("n: integer >= 2", P, Q), POSITIVE),
    (f"{KL} <= {CHI} - 1", (N, ANY_P, ANY_Q), POSITIVE),
    (f"{CHI} > 1", (N, P, Q), POSITIVE),
    (f"{CHI} <= 1", (N, P, Q), POSITIVE),
    (f"{CHI} >= 1", (N, P, ANY_Q), POSITIVE),
    (f"{CHI} >= 1", (N, ANY_P, Q), POSITIVE),
    (f"{CHI} >= 2*sum(p[j], j) - sum(q[j], j)", (N, ANY_P, ANY_Q), ("q[c] < 0",)),
    ("sum((p[j] - q[j])**2/q[j], j) >= 0", (N, ANY_P, ANY_Q), ("q[c] < 0",)),
    ("sum((p[j] - q[j])**2/q[j], j) > 0", (N, ANY_P, ANY_Q), ("q[c] > 0",)),
    ("sum(1/p[j], j) > n**2", (N, P), ("p[c] > 0",)),
    ("sum(1/p[j], j) >= n**2 + 1", (N, P), ("p[c] > 0",)),
    ("sum(1/p[j], j) >= n**2", (N, ANY_P), ("p[c] > 0",)),
    ("sum(1/x[j], j)*sum(x[j], j) > n**2", ("n: integer >= 2", X), ("x[c] > 0",)),
    ("sum(1/x[j], j)*sum(x[j], j) >= n**2 + 1", (N, X), ("x[c] > 0",)),
    ("sum(x[j] + 1/x[j], j) >= 2*n", (N, X), ("x[c] < 0",)),
    ("sum(x[j] + 1/x[j], j) >= 2*n + 1", (N, X), ("x[c] > 0",)),
]


@pytest.mark.parametrize(("line", "let", "given"), TRUE)
def test_true(line: str, let: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert symattn.ask(line, let, given, seconds=SECONDS).verdict == "proved"


@pytest.mark.parametrize(("line", "let", "given"), FALSE)
def test_false(line: str, let: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert symattn.ask(line, let, given, seconds=SECONDS).verdict in ("refuted", "conditional")


@pytest.mark.parametrize("given", [(), ("q[c] > 0",), ("p[c] > 0",)])
def test_members_that_may_be_zero(given: tuple[str, ...]) -> None:
    """log(p/q) may have no value then."""
    found = symattn.ask(f"{KL} <= {CHI} - 1", (N, P, Q), given, seconds=5)
    assert found.verdict != "proved"


def test_at_random_points() -> None:
    random = Random(1)
    for _ in range(300):
        n = random.randint(1, 5)
        x, y = ([random.uniform(0.01, 1) for _ in range(n)] for _ in "xy")
        p, q = ([a / sum(row) for a in row] for row in (x, y))
        chi = sum(a * a / b for a, b in zip(p, q))
        assert sum(a * log(a / b) for a, b in zip(p, q)) <= chi - 1 + 1e-12
        assert chi >= 1 - 1e-12
        assert sum(a * a / b for a, b in zip(x, y)) * sum(y) >= sum(x) ** 2 - 1e-12
        assert sum(1 / a for a in p) >= n**2 - 1e-9
