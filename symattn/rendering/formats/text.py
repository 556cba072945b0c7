"""A page for the terminal.

One line a step, relations in one column, the mark at the right edge, nothing wider than the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from symattn.language import plain
from symattn.words import Message, Part

from ..formulas.inline_math import readable
from ..pages.backend import Backend
from ..pages.document import spoken
from ..pages.marks import between_marks, split_lines, text_of
from ..pages.rows import Page, Row
from .text_wrapping import (
    HARD_SPACE,
    cleaned,
    columns,
    unbroken,
    wrapped,
    wrapped_formula,
)

NARROWEST = 40
Spell = Callable[[str], str]
_STYLES = {
    "proved": "32", "conditional": "33", "refuted": "31", "undecided": "35", "outside": "90",
    "quiet": "90", "bold": "1", "italic": "3",
}  # fmt: skip


class Text(Backend):
    """Unicode text of at most `width` columns (never fewer than 40); ANSI colours on demand.

    `spell` makes of each piece what the console can show, before it is laid out.
    """

    def __init__(self, width: int = 100, colour: bool = False, spell: Spell = str) -> None:
        self.width, self.colour, self.spell = max(width, NARROWEST), colour, spell

    def opening(self, p: Page) -> str:
        self.layout = _Layout.of(p, self.width, self.colour, self.spell)
        return _lines(self.layout.title(p)) + ("" if p.given else "\n")

    def given(self, p: Page) -> str:
        return _lines(wrapped("Given " + self.layout.prose_of(p.given), self.width)) + "\n"

    def heading(self, text: str) -> str:
        lines = wrapped(self.layout.read(text), self.width)
        return _lines(self.layout.styled(line, "italic") for line in lines)

    def formula(self, row: Row) -> str:
        return _lines(self.layout.formula(row))

    def prose(self, row: Row) -> str:
        return _lines(self.layout.prose(row))

    def remarks(self, row: Row) -> str:
        return _lines(
            line for message in row.messages for line in self.layout.message(message, row.status)
        )

    def closing(self, p: Page) -> str:
        lines = wrapped(self.spell(p.count) + ".", self.width)
        return "\n" + _lines(self.layout.styled(line, "bold") for line in lines)

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        return "\n\n".join(bodies)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines)


@dataclass(frozen=True)
class _Layout:
    """The widths of the columns.

    Right sides get what is left between the relation and the reason, or the mark.
    """

    width: int
    number: int
    left: int
    relation: int
    reason: int
    colour: bool
    spell: Spell

    @classmethod
    def of(cls, p: Page, width: int, colour: bool, spell: Spell) -> _Layout:
        lines = [line for row in p.rows for line in (row, *row.worked_out)]
        width -= max((columns(spell(row.mark)) for row in p.rows), default=1) - 1
        bare = cls(width, 0, 0, 0, 0, colour, spell)
        sides = [bare.sides(row) for row in p.rows if row.goal is not None]
        number = max((len(row.tag) for row in lines), default=1) + 1
        left = max((columns(s[0]) for s in sides if columns(s[0]) <= width * 3 // 10), default=0)
        reasons = [columns(bare.reasons(row)) for row in p.rows if row.goal is not None]
        reason = max((k for k in reasons if k <= width * 2 // 5), default=width * 3 // 10)
        relation = max((columns(s[1]) for s in sides), default=1)
        return cls(width, number, left, relation, reason, colour, spell)

    @property
    def start(self) -> int:
        """Where right sides begin."""
        return self.number + 1 + self.left + 2 + self.relation + 2

    def title(self, p: Page) -> Iterable[str]:
        label = self.read(p.label)
        title = _hanging(f"{label} {self.read(p.title)}", self.width, columns(label) + 1)
        yield from (self.styled(line, "bold") for line in title)
        if p.source:
            source = wrapped(self.read(p.source), self.width)
            yield from (self.styled(line, "quiet") for line in source)

    def formula(self, row: Row) -> Iterable[str]:
        number, room = self.numbered(row), self.width - self.start - 3
        left, relation, right = self.sides(row)
        if columns(left) > self.left:  # a line of its own
            head, *tail = wrapped_formula(
                left, self.width - self.number - 4, self.width - self.number - 6
            )
            yield number + head
            yield from (" " * (self.number + 3) + line for line in tail)
            number, left = " " * (self.number + 1), ""
        reason, aside = self.reasons(row), self.reason
        if columns(right) + 2 + aside <= room and (columns(reason) <= aside or aside >= 24):
            rights, reasons = [right], wrapped(reason, aside)
        elif columns(right) + 2 + columns(reason) <= room:
            # on the same line, though not in its column
            rights, reasons, aside = (
                [right],
                [cleaned(reason).replace(HARD_SPACE, " ")],
                room - columns(right) - 2,
            )
        else:
            rights, reasons, aside = wrapped_formula(right, room, room - 2), [], 0
        head = f"{_pad(left, self.left)}{left}  {_pad(relation, self.relation)}{relation}  "
        for k in range(max(len(rights), len(reasons))):
            text = "  " * bool(k and k < len(rights)) + (rights[k] if k < len(rights) else "")
            beside = reasons[k] if k < len(reasons) else ""
            line = (number + head if k == 0 else " " * self.start) + self.styled(
                text, row.status if row.status != "proved" else ""
            )
            line += _pad(text, room - aside) + self.styled(beside, "quiet")
            mark = _pad(beside, aside + 2) + self.styled(self.spell(row.mark), row.status)
            yield line + (mark if k == 0 else "")
        if reason and not reasons:
            yield from (
                " " * (self.start + 2) + self.styled(line, "quiet")
                for line in wrapped(reason, room - 2)
            )

    def prose(self, row: Row) -> Iterable[str]:
        """A line outside mathematics, or any other that is only text."""
        room = self.width - self.number - 4
        said = "; ".join(filter(None, [self.read(row.text), self.reasons(row)]))
        head, *tail = wrapped(said, room, room - 2)
        mark = self.styled(self.spell(row.mark), row.status)
        yield self.numbered(row) + self.styled(head, row.status) + _pad(head, room + 2) + mark
        yield from (" " * (self.number + 3) + self.styled(line, row.status) for line in tail)

    def message(self, message: Message, status: str) -> Iterable[str]:
        label = self.read(message.label) + ": " if message.label else ""
        indent = min(self.start, self.width // 4)
        for line in split_lines(
            _hanging(label + self.prose_of(message.parts), self.width - indent - 3, 2)
        ):
            yield " " * indent + self.styled(line, status)

    def numbered(self, row: Row) -> str:
        return self.styled(f"{self.spell(row.tag):>{self.number}}", "quiet") + " "

    def styled(self, text: str, style: str) -> str:
        return (
            f"\x1b[{_STYLES[style]}m{text}\x1b[0m"
            if self.colour and style and text.strip()
            else text
        )

    # ---- what is laid out, as the console can show it --------------------------------------------

    def read(self, text: str) -> str:
        return self.spell(readable(text))

    def sides(self, row: Row) -> tuple[str, str, str]:
        left, relation, right = map(self.spell, _sides(row))
        return left, relation, right

    def reasons(self, row: Row) -> str:
        return "; ".join(filter(None, [self.prose_of(row.reason), *map(self.spell, row.remarks)]))

    def prose_of(self, parts: Iterable[Part]) -> str:
        return text_of(
            parts, self.read, lambda formula: unbroken(between_marks(formula, self.spell))
        )


def _sides(row: Row) -> tuple[str, str, str]:
    assert row.goal is not None
    left, right = spoken(row.goal)
    left = left if row.shows_left else ""
    if row.goal.op == "depends only on":  # words are too wide for the column of relations
        inputs = row.goal.children[1]
        return (
            left,
            "",
            "depends only on "
            + (", ".join(map(plain, inputs.children)) if inputs.op == "inputs" else right),
        )
    return left, (row.goal.children[-1] if row.goal.op == "every" else row.goal).op, right


def _hanging(text: str, width: int, indent: int) -> list[str]:
    head, *tail = wrapped(text, width, width - min(indent, width // 2))
    return [head, *(" " * min(indent, width // 2) + line for line in tail)]


def _pad(text: str, width: int) -> str:
    return " " * (width - columns(text))
