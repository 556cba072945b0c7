"""Markdown as people write it, row by row."""

from __future__ import annotations

import pytest

from symattn.reading.documents.loading import parse

from .cutting import cut, said, shown

FORMULAS = {
    "dollars": ("Let $x$ and $y$.", [("inline", "x"), ("inline", "y")]),
    "two that touch": ("$x$$y$", [("inline", "x"), ("inline", "y")]),
    "over two lines": ("a $x\n+ y$ b", [("inline", "x\n+ y")]),
    "display after prose": ("hence\n$$a = b$$\nand", [("display", "a = b")]),
    "display in a line": ("so $$a = b$$ holds", [("display", "a = b")]),
    "display on lines": ("$$\na\n= b\n- c\n$$", [("display", "\na\n= b\n- c\n")]),
    "display of a heading's look": ("$$\na\n=\nb\n$$", [("display", "\na\n=\nb\n")]),
    "aligned": (
        "$$\n\\begin{aligned}\na &= b \\\\[2pt]\n&= c\n\\end{aligned}\n$$",
        [("display", "\n\\begin{aligned}\na &= b \\\\[2pt]\n&= c\n\\end{aligned}\n")],
    ),
    "brackets after prose": ("hence\n\\[ a = b \\]\nand", [("display", " a = b ")]),
    "round brackets": ("with \\(a = b\\).", [("inline", "a = b")]),
    "doubled backslashes": (
        "with \\\\(a\\\\):\n\\\\[ b \\\\\\\\[2pt] c \\\\]",
        [("inline", "a"), ("display", " b \\\\\\\\[2pt] c ")],
    ),
    "fence of mathematics": ("```math\na = b\n\n= c\n```", [("display", "a = b\n\n= c\n")]),
    "environment": ("so\n\\begin{align}\na &= b\n\\end{align}", [("display", "\na &= b\n")]),
    "environment with an argument": (
        "\\begin{alignat}{2}a &= b\\end{alignat}",
        [("display", "a &= b")],
    ),
    "dollars in text": (
        "$$a_i = 0 \\text{ for $i \\ne b$}$$",
        [("display", "a_i = 0 \\text{ for $i \\ne b$}")],
    ),
    "dollars with backticks": ("with $`a = b`$.", [("inline", "a = b")]),
    "an escaped dollar in it": ("$a \\$ b$", [("inline", "a \\$ b")]),
    "entities stay": ("$a &lt; b$", [("inline", "a &lt; b")]),
    "in a list": ("- first $a$\n- then $$b$$", [("inline", "a"), ("display", "b")]),
    "in a list, further in": ("1. first\n\n    $$a$$\n", [("display", "a")]),
    "in a quotation": ("> so $a$", [("inline", "a")]),
    "in a table": ("| $a$ | $b$ |\n|---|---|", [("inline", "a"), ("inline", "b")]),
}
NONE = {
    "money": "costs $5 and $6",
    "money that touches": "it is $5/$6 or $5-$6",
    "an escaped dollar": "costs \\$5 and 6\\$",
    "code": "`$x$` and ``a ` $y$``",
    "fence": "```python\nx = '$y$'\n```",
    "fence of tildes": "~~~\n$y$\n~~~",
    "a directive": "```{math}\n$y$\n```",
    "indented": "text\n\n    $x$\n\n    $y$",
    "comment": "<!-- $x$\n\n$$y$$ -->",
    "struck out": "~~so $x$~~ <del>$y$</del>",
    "front matter": "---\ntitle: $x$\n---\ntext",
    "a blank line between": "a $ \n\n b$",
}


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_are_found(name: str) -> None:
    text, expected = FORMULAS[name]
    assert cut(text) == expected
    assert said(text) == []


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_formula(name: str) -> None:
    assert cut(NONE[name]) == []
    assert said(NONE[name]) == []


HEADINGS = {
    "# One": [("One", 1)],
    "### Three $x$ ###": [("Three $x$", 3)],
    "One\n===\n\ntext": [("One", 1)],
    "Two\nlines\n---\ntext": [("Two\nlines", 2)],
    "text\n# One {#sec:one}\ntext": [("One", 1)],
    "#hash": [],
    "- item\n---": [],
    "$$a$$\n---": [],
    "text\n\n---\n\ntext": [],
    "> # Quoted": [("Quoted", 1)],
}


@pytest.mark.parametrize("text", HEADINGS)
def test_headings(text: str) -> None:
    page = parse(text, "markdown")
    found = [(page.text[p.start : p.end], p.level) for p in page.pieces if p.kind == "heading"]
    assert found == HEADINGS[text]


def test_declarations_stand_line_by_line() -> None:
    page = parse("```symattn\nlet n: integer\n\n# why\n  given n > 2 \n```\n$n$", "markdown")
    assert shown(page) == [
        ("declaration", "let n: integer"),
        ("declaration", "given n > 2"),
        ("inline", "n"),
    ]
    assert [p.opens for p in page.pieces if p.kind == "declaration"] == [True, False]


def test_the_environment_is_named() -> None:
    page = parse("\\begin{align*}a\\end{align*} $$b$$", "markdown")
    found = [p.environment for p in page.pieces if p.kind == "display"]
    assert found == ["align*", ""]


PROBLEMS = {
    "a $x and no more": ["page:1:3: $ is never closed: $ was expected, found the end of the text"],
    "$$a = b\n\nnext": ["page:1:1: $$ is never closed: $$ was expected, found a blank line"],
    "\\[ a\n\n$b$": ["page:1:1: \\[ is never closed: \\] was expected, found a blank line"],
    "$$a\nwith $x$\n$$b$$": ["page:1:1: $$ is never closed: $$ was expected, found $"],
    "\\begin{align}a\n\n$b$": ["page:1:1: \\begin{align} is never closed: \\end{align} was"],
    "so $ a = b $": ["page:1:4: $ was expected with no space behind it and before it: $a = b$"],
    "$$ $$": ["page:1:1: a formula was expected between these marks; it is empty"],
    "> $$a\n> = b$$": ["page:1:3: a formula on one line was expected in a quotation (>)"],
    "\\begin{": ["page:1:1: the name of an environment in braces was expected behind \\begin"],
    "```math\na\n\n$b$": ["page:1:1: ```math is never closed: a line ``` was expected"],
    "<!-- a\n\n$b$": ["page:1:1: <!-- is never closed: --> was expected"],
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_what_is_not_read_is_said(text: str) -> None:
    found = said(text)
    assert len(found) >= len(PROBLEMS[text])
    for message, expected in zip(found, PROBLEMS[text]):
        assert message.startswith(expected)


@pytest.mark.parametrize("opener", ["$$a", "\\[ a", "\\( a", "\\begin{align} a", "```math\na"])
def test_reading_starts_again_at_a_blank_line(opener: str) -> None:
    assert cut(f"{opener}\n\nthen $b$ and\n\n$$c$$") == [("inline", "b"), ("display", "c")]


def test_macros_count_and_are_no_formulas() -> None:
    page = parse("$$\\newcommand{\\E}{\\mathbb E}$$\n\n$\\def\\k{k_a} \\k = 0$", "markdown")
    assert shown(page) == [("inline", " \\k = 0")]
    assert {name: macro.body for name, macro in page.macros.items()} == {
        "\\E": "\\mathbb E",
        "\\k": "k_a",
    }
