"""Displays that symattn printed, line by line: every line is one claim, with its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..documents.pieces import Problem
from ..latex_terms.cursor import Part
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from .claim_contexts import framed
from .conditions_read import Conditions
from .given_lines import declare_given
from .page_lines import PageLine
from .printed_lines import PrintedLine
from .printed_statements import StatementReader

OTHERS = "for every other index"


class PrintedDisplay:
    """Reads the lines of a display; `before` is what a line without left side goes on from."""

    def __init__(self, scope: PageScope, text: str, before: Part | None) -> None:
        self.scope, self.text, self.before = scope, text, before

    def lines(self, printed: Sequence[PrintedLine]) -> Iterator[tuple[PageLine, bool]]:
        """Each line, and whether it goes on with the chain of the line before."""
        for one in printed:
            if not one.tokens:
                continue
            reader = StatementReader(self.scope, self.before)
            line = self._blank(one)
            before, self.before = self.before, None
            try:
                goal = reader.read(one.tokens)
                at = (line.start, line.end)
                scope = self._assuming(one)
                made = framed(scope, goal, Conditions(), reader.released, at)
                read = self.scope.names.letters().plain(made.said)
                notes = (*reader.notes, *made.notes)
                line = replace(line, goal=made.goal, context=made.context, read=read, notes=notes)
            except FormulaError as error:
                start = min(max(error.start, line.start), line.end)
                end = min(max(error.end, start), line.end)
                line = replace(line, problem=Problem(start, end, error.message))
            self.before = before if one.is_repair else reader.right
            yield line, reader.goes_on

    def _assuming(self, one: PrintedLine) -> PageScope:
        """What is in force; for a repaired line also what its reason says of all other indices."""
        words = [t for t in one.reason if t.kind == "text"]
        if not one.is_repair or not words or words[-1].text != OTHERS:
            return self.scope
        inside = one.reason[1:-1]
        if words[0] is not one.reason[0] or words[0].text != "where" or not inside:
            raise FormulaError(f"expected where … {OTHERS}", words[0].start, words[-1].end)
        scope = self.scope.inner()
        parts: list[list[Token]] = [[]]
        for token in inside:
            if token.kind == "text" and token.text in (",", "and", ", and"):
                parts.append([])
            else:
                parts[-1].append(token)
        for part in parts:
            declare_given(scope, part, words[-1].end)
        return scope

    def _blank(self, one: PrintedLine) -> PageLine:
        start, end = one.tokens[0].start, max(t.end for t in one.tokens)
        return PageLine(
            start, end, self.text[start:end], "claim", remark=self._words(one.reason),
            tag=one.number,
        )  # fmt: skip

    def _words(self, reason: Sequence[Token]) -> str:
        return self.text[reason[0].start : reason[-1].end] if reason else ""
