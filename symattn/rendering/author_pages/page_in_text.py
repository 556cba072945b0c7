"""A page's verdicts for the terminal, as compilers show them.

`page.md:12:5: false: …` with the line of source, strokes under the part, and what there is to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from symattn.checking.checked_pages import CheckedLine, CheckedPage, UnreadPage
from symattn.language import plain
from symattn.words import Message

from ..formats.text_wrapping import cleaned, columns, unbroken, wrapped
from ..pages.marks import between_marks, split_lines, text_of
from .findings import (
    WORDS,
    Finding,
    count_of,
    findings,
    line_number,
    messages,
    owed,
    repaired,
)
from .source_spans import spans

NARROWEST = 40
STYLES = {
    "proved": "32", "conditional": "33", "refuted": "31", "undecided": "35", "not_read": "36",
    "outside": "90", "": "90", "quiet": "90", "bold": "1",
}  # fmt: skip
Spell = Callable[[str], str]


@dataclass(frozen=True)
class PageText:
    """How a page is told: lines of at most `width` columns, but for the first of each finding.

    That one stays whole, for who follows it (an editor, a CI log).  `explain` tells of every line,
    and all that there is to say.
    """

    width: int = 100
    colour: bool = False
    spell: Spell = str
    explain: bool = False

    def page(self, checked: CheckedPage) -> str:
        """The whole page: what is not proved, and a count."""
        told = [self.finding(checked, one) for one in findings(checked) if self.shows(one)]
        return "\n\n".join([*told, self.count(checked)])

    def told(self, page: CheckedPage | UnreadPage) -> str:
        """The whole page, or why it cannot be read."""
        if isinstance(page, CheckedPage):
            return self.page(page)
        return self.spell(cleaned(f"{page.name}: {page.why}"))

    def count(self, checked: CheckedPage) -> str:
        """page.md: 12 lines: 10 proved, 1 conditional, 1 false"""
        name = cleaned(checked.page.document.name)
        return self.styled(self.spell(f"{name}: {count_of(checked)}"), "bold")

    def shows(self, one: Finding) -> bool:
        if self.explain:
            return True
        return not one.as_declared

    def finding(self, checked: CheckedPage, one: Finding) -> str:
        """One line of the page: place, verdict, source, and what there is to say."""
        return "\n".join(line.rstrip() for line in self._told(checked, one))

    def headline(self, checked: CheckedPage, one: Finding) -> str:
        """page.md:12:5: false: α = ½"""
        place = checked.page.document.place(one.where[0])
        where = f" ({line_number(place)})" if place.cell is not None else ""
        start = self.styled(self.spell(f"{place}: "), "bold")
        return start + self.said(one) + self.spell(cleaned(where))

    def said(self, one: Finding) -> str:
        """false: α = ½"""
        what = one.problem.message if one.problem is not None else _read(one)
        return self.styled(_verdict(one), one.verdict) + self.spell(cleaned(f": {what}"))

    def _told(self, checked: CheckedPage, one: Finding) -> Iterator[str]:
        yield self.headline(checked, one)
        room = max(self.width, NARROWEST)
        document = checked.page.document
        margin = max(len(str(document.place(at).line)) for at in one.where) + 1
        lines = spans(document, *one.where, room - margin - 3)
        margin = max((len(str(number)) for number, _, _ in lines), default=1) + 1
        bar = self.styled(" " * margin + "|", "quiet")
        yield bar
        for number, text, strokes in lines:
            shown, under = self._spelled(text, strokes)
            yield self.styled(f"{number:<{margin}}|", "quiet") + " " + shown
            yield bar + " " + self.styled(under, one.verdict)
        for label, said in self.remarks(checked, one):
            yield from self._remark(label, said, margin)

    def remarks(self, checked: CheckedPage, one: Finding) -> Iterator[tuple[str, str]]:
        """What stands under the source: label and text, what is new in a repair between marks."""
        if one.line is None:
            return
        line = one.line.line
        if self.explain:
            for note in line.notes:
                yield "Understood", self.spell(_readable(note))
        if chain := owed(checked, one.line):
            yield "Chain", self.spell(chain + ".")
        if self.explain or not one.as_declared:
            for message in messages(one.line, self.explain):
                yield message.label, self._said(checked, message)
                if (goal := repaired(message)) is not None:
                    from .kept_sides import to_write  # a page that is right has no use for it

                    if written := to_write(checked, one.line, goal):
                        yield "Write", self.spell(written)
        if line.expect not in ("proved", one.verdict) and one.verdict:
            yield "Declared", f"{WORDS.get(line.expect, line.expect)}."

    def _said(self, checked: CheckedPage, message: Message) -> str:
        letters = checked.page.letters
        return text_of(
            message.parts,
            lambda words: self.spell(_readable(words)),
            lambda formula: unbroken(
                between_marks(formula, lambda text: self.spell(letters.in_text(text)))
            ),
        )

    def _remark(self, label: str, said: str, margin: int) -> Iterable[str]:
        lead = " " * margin + "= "
        room = max(self.width, NARROWEST) - margin - 4
        if label == "Write":  # to be copied: as it is, on one line
            yield self.styled(lead, "quiet") + self.styled("Write: ", "bold") + cleaned(said)
            return
        head, *tail = wrapped(f"{label}: {said}" if label else said, room)
        lines = split_lines([head, *tail])
        for k, text in enumerate(lines):
            if k == 0 and label and text.startswith(label):
                told = self.styled(f"{label}:", "bold") + text[len(label) + 1 :]
                yield self.styled(lead, "quiet") + told
            else:
                yield " " * (margin + 2) + text

    def _spelled(self, text: str, strokes: str) -> tuple[str, str]:
        """A line of source as the console can show it, with its strokes still in their place."""
        start = len(strokes) - len(strokes.lstrip())
        before, rest = _split(text, start)
        part, after = _split(rest, len(strokes) - start)
        before, part, after = map(self.spell, (before, part, after))
        return before + part + after, " " * columns(before) + "^" * max(columns(part), 1)

    def styled(self, text: str, style: str) -> str:
        if not self.colour or not text.strip():
            return text
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m"


def _readable(words: str) -> str:
    from ..formulas.inline_math import readable  # a page that is right has no use for it

    return readable(words)


def _split(text: str, column: int) -> tuple[str, str]:
    """The text cut at a column."""
    end = 0
    while end < len(text) and columns(text[: end + 1]) <= column:
        end += 1
    return text[:end], text[end:]


def _read(one: Finding) -> str:
    assert one.line is not None
    return one.line.line.read or _goal(one.line) or one.line.line.latex.strip()


def _goal(one: CheckedLine) -> str:
    return plain(one.line.goal) if one.line.goal is not None else ""


def _verdict(one: Finding) -> str:
    if one.verdict:
        declared = one.line is not None and one.line.line.expect == one.verdict
        return WORDS[one.verdict] + ", as declared" * (declared and one.verdict == "refuted")
    return one.line.line.role if one.line is not None else ""
