"""Families of numbers written without an index, as vectors of their entries: p = softmax(z).

An equation of them is one of every entry, p·q is a sum of products, ‖p‖ the root of a sum of
squares.  They are put into the language as soon as a relation is read; nothing else is said of one.
"""

from __future__ import annotations

from collections.abc import Callable

from ...language import Term, TermError, flattened, number, plain
from ...language.kinds import BINDERS, ORDERS
from ..gradients import Gradient
from .scope import as_index

IMPLICIT = "implicit"  # the index of an argument that is a whole family; no page has it
Entry = Callable[[Term], Term]


class WholeFamily(str):
    """The name of a vector of entries: the set of its indices ("" for any), and an entry."""

    over: str
    entry: Entry
    missing: str


def whole_family(over: str, entry: Entry, spelled: str, missing: str = "") -> Term:
    """The vector of these entries; `missing` says what is wrong where an index is missing."""
    name = WholeFamily(f"({plain(entry(as_index(IMPLICIT)))} over {over})")
    name.over, name.entry = over, entry
    name.missing = missing or f"{spelled} is a family: an index is missing, as in {spelled}_j"
    return Term("vector", (name,))


def all_ones() -> Term:
    """The vector of ones, as long as what it stands beside."""
    return whole_family("", lambda index: number(1), "1")


def has_whole_family(term: Term) -> bool:
    """Whether a family without its index stands somewhere in a term."""
    return any(_name(t) is not None or _slope(t) is not None for t in term.subterms())


def entry_by_entry(op: str, left: Term, right: Term) -> Term:
    """The relation about numbers; for every index if it is one of vectors.

    p ≥ 0 is one of vectors, where 0 is any number.  Raises TermError.
    """
    sides, numbers = (left, right), _Numbers(left, right)
    sorts = {s.sort for s in sides}
    if sorts == {"scalar"}:
        return Term(op, tuple(numbers.of(s) for s in sides))
    bounds = op in ORDERS and all(s.sort == "vector" or s.op == "number" for s in sides)
    if not (bounds or (op in ("=", "→") and sorts == {"vector"})):
        raise _missing(*sides)
    over, name = _over(*sides), numbers.letter()
    entries = tuple(s if s.op == "number" else numbers.entry(s, as_index(name)) for s in sides)
    return Term("every", (name, over, Term(op, entries)))


class _Numbers:
    """Numbers and entries of a relation, with letters for indices that nothing in it has."""

    def __init__(self, *terms: Term) -> None:
        self.taken: set[str] = set()
        for t in (t for term in terms for t in _everywhere(term)):
            self.taken |= {t.key} if t.op in ("index", *BINDERS) else set()

    def letter(self) -> str:
        letters = (*"jlmprst", *(f"j{k}" for k in range(99)))
        name: str = next(c for c in letters if c not in self.taken)
        self.taken.add(name)
        return name

    def of(self, term: Term) -> Term:
        """A number, with sums for products and lengths of families."""
        if not has_whole_family(term):
            return term
        if term.op in ("dot", "norm"):
            over, name = _over(*term.children), self.letter()
            parts = [self.entry(t, as_index(name)) for t in term.children]
            if term.op == "dot":
                return Term("sum", (name, over, flattened("*", tuple(parts))))
            return Term("sqrt", (Term("sum", (name, over, Term("^", (parts[0], number(2))))),))
        if term.op == "^" and term.left.op == "norm" and term.right == number(2):
            return self.of(term.left).children[0]
        if term.sort != "scalar" or any(t.sort not in ("scalar", "index") for t in term.children):
            raise _missing(term)
        return flattened(term.op, term.mapped(self.of))

    def entry(self, term: Term, index: Term) -> Term:
        if (name := _name(term)) is not None:
            return name.entry(index)
        if (slope := _slope(term)) is not None:
            return Term("diff", (self.of(slope.of), self.entry(slope.by, index)))
        if term.op == "zero":
            return number(0)
        if term.op in ("+", "neg"):
            return flattened(term.op, tuple(self.entry(t, index) for t in term.children))
        if term.op == "*":
            return flattened("*", tuple(
                self.of(t) if t.sort == "scalar" else self.entry(t, index) for t in term.children
            ))  # fmt: skip
        if term.op == "/":
            return Term("/", (self.entry(term.left, index), self.of(term.right)))
        raise (
            _missing(term)
            if has_whole_family(term)
            else TermError(
                f"{plain(term)} has no entries here, and stands beside a family without its index"
            )
        )


def _over(*terms: Term) -> str:
    """The one set of all families without an index that stand side by side."""
    found = {n.over for term in terms for n in _side_by_side(term)} - {""}
    if len(found) != 1:
        raise TermError("families without an index stand side by side, and are of two sizes")
    return found.pop()


def _side_by_side(term: Term) -> list[WholeFamily]:
    if (name := _name(term)) is not None:
        return [name]
    if (slope := _slope(term)) is not None:
        return _side_by_side(slope.by)
    return [n for t in term.children if t.sort == "vector" for n in _side_by_side(t)]


def _missing(*terms: Term) -> TermError:
    """What is said of a family whose index is missing."""
    one = next(n for term in terms for t in term.subterms() for n in _side_by_side(t))
    return TermError(one.missing)


def _everywhere(term: Term) -> list[Term]:
    found: list[Term] = []
    for t in term.subterms():
        found.append(t)
        if (name := _name(t)) is not None:
            found += name.entry(as_index(IMPLICIT)).subterms()
        if t.op in ("vector", "matrix") and isinstance(t.args[0], Gradient):
            found += [*_everywhere(t.args[0].of), *_everywhere(t.args[0].by)]
    return found


def _name(term: Term) -> WholeFamily | None:
    found = term.args[0] if term.op == "vector" else None
    return found if isinstance(found, WholeFamily) else None


def _slope(term: Term) -> Gradient | None:
    """A gradient by a family of numbers."""
    found = term.args[0] if term.op == "vector" else None
    return found if isinstance(found, Gradient) and _name(found.by) is not None else None
