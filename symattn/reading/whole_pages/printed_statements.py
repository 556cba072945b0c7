"""One statement, as symattn prints it: a relation, one for every index, ⇒ between statements.

The whole of the tokens is one claim; there are no conditions behind it and no second claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term, number
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.cursor import Part
from ..latex_terms.formula_reader import FormulaReader
from ..latex_terms.index_reader import UNKNOWN, index_names, label
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope, as_index
from .chain_links import relation_of
from .declaring_names import read_law

OPENING = ("(", "[", "{", r"\{", "|(", r"\|(")
CLOSING = (")", "]", "}", r"\}", "|)", r"\|)")
ARROWS = (r"\Rightarrow", r"\Leftrightarrow")


class StatementReader:
    """Reads one claim; `right` is its right side, from which a chain goes on."""

    def __init__(self, scope: PageScope, before: Part | None) -> None:
        self.scope, self.before = scope, before
        self.right: Part | None = None
        self.goes_on = False
        self.released: set[str] = set()
        self.notes: list[str] = []

    def read(self, tokens: Sequence[Token]) -> Term:
        """The claim.  Raises FormulaError."""
        for arrow in reversed(ARROWS):
            parts = _split(tokens, lambda t: t.kind == "command" and t.text == arrow)
            if len(parts) == 2:
                self.before = None
                left, right = (self._side(part) for part in parts)
                return self._built(RELATIONS[arrow], left, right, tokens)
            if len(parts) > 2:
                raise FormulaError("two arrows in one line: write brackets", *_at(tokens))
        term = self._side(tokens)
        return term

    def _side(self, tokens: Sequence[Token]) -> Term:
        """A relation, or several with "and" or "or" between them; brackets may stand round it."""
        if not tokens:
            raise FormulaError("a statement is expected beside this arrow", 0, 0)
        for word in ("or", "and"):
            parts = _split(tokens, lambda t: t.kind == "text" and t.text == word)
            if len(parts) > 1:
                self.before = None
                return self._built(word, *(self._side(p) for p in parts), tokens)
        each = next((k for k, t in _outside(tokens) if _says_every(t)), None)
        if each is not None:
            return self._every(tokens, each)
        inside = _in_brackets(tokens)
        if inside is not None and _has_relation(inside):
            self.before = None
            return self.read(inside)
        return self._relation(tokens)

    def _every(self, tokens: Sequence[Token], k: int) -> Term:
        """x_j > x_i for every i ≠ j"""
        names = [t for t in tokens[k + 1 :] if t.kind not in ("space", "mark")]
        at = _at(tokens[k:])
        head, without = names[:1], names[2:]
        if len(names) > 1 and names[1].text == r"\notin":
            without = without[1:-1]
        elif len(names) > 1 and names[1].text != r"\ne":
            raise FormulaError("expected for every i ≠ j", *at)
        try:
            (name,) = (label(one) for one in index_names(head))
            left_out = [label(one) for one in index_names(without)] if without else []
        except ValueError as error:
            raise FormulaError("expected for every i ≠ j", *at) from error
        outer = self.scope
        self.scope = outer.binding(name, UNKNOWN)
        self.before = None
        try:
            goal, ranges = self._related(tokens[:k])
        finally:
            self.scope = outer
        home = ranges.get(name, "")
        if not home:
            raise FormulaError(f"nothing here has the index {name}", *at)
        self.right = None
        return Term("every", (name, home, *map(as_index, left_out), goal))

    def _relation(self, tokens: Sequence[Token]) -> Term:
        return self._related(tokens)[0]

    def _related(self, tokens: Sequence[Token]) -> tuple[Term, dict[str, str]]:
        depends = next((k for k, t in _outside(tokens) if _says_depends(t)), None)
        if depends is not None:
            return self._depends(tokens, depends), {}
        found = [
            k for k, t in _outside(tokens)
            if t.kind != "text" and t.text in RELATIONS and t.text not in ARROWS
        ]  # fmt: skip
        if len(found) != 1:
            what = "a claim is a relation such as a = b, and here is none"
            if found:
                what = "one relation was expected in this line, and here are more"
            raise FormulaError(what, *_at(tokens))
        (k,) = found
        sign = tokens[k]
        reader = formula_reader(tokens[k + 1 :], self.scope, tokens[-1].end)
        if k == 0:
            self.goes_on = True
            if self.before is None:
                raise FormulaError(
                    "nothing that could be read stands before this relation", sign.start, sign.end
                )
            left = self.before
        else:
            first = formula_reader(tokens[:k], self.scope, sign.start)
            first.ranges = reader.ranges
            left = self._value(first)
        op = RELATIONS[sign.text]
        right = self._law(reader) if op in ("∼", "⇝") else self._value(reader)
        self.right = right
        self._learn(reader)
        goal, _ = relation_of(reader, op, left, right)
        return goal, reader.ranges

    def _learn(self, reader: FormulaReader) -> None:
        self.released |= reader.released
        self.notes += reader.notes

    def _value(self, reader: FormulaReader) -> Part:
        part = reader.sum()
        reader.no_row(part)
        if not reader.done:
            raise reader.error(f"expected the end of this side, found {reader.found()}")
        self._learn(reader)
        return part

    @staticmethod
    def _law(reader: FormulaReader) -> Part:
        start = reader.place()[0]
        mean, variance = read_law(reader)
        if not reader.done:
            raise reader.error(f"expected the end of the law, found {reader.found()}")
        if variance.sort == "matrix" and mean == number(0):
            mean = Term("zero")
        end = reader.tokens[reader.at - 1].end
        return Part(reader.build("normal", mean, variance, at=(start, end)), start, end)

    def _depends(self, tokens: Sequence[Token], k: int) -> Term:
        """y_a depends only on x_a, x_b"""
        at = _at(tokens)
        left = self._value(formula_reader(tokens[:k], self.scope, tokens[k].start))
        inputs = [
            self._value(formula_reader(part, self.scope, at[1])).term
            for part in parted(tokens[k + 1 :], ",")
        ]
        self.right = None
        return self._built("depends only on", left.term, Term("inputs", tuple(inputs)), tokens)

    @staticmethod
    def _built(op: str, *args: Term | Sequence[Token]) -> Term:
        *terms, tokens = args
        reader = formula_reader([], PageScope(), 0)
        return reader.build(op, *terms, at=_at(tokens))  # type: ignore[arg-type]


def _at(tokens: object) -> tuple[int, int]:
    assert isinstance(tokens, (list, tuple))
    return (tokens[0].start, tokens[-1].end) if tokens else (0, 0)


def _says_every(token: Token) -> bool:
    return token.kind == "text" and token.text == "for every"


def _says_depends(token: Token) -> bool:
    return token.kind == "text" and token.text == "depends only on"


def _outside(tokens: Sequence[Token]) -> list[tuple[int, Token]]:
    """The tokens outside of all brackets and tables, each with its place."""
    depth = 0
    found = []
    for k, token in enumerate(tokens):
        if token.kind in ("begin", "end"):
            depth += 1 if token.kind == "begin" else -1
            continue
        if token.kind in ("sign", "command"):
            depth -= token.text in CLOSING
            if depth == 0:
                found.append((k, token))
            depth += token.text in OPENING
        elif depth == 0:
            found.append((k, token))
    return found


def _split(tokens: Sequence[Token], is_cut) -> list[Sequence[Token]]:  # type: ignore[no-untyped-def]
    cuts = [k for k, t in _outside(tokens) if is_cut(t)]
    return [tokens[i:j] for i, j in zip([0, *(k + 1 for k in cuts)], [*cuts, len(tokens)])]


def _in_brackets(tokens: Sequence[Token]) -> Sequence[Token] | None:
    """What stands between the brackets that are round all of the tokens."""
    if len(tokens) < 2 or tokens[0].text != "(" or tokens[-1].text != ")":
        return None
    outside = [k for k, _ in _outside(tokens)]
    return tokens[1:-1] if outside == [0, len(tokens) - 1] else None


def _has_relation(tokens: Sequence[Token]) -> bool:
    return any(
        (t.kind != "text" and t.text in RELATIONS) or _says_depends(t) for _, t in _outside(tokens)
    )
