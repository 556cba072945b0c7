"""A page for the terminal: one line a step, relations in one column, the mark at the right edge, nothing wider than the window."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from symattn.record import CheckedDerivation, Message, Part
from symattn.terms import Term, plain

from .document import Page, Row, page
from .inline_math import readable

NARROWEST = 40
_STYLES = {
    "proved": "32", "conditional": "33", "refuted": "31", "undecided": "35", "outside": "90", "quiet": "90", "heading": "1", "emphasis": "3",
}  # fmt: skip


def render(checked: CheckedDerivation, width: int = 100, colour: bool = False) -> str:
    """The derivation as Unicode text of at most `width` columns (never fewer than 40); ANSI colours on demand."""
    p = page(checked)
    layout = _Layout.of(p, max(width, NARROWEST), colour)
    return "\n".join(line.rstrip() for line in layout.lines(p)) + "\n"


def columns(text: str) -> int:
    """How many columns a terminal uses for the text."""
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def wrapped(text: str, first: int, rest: int | None = None) -> list[str]:
    """The text in lines of at most `first` columns, later ones `rest`; broken at spaces, inside a word only if it must be."""
    room, lines, line = first, [], ""
    for word in _clean(text).split():
        while True:
            if columns(line) + bool(line) + columns(word) <= room:
                line += " " * bool(line) + word
                break
            if not line:
                cut = _fitting(word, room)
                line, word = word[:cut], word[cut:]
            lines.append(line)
            line, room = "", first if rest is None else rest
            if not word:
                break
    return [*lines, line] if line or not lines else lines


@dataclass(frozen=True)
class _Layout:
    """Columns: number, left side, relation, then everything else up to the mark."""

    width: int
    number: int
    left: int
    relation: int
    reason: int
    colour: bool

    @classmethod
    def of(cls, p: Page, width: int, colour: bool) -> _Layout:
        sides = [_sides(row) for row in p.rows if row.goal is not None]
        number = max((len(str(row.number)) for row in p.rows), default=1) + 1
        left = max((columns(s[0]) for s in sides if columns(s[0]) <= width * 3 // 10), default=0)
        return cls(width, number, left, max((columns(s[1]) for s in sides), default=1), width * 3 // 10, colour)

    @property
    def start(self) -> int:
        """Where right sides begin."""
        return self.number + 1 + self.left + 2 + self.relation + 2

    @property
    def room(self) -> int:
        """For right side and reason together."""
        return self.width - self.start - 3

    def lines(self, p: Page) -> Iterable[str]:
        for line in wrapped(f"{readable(p.label)}  {readable(p.title)}", self.width):
            yield self.styled(line, "heading")
        for line in wrapped(readable(p.source), self.width) if p.source else ():
            yield self.styled(line, "quiet")
        if p.given:
            yield from wrapped("Given " + _prose(p.given), self.width)
        yield ""
        for row in p.rows:
            if row.heading:
                yield from (self.styled(line, "emphasis") for line in wrapped(readable(row.heading), self.width))
            yield from self.row(row)
            for message in row.messages:
                yield from self.message(message, row.status)
        yield ""
        yield from (self.styled(line, "heading") for line in wrapped(p.count + ".", self.width))

    def row(self, row: Row) -> Iterable[str]:
        number = f"{row.number:>{self.number}} "
        if row.goal is None:
            start, room, relation, right = self.number + 1, self.width - self.number - 4, "", readable(row.text)
            head = ""
        else:
            start, room = self.start, self.room
            left, relation, right = _sides(row)
            if columns(left) > self.left:  # a line of its own
                indented = wrapped(left, self.width - self.number - 4, self.width - self.number - 6)
                yield self.styled(number, "quiet") + indented[0]
                yield from (" " * (self.number + 3) + line for line in indented[1:])
                number, left = " " * len(number), ""
            head = _right_aligned(left, self.left) + "  " + _right_aligned(relation, self.relation) + "  "
        beside, reason = self.beside(row, right, room)
        rights = wrapped(right, room - self.reason - 2 if beside else room, room - 2)
        for k in range(max(len(rights), len(reason) if beside else 1)):
            text = rights[k] if k < len(rights) else ""
            text = "  " * bool(k and text) + text
            line = (self.styled(number, "quiet") + head if k == 0 else " " * start) + self.styled(text, row.status, row.status != "proved")
            used = columns(text)
            if beside and k < len(reason):
                line += " " * (room - self.reason - used) + self.styled(reason[k], "quiet")
                used = room - self.reason + columns(reason[k])
            yield line + (" " * (room - used + 2) + self.styled(row.mark, row.status) if k == 0 else "")
        if not beside:
            yield from (" " * (start + 2) + self.styled(line, "quiet") for line in reason)

    def beside(self, row: Row, right: str, room: int) -> tuple[bool, list[str]]:
        """Whether the reason stands at the right of the formula, and its lines."""
        reason = "; ".join([*([readable(row.reason)] if row.reason else []), *row.remarks])
        if not reason:
            return False, []
        fits = columns(right) <= room - self.reason - 2 and (self.reason >= 24 or columns(reason) <= self.reason)
        return fits and row.goal is not None, wrapped(reason, self.reason if fits and row.goal is not None else room - 2)

    def message(self, message: Message, status: str) -> Iterable[str]:
        label = readable(message.label) + ": " if message.label else ""
        indent = min(self.start, self.width // 4)
        for k, line in enumerate(wrapped(label + _prose(message.parts), self.width - indent - 3, self.width - indent - 5)):
            yield " " * (indent + 2 * bool(k)) + self.styled(line, status)

    def styled(self, text: str, style: str, wanted: bool = True) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and wanted and text.strip() else text


def _sides(row: Row) -> tuple[str, str, str]:
    assert row.goal is not None
    left, right = (f"({plain(t)})" if t.op in ("⇒", "or") else plain(t) for t in row.goal.children)
    left = left if row.shows_left else ""
    if row.goal.op == "depends only on":  # words are too wide for the column of relations
        return left, "", f"{row.goal.op} {right}"
    return left, row.goal.op, right


def _prose(parts: Iterable[Part]) -> str:
    return "".join(readable(p) if isinstance(p, str) else plain(p) if isinstance(p, Term) else "" for p in parts)


def _right_aligned(text: str, width: int) -> str:
    return " " * (width - columns(text)) + text


def _fitting(word: str, room: int) -> int:
    """How many characters of the word fit; at least one, with the accents that belong to it."""
    cut = 1
    while cut < len(word) and columns(word[: cut + 1]) <= room:
        cut += 1
    return cut


def _clean(text: str) -> str:
    """Without control characters: a title must not be able to drive the terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)
