"""Σ_j f_j > 0 where every f_j is > 0 and there is a member; never where there may be none."""

from __future__ import annotations

import pytest

from .asked import Asked, verdict_of

FAMILIES = ["w: real[n]", "s: real[n]"]
SMOOTH = "tends(log(sum(w[j]*exp(b*s[j]), j))/b, max(s[j], j))"


@pytest.mark.parametrize(
    ("text", "least", "given", "wanted"),
    [
        ("sum(w[j], j) > 0", 1, ["w[i] > 0"], "proved"),
        ("sum(w[j]*s[j], j) > 0", 2, ["w[i] > 0", "s[i] > 0"], "proved"),
        ("w[a] + sum(w[j], j, a) > w[a]", 2, ["w[i] > 0"], "proved"),
        ("sum(w[j], j) >= 0", 0, ["w[i] > 0"], "proved"),
        # there may be no other member, or none at all, or one that is 0
        ("w[a] + sum(w[j], j, a) > w[a]", 1, ["w[i] > 0"], "conditional"),
        ("sum(w[j]*s[j], j) > 0", 2, ["w[i] > 0", "s[i] >= 0"], "conditional"),
        ("sum(w[j], j) > 0", 0, ["w[i] > 0"], "conditional"),
        (SMOOTH, 2, ["w[i] > 0"], "proved"),
        (SMOOTH, 2, ["w[i] > 0", "sum(w[j], j) == 1"], "proved"),
        (SMOOTH, 2, ["w[i] >= 0", "sum(w[j], j) == 1"], "refuted"),
    ],
)
def test_a_sum_of_what_is_positive(text: str, least: int, given: list[str], wanted: str) -> None:
    limit = "b -> oo" if "tends" in text else ""
    let = [f"n: integer >= {least}", *FAMILIES]
    assert verdict_of(Asked("", text, "", let, given, limit)).status == wanted


@pytest.mark.parametrize(
    "text",
    [
        "log(sum(w[j]**2, j)) == 2*log(sum(w[j], j))",
        "log(sum(w[j]*s[j], j)) == log(sum(w[j], j)) + log(sum(s[j], j))",
        "log(sum(w[j]*s[j], j)/sum(s[j], j)) == log(sum(w[j], j))",
        "log(sum(w[j]*exp(s[j]), j)) == log(sum(w[j], j)) + log(sum(exp(s[j]), j))",
        "sum(w[j]**2, j)**(1/3) == sum(w[j], j)**(2/3)",
        "sqrt(sum(w[j]**2, j)) == sum(w[j], j)",
    ],
)
def test_what_is_summed_is_no_factor_of_the_sum(text: str) -> None:
    """All of these but the last were proved once: a sum that is > 0 was taken out of another."""
    given = ["w[i] > 0", "s[i] > 0", "sum(w[j], j) > 0", "sum(s[j], j) > 0"]
    claim = Asked("", text, "", ["n: integer >= 2", *FAMILIES], given)
    assert verdict_of(claim).status != "proved"
