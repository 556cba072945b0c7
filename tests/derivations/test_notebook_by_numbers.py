"""What the notebook's new lines say, at random points that are built to satisfy their hypotheses.

Nothing here uses symattn: softmax attention in NumPy, and mpmath for the digits that are printed.
"""

from __future__ import annotations

from collections.abc import Iterator

import mpmath
import numpy as np
import pytest

TRIES = 300


def attention(scores: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights and context."""
    raised = np.exp(scores - scores.max())
    weights = raised / raised.sum()
    return weights, weights @ values


def places() -> Iterator[tuple[np.random.Generator, int, np.ndarray, np.ndarray]]:
    """A generator, how many keys, their values and any scores."""
    random = np.random.default_rng(14)
    for _ in range(TRIES):
        n, width = random.integers(2, 7), random.integers(2, 5)
        yield random, n, random.normal(size=(n, width)), 4 * random.normal(size=n)


def test_1a_6_what_copying_takes() -> None:
    for random, n, values, scores in places():
        w = random.normal(size=values.shape[1])
        j = int(np.argmax(values @ w))
        delta = min((values[j] - values[i]) @ w for i in range(n) if i != j)
        weights, c = attention(scores, values)
        assert np.linalg.norm(c - values[j]) * np.linalg.norm(w) >= delta * (1 - weights[j]) - 1e-12


def test_1ab_others_one_level_for_both() -> None:
    for random, n, values, scores in places():
        u = random.normal(size=values.shape[1])
        values[1] += u * ((values[0] - values[1]) @ u) / (u @ u)
        for i in range(2, n):
            above = max(0.0, (values[i] - values[0]) @ u)
            values[i] -= u * (above + random.uniform(0.1, 2)) / (u @ u)
        gaps = (values[0] - values) @ u
        delta = min(gaps[2:], default=1.0)
        weights, c = attention(scores, values)
        average = (values[0] + values[1]) / 2
        missing = 1 - weights[0] - weights[1]
        assert delta > 0 and abs(gaps[1]) < 1e-9
        assert np.isclose(u @ (average - c), weights[2:] @ gaps[2:])
        assert np.linalg.norm(c - average) * np.linalg.norm(u) >= delta * missing - 1e-9


def test_1ab_halves_one_level_after_the_other() -> None:
    for random, n, values, scores in places():
        values[:, 0] = random.uniform(-3, 0, n)
        values[0, :2], values[1, :2] = (1, 0), (0, 1)
        values[:, 1] = np.where(np.arange(n) > 1, random.uniform(-3, 0, n), values[:, 1])
        u, w = np.eye(values.shape[1])[:2]  # u·(v_a − v_b) = 1 = w·(v_b − v_a)
        weights, c = attention(scores, values)
        average = (values[0] + values[1]) / 2
        far = np.linalg.norm(c - average)
        assert far >= 0.5 - weights[0] - 1e-12 and far >= 0.5 - weights[1] - 1e-12
        assert abs(weights[0] - 0.5) <= far + 1e-12
        assert all((u + w) @ (values[0] - values[i]) >= 1 - 1e-12 for i in range(2, n))


def test_without_a_vector_that_separates_them_c_tells_nothing() -> None:
    """v_3 = ½(v_a + v_b) is the average itself, and takes all of the weight."""
    values = np.array([[1.0, 0], [0, 1], [0.5, 0.5]])
    weights, c = attention(np.array([0.0, 0, 50]), values)
    assert np.allclose(c, [0.5, 0.5]) and weights[0] < 1e-20


@pytest.mark.parametrize("gamma", [0.3, 0.7, 0.5])
def test_1c_ii_a_the_pages_samples(gamma: float) -> None:
    values = np.eye(6)
    weights, c = attention(np.array([gamma, 1, 0, 0, 0, 0]) * 200, values)
    assert np.allclose(c, values[1]) and weights[0] < 1e-20


def test_1c_ii_a_what_the_dropped_ones_change() -> None:
    random = np.random.default_rng(3)
    for _ in range(TRIES):
        gamma, beta, n = 2 * random.normal(), random.exponential(2), random.integers(2, 30)
        a, b = np.exp(gamma * beta), np.exp(beta)
        for top in (a, b):
            assert abs(top / (a + b + n - 2) - top / (a + b)) <= (n - 2) * np.exp(-beta) + 1e-15


def test_1d_i_zeros_are_scores() -> None:
    for n in range(2, 8):
        for head, beta in ((0, 1.3), (1, 0.4)):
            scores = np.eye(n)[head] * beta
            assert np.isclose(np.exp(scores).sum(), np.exp(beta) + n - 1)
            assert np.isclose(np.exp(scores).sum(), np.exp(beta) + 3) == (n == 4)
            assert np.isclose(np.exp(scores).sum(), np.exp(beta) + 2) == (n == 3)


def test_1e_i_alone_no_weights_make_u_b() -> None:
    random, beta = np.random.default_rng(5), 1.7
    a, b, c, d = beta * np.eye(4)
    tokens = np.array([d + b, a, c + b])
    for _ in range(TRIES):
        weights = 3 * random.normal(size=3)
        weights /= weights.sum()  # of any sign
        assert np.linalg.norm(weights @ tokens - b) >= np.sqrt(0.4) * beta - 1e-12
        t = 3 * random.normal()
        assert all(np.linalg.norm(x - t * u) >= beta - 1e-12 for x in tokens for u in (b, c))
    assert np.isclose(np.linalg.norm(np.array([0.4, 0.2, 0.4]) @ tokens - b), np.sqrt(0.4) * beta)


def test_the_digits() -> None:
    e = mpmath.exp
    ratio = e(mpmath.mpf(1) / 100) / (e(mpmath.mpf(1) / 100) + e(mpmath.mpf(1) / 10000))
    assert mpmath.nstr(ratio, 4) == "0.5025"
    assert mpmath.nstr(e(1) / (2 * e(1) + 8), 4) == "0.2023"
