"""Limits of SymPy expressions whose symbols have plain names: beta, gamma_a, x_12."""

from __future__ import annotations

import pytest
from sympy import Piecewise, Symbol, exp, oo

import symattn
from symattn.language import TermError


@pytest.mark.parametrize("name", ["b", "beta", "lambda", "alpha_a", "x_12", "x12", r"\beta"])
def test_a_symbol_may_have_any_plain_name(name: str) -> None:
    b, g = Symbol(name, real=True), Symbol("gamma", real=True)
    assert symattn.limit(1 / b, b, oo).value == "0"
    assert symattn.limit(1 / b, b, 0, side="-").value == "-oo"
    assert symattn.limit((exp(b) - 1) / b, b, 0).value == "1"
    found = symattn.limit(exp(b * g) / (exp(b * g) + 2), b, oo, given=["gamma >= 0"])
    assert found.cases == [("gamma > 0", "1"), ("gamma == 0", "1/3")]
    value = found.piecewise()
    assert isinstance(value, Piecewise) and {str(x) for x in value.free_symbols} == {"gamma"}


@pytest.mark.parametrize("names", [("x y",), ("a_b_c",), ("beta", r"\beta"), ("1x",)])
def test_what_has_no_name_here_is_said(names: tuple[str, ...]) -> None:
    x = Symbol("x")
    with pytest.raises(TermError, match="name"):
        symattn.limit(sum(Symbol(name) for name in names) / x, x, oo)
