"""What follows the word let: a name with its kind, a law, indices, a definition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...language import Law, Term, number
from ...language.kinds import COMPARISONS
from ..declared_families import one_hot_at
from ..documents.pieces import Macro
from ..latex_terms.all_factors import formula_reader, value_of
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token, tokens
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope, Symbol
from ..latex_terms.spelled_names import Spelled, name_at
from ..nearest_words import meant
from .declaring_names import (
    NUMBERS,
    add_fact,
    declare_arrow,
    declare_family,
    declare_indices,
    declare_law,
    declare_number,
    for_every,
    one_name,
    probabilities,
    read_law,
)
from .family_definitions import Every
from .given_lines import declare_given, refuse_turned
from .page_definitions import define, head_of_definition, is_partial

FORMS = (
    "let x: real, let n: integer >= 2, let x_j: reals over n, let a, b: indices of n, "
    "let x ~ N(0, 1), let q = x + 1"
)
KINDS = ("real", "positive", "negative", "nonnegative", "integer", "vector", "matrix")
ENDS = ("any other", "distinct")  # of lines without a colon
EVERY_INDEX = re.compile(
    r"\s+for\s+(every|each|all|any)(\s+other)?\s+([A-Za-z]+(?:\s*,\s*[A-Za-z]+)*)\s*\Z"
)
OVER = re.compile(r"\bover\s+(.+?)\s*$")
FAMILIES = {
    "reals": "scalar", "positives": "scalar", "nonnegatives": "scalar", "negatives": "scalar",
    "probabilities": "scalar", "vectors": "vector", "orthonormal vectors": "vector",
    "orthogonal vectors": "vector", "random vectors": "vector",
}  # fmt: skip
SIGNS = {"positives": ">", "nonnegatives": "≥", "negatives": "<"}


class LetReader:
    """Reads one declaration into a scope."""

    def __init__(self, macros: Mapping[str, Macro]) -> None:
        self.macros = macros

    def read(self, scope: PageScope, text: str, start: int, end: int) -> None:
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
        every = None
        if (found := EVERY_INDEX.search(said)) is not None:
            indices = tuple(re.split(r"\s*,\s*", found.group(3)))
            every, end = Every(indices, bool(found.group(2))), start + found.start()
        row = self.tokens(text, start, end)
        tilde = next((k for k, t in enumerate(row) if t.text in ("~", r"\sim")), None)
        if tilde is not None:
            return self._law(scope, row, tilde, text, end)
        head = head_of_definition(scope, row, new=False)
        if head is None:
            raise FormulaError(_no_declaration(said), start, end)
        name, given, at = head
        _forget_old(scope, name)
        define(scope, name, given, row[at:], end, every)
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
        found = re.match(r"([^\W\d_]+(?:-[^\W\d_]+)*)\s*(.*)\Z", kind, re.DOTALL)
        word = found.group(1) if found else ""
        word = word[:-1] if word.endswith("s") and word[:-1] in NUMBERS else word
        if found is None or word not in NUMBERS:
            near = meant(word, (*NUMBERS, *KINDS, "index of", "indices of", "vectors"))
            raise FormulaError(
                f"found {kind[:40]!r}{near}; expected {', '.join(KINDS)}, indices of n, or a "
                "family over n", start, end,
            )  # fmt: skip
        fact = NUMBERS[word]
        for one in names:
            spelled = one.spelled(below=True)
            bound = None if fact is None else (fact[0], number(fact[1]))
            declare_number(scope, spelled, integer=word == "integer", fact=bound)
            if found.group(2).strip():
                at = start + found.start(2)
                refuse_turned(text, at, end)
                self._bound(scope, spelled, self.tokens(text, at, end), end)

    def _bound(self, scope: PageScope, spelled: str, row: list[Token], end: int) -> None:
        """>= 2; , 2 <= i <= N"""
        if row and row[0].text == ",":
            declare_given(scope, row[1:], end)
            return
        op = RELATIONS.get(row[0].text, "") if row else ""
        if op not in COMPARISONS:
            start = row[0].start if row else end
            said = "".join(t.text for t in row[:4])
            family = said.startswith(("[", "of")) or meant(said, ("over",))
            hint = "; a family is declared as in let x_j: reals over n" if family else ""
            raise FormulaError(f"expected a bound such as >= 2{hint}", start, end)
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
        if what not in FAMILIES and hot is None:
            known = [*FAMILIES, "one-hot at k"]
            near = meant(what, [*known, "indices of"])
            raise FormulaError(
                f"found {what[:40]!r}{near}; expected a family, over n: "
                f"{', '.join(known)}", start, end,
            )  # fmt: skip
        if tail is None and (more := re.search(r",\s*([a-z]+)\s", text[at:stop])) is not None:
            told = f"expected , norm \\beta behind the size, found {more.group(1)!r}"
            raise FormulaError(told, at + more.start(1), end)
        over = self._size(scope, self.tokens(text, at, stop), stop)
        norm = number(1) if what == "orthonormal vectors" else None
        if tail:
            row = self.tokens(text, start + tail.start(1), end)
            norm = value_of(row, scope, "the norm").term
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
        scope.definitions[key] = one_hot_at(key, over, member)
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
            norm = value_of(self.tokens(text, begin, end), scope, "the norm").term
        if norm is None:
            raise FormulaError("orthogonal vectors need their norm: …, norm \\beta", start, end)
        over = next(k for k in ("J", "L", "M", "R", "S", "T", "U") if k not in scope.sizes)
        scope.sizes[over] = number(len(labels))
        declare_family(scope, bases.pop(), over, "vector", norm)
        for name in labels:
            if not name.isdecimal():
                declare_indices(scope, [name], over, "named")

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        return tokens(text, start, end, self.macros, tilde=True)


def _no_declaration(said: str) -> str:
    """What is no declaration, and what it may be meant for."""
    words = said.split()
    if words and words[0] in ("given", "as", "setting", "write", "outside", "false"):
        return f"{words[0]} begins a line of its own, and stands behind no other declaration"
    ends = (meant(" ".join(words[-k:]), ENDS) for k in (1, 2) if len(words) > k)
    return f"expected a declaration{next((e for e in ends if e), '')}, as in: {FORMS}"


def _forget_old(scope: PageScope, name: Spelled) -> None:
    """What is declared again is another thing, but for a family given at one member more."""
    whole, base = name.spelled(below=True), name.spelled(below=False)
    known = scope.meaning(whole)
    if isinstance(known, Symbol) and not known.over:
        return  # a name that is given a value
    if name.below is None:
        scope.forget(whole)
        return
    known = scope.meaning(base)
    if isinstance(known, Symbol) and known.over and not is_partial(scope, known, name):
        scope.forget(base)


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


def _top(said: str, sign: str) -> int:
    """Where a sign stands outside of all brackets, or -1."""
    depth = 0
    for k, char in enumerate(said):
        depth += char in "({["
        depth -= char in ")}]"
        if char == sign and depth == 0 and (k == 0 or said[k - 1] != "\\"):
            return k
    return -1
