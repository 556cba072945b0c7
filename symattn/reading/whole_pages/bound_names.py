"""Terms and contexts with names changed: bound indices apart from members, definitions put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ...language import Context, Definition, Term, TermError, flattened, replace_indices
from ...language.kinds import BINDERS
from ..latex_terms.scope import as_index

FRESH = "jlmprstuvw"
Change = Callable[[Term], Term]


def names_apart(context: Context, goal: Term) -> tuple[Context, Term]:
    """With bound indices that are no names of members; and what is put in for a limit."""
    taken = {n for s in context.index_sets for n in (*s.members, s.rest) if n}
    for d in context.definitions:
        if not d.params:  # also what is put in for a limit
            goal = to_defined(d.key)(goal)
    facts = tuple(renamed(f, taken) for f in context.facts)
    definitions = tuple(_definition_apart(d, taken) for d in context.definitions)
    return replace(context, facts=facts, definitions=definitions), renamed(goal, taken)


def _definition_apart(d: Definition, taken: set[str]) -> Definition:
    changes: dict[str, Term] = {}
    params: list[tuple[str, str]] = []
    names = {str(t.args[0]) for b in d.bodies for t in b.subterms() if t.op in ("index", *BINDERS)}
    for name, over in d.params:
        new = name
        if name in taken:
            busy = taken | names | {p for p, _ in params}
            new = next(n for n in FRESH if n not in busy)
            changes[name] = as_index(new)
        params.append((new, over))
    inner = taken | {p for p, _ in params}
    return replace(
        d,
        params=tuple(params),
        body=renamed(replace_indices(renamed(d.body, inner), changes), inner),
        exceptions=tuple((m, renamed(b, taken)) for m, b in d.exceptions),
    )


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
        by = {name: as_index(new)} if new != name else {}
        *excluded, body = term.children
        inner = {*taken, new}
        changed = renamed(replace_indices(body, by), inner)
        return Term(term.op, (new, term.args[1], *excluded, changed))
    return Term(term.op, term.mapped(lambda a: renamed(a, taken)))


def to_defined(key: str) -> Change:
    old, new = Term("scalar", (key,)), Term("defined", (key, "scalar"))

    def change(term: Term) -> Term:
        if term == old:
            return new
        return Term(term.op, term.mapped(change)) if term.children else term

    return change


def mapped_definition(d: Definition, change: Change) -> Definition:
    return replace(
        d, body=change(d.body), exceptions=tuple((m, change(b)) for m, b in d.exceptions)
    )


def unfolded_in(term: Term, known: Mapping[str, Definition], depth: int) -> Term:
    if not term.children and term.op != "defined":
        return term
    if term.op == "defined" and term.key in known:
        if depth > len(known):
            raise TermError(f"{term.key} is defined by itself")
        d = known[term.key]
        by = {name: index for (name, _), index in zip(d.params, term.children)}
        taken = {str(t.args[0]) for i in by.values() for t in i.subterms()}
        return unfolded_in(replace_indices(renamed(d.body, taken), by), known, depth + 1)
    return flattened(term.op, term.mapped(lambda a: unfolded_in(a, known, depth)))


def with_maxima_put_in(term: Term, known: Mapping[str, Definition]) -> Term:
    """The term with definitions put in that speak of the largest of a family.

    A proof lists the maxima of its claim, and looks into no definition for them.
    """
    heavy: set[str] = set()
    while more := {
        k for k, d in known.items() if k not in heavy and not d.exceptions and _is_heavy(d, heavy)
    }:
        heavy |= more
    return unfolded_in(term, {k: known[k] for k in heavy}, 0) if heavy else term


def _is_heavy(d: Definition, heavy: set[str]) -> bool:
    return any(t.op == "most" or (t.op == "defined" and t.key in heavy) for t in d.body.subterms())


def implied(left: Sequence[Term], goal: Term) -> Term:
    joined = list(left)
    if goal.op == "⇒":
        before = goal.left
        joined += before.children if before.op == "and" else (before,)
        goal = goal.right
    joined = list(dict.fromkeys(joined))
    return Term("⇒", (joined[0] if len(joined) == 1 else Term("and", tuple(joined)), goal))


def about(term: Term, keys: set[str]) -> bool:
    """Whether a fact speaks of one of the names."""
    leaves = ("scalar", "vector", "matrix", "entry", "member", "defined")
    return any(t.op in leaves and t.key in keys for t in term.subterms())
