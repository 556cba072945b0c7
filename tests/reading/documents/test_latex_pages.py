"""LaTeX, documents and fragments, row by row."""

from __future__ import annotations

import pytest

from symattn.reading.documents.loading import parse

from .cutting import cut, said, shown

FORMULAS = {
    "dollars": ("Let $x$ and $ y $.", [("inline", "x"), ("inline", " y ")]),
    "dollars and digits": ("$x$2", [("inline", "x")]),
    "brackets": ("so\n\\[\n a = b\n\\]", [("display", "\n a = b\n")]),
    "double dollars": ("so $$a = b$$", [("display", "a = b")]),
    "round brackets": ("with \\(a\\)", [("inline", "a")]),
    "a row's end with a length": ("\\[ a \\\\[2pt] b \\]", [("display", " a \\\\[2pt] b ")]),
    "an environment": (
        "\\begin{align*}\n a &= b \\\\\n &= c\n\\end{align*}",
        [("display", "\n a &= b \\\\\n &= c\n")],
    ),
    "one inside another": (
        "\\begin{equation}\\begin{split}a\\end{split}\\end{equation}",
        [("display", "\\begin{split}a\\end{split}")],
    ),
    "aligned outside a formula": ("\\begin{aligned}[t]a\\end{aligned}", [("display", "a")]),
    "math": ("\\begin{math}a\\end{math}", [("inline", "a")]),
    "an array": ("\\begin{array}{l@{}l}a & b\\end{array}", [("display", "a & b")]),
    "text with dollars": (
        "\\[ a \\text{ if $b$, $c$} \\]",
        [("display", " a \\text{ if $b$, $c$} ")],
    ),
    "a theorem": (
        "\\begin{lemma}[Name] If $x$ then \\begin{itemize}\\item $y$.\\end{itemize}\\end{lemma}",
        [("inline", "x"), ("inline", "y")],
    ),
    "a comment in a formula": ("\\[ a % $ \\]\n = b \\]", [("display", " a % $ \\]\n = b ")]),
    "percent": ("10\\% of $x$ % and $y$", [("inline", "x")]),
    "a row's end and a comment": ("\\[ a \\\\% \\]\n b \\]", [("display", " a \\\\% \\]\n b ")]),
}
NONE = {
    "verbatim": "\\begin{verbatim} $x$ \\[ \\end{verbatim}",
    "verb": "\\verb|$x$| and \\lstinline!\\[!",
    "a figure": "\\begin{figure}[t] $x$ \\end{figure}",
    "a comment": "% $x$ \\[",
    "an escaped dollar": "costs \\$5 and \\$6",
    "an address": "\\url{a%20b_$c$}",
    "struck out": "\\sout{so $x$}",
    "switched off": "\\iffalse $x$ \\fi",
    "behind the end": "\\begin{document}a\\end{document} $x$ \\[",
    "the preamble": "\\title{$x$}\\begin{document}a\\end{document}",
}


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_are_found(name: str) -> None:
    text, expected = FORMULAS[name]
    assert cut(text, "latex") == expected
    assert said(text, "latex") == []


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_formula(name: str) -> None:
    assert cut(NONE[name], "latex") == []
    assert said(NONE[name], "latex") == []


def test_headings_have_levels() -> None:
    text = "\\section*{One}\\subsection[a]{Two $x$}\\paragraph{Three} text"
    page = parse(text, "latex")
    assert shown(page) == [("heading", "One"), ("heading", "Two $x$"), ("heading", "Three")]
    levels = [piece.level for piece in page.pieces if piece.kind == "heading"]
    assert levels == sorted(set(levels))


def test_declarations_in_comments() -> None:
    text = (
        "%% symattn: let n: integer\n% why\n%%symattn: given n > 2\n\\documentclass{article}\n"
        "\\begin{document}\n$n$\n  %% symattn: let m: real\n\n%% symattn: let k: real\n"
        "\\end{document}\n"
    )
    page = parse(text, "latex")
    assert said(text, "latex") == []
    assert shown(page) == [
        ("declaration", "let n: integer"),
        ("declaration", "given n > 2"),
        ("inline", "n"),
        ("declaration", "let m: real"),
        ("declaration", "let k: real"),
    ]
    opens = [piece.opens for piece in page.pieces if piece.kind == "declaration"]
    assert opens == [True, False, True, True]


