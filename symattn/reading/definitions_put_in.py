"""Definitions put in for what they define, with the bound indices of both apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..language import Definition, Term, TermError, flattened, replace_indices
from ..language.kinds import BINDERS

FRESH = "jlmprstuvw"


def renamed(term: Term, taken: set[str] | Mapping[str, str]) -> Term:
    """The term with bound indices renamed that have one of these names."""
    if not term.children or not any(t.op in BINDERS for t in term.subterms()):
        return term
    if term.op in BINDERS:
        name = str(term.args[0])
        inside = {str(t.args[0]) for t in term.subterms() if t.op in ("index", *BINDERS)}
        new = name
        if name in taken:
            new = next(n for n in FRESH if n not in taken and n not in inside)
        by = {name: Term("index", (new,))} if new != name else {}
        *excluded, body = term.children
        inner = {*taken, new}
        changed = renamed(replace_indices(body, by), inner)
        return Term(term.op, (new, term.args[1], *excluded, changed))
    return Term(term.op, term.mapped(lambda a: renamed(a, taken)))


def unfolded_in(
    term: Term, known: Mapping[str, Definition], depth: int, bound: frozenset[str] = frozenset()
) -> Term:
    """The term with these definitions put in; `bound` are indices that are bound around it."""
    if not term.children and term.op != "defined":
        return term
    if term.op in BINDERS:
        bound |= {term.key}
    if term.op == "defined" and term.key in known:
        if depth > len(known):
            raise TermError(f"{term.key} is defined by itself")
        d = known[term.key]
        by = {name: index for (name, _), index in zip(d.params, term.children)}
        taken = {str(t.args[0]) for i in by.values() for t in i.subterms()} | bound
        return unfolded_in(replace_indices(renamed(d.body, taken), by), known, depth + 1, bound)
    return flattened(term.op, term.mapped(lambda a: unfolded_in(a, known, depth, bound)))


def reached(known: Mapping[str, Definition], speaks: Callable[[Term], bool]) -> set[str]:
    """The definitions of which `speaks` is true of a part, and those that use these."""
    found: set[str] = set()
    while more := {
        key
        for key, d in known.items()
        if key not in found
        and any(
            speaks(t) or (t.op == "defined" and t.key in found)
            for body in d.bodies
            for t in body.subterms()
        )
    }:
        found |= more
    return found


def in_order(definitions: Mapping[str, Definition]) -> dict[str, Definition]:
    """Each after those that it uses.  Raises TermError if one is defined by itself."""
    found: dict[str, Definition] = {}

    def put(key: str, above: tuple[str, ...]) -> None:
        if key in above:
            raise TermError(f"{key} is defined by itself")
        if key in found:
            return
        for body in definitions[key].bodies:
            for t in body.subterms():
                if t.op == "defined" and t.key in definitions:
                    put(t.key, (*above, key))
        found[key] = definitions[key]

    for key in definitions:
        put(key, ())
    return found


def implied(left: Sequence[Term], goal: Term) -> Term:
    joined = list(left)
    if goal.op == "⇒":
        before = goal.left
        joined += before.children if before.op == "and" else (before,)
        goal = goal.right
    joined = list(dict.fromkeys(joined))
    return Term("⇒", (joined[0] if len(joined) == 1 else Term("and", tuple(joined)), goal))
