"""A page as Typst, which makes a PDF where there is no LaTeX; laid out as symattn.sty does it.

What depends on widths is decided by Typst, which measures: a formula comes whole, and if it may be too wide, also cut into
pieces.  Text is only ever a string of Typst.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from symattn.language import Context
from symattn.words import Part

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
from ..pages.document import Page, Row

WIDTH, NUMBER, RELATION, MARK, HANGING = 41.7, 2.7, 2.1, 1.8, 1.2  # of the page and its columns, in ems; Typst has its own
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

    def opening(self, p: Page) -> str:
        self.context = p.context
        lefts = [sides_of(r.goal, p.context)[0] for r in p.rows if r.goal is not None and r.shows_left]
        self.room = WIDTH - NUMBER - RELATION - MARK - max((w for w in map(width, lefts) if w < LEFT), default=0)
        source = f"source({running(p.source)})" if p.source else ""
        shown = "".join(f"{_formula(left, own=True)}, " for left in lefts if width(left) < 1.5 * LEFT)
        return "\n".join(filter(None, ["#context {", f"title({running(p.label)}, {running(p.title)})", source, f"let at = column(({shown}))"]))

    def given(self, p: Page) -> str:
        return f"given({self._prose(p.given)})"

    def heading(self, text: str) -> str:
        return f"subheading({running(text)})"

    def formula(self, row: Row) -> str:
        assert row.goal is not None
        left, relation, right = sides_of(row.goal, self.context)
        linear = sides_of(row.goal, self.context, linear=True)
        shown = f"{_formula(left, own=True)}, {_cuts(left, linear[0], WIDTH - NUMBER - MARK)}" if row.shows_left else "none, ()"
        if row.goal.op == "depends only on":  # words are too wide for the column of relations
            said, (right, other) = "none", (beside(words("depends only on "), side) for side in (right, linear[2]))
        else:
            said, other = f"${typst_source(relation)}$", linear[2]
        told = f"{_formula(right, own=True)}, {_cuts(right, other, self.room)}"
        return f"step(at, {_start(row)}, {shown}, {said}, {told}, {_reason(row, self._prose(row.reason, REASON))})"

    def prose(self, row: Row) -> str:
        return f"prose({_start(row)}, {running(row.text)}, {_reason(row, self._prose(row.reason, REASON))})"

    def remarks(self, row: Row) -> str:
        said = "".join(f", ({running(m.label)}, {self._prose(m.parts)})" for m in row.messages)
        return f"remarks({string(row.status)}{said})"

    def closing(self, p: Page) -> str:
        return f"count({running(p.count + '.')})\n}}"

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        title = ", ".join(f"{p.label} {p.title}" for p in pages[:1]) or "symattn"
        contents = "#outline(title: [Contents], depth: 1)\n" * (len(pages) > 1)
        return f"#set document(title: {string(title)}, date: none)\n{LAYOUT}\n{contents}" + "\n\n".join(bodies) + "\n"

    def _prose(self, parts: Iterable[Part], room: float = PROSE) -> str:
        told = (running(p, room) if isinstance(p, str) else _said(part_notation(p, self.context), part_notation(p, self.context, linear=True), room) for p in parts)
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
    cut = _LONG_WORD.sub(lambda word: "\n".join(re.findall(".{1,8}", word[0])), re.sub(r"(?<=\w)'", "’", text.replace("\n", " "))).split("\n")
    return '"' + r"\u{200B}".join(string(piece)[1:-1] for piece in cut) + '"'


def _start(row: Row) -> str:
    return f"{string(row.status)}, {string(f'({row.tag})' * bool(row.tag))}, {'true' if row.messages else 'false'}"


def _reason(row: Row, why: str) -> str:
    told = [*([why] if row.reason else []), *(f"tag({running(r)})" for r in row.remarks)]
    return ' + "; " + '.join(told) or "none"


def _formula(node: Notation, own: bool = False) -> str:
    """Fractions and sums are drawn large in running text too, where they would be too small to read; the range of max, on a line of its `own` only."""
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
    """An author's formula with its operators told as terms tell theirs, by spaces: it may be cut there."""
    if not isinstance(node, Line):
        return node
    return Line(tuple(Sign(x.kind, x.char, f" {x.tex.strip()} ") if isinstance(x, Sign) and x.kind in ("binary", "relation") else x for x in node.items))


