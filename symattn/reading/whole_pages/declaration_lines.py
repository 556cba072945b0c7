"""Declarations in a block: let …, given …, as …, setting …, write … for …, outside …, false ….

anew forgets what was declared before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from ...language import Term, TermError, number
from ..documents.pieces import Macro, PageError
from ..latex_terms.all_factors import formula_reader, value_of
from ..latex_terms.latex_tokens import FormulaError, Token, tokens
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import LimitTaken, PageScope
from ..nearest_words import nearest
from .conditions_read import limit_of
from .declaring_names import (
    one_name,
)
from .expectations import Noted
from .given_lines import declare_given, refuse_turned
from .let_lines import LetReader
from .said_of_all import assume

WORDS = {  # what a line begins with, and an example
    "let": "let n: integer >= 2", "given": "given x > 0", "as": r"as \beta -> \infty",
    "setting": "setting NAME", "write": r"write u for \mu", "outside": "outside 12",
    "false": "false 14", "anew": "anew", "points": "points: 2 for each line",
}  # fmt: skip
# limits in words, where symbols are expected
IN_WORDS = re.compile(r"(?<![\\A-Za-z_])(?:(?:tends |goes )?to|infinity|inf|oo)(?![A-Za-z])")
POINTS = "points"  # in a setting
_FOR_EVERY = re.compile(r"\s+for\s+(?:every|each|all|any)\b(\s+other\b)?\s+(?=\S)")
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}")  # given w_j > 0 for every j: not about f, o, r


class DeclarationReader:
    """Reads declaration lines into a scope.

    `setting` gives the text of a setting by its name, and raises PageError if there is none.
    """

    def __init__(self, macros: dict[str, Macro], setting: Callable[[str], str]) -> None:
        self.macros, self.setting, self.noted = macros, setting, Noted()
        self._open: list[str] = []

    def read(self, scope: PageScope, text: str, start: int, end: int) -> str:
        """One line of declarations; says what it declares, in a few words.  Raises FormulaError."""
        line = text[start:end]
        word = line.split(None, 1)[0] if line.split() else ""
        at = start + line.index(word) + len(word) if word else start
        if word.rstrip(":") == POINTS and self._open:
            return line.strip()  # they are for `symattn grade`, and change no claim
        if word.rstrip(":") == POINTS:
            raise FormulaError("points stand in a setting, and not on a page", start, end)
        if word not in WORDS:
            near = nearest(word.rstrip(":"), WORDS)
            hint = f"(did you mean {near}?)" if near else f"(one begins with {', '.join(WORDS)})"
            told = f"expected a declaration {hint}, as in: {WORDS[near or 'let']}"
            raise FormulaError(f"{told}; found {word[:40]!r}", start, end)
        if word == "anew":
            scope.__dict__.update(scope.emptied().__dict__)
            self.noted.begun += 1
            return "anew"
        if word == "setting":
            return self._setting(scope, text[at:end].strip(), at, end)
        if word in ("outside", "false"):
            numbers = text[at:end].replace(",", " ").split()
            if not self.noted.note(word, numbers):
                message = f"expected numbers of lines after {word}: 12, or (9) for one in a margin"
                raise FormulaError(message, at, end)
            return line.strip()
        if word == "write":
            return self._write(scope, text, at, end)
        if word == "given":
            return self._given(scope, text, at, end)
        if word == "as":
            if (said := IN_WORDS.search(text, at, end)) is not None:
                told = f"found {said.group()}; write as \\beta -> \\infty, or as T \\searrow 0"
                raise FormulaError(told, *said.span())
            return self._as(scope, self.tokens(text, at, end), end)
        for first, last in _split(text, at, end):
            first += len("let ") if text.startswith("let ", first) else 0  # said again
            LetReader(self.macros).read(scope, text, first, last)
        return line.strip()

    def lose(self, scope: PageScope, text: str, start: int, end: int) -> None:
        """What a refused line says of its names is not known, and claims about them are refused."""
        said = re.match(r"\s*(?:let\b[^:~]*|given\b.*)", text[start:end], re.DOTALL)
        if said is None:
            return
        names = _WORD.sub(lambda word: " " * len(word.group()), said.group())
        with suppress(FormulaError):
            found = tokens(text[:start] + names, start, start + len(names), self.macros, tilde=True)
            sizes = {size.key for size in scope.sizes.values() if size.op == "scalar"}
            mine = {t.text for t in found if t.kind in ("letter", "command")}
            scope.unread |= {name for name in mine if scope.names.key(name) not in sizes}

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        return tokens(text, start, end, self.macros, tilde=True)

    # ---- settings and synonyms -------------------------------------------------------------------

    def begin_with(self, scope: PageScope, name: str) -> str:
        """Take a setting that the page itself does not name.  Raises PageError."""
        try:
            return self._setting(scope, name, 0, 0)
        except (FormulaError, TermError) as error:
            raise PageError(str(error)) from None

    def _setting(self, scope: PageScope, name: str, at: int, end: int) -> str:
        if name in self._open:
            raise FormulaError(f"the setting {name} uses itself", at, end)
        try:
            text = self.setting(name)
        except PageError as error:
            raise FormulaError(str(error), at, end) from error
        self._open.append(name)
        try:
            position = 0
            for k, line in enumerate(text.split("\n"), 1):
                if line.strip() and not line.lstrip().startswith("#"):
                    try:
                        self.read(scope, text, position, position + len(line))
                    except FormulaError as error:
                        message = f"setting {name}, line {k}: {error.message}"
                        raise FormulaError(message, at, end) from error
                position += len(line) + 1
        finally:
            self._open.pop()
        self.noted.settings.append(name)
        return f"setting {name}"

    def _write(self, scope: PageScope, text: str, at: int, end: int) -> str:
        """write u for \\mu: what stands on the page, for what is meant."""
        found = re.match(r"\s*(\S.*?)\s+for\s+(\S.*?)\s*\Z", text[at:end], re.DOTALL)
        if found is None:
            raise FormulaError("expected: write u for \\mu", at, end)
        new, old = (
            tuple(self.tokens(text, at + found.start(k), at + found.end(k))) for k in (1, 2)
        )
        if any(t.kind in ("row", "mark", "space", "text") for t in (*new, *old)):
            raise FormulaError("write stands for a name or a part of a formula", at, end)
        scope.synonyms = (*(s for s in scope.synonyms if s[0] != new), (new, old))
        return f"write {found.group(1)} for {found.group(2)}"

    # ---- given and as ------------------------------------------------------------------------

    def _given(self, scope: PageScope, text: str, at: int, end: int) -> str:
        """given x > 0; given w_j > 0 for every j; given s_1 > s_j for all j \\ne 1"""
        refuse_turned(text, at, end)
        found = _FOR_EVERY.search(text, at, end)
        if found is None:
            return declare_given(scope, self.tokens(text, at, end), end)
        if found.group(1):
            message = "than which members is this one another? Write: for every j \\ne 1"
            raise FormulaError(message, found.start(1), found.end(1))
        row = self.tokens(text, at, found.start())
        if not row:
            raise FormulaError("what is given stands before: for every j", at, end)
        assume(scope, row, [self.tokens(text, found.end(), end)])
        return "given"

    def _as(self, scope: PageScope, row: list[Token], end: int) -> str:
        scope.limits, scope.links = (), ()
        if any(t.kind == "letter" and t.text == "t" and _spells_then(row, k)
               for k, t in enumerate(row)):  # fmt: skip
            raise FormulaError("limits one after the other are not in the language yet: write two "
                               "lines", row[0].start, end)  # fmt: skip
        limits: list[LimitTaken] = []
        for part in parted(row, ","):
            k = next((n for n, t in enumerate(part) if t.text in (r"\to", r"\searrow")), None)
            if k is None:  # \beta_a, \beta_b -> \infty
                name = one_name(scope, part, "a name")
                limits.append(limit_of(scope, name.spelled(below=True), (name.start, name.end)))
                continue
            limit, link = read_limit(scope, part, k, end)
            if limit is not None:
                limits.append(limit)
            elif link is not None:
                scope.links = (*scope.links, link)
        if scope.links:  # what a link takes along is not declared to tend by itself
            limits = [l for l in limits if l.point != "at"]
        scope.limits = tuple(limits)
        return "as"


def read_limit(
    scope: PageScope, part: Sequence[Token], arrow: int, end: int
) -> tuple[LimitTaken | None, Term | None]:
    """β → ∞ as a limit; αβ² → 0 as a link."""
    left, right = part[:arrow], part[arrow + 1 :]
    value = value_of(left, scope, "what tends somewhere")
    minus = bool(right) and right[0].text == "-"
    target = formula_reader(right[1:] if minus else right, scope, end)
    at = target.sum()
    side = ""
    if not target.done and target.sees("^"):
        raise target.error("write T \\searrow 0, or declare T positive")
    if not target.done:
        raise target.error(f"expected the end of the limit, found {target.found()}")
    if value.term.op == "scalar":
        spelled = scope.spelling(value.term.key)
        if at.term == Term("infinity"):
            return LimitTaken(spelled, value.term.key, "-oo" if minus else "oo"), None
        side = "+" if part[arrow].text == r"\searrow" else ""
        term = Term("neg", (at.term,)) if minus else at.term
        return LimitTaken(spelled, value.term.key, "at", term, side), None
    if at.term != number(0):
        raise FormulaError("a link tends to 0", value.start, at.end)
    return None, value.term


def _spells_then(row: Sequence[Token], k: int) -> bool:
    return "".join(t.text for t in row[k : k + 4]) == "then"


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parted at semicolons."""
    begin = start
    for k in range(start, end + 1):
        if k == end or text[k] == ";":
            first = begin
            while first < k and text[first].isspace():
                first += 1
            last = k
            while last > first and text[last - 1].isspace():
                last -= 1
            if first < last:
                yield first, last
            begin = k + 1
