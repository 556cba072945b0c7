"""The author's LaTeX file with a mark behind every judged row, and remarks under the displays.

It compiles wherever the file did: a mark takes no room and opens no column, and whatever a remark
needs is provided, not defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symattn.checking.checked_pages import CheckedPage
from symattn.language import Term
from symattn.words import sentence

from ..formats.latex_text import running
from .findings import SAID_IN_FULL, Finding, in_latex, messages, owed
from .marked_source import insertions, put_in, shared

MARKS = {
    "proved": r"\checkmark", "conditional": r"\circ",
    "refuted": r"\times", "undecided": r"\mathrm{?}", "not_read": r"\Box", "outside": r"-",
}  # fmt: skip
SETUP = r"""
% Marks of verdicts, by symattn: \symattnrow stands in displays, \symattnmark in text.
\providecommand{\symattnrow}[1]{\rlap{$\qquad{\scriptstyle #1}$}}
\providecommand{\symattnmark}[1]{\ensuremath{^{#1}}}
\providecommand{\text}[1]{\mbox{#1}}
\providecommand{\tfrac}[2]{{\textstyle\frac{#1}{#2}}}
\providecommand{\operatorname}[1]{\mathop{\mathrm{#1}}}
\providecommand{\mathbb}[1]{\mathbf{#1}}
\providecommand{\boldsymbol}[1]{\mathbf{#1}}
\providecommand{\checkmark}{\surd}
""".lstrip("\n")
BOX = r"\hbox{$\scriptstyle[\,]$}"


def marked_latex(checked: CheckedPage) -> str:
    """The whole file."""
    text = checked.page.document.text
    begin = re.search(r"^[^%\n]*(\\begin[ \t]*\{document\})", text, re.MULTILINE)
    start = begin.start(1) if begin else 0
    return put_in(text, [(start, SETUP), *_pieces(checked)])


def _pieces(checked: CheckedPage) -> Iterator[tuple[int, str]]:
    text = checked.page.document.text
    for one in insertions(checked):
        marks = r"\,".join(_mark(f) for f in one.findings)
        said = [s for f in one.findings if (s := _said(checked, f, shared(checked, f, one)))]
        if one.spot == "row":
            yield one.at, rf"\symattnrow{{{marks}}}"
        elif one.spot == "display":
            if said:
                shown = "\n\n".join(rf"\noindent {s}" for s in said)
                quoted = f"\n\\begin{{quote}}\\small\n{shown}\n\\end{{quote}}"
                # a line's end behind the display would begin a paragraph of its own
                yield one.at, quoted + ("%" if text[one.at : one.at + 1] == "\n" else "\n")
        elif one.spot == "comment":
            lines = " ".join(f.problem.message for f in one.findings if f.problem is not None)
            yield one.at, f"\n% not read: {lines}"
        else:
            note = "".join(rf"\footnote{{{s}}}" for s in said)
            yield one.at, rf"\symattnmark{{{marks}}}{note}"


def _itself(checked: CheckedPage, one: Finding) -> str:
    """Which of several claims at one place is spoken of."""
    if one.line is None or one.line.line.goal is None:
        return ""
    return f", ${in_latex(checked, one.line, one.line.line.goal)}$"


def _mark(one: Finding) -> str:
    return BOX if one.verdict == "not_read" else MARKS[one.verdict]


def _said(checked: CheckedPage, one: Finding, several: bool) -> str:
    """The remarks on a line that is not simply true, in one paragraph."""
    line = f"Line {checked.page.document.place(one.start).line}"
    if one.problem is not None:
        return rf"\textbf{{{line}: not read.}} {running(sentence(one.problem.message))}"
    if one.line is None:
        return ""
    chain = owed(checked, one.line)
    told = f"{chain[0].upper()}{chain[1:]}." if chain else ""
    if one.as_declared:
        return rf"\textbf{{{line}.}} {running(told)}" if one.line.follows and told else ""
    head = rf"\textbf{{{line}{_itself(checked, one) if several else ''}: "
    head += f"{SAID_IN_FULL[one.verdict]}.}}"
    sentences = [running(told)] if told else []
    for m in messages(one.line):
        label = rf"\emph{{{running(m.label)}:}} " if m.label else ""
        sentences.append(
            label
            + "".join(
                f"${in_latex(checked, one.line, p)}$" if isinstance(p, Term) else running(p)
                for p in m.parts
            )
        )
    return "\n".join([head, *sentences])
