"""A page with its verdicts, and a line of it, as results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any, overload

from ..checking.checked_pages import CheckedPage
from ..language import plain
from ..reading.documents.pieces import Place
from ..rendering.author_pages.findings import (
    SIGNS,
    Finding,
    count_of,
    counts,
    findings,
    in_latex,
    members_in_latex,
    messages,
    of_members,
    owed,
)
from ..rendering.author_pages.page_in_json import line_as_json, page_as_json
from ..rendering.author_pages.page_in_text import PageText
from ..rendering.pages.marks import text_of, unmarked
from ..words import Message
from .judged_parts import Spelling, parts_of
from .result import NoSuchLine, Result, worst
from .result_parts import Condition, Parts, joined
from .wrong_arguments import ArgumentError, shown


@dataclass(frozen=True, repr=False, eq=False)
class LineResult(Result):
    """A line of a page with its verdict, or what of the page cannot be read.

    `verdict` is proved, conditional, refuted, undecided, not_read or outside; "" for a definition
    or a declaration that was read.  `claim` is the line in plain notation, `latex` what stands on
    the page; conditions and repairs have LaTeX as the page writes it.

    >>> import symattn
    >>> page = symattn.check_page("Let $x < 1$. Then $x^2 < 1$.", format="markdown")
    >>> line = page[-1]
    >>> line.verdict, line.line, line.claim, line.conditions[0].latex
    ('conditional', 1, 'x^2 < 1', 'x > -1')
    """

    page: CheckedPage
    finding: Finding
    index: int = 0

    @property
    def verdict(self) -> str:
        """proved, conditional, refuted, undecided, not_read, outside, or "" where none is due."""
        return self.finding.verdict

    @property
    def place(self) -> Place:
        """File, line and column; in a notebook also the cell."""
        return self.page.page.document.place(self.finding.start)

    @property
    def line(self) -> int:
        """The line in its file, from 1."""
        return self.place.line

    @property
    def role(self) -> str:
        """claim, definition, declaration, hypothesis or outside."""
        return self.finding.line.line.role if self.finding.line is not None else "declaration"

    @property
    def expected(self) -> str:
        """The verdict that the page declares of the line: proved, where it says nothing."""
        return self.finding.line.line.expect if self.finding.line is not None else "proved"

    @property
    def as_declared(self) -> bool:
        """Whether the verdict is the one that the page declares."""
        return self.finding.as_declared

    @property
    def first_error(self) -> bool:
        """Whether it is the first wrong link of a chain, or wrong on its own."""
        return self.finding.line is not None and self.finding.line.first_error

    @property
    def follows(self) -> bool:
        """Whether it is right by itself, and goes on from a link that is not."""
        return self.finding.line is not None and self.finding.line.follows

    @property
    def text(self) -> str:
        """The place, the line of source, and all that there is to say."""
        return PageText(explain=True).finding(self.page, self.finding)

    @property
    def latex(self) -> str:
        """What stands on the page."""
        if self.finding.line is not None:
            return self.finding.line.line.latex.strip()
        return self.page.page.document.text[self.finding.start : self.finding.end].strip()

    @cached_property
    def _parts(self) -> Parts:
        one = self.finding.line
        if one is None or self.finding.problem is not None:
            why = self.finding.problem.message if self.finding.problem is not None else ""
            return Parts(self.latex, why=why)
        if one.record is None or one.step is None or one.step.goal is None:
            return Parts(one.line.read or self.latex)
        letters = self.page.page.letters

        def sentence(message: Message) -> str:
            return letters.in_text(unmarked(text_of(message.parts)))

        told = Spelling(
            text=lambda term: letters.in_text(plain(term)),
            latex=lambda term: in_latex(self.page, one, term),
            sentence=sentence,
        )
        found = parts_of(
            one.record.claim(one.step), one.step.verdict, told, messages(one, whole=True)
        )
        chain = owed(self.page, one)
        members = (
            [Condition(of_members(one), members_in_latex(one), said=f"true if {of_members(one)}")]
            if one.holds_for
            else []
        )
        why = " ".join([*([f"{chain[0].upper()}{chain[1:]}."] if chain else []), found.why])
        return Parts(
            one.line.read or found.claim,
            (*found.conditions, *members),
            found.repairs,
            found.counterexample,
            found.bounds,
            (),
            why.strip(),
        )

    def to_json(self) -> dict[str, Any]:
        """The line as it stands in `symattn check PAGE --format json`."""
        return line_as_json(self.page, self.finding)

    def _evidence(self) -> Any:
        one = self.finding.line
        if one is None or one.record is None or one.step is None:
            return (self.verdict, self.latex, self.why)
        judged = one.step
        return (self.verdict, one.record.context, judged.goal, judged.verdict.evidence)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LineResult):
            return NotImplemented
        return bool(self._evidence() == other._evidence())

    __hash__ = Result.__hash__

    def _repr_html_(self) -> str:
        from ..rendering.formats.notebook_style import in_a_cell

        return in_a_cell(f"<pre>{escape(self.text)}</pre>")

    def _repr_latex_(self) -> str | None:
        return f"$\\displaystyle {self.latex}$" if self.role == "claim" else None


@dataclass(frozen=True, repr=False, eq=False)
class PageResult(Result):
    """A page with its verdicts: a sequence of its lines, in order.

    `verdict` is the worst of its lines; "outside" where nothing on it is a claim.

    >>> import symattn
    >>> page = symattn.check_page("Let $x > 0$. Then $x + 1 > 1$.", format="markdown")
    >>> page.verdict, page.counts, page.as_declared
    ('proved', {'proved': 1}, True)
    """

    page: CheckedPage
    _no_truth = (
        'a page is not true or false: compare its verdict, as in page.verdict == "proved", or '
        "see page.as_declared"
    )

    @property
    def name(self) -> str:
        """The file, or <text>."""
        return self.page.page.document.name

    @cached_property
    def lines(self) -> tuple[LineResult, ...]:
        """Every line that was read or should have been, in the order of the page."""
        return tuple(LineResult(self.page, one, k) for k, one in enumerate(findings(self.page)))

    @property
    def verdict(self) -> str:
        """The worst verdict of its lines."""
        return worst([one.verdict for one in self.lines])

    @property
    def counts(self) -> dict[str, int]:
        """How many lines got which verdict."""
        return counts(self.page)

    @property
    def status(self) -> int:
        """The exit status of `symattn check`: 0 all as declared, 1 something wrong, 3 open."""
        return self.page.status

    @property
    def as_declared(self) -> bool:
        """Whether every line has the verdict that the page declares (true, if it says nothing)."""
        return self.status == 0

    @property
    def first_error(self) -> LineResult | None:
        """The first line that is wrong, and that goes on from nothing wrong."""
        return next((one for one in self.lines if one.first_error), None)

    @property
    def claim(self) -> str:
        """The name of the page."""
        return self.name

    @cached_property
    def _parts(self) -> Parts:
        return joined([one._parts for one in self.lines])

    @property
    def why(self) -> str:
        """12 lines: 10 proved, 1 conditional, 1 false; 2 said in passing, not judged"""
        return count_of(self.page)

    @property
    def text(self) -> str:
        """What `symattn check` prints: what is not as it should be, and the counts."""
        return PageText().page(self.page)

    @property
    def latex(self) -> str:
        """The judged lines with their marks, for math mode."""
        rows = [rf"{one.latex} && {SIGNS[one.verdict]}" for one in self.lines if _is_row(one)]
        return (
            "\\begin{alignedat}{2}\n&" + " \\\\\n&".join(rows) + "\n\\end{alignedat}"
            if rows
            else ""
        )

    @property
    def marked(self) -> str:
        """The author's own LaTeX or Markdown with a mark at every line, and remarks."""
        if self.page.page.document.form == "latex":
            from ..rendering.author_pages.marked_latex import marked_latex

            return marked_latex(self.page)
        from ..rendering.author_pages.marked_markdown import marked_markdown

        return marked_markdown(self.page)

    @property
    def html(self) -> str:
        """The page as an HTML file of its own, which needs no network."""
        from ..rendering.author_pages.page_in_html import page_in_html

        return page_in_html(self.page)

    def to_json(self) -> dict[str, Any]:
        """What `symattn check PAGE --format json` prints."""
        return page_as_json(self.page)

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[LineResult]:
        return iter(self.lines)

    @overload
    def __getitem__(self, index: int) -> LineResult: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[LineResult, ...]: ...

    def __getitem__(self, index: int | slice) -> LineResult | tuple[LineResult, ...]:
        if isinstance(index, slice):
            return self.lines[index]
        if not isinstance(index, int):
            raise ArgumentError(f"lines of a page are numbered from 0, found {shown(index)}")
        if not -len(self) <= index < len(self):
            raise NoSuchLine(f"{self.name}: there is no line {index} of {len(self)}")
        return self.lines[index]

    def __eq__(self, other: object) -> bool:
        return self.lines == other.lines if isinstance(other, PageResult) else NotImplemented

    __hash__ = Result.__hash__

    def _repr_html_(self) -> str:
        from ..rendering.author_pages.page_in_html import page_in_cell

        return page_in_cell(self.page)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What IPython prints in a terminal."""
        printer.text(repr(self) if cycle else self.text)

    def _repr_markdown_(self) -> str:
        if self.page.page.document.form == "latex":
            return super()._repr_markdown_()
        return self.marked

    def __getstate__(self) -> dict[str, Any]:
        return {"page": self.page}


def _is_row(one: LineResult) -> bool:
    return one.verdict in SIGNS and one.finding.problem is None and one.role == "claim"
