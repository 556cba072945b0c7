"""Formulas that are broken or laid flat still say the same."""

from __future__ import annotations

import re

import pytest

from symattn.language import Term, number
from symattn.rendering.formats.latex_prose import typed
from symattn.rendering.formulas.formula_lines import HANGING, flat, lines
from symattn.rendering.formulas.notation_width import width
from symattn.rendering.formulas.term_notation import notation

from .samples import _FAT, _LONG, _SEVEN, op, x, y, z

two = number(2)
HALF = op("/", op("+", x, y), two)


@pytest.mark.parametrize("term, shown", [
    (op("/", x, y), "x / y"),
    (HALF, "(x + y) / 2"),
    (op("*", HALF, z), "((x + y) / 2) z"),
    (op("*", z, HALF), "z ((x + y) / 2)"),
    (op("+", HALF, op("neg", HALF)), "(x + y) / 2 - (x + y) / 2"),
    (op("/", x, op("*", two, y)), "x / (2 y)"),
    (op("/", op("*", two, y), x), "(2 y) / x"),
    (op("/", op("log", x), y), r"\log(x) / y"),
    (op("=", HALF, op("/", number(1), two)), r"(x + y) / 2 = \tfrac{1}{2}"),
    (op("/", op("/", x, y), z), "(x / y) / z"),
    (op("/", op("neg", op("+", x, y)), z), "(-(x + y)) / z"),
    (op("neg", op("/", op("+", x, y), z)), "-(x + y) / z"),
    (op("exp", op("/", x, y)), r"e^{\frac{x}{y}}"),
], ids=str)  # fmt: skip
def test_a_flat_fraction_is_no_other_one(term: Term, shown: str) -> None:
    assert typed(flat(notation(term))) == shown


@pytest.mark.parametrize("room", [14.0, 20.0, 30.0])
@pytest.mark.parametrize("term", [_LONG, _FAT], ids=["a long sum", "a fat fraction"])
def test_lines_are_no_wider_than_their_room(term: Term, room: float) -> None:
    found = lines(notation(term), notation(term, linear=True), room)
    assert len(found) > 1
    assert width(found[0]) <= room and all(width(line) <= room - HANGING for line in found[1:])


def test_a_table_stays_a_table_while_its_conditions_can_be_cut() -> None:
    table = notation(_SEVEN)
    (narrow,) = lines(table, notation(_SEVEN, linear=True), width(table) - 3)
    assert width(narrow) <= width(table) - 3 and len(narrow.lines) > len(table.lines)  # type: ignore[union-attr]


def test_a_condition_is_cut_before_and_or_or() -> None:
    """No relation is torn apart while there is room for it."""
    fraction = op(
        "cases",
        op("and", op(">", x, y), op("or", op(">", y, z), op("=", x, z))),
        x,
        op("=", x, y),
        y,
    )
    node = notation(fraction)
    for room in (width(node) - 1, width(node) - 6):
        (narrow,) = lines(node, notation(fraction, linear=True), room)
        conditions = [typed(condition) for _, condition in narrow.lines]  # type: ignore[union-attr]
        assert len(conditions) > 2
        assert all(re.search("[xyz] [<>=] [xyz]", c) for c in conditions), conditions


@pytest.mark.parametrize("room", [13.0, 16.0, 20.0])
def test_no_denominator_is_torn_apart(room: float) -> None:
    mean = op("/", op("+", x, y), op("+", two, z))
    long = op("+", op("*", x, mean), op("*", y, mean), op("*", z, mean))
    for line in lines(notation(long), notation(long, linear=True), room):
        assert not typed(line).rstrip().endswith("/") and typed(line).count("{") == typed(
            line
        ).count("}")
        assert typed(line).count("(") == typed(line).count(")")


WIDE = op("+", op("*", x, y), z, op("/", op("*", x, y), op("+", two, z)), y)


@pytest.mark.parametrize("room", [17.0, 20.0])
def test_a_product_is_cut_between_its_factors(room: float) -> None:
    """No factor is torn apart while each has room, and no fraction made smaller.

    What follows stands further right.
    """
    product = op("+", x, op("neg", op("*", WIDE, WIDE)))
    first, *rest = map(typed, lines(notation(product), notation(product, linear=True), room))
    assert rest and all(
        r"\frac" in line and line.count("(") == line.count(")")
        for line in (first, *rest)
        if "(" in line
    )
    assert rest[-1].startswith(r"\qquad \left(") and r"\qquad" not in first


def test_a_sum_in_a_factor_is_cut_at_its_own_signs_first() -> None:
    """½ (x (y + z) | + y (x + z)) and not ½ (x (y + z) + y (x | + z))"""
    term = op("*", x, op("+", op("*", x, op("+", y, z)), op("*", y, op("+", x, z))))
    whole = width(notation(term))
    first, second = map(typed, lines(notation(term), notation(term, linear=True), whole - 2))
    assert (first, second) == ("x (x (y + z)", "+ y (x + z))")


def test_a_product_in_brackets_is_cut_between_its_factors_too() -> None:
    """Beside a left side there is less room in the first line."""
    one, other = (op("+", side, op("/", op("+", x, y, z), op("+", two, z))) for side in (x, y))
    term = op("*", x, op("+", op("*", one, one), op("*", other, other)))
    found = list(map(typed, lines(notation(term), notation(term, linear=True), 9.0, 14.0)))
    factor = r"(x + \tfrac{x + y + z}{2 + z})"
    assert found[:2] == [f"x ({factor}", rf"\qquad {factor}"]
