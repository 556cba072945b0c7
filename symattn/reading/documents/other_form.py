"""A page that is read as Markdown and is LaTeX, or the other way round: said once, with a hint."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .pieces import Form, Piece, Problem

# a block of declarations first, so that its page is not passed over
_LATEX = (
    re.compile(r"^[ \t]*%%[ \t]*symattn\b.*$", re.MULTILINE),
    re.compile(r"^[ \t]*\\(?:documentclass\b|begin\{document\}|section\*?\{).*$", re.MULTILINE),
)
_MARKDOWN = (
    re.compile(r"^(?:`{3}|~{3})[ \t{.]*symattn\b.*$", re.MULTILINE),
    re.compile(r"^(?:(?:`{3}|~{3})[ \t]*math\b|#{1,6}[ \t]+[^\W\d_]).*$", re.MULTILINE),
)
_TOLD = re.compile(r"(this is (LaTeX|Markdown), and the page is read as \w+: )name it .*")


def read_otherwise(text: str, pieces: Iterable[Piece], form: Form) -> tuple[Problem, ...]:
    """One problem at the first line that is of the other form; in prose, and not in code.

    >>> text = "\\\\documentclass{article}"
    >>> found = read_otherwise(text, [Piece("prose", 0, len(text), 0, len(text))], "markdown")
    >>> print(found[0].message)
    this is LaTeX, and the page is read as Markdown: name it .tex, or say --input latex
    """
    if form == "notebook":
        return ()
    marks, is_in, read_as, ending = (
        (_LATEX, "LaTeX", "Markdown", ".tex")
        if form == "markdown"
        else (_MARKDOWN, "Markdown", "LaTeX", ".md")
    )
    prose = [(piece.start, piece.end) for piece in pieces if piece.kind == "prose"]
    all_found = (mark.search(text, *part) for mark in marks for part in prose)
    found = next((one for one in all_found if one is not None), None)
    if found is None:
        return ()
    told = f"this is {is_in}, and the page is read as {read_as}"
    hint = f"name it {ending}, or say --input {is_in.lower()}"
    return (Problem(found.start(), found.end(), f"{told}: {hint}"),)


def with_hint(problem: Problem, hint: str) -> Problem:
    """The same with another hint, in which {} is the form, where a form is chosen in another way.

    >>> told = "this is LaTeX, and the page is read as Markdown: name it .tex, or say --input latex"
    >>> print(with_hint(Problem(0, 9, told), "choose {}").message)
    this is LaTeX, and the page is read as Markdown: choose LaTeX
    >>> with_hint(Problem(0, 9, "this is LaTeX"), "choose {}").message
    'this is LaTeX'
    """
    found = _TOLD.fullmatch(problem.message)
    return replace(problem, message=found[1] + hint.format(found[2])) if found else problem
