"""Text that anyone may have written, as LaTeX: printed, never obeyed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.rendering.formats.latex_escape import escape
from symattn.rendering.formats.latex_text import running
from symattn.rendering.formulas.inline_math import read, readable
from symattn.rendering.formulas.latex_math import trimmed

ESCAPED = {
    "a command": (r"\input{/etc/passwd}", r"\textbackslash{}input\{/etc/passwd\}"),
    "a comment": ("50% of it", r"50\% of it"),
    "specials": (
        "snake_case & #1 ~ ^ $",
        r"snake\_case \& \#1 \textasciitilde{} \textasciicircum{} \$",
    ),
    "a tag": ("<script>", r"\textless{}script\textgreater{}"),
    "Greek and relations": (
        "β → ∞ ≤",
        r"\ensuremath{\beta} \ensuremath{\to} \ensuremath{\infty} \ensuremath{\leq}",
    ),
    "dashes": ("(1)–(2) −1", r"(1)--(2) \ensuremath{-}1"),
    "accents": ("naïve café", r"na\"{\i}ve caf\'{e}"),
    "no glyph for it": ("中\x1b", "[U+4E2D][U+001B]"),
    "TeX's own notation for characters": ("^^5c", r"\textasciicircum{}\textasciicircum{}5c"),
}


@pytest.mark.parametrize("name", ESCAPED)
def test_escape(name: str) -> None:
    text, expected = ESCAPED[name]
    assert escape(text).replace(r"\le}", r"\leq}") == expected


FORMULAS = {
    "a power": (r"e^\beta", r"e^{\beta }", "e^β"),
    "a fraction": (r"\frac{x}{2}", r"\frac{x}{2}", "x/2"),
    "a half is as high as a line": (r"\frac{1}{2}", r"\tfrac{1}{2}", "1/2"),
    "a fraction of sums": (r"\frac{a+b}{n - 2}", r"\frac{a+b}{n - 2}", "(a+b)/(n − 2)"),
    "a transpose": (r"k_a^\top q", r"k_a^{\top } q", "k_aᵀ q"),
    "a limit": (r"\beta\to\infty", r"\beta \to \infty ", "β→∞"),
    "fonts and words": (
        r"\mathcal{N}(0, 1) \text{ or so}",
        r"\mathcal{N}(0, 1) \text{ or so}",
        "N(0, 1) or so",
    ),
    "brackets": (r"\left(\frac12\right)", r"\left( \tfrac{1}{2} \right)", "(1/2)"),
    "a space at the end": (r"x\ ", r"x\ ", "x"),
    "primes apart": ("x' '", "x''", "x′′"),
    "a prime below": ("x_{'}", "x_{'}", "x_{′}"),
    "Unicode": ("β ≤ 2", r"\beta  \le  2", "β ≤ 2"),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_known_formulas_pass(name: str) -> None:
    source, expected, text = FORMULAS[name]
    math = read(source)
    assert (
        math is not None
        and math.latex.replace(r"\leq ", r"\le ") == trimmed(expected)
        and math.text == text
    )
    assert (
        running(f"see ${source}$").startswith("see $")
        and readable(f"see ${source}$") == f"see {text}"
    )


REFUSED = [
    r"\input{x}",
    r"\write18{ls}",
    r"\include{x}",
    r"\def\x{1}",
    r"\csname x\endcsname",
    r"\catcode`\%=12",
    r"\immediate\openout1=x",
    r"\read1 to\x",
    r"\begin{x}",
    r"\end{document}",
    r"\unknown",
    "^^5cinput",
    "x^a^b",
    "x_a_b",
    "{x",
    "x}",
    "x^",
    r"\frac{1}",
    r"\left(x",
    r"\right)",
    r"x % y",
    "a & b",
    "a # b",
    r"\text{$x$}",
    r"\text{\input{x}}",
    r"\\",
    "~",
    "",
    " ",
    "{" * 60 + "}" * 60,
    r"\sqrt " * 60 + "x",
    r"\left\input",
    "中",
]


@pytest.mark.parametrize("source", REFUSED)
def test_anything_else_is_text(source: str) -> None:
    assert read(source) is None
    shown = running(f"${source}$")
    for command in (
        "input",
        "write",
        "include",
        "def",
        "csname",
        "catcode",
        "openout",
        "read",
        "begin",
        "end",
        "unknown",
    ):
        assert "\\" + command not in shown


def test_a_dollar_alone_is_a_dollar() -> None:
    assert running("$5 or more") == r"\$5 or more"
    assert running(r"\$ and $x$") == r"\textbackslash{}\$ and $x$"


def test_an_indexed_letter_is_a_formula() -> None:
    assert (
        running("the exponent β μ_a")
        == r"the exponent \ensuremath{\beta} \ensuremath{\ensuremath{\mu}_a}"
    )
    assert running("snake_case and x_1y") == r"snake\_case and x\_1y"


def test_long_words_can_be_broken() -> None:
    assert r"\allowbreak" in running("a" * 60) and r"\allowbreak" not in running("a" * 20)


@given(st.text(max_size=40))
def test_no_text_leaves_an_active_character(text: str) -> None:
    shown = escape(text)
    assert (
        shown.isascii()
        and "%" not in shown.replace(r"\%", "")
        and "$" not in shown.replace(r"\$", "")
    )
    bare = shown.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")


@given(st.text(alphabet="\\{}^_' xab12()$βfrac", max_size=25))
def test_whatever_is_read_is_balanced(source: str) -> None:
    math = read(source)
    if math is not None:
        bare = math.latex.replace(r"\{", "").replace(r"\}", "")
        assert bare.count("{") == bare.count("}") and "$" not in bare and "^^" not in bare
