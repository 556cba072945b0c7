"""Weighted sums and logarithms of sums: tangents at each member, temperatures, several maxima."""

from __future__ import annotations

import pytest

import symattn

DECLARED = [
    "n: integer >= 1", "x: real[n]", "y: real[n]", "b: positive", "c: real",
    "p: probabilities[n]", "q: probabilities[n]",
]  # fmt: skip
POSITIVE = ("p[i] > 0", "q[i] > 0")
Z = "sum(p[l]*exp(x[l]/b), l)"
TILTED = f"p[j]*exp(x[j]/b)/{Z}"

TRUE = [
    ("b*log(sum(p[j]*exp(x[j]/b), j)) >= sum(p[j]*x[j], j)", POSITIVE),
    ("b*log(sum(exp(x[j]/b), j)) >= sum(x[j], j)/n + b*log(n)", ()),
    ("sum(q[j]*x[j], j) - b*sum(q[j]*log(q[j]/p[j]), j) <= b*log(sum(p[j]*exp(x[j]/b), j))",
     POSITIVE),
    ("b*log(sum(exp(x[j]/b), j)) >= sum(q[j]*x[j], j) - b*sum(q[j]*log(q[j]), j)", POSITIVE),
    (f"0 <= sum({TILTED}*log({TILTED}/p[j]), j)", POSITIVE),
    ("sum(p[j]*exp(x[j])*x[j], j) >= sum(p[j]*exp(x[j]), j)*log(sum(p[j]*exp(x[j]), j))", POSITIVE),
    ("sum(p[j]*x[j], j) - sum(q[j]*x[j], j) <= max(x[l], l) - min(x[l], l)", ()),
    ("sum(p[j]*x[j], j) - log(sum(q[j]*exp(x[j]), j)) <= max(x[l], l) - min(x[l], l)", POSITIVE),
    (f"b*sum({TILTED}*log({TILTED}/p[j]), j) <= max(x[l], l) - min(x[l], l)", POSITIVE),
    (f"sum({TILTED}*log({TILTED}/p[j]), j) <= (max(x[l], l) - min(x[l], l))/b", POSITIVE),
    ("sum(p[j]*x[j], j) - log(sum(exp(x[j]), j)) <= max(x[l], l) - min(x[l], l)", ()),
    ("abs(log(sum(exp(x[j]), j)) - log(sum(exp(y[j]), j))) <= max(abs(x[l] - y[l]), l)", ()),
    ("abs(sum(p[j]*x[j], j) - sum(p[j]*y[j], j)) <= max(abs(x[l] - y[l]), l)", ()),
]  # fmt: skip
FALSE = [
    ("b*log(sum(p[j]*exp(x[j]/b), j)) <= sum(p[j]*x[j], j)", POSITIVE),
    ("b*log(sum(p[j]*exp(x[j]/b), j)) >= sum(q[j]*x[j], j)", POSITIVE),
    ("c*log(sum(p[j]*exp(x[j]/c), j)) >= sum(p[j]*x[j], j)", (*POSITIVE, "c != 0")),
    ("b*log(sum(exp(x[j]/b), j)) >= sum(x[j], j)/n + b*log(n) + 1", ()),
    ("sum(q[j]*x[j], j) - sum(q[j]*log(q[j]/p[j]), j) <= b*log(sum(p[j]*exp(x[j]/b), j))",
     POSITIVE),
    ("b*log(sum(exp(x[j]/b), j)) >= sum(q[j]*x[j], j) - 2*b*sum(q[j]*log(q[j]), j)", POSITIVE),
    ("sum(p[j]*x[j], j) - sum(q[j]*x[j], j) <= max(x[l], l)", ()),
    ("sum(p[j]*x[j], j) - sum(q[j]*x[j], j) < max(x[l], l) - min(x[l], l)", ()),
    (f"b*sum({TILTED}*log({TILTED}/p[j]), j) <= (max(x[l], l) - min(x[l], l))/2", POSITIVE),
    (f"sum({TILTED}*log({TILTED}/p[j]), j) <= max(x[l], l) - min(x[l], l)", POSITIVE),
    ("sum(p[j]*x[j], j) - log(sum(q[j]*exp(x[j]), j)) <= max(x[l], l)", POSITIVE),
    ("abs(log(sum(exp(x[j]), j)) - log(sum(exp(y[j]), j))) <= max(x[l] - y[l], l)", ()),
    ("abs(log(sum(exp(x[j]), j)) - log(sum(exp(y[j]), j))) < max(abs(x[l] - y[l]), l)", ()),
    ("abs(sum(x[j], j) - sum(y[j], j)) <= max(abs(x[l] - y[l]), l)", ()),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "given"), TRUE)
def test_is_proved(claim: str, given: tuple[str, ...]) -> None:
    found = symattn.ask(claim, let=DECLARED, given=given)
    assert found.verdict == "proved", found.why


@pytest.mark.parametrize(("claim", "given"), FALSE)
def test_its_twin_is_not(claim: str, given: tuple[str, ...]) -> None:
    found = symattn.ask(claim, let=DECLARED, given=given)
    assert found.verdict in ("refuted", "conditional", "undecided"), found.claim


MEAN, MOVED = "sum(x[l], l)/n", "sum(c*x[l] + d, l)/n"
SIGMA = f"sqrt(sum((x[j] - {MEAN})**2, j)/n)"
NORMED = f"(c*x[i] + d - {MOVED})/sqrt(sum((c*x[j] + d - {MOVED})**2, j)/n)"


@pytest.mark.parametrize(
    ("right", "given", "verdict"),
    [
        (f"(x[i] - {MEAN})/{SIGMA}", ("c > 0", f"{SIGMA} > 0"), "proved"),
        (f"-(x[i] - {MEAN})/{SIGMA}", ("c < 0", f"{SIGMA} > 0"), "proved"),
        (f"(x[i] - {MEAN})/{SIGMA}", ("c < 0", f"{SIGMA} > 0"), "refuted"),
        (f"(x[i] - {MEAN})/{SIGMA}", ("c > 0", f"{SIGMA} >= 0"), "undecided"),
    ],
)
def test_what_is_under_a_root_that_is_positive(
    right: str, given: tuple[str, ...], verdict: str
) -> None:
    let = ["n: integer >= 2", "x: real[n]", "c: real", "d: real"]
    found = symattn.ask(f"{NORMED} == {right}", let=let, given=given)
    assert found.verdict == verdict, found.why
