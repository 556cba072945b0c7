"""arctan and softplus from `symattn ask` on: true and false lines, each with its right answer."""

from __future__ import annotations

import pytest
import sympy
from click.testing import CliRunner

from symattn.commands.cli import cli
from symattn.language import Term, number, plain
from symattn.reading.declarations import QuestionError
from symattn.reading.question_reader import read_question
from symattn.rendering.formulas.latex_math import latex_source
from symattn.rendering.formulas.mathml import math
from symattn.rendering.formulas.term_notation import notation
from symattn.rendering.formulas.typst_math import typst_source
from symattn.writing import expressions
from symattn.writing.expressions import term_of
from symattn.writing.sympy_bridge import from_sympy, value_to_sympy

from .test_erfc_and_pi import ask

A, X, Y, N = "a: real", "x: real", "y: real", "n: integer >= 1"
P, G, H = "p: positive", "g ~ N(0, 1)", "h ~ N(1, 1/2)"
LIMITS: dict[str, tuple[tuple[str, ...], str]] = {
    "limit(arctan(x), x, oo)": ((), "pi/2"),
    "limit(atan(x), x, -oo)": ((), "-pi/2"),
    "limit(arctan(x), x, 0)": ((), "0"),
    "limit(arctan(x)/x, x, 0)": ((), "1"),
    "limit(arctan(1/x), x, 0, '+')": ((), "pi/2"),
    "limit(arctan(1/x), x, 0, '-')": ((), "-pi/2"),
    "limit(arctan(a*x), x, oo)": ((A,), "pi/2  if a > 0\n-pi/2  if a < 0\n0  if a == 0"),
    "limit(x*(pi/2 - arctan(x)), x, oo)": ((), "1"),
    "limit(x**3*(arctan(1/x) - 1/x), x, oo)": ((), "-1/3"),
    "limit(x*(arctan(a + 1/x) - arctan(a)), x, oo)": ((A,), "1/(a**2 + 1)"),
    "limit(exp(x)*(pi/2 - arctan(exp(x))), x, oo)": ((), "1"),
    "limit(arctan(arctan(x)), x, oo)": ((), "arctan(pi/2)"),
    "limit(arctan(log(x))/arctan(x), x, oo)": ((), "1"),
    "limit(arctan(1/n + exp(-x)) - arctan(1/n), x, oo)": ((N,), "0"),
    "limit(diff(arctan(t), t), t, 1)": (("t: real",), "1/2"),
    "limit(softplus(x), x, -oo)": ((), "0"),
    "limit(softplus(x) - x, x, oo)": ((), "0"),
    "limit(softplus(a*x)/x, x, oo)": ((A,), "max(a, 0)"),
    "limit(softplus(-x)*exp(x), x, oo)": ((), "1"),
    "limit(softplus(a*x) - relu(a*x), x, oo)": ((A,), "0  if a != 0\nlog(2)  if a == 0"),
}  # fmt: skip
RELATIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "arctan(x) < pi/2": ((X,), "proved"),
    "arctan(x) > -pi/2": ((X,), "proved"),
    "abs(arctan(x)) < pi/2": ((X,), "proved"),
    "arctan(x) < 3/2": ((X,), "false"),
    "arctan(x) < 2": ((X,), "proved"),
    "arctan(x) >= -8/5": ((X,), "proved"),
    "3 > arctan(x - y)": ((X, Y), "proved"),
    "arctan(x) >= -3/2": ((X,), "false"),
    "arctan(x) <= 0": ((X,), "true only under a condition"),
    "arctan(-x) == -arctan(x)": ((X,), "proved"),
    "arctan(-x) == arctan(x)": ((X,), "false"),
    "arctan(0) == 0": ((), "proved"),
    "arctan(1) == pi/4": ((), "proved"),
    "arctan(1) == pi/3": ((), "false"),
    "arctan(2) > 11/10": ((), "proved"),
    "arctan(2) < 11/10": ((), "false"),
    "arctan(p) > 0": ((P,), "proved"),
    "arctan(x)*x >= 0": ((X,), "proved"),
    "arctan(x)*x > 0": ((X,), "true only under a condition"),
    "arctan(p) <= p": ((P,), "proved"),
    "arctan(p) >= p - p**3/3": ((P,), "proved"),
    "arctan(p) >= p": ((P,), "false"),
    "abs(arctan(x) - arctan(y)) <= abs(x - y)": ((X, Y), "proved"),
    "abs(arctan(x) - arctan(y)) <= abs(x - y)/2": ((X, Y), "true only under a condition"),
    "diff(arctan(x), x) == 1/(1 + x**2)": ((X,), "proved"),
    "diff(arctan(x), x) == 1/(1 - x**2)": ((X,), "false"),
    "tends(arctan(x), pi/2)": ((), "proved"),
    "tends(arctan(x), pi)": ((), "false"),
    "tends(arctan(x), oo)": ((), "false"),
    "close(arctan(x), pi/2 - 1/x)": ((), "proved"),
    "close(arctan(x), x)": ((), "false"),
    "E(arctan(h)) > 1/2": ((H,), "proved"),
    "E(arctan(h)) > 1": ((H,), "false"),
    "E(arctan(h)) == E(arctan(-h))": ((H,), "false"),
    "softplus(x) > relu(x)": ((X,), "proved"),
    "softplus(x) > relu(x) + 1/2": ((X,), "true only under a condition"),
    "softplus(x) <= relu(x) + log(2)": ((X,), "proved"),
    "softplus(x) <= relu(x) + 1/2": ((X,), "false"),
    "softplus(x) > x": ((X,), "proved"),
    "softplus(x) < x": ((X,), "false"),
    "softplus(x) - softplus(-x) == x": ((X,), "proved"),
    "softplus(x) + softplus(-x) == x": ((X,), "false"),
    "softplus(0) == log(2)": ((), "proved"),
    "softplus(0) == 1/2": ((), "false"),
    "diff(softplus(x), x) == sigmoid(x)": ((X,), "proved"),
    "diff(softplus(x), x) == sigmoid(-x)": ((X,), "false"),
    "implies(x > y, softplus(x) > softplus(y))": ((X, Y), "proved"),
    "implies(x > y, softplus(x) < softplus(y))": ((X, Y), "false"),
    "tends(softplus(x) - x, 0)": ((), "proved"),
    "tends(softplus(x) - x, 1)": ((), "false"),
    "E(softplus(h)) >= softplus(1)": ((H,), "proved"),
    "E(softplus(h)) <= softplus(1)": ((H,), "false"),
    "E(softplus(h)) == E(softplus(-h))": ((H,), "false"),
}  # fmt: skip


