"""erfc, π and the names of constants, limits of derivatives, sides.

Inputs from outside, each with its right value.
"""

from __future__ import annotations

import pytest
import sympy
from click.testing import CliRunner

from symattn import limit
from symattn.commands.cli import cli
from symattn.language import TermError
from symattn.reading.declarations import QuestionError
from symattn.reading.question_reader import read_question

A, X, N, G = "a: real", "x: real", "n: integer >= 1", "g ~ N(0, 1)"
LIMITS: dict[str, tuple[tuple[str, ...], str]] = {
    "limit(erfc(x), x, oo)": ((), "0"),
    "limit(erfc(x), x, -oo)": ((), "2"),
    "limit(erf(x), x, oo)": ((), "1"),
    "limit(erf(x), x, -oo)": ((), "-1"),
    "limit(erfc(x), x, 0)": ((), "1"),
    "limit(exp(x**2)*erfc(x), x, oo)": ((), "0"),
    "limit(x*exp(x**2)*erfc(x), x, oo)": ((), "sqrt(pi)/pi"),
    "limit(x**3*(exp(x**2)*erfc(x)*sqrt(pi) - 1/x), x, oo)": ((), "-1/2"),
    "limit(erfc(1/b), b, oo)": ((), "1"),
    "limit(erfc(a - x), x, oo)": ((A,), "2"),
    "limit(erfc(a*x), x, oo)": ((A,), "0  if a > 0\n2  if a < 0\n1  if a == 0"),
    "limit(log(erfc(x))/x**2, x, oo)": ((), "-1"),
    "limit(log(erfc(a*x))/x, x, oo)": ((A,), "-oo  if a > 0\n0  if a <= 0"),
    "limit((erfc(x) - 1)/x, x, 0)": ((), "-2*sqrt(pi)/pi"),
    "limit(x*(erfc(a + 1/x) - erfc(a)), x, oo)": ((A,), "-2*sqrt(pi)*exp(-a**2)/pi"),
    "limit(exp(exp(x))*erfc(exp(x)), x, oo)": ((), "0"),
    "limit(erfc(log(x))/erfc(x), x, oo)": ((), "oo"),
    "limit(erfc(x)*erfc(-x), x, -oo)": ((), "0"),
    "limit(erfc(1/n + exp(-x)) - erfc(1/n), x, oo)": ((N,), "0"),
    "limit(erfc(erfc(x)), x, oo)": ((), "1"),
    "limit(erfc(-1/x), x, 0, '+')": ((), "2"),
    "limit(erfc(-1/x), x, 0, '-')": ((), "0"),
    "limit(diff(exp(t), t), t, 0)": (("t: real",), "1"),
    "limit(diff(t**2, t)/t, t, 0)": (("t: real",), "2"),
    "limit(diff(sqrt(t), t), t, 0, '+')": (("t: real",), "oo"),
    "limit(diff(abs(t), t), t, 0, '-')": (("t: real",), "-1"),
    "limit(diff(diff(exp(3*t), t), t), t, 0)": (("t: real",), "9"),
    "limit(diff(exp(t*x), x), t, 0)": (("t: real", X), "0"),
    "limit(diff(log(1 + exp(t)), t), t, -oo)": (("t: real",), "0"),
    "limit(1/b, b, 0, '-')": ((), "-oo"),
    "limit(exp(1/b), b, 0, '-')": ((), "0"),
    "limit(pi*x/(x + 1), x, oo)": ((), "pi"),
}  # fmt: skip
RELATIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "pi > 3": ((), "proved"),
    "pi < 22/7": ((), "proved"),
    "pi == 22/7": ((), "false"),
    "pi == 355/113": ((), "false"),
    "pi**2 > 986/100": ((), "proved"),
    "π > 3": ((), "proved"),
    "sqrt(pi)*sqrt(pi) == pi": ((), "proved"),
    "pi*x > 3*x": (("x: positive",), "proved"),
    "log(pi) > 1": ((), "proved"),
    "exp(pi) > 23": ((), "proved"),
    "E(pi*g + pi) == pi": ((G,), "proved"),
    "E(h) + Var(h) == 2*pi": (("h ~ N(pi, pi)",), "proved"),
    "E(max(g, 0)) == 1/(sqrt(2)*sqrt(pi))": ((G,), "proved"),
    "E(max(g, 0)) < 2/5": ((G,), "proved"),
    "E(max(g, 0)) == 2/5": ((G,), "false"),
    "E(abs(g)) == 2*E(relu(g))": ((G,), "proved"),
    "E(max(g, h)) + E(min(g, h)) == 1": ((G, "h ~ N(1, 3)"), "proved"),
    "E(g, given=g > 0) == sqrt(2)/sqrt(pi)": ((G,), "proved"),
    "E(g, given=g > 0) > 1/2": (("g ~ N(1, 1/2)",), "proved"),
    "implies(x > pi, x > 3)": ((X,), "proved"),
    "implies(x < -pi, x < -3)": ((X,), "proved"),
    "implies(x < log(2), x < 1)": ((X,), "proved"),
    "implies(x > pi, x > 22/7)": ((X,), "false"),
    "erfc(x) > 0": ((X,), "proved"),
    "abs(erf(x)) < 1": ((X,), "proved"),
    "erfc(x) + erfc(-x) == 2": ((X,), "proved"),
    "erfc(x) < 1": (("x: positive",), "proved"),
    "erfc(9) < exp(-80)": ((), "proved"),
    "erfc(9) == 0": ((), "false"),
    "tends(erfc(x), 0)": ((), "proved"),
    "tends(erfc(x), oo)": ((), "false"),
    "tends(erf(x), -oo)": ((), "false"),
    "close(erfc(x), x)": ((), "false"),
    "close(erfc(x), 0)": ((), "proved"),
    "exp(y - max(max(s[l], l), y)) == exp(y)": (("y: real", N, "s: real[n]"), "false"),
    "exp(y - max(max(s[l], l), y)) <= 1": (("y: real", N, "s: real[n]"), "proved"),
    "max(max(s[l], l), y) == y": (("y: real", N, "s: real[n]"), "false"),
}  # fmt: skip
REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "e**x > 0": ((X,), "e is not declared; write exp(x) for e**x, and exp(1) for the number e"),
    "x < inf": ((X,), "inf is not declared; write oo for infinity"),
    "limit(1/x, x, infinity)": ((), "infinity is not declared; write oo for infinity"),
    "Pi > 3": ((), "Pi is not declared; write pi for the number 3.14..."),
    "pi > 3": (("pi: real",), "pi is the number π and cannot be declared"),
    "limit(1/pi, pi, oo)": ((), "pi is the number π and cannot be declared"),
    "limit(1/b, b, 0, 'left')": ((), "expected the side '+' or '-', found \"'left'\""),
}  # fmt: skip


