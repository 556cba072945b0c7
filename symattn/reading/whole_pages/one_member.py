"""Two indices that name one member: one is put in for the other, wherever it stands."""

from __future__ import annotations

from dataclasses import replace

from ...language import Definition, Term, replace_indices
from ..definitions_put_in import renamed
from ..latex_terms.kronecker import delta_moved
from ..latex_terms.scope import PageScope, as_index
from .bound_names import definition_apart, mapped_definition
from .members_apart import own_members

OPEN = ("some", "fixed", "rest")  # kinds that may be another member, the most open one first


def as_one(
    scope: PageScope, goal: Term, pair: tuple[str, str]
) -> tuple[PageScope, Term, tuple[str, str]] | None:
    """The scope and a claim with one of two indices put in for the other: which, and which stays.

    None where they are declared different, or a family has a value of its own at each of them.
    """
    own = own_members(scope, goal)  # δ_{ij} is a family that is 1 at i
    ways = [way for way in (pair, pair[::-1]) if kind(scope, way[0]) in OPEN]
    if not ways:
        return None
    gone, stays = min(ways, key=lambda way: (way[0] in own, OPEN.index(kind(scope, way[0]))))
    if any({gone, stays} <= {m for m, _ in d.exceptions} for d in scope.definitions.values()):
        return None
    return (*_put_in(scope, goal, gone, stays), (gone, stays))


def kind(scope: PageScope, name: str) -> str:
    """What kind of member an index names; "number" for what is no letter of the page."""
    found = scope.indices.get(name)
    return found.kind if found is not None else "number"


def _put_in(scope: PageScope, goal: Term, gone: str, stays: str) -> tuple[PageScope, Term]:
    deltas = delta_moved(scope, gone, stays)

    def keyed(term: Term) -> Term:
        if term.op == "defined" and term.key in deltas:
            term = Term(term.op, (deltas[term.key], *term.args[1:]))
        return Term(term.op, term.mapped(keyed)) if term.children else term

    def now(term: Term) -> Term:
        return keyed(replace_indices(renamed(term, {gone, stays}), {gone: as_index(stays)}))

    def of(d: Definition) -> Definition:
        apart = definition_apart(d, {gone, stays})
        own = tuple((stays if m == gone else m, body) for m, body in apart.exceptions)
        return mapped_definition(replace(apart, key=deltas.get(d.key, d.key), exceptions=own), now)

    made = scope.inner()
    found = [*map(of, scope.definitions.values())]
    made.definitions = {d.key: d for d in found}
    made.facts, made.links = tuple(map(now, scope.facts)), tuple(map(now, scope.links))
    return made, now(goal)
