"""Whether a line that was read says what a derivation says: term by term, up to bound names.

A claim of a page has a context of its own, with what it speaks of; sets of indices have the page's
names; maxima are put in where a definition speaks of one.  Nothing else may differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from symattn.language import Context, Definition, Term, plain
from symattn.language.kinds import BINDERS, LIMITS
from symattn.reading.latex_terms.page_names import Letters
from symattn.reading.whole_pages.bound_names import with_maxima_put_in

Tree = Any
LEAVES = ("scalar", "vector", "matrix", "entry", "member", "defined")


@dataclass
class _Words:
    """How names are spelled alike on both sides: letters of the page, sets by their sizes."""

    letters: Letters
    sets: Mapping[str, str]

    def name(self, key: str) -> str:
        base, line, below = key.partition("_")
        return self.letters.latex.get(base, base) + line + below

    def tree(self, term: Term, bound: Mapping[str, str] | None = None, depth: int = 0) -> Tree:
        """The term as nested tuples, with bound names counted from outside."""
        bound = bound or {}
        if term.op == "index":
            return ("index", bound.get(str(term.args[0]), str(term.args[0])))
        if term.op in BINDERS:
            name, over = (str(a) for a in term.args[:2])
            *left_out, body = term.children
            inner = {**bound, name: f"#{depth}"}
            return (
                term.op, self.sets[over], tuple(self.tree(t, bound, depth) for t in left_out),
                self.tree(body, inner, depth + 1),
            )  # fmt: skip
        args = list(term.args)
        if term.op in LEAVES:
            args[0] = self.name(str(args[0]))
        return (term.op, *(self.tree(a, bound, depth) if isinstance(a, Term) else a for a in args))


def said(context: Context, goal: Term, letters: Letters = Letters()) -> dict[str, Tree]:
    """All that a claim says, with what it is relative to, and nothing that it does not reach."""
    known = {d.key: d for d in context.definitions}
    goal = with_maxima_put_in(goal, known)
    facts = [with_maxima_put_in(f, known) for f in context.facts]
    words = _Words(letters, {s.key: plain(s.size) for s in context.index_sets})
    names, facts = _reached(context, goal, facts)
    definitions = [d for d in context.definitions if ("defined", d.key) in names]
    members = {s.key: frozenset(s.members) for s in context.index_sets}
    used = {over for d in definitions for _, over in d.params}
    used |= {f.over for f in context.families if ("family", f.key) in names}
    used |= {str(t.args[1]) for t in _all(goal, facts, definitions) if t.op in BINDERS}
    free = {str(t.args[0]) for t in _all(goal, facts, definitions) if t.op == "index"}
    limit = tuple(words.name(k) for k in context.limit if _tends(goal) or ("scalar", k) in names)
    return {
        "goal": words.tree(goal),
        "facts": frozenset(words.tree(f) for f in facts),
        "definitions": frozenset(_defined(d, words, members) for d in definitions),
        "sets": frozenset(
            (plain(s.size), frozenset(s.members), s.rest if s.rest in free else bool(s.rest))
            for s in context.index_sets
            if s.key in used
        ),
        "scalars": frozenset(
            (words.name(s.key), s.integer) for s in context.scalars if ("scalar", s.key) in names
        ),
        "families": frozenset(
            (words.name(f.key), words.sets[f.over], f.sort, f.norm and words.tree(f.norm))
            for f in context.families
            if ("family", f.key) in names
        ),
        "vectors": frozenset(
            (op, words.name(v.key))
            for op, all_ in (("vector", context.vectors), ("matrix", context.matrices))
            for v in all_
            if (op, v.key) in names
        ),
        "laws": frozenset(
            (words.name(l.key), words.tree(l.mean), words.tree(l.variance))
            for l in context.laws
            if {("scalar", l.key), ("vector", l.key), ("family", l.key)} & names
        ),
        "limit": limit,
        "links": frozenset(words.tree(l) for l in context.links) if limit else frozenset(),
    }


def _defined(d: Definition, words: _Words, members: Mapping[str, frozenset[str]]) -> Tree:
    bound = {name: f"param {k}" for k, (name, _) in enumerate(d.params)}
    whole = bool(d.exceptions) and {m for m, _ in d.exceptions} == members[d.params[0][1]]
    return (
        words.name(d.key), d.sort, tuple(words.sets[over] for _, over in d.params),
        None if whole else words.tree(d.body, bound),
        frozenset((m, words.tree(body)) for m, body in d.exceptions),
    )  # fmt: skip


def _tends(goal: Term) -> bool:
    return any(t.op in LIMITS for t in goal.subterms())


def _all(goal: Term, facts: Iterable[Term], definitions: Iterable[Definition]) -> Iterable[Term]:
    for term in (goal, *facts, *(b for d in definitions for b in d.bodies)):
        yield from term.subterms()


def _kind(term: Term) -> tuple[str, str] | None:
    if term.op in ("entry", "member"):
        return "family", term.key
    return (term.op, term.key) if term.op in LEAVES else None


def _reached(
    context: Context, goal: Term, facts: list[Term]
) -> tuple[set[tuple[str, str]], list[Term]]:
    """The symbols that a claim speaks of, also by way of definitions, laws, norms and facts."""
    todo = [goal]
    sizes = {s.key: s.size for s in context.index_sets}
    homes = {f.key: f.over for f in context.families}
    if _tends(goal):
        todo += [Term("scalar", (k,)) for k in context.limit]
    names: set[tuple[str, str]] = set()
    mine: list[Term] = []
    while todo:
        for t in todo.pop().subterms():
            if t.op in BINDERS:
                todo.append(sizes[str(t.args[1])])
            kind = _kind(t)
            if kind is None or kind in names:
                continue
            names.add(kind)
            todo += [b for d in context.definitions if kind == ("defined", d.key) for b in d.bodies]
            todo += [sizes[over] for d in context.definitions if kind == ("defined", d.key)
                     for _, over in d.params]  # fmt: skip
            todo += [sizes[homes[t.key]]] if kind[0] == "family" else []
            todo += [f.norm for f in context.families
                     if kind == ("family", f.key) and f.norm is not None]  # fmt: skip
            todo += [x for law in context.laws if kind[0] != "defined" and law.key == kind[1]
                     for x in (law.mean, law.variance)]  # fmt: skip
        for fact in facts:
            if fact not in mine and any(_kind(t) in names for t in fact.subterms()):
                mine.append(fact)
                todo.append(fact)
    return names, mine


def differences(one: Mapping[str, Tree], other: Mapping[str, Tree]) -> list[tuple[str, Tree, Tree]]:
    """The parts in which two claims differ."""
    found = []
    for part in one:
        x, y = one[part], other[part]
        if x == y:
            continue
        if isinstance(x, frozenset):
            x, y = x - y, y - x
        found.append((part, x, y))
    return found
