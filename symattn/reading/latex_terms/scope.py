"""What the names of a page stand for, at one place of it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...language import Definition, Family, Law, Matrix, Scalar, Term, Vector
from .latex_tokens import Token
from .page_names import Names

Synonym = tuple[tuple[Token, ...], tuple[Token, ...]]
FAMILY = "_\u00b7"  # ends the spelling of a family whose letter is also a name by itself
Means = Callable[[Term], Term]  # what a family is worth at an index


@dataclass(frozen=True)
class Symbol:
    """A declared name that is a number, a vector or a matrix; with `over`, a family of them.

    `kind` is an operator of leaves: scalar, vector, matrix, entry, member or defined.
    """

    kind: str
    key: str
    sort: str
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Worth:
    """A name that stands for a term while a function's body is read; `at` for one with an index."""

    term: Term | None = None
    at: Means | None = None
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageFunction:
    """f(x) = body, read anew at every call; `uses` are keys of the names in the body."""

    name: str
    parameters: tuple[str, ...]
    body: tuple[Token, ...]
    scope: PageScope
    uses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PageIndex:
    """A name for a member of a set.

    `kind` is named (distinct from all other named ones), rest (any other) or some (any member at
    all, which may be another's).
    """

    over: str
    kind: str


@dataclass(frozen=True)
class LimitTaken:
    """variable → point: "oo", "-oo", or a number `at` from above ("+") or below ("-")."""

    variable: str  # as the page spells it
    key: str
    point: str = "oo"
    at: Term | None = None
    side: str = ""


