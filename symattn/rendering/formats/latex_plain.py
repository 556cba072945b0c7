"""A page as plain LaTeX: what a person would have typed, to be read, pasted and edited.  Needs
amsmath and amssymb.

Declarations are sentences; lines stand in `align*`, their reasons beside them in `\\text`, number
and verdict in `\\tag`; what is to be said of a line is text under it, and its repair the next
line.  `latex_rows.py` lays the lines out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from math import ceil

from symattn.language import Context, Term
from symattn.words import AUTHORS, Message, Part

from .. import latex_between as between
from ..formulas.formula_lines import flat
from ..formulas.notation import Notation, Sign
from ..formulas.notation import RowOf as Notations
from ..formulas.notation_width import width
from ..formulas.term_notation import notation, sides_of
from ..pages.backend import Backend
from ..pages.declared_in_sentences import definitions, limits, listed, sentences
from ..pages.rows import OWES, SAID, Page, Row
from .latex_prose import filled, joined, running, text_width, typed
from .latex_rows import (
    ARTICLE,
    LOOSE,
    SIGNS,
    Line,
    Width,
    aligned,
    height,
    in_margin,
    is_broken,
)

NOTHING = Notations(())
MANY = 4  # so many definitions stand in a sentence
TALL = 20.0  # lines of text that one `align*` may take
TABLE = 7.0  # less where there is a table as tall as this
_BOLD = 1.3  # how much wider headings are than text
FLUSH = r"% With the options fleqn and leqno, numbers want a margin: \setlength{\mathindent}{4em}."
_STANDS = 0.45  # of the text's width: a wider formula gets a line of its own


class PlainLatex(Backend):
    """A fragment for any document that loads amsmath and amssymb, or a document of its own;
    lines are broken for a text of the given width."""

    def __init__(self, standalone: bool = False, text: Width = ARTICLE) -> None:
        self.standalone, self.text = standalone, text
        self.context = Context()
        self.explained: set[str] = set()
        self.begun = False
        self.lines: list[Row] = []

    def opening(self, p: Page) -> str:
        self.context, self.source, self.rows = p.context, p.source, p.rows
        source = f" ({p.source})" if p.source else ""
        loose = f", and in narrow columns {LOOSE}" * self.text.is_narrow
        title = f"{running(p.label)}. {running(p.title)}"
        found = "\n".join([
            *["%% symattn: anew"] * self.begun,
            *between.comment(f"{p.id}. {p.title}{source}."),
            *between.comment(f"{p.count}. Needs amsmath, amssymb{loose}."),
            *([] if self.standalone or self.begun else [FLUSH]),
            self._head("subsection", title, p.label + p.title) + "\n",
            *([] if p.given else [self._marks(p)]),
        ])  # fmt: skip
        self.begun = True
        return found

    def given(self, p: Page) -> str:
        said = [self._prose(s) for s in sentences(p.context)]
        said += [
            self._definitions(definitions(p.context)),
            self._prose(limits(p.context)),
            between.as_written(p),
            self._marks(p),
        ]
        return "\n".join(self._paragraph(filter(None, said)))

    def heading(self, text: str) -> str:
        block = self._flushed()
        return block + "\n" * (1 + bool(block)) + self._head("subsubsection", running(text), text)

    def _head(self, level: str, text: str, plain: str) -> str:
        """A heading, its words not stretched if it takes more than a line."""
        ragged = r"\raggedright " * (_BOLD * text_width(plain) > self.text.ems)
        return filled(rf"\{level}*{{{ragged}{text}}}")

    def formula(self, row: Row) -> str:
        """Nothing yet: it is a line of the next `align*`.
        A chain that goes on after an error says so."""
        lead = ""
        if not row.shows_left and row.tag and self.lines and "′" in self.lines[-1].tag:
            lead = self._flushed() + "\n"
        if not self.lines and not row.shows_left:
            lead += filled(between.goes_on(row))
            notes = tuple(n for n in row.notes if n.kind not in OWES)
            self.lines.append(replace(row, notes=notes, shows_left=True))
        else:
            self.lines.append(row)
        return lead.strip("\n")

    def prose(self, row: Row) -> str:
        reasons = [self._prose(row.reason, inline=True), *map(running, between.additions(row))]
        told = "; ".join(filter(None, reasons))
        text = f"({row.tag} {in_margin(row.status)}) {running(row.text)}"
        text += f" ({told})" if told else ""
        block = self._flushed()
        after_words = bool(block) and not block.endswith(r"\end{align*}")
        return block + "\n" * (1 + after_words) + filled(rf"\noindent {text}")

    def remarks(self, row: Row) -> str:
        if row.status == "proved":
            return ""  # it is said after the lines of this block
        first = [m for m in row.messages if m.label == AUTHORS]
        rest = [m for m in row.messages if m.label not in (AUTHORS, "Repair")]
        said = [self._sentence(m, f"({row.tag})" if k == 0 else "It") for k, m in enumerate(rest)]
        leads = [self._prose(between.before_repair(m)) for m in row.messages if m.label == "Repair"]
        said += [
            "Repaired" + (f" ({lead})" if lead and "\f" not in lead else "") + ":"
            for lead in leads[:1]
        ]
        said += ["In small steps:"] if row.worked_out and not leads else []
        block = self._flushed()
        named = [f"({row.tag}):"] if not block.endswith(r"\end{align*}") else []
        text = self._paragraph([*named, *(self._sentence(m, "") for m in first), *said])
        return "\n".join([block, *[""] * bool(named), *text]).strip("\n")

    def repairs(self, row: Row) -> Iterable[str]:
        self.lines += row.repaired
        return ()

    def closing(self, p: Page) -> str:
        return self._flushed()

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        text = "\n\n".join(bodies) + "\n"
        if not self.standalone:
            return text
        return f"{self.text.preamble}\\begin{{document}}\n\n{text}\n\\end{{document}}\n"

    # ---- the lines ------------------------------------------------------------

    def _flushed(self) -> str:
        """The lines so far in one `align*` or more,
        and under them what is to be said of those that are proved."""
        rows, self.lines = self.lines, []
        if not rows:
            return ""
        apart = [between.is_apart(row, after) for row, after in zip(rows, rows[1:])]
        blocks = [
            aligned(lines, self.text)
            for lines in self._in_pages(
                [self._line(row, space) for row, space in zip(rows, [*apart, False])]
            )
        ]
        said = [f"{name}: {reason}." for block in blocks for name, reason in block.over]
        of: dict[Message, list[str]] = {}
        for row in rows:
            for m in row.messages if row.status == "proved" else ():
                of.setdefault(m, []).append(f"({row.tag})")
        before = ""
        for m, tags in of.items():
            named = ", ".join(tags)
            said.append(
                f"{running(m.label)}{f', {named}' * (named != before)}: {self._prose(m.parts)}"
            )
            before = named
        return "\n".join([*(block.source for block in blocks), *self._paragraph(said)])

    def _in_pages(self, found: Sequence[Line]) -> Iterator[list[Line]]:
        """Lines in blocks that a page can hold, about equally tall:
        an `align*` is not broken by LaTeX."""
        heights = [height(line, self.text) for line in found]
        tall = TALL if max(heights) < TABLE else 1.5 * TABLE
        most = sum(heights) / ceil(sum(heights) / tall)
        split = [self.text.is_narrow and is_broken(line, self.text) for line in found]
        block: list[Line] = []
        so_far = 0.0
        is_split = False  # lines that begin at the left edge are not mixed with others
        for k, (line, more) in enumerate(zip(found, heights)):
            if line.left is not None:
                was, is_split = is_split, any(split[j] for j in _chain(found, k))
                if block and (so_far + more / 2 > most or was or is_split):
                    yield block
                    block, so_far = [], 0.0
            block.append(line)
            so_far += more
        yield block

    def _line(self, row: Row, space_after: bool) -> Line:
        assert row.goal is not None
        left, relation, right = self._sides(row.goal)
        in_line = self._sides(row.goal, linear=True)
        told = [
            *([self._prose(row.reason, inline=True)] if row.reason else []),
            *map(running, between.additions(row)),
        ]
        reason = "; ".join(told)
        margin = (
            f"{row.tag.replace('′', '')}{between.primes(row.tag)} {in_margin(row.status)}"
            if row.tag
            else ""
        )
        name = f"({margin.split()[0]})" if margin else f"Within ({row.number})"
        first, first_in_line = (left, in_line[0]) if row.shows_left else (None, None)
        return Line(
            first,
            first_in_line,
            relation,
            right,
            in_line[2],
            reason,
            self._width_of(row),
            margin,
            space_after=space_after,
            name=name,
        )

    def _sides(self, goal: Term, linear: bool = False) -> tuple[Notation, Notation, Notation]:
        """Both sides and what is between them;
        words have no space round them but what is written."""
        left, relation, right = sides_of(goal, self.context, linear)
        if isinstance(relation, Sign) and relation.kind == "words":
            relation = replace(relation, char=f" {relation.char.strip()} ")
        return left, relation, right

    def _width_of(self, row: Row) -> float:
        parts = (*row.reason, *between.additions(row))
        return sum(
            text_width(p) if isinstance(p, str) else width(flat(notation(p, self.context)))
            for p in parts
        ) + 0.8 * len(parts)

    # ---- the words ------------------------------------------------------------

    def _sentence(self, m: Message, of: str) -> str:
        if m.label == "Condition":  # each begins with "true"
            return f"{of} is {self._prose(m.parts)}"
        label = (
            rf"\emph{{{m.label}:}} "
            if m.label == AUTHORS
            else f"{running(m.label)}: " * (m.label != "Counterexample")
        )
        return label + self._prose(m.parts)

    def _paragraph(self, sentences: Iterable[str]) -> Iterator[str]:
        """Sentences as source: text is filled, what is displayed stays as it is."""
        for k, piece in enumerate(" ".join(sentences).split("\f")):
            if piece.strip():
                yield piece if k % 2 else filled(piece.strip())

    def _prose(self, parts: Sequence[Part], inline: bool = False) -> str:
        """Text and formulas; a formula that is too wide for a sentence is displayed,
        with the comma or full stop after it."""
        told = ""
        ending = ""
        for part, after in zip(parts, (*parts[1:], "")):
            if isinstance(part, str):
                told += running(part[len(ending) :])
                ending = ""
            elif not inline and width(flat(notation(part, self.context))) > _STANDS * self.text.ems:
                ending = after[0] if isinstance(after, str) and after[:1] in tuple(".,;:") else ""
                told = (
                    told.rstrip() + f"\f{aligned([self._alone(part, ending)], self.text).source}\f"
                )
            else:
                told += self._inline(part)
        told = told.replace(r"$, $\ldots$, $", r", \dots, ")
        return joined(told)

    def _inline(self, part: Term) -> str:
        """A formula between dollars; statements that are joined by words are formulas of their
        own."""
        if part.op in ("and", "or") and all(
            p.op not in ("and", "or", "⇒", "⇔", "every") for p in part.children
        ):
            return f" {part.op} ".join(map(self._inline, part.children))
        return f"${typed(flat(notation(part, self.context)))}$"

    def _alone(self, part: Term, ending: str) -> Line:
        whole, in_line = (notation(part, self.context, linear) for linear in (False, True))
        if len(part.children) == 2 and part.op in ("=", "≤", "≥", "<", ">", "→", "≈"):
            (left, relation, right), linear = self._sides(part), self._sides(part, linear=True)
            return Line(left, linear[0], relation, right, linear[2], ending=ending)
        return Line(None, None, NOTHING, whole, in_line, ending=ending)

    def _definitions(self, phrases: Sequence[Sequence[Part]]) -> str:
        """Definitions as a sentence, or as displayed lines."""
        wide = [
            p
            for phrase in phrases
            for p in phrase
            if isinstance(p, Term)
            and width(flat(notation(p, self.context))) > _STANDS * self.text.ems
        ]
        if not phrases:
            return ""
        if len(phrases) <= MANY and not wide:
            return self._prose(("Let ", *listed([tuple(p) for p in phrases]), "."))
        found = [line for phrase in phrases for line in self._defined(phrase)]
        blocks = "\n".join(aligned(lines, self.text).source for lines in self._in_pages(found))
        return f"Let\f{blocks}\f"

    def _defined(self, phrase: Sequence[Part]) -> Iterator[Line]:
        """k_a = γ_a μ_a, and k_j = μ_j | for every other j"""
        terms = [k for k, p in enumerate(phrase) if isinstance(p, Term) and p.op == "="]
        for start, end in zip(terms, [*terms[1:], len(phrase)]):
            term, words = phrase[start], [*phrase[start + 1 : end]]
            assert isinstance(term, Term)
            if end < len(phrase):
                words = []
            line = self._alone(term, "")
            reason = self._prose(words).strip()
            yield replace(
                line,
                reason=reason,
                reason_width=sum(text_width(p) if isinstance(p, str) else 1.0 for p in words),
            )

    def _marks(self, p: Page) -> str:
        """What the marks mean, each told once."""
        new = [
            s for s in SAID if s not in self.explained and any(row.status == s for row in p.rows)
        ]
        if (
            "proved" not in self.explained
            and any(row.repaired for row in p.rows)
            and "proved" not in new
        ):
            new.insert(0, "proved")
        self.explained.update(new)
        return "(" + "; ".join(f"{SIGNS[s]} {SAID[s]}" for s in new) + ".)" if new else ""


def _chain(found: Sequence[Line], start: int) -> Iterator[int]:
    """A line and those that go on from it."""
    yield start
    yield from takewhile(lambda k: found[k].left is None, range(start + 1, len(found)))
