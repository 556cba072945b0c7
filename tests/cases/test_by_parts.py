"""Stein's identity, and what is false beside it."""

from __future__ import annotations

import pytest

import symattn

Z, X, XM = (
    ("z ~ N(0, 1)",),
    ("v: positive", "x ~ N(0, v)"),
    ("m: real", "v: positive", "x ~ N(m, v)"),
)
Y = "y ~ N(0, 1)"


@pytest.mark.parametrize(
    ("asked", "let"),
    [
        ("E(z*sigmoid(s*z)) == s*E(sigmoid(s*z)*(1 - sigmoid(s*z)))", (*Z, "s: real")),
        ("E(sigmoid(s*z)*z) == s*E(sigmoid(s*z)*(1 - sigmoid(s*z)))", (*Z, "s: real")),
        ("E(x*tanh(x)) == v*E(1 - tanh(x)**2)", X),
        ("E((x - m)*tanh(x)) == v*E(1 - tanh(x)**2)", XM),
        ("E(x*tanh(x)) == m*E(tanh(x)) + v*E(1 - tanh(x)**2)", XM),
        ("E(x/(1 + exp(-x))) == v*E(sigmoid(x)*(1 - sigmoid(x)))", X),
        ("E(z*log(1 + exp(z))) == E(sigmoid(z))", Z),
    ],
)
def test_true(asked: str, let: tuple[str, ...]) -> None:
    assert symattn.ask(asked, let).verdict == "proved"


@pytest.mark.parametrize(
    ("asked", "let"),
    [
        ("E(z*sigmoid(s*z)) == E(sigmoid(s*z)*(1 - sigmoid(s*z)))", (*Z, "s: positive")),
        ("E(z*sigmoid(s*z)) == s**2*E(sigmoid(s*z)*(1 - sigmoid(s*z)))", (*Z, "s: real")),
        ("E(x*tanh(x)) == E(1 - tanh(x)**2)", X),
        ("E(x*tanh(x)) == v**2*E(1 - tanh(x)**2)", X),
        ("E(x*tanh(x)) == v*E(1 + tanh(x)**2)", X),
        ("E(x*tanh(x)) == v*E(1 - tanh(x)**2)", XM),
        ("E((x - 2*m)*tanh(x)) == v*E(1 - tanh(x)**2)", XM),
        ("E(z*log(1 + exp(z))) == E(sigmoid(z)**2)", Z),
        ("E(z*(1/z)) == -E(1/z**2)", Z),
        ("E(z*exp(z**2)) == 2*E(z*exp(z**2))", Z),
        ("E(z*abs(z)) == 2*E(abs(z))", Z),
        ("E(z*tanh(z*y)) == E(1 - tanh(z*y)**2)", (*Z, Y)),
        ("E(z*tanh(y)) == E(1 - tanh(y)**2)", (*Z, Y)),
    ],
)
def test_false(asked: str, let: tuple[str, ...]) -> None:
    assert symattn.ask(asked, let).verdict in ("refuted", "conditional", "undecided")
