"""LaTeX mathematics as tokens, each with its place in the author's text.

Characters and commands that mean the same become one (`latex_synonyms`); the author's macros are
put in, with the place of the call; what carries no meaning is dropped.  Nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace

from ...language import SymattnError
from ..documents.pieces import Macro
from .latex_synonyms import (
    CHARACTERS,
    COMMANDS,
    ENTITIES,
    PAIRS,
    WITH_IDLE_ARGUMENT,
    WITHOUT_MEANING,
)
from .one_token import Token as Token
from .other_words import in_other_words

MAX_TOKENS = 6_000
MAX_EXPANSIONS = 2_000
MAX_BODY = 50_000
COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)", re.DOTALL)
NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
ENTITY = re.compile(r"&#?\w+;")
LENGTH = re.compile(r"\*?\s*\[\s*-?[\d.]+\s*[a-z]+\s*\]")
OPENING = {r"\left", r"\bigl", r"\Bigl", r"\biggl"}
CLOSING = {r"\right", r"\bigr", r"\Bigr", r"\biggr"}
SIZES = {r"\left", r"\right", r"\middle", *(
    f"\\{big}{side}" for big in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")
)}  # fmt: skip
TEXT_COMMANDS = (r"\text", r"\intertext", r"\shortintertext")


class FormulaError(SymattnError):
    """What cannot be read in a formula, and where: one line with a hint."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message, self.start, self.end = message, start, max(end, start)


def tokens(
    text: str,
    start: int,
    end: int,
    macros: Mapping[str, Macro] | None = None,
    *,
    tilde: bool = False,
    margins: bool = False,
) -> list[Token]:
    """The tokens of text[start:end]; with `tilde`, x ~ y says how x is distributed.

    With `margins`, also what a line is called in the margin, and where words begin.

    Raises FormulaError.
    """
    found = list(_Tokens(macros or {}).read(text, start, end))
    if not margins:
        found = [t for t in found if t.kind not in ("tag", "words")]
    if tilde:
        found = [replace(t, text=r"\sim", kind="command") if t.text == "~" else t for t in found]
    return _dropped(in_other_words(found))