def ask(text: str, declared: tuple[str, ...], *more: str) -> tuple[int, str]:
    limited = ["--as", "x -> oo"] if text.startswith(("tends", "close")) else []
    found = CliRunner().invoke(
        cli, ["ask", *limited, *more, *(w for d in declared for w in ("--let", d)), text]
    )
    return found.exit_code, found.output.strip()


@pytest.mark.parametrize("text", LIMITS)
def test_limits(text: str) -> None:
    declared, value = LIMITS[text]
    assert ask(text, declared) == (0, value)


@pytest.mark.parametrize("text", RELATIONS)
def test_relations(text: str) -> None:
    declared, value = RELATIONS[text]
    status, output = ask(text, declared)
    assert (output.splitlines()[0], status) == (value, 0 if value == "proved" else 1)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_is_refused_in_one_line_with_a_hint(text: str) -> None:
    declared, message = REFUSED[text]
    with pytest.raises(QuestionError) as refusal:
        read_question(text, declared)
    assert message in str(refusal.value) and "\n" not in str(refusal.value)


@pytest.mark.parametrize("side", ["left", "right", "+-", " +", 1, None, "−"])
def test_a_side_is_plus_or_minus(side: object) -> None:
    b = sympy.Symbol("b", real=True)
    for f in (1 / b, sympy.exp(1 / b)):
        with pytest.raises(
            TermError,
            match=(
                "side: expected '\\+' \\(from above\\), '-' \\(from below\\) or nothing for "
                "both sides"
            ),
        ):
            limit(f, b, 0, side=side)  # type: ignore[arg-type]


def test_without_a_side_both_are_taken_and_have_to_agree() -> None:
    b = sympy.Symbol("b", real=True)
    both = limit(1 / b, b, 0)
    assert not both.complete and both.why.startswith("from above it is oo, from below -oo")
    assert [
        limit(f, b, 0, side=side).value for f in (1 / b, sympy.exp(1 / b)) for side in "+-"
    ] == ["oo", "-oo", "oo", "0"]
    assert limit(sympy.erf(b), b, sympy.oo).value == "1" and limit(sympy.exp(b), b, 0).value == "1"


FORMATS = {
    "text": "π",
    "latex": r"\pi",
    "html": "π",
    "markdown": r"\pi",
    "typst": "π",
    "json": '["pi"]',
}


@pytest.mark.parametrize("form", FORMATS)
def test_pi_is_printed_in_every_format(form: str) -> None:
    from symattn.language import Term, plain, to_json
    from symattn.rendering.formulas.latex_math import latex_source as latex
    from symattn.rendering.formulas.mathml import math
    from symattn.rendering.formulas.term_notation import notation
    from symattn.rendering.formulas.typst_math import typst_source as typst
    from symattn.writing.sympy_bridge import from_sympy, to_sympy

    term = from_sympy(sympy.pi)
    assert term == Term("pi") and to_sympy(term) is sympy.pi
    shown = {
        "text": plain(term),
        "latex": latex(notation(term)),
        "html": math(notation(term)),
        "markdown": latex(notation(term)),
        "typst": typst(notation(term)),
        "json": str(to_json(term)).replace("'", '"'),
    }
    assert FORMATS[form] in shown[form]
