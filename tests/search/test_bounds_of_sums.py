"""Bounds of sums for any n: what holds of each member, of each two, and of all but one.

Each true line has twins beside it that look alike and are false, or are not said by the hypotheses.
"""

from __future__ import annotations

import pytest

import symattn

S = "n: integer >= 1", "s: real[n]", "M: nonnegative"
P = "n: integer >= 1", "p: probabilities[n]", "u: real[n]"
BOX = "abs(s[a]) <= M", "abs(s[c]) <= M"
OF_ALL = "exp(s[a])/sum(exp(s[j]), j)"
VARIANCE = "sum(p[j]*u[j]**2, j) - sum(p[j]*u[j], j)**2"
SQUARES = "sum(u[j]**2, j)"
MASKED = "n: integer >= 1", "m: integer >= 1", "x: real[n]", "y: real[m]"
LOST = "exp(x[a])/sum(exp(x[j]), j) - exp(x[a])/(sum(exp(x[j]), j) + sum(exp(y[k]), k))"

TRUE = [
    ("n*exp(-M) <= sum(exp(s[j]), j) <= n*exp(M)", S, BOX[1:]),
    (f"exp(-2*M)/n <= {OF_ALL} <= exp(2*M)/n", S, BOX),
    (f"{OF_ALL} <= exp(2*M)/(exp(2*M) + n - 1)", S, BOX),
    (f"{OF_ALL} <= exp(2*M)/n", S, ("M >= abs(s[a])", "-M <= s[c] <= M")),
    (f"{OF_ALL} <= exp(2*M)/n", S, ("max(abs(s[j]), j) <= M",)),
    ("sum(exp(s[j]), j) < n*exp(M)", S, ("abs(s[c]) < M",)),
    ("log(n) - M <= log(sum(exp(s[j]), j)) <= log(n) + M", S, BOX[1:]),
    ("abs(sum(p[j]*s[j], j)) <= M", (*S, "p: probabilities[n]"), BOX[1:]),
    ("sum(p[j]**2, j) <= 1", P, ()),
    (f"{VARIANCE} <= 2*sum(p[j]*(1 - p[j])*u[j]**2, j)", P, ()),
    (f"{VARIANCE} <= 2*max(p[j]*(1 - p[j]), j)*{SQUARES}", P, ()),
    (f"{VARIANCE} <= 2*p[a]*(1 - p[a])*{SQUARES}", P, ("p[a] >= 1/2",)),
    ("p[a] >= p[b]", P, ("p[a] >= 1/2",)),
    ("abs(sum(p[j]*u[j], j) - u[a]) <= (1 - p[a])*max(abs(u[j] - u[a]), j)", P, ()),
    (f"0 < {LOST} < sum(exp(y[k]), k)/sum(exp(x[j]), j)", MASKED, ()),
    ("sum(abs(u[j] - t), j) == n*t - sum(u[j], j)", (*P, "t: real"), ("u[c] <= t",)),
    ("sum(max(u[j], t), j) == n*t", (*P, "t: real"), ("u[c] <= t",)),
]
NOT_TRUE = [
    (f"{OF_ALL} <= exp(M)/n", S, BOX),
    (f"{OF_ALL} >= exp(-M)/n", S, BOX),
    (f"{OF_ALL} <= exp(2*M)/(exp(2*M) + n)", S, BOX),
    (f"{OF_ALL} <= exp(2*M)/n", S, BOX[:1]),
    (f"{OF_ALL} <= exp(2*M)/n", S, BOX[1:]),
    (f"{OF_ALL} < exp(2*M)/n", S, BOX),
    (f"{OF_ALL} < 1", S, BOX),
    ("sum(exp(s[j]), j) <= (n - 1)*exp(M)", S, BOX[1:]),
    ("sum(exp(s[j]), j) < n*exp(M)", S, BOX[1:]),
    ("exp(s[a]) + sum(exp(s[j]), j, a) <= n*exp(M)", S, BOX[1:]),
    ("abs(sum(s[j], j)) <= M", S, BOX[1:]),
    ("sum(p[j]**2, j) < 1", P, ()),
    ("sum(p[j]**2, j) <= 1/2", P, ()),
    (f"{VARIANCE} <= sum(p[j]*(1 - p[j])*u[j]**2, j)", P, ()),
    (f"{VARIANCE} <= max(p[j]*(1 - p[j]), j)*{SQUARES}", P, ()),
    (f"{VARIANCE} <= 2*p[a]*(1 - p[a])*{SQUARES}", P, ()),
    (f"{VARIANCE} <= 2*p[a]*(1 - p[a])*{SQUARES}", P, ("p[a] >= 1/3",)),
    (f"{VARIANCE} < 2*sum(p[j]*(1 - p[j])*u[j]**2, j)", P, ()),
    ("p[a] >= p[b]", P, ("p[a] >= 1/3",)),
    ("abs(sum(p[j]*u[j], j) - u[a]) <= (1 - p[a])**2*max(abs(u[j] - u[a]), j)", P, ()),
    ("abs(sum(p[j]*u[j], j) - u[a]) < (1 - p[a])*max(abs(u[j] - u[a]), j)", P, ()),
    ("abs(sum(p[j]*u[j], j) - u[a]) <= p[a]*max(abs(u[j] - u[a]), j)", P, ()),
    ("abs(sum(p[j]*u[j], j)) <= max(u[j], j)", P, ()),
    ("abs(u[a]) + sum(abs(u[j]), j, a) == sum(u[j], j)", P, ("u[a] >= 0",)),
    ("sum(abs(u[j]), j) == sum(u[j], j)", P, ()),
    ("sum(max(u[j], t), j) == t", (*P, "t: real"), ("u[c] <= t",)),
]


@pytest.mark.parametrize(("said", "let", "given"), TRUE, ids=[one[0] for one in TRUE])
def test_is_proved(said: str, let: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert symattn.ask(said, let, given, seconds=10).verdict == "proved"


@pytest.mark.parametrize(("said", "let", "given"), NOT_TRUE, ids=[one[0] for one in NOT_TRUE])
def test_a_twin_is_not(said: str, let: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert symattn.ask(said, let, given, seconds=4).verdict != "proved"