def _cuts(node: Notation, linear: Notation, room: float) -> str:
    """The formula in pieces, with the hundredths of an em that go before each; and so its linear spelling.  Nothing if it is narrow."""
    limit = _SAFE * (room - HANGING)
    if width(node) < limit:
        return "()"
    return "".join(["(", *(f"{_cut(pieces(spelling, limit), spelling is node)}, " for spelling in dict.fromkeys((node, linear))), ")"])


def _cut(found: list[Notation], whole: bool) -> str:
    told = ""
    for k, piece in enumerate(found):
        told += f"({_gap(found[k - 1], piece) if k else 0}, {_formula(piece) if whole else f'${typst_source(piece)}$'}), "
    return f"({told})"


def _gap(before: Notation, after: Notation) -> int:
    last, begins = (before.items[-1] if isinstance(before, Line) else before), first(after)
    if isinstance(begins, Sign) and begins.kind in ("binary", "relation"):
        return 22 if begins.kind == "binary" else 28
    return 17 if isinstance(last, Sign) and last.char in (",", ";") else 0


# What Typst is told of the layout.  `cuts` are ways to cut a formula, best first; each is an array of (gap before, piece).
LAYOUT = r"""
#set page(paper: "a4", margin: 24mm, numbering: "1")
#set text(font: ("New Computer Modern", "New Computer Modern Math"), size: 11pt, hyphenate: false)
#set par(leading: 0.55em, justify: false)
#show math.equation: set text(font: "New Computer Modern Math")
#let colours = (proved: rgb("#1A7F37"), conditional: rgb("#8A5A00"), refuted: rgb("#C1121F"), undecided: rgb("#6A3DA8"), outside: rgb("#57606A"))
#let quiet = rgb("#6B7280")
#let width = 162mm
#let number-width = 2.7 * 11pt
#let relation-width = 2.1 * 11pt
#let mark-width = 1.8 * 11pt
#let reason-width = 0.29 * width
#let hanging = 1.2 * 11pt
#let strut = box(width: 0pt, height: 1em, baseline: 0.3em)
#let depth = box(width: 0pt, height: 0.3em, baseline: 0.3em)
#show heading.where(level: 1): it => block(above: 24pt, below: 8pt, sticky: true, text(size: 12pt, weight: "bold", it.body))
#show heading.where(level: 2): it => block(above: 14pt, below: 8pt, sticky: true, text(size: 11pt, weight: "regular", style: "italic", it.body))
#let small(body) = text(size: 10pt, body)
#let tag(body) = emph(body)
#let title(label, body) = heading(level: 1, label + h(1em) + body)
#let subheading(body) = heading(level: 2, body)
#let source(body) = block(above: 0pt, below: 8pt, sticky: true, small(text(fill: quiet, body)))
#let given(body) = block(below: 11pt, strong[Given] + h(0.5em) + body)
#let count(body) = block(above: 14pt, below: 24pt, small(strong(body)))

#let drawn(status) = {
  let at(x, y) = (x * 0.055em, y * 0.055em)
  let pen = (paint: colours.at(status), thickness: 0.13em, cap: "round", join: "round")
  let line(..points) = place(curve(stroke: pen, curve.move(at(..points.at(0))), ..points.pos().slice(1).map(p => curve.line(at(..p)))))
  if status == "proved" { line((2, 9), (6, 14), (14, 2)) }
  if status == "refuted" { line((3, 3), (13, 13)); line((13, 3), (3, 13)) }
  if status == "outside" { line((3, 8), (13, 8)) }
  if status == "conditional" {
    place(dx: at(1.6, 0).at(0), dy: at(1.6, 0).at(0), circle(radius: at(6.4, 0).at(0), stroke: 0.09em + pen.paint))
    place(curve(fill: pen.paint, curve.move(at(8, 1.6)), curve.cubic(at(4.47, 1.6), at(1.6, 4.47), at(1.6, 8)), curve.cubic(at(1.6, 11.53), at(4.47, 14.4), at(8, 14.4)), curve.close()))
  }
  if status == "undecided" {
    place(curve(stroke: pen, curve.move(at(5, 5)), curve.cubic(at(5, 1), at(11, 1), at(11, 5)), curve.cubic(at(11, 7), at(8, 7), at(8, 9.6))))
    line((8, 13.5), (8, 13.6))
  }
}
#let verdict(status) = box(width: 16 * 0.055em, height: 16 * 0.055em, baseline: 0.12em, drawn(status))

// In a line of text Typst lets tall formulas reach into the next; here they have the room that they need.
#let tall(formula) = box({ set par(leading: 0pt); formula })
#let gap(k) = if k == 0 { "\u{200B}" } else { h(k * 0.01em, weak: true) }
#let fitted(room, formula) = {
  let wide = measure(formula).width
  if wide > room { box(scale(room / wide * 100%, reflow: true, formula)) } else { tall(formula) }
}
#let broken(room, whole, cuts) = {
  let inner = room - hanging
  let fits(cut) = cut.all(((_, piece)) => measure(piece).width <= inner)
  let cut = cuts.find(fits)
  if cut == none { cut = cuts.at(-1, default: ((0, whole),)) }
  par(hanging-indent: hanging, cut.map(((k, piece)) => gap(k) + fitted(inner, piece)).join())
}
#let said(share, whole, cuts) = if measure(whole).width > share * width { broken(share * width, whole, cuts).body } else { tall(whole) }
#let column(lefts) = calc.max(0pt, ..lefts.map(f => measure(f).width).filter(w => w < 0.34 * width))

#let line(status, keep, whole, body) = block(
  width: 100%, above: 6pt, below: 6pt, breakable: not whole, sticky: keep, outset: (x: 3pt, y: 2pt),
  fill: if status != "proved" { colours.at(status).lighten(93%) }, body)
#let numbered(number) = box(width: number-width, small(text(fill: quiet, number)))
#let marked(status) = h(1fr) + box(width: mark-width, align(right, verdict(status)))

#let step(at, status, number, keep, lhs, lhs-cuts, relation, rhs, rhs-cuts, reason) = {
  let indent = number-width + at + relation-width
  let room = width - indent - mark-width
  let wide = measure(rhs).width
  let own = lhs != none and measure(lhs).width > at
  let why = if reason != none { small(text(fill: quiet, reason + depth)) }
  let (near, below) = (none, none)
  if reason != none {
    if wide <= room - reason-width - 11pt { near = box(width: reason-width, why) }
    else if wide + measure(why).width + 11pt < room { near = box(why) }
    else { below = block(above: 5pt, pad(left: indent, why)) }
  }
  line(status, keep, wide <= room, {
    if own {
      let most = width - number-width - mark-width
      let shown = if measure(lhs).width > most { box(width: most, broken(most, lhs, lhs-cuts)) } else { tall(lhs) }
      block(below: 5pt, numbered(number) + strut + shown)
    }
    block(above: 0pt, below: 0pt, {
      if own { h(number-width + at) } else { numbered(number) + box(width: at, align(right, tall(lhs))) }
      strut
      box(width: relation-width, align(center, relation))
      if wide > room { box(width: room, broken(room, rhs, rhs-cuts)) } else { tall(rhs) }
      if near != none { h(1fr) + near + box(width: mark-width, align(right, verdict(status))) } else { marked(status) }
    })
    below
  })
}
#let prose(status, number, keep, body, reason) = line(status, keep, false, {
  let why = if reason != none { h(1em) + small(text(fill: quiet, reason)) }
  numbered(number) + strut + box(width: width - number-width - mark-width, body + why + depth) + marked(status)
})
#let remarks(status, ..messages) = pad(left: number-width, right: mark-width, block(
  above: 6pt, below: 11pt, inset: (left: 0.7em, y: 2pt), stroke: (left: 1.2pt + colours.at(status)), small({
    set par(spacing: 0.85em)
    messages.pos().map(((label, body)) => par(if label != "" { strong(text(fill: colours.at(status), label + ". ")) } + body)).join()
  })))
"""
