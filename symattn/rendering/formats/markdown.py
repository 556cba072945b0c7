"""A page as Markdown that GitHub draws.

A table a section, and under it what is to be said of its lines.

Formulas stand in $`…`$, which keeps Markdown's hands off them.  GitHub refuses \\operatorname, and
a bar would end a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from symattn.words import Message, Part, as_sentence

from ..formulas.inline_math import pieces
from ..formulas.latex_math import LatexWriter, trimmed
from ..formulas.notation import Notation, Sign, Styled, is_tall
from ..formulas.term_notation import part_notation, sides_of
from ..pages.backend import Backend
from ..pages.rows import Page, Row
from .text_wrapping import cleaned

_HEAD = "| | | | | | |\n|--:|--:|:-:|:--|:--|:-:|"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$&~!^])")
_SAFE = re.compile(r"[A-Za-z0-9 ,.;:()'+=/-]")


class Markdown(Backend):
    """GitHub's Markdown."""

    def opening(self, p: Page) -> str:
        self.context = p.context
        self.later: list[str] = []
        self.table = False
        source = f"\n*{running(p.source)}*\n" if p.source else ""
        return f"## {running(p.label)} {running(p.title)}\n{source}"

    def given(self, p: Page) -> str:
        return f"**Given** {self._prose(p.given)}\n"

    def heading(self, text: str) -> str:
        return self._said() + f"\n### {running(text)}\n"

    def formula(self, row: Row) -> str:
        assert row.goal is not None
        left, relation, right = sides_of(row.goal, self.context)
        shown = _math(left, True) if row.shows_left else ""
        said = "depends only on" if row.goal.op == "depends only on" else _math(relation)
        return self._line(
            f"| {_number(row)} | {shown} | {said} | {_math(right, True)} | "
            f"{_reason(row, self._prose(row.reason))} | {row.mark} |"
        )

    def prose(self, row: Row) -> str:
        return self._line(
            f"| {_number(row)} | | | {running(row.text)} | "
            f"{_reason(row, self._prose(row.reason))} | {row.mark} |"
        )

    def remarks(self, row: Row) -> str:
        """Nothing yet: a table cannot be interrupted.  What is to be said comes under it."""
        if row.shown:
            said = "".join(f">\n> {self._message(m)}\n" for m in row.shown)
            self.later.append(f"> **({row.number}) {row.mark} {row.said}**\n{said}")
        if row.beside:
            kinds = ", ".join(dict.fromkeys(m.label.lower() for m in row.beside))
            said = "".join(f"{self._message(m)}\n\n" for m in row.beside)
            self.later.append(
                f"<details><summary>({row.number}) {running(kinds)}</summary>\n\n{said}</details>\n"
            )
        return ""

    def closing(self, p: Page) -> str:
        return self._said() + f"\n**{running(p.count)}.**\n"

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        return "\n".join(bodies)

    def _line(self, line: str) -> str:
        head = "" if self.table else _HEAD + "\n"
        self.table = True
        return head + line

    def _said(self) -> str:
        said = "\n" + "\n".join(self.later) if self.later else ""
        self.later, self.table = [], False
        return said

    def _message(self, message: Message) -> str:
        label = f"**{running(message.label)}.** " if message.label else ""
        return label + self._prose(as_sentence(message).parts)

    def _prose(self, parts: Iterable[Part]) -> str:
        return "".join(
            running(p) if isinstance(p, str) else _math(part_notation(p, self.context))
            for p in parts
        )


class _GitHub(LatexWriter):
    def sign(self, sign: Sign) -> str:
        named = re.sub(r"\\operatorname\{(\w+)\}", r"\\mathrm{\1}", super().sign(sign))
        return named.replace(r"\|", r"\Vert ").replace("|", r"\vert ")

    def written(self, node: Notation) -> str:
        return super().written(
            Styled("mathrm", node.inner)
            if isinstance(node, Styled) and node.name == "operatorname"
            else node
        )

    def words(self, text: str) -> str:
        safe = "".join(c if _SAFE.match(c) else f"[U+{ord(c):04X}]" for c in text)
        return rf" \text{{{safe}}} "


def running(text: str) -> str:
    """Text with its formulas; nothing in it is Markdown, HTML, a link or a mention."""
    return "".join(
        _text(raw) if found is None else _math(found.notation)
        for raw, found in pieces(cleaned(text))
    )


def _text(text: str) -> str:
    quiet = _SPECIAL.sub(r"\\\1", text.replace("\u00a0", " "))
    return re.sub(r"(?i)(www)\.", "\\1\\\\.", quiet.replace("://", r"\://").replace("@", "@\u2060"))


def _math(node: Notation, display: bool = False) -> str:
    style = "\\displaystyle " if display and is_tall(node) else ""
    return f"$`{style}{trimmed(_WRITER.written(node))}`$"


_WRITER = _GitHub()


def _number(row: Row) -> str:
    return f"({row.tag})" if row.tag else ""


def _reason(row: Row, told: str) -> str:
    return "; ".join([*([told] if told else []), *(f"*{running(r)}*" for r in row.remarks)])
