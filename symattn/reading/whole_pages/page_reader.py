"""A document made a page: its declarations in force from place to place, and its lines.

A heading opens a scope, which ends with the next heading of its level or a higher one; a block of
declarations holds from where it stands.  Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ...language import Term, TermError
from ..documents.pieces import Document, PageError, Piece, Problem
from ..latex_terms.cursor import Part
from ..latex_terms.latex_tokens import FormulaError, Token, tokens
from ..latex_terms.scope import PageScope
from .chain_links import Link, Statement
from .claim_contexts import Framed, framed
from .conditions_read import Conditions
from .declaration_lines import DeclarationReader
from .display_rows import rows
from .page_lines import DeclaredLine, PageLine, ReadPage
from .sentence_forms import Sentence, cut_sentences
from .sentences_read import Heard, hear
from .statements import RowReader

Settings = Callable[[str], str]


def no_settings(name: str) -> str:
    """There are none."""
    raise PageError(f"there is no setting {name!r}")


def read_page(document: Document, settings: Settings = no_settings) -> ReadPage:
    """The page that a document is.

    `settings` gives the text of a setting by its name, and raises PageError for an unknown one.
    """
    return _WholePage(document, settings).page()


class _WholePage:
    def __init__(self, document: Document, settings: Settings) -> None:
        self.document, self.text = document, document.text
        self.macros = dict(document.macros)
        self.declarations = DeclarationReader(self.macros, settings)
        self.scope = PageScope()
        self.scopes: list[tuple[int, PageScope]] = []
        self.section = self.chain = 0
        self.lines: list[PageLine] = []
        self.declared: list[DeclaredLine] = []
        self.problems: list[Problem] = []
        self.headings: dict[int, str] = {}
        self.late: list[Piece] = []  # declarations that need later ones
        self.before: Part | None = None  # the right side of the line before
        self.last_goal: Term | None = None  # what the line before claims
        self.supposed_at: int | None = None  # where the left side of an arrow begins
        self.heard = Heard()  # by the sentence that a display goes on from

    def page(self) -> ReadPage:
        for prose, group in groupby(
            self.document.pieces, key=lambda p: p.kind in ("prose", "inline")
        ):
            pieces = list(group)
            if prose and self._is_blank(pieces):
                continue
            if prose or any(p.kind == "display" for p in pieces):
                self._declare_late()
            if prose:
                self._running_text(pieces)
                continue
            for piece in pieces:
                if piece.kind == "heading":
                    self._heading(piece)
                elif piece.kind == "declaration":
                    self._declaration(piece)
                elif piece.kind == "display":
                    self._display(piece)
        self._declare_late()
        return ReadPage(
            self.document,
            tuple(self._with_expectations(self.lines)),
            tuple(self.declared),
            self.scope.names.letters(),
            tuple(self.problems),
            self.headings,
        )

    def _is_blank(self, pieces: Sequence[Piece]) -> bool:
        return all(p.kind == "prose" and not self.text[p.start : p.end].strip() for p in pieces)

    def _with_expectations(self, lines: Sequence[PageLine]) -> Iterator[PageLine]:
        """Lines that the page says are outside, or meant to be false."""
        noted = self.declarations.noted
        for line in lines:
            number = self.document.place(line.start).line
            if number in noted.outside and line.role == "claim":
                line = replace(line, role="outside", goal=None, problem=None)
            elif number in noted.false:
                line = replace(line, expect="refuted")
            yield line

    # ---- headings and blocks -----------------------------------------------------------------

    def _heading(self, piece: Piece) -> None:
        self._declare_late()
        while self.scopes and self.scopes[-1][0] >= piece.level:
            self.scope = self.scopes.pop()[1].kept_after(self.scope)
        self.scopes.append((piece.level, self.scope))
        self.scope = self.scope.inner()
        self.section += 1
        self.headings[self.section] = self.text[piece.start : piece.end].strip()
        self._break()

    def _break(self) -> None:
        self.before, self.last_goal, self.heard = None, None, Heard()
        self.chain += 1

    def _declaration(self, piece: Piece, late: bool = False) -> None:
        """Enter a line of a block; one that needs a later line of it is read once more."""
        before = self.scope.inner()
        try:
            said = self.declarations.read(self.scope, self.text, piece.start, piece.end)
        except (FormulaError, TermError) as error:
            self.scope.__dict__.update(before.__dict__)
            if not late:
                self.late.append(piece)
                return
            start, end = piece.start, piece.end
            if isinstance(error, FormulaError):
                start, end = error.start, error.end
            self.problems.append(Problem(start, end, str(error)))
            return
        setting = said.partition(" ")[2] if said.startswith("setting ") else ""
        line = self.text[piece.start : piece.end].strip()
        self.declared.append(DeclaredLine(piece.start, piece.end, line, self.section, setting))

    def _declare_late(self) -> None:
        """What a block's lines could not say in their order."""
        while self.late:
            todo, self.late = self.late, []
            for piece in todo:
                self._declaration(piece)
            if len(self.late) == len(todo):
                todo, self.late = self.late, []
                for piece in todo:
                    self._declaration(piece, late=True)

    # ---- running text ------------------------------------------------------------------------

    def _running_text(self, pieces: Sequence[Piece]) -> None:
        """Sentences, each with its formulas; a paragraph ends one too."""
        self.heard = Heard()
        whole, last_open = cut_sentences(self.text, pieces)
        for k, (text, inline, start, end) in enumerate(whole):
            self._sentence(text, inline, start, end, last_open and k == len(whole) - 1)

    def _sentence(
        self, words: str, inline: Sequence[Piece], start: int, end: int, ends_open: bool
    ) -> None:
        said = Sentence(" ".join(words.split()), [], [], [], start, end, ends_open)
        for piece in inline:
            try:
                found = tokens(self.text, piece.start, piece.end, self.macros)
            except FormulaError:
                found = []
            said.formulas.append(found)
            said.starts.append(piece.start)
            said.ends.append(piece.end)
        if not inline and not ends_open:
            return
        heard = hear(self.scope, said)
        self.heard = heard if ends_open else Heard()
        for first, last, told in heard.declared:
            self._add(PageLine(first, last, self.text[first:last], "declaration", notes=(told,),
                               inline=True))  # fmt: skip
            line = DeclaredLine(first, last, self.text[first:last].strip(), self.section)
            self.declared.append(line)
        for first, last, told in heard.definitions:
            self._add(PageLine(first, last, self.text[first:last], "definition", notes=(told,),
                               inline=True))  # fmt: skip
            line = DeclaredLine(first, last, self.text[first:last].strip(), self.section)
            self.declared.append(line)
        for first, last, why in heard.problems:
            self.problems.append(Problem(first, last, why))
        for n in heard.claims:
            self._break_chain()
            self._row(said.formulas[n], inline=True)

    def _break_chain(self) -> None:
        self.before, self.last_goal = None, None
        self.chain += 1

    # ---- displays ----------------------------------------------------------------------------

    def _display(self, piece: Piece) -> None:
        heard, self.heard = self.heard, Heard()
        try:
            found = tokens(self.text, piece.start, piece.end, self.macros)
            table = rows(found)
        except FormulaError as error:
            self._unread(piece.start, piece.end, error)
            self._break_chain()
            return
        for row in table:
            self._row(row, heard.conditions)

    def _unread(self, start: int, end: int, error: FormulaError) -> None:
        first, last = self._trimmed(start, end)
        problem = Problem(
            min(max(error.start, start), end), min(max(error.end, start), end), error.message
        )
        self._add(PageLine(first, last, self.text[first:last], "claim", problem=problem))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in ",;."):
            end -= 1
        return start, end

    def _add(self, line: PageLine) -> None:
        self.lines.append(replace(line, section=self.section, chain=self.chain))

    def _row(
        self, row: Sequence[Token], carried: Conditions | None = None, *, inline: bool = False
    ) -> None:
        reader = RowReader(row, self.scope, self.before)
        statements = reader.statements()
        remark = self._remark(reader.remark)
        if not statements and reader.remark:
            return
        for k, statement in enumerate(statements):
            if not statement.goes_on and not statement.arrow:
                self._break_chain()
            if carried is not None:
                statement.conditions.add(carried)
            self._statement(statement, remark if k == len(statements) - 1 else "", inline)
        self.before = reader.before if statements and not statements[-1].problem else None

    def _remark(self, words: Sequence[Token]) -> str:
        return self.text[words[0].start : words[-1].end] if words else ""

    def _statement(self, statement: Statement, remark: str, inline: bool) -> None:
        if statement.problem is not None:
            self._unread(statement.start, statement.end, statement.problem)
            self.last_goal = None
            return
        notes = (*statement.notes, *statement.conditions.notes)
        if statement.defines:
            end = statement.defined.end if statement.defined is not None else statement.end
            line = PageLine(
                statement.start, end, self.text[statement.start : end], "definition",
                notes=notes, remark=remark, inline=inline,
            )  # fmt: skip
            self._add(line)
            said = self.text[statement.start : end]
            self.declared.append(DeclaredLine(statement.start, end, said, self.section))
            self.last_goal = None
        for link in statement.links:
            self._link(statement, link, remark, inline)
        if not statement.links and not statement.defines:
            first, last = self._trimmed(statement.start, statement.end)
            self._add(PageLine(first, last, self.text[first:last], "hypothesis", notes=notes))

    def _link(self, statement: Statement, link: Link, remark: str, inline: bool) -> None:
        end = link.end
        if link is statement.links[-1]:
            end = max(end, statement.end)
        leads = bool(statement.arrow) and link is statement.links[0]
        start = self.supposed_at if leads and self.supposed_at is not None else link.start
        first, last = self._trimmed(start, end)
        notes = (*statement.notes, *statement.conditions.notes)
        line = PageLine(
            first, last, self.text[first:last], "claim", notes=notes, remark=remark, inline=inline
        )
        before, self.last_goal = self.last_goal, link.goal
        if link.goal is None or link.problem is not None:
            self._add(replace(line, problem=self._problem(link.problem, first, last)))
            return
        if statement.supposed:
            self.supposed_at = first
            return
        made = alone = self._framed(statement, link.goal, (first, last))
        instead: tuple[Term, ...] = ()
        if leads and before is not None:
            made = self._framed(statement, Term(statement.arrow, (before, link.goal)),
                                (first, last))  # fmt: skip
            if statement.arrow == "⇒" and self.supposed_at is None:
                if isinstance(made, FormulaError):
                    made = alone
                elif not isinstance(alone, FormulaError) and alone.context == made.context:
                    instead = (alone.goal,)
        elif leads:
            made = FormulaError("nothing that could be read stands before this arrow", first, last)
        self.supposed_at = None
        if isinstance(made, FormulaError):
            self._add(replace(line, problem=self._problem(made, first, last)))
            return
        read = self.scope.names.letters().plain(made.said)
        self._add(
            replace(
                line,
                goal=made.goal,
                context=made.context,
                read=read,
                instead=instead,
                notes=(*notes, *made.notes),
            )
        )
        if statement.cases and link is statement.links[-1]:
            self._cases(statement, link)

    @staticmethod
    def _problem(error: FormulaError | None, start: int, end: int) -> Problem:
        if error is None:
            return Problem(start, end, "this cannot be read")
        first = error.start if start <= error.start <= end else start
        return Problem(first, min(max(error.end, first), end), error.message)

    def _cases(self, statement: Statement, link: Link) -> None:
        """A table of cases is one claim, and each of its rows another."""
        assert link.left is not None
        for condition, value, first, last in statement.cases:
            goal = Term("⇒", (condition, Term(link.op, (link.left.term, value))))
            made = self._framed(statement, goal, (first, last))
            first, last = self._trimmed(first, last)
            line = PageLine(first, last, self.text[first:last], "claim", part=True)
            if isinstance(made, FormulaError):
                self._add(replace(line, problem=Problem(made.start, made.end, made.message)))
                continue
            read = self.scope.names.letters().plain(made.said)
            notes = tuple(made.notes)
            self._add(replace(line, goal=made.goal, context=made.context, read=read, notes=notes))

    def _framed(
        self, statement: Statement, goal: Term, at: tuple[int, int]
    ) -> Framed | FormulaError:
        try:
            return framed(self.scope, goal, statement.conditions, statement.released, at)
        except FormulaError as error:
            return error
        except TermError as error:
            return FormulaError(str(error), *at)