@dataclass
class PageScope:
    """Names in force.  A scope inside another starts as a copy of it."""

    names: Names = field(default_factory=Names)
    symbols: dict[str, Symbol | Worth | PageFunction] = field(default_factory=dict)
    indices: dict[str, PageIndex] = field(default_factory=dict)
    sizes: dict[str, Term] = field(default_factory=dict)  # of index sets, by their keys
    scalars: dict[str, Scalar] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    vectors: dict[str, Vector] = field(default_factory=dict)
    matrices: dict[str, Matrix] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    laws: dict[str, Law] = field(default_factory=dict)
    facts: tuple[Term, ...] = ()
    assumed: tuple[Term, ...] = ()  # of the facts, those that sentences suppose
    limits: tuple[LimitTaken, ...] = ()
    links: tuple[Term, ...] = ()
    synonyms: tuple[Synonym, ...] = ()  # what is written for what is declared
    partial: frozenset[str] = frozenset()  # families with a value at some members alone
    elsewhere: frozenset[str] = frozenset()  # what was new in a section that has ended
    implied: frozenset[str] = frozenset()  # whole numbers, for they count something
    loose: frozenset[str] = frozenset()  # numbers that a bound declared, and no word
    unread: frozenset[str] = frozenset()  # names of which something is said that is not read
    reasons: dict[str, str] = field(default_factory=dict)  # why, where nothing else tells
    lately: tuple[tuple[Term, ...], tuple[str, ...]] = ((), ())  # conditions of the last sentence
    spoken: frozenset[str] = frozenset()  # names of which words say what they are
    passed: tuple[tuple[Term, str], ...] = ()  # comparisons said in passing, and how
    in_words: tuple[str, ...] = ()  # assumptions without a formula
    depends: dict[str, tuple[str, ...]] = field(default_factory=dict)  # p_k(T): what p depends on
    entries: frozenset[str] = frozenset()  # letters that the page uses by their entries alone
    bound: dict[str, str] = field(default_factory=dict)  # indices bound here: their sets
    # indices of which it is known that they are one (1) or two (0)
    deltas: dict[frozenset[str], int] = field(default_factory=dict)

    def inner(self) -> PageScope:
        """A scope inside this one."""
        copies = {
            name: dict(getattr(self, name))
            for name in (
                "symbols", "indices", "sizes", "scalars", "families", "vectors", "matrices",
                "definitions", "laws", "bound", "deltas", "depends", "reasons",
            )
        }  # fmt: skip
        return replace(self, **copies)  # type: ignore[arg-type]

    def emptied(self) -> PageScope:
        """The page's scope before anything was declared; names stay given."""
        return PageScope(names=self.names, entries=self.entries)

    def kept_after(self, closed: PageScope) -> PageScope:
        """This scope after one inside it ends: what was new there stays, what was changed does not.

        A letter that is declared again is another thing (`forget`).  Names of members end here, and
        so do facts that are about older names alone.
        """
        made = self.inner()
        new: set[str] = set()
        for name in (
            "symbols", "sizes", "scalars", "families", "vectors", "matrices",
            "definitions", "laws",
        ):  # fmt: skip
            mine = getattr(made, name)
            for key, value in getattr(closed, name).items():
                if key not in mine:
                    mine[key] = value
                    new.add(key)
        for spelled, meaning in made.symbols.items():
            if isinstance(meaning, Symbol) and meaning.kind != "defined":
                made.definitions.pop(meaning.key, None)
        kept = [f for f in closed.facts if any(mentions(f, key) for key in new)]
        made.facts = tuple(dict.fromkeys((*self.facts, *kept)))
        made.elsewhere = self.elsewhere | closed.elsewhere | (set(made.symbols) - set(self.symbols))
        partial = self.partial | closed.partial
        made.partial = frozenset(k for k in partial if k in made.definitions)
        made.depends = {**closed.depends, **self.depends}
        made.assumed = tuple(f for f in (*self.assumed, *closed.assumed) if f in made.facts)
        made.implied, made.loose = self.implied | closed.implied, self.loose | closed.loose
        return made

    def binding(self, name: str, over: str) -> PageScope:
        """With an index bound; a bound index hides a declared name."""
        return replace(self, bound={**self.bound, name: over})

    def meaning(self, spelled: str) -> Symbol | Worth | PageFunction | None:
        return self.symbols.get(spelled)

    def family(self, spelled: str) -> Symbol | Worth | PageFunction | None:
        """What a name with an index is one of: \\alpha_j beside a number \\alpha, say.

        o_k is one of the numbers \\mathbf{o}, where the page has no other o.
        """
        found = self.symbols.get(spelled + FAMILY) or self.symbols.get(spelled)
        if found is None and len(spelled) == 1:
            bold = self.symbols.get(rf"\mathbf{{{spelled}}}")
            if isinstance(bold, Symbol) and bold.over and bold.sort == "scalar":
                return bold
        return found

    def index(self, spelled: str) -> str | None:
        """The set that an index runs through, or None if the name is no index."""
        if spelled in self.bound:
            return self.bound[spelled]
        found = self.indices.get(spelled)
        return found.over if found else None

    def spelling(self, key: str) -> str:
        """How the page spells a declared name of terms."""
        return next(s for s, m in self.symbols.items() if isinstance(m, Symbol) and m.key == key)

    def moves(self, term: Term) -> bool:
        """Whether a term changes as the declared limit is taken."""
        return self.speak_of([term], {limit.key for limit in self.limits})

    def speak_of(self, terms: Iterable[Term], keys: set[str]) -> bool:
        """Whether terms have one of these names in them, definitions looked into."""
        seen: set[str] = set()
        todo = list(terms)
        while todo:
            for t in todo.pop().subterms():
                name = str(t.args[0]) if t.args and t.op not in ("number", "index") else ""
                if name in keys:
                    return True
                known = self.definitions.get(name)
                if known is not None and name not in seen:
                    seen.add(name)
                    todo += known.bodies
        return False

    def set_of_size(self, size: Term) -> str:
        """The set of this size; a new one if there is none."""
        for key, known in self.sizes.items():
            if known == size:
                return key
        key = next(k for k in _set_names() if k not in self.sizes)
        self.sizes[key] = size
        return key

    def forget(self, spelled: str) -> None:
        """What is declared again is another thing."""
        old = self.symbols.pop(spelled, None)
        self.depends = {
            k: on for k, on in self.depends.items() if k != spelled and spelled not in on
        }
        self.implied -= {spelled}
        self.unread -= {spelled}
        self.reasons.pop(spelled, None)
        self.loose -= {spelled}
        if isinstance(old, Symbol):
            parts: tuple[dict[str, object], ...] = (
                self.scalars, self.families, self.vectors, self.matrices, self.definitions,
                self.laws,
            )  # type: ignore[assignment]  # fmt: skip
            for part in parts:
                part.pop(old.key, None)
            self.partial -= {old.key}
            self.facts = tuple(f for f in self.facts if not mentions(f, old.key))
            self.limits = tuple(l for l in self.limits if l.key != old.key)

    def unread_of(self, *spellings: str) -> str:
        """What to say of a name of which something is said that is not read; "" of others."""
        for spelled in spellings:
            if spelled in self.unread:
                why = self.reasons.get(spelled, "")
                told = f"what is said of {spellings[0]} further up is not read"
                return f"{told}: {why}" if why else told
        return ""

    def nearest(self, spelled: str) -> str:
        """A declared name that looks like one that is not, or ""."""
        found = difflib.get_close_matches(spelled, [*self.symbols, *self.indices], 1, 0.75)
        return found[0] if found else ""


def with_synonyms(row: Sequence[Token], synonyms: Sequence[Synonym]) -> list[Token]:
    """The tokens, with what is written for something else put right; the longest match first."""
    found: list[Token] = []
    at = 0
    ordered = sorted(synonyms, key=lambda pair: -len(pair[0]))
    texts = [(t.kind, t.text) for t in row]
    while at < len(row):
        for new, old in ordered:
            after = texts[at + len(new) : at + len(new) + 1]
            if after == [("sign", "_")] and "_" in [t.text for t in old]:
                continue  # \alpha for \alpha_j does not mean the \alpha of \alpha_i
            if texts[at : at + len(new)] == [(t.kind, t.text) for t in new]:
                start, end = row[at].start, row[at + len(new) - 1].end
                found += [t.moved(start, end) for t in old]
                at += len(new)
                break
        else:
            found.append(row[at])
            at += 1
    return found


def mentions(term: Term, key: str) -> bool:
    """Whether a symbol of this name stands in a term."""
    return any(t.args and t.args[0] == key for t in term.subterms() if t.op != "number")


def _set_names() -> Iterator[str]:
    letters = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
    yield from letters
    yield from (a + b for a in letters for b in letters)


def as_index(label: str) -> Term:
    return Term("index", (label,))
