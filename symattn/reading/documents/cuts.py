"""What a page is cut into, gathered from left to right, and the helps to cut in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from .pieces import Kind, Macro, Piece, Problem


class Ahead:
    """Where a pattern stands next.

    Asked from left to right, it reads the text once, however often it is asked.
    """

    def __init__(self, text: str, pattern: str) -> None:
        self.text = text
        self.pattern = re.compile(pattern)
        self.asked, self.start, self.end = -1, -1, -1

    def find(self, at: int) -> int:
        """The start of the first match from an offset on; the text's length if there is none."""
        if not self.asked <= at <= self.start:
            found = self.pattern.search(self.text, at)
            self.start, self.end = found.span() if found else (len(self.text),) * 2
        self.asked = at
        return self.start

    def missing(self, at: int) -> bool:
        """Whether there is none from an offset on."""
        return self.find(at) == len(self.text)


@dataclass
class Cuts:
    """Pieces, problems and macros of a text; what is in no piece is prose."""

    text: str
    pieces: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    macros: dict[str, Macro] = field(default_factory=dict)

    def add(
        self,
        kind: Kind,
        outer: tuple[int, int],
        inner: tuple[int, int] | None = None,
        environment: str = "",
        level: int = 0,
        opens: bool = False,
    ) -> int:
        """A piece, behind those that there are; gives where it ends."""
        start, end = inner or outer
        self.pieces.append(Piece(kind, start, end, *outer, environment, level, opens))
        return outer[1]

    def outside(self, start: int, end: int) -> int:
        """A part in which nothing is a formula; two that touch are one."""
        if self.pieces and self.pieces[-1].outer_end == start:
            if self.pieces[-1].kind == "outside":
                start = self.pieces.pop().outer_start
        return self.add("outside", (start, end)) if end > start else end

    def outside_from_last(self, start: int, end: int) -> int:
        """What is in no piece, from the last one on but not before `start`, is outside."""
        last = self.pieces[-1].outer_end if self.pieces else 0
        return self.outside(max(last, start), end)

    def problem(self, start: int, end: int, message: str) -> None:
        """Something that cannot be read, with its place."""
        self.problems.append(Problem(start, min(max(end, start + 1), len(self.text)), message))

    def define(self, name: str, macro: Macro, at: tuple[int, int], keep: bool = False) -> None:
        """A command of the author's; `keep` leaves one that there is as it was."""
        before = self.macros.get(name)
        if before is not None and keep:
            return
        if before is not None and before != macro:
            self.problem(
                *at,
                f"{name} is defined a second time, as something else: one meaning was expected;"
                " the last one is used on the whole page",
            )
        self.macros[name] = macro

    def with_prose(self) -> tuple[Piece, ...]:
        """All pieces in order, so that every character is in one."""
        found: list[Piece] = []
        at = 0
        for piece in self.pieces:
            if piece.outer_start > at:
                found.append(_prose(at, piece.outer_start))
            found.append(piece)
            at = piece.outer_end
        if at < len(self.text):
            found.append(_prose(at, len(self.text)))
        return tuple(found)

    def problems_in_order(self) -> tuple[Problem, ...]:
        """Problems as they stand on the page."""
        return tuple(sorted(self.problems, key=lambda problem: (problem.start, problem.end)))

    def drop_from(self, start: int) -> list[Piece]:
        """Takes away the pieces that begin at an offset or later, and gives them."""
        k = bisect_left(self.pieces, start, key=lambda piece: piece.outer_start)
        dropped = self.pieces[k:]
        del self.pieces[k:]
        return dropped


def _prose(start: int, end: int) -> Piece:
    return Piece("prose", start, end, start, end)
