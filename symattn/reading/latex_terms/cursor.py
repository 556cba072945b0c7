"""A place in a row of tokens, and what is wrong there in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...language import Term
from .latex_tokens import FormulaError, Token

MAX_NESTED = 60
OPENS = {"(": ")", "[": "]", r"\{": r"\}", "{": "}", r"\langle": r"\rangle"}
CLOSES = frozenset(OPENS.values())
IGNORED = ("space", "mark")
# Commands that take arguments, and how many.
TAKES_ARGUMENT = {
    r"\frac": 2, r"\mathbf": 1, r"\mathrm": 1, r"\mathcal": 1, r"\mathbb": 1, r"\hat": 1,
    r"\bar": 1, r"\tilde": 1, r"\operatorname": 1, r"\sqrt": 1, r"\dot": 1, r"\check": 1,
    r"\mathfrak": 1,
}  # fmt: skip


class Part:
    """A term that was read, with its place.

    `row` marks x^\\top, which waits for what it multiplies; `bracketed` what stood in brackets,
    `bars` between bars without a side; `digits` a number.
    """

    __slots__ = ("term", "start", "end", "row", "bracketed", "bars", "digits")

    def __init__(
        self,
        term: Term,
        start: int,
        end: int,
        *,
        row: bool = False,
        bracketed: bool = False,
        bars: bool = False,
        digits: bool = False,
    ) -> None:
        self.term, self.start, self.end = term, start, end
        self.row, self.bracketed, self.bars, self.digits = row, bracketed, bars, digits


class Cursor:
    """Tokens from `at` on.  Space and alignment marks are passed over, unless asked for."""

    def __init__(self, tokens: Sequence[Token], end: int) -> None:
        self.tokens, self.at, self.end = tuple(tokens), 0, end

    def skip(self) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at].kind in IGNORED:
            self.at += 1

    def here(self) -> Token | None:
        """The next token, space or not."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def peek(self) -> Token | None:
        """The next token that is no space."""
        at = self.at
        while at < len(self.tokens) and self.tokens[at].kind in IGNORED:
            at += 1
        return self.tokens[at] if at < len(self.tokens) else None

    def next(self) -> Token:
        self.skip()
        if (token := self.here()) is None:
            raise self.error("something more is expected at the end")
        self.at += 1
        return token

    def write_arrow(self) -> None:
        """The next token is an arrow from one statement to the next."""
        self.skip()
        arrow = replace(self.tokens[self.at], text=r"\Rightarrow")
        self.tokens = (*self.tokens[: self.at], arrow, *self.tokens[self.at + 1 :])

    def sees(self, *texts: str) -> bool:
        token = self.peek()
        return token is not None and token.kind != "text" and token.text in texts

    def take(self, *texts: str) -> Token | None:
        """The next token, if it is one of these."""
        return self.next() if self.sees(*texts) else None

    def expect(self, text: str, why: str = "") -> Token:
        if (token := self.take(text)) is None:
            raise self.error(f"expected {shown(text)}{why}, found {self.found()}")
        return token

    def found(self) -> str:
        token = self.peek()
        return "the end" if token is None else repr(shown(token.text))

    def place(self) -> tuple[int, int]:
        token = self.peek()
        if token is not None:
            return token.start, token.end
        return (self.tokens[-1].end if self.tokens else self.end), self.end

    def error(self, message: str, token: Token | None = None) -> FormulaError:
        start, end = (token.start, token.end) if token else self.place()
        return FormulaError(message, start, end)

    @property
    def done(self) -> bool:
        return self.peek() is None

    def group(self, depth: int = 0) -> list[Token]:
        """The tokens of an argument: those in braces, or one sign, or a command with its own.

        \\frac12 has the arguments 1 and 2.
        """
        opening = self.next()
        if opening.text == "{" and opening.kind == "sign":
            return self._until_closed(opening)
        if opening.kind == "number" and len(opening.text) > 1:
            if "." in opening.text:
                raise self.error(f"write braces around the number {opening.text}", opening)
            first = Token("number", opening.text[0], opening.start, opening.start + 1)
            rest = Token("number", opening.text[1:], opening.start + 1, opening.end, True)
            self.tokens = (*self.tokens[: self.at - 1], first, rest, *self.tokens[self.at :])
            return [first]
        if opening.text == "}" and opening.kind == "sign":
            raise self.error("a brace closes here that was not opened", opening)
        if opening.text in ("^", "_", "=", "+", ")", "]", ",", "-") and opening.kind == "sign":
            raise self.error(f"expected an argument, found {opening.text!r}: write braces", opening)
        if opening.text not in TAKES_ARGUMENT:
            return [opening]
        if depth > MAX_NESTED:
            raise self.error(f"the formula is nested more than {MAX_NESTED} deep", opening)
        arguments = [opening]
        for _ in range(TAKES_ARGUMENT[opening.text]):
            where = self.peek() or opening
            inner = self.group(depth + 1)
            last = self.tokens[self.at - 1]
            arguments += [
                Token("sign", "{", where.start, where.end),
                *inner,
                Token("sign", "}", last.start, last.end),
            ]
        return arguments

    def _until_closed(self, opening: Token) -> list[Token]:
        depth = 1
        found: list[Token] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.kind == "sign" and token.text in ("{", "}"):
                depth += 1 if token.text == "{" else -1
                if depth == 0:
                    return found
            found.append(token)
        raise self.error("a brace is not closed", opening)


def shown(text: str) -> str:
    """A token as its author would write it."""
    return text.rstrip("()") if text in ("|(", "|)", r"\|(", r"\|)") else text
