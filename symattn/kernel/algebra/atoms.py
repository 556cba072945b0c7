"""The names of atoms: texts with a structure, which is read once, when they are made.

    x                     a symbol                       s[a]    a member of a family
    k[a]·w, M(k[a]·w      an inner product               max!0   the first maximum that is listed
    sqrt(…), is0(…), …    a function of what is inside   ⌀(v)    the diameter of a family
    lim!0, image!x, …     a name for a while, which no certificate may use

An index is that of a known member, or *J/1 for one unnamed member of J, the first one in scope
(*J/1~ is another such), +J/1 for the sum over all of them, and ΣJ/1 for the same inside a function.
What is written in no such way is rejected, and no two things are written alike: what names are made
of has none of the marks.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from ...language.wellformed import SPELLING
from ..errors import Rejected

SYMBOL, ENTRY, PRODUCT = "symbol", "entry", "product"
MAXIMUM, PRIVATE, TEXT, INDICATOR, SUM = "maximum", "private", "text", "is0", "sum"
OTHER, SUMMED, INSIDE = "*", "+", "Σ"
GRAMMAR = {  # tuples are written as Python writes them
    "ELEMENT": r"\((TERM(,|(, TERM)+))?\)",
    "TERM": r"\(MONOMIAL, \((PART(,|(, PART)+))?\), NUMBER\)",
    "PART": r"\(MONOMIAL, NUMBER\)",
    "MONOMIAL": r"\((POWER(,|(, POWER)+))?\)",
    "POWER": r"\(QUOTED, -?[0-9]+\)",
    "QUOTED": r"""('(?![-0-9])([^'\\]|\\.)*'|"([^"\\]|\\.)*")""",
    "NUMBER": "'-?[0-9]+(/[0-9]+)?'",
    "FRACTIONS": r"\((Fraction\(-?[0-9]+, [0-9]+\),? ?)+\)",
    "SIDE": r"(NAME\()*(NAME|#)(\[INDEX\])?",
    "INDEX": r"([?]|#?[A-Za-z0-9]+|[*+Σ][A-Za-z]+/[1-9][0-9]*|[*][A-Za-z]+/[1-9][0-9]*~)",
    "NAME": f"({SPELLING})",
}


@cache  # which takes a while, so not before there is a name
def _grammar(text: str) -> re.Pattern[str]:
    """With the patterns of words in capitals."""
    for word, pattern in GRAMMAR.items():
        text = text.replace(word, pattern)
    return re.compile(text, re.DOTALL)


FORM = (
    r"(?P<symbol>NAME|π|η[0-9]+)|(?P<entry>NAME\[INDEX\])|(?P<product>SIDE·SIDE)"
    r"|(?P<maximum>max![0-9]+)"
    r"|(?P<text>written!.*)|(?P<private>(?!max!|written!)[a-z]+!.*|NAME\[[0-9]+\]:[0-9]+)"
)
FUNCTION = (  # apart, for most names are none, and this is long
    r"(?P<function>⌀\(NAME\)|root\(FRACTIONSFRACTIONS\)"
    r"|(is0|sum|sqrt|log|erfc|arctan|E|step)\(ELEMENT(/ELEMENT\^[0-9]+)*\))"
)


class Label(str):
    """Which member: a known one, or * + or Σ for the unnamed ones of a set, from a depth on."""

    kind: str
    set: str
    depth: int
    deep: bool

    def __new__(cls, text: str) -> Label:
        return text if isinstance(text, Label) else _index(text)

    @property
    def other(self) -> Label:
        """*J/1"""
        return Label(f"*{self.set}/{self.depth}")

    @property
    def another(self) -> Label:
        """*J/1~"""
        return Label(f"{self.other}~")

    @property
    def summed(self) -> Label:
        """+J/1"""
        return Label(f"+{self.set}/{self.depth}")


def unnamed(over: str, depth: int = 1) -> Label:
    """*J/1 for a set."""
    return Label(f"*{over}/{depth}")


