"""What was understood of a page: its declarations and its lines, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...language import Context, Term
from ..documents.pieces import Document, Problem
from ..latex_terms.page_names import Letters

Role = Literal["claim", "definition", "declaration", "hypothesis", "outside"]


@dataclass(frozen=True)
class GeneralClaim:
    """A claim that says more than a line: with any number in place of what stands for a sum.

    `freed` names these, and `requires` is what has to hold for the claim to speak of the line.
    """

    context: Context
    goal: Term
    requires: tuple[tuple[Context, Term], ...]
    freed: tuple[str, ...]


@dataclass(frozen=True)
class MemberCase:
    """What a line claims where its indices are one member or two: `said` is i ≠ j, or i = j."""

    said: str
    context: Context
    goal: Term


@dataclass(frozen=True)
class PageLine:
    """One claim, definition or declaration of a page; one link of a chain.

    `start` and `end` are offsets in the document's text, `latex` is what stands there.  `goal` and
    `context` are what is judged, None where nothing is.  `read` is the line in plain notation.
    `problem` says why it is not read.  `notes` tell how it was understood where that is not plain
    (what it defines, what a condition at its end does); `part` marks a row of cases, which is
    judged besides the whole.

    `doubt` is why a line that may mean one thing or more is not read, unless it holds for all of
    it, or fails for `apart`, what is surely meant; `cases` are all that it says of members that may
    be one or two, first of those that all differ.  `alone` is what stands right of an arrow that
    goes on from the line before: where that is proved, it is what is judged; `supposed` is what
    stands left of the arrow in the same row.  `general` are claims that say more; `remark` is the
    author's own text beside it; `along` are the letters that a gradient's direction has in `goal`.
    `section` counts scopes, `chain` chains: links of one chain have
    one number.
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
    part: bool = False
    doubt: Problem | None = None
    apart: tuple[Context, Term] | None = None
    cases: tuple[MemberCase, ...] = ()
    alone: tuple[Context, Term] | None = None
    supposed: tuple[Context, Term] | None = None
    general: tuple[GeneralClaim, ...] = ()
    along: frozenset[str] = frozenset()
    section: int = 0
    chain: int = 0
    expect: str = "proved"
    tag: str = ""  # the number in the margin of a line that symattn printed: 9, 9' for a repair

    @property
    def by_cases_alone(self) -> bool:
        """Whether no one claim says all of it: `goal` is the first of its cases."""
        return bool(self.cases) and self.goal == self.cases[0].goal


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
    known: frozenset[str] = frozenset()  # names that are declared somewhere on the page
    passing: tuple[DeclaredLine, ...] = ()  # relations in running text that are not judged


__all__ = ["DeclaredLine", "Letters", "PageLine", "ReadPage", "Role"]
