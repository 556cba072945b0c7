"""Declarations in a block: let …, given …, as …, setting …, write … for …, outside …, false …."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ...language import Definition, Law, Term, indices_in, number
from ...language.kinds import COMPARISONS
from ..documents.pieces import Macro, PageError
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token, tokens
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import LimitTaken, PageScope, Symbol
from ..latex_terms.spelled_names import Spelled, name_at
from .conditions_read import limit_of
from .declaring_names import (
    NUMBERS,
    add_fact,
    declare_arrow,
    declare_family,
    declare_indices,
    declare_law,
    declare_number,
    define,
    for_every,
    head_of_definition,
    one_name,
    probabilities,
    read_law,
)

WORDS = ("let", "given", "as", "setting", "write", "outside", "false")
FORMS = (
    "let x: real (positive, negative, nonnegative, integer >= 2, vector, matrix), let x_j: reals "
    "over n, let a, b: indices of n, let x ~ N(0, 1), let q = …, given x > 0, "
    "as \\beta -> \\infty, setting NAME, write u for \\mu"
)
OVER = re.compile(r"\bover\s+(.+?)\s*$")
FAMILIES = {
    "reals": "scalar", "positives": "scalar", "nonnegatives": "scalar", "negatives": "scalar",
    "probabilities": "scalar", "vectors": "vector", "orthonormal vectors": "vector",
    "orthogonal vectors": "vector", "random vectors": "vector",
}  # fmt: skip
SIGNS = {"positives": ">", "nonnegatives": "≥", "negatives": "<"}


@dataclass
class Noted:
    """What declarations say beside names: line numbers that are outside, or meant to be false."""

    outside: set[int] = field(default_factory=set)
    false: set[int] = field(default_factory=set)
    settings: list[str] = field(default_factory=list)


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
        if word not in WORDS:
            raise FormulaError(f"expected a declaration: {FORMS}", start, end)
        if word == "setting":
            return self._setting(scope, text[at:end].strip(), at, end)
        if word in ("outside", "false"):
            numbers = text[at:end].replace(",", " ").split()
            if not numbers or not all(n.isdecimal() for n in numbers):
                raise FormulaError(f"expected numbers of lines after {word}", at, end)
            getattr(self.noted, word).update(map(int, numbers))
            return line.strip()
        if word == "write":
            return self._write(scope, text, at, end)
        if word == "given":
            return self._given(scope, self.tokens(text, at, end), end)
        if word == "as":
            return self._as(scope, self.tokens(text, at, end), end)
        for first, last in _split(text, at, end):
            self._let(scope, text, first, last)
        return line.strip()

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        return tokens(text, start, end, self.macros, tilde=True)

    # ---- settings and synonyms -------------------------------------------------------------------

    def _setting(self, scope: PageScope, name: str, at: int, end: int) -> str:
        if name in self._open:
            raise FormulaError(f"the setting {name} uses itself", at, end)
        try:
            text = self.setting(name)
        except PageError as error:
            raise FormulaError(str(error), at, end) from error
        self._open.append(name)
        position = 0
        for k, line in enumerate(text.split("\n"), 1):
            if line.strip() and not line.lstrip().startswith("#"):
                try:
                    self.read(scope, text, position, position + len(line))
                except FormulaError as error:
                    message = f"setting {name}, line {k}: {error.message}"
                    raise FormulaError(message, at, end) from error
            position += len(line) + 1
        self._open.pop()
        self.noted.settings.append(name)
        return f"setting {name}"

    def _write(self, scope: PageScope, text: str, at: int, end: int) -> str:
        found = re.match(r"\s*(\S+)\s+for\s+(\S+)\s*\Z", text[at:end])
        if found is None:
            raise FormulaError("expected: write u for \\mu", at, end)
        new, old = (
            self._spelled(scope, text, at + found.start(k), at + found.end(k)) for k in (1, 2)
        )
        if scope.meaning(new) is not None:
            raise FormulaError(f"{new} is declared already", at, end)
        scope.synonyms[new] = old
        return f"write {found.group(1)} for {found.group(2)}"

    def _spelled(self, scope: PageScope, text: str, start: int, end: int) -> str:
        name = one_name(PageScope(), self.tokens(text, start, end), "a name")
        return name.spelled(below=True)

    # ---- given and as ------------------------------------------------------------------------

    def _given(self, scope: PageScope, row: list[Token], end: int) -> str:
        for part in parted(row, ","):
            reader = formula_reader(part, scope, end)
            left = reader.sum()
            count = 0
            while (token := reader.peek()) is not None and RELATIONS.get(token.text) in COMPARISONS:
                reader.next()
                right = reader.sum()
                at = (left.start, right.end)
                fact = reader.build(RELATIONS[token.text], left.term, right.term, at=at)
                if left.term.sort == "vector":
                    raise reader.error("what is given is a comparison of numbers", token)
                add_fact(scope, self._of_every(scope, fact, at))
                left, count = right, count + 1
            if not reader.done or not count:
                raise reader.error(f"expected a comparison such as x > 0, found {reader.found()}")
        return "given"

    @staticmethod
    def _of_every(scope: PageScope, fact: Term, at: tuple[int, int]) -> Term:
        """A fact about an index that is any member, or any other, holds for all of them."""
        free = [n for n in indices_in(fact) if n in scope.indices]
        loose = [n for n in free if scope.indices[n].kind in ("some", "rest")]
        if not loose:
            return fact
        if len(loose) > 1:
            raise FormulaError("what is given is about one index", *at)
        (name,) = loose
        index = scope.indices[name]
        named = [n for n, i in scope.indices.items() if i.over == index.over and i.kind == "named"]
        without = [Term("index", (n,)) for n in named] if index.kind == "rest" else []
        return Term("every", (name, index.over, *without, fact))

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

    # ---- let ---------------------------------------------------------------------------------

    def _let(self, scope: PageScope, text: str, start: int, end: int) -> None:
        said = text[start:end]
        if (found := re.match(r"(.*?)\s+any other\s*\Z", said)) is not None:
            return self._kind_of_indices(scope, found.group(1), text, start, "rest")
        if (found := re.match(r"(.*?)\s+distinct\s*\Z", said)) is not None:
            return self._kind_of_indices(scope, found.group(1), text, start, "named")
        colon = _top(said, ":")
        if colon >= 0 and not said.startswith(":=", colon):
            names = self.tokens(text, start, start + colon)
            kind = said[colon + 1 :].strip()
            return self._declare(scope, names, kind, text, end - len(said[colon + 1 :].lstrip()))
        row = self.tokens(text, start, end)
        tilde = next((k for k, t in enumerate(row) if t.text in ("~", r"\sim")), None)
        if tilde is not None:
            return self._law(scope, row, tilde, text, end)
        head = head_of_definition(scope, row, new=False)
        if head is None:
            raise FormulaError(f"expected a declaration: {FORMS}", start, end)
        name, given, at = head
        define(scope, name, given, row[at:], end)
        return None

    def _kind_of_indices(
        self, scope: PageScope, names: str, text: str, start: int, kind: str
    ) -> None:
        for one in index_names(self.tokens(text, start, start + len(names))):
            name = label(one)
            if name not in scope.indices:
                raise FormulaError(f"{name} is not declared as an index", start, start + len(names))
            declare_indices(scope, [name], scope.indices[name].over, kind)

    def _law(self, scope: PageScope, row: list[Token], tilde: int, text: str, end: int) -> None:
        over = next((k for k in range(tilde, len(row) - 4)
                     if "".join(t.text for t in row[k : k + 4]) == "over"), None)  # fmt: skip
        reader = formula_reader(row[tilde + 1 : over], scope, end)
        mean, variance = read_law(reader)
        if not reader.done:
            raise reader.error(f"expected the end of the law, found {reader.found()}")
        for part in parted(row[:tilde], ","):
            name = one_name(scope, part, "a name")
            at = (name.start, name.end)
            if over is None:
                declare_law(scope, name.spelled(below=True), mean, variance, at)
                continue
            size = self._size(scope, row[over + 4 :], end)
            key = declare_family(scope, name.spelled(below=False), size, "vector")
            if variance != Term("identity") or mean not in (number(0), Term("zero")):
                raise FormulaError("a family of random vectors is N(0, I)", *at)
            scope.laws[key] = Law(key, Term("zero"), Term("identity"))

    def _size(self, scope: PageScope, row: Sequence[Token], end: int) -> str:
        reader = formula_reader(row, scope, end)
        size = reader.sum()
        whole = size.term.op == "number" or (
            size.term.op == "scalar" and scope.scalars[size.term.key].integer
        )
        if not reader.done or not whole:
            raise FormulaError(
                "the size of a family is a number or a declared integer", size.start, size.end
            )
        return scope.set_of_size(size.term)

    def _declare(
        self, scope: PageScope, names: list[Token], kind: str, text: str, start: int
    ) -> None:
        """Names of a kind, which stands at `start`."""
        end = start + len(kind)
        parts = [p for p in parted(names, ",") if p]
        if not parts:
            raise FormulaError("a name is expected before the colon", start, end)
        if (found := re.match(r"(?:index|indices) of (.+)\Z", kind)) is not None:
            over = self._size(scope, self.tokens(text, start + found.start(1), end), end)
            labels = [label(one) for part in parts for one in index_names(part)]
            for name in labels:
                if Term("scalar", (name,)) in scope.sizes.values():
                    raise FormulaError(f"{name} is a size, and no index", start, end)
                scope.forget(name)
            return declare_indices(scope, labels, over, "some")
        if (over_found := OVER.search(kind)) is not None:
            return self._family(scope, parts, kind, over_found.start(1), text, start)
        spelled = [one_name(scope, part, "a name") for part in parts]
        if kind in ("vector", "vectors", "matrix", "matrices"):
            sort = "vector" if kind.startswith("vector") else "matrix"
            for one in spelled:
                declare_arrow(scope, one.spelled(below=True), sort)
            return None
        if kind.startswith(("orthogonal vectors", "orthonormal vectors")):
            return self._named_vectors(scope, spelled, kind, text, start)
        return self._numbers(scope, spelled, kind, text, start)

    def _numbers(
        self, scope: PageScope, names: list[Spelled], kind: str, text: str, start: int
    ) -> None:
        end = start + len(kind)
        found = re.match(r"([a-z-]+)\s*(.*)\Z", kind, re.DOTALL)
        word = found.group(1) if found else ""
        word = word[:-1] if word.endswith("s") and word[:-1] in NUMBERS else word
        if found is None or word not in NUMBERS:
            raise FormulaError(
                f"expected real, positive, negative, nonnegative, integer, vector, matrix, indices "
                f"of n, or a family over n; found {kind[:40]!r}",
                start, end,
            )  # fmt: skip
        fact = NUMBERS[word]
        for one in names:
            spelled = one.spelled(below=True)
            bound = None if fact is None else (fact[0], number(fact[1]))
            declare_number(scope, spelled, integer=word == "integer", fact=bound)
            if found.group(2).strip():
                at = start + found.start(2)
                self._bound(scope, spelled, self.tokens(text, at, end), end)

    def _bound(self, scope: PageScope, spelled: str, row: list[Token], end: int) -> None:
        """>= 2; , 2 <= i <= N"""
        if row and row[0].text == ",":
            self._given(scope, row[1:], end)
            return
        op = RELATIONS.get(row[0].text, "") if row else ""
        if op not in COMPARISONS:
            raise FormulaError("expected a bound such as >= 2", row[0].start, end)
        reader = formula_reader(row[1:], scope, end)
        value = reader.sum()
        if not reader.done:
            raise reader.error(f"expected the end of the bound, found {reader.found()}")
        key = scope.names.key(spelled)
        add_fact(scope, Term(op, (Term("scalar", (key,)), value.term)))

    def _family(
        self,
        scope: PageScope,
        parts: list[list[Token]],
        kind: str,
        size_at: int,
        text: str,
        start: int,
    ) -> None:
        end = start + len(kind)
        what = kind[: kind.index("over")].strip()
        hot = re.match(r"one-hot at (\w+)\Z", what)
        tail = re.search(r",\s*norm\s+(.+)\Z", kind)
        at, stop = start + size_at, start + (tail.start() if tail else len(kind))
        over = self._size(scope, self.tokens(text, at, stop), stop)
        if what not in FAMILIES and hot is None:
            known = ", ".join([*FAMILIES, "one-hot at k"])
            raise FormulaError(f"expected one of {known}, over n; found {what!r}", start, end)
        norm = number(1) if what == "orthonormal vectors" else None
        if tail:
            row = self.tokens(text, start + tail.start(1), end)
            norm = formula_reader(row, scope, end).sum().term
        elif what == "orthogonal vectors":
            raise FormulaError("orthogonal vectors need their norm: …, norm \\beta", start, end)
        for part in parts:
            name = _family_name(scope, part)
            if hot:
                self._one_hot(scope, name, over, hot.group(1), start, end)
                continue
            key = declare_family(scope, name, over, FAMILIES[what], norm)
            if what in SIGNS:
                add_fact(scope, for_every(over, key, SIGNS[what], number(0)))
            elif what == "probabilities":
                probabilities(scope, key, over)
            elif what == "random vectors":
                scope.laws[key] = Law(key, Term("zero"), Term("identity"))

    @staticmethod
    def _one_hot(scope: PageScope, name: str, over: str, member: str, start: int, end: int) -> None:
        if scope.index(member) != over:
            raise FormulaError(f"{member} is not declared as an index of this family", start, end)
        scope.forget(name)
        key = scope.names.key(name)
        body = Definition(key, "scalar", (("j", over),), number(0), ((member, number(1)),))
        scope.definitions[key] = body
        scope.symbols[name] = Symbol("defined", key, "scalar", (over,))

    def _named_vectors(
        self,
        scope: PageScope,
        names: list[Spelled],
        kind: str,
        text: str,
        start: int,
    ) -> None:
        """u_a, u_b, u_c: orthogonal vectors, norm \\beta: a family of as many as are named."""
        end = start + len(kind)
        bases = {n.spelled(below=False) for n in names}
        if len(bases) != 1 or any(n.below is None for n in names):
            raise FormulaError(
                "vectors that are orthogonal to each other have one letter and an index each, as "
                "in u_a, u_b", start, end,
            )  # fmt: skip
        labels = [label(one) for n in names for one in index_names(n.below or [])]
        norm = number(1) if kind.startswith("orthonormal") else None
        if (found := re.search(r",\s*norm\s+(.+)\Z", kind)) is not None:
            begin = start + found.start(1)
            norm = formula_reader(self.tokens(text, begin, end), scope, end).sum().term
        if norm is None:
            raise FormulaError("orthogonal vectors need their norm: …, norm \\beta", start, end)
        over = next(k for k in ("J", "L", "M", "R", "S", "T", "U") if k not in scope.sizes)
        scope.sizes[over] = number(len(labels))
        declare_family(scope, bases.pop(), over, "vector", norm)
        for name in labels:
            if not name.isdecimal():
                declare_indices(scope, [name], over, "named")


def read_limit(
    scope: PageScope, part: Sequence[Token], arrow: int, end: int
) -> tuple[LimitTaken | None, Term | None]:
    """β → ∞ as a limit; αβ² → 0 as a link."""
    left, right = part[:arrow], part[arrow + 1 :]
    reader = formula_reader(left, scope, end)
    value = reader.sum()
    minus = bool(right) and right[0].text == "-"
    target = formula_reader(right[1:] if minus else right, scope, end)
    at = target.sum()
    side = ""
    if not target.done and target.sees("^"):
        raise target.error("write T \\searrow 0, or declare T positive")
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


def _family_name(scope: PageScope, part: Sequence[Token]) -> str:
    """x_j or x_1: the name of the family, without its index."""
    reader = formula_reader(part, scope, part[-1].end)
    found = name_at(reader)
    if found is None or (found.above is not None and not found.mark):
        raise reader.error("expected a name with an index, as in x_j")
    if reader.sees("("):
        raise reader.error("a family of functions is not in the language")
    if not reader.done:
        raise reader.error(f"expected a name with an index, found {reader.found()}")
    if found.below is None:
        raise reader.error("a family is declared with an index, as in x_j")
    return found.spelled(below=False)


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


def _top(said: str, sign: str) -> int:
    """Where a sign stands outside of all brackets, or -1."""
    depth = 0
    for k, char in enumerate(said):
        depth += char in "({["
        depth -= char in ")}]"
        if char == sign and depth == 0 and (k == 0 or said[k - 1] != "\\"):
            return k
    return -1
