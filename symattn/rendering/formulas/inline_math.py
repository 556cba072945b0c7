"""Formulas that authors put between dollars in a reason or a remark: `cancel $e^\\beta$`.

They are read with a small grammar of known commands, never passed on unread: what it accepts
compiles and is harmless (no \\input, no \\def, no ^^), and what it refuses is printed as the text
that it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .latex_math import latex_source, trimmed
from .math_signs import COMMANDS, FUNCTIONS, GAPS, MATH_CHARACTERS
from .notation import Fence, Fraction, Notation, Root, RowOf, Scripts, Sign, Styled, row
from .unicode_math import spelled_out

_FONTS = frozenset("mathbb mathbf mathcal mathrm mathit mathsf operatorname boldsymbol".split())
_ACCENTS = frozenset("hat bar tilde vec dot overline".split())
_SIZES = frozenset("big Big bigl bigr Bigl Bigr bigg Bigg biggl biggr left right".split())
_DELIMITERS = frozenset(
    [
        "(",
        ")",
        "[",
        "]",
        "|",
        ".",
        "/",
        "\\|",
        "\\{",
        "\\}",
        "\\lvert",
        "\\rvert",
        "\\lVert",
        "\\rVert",
        "\\langle",
        "\\rangle",
    ]
)
_PLAIN = {
    **dict.fromkeys("+-*", "binary"),
    **dict.fromkeys("=<>:", "relation"),
    **dict.fromkeys("/()[]|,.;!?", "mark"),
}
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_WORDS = re.compile(r"[A-Za-z0-9 ,.;:()'+=/-]*\Z")
_DEEPEST = 40
# μ_a in running text is a formula, too
INDEXED = re.compile(r"(?<![\w\\$])([A-Za-zα-ωΑ-Ω])_([A-Za-z0-9])(?![\w{])")


@dataclass(frozen=True)
class InlineMath:
    """One formula."""

    notation: Notation

    @property
    def latex(self) -> str:
        """For math mode."""
        return trimmed(latex_source(self.notation))

    @property
    def text(self) -> str:
        """Readable Unicode."""
        return re.sub(r"\s+", " ", spelled_out(self.notation)).strip()


class NoFormula(Exception):
    """What is read is outside the grammar."""


def pieces(text: str) -> list[tuple[str, InlineMath | None]]:
    """The text cut at its formulas: (as written, the formula or None).

    What is refused stays in the text, dollars and all.

    >>> found = pieces("cancel $e^\\\\beta$, not $\\\\input{x}$")
    >>> [math.text if math else raw for raw, math in found]
    ['cancel ', 'e^β', ', not ', '$\\\\input{x}$']
    """
    found: list[tuple[str, InlineMath | None]] = []
    for part in re.split(r"((?<!\\)\$(?:[^$\\]|\\.)+\$)", text):
        if part:
            found.append(
                (part, read(part[1:-1]) if len(part) > 2 and part[0] == part[-1] == "$" else None)
            )
    return found


def readable(text: str) -> str:
    """The text with its formulas in Unicode, for a terminal."""
    return "".join(raw if math is None else math.text for raw, math in pieces(text))


def read(source: str) -> InlineMath | None:
    """The formula, or None if it is not well formed or uses anything outside the grammar."""
    try:
        math = InlineMath(Tokens(split(source)).sequence(end=None, depth=0))
    except NoFormula:
        return None
    return math if math.latex else None


def split(source: str) -> list[str]:
    """LaTeX in tokens: commands, space, single characters."""
    return _TOKEN.findall(source)


class Tokens:
    """The grammar: one formula's tokens, read from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.at = tokens, 0

    def peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> str:
        if self.at >= len(self.tokens):
            raise NoFormula
        self.at += 1
        return self.tokens[self.at - 1]

    def skip_space(self) -> None:
        while (token := self.peek()) is not None and token.isspace():
            self.at += 1

    def sequence(self, end: str | None, depth: int) -> Notation:
        """Everything up to the token `end`, which is consumed."""
        items: list[Notation] = []
        taken = ""  # the scripts that the last atom carries already: a second one would not compile
        while (token := self.peek()) != end:
            if token is None or depth > _DEEPEST:
                raise NoFormula
            if token in ("^", "_", "'"):
                self.take()
                kind = "^" if token == "'" else token
                if kind in taken and not (token == "'" and taken.endswith("'")):
                    raise NoFormula
                taken += token if token != "'" else "^'"
                while items and is_space(items[-1]):
                    # for TeX, too, a script after a space belongs to what stands before
                    items.pop()
                base = items.pop() if items else RowOf(())
                items.append(
                    _primed(base)
                    if token == "'"
                    else _with_script(base, kind, self.argument(depth))
                )
                continue
            item = self.atom(depth)
            if not token.isspace():
                taken = ""
            if items and _are_digits(items[-1], item) and token.isdigit():
                before = items.pop()
                assert isinstance(before, Sign) and isinstance(item, Sign)
                item = Sign("digits", before.char + item.char, before.tex + item.tex)
            items.append(item)
        if end is not None:
            self.take()
        return row(*items)

    def argument(self, depth: int) -> Notation:
        self.skip_space()
        if self.peek() in ("^", "_", "'", "}", None):
            raise NoFormula
        if self.peek() == "{":
            self.take()
            return self.sequence("}", depth + 1)
        return self.atom(depth + 1)

    def atom(self, depth: int) -> Notation:
        token = self.take()
        if depth > _DEEPEST:
            raise NoFormula
        if token.isspace():
            return Sign("space", " ", " ")
        if token == "{":
            return Styled("", self.sequence("}", depth + 1))
        if token.isascii() and token.isalnum():
            return Sign("digits" if token.isdigit() else "letter", token, token)
        if token in _PLAIN:
            return Sign(_PLAIN[token], "−" if token == "-" else token, token)
        if token in MATH_CHARACTERS:
            name = MATH_CHARACTERS[token].removeprefix("\\")
            return Sign(
                COMMANDS[name][1] if name in COMMANDS else "binary",
                token,
                MATH_CHARACTERS[token] + " ",
            )
        if not token.startswith("\\"):
            raise NoFormula
        return self.command(token[1:], depth)

    def command(self, name: str, depth: int) -> Notation:
        if name in COMMANDS:
            char, kind = COMMANDS[name]
            return Sign(kind, char, f"\\{name} ")
        if name in GAPS:
            return Sign("gap", GAPS[name][0], f"\\{name} ", GAPS[name][1])
        if name in FUNCTIONS:
            return Sign("function", name, f"\\{name} ")
        if name in ("frac", "tfrac", "dfrac"):
            top, bottom = self.argument(depth), self.argument(depth)
            return Fraction(top, bottom, small=name == "tfrac" or _are_digits(top, bottom))
        if name == "sqrt":
            return Root(self.argument(depth))
        if name in _ACCENTS or name in _FONTS:
            return Styled(name, self.argument(depth))
        if name == "text":
            return self.words()
        if name == "left":
            opening = self.delimiter("")
            inner = self.sequence("\\right", depth + 1)
            return Fence(opening, inner, self.delimiter(""), tall=True)
        if name in _SIZES and name != "right":
            return self.delimiter(f"\\{name}") or RowOf(())
        raise NoFormula

    def delimiter(self, size: str) -> Sign | None:
        """A bracket with its size before it; None for the invisible one."""
        self.skip_space()
        if (token := self.take()) not in _DELIMITERS:
            raise NoFormula
        name = token.lstrip("\\")
        char = COMMANDS[name][0] if token.startswith("\\") else token
        return (
            Sign("mark", char, f"{size}{token} " if size else token)
            if token != "." or size
            else None
        )

    def words(self) -> Sign:
        if self.take() != "{":
            raise NoFormula
        words = ""
        while (token := self.take()) != "}":
            words += token
        if not _WORDS.match(words):
            raise NoFormula
        return Sign("words", words, rf"\text{{{words}}}")


def is_space(node: Notation) -> bool:
    return isinstance(node, Sign) and node.kind == "space"


def _are_digits(*nodes: Notation) -> bool:
    bare = [n.inner if isinstance(n, Styled) and not n.name else n for n in nodes]
    return all(isinstance(n, Sign) and n.kind == "digits" for n in bare)


def _with_script(base: Notation, mark: str, script: Notation) -> Scripts:
    below, above = (script, None) if mark == "_" else (None, script)
    if isinstance(base, Scripts) and (base.below is None if mark == "_" else base.above is None):
        return Scripts(base.base, base.below or below, base.above or above)
    return Scripts(base, below, above)


def _primed(base: Notation) -> Notation:
    if isinstance(base, Sign) and base.kind == "letter":
        return Sign("letter", base.char + "′", base.tex.rstrip() + "'")
    if isinstance(base, Scripts) and base.above is None:
        return Scripts(_primed(base.base), base.below)
    return row(base, Sign("letter", "′", "'"))
