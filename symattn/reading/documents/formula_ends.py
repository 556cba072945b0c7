"""Where a formula ends: the first closing mark that is its own.

Text inside a formula may hold formulas (`\\text{for $i \\ne a$}`), and environments may; a mark
that opens or closes another formula says that this one was never closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .page_environments import DISPLAYS, HEADINGS, PROSE

_TOKEN = re.compile(
    r"\\(?P<edge>begin|end)[ \t]*\{(?P<name>[^{}\n\\$]{1,60})\}"
    r"|(?P<text>\\(?:text(?:rm|normal|bf|it|sf|tt|sc|up|sl|color\{\w*\})?|mbox|hbox|fbox"
    r"|intertext|shortintertext|tag\*?|emph|footnote)[ \t]*\{)"
    r"|\\(?P<command>[A-Za-z]+)"
    r"|(?P<doubled>\\\\[\])])"
    r"|(?P<escape>\\.)"
    r"|(?P<dollars>\$\$?)"
    r"|(?P<brace>[{}])"
    r"|(?P<comment>%[^\n]*)",
    re.DOTALL,
)
_STOPS = frozenset([*HEADINGS, "item", "par", "caption", "maketitle", "bibliography"])


@dataclass(frozen=True)
class FormulaEnd:
    """Where a formula ends, or why it does not.

    `end` is where its closing mark begins, `after` where reading goes on; `found` is "" for a
    formula that is closed, else what was met instead.  `nested`: dollars inside text were met.
    """

    end: int
    after: int
    found: str = ""
    nested: bool = False


def formula_end(text: str, start: int, limit: int, closer: str, comments: bool) -> FormulaEnd:
    """The end of a formula that begins at `start`, looked for before `limit`.

    `closer` is $, $$, \\), \\], or \\end{…}; \\\\) and \\\\] on pages that double a backslash.
    `comments` says whether % begins one.  Marks count where no text is around them: `levels` has m
    for an argument, t for text, $ for a formula inside text, and n for an argument of that.
    """
    levels: list[str] = []
    environments: list[str] = []
    nested = False
    own = closer[5:-1] if closer.startswith("\\end") else ""
    at = start
    while True:
        token = _TOKEN.search(text, at, limit)
        if token is None:
            return FormulaEnd(limit, limit, _what_ends(text, limit), nested)
        at = token.end()
        level = levels[-1] if levels else "m"
        sort, mark = token.lastgroup, token.group()
        if sort == "comment":
            at = token.end() if comments else token.start() + 1
        elif sort == "text":
            levels.append("t")
        elif sort == "brace" and mark == "{":
            levels.append("n" if level == "$" else level)
        elif sort == "brace":
            if level == "$":
                levels.pop()  # a dollar sign in a text, no formula
            if levels:
                levels.pop()
        elif sort == "dollars" and level != "m":
            nested = True
            if mark == "$":
                levels.append("$") if level == "t" else _leave_formula(levels)
        elif sort == "dollars":
            if closer == "$":
                return FormulaEnd(token.start(), token.start() + 1, nested=nested)
            if mark == closer:
                return FormulaEnd(token.start(), at, nested=nested)
            return FormulaEnd(token.start(), limit, mark, nested)
        elif level == "t":
            continue
        elif token["edge"] == "begin":
            name = token["name"]
            holds_displays = closer in ("$$", "\\]", "\\\\]")
            if name in PROSE or (name in DISPLAYS and not holds_displays):
                return FormulaEnd(token.start(), token.start(), mark, nested)
            environments.append(name)
        elif token["edge"] == "end":
            name = token["name"]
            if environments and environments[-1] == name:
                environments.pop()
            elif own and name == own:
                return FormulaEnd(token.start(), at, nested=nested)
            else:
                return FormulaEnd(token.start(), token.start(), mark, nested)
        elif sort == "command":
            if token["command"] in _STOPS:
                return FormulaEnd(token.start(), token.start(), mark, nested)
        elif sort == "doubled":
            if mark == closer:
                return FormulaEnd(token.start(), at, nested=nested)
            at = token.start() + 2
        elif mark in ("\\[", "\\]", "\\(", "\\)"):
            if mark == closer:
                return FormulaEnd(token.start(), at, nested=nested)
            opens = mark in ("\\[", "\\(")
            return FormulaEnd(token.start(), token.start() if opens else at, mark, nested)


def group_end(text: str, start: int, limit: int, comments: bool = True) -> int:
    """Where the braces that open at `start` close (behind them); -1 where they do not."""
    depth = 0
    at = start
    while token := _BRACE.search(text, at, limit):
        at = token.end()
        if token.group() == "{":
            depth += 1
        elif token.group() == "}":
            depth -= 1
            if depth == 0:
                return at
        elif token.group()[0] == "%" and not comments:
            at = token.start() + 1
    return -1


_BRACE = re.compile(r"\\.|[{}]|%[^\n]*", re.DOTALL)


def _leave_formula(levels: list[str]) -> None:
    """Back to the text around a formula, also where a brace in it is still open."""
    while levels.pop() != "$":
        pass


def _what_ends(text: str, limit: int) -> str:
    return "a blank line" if text[limit:].strip() else "the end of the text"
