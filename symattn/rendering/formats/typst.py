"""A page as Typst, which makes a PDF where there is no LaTeX; laid out as symattn.sty does it.

What depends on widths is decided by Typst, which measures: a formula comes whole, and if it may be
too wide, also cut into pieces.  Text is only ever a string of Typst.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files

from symattn.language import Context
from symattn.words import Part, as_sentence

from ..formulas.inline_math import INDEXED
from ..formulas.inline_math import pieces as formulas
from ..formulas.notation import Notation, Over, Sign, everything, first, is_tall, parts
from ..formulas.notation import RowOf as Line
from ..formulas.notation import row as beside
from ..formulas.notation_width import pieces, width
from ..formulas.symbols import words
from ..formulas.term_notation import part_notation, sides_of
from ..formulas.typst_math import string, typst_source
from ..pages.backend import Backend
from ..pages.rows import Page, Row

# of the page and its columns, in ems; Typst has its own
WIDTH, NUMBER, RELATION, MARK, HANGING = 41.7, 2.7, 2.1, 1.8, 1.2
LEFT = 0.34 * WIDTH
PROSE, REASON = 0.6 * WIDTH, 0.29 * WIDTH
SHORT = 8.0  # a formula that is kept on one line
_SAFE = 0.85  # widths are estimates
_LONG_WORD = re.compile(r"\S{25,}")


class Typst(Backend):
    """A whole document."""

    def __init__(self) -> None:
        self.context = Context()
        self.room = WIDTH
        self.last: Row | None = None  # it stays with the count under it

    def opening(self, p: Page) -> str:
        self.context, self.last = p.context, p.rows[-1] if p.rows else None
        lefts = [
            sides_of(r.goal, p.context)[0] for r in p.rows if r.goal is not None and r.shows_left
        ]
        self.room = (
            WIDTH
            - NUMBER
            - RELATION
            - MARK
            - max((w for w in map(width, lefts) if w < LEFT), default=0)
        )
        source = f"source({running(p.source)})" if p.source else ""
        shown = "".join(
            f"{_formula(left, own=True)}, " for left in lefts if width(left) < 1.5 * LEFT
        )
        return "\n".join(
            filter(
                None,
                [
                    "#context {",
                    f"title({running(p.label)}, {running(p.title)})",
                    source,
                    f"let at = column(({shown}))",
                ],
            )
        )

    def given(self, p: Page) -> str:
        return f"given({self._prose(p.given)})"

    def heading(self, text: str) -> str:
        return f"subheading({running(text)})"

    def formula(self, row: Row) -> str:
        assert row.goal is not None
        left, relation, right = sides_of(row.goal, self.context)
        linear = sides_of(row.goal, self.context, linear=True)
        shown = (
            f"{_formula(left, own=True)}, {_cuts(left, linear[0], WIDTH - NUMBER - MARK)}"
            if row.shows_left
            else "none, ()"
        )
        if row.goal.op == "depends only on":  # words are too wide for the column of relations
            said, (right, other) = (
                "none",
                (beside(words("depends only on "), side) for side in (right, linear[2])),
            )
        else:
            said, other = f"${typst_source(relation)}$", linear[2]
        told = f"{_formula(right, own=True)}, {_cuts(right, other, self.room)}"
        return (
            f"step(at, {self._start(row)}, {shown}, {said}, {told}, "
            f"{_reason(row, self._prose(row.reason, REASON))})"
        )

    def prose(self, row: Row) -> str:
        return (
            f"prose({self._start(row)}, {running(row.text)}, "
            f"{_reason(row, self._prose(row.reason, REASON))})"
        )

    def remarks(self, row: Row) -> str:
        said = "".join(
            f", ({running(m.label)}, {self._prose(m.parts)})"
            for m in map(as_sentence, row.messages)
        )
        return f"remarks({string(row.status)}, {_bool(row is self.last)}{said})"

    def closing(self, p: Page) -> str:
        return f"count({running(p.count + '.')})\n}}"

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        title = ", ".join(f"{p.label} {p.title}" for p in pages[:1]) or "symattn"
        contents = "#outline(title: [Contents], depth: 1)\n" * (len(pages) > 1)
        return (
            f"#set document(title: {string(title)}, date: none)\n{LAYOUT}\n{contents}"
            + "\n\n".join(bodies)
            + "\n"
        )

    def _start(self, row: Row) -> str:
        """Status, number, and whether the line stays with what stands under it."""
        tag, keep = string(f"({row.tag})" * bool(row.tag)), row.messages or row is self.last
        return f"{string(row.status)}, {tag}, {_bool(keep)}"

    def _prose(self, parts: Iterable[Part], room: float = PROSE) -> str:
        told = (
            running(p, room)
            if isinstance(p, str)
            else _said(
                part_notation(p, self.context), part_notation(p, self.context, linear=True), room
            )
            for p in parts
        )
        return " + ".join(told) or '""'


def running(text: str, room: float = PROSE) -> str:
    """Text with its formulas, as an expression of Typst's.

    >>> running("cancel $e^\\\\beta$, #2")
    '"cancel " + $e^β$ + ", #2"'
    """
    told: list[str] = []
    for raw, math in formulas(text):
        if math is not None:
            told.append(_said(math.notation, _spaced(math.notation), room))
            continue
        spans = INDEXED.split(raw)
        for plain, name, index in zip(spans[::3], [*spans[1::3], ""], [*spans[2::3], ""]):
            told += [_breakable(plain)] * bool(plain) + [f"${name}_{index}$"] * bool(name)
    return " + ".join(told) or '""'


def _breakable(text: str) -> str:
    """As a string, with places to break in words that no column could hold."""
    cut = _LONG_WORD.sub(
        lambda word: "\n".join(re.findall(".{1,8}", word[0])),
        re.sub(r"(?<=\w)'", "’", text.replace("\n", " ")),
    ).split("\n")
    return '"' + r"\u{200B}".join(string(piece)[1:-1] for piece in cut) + '"'


def _bool(value: object) -> str:
    return "true" if value else "false"


def _reason(row: Row, why: str) -> str:
    told = [*([why] if row.reason else []), *(f"tag({running(r)})" for r in row.remarks)]
    return ' + "; " + '.join(told) or "none"


def _formula(node: Notation, own: bool = False) -> str:
    """Fractions and sums are drawn large in running text too.

    Else they would be too small to read; the range of max, on a line of its `own` only.
    """
    large = is_tall(node) or (own and any(isinstance(x, Over) for x in everything(node)))
    return f"$display({typst_source(node)})$" if large else f"${typst_source(node)}$"


def _said(node: Notation, linear: Notation, room: float) -> str:
    """A formula in running text."""
    if (cuts := _cuts(node, linear, room)) != "()":
        return f"said({room / WIDTH:.2f}, {_formula(node)}, {cuts})"
    if is_tall(node):
        return f"tall({_formula(node)})"
    breaks = any(isinstance(x, Sign) and x.kind in ("relation", "binary") for x in parts(node))
    return f"box({_formula(node)})" if breaks and width(node) < SHORT else _formula(node)


def _spaced(node: Notation) -> Notation:
    """An author's formula with its operators told as terms tell theirs, by spaces.

    It may be cut there.
    """
    if not isinstance(node, Line):
        return node
    return Line(
        tuple(
            Sign(x.kind, x.char, f" {x.tex.strip()} ")
            if isinstance(x, Sign) and x.kind in ("binary", "relation")
            else x
            for x in node.items
        )
    )


def _cuts(node: Notation, linear: Notation, room: float) -> str:
    """The formula in pieces, with the hundredths of an em that go before each.

    And so its linear spelling.  Nothing if it is narrow.
    """
    limit = _SAFE * (room - HANGING)
    if width(node) < limit:
        return "()"
    return "".join(
        [
            "(",
            *(
                f"{_cut(pieces(spelling, limit), spelling is node)}, "
                for spelling in dict.fromkeys((node, linear))
            ),
            ")",
        ]
    )


def _cut(found: list[Notation], whole: bool) -> str:
    told = ""
    for k, piece in enumerate(found):
        told += (
            f"({_gap(found[k - 1], piece) if k else 0}, "
            f"{_formula(piece) if whole else f'${typst_source(piece)}$'}), "
        )
    return f"({told})"


def _gap(before: Notation, after: Notation) -> int:
    last, begins = (before.items[-1] if isinstance(before, Line) else before), first(after)
    if isinstance(begins, Sign) and begins.kind in ("binary", "relation"):
        return 22 if begins.kind == "binary" else 28
    return 17 if isinstance(last, Sign) and last.char in (",", ";") else 0


# What Typst is told of the layout.  `cuts` are ways to cut a formula, best first; each is an array
# of (gap before, piece).
LAYOUT = "\n" + (files("symattn.rendering.formats") / "page.typ").read_text(encoding="utf-8")
