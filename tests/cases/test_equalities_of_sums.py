"""Equalities of sums over families: maxima in definitions, norms, and equations about all keys."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from sympy import exp, log

import symattn
from symattn.writing.derivation import derivation
from symattn.writing.expressions import largest, norm

NUMBERS = count()
ROOT = "sqrt(sum(x[j]**2, j)/n)"
SIGMA = "sqrt(sum((x[i] - sum(x[j], j)/n)**2, i)/n)"
SQUARES = "sum(x[j]**2, j) > 0"
SPREAD = "sum((x[i] - sum(x[j], j)/n)**2, i) > 0"
N1, N2, X, Y, S, T = (
    "n: integer >= 1",
    "n: integer >= 2",
    "x: real[n]",
    "y: real[n]",
    "s: real",
    "t: real",
)


def normed(member: str) -> str:
    return f"((x[{member}] - sum(x[j], j)/n)/{SIGMA})"


def verdict(asked: str, declared: tuple[str, ...], given: tuple[str, ...] = ()) -> str:
    """False lines may be true under a condition."""
    found = symattn.ask(asked, declared, given).verdict
    return "refuted" if found == "conditional" else found


@derivation("test/online-softmax", title="", source="")
def online(d):
    n = d.integer("n", at_least=1)
    A = d.index_set(n, "a")
    (a,) = A
    x, v, u = d.scalars("x", A), d.vectors("v", A), d.real("u")
    m = d.define("m", d.largest(A, lambda j: x[j]))
    M = d.define("M", largest(m, u))
    L = d.define("L", d.sum(A, lambda j: exp(x[j] - m)))
    K = d.define("K", L * exp(m - M) + exp(u - M))
    p = d.define_family("p", A, lambda j: exp(x[j] - m) / L)
    whole = d.sum(A, lambda j: exp(x[j]))
    d.step(
        d.sum(A, lambda j: exp(x[j] - m) * v[j]) / L,
        "=",
        d.sum(A, lambda j: exp(x[j]) * v[j]) / whole,
    )
    d.step(K * exp(M), "=", whole + exp(u))
    d.step(log(K) + M, "=", log(whole + exp(u)))
    d.step(p[a], "=", exp(x[a]) / whole)
    d.step(x[a], "<=", M)
    d.step((L + 1) * exp(M), "=", whole + exp(u))
    d.step(L + exp(u - m), "=", K)
    d.step(M, "<=", m)
    d.step(p[a], "=", exp(x[a] - u) / L)


def test_maxima_in_definitions() -> None:
    found = [line.verdict for line in symattn.check(online)]
    assert found[:5] == ["proved"] * 5
    assert not {"proved", "undecided"} & set(found[5:])


@pytest.mark.parametrize(
    ("asked", "declared", "given", "wanted"),
    [
        (f"diff({SIGMA}, x[a]) == {normed('a')}/n", (N2, X), (SPREAD,), "proved"),
        (f"diff({SIGMA}, x[a]) == {normed('a')}", (N2, X), (SPREAD,), "refuted"),
        (
            f"diff({normed('a')}, x[c]) == -(1 + {normed('a')}*{normed('c')})/(n*{SIGMA})",
            (N2, X),
            (SPREAD,),
            "proved",
        ),
        (
            f"diff({normed('a')}, x[c]) == -(1 + {normed('a')}*{normed('c')})/{SIGMA}",
            (N2, X),
            (SPREAD,),
            "refuted",
        ),
        (
            f"diff({normed('a')}, x[a]) == (1 - 1/n - {normed('a')}**2/n)/{SIGMA}",
            (N2, X),
            (SPREAD,),
            "proved",
        ),
        (f"diff({normed('a')}, x[a]) == (1 - 1/n)/{SIGMA}", (N2, X), (SPREAD,), "refuted"),
        (
            f"diff(x[a]/{ROOT}, x[a]) == (1 - (x[a]/{ROOT})**2/n)/{ROOT}",
            (N1, X),
            (SQUARES,),
            "proved",
        ),
        ("sum(x[i]**2/(sum(x[j]**2, j)/n), i) == n", (N1, X), (SQUARES,), "proved"),
        (f"sum((x[i]/{ROOT})**2, i) == n", (N1, X), (SQUARES,), "proved"),
        (f"sum((x[i]/{ROOT})**2, i) == 1", (N2, X), (SQUARES,), "refuted"),
        (
            f"s*x[a]/sqrt(sum((s*x[j])**2, j)/n) == s/abs(s)*x[a]/{ROOT}",
            (N1, X, S),
            (SQUARES, "s != 0"),
            "proved",
        ),
        (
            f"s*x[a]/sqrt(sum((s*x[j])**2, j)/n) == x[a]/{ROOT}",
            (N1, X, S),
            (SQUARES, "s != 0"),
            "refuted",
        ),
        ("sqrt(s**2*sum(x[j]**2, j)) == abs(s)*sqrt(sum(x[j]**2, j))", (N1, X, S), (), "proved"),
        ("sqrt(s**2*sum(x[j]**2, j)) == s*sqrt(sum(x[j]**2, j))", (N1, X, S), (), "refuted"),
        ("sqrt(sum(x[j]**2, j)) == sum(x[j], j)", (N1, X), (), "refuted"),
    ],
)
def test_norms(asked: str, declared: tuple[str, ...], given: tuple[str, ...], wanted: str) -> None:
    assert verdict(asked, declared, given) == wanted


@pytest.mark.parametrize(
    ("asked", "declared", "wanted"),
    [
        ("sum(x[j]**2, j) >= 0", ("n: integer >= 0", X), "proved"),
        ("sum(exp(x[j]), j) > 0", ("n: integer >= 0", X), "refuted"),
        ("sum(exp(x[j]), j) > 0", (N1, X), "proved"),
        ("sum(exp(x[j]), j)/sum(exp(x[j]), j) == 1", ("n: integer >= 0", X), "refuted"),
        ("exp(max(x[j], j)) <= sum(exp(x[j]), j)", ("n: integer >= 0", X), "refuted"),
        ("exp(max(x[j], j)) <= sum(exp(x[j]), j)", (N1, X), "proved"),
        ("sum(exp(x[j]), j) >= exp(x[a])", ("n: integer >= 0", X), "proved"),
    ],
)
def test_no_members(asked: str, declared: tuple[str, ...], wanted: str) -> None:
    assert verdict(asked, declared) == wanted


@pytest.mark.parametrize(
    ("asked", "given", "wanted"),
    [
        ("sum(x[j], j) == n*t", ("x[c] == t",), "proved"),
        ("sum(x[j], j) == n", ("x[c] == t",), "refuted"),
        ("sum(x[j], j) == n*t + x[a] - t", ("x[c] == t",), "proved"),
        ("sum(x[j], j) == n*t + x[a]*0", ("x[c] == t",), "refuted"),
        ("exp(x[a])/sum(exp(x[j]), j) == 1/n", ("x[c] == t", "x[a] == t"), "proved"),
        ("exp(x[a])/sum(exp(x[j]), j) == 1/n", ("x[c] == t",), "refuted"),
        ("exp(x[a])/sum(exp(x[j]), j) <= 1/n", ("x[c] == t", "x[a] <= t"), "proved"),
        ("exp(x[a])/sum(exp(x[j]), j) < 1/n", ("x[c] == t", "x[a] < t"), "refuted"),
        ("sum(exp(x[j] + y[j]), j) == n*exp(t)", ("x[c] + y[c] == t",), "proved"),
        ("sum(exp(x[j] - y[j]), j) == n*exp(t)", ("x[c] + y[c] == t",), "refuted"),
        ("sum(x[j]*y[j], j) == sum(y[j], j)", ("x[c]**2 == 1",), "refuted"),
    ],
)
def test_equations_about_each_member(asked: str, given: tuple[str, ...], wanted: str) -> None:
    assert verdict(asked, (N1, X, Y, T), given) == wanted


@pytest.mark.parametrize("lengths", [lambda x: x @ x, norm, lambda x: norm(x) ** 2])
@pytest.mark.parametrize(
    ("known", "holds"),
    [("aci", True), ("ac", False), ("ai", False), ("ci", False), ("i", False), ("", False)],
)
def test_keys_of_one_length(known: str, holds: bool, lengths: Any) -> None:
    """A softmax of dot products is one of distances."""

    @derivation(f"test/keys-{known}-{next(NUMBERS)}", title="", source="")
    def written(d):
        n = d.integer("n", at_least=3)
        keys = d.index_set(n, "a c", rest="i")
        members = dict(zip("aci", keys))
        k, q, b, r = (
            d.vectors("k", keys),
            d.vector("q"),
            d.real("b", positive=True),
            d.real("r", positive=True),
        )
        for name in known:
            d.fact(lengths(k[members[name]]), "=", r)
        a = members["a"]

        def gap(j):
            return exp(-b * ((q - k[j]) @ (q - k[j])) / 2)

        d.step(
            exp(b * (q @ k[a])) / d.sum(keys, lambda j: exp(b * (q @ k[j]))),
            "=",
            gap(a) / d.sum(keys, gap),
        )

    (line,) = symattn.check(written)
    assert (line.verdict == "proved") is holds
