"""What was understood of a page: its declarations and its lines, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...language import Context, Term, plain
from ..documents.pieces import Document, Problem

Role = Literal["claim", "definition", "declaration", "hypothesis", "outside"]


@dataclass(frozen=True)
class Letters:
    """How the names of terms are written on the page.

    A term's names are letters or commands with at most one subscript; a page has accents and marks
    above the line as well.  \\hatx, say, stands for \\hat x.
    """

    latex: Mapping[str, str] = field(default_factory=dict)  # \hatx: \hat{x}
    text: Mapping[str, str] = field(default_factory=dict)  # hatx: x̂

    def in_latex(self, formula: str) -> str:
        """A formula that symattn printed, with the page's own names.

        A name that LaTeX has no command for is printed in \\mathrm.
        """

        def own(m: re.Match[str]) -> str:
            return self.latex.get("\\" + (m[1] or m[2]), m.group())

        return re.sub(r"\\mathrm\{([A-Za-z]+)\}|\\([A-Za-z]+)", own, formula)

    def in_text(self, formula: str) -> str:
        """Plain notation with the page's own names."""
        return re.sub(r"[A-Za-z]+", lambda m: self.text.get(m.group(), m.group()), formula)

    def plain(self, term: Term) -> str:
        """A term in symattn's plain notation, with the page's own names."""
        return self.in_text(plain(term))


@dataclass(frozen=True)
class PageLine:
    """One claim, definition or declaration of a page; one link of a chain.

    `start` and `end` are offsets in the document's text, `latex` is what stands there.  `goal` and
    `context` are what is judged, None where nothing is.  `read` is the line in plain notation.
    `problem` says why it is not read.  `notes` tell how it was understood where that is not plain
    (what it defines, what a condition at its end does); `remark` is the author's own text beside
    it.  `section` counts scopes, `chain` chains: links of one chain have one number.
    """

    start: int
    end: int
    latex: str
    role: Role
    goal: Term | None = None
    context: Context | None = None
    read: str = ""
    problem: Problem | None = None
    notes: tuple[str, ...] = ()
    remark: str = ""
    inline: bool = False
    section: int = 0
    chain: int = 0
    expect: str = "proved"


@dataclass(frozen=True)
class DeclaredLine:
    """A declaration that is in force: what it says in plain notation, and where it stands."""

    start: int
    end: int
    said: str
    section: int = 0
    setting: str = ""  # the setting that it comes from, "" for the page itself


@dataclass(frozen=True)
class ReadPage:
    """A page as it was understood."""

    document: Document
    lines: tuple[PageLine, ...]
    declared: tuple[DeclaredLine, ...] = ()
    letters: Letters = Letters()
    problems: tuple[Problem, ...] = ()  # declarations, sentences, delimiters that cannot be read
    headings: Mapping[int, str] = field(default_factory=dict)  # of sections
