"""What is different between two terms, and how it is marked in each format."""

from __future__ import annotations

import pytest

from symattn.language import Context, Term, plain
from symattn.reading.question_reader import read_question
from symattn.records.changes import changed, cost, part
from symattn.rendering.formulas.latex_math import latex_source
from symattn.rendering.formulas.mathml import formula
from symattn.rendering.formulas.term_notation import part_notation
from symattn.rendering.pages.marks import (
    BEGIN,
    END,
    in_text,
    split_lines,
    underlined,
    unmarked,
)
from symattn.words import Revised

DECLARED = ("x: real", "y: real", "b: positive", "n: integer >= 2", "v: real[n]", "z: real[n]")


def term(text: str) -> Term:
    question = read_question(f"{text} == 0", DECLARED)
    assert isinstance(question.asked, tuple)
    return question.asked[0].children[0]


PAIRS = [  # before, after, what is marked
    ("exp(b)/(exp(b) + n)", "exp(b)/(exp(b) + n - 1)", "exp(b)/(exp(b) + n − [1])"),
    ("exp(b)/exp(b)", "exp(b)/(exp(b) + n - 1)", "exp(b)/(exp(b) + [n − 1])"),
    ("x + y", "x - y", "x [−] y"),
    ("x - y", "x + y", "x [+] y"),
    ("x + y", "x - 2", "x − [2]"),
    ("-x + y", "x + y", "[x] + y"),
    ("b - (x + y)", "b + 2*(x + y)", "b + [2 (x + y)]"),
    ("b + x*(x + y)", "b - x*(x + y)", "b [−] x (x + y)"),
    ("sum(z[j], j)*x", "sum(2*z[j], j)*x", "(Σ_{j} ([2] z_j)) x"),
    ("x*y", "sum(z[j], j)*y", "([Σ_{j} z_j]) y"),
    ("x*y", "max(z[j], j)*y", "([max_{j} z_j]) y"),
    ("x", "x**2", "[x^2]"),
    ("abs(x)*y", "x*y", "[x] y"),
    ("x*y", "x*y/2", "[x y/2]"),
    ("x/2", "x", "[x]"),
    ("3*x**2 + y", "3*x**3 + y", "3 x^[3] + y"),
    ("x + y + b", "y + b", "[y + b]"),
    ("x + y", "y + b + x", "y + [b + x]"),
    ("exp(x*b) + n", "exp(y*b) + n", "exp([y] b) + n"),
    ("exp(v[a])", "exp(v[c])", "exp([v_c])"),
    ("max(x, y)", "max(x, 0)", "max(x, [0])"),
    ("sqrt(x**2*4)", "sqrt(x**2*9)", "sqrt(x^2 ·[9])"),
    ("x - (y + b)", "x - (y + n)", "x − (y + [n])"),
    ("exp(x)*exp(y)", "exp(x)*exp(-y)", "exp(x) exp([−y])"),
    ("x", "x", "x"),
]


@pytest.mark.parametrize(("before", "after", "shown"), PAIRS)
def test_what_is_marked(before: str, after: str, shown: str) -> None:
    old, new = term(before), term(after)
    text = in_text(new, old)
    assert text.replace(BEGIN, "[").replace(END, "]").replace("x y/2", "x y/2") == shown.replace(
        "[x y/2]", f"[{plain(new)}]"
    )
    assert unmarked(text) == plain(new)
    assert cost(old, new) == cost(new, old) and (cost(old, new) == 0) == (old == new)
    assert all(part(new, way) not in (None, old) for way in changed(old, new))


def test_marks_in_formulas() -> None:
    old, new = term("exp(b)/(exp(b) + n)"), term("exp(b)/(exp(b) + n - 1)")
    revised = Revised.of(new, old)
    assert latex_source(part_notation(revised)) == r"\frac{e^{b}}{e^{b} + n - \underline{1}}"
    assert latex_source(part_notation(new)) == r"\frac{e^{b}}{e^{b} + n - 1}"
    assert "<mrow class=new><mn>1</mn></mrow>" in formula(revised, Context(), (40.0,))
    assert "class=new" not in formula(new, Context(), (40.0,))
    assert plain(revised) == plain(new)


def test_a_sign_alone_is_marked_alone() -> None:
    revised = Revised.of(term("b*(1 - x)"), term("b*(1 + x)"))
    assert latex_source(part_notation(revised)) == r"b (1 \mathbin{\underline{-}} x)"
    assert "<mrow class=new><mo>−</mo></mrow><mi>x</mi>" in formula(revised, Context(), (40.0,))


def test_equal_parts_elsewhere_are_not_marked() -> None:
    old, new = term("2*x + 2"), term("2*x + 2*y")
    assert in_text(new, old) == f"2 x + {BEGIN}2 y{END}"
    assert latex_source(part_notation(Revised.of(new, old))).count("underline") == 1


def test_strokes_under_a_line() -> None:
    assert underlined("no mark") == ["no mark"]
    assert underlined(f"a {BEGIN}bc{END} d") == ["a bc d", "  ^^"]
    assert split_lines([f"a {BEGIN}b", f"  c{END} d"]) == ["a b", "  ^", "  c d", "  ^"]
