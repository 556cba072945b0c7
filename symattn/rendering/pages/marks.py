"""What an edited line has that the line as written has not.

Marked in text by a row of strokes under it, in formulas by a stroke under the part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from symattn.language import Sort, Term, plain
from symattn.records.changes import Way, changed, part
from symattn.words import Part, Revised

from ..formats.text_wrapping import columns

BEGIN, END = "\u2063", "\u2064"  # they take no room
STROKE = "^"
_LIKE = {
    "+": "+",
    "*": "*",
    "sum": "*",
    "most": "*",
    "outer": "*",
    "apply": "*",
    "/": "/",
    "dot": "/",
    "diff": "/",
    "^": "^",
    "neg": "neg",
}


def in_text(term: Term, before: Term) -> str:
    """The term as text, what is new between BEGIN and END."""
    text = plain(term)
    spans: list[tuple[int, int]] = []
    for start, end in sorted(
        s if not _is_sign_alone(before, term, way) else _sign_before(text, s)
        for way in changed(before, term)
        if (s := _span(term, text, way)) is not None
    ):
        if spans and text[spans[-1][1] : start].strip() in ("", "+", "−"):  # n − 2 is one piece
            start = spans.pop()[0]
        spans.append((start, end))
    for start, end in reversed(spans):
        text = text[:start] + BEGIN + text[start:end] + END + text[end:]
    return text


def text_of(
    parts: Iterable[Part], told: Callable[[str], str] = str, shown: Callable[[str], str] = str
) -> str:
    """A sentence as text with its marks."""
    return "".join(
        told(p)
        if isinstance(p, str)
        else shown(in_text(p, p.before) if isinstance(p, Revised) else plain(p))
        for p in parts
    )


def underlined(line: str) -> list[str]:
    """A line without its marks.

    If it has some, a row of strokes under what stands between them follows.
    """
    below, inside, shown = "", False, ""
    for c in line:
        if c in (BEGIN, END):
            inside = c == BEGIN
        else:
            shown += c
            below += (STROKE if inside else " ") * columns(c)
    return [shown, below.rstrip()] if STROKE in below else [shown]


def between_marks(text: str, change: Callable[[str], str]) -> str:
    """The text with its marks, what stands between them changed."""
    return "".join(
        piece if piece in (BEGIN, END) else change(piece)
        for piece in re.split(f"([{BEGIN}{END}])", text)
    )


def unmarked(text: str) -> str:
    """Text without marks."""
    return text.replace(BEGIN, "").replace(END, "")


def split_lines(lines: list[str]) -> list[str]:
    """Lines of one text, each with the strokes under it.

    A mark that is open at the end of a line goes on in the next.
    """
    found: list[str] = []
    inside = False
    for line in lines:
        start = len(line) - len(line.lstrip())
        found += underlined(line[:start] + BEGIN * inside + line[start:])
        inside = (line.rfind(BEGIN) > line.rfind(END)) if BEGIN in line or END in line else inside
    return found


@dataclass(frozen=True)
class Marks:
    """The identities of parts that are new, and of those that only their sign is new of."""

    parts: frozenset[int] = frozenset()
    signs: frozenset[int] = frozenset()


def with_marks(term: Term, before: Term) -> tuple[Term, Marks]:
    """The term with parts of its own where it differs.

    What tells these parts from equal ones elsewhere is their identity.
    """
    parts: set[int] = set()
    signs: set[int] = set()
    for way in changed(before, term):
        sign = _is_sign_alone(before, term, way)
        way = way if sign else _without_sign(term, way)
        term = _renewed(term, way)
        (signs if sign else parts).add(id(part(term, way)))
    return term, Marks(frozenset(parts), frozenset(signs))


def _is_sign_alone(before: Term, term: Term, way: Way) -> bool:
    """Whether a part of a sum, not the first, is new by its sign alone."""
    if not way or not way[-1] or part(term, way[:-1]).op != "+":
        return False
    one = part(term, way)
    turned = one.children[0] if one.op == "neg" else Term("neg", (one,))
    as_before = _put(term, way, turned)
    return {*changed(before, as_before)} == {*changed(before, term)} - {way}


def _put(term: Term, way: Way, new: Term) -> Term:
    """The term with another part at the end of a way."""
    if not way:
        return new
    return _with(term, way[0], _put(term.children[way[0]], way[1:], new))


def _without_sign(term: Term, way: Way) -> Way:
    """In a sum the sign stands between what is added, and stays outside."""
    while part(term, way).op == "neg" and way and part(term, way[:-1]).op in ("+", "neg"):
        way = (*way, 0)
    return way


def _renewed(term: Term, way: Way) -> Term:
    if not way:
        return Term(term.op, term.args)
    return _with(term, way[0], _renewed(term.children[way[0]], way[1:]))


def _with(term: Term, k: int, new: Term) -> Term:
    """The term with another child."""
    args = list(term.args)
    args[[j for j, a in enumerate(args) if isinstance(a, Term)][k]] = new
    return Term(term.op, tuple(args))


def _sign_before(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where the sign before a part of a sum stands."""
    at = len(text[: span[0]].rstrip(" (")) - 1
    return (at, at + 1) if at >= 0 and text[at] in "+−" else span


def _span(term: Term, text: str, way: Way) -> tuple[int, int] | None:
    """Where a part stands in the text of the whole.

    Where another part of its kind, with names that occur nowhere, would stand.
    """
    if not way:
        return 0, len(text)
    way = _without_sign(term, way)
    here = part(term, way)
    begins_product = not way[-1] and part(term, way[:-1]).op == "*"
    start = plain(_put(term, way, _stand_in(here, alone=begins_product))).find(_NAME)
    # a number after another factor has a dot, a negative begins with a sign
    for place in (start, start + 1, start - 1):
        if start >= 0 and text.startswith(plain(here), place):
            return place, place + len(plain(here))
    return None


_NAME = "\ue000"


def _stand_in(term: Term, *, alone: bool) -> Term:
    """A part of the term's kind or, where no product may stand, a name alone."""
    if term.sort not in (Sort.SCALAR, Sort.VECTOR):
        return term
    x, v = Term("scalar", (_NAME,)), Term(str(term.sort), (_NAME,))
    if alone:
        return v
    made = {"+": (v, v), "*": (x, v), "/": (v, x), "^": (x, x), "neg": (v,)}.get(
        _LIKE.get(term.op, "")
    )
    return v if made is None else Term(_LIKE[term.op], made)
