"""Breaking lines for a terminal: text at spaces, formulas before their outermost operators."""

from __future__ import annotations

import re
import unicodedata

HARD_SPACE = "\u00a0"
MARKS = "\u2063\u2064"  # see `marks`: they take no room
_OPENING, _CLOSING = "([{", ")]}"
_AT_OPERATOR = re.compile(r"(?:[+−=<>≤≥≠→≈≫⇒⇔∼]|and|or|if)\Z")


def columns(text: str) -> int:
    """How many columns a terminal uses for the text.

    >>> columns("β → ∞"), columns("0⃗"), columns("中")
    (5, 1, 2)
    """
    return sum(
        0
        if unicodedata.category(c) in ("Mn", "Me", "Cf")
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def wrapped(text: str, first: int, rest: int | None = None) -> list[str]:
    """Running text in lines of at most `first` columns, later ones `rest`.

    Inside a word only if it must be.
    """
    lines = _filled([w for w in cleaned(text).split(" ") if w], first, rest)
    return [line.replace(HARD_SPACE, " ") for line in lines]


def unbroken(formula: str) -> str:
    """A formula for running text.

    It is kept on one line if it is short, else broken at operators only.
    """
    if columns(formula) <= 24:
        return formula.replace(" ", HARD_SPACE)
    return " ".join(unit.replace(" ", HARD_SPACE) for unit in _units(formula.split(), deepest=9))


def wrapped_formula(text: str, first: int, rest: int) -> list[str]:
    """A formula in lines, broken in as few brackets as will do.

    It is broken before an operator or after a semicolon.
    """
    words = cleaned(text).split()
    for depth in range(6):
        units = _units(words, depth)
        if all(columns(u) <= rest for u in units):
            return _filled(units, first, rest)
    return _filled(words, first, rest)


def cleaned(text: str) -> str:
    """The text without control characters: a title must not be able to drive the terminal."""
    return "".join(
        c if c.isprintable() or c in (HARD_SPACE, *MARKS) else " " if c.isspace() else "�"
        for c in text
    )


def _units(words: list[str], deepest: int) -> list[str]:
    """The words joined where the line must not break."""
    units: list[str] = []
    depth = 0
    for k, word in enumerate(words):
        may_break = depth <= deepest and (
            bool(_AT_OPERATOR.match(word)) or (k > 0 and words[k - 1].endswith((";", ",")))
        )
        if units and not may_break:
            units[-1] += " " + word
        else:
            units.append(word)
        depth += sum(word.count(c) for c in _OPENING) - sum(word.count(c) for c in _CLOSING)
    return units


def _filled(words: list[str], first: int, rest: int | None) -> list[str]:
    room, lines, line = first, [], ""
    for word in words:
        while word:
            if columns(line) + bool(line) + columns(word) <= room:
                line += " " * bool(line) + word
                break
            if not line:
                cut = _fitting(word, room)
                line, word = word[:cut], word[cut:]
            lines.append(line)
            line, room = "", first if rest is None else rest
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, room: int) -> int:
    """How many characters of the word fit; at least one, with the accents that belong to it."""
    cut = 1
    while cut < len(word) and columns(word[: cut + 1]) <= room:
        cut += 1
    return cut
