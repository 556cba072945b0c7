"""Points whose values are roots of polynomials, logarithms and powers of e: what is rejected, and
what
is accepted; and the numbers themselves against mpmath."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.kernel import Claim, OutsideClass, Rejected
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.algebraic_numbers import Algebraic
from symattn.kernel.algebra.functions import log
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.order.signs import Signs
from symattn.kernel.rules.points import at_point, point_from_json
from symattn.kernel.rules.refutations import fails_at_point
from symattn.language import Context
from symattn.reading.question_reader import read_question
from symattn.search.failures.models import points
from symattn.search.plain_data import point_to_json

ATOM = [["1", [["κ0", 1]], []]]
SQUARE = {"root": ["-2", "0", "1"], "between": ["1", "2"]}


def asked(text: str, given: tuple[str, ...], let: tuple[str, ...] = ("x: real",)) -> Claim:
    question = read_question(text, let, given)
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


def named(constant: Any) -> str:
    """The name that follows from what a constant is."""
    if "log" in constant:
        signs = Signs()
        with suppress(Rejected):
            log(Semantics(Context(), signs), ring.of(ring.constant(int(constant["log"]))))
        return next(iter(signs.opaque), "none")
    p, between = (tuple(map(Fraction, constant.get(key, ()))) for key in ("root", "between"))
    return f"root({p}{(min(between), max(between)) if between else ()})"


def point(value: Any = ATOM, constants: Any = None, **more: Any) -> dict[str, Any]:
    """κ0 stands for the constant of that name."""
    names = {key: named(c) for key, c in constants.items()} if isinstance(constants, dict) else {}

    def spelled(x: Any) -> Any:
        if isinstance(x, list):
            return [spelled(y) for y in x]
        return names.get(x, x) if isinstance(x, str) else x

    scalars = {"x": spelled(value), **{k: spelled(v) for k, v in more.items()}}
    found = {"scalars": scalars, "sizes": {}, "entries": {}, "vectors": {}, "matrices": {}}
    if constants is None:
        return found
    return found | {"constants": list(constants.values()) if names else constants}


def root(coefficients: str, low: str, high: str) -> dict[str, Any]:
    return {"κ0": {"root": coefficients.split(), "between": [low, high]}}


TWO = asked("x == 1", ("x**2 == 2",))

TAMPERED = {
    "two roots, and no change of sign": (
        TWO,
        point(ATOM, root("-2 0 1", "-2", "2")),
        "sign change",
    ),
    "no root": (TWO, point(ATOM, root("-2 0 1", "2", "3")), "sign change"),
    "three roots": (TWO, point(ATOM, root("0 -1 0 1", "-2", "2")), "sign change"),
    "an end at another root": (TWO, point(ATOM, root("2 -3 1", "1", "3/2")), "sign change"),
    "an end at the root itself": (TWO, point(ATOM, root("-4 0 1", "1", "2")), "sign change"),
    "another polynomial": (TWO, point(ATOM, root("-3 0 1", "1", "2")), "does not hold"),
    "another root than a sign allows": (
        asked("x == 1", ("x**2 == 2", "x > 0")),
        point(ATOM, root("-2 0 1", "-2", "-1")),
        "does not hold",
    ),
    "no polynomial": (TWO, point(ATOM, root("2", "1", "2")), "sign change"),
    "a polynomial of high degree": (
        TWO,
        point(ATOM, root("-1 " + "0 " * 20 + "1", "0", "2")),
        "sign change",
    ),
    "no interval": (TWO, point(ATOM, {"κ0": {"root": ["-2", "0", "1"]}}), "expected sizes"),
    "no such constant": (TWO, point(ATOM), "the name of a number"),
    "the logarithm of 0": (TWO, point(ATOM, {"κ0": {"log": "0"}}), "log"),
    "the logarithm of what is < 0": (TWO, point(ATOM, {"κ0": {"log": "-3"}}), "log"),
    "another logarithm": (
        asked("x == 1", ("exp(x) == 3",)),
        point(ATOM, {"κ0": {"log": "4"}}),
        "does not hold",
    ),
    "e with another exponent": (
        asked("x == 1", ("log(x) == 2", "x > 0")),
        point([["1", [], [["3", []]]]]),
        "does not hold",
    ),
    "one over a constant": (
        TWO,
        point([["1", [["κ0", -1]], []]], {"κ0": SQUARE}),
        "negative powers",
    ),
    "a root for an integer": (
        asked("x == 1", ("x**2 == 2",), ("x: integer",)),
        point(ATOM, {"κ0": SQUARE}),
        "integer",
    ),
    "constants that are no table": (TWO, point(ATOM, 7), "expected sizes"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered_points_are_rejected(name: str) -> None:
    claim, data, why = TAMPERED[name]
    with pytest.raises((Rejected, OutsideClass), match=why):
        fails_at_point(claim, {"point": data})


ACCEPTED = {
    "a square root": (TWO, point(ATOM, {"κ0": SQUARE})),
    "the other root": (asked("x > 0", ("x**2 == 2",)), point(ATOM, root("-2 0 1", "-2", "-1"))),
    "a cube root": (asked("x > 2", ("x**3 == 2",)), point(ATOM, root("-2 0 0 1", "1", "2"))),
    "the golden ratio less one": (
        asked("x > 1", ("x**2 + x == 1",)),
        point(ATOM, root("-1 1 1", "1/2", "1")),
    ),
    "a logarithm": (asked("x == 1", ("exp(x) == 3",)), point(ATOM, {"κ0": {"log": "3"}})),
    "half of a logarithm": (
        asked("x == 1", ("exp(2*x) == 3",)),
        point([["1/2", [["κ0", 1]], []]], {"κ0": {"log": "3"}}),
    ),
    "a power of e": (asked("x < 7", ("log(x) == 2", "x > 0")), point([["1", [], [["2", []]]]])),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_points_with_constants_are_accepted(name: str) -> None:
    claim, data = ACCEPTED[name]
    fails_at_point(claim, {"point": data})


def test_a_polynomial_that_is_not_minimal_shows_less() -> None:
    """x⁴ = 4 has the root √2, but that x² = 2 is not seen from it."""
    with pytest.raises(Rejected):
        fails_at_point(TWO, {"point": point(ATOM, root("-4 0 0 0 1", "1", "2"))})


def test_a_parameter_may_be_irrational_where_a_limit_is_taken() -> None:
    question = read_question(
        "tends(exp(b*x)/(exp(b*x) + exp(b)), 0)", ("x: positive",), ("x**2 == 2",), "b -> oo"
    )
    assert isinstance(question.asked, tuple)
    claim = Claim(question.context, question.asked[0])
    moving = [["1", [["b", 1]], []]]
    fails_at_point(claim, {"point": point(ATOM, {"κ0": SQUARE}, b=moving)})
    with pytest.raises(Rejected, match="positive multiple"):
        fails_at_point(
            claim, {"point": point(ATOM, {"κ0": SQUARE}, b=[["1", [["b", 1], ["κ0", 1]], []]])}
        )
    with pytest.raises(Rejected):
        fails_at_point(
            claim, {"point": point([["1", [["b", 1], ["κ0", 1]], []]], {"κ0": SQUARE}, b=moving)}
        )


@pytest.mark.parametrize("name", ACCEPTED)
def test_points_are_read_as_they_are_written(name: str) -> None:
    claim, data = ACCEPTED[name]
    first = point_from_json(data)
    assert point_from_json(point_to_json(first)) == first
    assert any(p.signs.opaque or p.scalars == first.scalars for p in points(claim, False, 4))


small = st.integers(-4, 4)


@given(st.lists(small, min_size=2, max_size=4), st.integers(-6, 5))
def test_an_accepted_root_is_the_only_one_there(coefficients: list[int], low: int) -> None:
    number = Algebraic(tuple(map(Fraction, (*coefficients, 1))), (Fraction(low), Fraction(low + 1)))
    try:
        number.check()
    except Rejected:
        return
    roots = mpmath.polyroots([1, *reversed(coefficients)], maxsteps=200, extraprec=200)
    inside = [r.real for r in roots if abs(r.imag) < 1e-12 and low < r.real < low + 1]
    assert len(inside) == 1
    lowest, highest = number.enclosed(40)
    assert lowest <= Fraction(*float(inside[0]).as_integer_ratio()) + Fraction(1, 2**38)
    assert highest >= Fraction(*float(inside[0]).as_integer_ratio()) - Fraction(1, 2**38)
    assert highest - lowest <= Fraction(1, 2**40)


def test_at_point_keeps_the_constants_of_its_point_apart() -> None:
    claim = TWO
    s = at_point(claim, point_from_json(point(ATOM, {"κ0": SQUARE})), False)
    other = at_point(claim, point_from_json(point(ATOM, root("-2 0 1", "-2", "-1"))), False)
    assert not set(s.signs.roots) & set(other.signs.roots)