@lru_cache(maxsize=10_000)
def _index(text: str) -> Label:
    if not _grammar("INDEX").fullmatch(text):
        raise Rejected(f"expected an index, found {text[:40]!r}")
    index = str.__new__(Label, text)
    over, slash, depth = text.rstrip("~").partition("/")
    index.kind, index.set = (over[0], over[1:]) if slash else ("", "")
    index.depth, index.deep = int(depth or 0), text[-1] == "~"
    return index


def generic_member(basis: tuple[str, ...]) -> Label | None:
    """*I/1 for a basis vector that is summed over all unnamed members, ("v", "+I/1")."""
    label = basis[-1] if basis else ""
    return Label(label).other if label.startswith(SUMMED) else None


class Atom(str):
    """A name that is written in one of the forms above.  Raises Rejected for any other text."""

    kind: str  # for a function its own name
    sides: tuple[tuple[str, ...], ...]  # ("s", "a") of a member, both basis vectors of a product
    # at any depth: the atom and what it is a function of, their kinds, ...
    inside: frozenset[Atom]
    kinds: frozenset[str]
    indices: frozenset[Label]
    stars: frozenset[Label]
    summed: frozenset[Label]
    symbols: frozenset[str]  # what is declared, but for indices
    is_function: bool

    def __new__(cls, text: str) -> Atom:
        return text if isinstance(text, Atom) else _atom(text)

    def with_index(self, old: Label, new: Label) -> Atom:
        """The same of another member; nothing changes places, and only indices stand in [ ]."""
        return Atom(self.replace(f"[{old}]", f"[{new}]")) if old in self.indices else self

    def closed(self) -> Atom:
        """With its sums over unnamed members inside it."""
        return Atom(self.replace("[+", "[Σ"))

    def opened(self) -> Atom:
        """With its sums around it."""
        return Atom(self.replace("[Σ", "[+"))


def composed(*sides: tuple[str, ...]) -> Atom:
    """s[a] for ("s", "a"); the inner product of two basis vectors, in one order."""
    sides = tuple(sorted(sides, key=_shown))
    if (atom := Atom("·".join(map(_shown, sides)))).sides != sides:
        raise Rejected(f"{str(atom)!r} is the name of something else")
    return atom


def _shown(basis: tuple[str, ...]) -> str:
    """v[a], w, or M(v[a] for the matrix M applied to v_a."""
    return "(".join((*basis[:-2], basis[-2] + (f"[{basis[-1]}]" if basis[-1] else "")))


@lru_cache(maxsize=20_000)
def _atom(text: str) -> Atom:
    form = _grammar(FORM).fullmatch(text) or _grammar(FUNCTION).fullmatch(text)
    if form is None:
        raise Rejected(f"expected the name of a number, found {text[:40]!r}")
    atom, kind = str.__new__(Atom, text), str(form.lastgroup)
    atom.is_function = kind == "function"
    atom.kind = text.partition("(")[0] if atom.is_function else kind
    sides = [_basis(side) for side in text.split("·")] if kind in (ENTRY, PRODUCT) else []
    atom.sides = tuple(sides)
    inner = [
        _unquoted(x) for x, *_ in _grammar("QUOTED|NUMBER").findall(text) if x and atom.is_function
    ]
    own: dict[str, Any] = {
        "inside": [atom],
        "kinds": [atom.kind],
        "indices": [basis[-1] for basis in sides if basis[-1]],
        "symbols": [name for basis in sides for name in basis[:-1]] or [text],
    }
    for name, values in own.items():
        setattr(atom, name, frozenset(values).union(*(getattr(x, name) for x in inner)))
    atom.stars, atom.summed = (
        frozenset(i for i in atom.indices if i.kind == kind) for kind in (OTHER, SUMMED)
    )
    return atom


def _basis(side: str) -> tuple[str, ...]:
    *matrices, last = side.split("(")
    key, _, label = last.partition("[")
    return (*matrices, key, Label(label[:-1]) if label else "")


def _unquoted(text: str) -> Atom:
    """An atom in a function's text, as Python writes it."""
    if repr(atom := Atom(re.sub(r"\\(.)", r"\1", text[1:-1]))) != text:
        raise Rejected(f"expected a name as it is written, found {text[:40]!r}")
    return atom
