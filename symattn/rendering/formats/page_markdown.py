"""A derivation as a page in Markdown that symattn reads: to be edited, and checked again.

What is assumed stands in a block of declarations, the lines in displays as in plain LaTeX, with
their reasons beside them and their numbers and verdicts in the margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symattn.words import AUTHORS, Message, Part

from .. import latex_between as between
from ..formulas.notation import Notation
from ..formulas.term_notation import notation, part_notation
from ..pages.declared_in_lines import declaration_lines
from ..pages.given import Phrase
from ..pages.rows import Page, Row
from .latex_plain import PlainLatex
from .latex_prose import typed
from .latex_rows import aligned
from .markdown import running as in_markdown


class PageMarkdown(PlainLatex):
    """Markdown with a ```symattn block, and displays in ```math."""

    def opening(self, p: Page) -> str:
        self.context, self.source, self.rows = p.context, p.source, p.rows
        block = ["anew"] * self.begun
        block += [self._declared(line) for line in declaration_lines(p.context)]
        if meant := [f"({row.number})" for row in p.rows if row.expect == "refuted"]:
            block.append("false " + ", ".join(meant))
        self.begun = True
        source = f"\n*{in_markdown(p.source)}*\n" if p.source else ""
        said = "\n".join(["", "```symattn", *block, "```"]) if block else ""
        return f"# {in_markdown(p.label)}. {in_markdown(p.title)}\n{source}{said}"

    def given(self, p: Page) -> str:
        """Nothing: it stands in the block."""
        return ""

    def heading(self, text: str) -> str:
        return f"{self._flushed()}\n\n## {in_markdown(text)}".lstrip("\n")

    def prose(self, row: Row) -> str:
        reasons = [*map(in_markdown, between.additions(row))]
        told = "; ".join(filter(None, [self._words(row.reason), *reasons]))
        text = f"({row.tag} –) {in_markdown(row.text)}" + (f" ({told})" if told else "")
        return f"{self._flushed()}\n\n{text}".lstrip("\n")

    def remarks(self, row: Row) -> str:
        if row.status == "proved":
            return ""
        first = [m for m in row.messages if m.label == AUTHORS]
        rest = [m for m in row.messages if m.label not in (AUTHORS, "Repair")]
        said = [f"*{AUTHORS}:* {self._words(m.parts)}" for m in first]
        said += [self._remark(m, f"({row.tag})" if k == 0 else "It") for k, m in enumerate(rest)]
        leads = [self._words(between.before_repair(m)) for m in row.messages if m.label == "Repair"]
        said += ["Repaired" + (f" ({lead})" if lead else "") + ":" for lead in leads[:1]]
        named = [] if first or rest else [f"({row.tag}):"]
        return f"{self._flushed()}\n\n{' '.join([*named, *said])}".lstrip("\n")

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        return "\n\n".join(body.strip("\n") for body in bodies) + "\n"

    def body(self, p: Page) -> str:
        return "\n\n".join(filter(None, (piece.strip("\n") for piece in self._told(p))))

    # ---- parts --------------------------------------------------------------------------------

    def _flushed(self) -> str:
        rows, self.lines = self.lines, []
        if not rows:
            return ""
        apart = [between.is_apart(row, after) for row, after in zip(rows, rows[1:])]
        lines = [self._line(row, space) for row, space in zip(rows, [*apart, False])]
        found: list[str] = []
        for block in (aligned(group, self.text) for group in self._in_pages(lines)):
            found.append(f"```math\n{block.source}\n```")
            found += [f"{name}: {reason}." for name, reason in block.over]
        return "\n\n".join(found)

    def _declared(self, line: Phrase) -> str:
        """A declaration as it is typed in a block."""
        return "".join(
            part if isinstance(part, str) else typed(notation(part, self.context)) for part in line
        )

    def _remark(self, m: Message, of: str) -> str:
        if m.label == "Condition":  # each begins with "true"
            return f"{of} is {self._words(m.parts)}"
        label = f"{in_markdown(m.label)}: " * (m.label not in ("Counterexample", ""))
        return label + self._words(m.parts)

    def _words(self, parts: Iterable[Part]) -> str:
        return "".join(
            in_markdown(p) if isinstance(p, str) else _formula(part_notation(p, self.context))
            for p in parts
        )


def _formula(node: Notation) -> str:
    return f"$`{typed(node)}`$"
