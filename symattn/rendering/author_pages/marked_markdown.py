"""The author's Markdown with a mark behind every judged row, and remarks under the displays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symattn.checking.checked_pages import CheckedPage
from symattn.language import Term
from symattn.words import sentence

from ..formats.markdown import running
from .findings import SAID_IN_FULL, SIGNS, Finding, in_latex, line_number, messages, owed
from .marked_source import Insertion, insertions, put_in, shared


def marked_markdown(checked: CheckedPage) -> str:
    """The whole text; of a notebook, its Markdown cells."""
    document = checked.page.document
    pieces: list[tuple[int, str]] = []
    notes: list[str] = []
    for one in insertions(checked):
        marks = "".join(SIGNS[f.verdict] for f in one.findings)
        said = [s for f in one.findings if (s := _said(checked, f, shared(checked, f, one)))]
        if one.spot == "row":
            pieces.append((one.at, rf" \qquad \text{{{marks}}}"))
        elif one.spot == "display":
            pieces += [(one.at, _quoted(document.text, one, said))] if said else []
        elif _in_code(document.text, one.at):
            pieces += [(_line_end(document.text, one.at), f"  # {s}") for s in _bare(one)]
        else:
            names = []
            for sentence in said:
                names.append(f"[^symattn-{len(notes) + 1}]")
                notes.append(f"{names[-1]}: {sentence}")
            pieces.append((one.at, f"&nbsp;{marks}{''.join(names)}"))
    text = put_in(document.text, pieces)
    return text + ("\n" * (2 - text.endswith("\n")) + "\n\n".join(notes) + "\n" if notes else "")


def _quoted(text: str, one: Insertion, said: list[str]) -> str:
    """Remarks as a quotation, indented as the display is."""
    start = text.rfind("\n", 0, one.at) + 1
    indent = re.match(r"[ \t>]*", text[start : one.at])
    lead = "\n" + (indent.group() if indent else "")
    lines = "".join(f"{lead}> {line}{lead}>" for line in said).removesuffix(f"{lead}>")
    followed = re.match(r"[ \t>]*\n[ \t>]*(?:\n|\Z)|\s*\Z", text[one.at :])
    return f"{lead.rstrip(' ')}{lines}" + ("" if followed else "\n")


def _said(checked: CheckedPage, one: Finding, several: bool) -> str:
    """The remarks on a line that is not simply true, on one line."""
    place = line_number(checked.page.document.place(one.start)).capitalize()
    if one.problem is not None:
        return f"**{place}: not read.** {running(sentence(one.problem.message))}"
    if one.line is None:
        return ""
    chain = owed(checked, one.line)
    told = f"{chain[0].upper()}{chain[1:]}." if chain else ""
    if one.as_declared:
        return f"{place}. {told}" if one.line.follows and told else ""
    sentences = [f"**{SIGNS[one.verdict]} {place}: {SAID_IN_FULL[one.verdict]}.**"]
    if several and one.line.line.goal is not None:
        sentences.append(f"${in_latex(checked, one.line, one.line.line.goal)}$:")
    sentences += [told] if told else []
    for m in messages(one.line):
        label = f"*{running(m.label)}:* " if m.label else ""
        sentences.append(
            label
            + "".join(
                f"${in_latex(checked, one.line, p)}$" if isinstance(p, Term) else running(p)
                for p in m.parts
            )
        )
    return " ".join(sentences)


def _bare(one: Insertion) -> Iterator[str]:
    return (f"not read: {f.problem.message}" for f in one.findings if f.problem is not None)


def _in_code(text: str, at: int) -> bool:
    """Whether a place is between two fences."""
    return len(re.findall(r"^[ \t]*(?:```|~~~)", text[:at], re.MULTILINE)) % 2 == 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
