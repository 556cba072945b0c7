"""A document made a page: its declarations in force from place to place, and its lines.

A heading opens a scope, which ends with the next heading of its level or a higher one; a block of
declarations holds from where it stands.  Nothing is judged here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from ...language import TermError
from ..documents.pieces import Document, PageError, Piece, Problem
from ..latex_terms.latex_tokens import FormulaError, Token, tokens
from ..latex_terms.scope import PageScope, with_synonyms
from . import passed_over
from .conditions_read import Conditions
from .declaration_lines import DeclarationReader
from .declared_displays import Declares, declared_row
from .definition_rows import with_what_hangs
from .display_rows import goes_on, joined, rows, stays_open
from .heard import Heard
from .line_reader import LineReader
from .names_in_use import used_by_entries
from .page_lines import DeclaredLine, PageLine, ReadPage
from .printed_displays import PrintedDisplay
from .printed_lines import printed_lines
from .printed_remarks import without_remarks
from .sentence_arrows import with_arrows
from .sentence_cuts import Sentence, cut_sentences, plain_words
from .sentences_read import hear

WHERE_BEHIND = re.compile(
    r"[\s,;.*_>-]*(?:where|with|here)\b(?!\s+(?:we|it|is|this))", re.IGNORECASE
)
Settings = Callable[[str], str]


def no_settings(name: str) -> str:
    """There are none."""
    raise PageError(f"there is no setting {name!r}")


def read_page(document: Document, settings: Settings = no_settings, setting: str = "") -> ReadPage:
    """The page that a document is.

    `settings` gives the text of a setting by its name, and raises PageError for an unknown one.
    `setting` is the name of one that the page begins with, whatever it says itself.
    """
    page = _WholePage(document, settings)
    if setting:
        said = page.declarations.begin_with(page.scope, setting)
        page.declared.append(DeclaredLine(0, 0, said, 0, setting))
    return page.page()


class _WholePage(LineReader):
    def __init__(self, document: Document, settings: Settings) -> None:
        super().__init__(document)
        self.macros = dict(document.macros)
        self.declarations = DeclarationReader(self.macros, settings)
        self.scope.entries = used_by_entries(document)
        self.scopes: list[tuple[int, PageScope]] = []
        self.problems: list[Problem] = []
        self.headings: dict[int, str] = {}
        self.late: list[Piece] = []  # declarations that need later ones
        self.starts = [p.start for p in document.pieces]
        self.read_to = 0  # where what has been read with a display before it ends
        self.heard = Heard()  # by the sentence that a display goes on from
        self.heard_before: dict[int, Heard] = {}  # sentences that are read before a display
        self.temporary: list[str] = []  # letters that its conditions declare
        self.passing: list[DeclaredLine] = []
        self.in_remark = False  # whether a remark of symattn's is going on

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
            tuple(self.declarations.noted.applied(self.document, self.lines)),
            tuple(self.declared),
            self.scope.names.letters(),
            (*self.problems, *self.unused()),
            self.headings,
            frozenset((*self.scope.symbols, *self.scope.indices)),
            tuple(self.passing),
        )

    def _is_blank(self, pieces: Sequence[Piece]) -> bool:
        return all(p.kind == "prose" and not self.text[p.start : p.end].strip() for p in pieces)

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
        self.before, self.last_goal, self.led, self.heard = None, None, None, Heard()
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
            self.declarations.lose(self.scope, self.text, piece.start, piece.end)
            at = error if isinstance(error, FormulaError) else piece
            start, end = at.start, at.end
            self.problems.append(Problem(start, end, str(error)))
            return
        if said == "anew":
            self.begun = self.declarations.noted.begun
            self.scopes = [(level, self.scope.emptied()) for level, _ in self.scopes]
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
        spoken = without_remarks(self.text, pieces, self.in_remark)
        self.in_remark = spoken.in_remark
        for line in spoken.outside:
            self._add(line)
        if not spoken.pieces:
            return
        whole, last_open = cut_sentences(self.text, spoken.pieces)
        last_open = last_open and spoken.pieces[-1].outer_end == pieces[-1].outer_end
        for k, (text, inline, start, end) in enumerate(whole):
            self._sentence(text, inline, start, end, last_open and k == len(whole) - 1)

    def _sentence(
        self, words: str, inline: Sequence[Piece], start: int, end: int, ends_open: bool
    ) -> None:
        if not inline and (assumed := passed_over.assumed_in_words(plain_words(words))):
            self.scope.in_words = (*self.scope.in_words, assumed)
        if not inline and not ends_open:
            return
        said = self._said(words, inline, start, end, ends_open)
        heard = self.heard_before.pop(start, None) or hear(self.scope, said)
        for n in heard.assumable:
            passed_over.pass_over(self.scope, said, n, self.text)
        self._forget_temporary()
        self.heard = heard if ends_open else Heard()
        self.temporary = heard.temporary
        declares: list[tuple[Declares, list[tuple[int, int, str]]]]
        declares = [("declaration", heard.declared), ("definition", heard.definitions)]
        for role, first, last, told in ((role, *one) for role, ones in declares for one in ones):
            part = self.text[first:last]
            self._add(PageLine(first, last, part, role, notes=(told,), inline=True))
            self.declared.append(DeclaredLine(first, last, part.strip(), self.section))
        for first, last, why in heard.problems:
            self.problems.append(Problem(first, last, why))
        for n, conditions in heard.claims.items():
            self._break_chain()
            self._row(said.formulas[n], conditions, inline=True)
        for n in heard.passing:
            first, last = said.starts[n], said.ends[n]
            line = DeclaredLine(first, last, self.text[first:last].strip(), self.section)
            self.passing.append(line)
        if not ends_open:
            self._forget_temporary()

    def _forget_temporary(self) -> None:
        """A letter that a condition declares ends with its sentence, and the display behind."""
        for spelled in self.temporary:
            self.scope.forget(spelled)
        self.temporary = []

    def _said(
        self, words: str, inline: Sequence[Piece], start: int, end: int, ends_open: bool
    ) -> Sentence:
        loosely = ends_open and self.text[end:].lstrip(" \t")[:1] == "\n"
        asks = self.text[end : end + 1] == "?"
        said = Sentence(plain_words(words), [], [], [], start, end, ends_open, loosely, asks)
        for piece in inline:
            try:
                found = self._tokens(piece)
            except FormulaError:
                found = []
            said.formulas.append(found)
            said.starts.append(piece.start)
            said.ends.append(piece.end)
        return with_arrows(said)

    # ---- displays ----------------------------------------------------------------------------

    def _display(self, piece: Piece) -> None:
        if piece.start < self.read_to:
            return  # it was read with the display before
        self._where_behind(piece)
        heard = self.heard
        behind = self._conditions_behind(piece)
        self.heard = heard.behind()
        try:
            if self._is_printed(piece):
                return
            found = self._tokens(piece)
            for other in self._following(piece):
                more = self._tokens(other)
                if not (goes_on(more) or stays_open(found)):
                    break
                found, self.read_to = [*found, *more], other.end
            table = rows(found)
            table = joined(with_what_hangs(table) if heard.defines_next else table)
        except FormulaError as error:
            self._unread(piece.start, piece.end, error)
            self._break_chain()
            return
        conditions = Conditions()
        conditions.add(heard.conditions)
        conditions.add(behind)
        for row in table:
            if heard.defines_next and self._declared_in(row, heard.assumes_next):
                passed_over.pass_conditions(self.scope, conditions)
            else:
                self._row(row, conditions)

    def _behind(self, piece: Piece) -> list[Piece]:
        """The running text behind a display."""
        pieces: list[Piece] = []
        for other in self.document.pieces[bisect_right(self.starts, piece.start) :]:
            if other.kind not in ("prose", "inline"):
                break
            pieces.append(other)
        return pieces

    def _conditions_behind(self, piece: Piece) -> Conditions:
        """Of "$$|x| = x$$ for $x > 0$.", what stands behind the display."""
        pieces = self._behind(piece)
        if not pieces or not passed_over.goes_on_with_condition(self.text, piece, pieces[0]):
            return Conditions()
        first = next((s for s in cut_sentences(self.text, pieces)[0] if s[0].strip()), None)
        if first is None or first[2] in self.heard_before:
            return Conditions()
        words, inline, start, end = first
        if not inline:
            told = " ".join(plain_words(words).split())
            return Conditions(doubts=[f"what stands behind this, {told!r}, is not understood"])
        heard = hear(self.scope, self._said(words, inline, start, end, True))
        behind, heard.conditions = heard.conditions, Conditions()
        self.heard_before[start] = heard
        return behind

    def _where_behind(self, piece: Piece) -> None:
        """Read "where $T > 0$ is …" behind a display before it, if it only declares."""
        pieces = self._behind(piece)
        if not pieces or not WHERE_BEHIND.match(self.text, pieces[0].start, pieces[0].end):
            return
        first = next((s for s in cut_sentences(self.text, pieces)[0] if s[0].strip()), None)
        if first is None or not first[1] or first[2] in self.heard_before:
            return
        words, inline, start, end = first
        before, names = self.scope.inner(), {*self.scope.names.used}
        heard = hear(self.scope, self._said(words, inline, start, end, False))
        if heard.problems or heard.claims or not (heard.declared or heard.definitions):
            self.scope.__dict__.update(before.__dict__)
            self.scope.names.used.intersection_update(names)
            return
        self.heard_before[start] = heard

    def _is_printed(self, piece: Piece) -> bool:
        """Whether a display is one that symattn printed; its lines are read then."""
        margins = tokens(self.text, piece.start, piece.end, self.macros, margins=True)
        printed = printed_lines(rows(with_synonyms(margins, self.scope.synonyms)))
        if printed is not None:
            self.heard, self.in_remark = Heard(), False
            display = PrintedDisplay(self.scope, self.text, self.before)
            for line, goes_on in display.lines(printed):
                if not goes_on:
                    self._break_chain()
                self._add(line)
            self.before = display.before
        elif self.in_remark:
            note = ("part of a remark of symattn's",)
            first, last = self._trimmed(piece.start, piece.end)
            self._add(PageLine(first, last, self.text[first:last], "outside", notes=note))
        return printed is not None or self.in_remark

    def _declared_in(self, row: Sequence[Token], assumed: bool) -> bool:
        """Whether a row after "Let" or "Suppose" declares something, which is entered."""
        try:
            made = declared_row(self.scope, row, assumed=assumed)
        except FormulaError as error:
            self._unread(row[0].start, row[-1].end, error)
            return True
        if made is None:
            return False
        first, last = self._trimmed(row[0].start, row[-1].end)
        said = self.text[first:last]
        self._add(PageLine(first, last, said, made[1], notes=(made[0],)))
        self.declared.append(DeclaredLine(first, last, said, self.section))
        return True

    def _following(self, piece: Piece) -> Iterator[Piece]:
        """Displays behind this one with nothing but space between."""
        pieces = self.document.pieces
        for other in pieces[bisect_right(self.starts, piece.start) :]:
            if other.kind == "display":
                yield other
            elif not (other.kind == "prose" and self._is_blank([other])):
                return

    def _tokens(self, piece: Piece) -> list[Token]:
        found = tokens(self.text, piece.start, piece.end, self.macros)
        return with_synonyms(found, self.scope.synonyms)
