"""A page as LaTeX in the typeset style.

A fragment for a document that loads `symattn.sty`, or a document of its own in colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from symattn.language import Context
from symattn.words import Part, as_sentence

from ..formulas.latex_math import latex_source, sides
from ..formulas.term_notation import part_notation
from ..pages.backend import Backend
from ..pages.rows import Page, Row
from .latex_setup import END, USES, preamble
from .latex_text import running


class Latex(Backend):
    """The layout is that of `symattn.sty`.

    `standalone` gives a whole document, with colour; with `contents` it begins with a list of its
    derivations, which takes LaTeX two runs.
    """

    def __init__(self, standalone: bool = False, contents: bool = False) -> None:
        self.standalone, self.contents = standalone, contents
        self.context = Context()

    def opening(self, p: Page) -> str:
        self.context = p.context
        return "\n".join([
            _call("symattnheading", running(p.label), running(p.title)),
            *([(rf"\addcontentsline{{toc}}{{section}}{{{running(p.label)}\quad "
rf"{running(p.title)}}}"
)] if self.contents else []),
            *([_call("symattnsource", running(p.source))] if p.source else []),
            *([] if p.given else [self._start(p)]),
        ])  # fmt: skip

    def given(self, p: Page) -> str:
        return _call("symattngiven", self._prose(p.given)) + "\n" + self._start(p)

    def _start(self, p: Page) -> str:
        measured = (
            _call("symattnmeasure", _columns(row, p.context, linear=False)[0])
            for row in p.rows
            if row.goal is not None and row.shows_left
        )
        return "\n".join([r"\begingroup\symattnstart", *measured])

    def heading(self, text: str) -> str:
        return _call("symattnsubheading", running(text))

    def formula(self, row: Row) -> str:
        left, relation, right = _columns(row, self.context, linear=False)
        broken_left, _, broken_right = _columns(row, self.context, linear=True)
        return _call(
            "symattnrow",
            row.status,
            _number(row),
            left,
            broken_left,
            relation,
            right,
            broken_right,
            _reason(row, self._prose(row.reason)),
        )

    def prose(self, row: Row) -> str:
        return _call(
            "symattnprose",
            row.status,
            _number(row),
            running(row.text),
            _reason(row, self._prose(row.reason)),
        )

    def remarks(self, row: Row) -> str:
        return "\n".join(
            _call("symattnmessage", row.status, running(m.label), self._prose(m.parts))
            for m in map(as_sentence, row.messages)
        )

    def closing(self, p: Page) -> str:
        return r"\par\endgroup" + "\n" + _call("symattncount", running(p.count + "."))

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        text = "\n\n".join(bodies) + "\n"
        if self.standalone:
            title = re.sub(
                r"[^A-Za-z0-9 .,:-]", "", ", ".join(f"{p.label} {p.title}" for p in pages[:1])
            )
            return preamble(title) + "\\tableofcontents\n" * self.contents + text + END
        return USES + text

    def _prose(self, parts: Iterable[Part]) -> str:
        return "".join(
            running(p)
            if isinstance(p, str)
            else _call(
                "symattnformula",
                *(latex_source(part_notation(p, self.context, linear)) for linear in (False, True)),
            )
            for p in parts
        )


def _columns(row: Row, context: Context, linear: bool) -> tuple[str, str, str]:
    assert row.goal is not None
    left, relation, right = sides(row.goal, context, linear)
    if row.goal.op == "depends only on":  # words are too wide for the column of relations
        relation, right = "", rf"\text{{depends only on }} {right}"
    return (left if row.shows_left else ""), relation, right


def _number(row: Row) -> str:
    """(7), with the step's id as a label if it can be one."""
    if not row.tag:
        return ""
    if row.tag != str(row.number):
        return "(" + row.tag.replace("′", "$'$") + ")"
    label = re.sub(r"[^A-Za-z0-9.:-]", "-", row.id)
    return f"({row.number})" + _call("symattnlabel", label, f"({row.number})")


def _reason(row: Row, told: str) -> str:
    tags = [_call("symattntag", running(r)) for r in row.remarks]
    return "; ".join([*([told] if told else []), *tags])


def _call(macro: str, *arguments: str) -> str:
    return "\\" + macro + "".join(f"{{{a}}}" for a in arguments)
