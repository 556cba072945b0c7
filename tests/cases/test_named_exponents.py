"""e^H ≤ n and its like: an exponent is one number, and bounded by a logarithm."""

from __future__ import annotations

import pytest

import symattn

N, P, S = "n: integer >= 1", "p: real[n]", "s: real[n]"
GIVEN = ("sum(p[j], j) == 1", "p[i] > 0")
ENTROPY = "-sum(p[j]*log(p[j]), j)"
WEIGHT = "exp(s[j])/sum(exp(s[l]), l)"


@pytest.mark.parametrize(
    ("asked", "let", "given", "wanted"),
    [
        (f"exp({ENTROPY}) <= n", (N, P), GIVEN, "proved"),
        (f"n >= exp({ENTROPY})", (N, P), GIVEN, "proved"),
        (f"exp(-sum({WEIGHT}*log({WEIGHT}), j)) <= n", (N, S), (), "proved"),
        (f"exp({ENTROPY}) < n", (N, P), GIVEN, "refuted"),
        (f"exp({ENTROPY}) <= n - 1", ("n: integer >= 2", P), GIVEN, "refuted"),
        (f"exp(2*({ENTROPY})) <= n", ("n: integer >= 2", P), GIVEN, "refuted"),
    ],
)
def test_perplexity(asked: str, let: tuple[str, ...], given: tuple[str, ...], wanted: str) -> None:
    found = symattn.ask(asked, let, given).verdict
    assert found == wanted or (wanted, found) == ("refuted", "conditional")
