"""Factors and quotients by FLINT are those that SymPy gives, in its order."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import sympy

from symattn.oracles.factoring import factored, quotient


def _random(random: Random, letters: int, terms: int) -> Any:
    found = {
        tuple(random.randint(0, 2) for _ in range(letters)): sympy.Rational(
            random.choice((-3, -2, -1, 1, 2, 3)), random.choice((1, 1, 2, 3))
        )
        for _ in range(terms)
    }
    return sympy.Poly.from_dict(found, *sympy.symbols(f"x:{letters}"))


def _terms(poly: Any) -> dict[tuple[int, ...], Fraction]:
    return {m: Fraction(int(c.p), int(c.q)) for m, c in poly.terms()}


def test_factors_and_quotients_are_those_of_sympy() -> None:
    random, compared = Random(3), 0
    for _ in range(80):
        letters = random.randint(1, 4)
        poly, other = _random(random, letters, 3), _random(random, letters, 2)
        for _ in range(random.randint(0, 3)):
            poly *= _random(random, letters, random.randint(1, 3)) ** random.choice((1, 1, 2))
        if poly.is_ground:
            continue
        compared += 1
        unit, factors = poly.factor_list()
        found, parts = factored(_terms(poly))
        assert found == Fraction(int(unit.p), int(unit.q))
        assert [(list(f.items()), k) for f, k in parts] == [
            (list(_terms(f).items()), k) for f, k in factors
        ]
        whole, rest = (poly * other).div(other)
        assert rest.is_zero and quotient(_terms(poly * other), _terms(other)) == _terms(whole)
        assert (quotient(_terms(poly), _terms(other)) is None) == (not poly.rem(other).is_zero)
    assert compared > 60
