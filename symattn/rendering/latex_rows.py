"""Lines of a derivation as an `align*`, laid out for a width of text: what goes beside what, and what goes under it."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from .formula_lines import HANGING, lines
from .latex_prose import SOURCE, typed
from .notation import Cases, Fraction, Notation, Over, everything
from .notation_width import width

SIGNS = {"proved": r"$\checkmark$", "conditional": r"$\circ$", "refuted": r"$\times$", "undecided": "?", "outside": "--"}
TAG = 3.6  # ems that a number and a mark in the margin take
LEAST_TEXT, MOST = 8, 60  # centimetres that a text may be wide
SAFE = 1.2  # widths are estimates
LEAST = 10.0  # reasons are not set narrower
GAP = 1.6  # between a formula and its reason
_WIDE = 0.42  # of the room: a wider left side gets a line of its own
_GOES_ON = " " * 6


LOOSE = r"\emergencystretch=3em"


@dataclass(frozen=True)
class Width:
    """The width of a text in ems, and the head of a document that has it."""

    ems: float
    head: str

    @property
    def preamble(self) -> str:
        return f"{self.head}\\usepackage{{amsmath,amssymb}}\n" + f"{LOOSE}\n" * self.is_narrow

    @property
    def is_narrow(self) -> bool:
        """Whether paragraphs with formulas need loose lines."""
        return self.ems < 28


ARTICLE = Width(34.5, "\\documentclass{article}\n")
TWO_COLUMNS = Width(22.9, "\\documentclass[twocolumn]{article}\n")


def centimetres(number: float) -> Width:
    """A text of this width in letters of ten points."""
    paper = f",paperwidth={number + 6:g}cm" * (number > 16)
    return Width(2.845 * number, f"\\documentclass{{article}}\n\\usepackage[textwidth={number:g}cm{paper}]{{geometry}}\n")


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
    name: str = ""  # what the line is called where its reason stands elsewhere


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


@dataclass(frozen=True)
class Block:
    """An `align*`, and the reasons that are too wide for it, each with what its line is called."""

    source: str
    over: tuple[tuple[str, str], ...]


def aligned(found: Sequence[Line], text: Width) -> Block:
    """The lines as one `align*`."""
    room = text.ems - TAG - SAFE
    left = max((width(x.left) for x in found if x.left is not None and not _stands_alone(x, room)), default=0.0)
    of_lines = [list(_rows(line, room, left)) for line in found]
    space = room - left
    widest = max(row.wide for rows in of_lines for row in rows)
    fitting = [x.reason_width for x in found if x.reason and widest + GAP + x.reason_width <= space]
    under = space - (max(fitting) + GAP if fitting else 0) - HANGING
    if under < LEAST and len(fitting) < sum(bool(x.reason) for x in found):
        fitting, under = [], space - HANGING
    rows: list[_Row] = []
    over: list[tuple[str, str]] = []
    for line, of_line in zip(found, of_lines):
        if not line.reason:
            rows += of_line
        elif line.reason_width <= max(fitting, default=-1):
            rows += [*of_line[:-1], replace(of_line[-1], reason=_text(line.reason))]
        elif told := _wrapped(line.reason, line.reason_width, under):
            rows += [replace(row, space_after=False) for row in of_line]
            rows += [_Row("", r"\qquad " + _text(piece), space_after=line.space_after and piece is told[-1]) for piece in told]
        else:
            rows += of_line
            over.append((line.name, line.reason))
    return Block("\n".join([r"\begin{align*}", *_source(rows), r"\end{align*}"]), tuple(over))


def height(line: Line, text: Width) -> float:
    """How many lines of text the line takes, roughly."""
    inside = [x for side in (line.left, line.right) if side is not None for x in everything(side)]
    tables = [1.35 * len(x.lines) for x in inside if isinstance(x, Cases)]
    tall = any((isinstance(x, Fraction) and not x.small) or (isinstance(x, Over) and x.sign.char == "∑") for x in inside)
    broken = ceil(width(line.right) / (0.6 * text.ems))
    return broken * max([2.6 if tall else 1.4, *tables]) + 1.4 * ceil(line.reason_width / text.ems)


def _stands_alone(line: Line, room: float) -> bool:
    return line.left is not None and width(line.left) > _WIDE * room


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


def _wrapped(text: str, wide: float, room: float) -> list[str]:
    """Words in lines of at most `room` ems; none if a formula in them is wider than that."""
    if wide <= room:
        return [text]
    words = re.findall(r"(?:\$[^$]*\$|\\.|[^\s\\$])+", text)
    most = 0.92 * room / wide * len(text)
    found = [""]
    for word in words:
        if found[-1] and len(found[-1]) + 1 + len(word) > most:
            found.append("")
        found[-1] += " " * bool(found[-1]) + word
    return found if max(map(len, found)) <= most else []


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
