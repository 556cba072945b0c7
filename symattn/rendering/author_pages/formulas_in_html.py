"""The formulas of a page as HTML, in the author's own notation, with a verdict beside each row."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from symattn.checking.checked_pages import CheckedPage
from symattn.language import Context, Term
from symattn.words import Part, as_sentence, sentence

from ..formats.html import running
from ..formulas.mathml import formula, math, versions
from ..formulas.notation import Notation, RowOf, Sign, row
from ..formulas.notation_width import pieces as cut
from ..formulas.notation_width import width
from .findings import SAID_IN_FULL, Finding, anchor, in_latex, messages, owed
from .page_math import page_math, plain_source
from .page_slots import Slot
from .rows_of_source import DisplayRow, display_rows

LEFT = 13.0  # ems that a left side may have to stand in its column
WHOLE, RIGHT, NARROW, PROSE = 40.0, 27.0, 15.5, (15.5,)


class PageFormulas:
    """Draws the formulas of one page, and says what there is to say of them.

    With `only`, no more than messages with one of these labels: a counterexample and no repair.
    Names of places begin with `prefix`, where several pages stand in one document.
    """

    def __init__(
        self, checked: CheckedPage, only: tuple[str, ...] | None = None, prefix: str = ""
    ) -> None:
        self.checked, self.only, self.prefix = checked, only, prefix
        self.document = checked.page.document

    def drawn(self, slot: Slot) -> str:
        """What stands at a token."""
        if slot.piece is None:
            return "".join(self.mark(one) for one in slot.findings)
        if slot.kind == "inline":
            source = self.document.text[slot.piece.start : slot.piece.end]
            marks = "".join(self.mark(one) for one in slot.findings)
            return (
                f"<span class=k>{self.inline(source)}{marks}</span>"
                if marks
                else self.inline(source)
            )
        return self.display(slot)

    def told(self, slot: Slot) -> str:
        """What is said of the formulas in a line of text, under its paragraph."""
        return "".join(self.remarks(one) for one in slot.findings)

    def inline(self, source: str) -> str:
        node = page_math(source, self.document.macros)
        if node is None:
            return f"<code>{escape(plain_source(source))}</code>"
        drawn = versions(node, node, plain_source(source), PROSE, display=False)
        wide = max(map(width, cut(node, NARROW))) > NARROW
        return f"<span class=scroll>{drawn}</span>" if wide else drawn

    def display(self, slot: Slot) -> str:
        """The rows of a display, each with the verdicts of what it says."""
        assert slot.piece is not None
        rows = display_rows(self.document.text, slot.piece)
        left = list(slot.findings)
        out = ""
        for k, one in enumerate(rows):
            last = k == len(rows) - 1
            own = [f for f in left if f.start < one.end or last]
            left = [f for f in left if f not in own]
            out += self.row(one, own)
            out += "".join(self.remarks(f, named=len(own) > 1) for f in own)
        return f"<div class=display>\n{out}</div>\n"

    def row(self, one: DisplayRow, own: list[Finding]) -> str:
        worst = _worst(own)
        cells = [self.document.text[a:b] for a, b in one.cells]
        marks = "".join(self.mark(f) for f in own)
        return f'<div class="row {worst}">{self.cells(cells)}<div class=mark>{marks}</div></div>\n'

    def cells(self, cells: list[str]) -> str:
        nodes = [page_math(cell, self.document.macros) for cell in cells]
        wholly = " ".join(plain_source(cell) for cell in cells if cell.strip())
        if any(node is None and cell.strip() for node, cell in zip(nodes, cells)):
            return f"<div class=whole><code>{escape(wholly)}</code></div>"
        if len(cells) == 1 or (nodes[0] is not None and width(nodes[0]) > LEFT):
            return f"<div class=whole>{_fitted(_joined(nodes), wholly, WHOLE)}</div>"
        first = math(nodes[0], display=True) if nodes[0] is not None else ""
        rest = _joined(nodes[1:])
        return f"<div class=l>{first}</div><div class=r>{_fitted(rest, wholly, RIGHT)}</div>"

    # ---- verdicts --------------------------------------------------------------------------------

    def mark(self, one: Finding) -> str:
        """A verdict by its shape, with its name for who cannot see it."""
        said = SAID_IN_FULL[one.verdict]
        shape = f'<svg aria-hidden="true"><use href="#m-{one.verdict}"/></svg>'
        return (
            f'<span class="verdict {one.verdict}" id="{self.name(one)}" title="{said}">{shape}'
            f"<span class=sr>{said}</span></span>"
        )

    def name(self, one: Finding) -> str:
        return self.prefix + anchor(one)

    def remarks(self, one: Finding, named: bool = False) -> str:
        """What is said under a line that is not simply true, with the line itself if `named`."""
        said = ""
        if one.problem is not None:
            said = f"<p><b>Not read.</b> {escape(sentence(one.problem.message))}</p>"
        elif one.line is not None and not one.as_declared:
            context = one.line.record.context if one.line.record is not None else Context()
            chain = owed(self.checked, one.line)
            if chain:
                said += f"<p><b>Chain.</b> {escape(chain[0].upper() + chain[1:])}.</p>"
            for m in messages(one.line):
                if self.only is not None and m.label not in self.only:
                    continue
                label = f"<b>{escape(m.label)}.</b> " if m.label else ""
                said += f"<p>{label}{self.prose(as_sentence(m).parts, context, one)}</p>"
        elif one.line is not None and one.line.follows:
            chain = owed(self.checked, one.line)
            said = f"<p>{escape(chain[0].upper() + chain[1:])}.</p>" if chain else ""
        if not said:
            return ""
        if named and one.line is not None:
            said = f"<p>{self.inline(one.line.line.latex.replace('&', ''))}</p>{said}"
        return f'<div class="said {one.verdict}">{said}</div>\n'

    def prose(self, parts: Iterable[Part], context: Context, one: Finding) -> str:
        return "".join(
            running(p) if isinstance(p, str) else self.term(p, context, one) for p in parts
        )

    def term(self, term: Term, context: Context, one: Finding) -> str:
        """A term with the page's own names."""
        letters = self.checked.page.letters
        if letters.latex and one.line is not None:
            source = in_latex(self.checked, one.line, term)
            node = page_math(source, {})
            if node is not None and any(shown in source for shown in letters.latex.values()):
                return versions(node, node, letters.plain(term), PROSE, display=False)
        return formula(term, context, PROSE)


def _worst(own: list[Finding]) -> str:
    order = ("refuted", "conditional", "not_read", "undecided", "proved", "outside")
    found = {one.verdict for one in own}
    return next((verdict for verdict in order if verdict in found), "")


def _joined(nodes: list[Notation | None]) -> Notation:
    """Cells in a row, with gaps between them."""
    found: list[Notation] = []
    for node in nodes:
        if node is not None:
            found += [Sign("gap", "  ", r"\quad ", 100), node] if found else [node]
    return row(*found) if found else RowOf(())


def _fitted(node: Notation, spoken: str, room: float) -> str:
    return versions(node, node, spoken, (room, NARROW), display=True)
