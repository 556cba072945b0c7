"""Lines of a derivation as an `align*`, laid out for a width of text: what goes beside what, and what goes under it."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .formula_lines import HANGING, lines
from .latex_prose import SOURCE, typed
from .notation import Fraction, Notation
from .notation_width import width

SIGNS = {"proved": r"$\checkmark$", "conditional": r"$\circ$", "refuted": r"$\times$", "undecided": "?", "outside": "--"}
TAG = 3.6  # ems that a number and a mark in the margin take
GAP = 1.6  # between a formula and its reason
_WIDE = 0.42  # of the room: a wider left side gets a line of its own
_GOES_ON = " " * 6


@dataclass(frozen=True)
class Width:
    """The width of a text in ems, and the head of a document that has it."""

    ems: float
    head: str

    @property
    def preamble(self) -> str:
        return f"{self.head}\\usepackage{{amsmath,amssymb}}\n"


ARTICLE = Width(34.5, "\\documentclass{article}\n")
TWO_COLUMNS = Width(22.9, "\\documentclass[twocolumn]{article}\n")


def centimetres(number: float) -> Width:
    """A text of this width in letters of ten points."""
    return Width(2.845 * number, f"\\documentclass{{article}}\n\\usepackage[textwidth={number:g}cm]{{geometry}}\n")


@dataclass(frozen=True)
class Line:
    """Two sides with their linear spellings (no left side where the line goes on from the one before), a relation, a reason in LaTeX and its width, and what stands in the margin."""

    left: Notation | None
    left_linear: Notation | None
    relation: Notation
    right: Notation
    right_linear: Notation
    reason: str = ""
    reason_width: float = 0.0
    margin: str = ""
    ending: str = ""
    space_after: bool = False


@dataclass(frozen=True)
class _Row:
    """One row of the source."""

    left: str
    right: str
    reason: str = ""
    tag: str = ""
    wide: float = 0.0
    space_after: bool = False


def in_margin(status: str) -> str:
    """The mark of a verdict."""
    return SIGNS[status]


def aligned(found: Sequence[Line], text: Width) -> str:
    """The lines as one `align*`."""
    room = text.ems - TAG
    left = max((width(x.left) for x in found if x.left is not None and not _stands_alone(x, room)), default=0.0)
    set_ = [list(_rows(line, room, left)) for line in found]
    widest = max(row.wide for rows in set_ for row in rows)
    rows = [row for line, of_line in zip(found, set_) for row in _reasoned(line, of_line, room - left, widest)]
    return "\n".join([r"\begin{align*}", *_source(rows), r"\end{align*}"])


def _stands_alone(line: Line, room: float) -> bool:
    wide = width(line.left)
    return line.left is not None and (wide > room or (wide > _WIDE * room and wide + width(line.relation) + width(line.right) > room))


def _rows(line: Line, room: float, left: float) -> Iterator[_Row]:
    """The line, broken if need be, its number at the end."""
    beside = width(line.relation)
    first, hanging, lead = "", left, beside
    if line.left is not None and not _stands_alone(line, room):
        first = typed(line.left)
    elif line.left is not None and line.left_linear is not None:
        for k, piece in enumerate(lines(line.left, line.left_linear, room - left)):
            yield _Row("", r"\qquad " * (k > 0) + typed(piece), wide=width(piece) + HANGING * (k > 0))
        lead += HANGING
    rights = lines(_large(line.right), line.right_linear, room - hanging - lead)
    for k, piece in enumerate(rights):
        start = r"\qquad " if lead > beside else ""
        shown = start + (typed(line.relation) + " " if k == 0 else r"\qquad ") + typed(piece)
        last = k == len(rights) - 1
        yield _Row(first * (k == 0), shown + line.ending * last, tag=line.margin * last, space_after=line.space_after and last, wide=lead + width(piece) + (HANGING - beside) * (k > 0))


def _large(node: Notation) -> Notation:
    """A number on a line of its own is no small ½."""
    return replace(node, small=False) if isinstance(node, Fraction) else node


def _reasoned(line: Line, rows: Sequence[_Row], room: float, widest: float) -> Iterator[_Row]:
    """The rows of a line with its reason: beside them if that leaves room for everything, else under them."""
    if not line.reason:
        yield from rows
    elif widest + GAP + line.reason_width <= room:
        *before, last = rows
        yield from before
        yield replace(last, reason=_text(line.reason))
    else:
        yield from (replace(row, space_after=False) for row in rows)
        told = _wrapped(line.reason, line.reason_width, room - HANGING)
        for k, piece in enumerate(told):
            yield _Row("", r"\qquad " + _text(piece), space_after=line.space_after and k == len(told) - 1)


def _wrapped(text: str, wide: float, room: float) -> list[str]:
    words = re.findall(r"(?:\$[^$]*\$|\\.|[^\s\\])+", text)
    most = max(8.0, 0.92 * room / max(wide, 1.0) * len(text))
    found = [""]
    for word in words:
        if found[-1] and len(found[-1]) + 1 + len(word) > most:
            found.append("")
        found[-1] += " " * bool(found[-1]) + word
    return found if wide > room else [text]


def _text(words: str) -> str:
    return rf"\text{{{words}}}"


def _source(rows: Sequence[_Row]) -> Iterator[str]:
    """Rows with their columns under each other where that stays narrow."""
    left = max(len(r.left) for r in rows)
    right = max((len(r.right) for r in rows if len(r.right) < 40), default=0)
    reason = max((len(r.reason) for r in rows if len(r.reason) < 40), default=0)
    for k, row in enumerate(rows):
        end = r" \\" + "[1ex]" * row.space_after if k < len(rows) - 1 else ""
        cells = [f"{row.left:<{left}} &{row.right}".replace(" &", "&", 1) if not left else f"{row.left:<{left}} &{row.right}"]
        tag = rf" \tag{{{row.tag}}}" if row.tag else ""
        pad = " " * max(0, right - len(row.right)) if row.reason or tag or end else ""
        why = f" && {row.reason}" + " " * (max(0, reason - len(row.reason)) if tag else 0) if row.reason else " " * ((reason + 4) if reason and tag else 0)
        yield from _broken("  " + cells[0] + pad + why + tag + end)


def _broken(line: str) -> Iterable[str]:
    """A line of source that is too long goes on in the next, more indented, if it can at a column; TeX does not mind."""
    if len(line) <= SOURCE:
        return [line]
    found = [" "]
    for cell in re.split(r"\s+(?=&& |\\tag\{)", line.strip()):
        long = len(found[-1]) + 1 + len(cell) > SOURCE and found[-1].strip()
        words = [cell] if len(_GOES_ON) + len(cell) <= SOURCE else re.split(r"(?<=[^\\\s])\s+(?=\S)", cell)
        if long:
            found.append(_GOES_ON[:-1])
        for word in words:
            if found[-1].strip() and len(found[-1]) + 1 + len(word) > SOURCE:
                found.append(_GOES_ON[:-1])
            found[-1] += " " + word
    return found
