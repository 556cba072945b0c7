"""Lines of a derivation as an `align*`, laid out for a width of text: what goes beside what,
and what goes under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from ..formulas.formula_lines import HANGING, lines
from ..formulas.notation import Cases, Fraction, Notation, Over, everything
from ..formulas.notation_width import width
from .latex_prose import SOURCE, typed

SIGNS = {
    "proved": r"$\checkmark$",
    "conditional": r"$\circ$",
    "refuted": r"$\times$",
    "undecided": "?",
    "outside": "--",
}
TAG = 3.6  # ems that a number and a mark in the margin take
LEAST_TEXT, MOST = 8, 60  # centimetres that a text may be wide
SAFE = 1.2  # widths are estimates
GAP = 1.6  # between a formula and its reason
_WIDE = 0.42  # of the room: a wider left side gets a line of its own
_GOES_ON, _CLOSES = " " * 6, " " * 4


LOOSE = r"\emergencystretch=3em"
# what is said of lines stays with them, and no line of text stands alone on a page
TOGETHER = r"\postdisplaypenalty=1000 \clubpenalty=10000 \widowpenalty=10000"


@dataclass(frozen=True)
class Width:
    """The width of a text in ems, and the head of a document that has it."""

    ems: float
    head: str

    @property
    def preamble(self) -> str:
        loose = f"{LOOSE}\n" * self.is_narrow
        return f"{self.head}\\usepackage{{amsmath,amssymb}}\n{loose}{TOGETHER}\n"

    @property
    def is_narrow(self) -> bool:
        """Whether paragraphs with formulas need loose lines."""
        return self.ems < 28


ARTICLE = Width(34.5, "\\documentclass{article}\n")
TWO_COLUMNS = Width(22.9, "\\documentclass[twocolumn]{article}\n")


def centimetres(number: float) -> Width:
    """A text of this width in letters of ten points."""
    paper = f",paperwidth={number + 6:g}cm" * (number > 16)
    return Width(
        2.845 * number,
        f"\\documentclass{{article}}\n\\usepackage[textwidth={number:g}cm{paper}]{{geometry}}\n",
    )


@dataclass(frozen=True)
class Line:
    """Two sides with their linear spellings (no left side where the line goes on from the one
    before), a relation, a reason in LaTeX and its width, and what stands in the margin."""

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
    if text.is_narrow and any(is_broken(line, text) for line in found):
        left, of_lines = 0.0, [list(_flush(line, room)) for line in found]
    else:
        left = max(
            (width(x.left) for x in found if x.left is not None and not _stands_alone(x, room)),
            default=0.0,
        )
        of_lines = [list(_rows(line, room, left)) for line in found]
    below = text.ems - TAG - left - HANGING  # beside no number
    places = _places(found, of_lines, room - left, below, text.is_narrow)
    rows: list[_Row] = []
    over: list[tuple[str, str]] = []
    for line, of_line, place in zip(found, of_lines, places):
        last, reason = of_line[-1], _text(line.reason)
        if place == "column":
            rows += [*of_line[:-1], replace(last, reason=reason)]
        elif place == "after":
            rows += [*of_line[:-1], replace(last, right=rf"{last.right} \qquad {reason}")]
        elif place == "none":
            rows += of_line
        elif told := _wrapped(line.reason, line.reason_width, below):
            rows += [replace(row, space_after=False) for row in of_line]
            rows += [
                _Row(
                    "",
                    r"\qquad " + _text(piece),
                    space_after=line.space_after and piece is told[-1],
                )
                for piece in told
            ]
        else:
            rows += of_line
            over.append((line.name, line.reason))
    return Block("\n".join([r"\begin{align*}", *_source(rows), r"\end{align*}"]), tuple(over))


def _places(
    found: Sequence[Line],
    of_lines: Sequence[Sequence[_Row]],
    space: float,
    under: float,
    is_narrow: bool,
) -> list[str]:
    """Where each reason stands: in a column beside the formulas, after its own formula, or below
    it.

    In a column if as many fit there as would fit after their formulas: what stands below moves the
    column away. In narrow texts all stand below, unless all fit beside.
    """
    wide = [line.reason_width for line in found]
    below = [HANGING + min(w, under) for w in wide]
    formulas = max(row.wide for rows in of_lines for row in rows)
    in_column: set[int] = set()
    after: set[int] = set()
    asked = {k for k, line in enumerate(found) if line.reason}
    for most in sorted({wide[k] for k in asked}, reverse=True):
        in_column = {k for k in asked if wide[k] <= most}
        if max([formulas, *(below[k] for k in asked - in_column)]) + GAP + most <= space:
            break
        in_column = set()
    if not is_narrow:
        after = {k for k in asked if of_lines[k][-1].wide + HANGING + wide[k] <= space}
    elif in_column != asked:
        in_column = set()
    if len(in_column) >= len(after):
        after = set()
    else:
        in_column = set()
    named = {
        **dict.fromkeys(asked, "below"),
        **dict.fromkeys(in_column, "column"),
        **dict.fromkeys(after, "after"),
    }
    return [named.get(k, "none") for k in range(len(found))]


def height(line: Line, text: Width) -> float:
    """How many lines of text the line takes, roughly."""
    inside = [x for side in (line.left, line.right) if side is not None for x in everything(side)]
    tables = [1.35 * len(x.lines) for x in inside if isinstance(x, Cases)]
    tall = any(
        (isinstance(x, Fraction) and not x.small) or (isinstance(x, Over) and x.sign.char == "∑")
        for x in inside
    )
    broken = ceil(width(line.right) / (0.6 * text.ems))
    return broken * max([2.6 if tall else 1.4, *tables]) + 1.4 * ceil(line.reason_width / text.ems)


def is_broken(line: Line, text: Width) -> bool:
    """Whether the line is wider than the text, however little its left side takes, and no table."""
    return sum(
        map(width, (line.left, line.relation, line.right))
    ) > text.ems - TAG - SAFE and not isinstance(line.right, Cases)


def _flush(line: Line, room: float) -> Iterator[_Row]:
    """The line from the left edge on, what follows a little further right."""
    if line.left is None or _stands_alone(line, room):
        yield from _rows(line, room, 0.0)
        return
    before = width(line.left) + width(line.relation)
    rights = lines(_large(line.right), line.right_linear, room - before, room - HANGING)
    for k, piece in enumerate(rights):
        start = rf"{typed(line.left)} {typed(line.relation)} " if k == 0 else r"\qquad "
        last = k == len(rights) - 1
        wide = width(piece) + (before if k == 0 else HANGING)
        yield _Row(
            "",
            start + typed(piece) + line.ending * last,
            tag=line.margin * last,
            space_after=line.space_after and last,
            wide=wide,
        )


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
            yield _Row(
                "", r"\qquad " * (k > 0) + typed(piece), wide=width(piece) + HANGING * (k > 0)
            )
        lead += HANGING
    rights = lines(_large(line.right), line.right_linear, room - hanging - lead)
    for k, piece in enumerate(rights):
        start = r"\qquad " if lead > beside else ""
        shown = start + (typed(line.relation) + " " if k == 0 else r"\qquad ") + typed(piece)
        last = k == len(rights) - 1
        yield _Row(
            first * (k == 0),
            shown + line.ending * last,
            tag=line.margin * last,
            space_after=line.space_after and last,
            wide=lead + width(piece) + (HANGING - beside) * (k > 0),
        )


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
    left = max((len(r.left) for r in rows if len(r.left) < 40), default=0)
    right = max((len(r.right) for r in rows if len(r.right) < 40), default=0)
    reason = max((len(r.reason) for r in rows if len(r.reason) < 40), default=0)
    for k, row in enumerate(rows):
        end = r" \\" + "[1ex]" * row.space_after if k < len(rows) - 1 else ""
        start = f"{row.left:<{left}} &" if row.left or left else "&"
        tag = rf" \tag{{{row.tag}}}" if row.tag else ""
        pad = " " * max(0, right - len(row.right)) if row.reason or tag or end else ""
        why = (
            f" && {row.reason}" + " " * (max(0, reason - len(row.reason)) if tag else 0)
            if row.reason
            else " " * ((reason + 4) if reason and tag else 0)
        )
        line = "  " + start + row.right + pad + why + tag + end
        yield from _broken(line if row.left or len(line) <= SOURCE else "  " + line.lstrip())


def _broken(line: str) -> Iterator[str]:
    """A line of source; each case of a table is a line of its own."""
    table = re.match(r"(.*?\\begin\{cases\}) (.*?) (\\end\{cases\}.*)", line)
    if table is None or r"\begin{cases}" in table[2]:
        yield from _flowed(line)
        return
    yield from _flowed(table[1])
    for case in re.split(
        r"(?<=\\\\) (?!\\hline)|(?<=\\\\\[3pt\]) (?!\\hline)|(?<=\\hline) ", table[2]
    ):
        yield from _flowed(_GOES_ON + case)
    yield from _broken(_CLOSES + table[3])


def _flowed(line: str) -> list[str]:
    """A line of source that is too long goes on in the next, more indented, if it can at a column;
    TeX does not mind."""
    if len(line) <= SOURCE:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    goes_on = indent + _GOES_ON[2:]
    found = [indent[1:]]
    kept = re.sub(r"\\text\{ [a-z ]+ \}", lambda words: words[0].replace(" ", "\0"), line.strip())
    for cell in re.split(r"\s+(?=&& |\\tag\{|\\qquad \\text)", kept):
        long = len(found[-1]) + 1 + len(cell) > SOURCE and found[-1].strip()
        words = (
            [cell]
            if len(goes_on) + len(cell) <= SOURCE
            else re.split(r"(?<=[^\\\s])\s+(?=\S)(?!\\\\)", cell)
        )
        if long:
            found.append(goes_on[:-1])
        for word in words:
            if found[-1].strip() and len(found[-1]) + 1 + len(word) > SOURCE:
                found.append(goes_on[:-1])
            found[-1] += " " + word
    return [piece.replace("\0", " ") for piece in found]
