"""Terms and contexts with names changed: bound indices apart from members, definitions put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ...language import Context, Definition, Term, replace_indices
from ...language.kinds import BINDERS
from ..definitions_put_in import FRESH, reached, renamed, unfolded_in
from ..latex_terms.scope import as_index

Change = Callable[[Term], Term]


def names_apart(context: Context, goal: Term) -> tuple[Context, Term]:
    """With bound indices that are no names of members; and what is put in for a limit."""
    taken = {n for s in context.index_sets for n in (*s.members, s.rest) if n}
    for d in context.definitions:
        if not d.params:  # also what is put in for a limit
            goal = to_defined(d.key)(goal)
    facts = tuple(renamed(f, taken) for f in context.facts)
    definitions = tuple(definition_apart(d, taken) for d in context.definitions)
    return replace(context, facts=facts, definitions=definitions), renamed(goal, taken)


def definition_apart(d: Definition, taken: set[str]) -> Definition:
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


def with_maxima_put_in(term: Term, known: Mapping[str, Definition]) -> Term:
    """The term with definitions put in that speak of the largest of a family.

    A proof lists the maxima of its claim, and looks into no definition for them.
    """
    whole = {key: d for key, d in known.items() if not d.exceptions}
    heavy = reached(whole, lambda t: t.op == "most")
    return unfolded_in(term, {k: known[k] for k in heavy}, 0) if heavy else term


def about(term: Term, keys: set[str]) -> bool:
    """Whether a fact speaks of one of the names."""
    leaves = ("scalar", "vector", "matrix", "entry", "member", "defined")
    return any(t.op in leaves and t.key in keys for t in term.subterms())
