"""Laws that hold on every text, however broken.

The pieces are the text; at a formula's span stands the formula; nothing that opens a formula stays
behind in prose unless a problem points at it; what comes after a blank line is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.reading.documents.loading import parse
from symattn.reading.documents.pieces import Document, Form, Piece

FRAGMENTS = (
    "$", "$$", "\\[", "\\]", "\\(", "\\)", "\\$", "\\\\", "\\", "{", "}", "[", "]", "%", "#", "&",
    "\\begin{align}", "\\end{align}", "\\begin{aligned}", "\\end{aligned}", "\\begin{proof}",
    "\\end{proof}", "\\begin{verbatim}", "\\end{verbatim}", "\\begin", "\\end{", "1. ",
    "\\text{", "\\frac{", "\\newcommand{\\a}{", "\\def\\a#1{", "\\section{", "\\iffalse", "\\fi",
    "\\verb|", "|", "\\item", "\\input{x}", "\n", "\n\n", "\n    ", " ", "a = b", "costs 5", "x",
    "```", "```math\n", "```symattn\n", "~~~", "`", "~~", "> ", "- ", "# ", "===\n", "---\n",
    "<!--", "-->", "<code>", "</code>", "&lt;", "β ≤ ∞", "\u2028", "%% symattn: let n: real\n",
    "\\\\[", "\\\\]", "\\\\(", "\\\\)", "\\begin{equation}{", "$`", "`$", "\t", "title: a\n",
    "\\begin{array}{l}",
)  # fmt: skip
FORMS = ("markdown", "latex")
OPENERS = re.compile(r"(?<!\\)(?:\\\\)*(\\\[|\\begin\b|\$\$)")
CLOSERS = {"$": "$", "$$": "$$", "\\[": "\\]", "\\(": "\\)", "\\\\[": "\\\\]", "\\\\(": "\\\\)"}


def texts(count: int) -> Iterator[str]:
    """Texts of fragments, short and long, always the same."""
    random = Random(count)
    for k in range(count):
        yield "".join(random.choices(FRAGMENTS, k=1 + k % 40))


def check_pieces(page: Document) -> None:
    assert "".join(page.text[p.outer_start : p.outer_end] for p in page.pieces) == page.text
    assert len(page.lines) == page.text.count("\n") + 1
    at = 0
    for piece in page.pieces:
        assert piece.outer_start == at < piece.outer_end
        assert piece.outer_start <= piece.start <= piece.end <= piece.outer_end
        at = piece.outer_end
    for one, other in zip(page.pieces, page.pieces[1:]):
        assert (one.kind, other.kind) not in (("prose", "prose"), ("outside", "outside"))


def check_formula(page: Document, piece: Piece) -> None:
    """Between its marks stands the formula, all of it; definitions before it are not its part."""
    before = page.text[piece.outer_start : piece.start]
    after = page.text[piece.end : piece.outer_end]
    assert page.text[piece.start : piece.end].strip()
    if piece.environment:
        assert before.startswith(f"\\begin{{{piece.environment}}}")
        assert after == f"\\end{{{piece.environment}}}"
        return
    if "```" in before or "~~~" in before:
        return
    opener = next(
        mark for mark in sorted(CLOSERS, key=len, reverse=True) if before.startswith(mark)
    )
    assert after in (CLOSERS[opener], "`$")
    assert "\n\n" not in page.text[piece.start : piece.end]


def check_prose(page: Document, piece: Piece) -> None:
    """No mark is left, unless a problem points at it."""
    for found in OPENERS.finditer(page.text, piece.start, piece.end):
        at = found.start(1)
        assert any(p.start <= at < p.end for p in page.problems), found.group()


@pytest.mark.parametrize("form", FORMS)
def test_what_is_cut_is_the_text(form: Form) -> None:
    for text in texts(600):
        check_what_is_cut_is_the_text(form, text)


def check_what_is_cut_is_the_text(form: Form, text: str) -> None:
    page = parse(text, form, "page")
    check_pieces(page)
    for piece in page.pieces:
        if piece.kind in ("inline", "display"):
            check_formula(page, piece)
        elif piece.kind == "prose":
            check_prose(page, piece)
        elif piece.kind == "declaration":
            said = page.text[piece.start : piece.end]
            assert said == said.strip() != ""
            assert "\n" not in said
    for problem in page.problems:
        assert 0 <= problem.start <= problem.end <= len(page.text)
        assert problem.message and "\n" not in problem.message


@pytest.mark.parametrize("form", FORMS)
def test_what_comes_after_a_blank_line_is_read(form: Form) -> None:
    for text in texts(600):
        check_what_comes_after_a_blank_line_is_read(form, text)


def check_what_comes_after_a_blank_line_is_read(form: Form, text: str) -> None:
    page = parse(text + "\n\n$z$", form, "page")
    last = page.pieces[-1]
    assert last.kind == "inline"
    assert page.text[last.start : last.end] == "z"


@pytest.mark.parametrize("form", FORMS)
def test_places_are_those_of_the_file(form: Form) -> None:
    for text in texts(200):
        check_places_are_those_of_the_file(form, text)


def check_places_are_those_of_the_file(form: Form, text: str) -> None:
    page = parse(text, form, "page")
    lines = page.text.split("\n")
    for piece in page.pieces:
        place = page.place(piece.start)
        rest = lines[place.line - 1][place.column - 1 :]
        assert page.text.startswith(rest, piece.start)


FORMULAS = st.sampled_from(
    ["x", "a = b", "\\frac{a}{b}", "a \\text{ if $b$}", "\\{ x \\}", "a \\\\[2pt] b", "β ≤ 1"]
    + ["\\begin{cases} a & b \\\\ c & d \\end{cases}", "50\\% \\$ a", "a\n+ b", "a_{i}^{\\top}"]
)
AROUND = st.sampled_from(
    [("inline", "$", "$"), ("inline", "\\(", "\\)"), ("display", "$$", "$$")]
    + [("display", "\\[", "\\]"), ("display", "\\begin{align*}", "\\end{align*}")]
    + [("display", "\n$$\n", "\n$$\n"), ("display", "\n\n\\[\n", "\n\\]\n\n")]
)
PROSE = st.sampled_from(
    [" so ", " hence, with care, ", "\n", "\n\n", " costs 5\\% or \\$6 ", "\n- "]
)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=100, deadline=None, derandomize=True)
@given(parts=st.lists(st.tuples(PROSE, AROUND, FORMULAS), max_size=12))
def test_what_was_put_in_is_found(
    form: Form, parts: list[tuple[str, tuple[str, str, str], str]]
) -> None:
    text = "".join(prose + a[1] + formula + a[2] for prose, a, formula in parts) + " end"
    page = parse(text, form, "page")
    found = [
        (p.kind, page.text[p.start : p.end].strip())
        for p in page.pieces
        if p.kind in ("inline", "display")
    ]
    assert found == [(a[0], formula) for _, a, formula in parts]
    assert page.problems == ()