@pytest.mark.parametrize("text", LIMITS)
def test_limits(text: str) -> None:
    declared, value = LIMITS[text]
    assert ask(text, declared) == (0, value)


@pytest.mark.parametrize("text", RELATIONS)
def test_relations(text: str) -> None:
    declared, value = RELATIONS[text]
    status, output = ask(text, declared)
    assert (output.splitlines()[0], status) == (value, 0 if value == "proved" else 1)


def test_probabilities_go_through_what_increases() -> None:
    plainly = ask("P(h > g)", (G, H))
    for f in ("arctan", "softplus", "sigmoid", "tanh"):
        status, output = ask(f"P({f}(h) > {f}(g))", (G, H))
        assert (status, output.splitlines()[-1]) == (0, plainly[1].splitlines()[-1])


def test_a_name_that_is_near_is_offered_and_help_has_all_names() -> None:
    with pytest.raises(QuestionError, match="did you mean arctan?"):
        read_question("arctam(x) > 0", (X,))
    shown = CliRunner().invoke(cli, ["ask", "--help"]).output
    assert {"arctan", "atan", "softplus", "erf"} <= set(shown.split())


x = Term("scalar", ("x",))
SHOWN = {
    "arctan": ("arctan(x)", r"\arctan(x)", "<mi>arctan</mi>", 'op("arctan")'),
    "softplus": (
        "softplus(x)",
        r"\operatorname{softplus}(x)",
        "<mi>softplus</mi>",
        'op("softplus")',
    ),
}


@pytest.mark.parametrize("op", SHOWN)
def test_in_every_language_of_formulas(op: str) -> None:
    term = Term(op, (x,))
    text, latex, mathml, typst = SHOWN[op]
    assert plain(term) == text
    assert latex_source(notation(term)) == latex
    assert mathml in math(notation(term))
    assert typst in typst_source(notation(term))


def test_from_sympy_and_from_authors() -> None:
    beta = sympy.Symbol("x")
    assert from_sympy(sympy.atan(beta)) == Term("arctan", (x,))
    assert value_to_sympy(Term("arctan", (number(2),))) == sympy.atan(2)
    assert value_to_sympy(Term("softplus", (x,))) == sympy.log(1 + sympy.exp(beta))
    for op in ("softplus", "sigmoid", "relu"):
        assert term_of(getattr(expressions, op)(beta)) == Term(op, (x,))
    with pytest.raises(AttributeError, match="no attribute 'softmin'"):
        expressions.softmin  # noqa: B018
