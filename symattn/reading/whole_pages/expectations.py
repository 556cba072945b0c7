"""Lines that a page says are outside, or meant to be false: by their numbers in its file, or by
the numbers in its margin, (9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..documents.pieces import Document
from .page_lines import PageLine


@dataclass
class Noted:
    """What declarations say beside names.

    `outside` and `false` are numbers of lines; `tagged` the same for numbers in the margin, each
    with how many times the page had begun anew before.
    """

    outside: set[int] = field(default_factory=set)
    false: set[int] = field(default_factory=set)
    tagged: dict[tuple[int, str], str] = field(default_factory=dict)
    settings: list[str] = field(default_factory=list)
    begun: int = 0

    def note(self, word: str, numbers: Sequence[str]) -> bool:
        """Enter 12 or (9) under outside or false; whether all are numbers."""
        for text in numbers:
            bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
            if not bare.rstrip("'").isdecimal() or (bare == text and not bare.isdecimal()):
                return False
            if bare == text:
                (self.outside if word == "outside" else self.false).add(int(text))
            else:
                self.tagged[self.begun, bare] = word
        return bool(numbers)

    def applied(
        self, document: Document, lines: Sequence[tuple[PageLine, int]]
    ) -> Iterator[PageLine]:
        """The lines with what was noted of them; each comes with how often the page had begun."""
        for line, begun in lines:
            number = document.place(line.start).line
            said = self.tagged.get((begun, line.tag), "") if line.tag else ""
            if (number in self.outside or said == "outside") and line.role == "claim":
                line = replace(line, role="outside", goal=None, problem=None)
            elif number in self.false or said == "false":
                line = replace(line, expect="refuted")
            yield line