PROBLEMS = {
    "a $x and no more": ["page:1:3: $ is never closed: $ was expected, found the end of the text"],
    "let $x be a thing, then $y$ is\n\n$z$": ["page:1:5: $ is never closed"],
    "\\[ a\n\n$b$": ["page:1:1: \\[ is never closed: \\] was expected, found a blank line"],
    "\\[ a \\[ b \\]": ["page:1:1: \\[ is never closed: \\] was expected, found \\["],
    "\\begin{proof} \\[ a \\end{proof} $b$": ["page:1:15: \\[ is never closed: \\] was expected"],
    "\\begin{proof} a": ["page:1:1: \\begin{proof} is never closed: \\end{proof} was expected"],
    "a \\end{proof}": ["page:1:3: \\end{proof} closes nothing: \\begin{proof} was expected"],
    "%% symattn let n": ["page:1:1: %% symattn: was expected, with a colon"],
    "\\section{One": ["page:1:1: \\section{…} was expected: the title in braces is not closed"],
    "\\newcommand{\\a": ["page:1:1: a name and what it stands for, in braces, were expected"],
    "\\def\\a(#1){b}": ["page:1:1: the definition of \\a is of a form that is not read"],
    "\\def\\a{b}\\def\\a{c}": ["page:1:10: \\a is defined a second time, as something else"],
    "\\begin{verbatim} $": ["page:1:1: \\begin{verbatim} is never closed"],
    "\\input{a}": ["page:1:1: \\input{a} is not read: a page from standard input has no folder"],
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_what_is_not_read_is_said(text: str) -> None:
    found = said(text, "latex")
    assert len(found) == len(PROBLEMS[text]), found
    for message, expected in zip(found, PROBLEMS[text]):
        assert message.startswith(expected)


def test_after_a_dollar_that_is_not_closed_prose_is_no_formula() -> None:
    text = "let $x be a thing, then $y$ is\n\nand $z$"
    assert cut(text, "latex") == [("inline", "z")]


def test_reading_starts_again_at_the_end_of_the_environment() -> None:
    text = "\\begin{proof} \\[ a \\end{proof} $b$"
    assert cut(text, "latex") == [("inline", "b")]


MACROS = {
    "\\newcommand{\\a}{b}": ("\\a", (0, "b", None, False)),
    "\\newcommand*\\a[2]{#1 + #2}": ("\\a", (2, "#1 + #2", None, False)),
    "\\renewcommand{\\a}[1][x]{#1}": ("\\a", (1, "#1", "x", False)),
    "\\providecommand{\\a}{b % no\n c}": ("\\a", (0, "b c", None, False)),
    "\\def\\a#1#2{#1{#2}}": ("\\a", (2, "#1{#2}", None, False)),
    "\\DeclareMathOperator{\\a}{softmax}": ("\\a", (0, "softmax", None, True)),
    "\\DeclareMathOperator*\\a{argmax}": ("\\a", (0, "argmax", None, True)),
    "\\let\\a=\\beta": ("\\a", (0, "\\beta", None, False)),
    "\\NewDocumentCommand{\\a}{m m}{#1#2}": ("\\a", (2, "#1#2", None, False)),
}


@pytest.mark.parametrize("text", MACROS)
@pytest.mark.parametrize("around", ["%s", "%s\\begin{document}\\end{document}", "$%s x$"])
def test_macros(text: str, around: str) -> None:
    page = parse(around.replace("%s", text), "latex")
    name, expected = MACROS[text]
    macro = page.macros[name]
    assert (macro.arguments, macro.body, macro.default, macro.operator) == expected
    assert page.problems == ()


def test_a_macro_that_is_provided_stays_as_it_was() -> None:
    page = parse("\\newcommand{\\a}{b}\\providecommand{\\a}{c}", "latex")
    assert page.macros["\\a"].body == "b"
    assert page.problems == ()
