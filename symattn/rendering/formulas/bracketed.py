"""Parts of a formula put together, in brackets where they bind too loosely."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable

from symattn.language import Term

from .notation import Fence, Notation, Sign, digits, has_bars, is_tall, row
from .term_signs import BRACKETS, BREAK, COMMA, STATEMENT, SUM, separated


class Bracketed(ABC):
    """Writes terms into others; what one looks like by itself, `write` says."""

    linear: bool

    @abstractmethod
    def write(self, term: Term) -> tuple[Notation, int]:
        """A term by itself, and how tightly it binds."""

    def under(self, args: tuple[Term, ...]) -> Notation:
        """x, or x given an event."""
        return self.joined(args, Sign("relation", "∣", r" \mid "))

    def joined(self, args: Iterable[Term], between: Notation) -> Notation:
        return separated([self.write(a)[0] for a in args], between)

    # ---- parentheses -----------------------------------------------------------------------------

    def wrap(self, term: Term, least: int, never: tuple[str, ...] | None = None) -> Notation:
        """The term, in parentheses if it binds less tightly than `least`.

        With `never`, statements stay bare except these.
        """
        inner, level = self.write(term)
        if never is not None and level == STATEMENT:
            return self.round(inner) if term.op in never else inner
        return inner if level >= least else self.round(inner)

    def round(self, inner: Notation, brackets: str = "()") -> Notation:
        left, right = BRACKETS[brackets]
        return Fence(left, inner, right, tall=not self.linear and is_tall(inner))

    def between(self, bars: str, inner: Term) -> Notation:
        node = self.write(inner)[0]
        if has_bars(node):  # |a |b| c| would look like the product |a| b |c|
            node = self.round(node)
            return Fence(BRACKETS[bars][0], node, BRACKETS[bars][1])
        return Fence(
            BRACKETS[bars][0], node, BRACKETS[bars][1], tall=not self.linear and is_tall(node)
        )

    def listed(self, args: tuple[Term, ...], least: int = STATEMENT) -> Notation:
        comma = row(COMMA, BREAK) if self.linear else COMMA
        return separated([self.wrap(a, least if a.op != "cases" else SUM) for a in args], comma)

    def digits(self, text: str) -> Notation:
        return (
            separated([digits(d) for d in re.findall(".{1,12}", text)], BREAK)
            if self.linear
            else digits(text)
        )
