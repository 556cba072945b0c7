"""Formulas that are broken or laid flat still say the same."""
from __future__ import annotations

import pytest

from symattn.rendering.formula_lines import HANGING, flat, lines
from symattn.rendering.latex_prose import typed
from symattn.rendering.notation_width import width
from symattn.rendering.term_notation import notation
from symattn.terms import Term, number

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