class _Tokens:
    def __init__(self, macros: Mapping[str, Macro]) -> None:
        self.macros, self.expansions, self.count = macros, 0, 0

    def read(self, text: str, start: int, end: int, depth: int = 0) -> Iterator[Token]:
        at, glued = start, False
        while at < end:
            char = text[at]
            if char.isspace():
                at, glued = at + 1, False
                continue
            if char == "%":  # a comment
                stop = text.find("\n", at, end)
                at, glued = (end if stop < 0 else stop), False
                continue
            self.count += 1
            if self.count > MAX_TOKENS:
                raise FormulaError(f"the formula has more than {MAX_TOKENS} signs", start, end)
            if char == "&" and (entity := ENTITY.match(text, at, end)):
                if entity.group() not in ENTITIES:
                    what = f"{entity.group()} is no sign that is known here"
                    raise FormulaError(what, at, entity.end())
                yield from self._inside(ENTITIES[entity.group()], at, entity.end(), depth, glued)
                at = entity.end()
            elif char in CHARACTERS:
                yield from self._inside(CHARACTERS[char], at, at + 1, depth, glued)
                at += 1
            elif char == "\\":
                at = yield from self._command(text, at, end, depth, glued)
            elif (digits := NUMBER.match(text, at, end)) is not None:
                yield Token("number", digits.group(), at, digits.end(), glued)
                at = digits.end()
            elif text.startswith(":=", at) and at + 2 <= end:
                yield Token("sign", ":=", at, at + 2, glued)
                at += 2
            elif char.isascii() and char.isalpha():
                yield Token("letter", char, at, at + 1, glued)
                at += 1
            elif char == "&":
                yield Token("mark", "&", at, at + 1, glued)
                at += 1
            elif char == "~":
                yield Token("sign", "~", at, at + 1, glued)
                at += 1
            elif char.isascii() and char.isprintable():
                yield Token("sign", char, at, at + 1, glued)
                at += 1
            else:
                raise FormulaError(f"the sign {char!r} is not known here", at, at + 1)
            glued = True

    def _command(
        self, text: str, at: int, end: int, depth: int, glued: bool
    ) -> Generator[Token, None, int]:
        found = COMMAND.match(text, at, end)
        name = found.group() if found else "\\"
        stop = at + len(name)
        if name == "\\":
            raise FormulaError("a command is expected after this backslash", at, stop)
        if name.isspace() or name[1:].isspace():
            return stop  # \\ and a space
        if name.endswith("*") and name not in COMMANDS and name[:-1] != "\\":
            name, stop = name[:-1], stop - 1
        if name in self.macros:
            return (yield from self._macro(name, text, at, stop, end, depth))
        if name in (r"\begin", r"\end"):
            return (yield from self._environment(name, text, at, stop, end))
        if COMMANDS.get(name, name) in TEXT_COMMANDS:
            return (yield from self._words(text, at, stop, end))
        if name in WITH_IDLE_ARGUMENT:
            argument, stop = self._argument(text, stop, end)
            if name == r"\tag":
                yield Token("tag", argument, at, stop, glued)
            return stop
        if name == "\\\\":
            if (length := LENGTH.match(text, stop, end)) is not None:
                stop = length.end()
            yield Token("row", "\\\\", at, stop, glued)
            return stop
        other = COMMANDS.get(name, name)
        if re.fullmatch(r"\\[A-Za-z]+|\\.", other, re.DOTALL):
            yield Token("command", other, at, stop, glued)
        else:
            yield from self._inside(other, at, stop, depth, glued)
        return stop

    def _inside(self, latex: str, start: int, end: int, depth: int, glued: bool) -> Iterator[Token]:
        for k, token in enumerate(self.read(latex, 0, len(latex), depth)):
            yield replace(token, start=start, end=end, glued=glued if k == 0 else token.glued)

    def _macro(
        self, name: str, text: str, at: int, stop: int, end: int, depth: int
    ) -> Generator[Token, None, int]:
        macro = self.macros[name]
        self.expansions += 1
        if depth > 50 or self.expansions > MAX_EXPANSIONS:
            raise FormulaError(f"the macro {name} calls itself", at, stop)
        given: list[str] = []
        after = stop
        if macro.default is not None:
            bracket = re.compile(r"\s*\[([^\]]*)\]").match(text, after, end)
            given.append(bracket.group(1) if bracket else macro.default)
            after = bracket.end() if bracket else after
        while len(given) < macro.arguments:
            argument, after = self._argument(text, after, end)
            given.append(argument)
        parts = re.split(r"#([1-9])", _body(macro))
        if any(int(p) > len(given) for p in parts[1::2]):
            raise FormulaError(f"the macro {name} has more arguments than it declares", at, stop)
        body = "".join(
            given[int(part) - 1] + " " * (k < len(parts) - 2) if k % 2 else part
            for k, part in enumerate(parts)
        )
        if len(body) > MAX_BODY:
            raise FormulaError(f"the macro {name} grows beyond measure", at, stop)
        yield from (t.moved(at, after) for t in self.read(body, 0, len(body), depth + 1))
        return after

    def _argument(self, text: str, at: int, end: int) -> tuple[str, int]:
        """What stands in braces after a command, or its next sign; and where that ends."""
        while at < end and text[at].isspace():
            at += 1
        if at >= end:
            raise FormulaError("an argument is missing here", at - 1, end)
        if text[at] != "{":
            found = COMMAND.match(text, at, end)
            stop = found.end() if found else at + 1
            return text[at:stop], stop
        depth, k = 0, at
        while k < end:
            if text[k] == "\\":
                k += 2
                continue
            depth += {"{": 1, "}": -1}.get(text[k], 0)
            if depth == 0:
                return text[at + 1 : k], k + 1
            k += 1
        raise FormulaError("a brace is not closed", at, at + 1)

    def _words(self, text: str, at: int, stop: int, end: int) -> Generator[Token, None, int]:
        """\\text{for $i \\ne a$}: words, and the formulas among them."""
        argument, after = self._argument(text, stop, end)
        braced = text[stop:after].lstrip().startswith("{")
        offset = text.index("{", stop) + 1 if braced else stop
        yield Token("words", r"\text", at, stop)
        parts = re.split(r"(\$[^$]*\$|\\\([^)]*\\\))", argument)
        for k, part in enumerate(parts):
            where = offset
            offset += len(part)
            if k % 2:
                width = 1 if part.startswith("$") else 2
                yield from self.read(text, where + width, where + len(part) - width)
            elif words := " ".join(part.replace("~", " ").split()):
                begin, stop = where if k else at, where + len(part)
                yield Token("text", words, begin, stop if k + 1 < len(parts) else after)
        return after

    def _environment(
        self, name: str, text: str, at: int, stop: int, end: int
    ) -> Generator[Token, None, int]:
        argument, after = self._argument(text, stop, end)
        if name == r"\begin":
            if argument.rstrip("*") in ("array", "alignedat", "alignat"):
                after = self._argument(text, after, end)[1]
            elif (place := re.compile(r"\s*\[[tbc]\]").match(text, after, end)) is not None:
                after = place.end()
        yield Token("begin" if name == r"\begin" else "end", argument, at, after)
        return after


def _dropped(found: Sequence[Token]) -> list[Token]:
    """Without what carries no meaning; spaces and marks stay for those who part a line."""
    kept: list[Token] = []
    for k, token in enumerate(found):
        before = found[k - 1].text if k else ""
        if before in SIZES:  # \big( begins where \big does
            token = replace(token, start=min(token.start, found[k - 1].start))
        if token.text == "." and before in (r"\left", r"\right", r"\middle"):
            continue  # \left. is an empty bracket
        if token.text in ("|", r"\|") and before in OPENING | CLOSING:
            token = replace(token, text=token.text + ("(" if before in OPENING else ")"))
        pair = kept[-1].text + token.text if kept and token.glued else ""
        if pair in PAIRS and kept[-1].kind == token.kind == "sign":
            kept[-1] = replace(kept[-1], text=PAIRS[pair], end=token.end, kind="command")
        elif token.text == r"\qquad":
            kept.append(replace(token, kind="space"))
        elif token.kind in ("mark", "text") or token.text not in WITHOUT_MEANING:
            kept.append(token)
    return kept


def _body(macro: Macro) -> str:
    """What a command stands for; one that names an operator is a name of several letters."""
    plain = macro.body.replace(r"\,", "").strip()
    return rf"\operatorname{{{plain}}}" if macro.operator and plain.isalpha() else macro.body
