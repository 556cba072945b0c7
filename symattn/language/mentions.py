"""What a term mentions, and what it depends on."""

from __future__ import annotations

from functools import lru_cache

from .context import Context
from .kinds import BINDERS, CHANCE
from .term import Term


@lru_cache(maxsize=20_000)
def indices_in(term: Term, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of the free indices of a term."""
    if term.op == "index":
        return frozenset({str(term.args[0])} - bound)
    if term.op in BINDERS:
        bound = bound | {str(term.args[0])}
    return (
        frozenset().union(*(indices_in(c, bound) for c in term.children))
        if term.children
        else frozenset()
    )


def occurs_outside_means(context: Context, term: Term, keys: frozenset[str]) -> bool:
    """Whether scalars or vectors with these names occur in a term elsewhere than inside a mean, a
    probability or a law, definitions unfolded.
    """
    if term.op in CHANCE:
        return False
    if (term.op in ("scalar", "vector", "member") and term.args[0] in keys) or any(
        occurs_outside_means(context, c, keys) for c in term.children
    ):
        return True
    bodies = [
        b
        for d in context.definitions
        if term.op == "defined" and d.key == term.args[0]
        for b in d.bodies
    ]
    return any(occurs_outside_means(context, b, keys) for b in bodies)


def depends_on(context: Context, term: Term, keys: frozenset[str]) -> bool:
    """Whether scalars or vectors with these names occur in a term, definitions unfolded."""
    bodies = {d.key: d.bodies for d in context.definitions}
    return any(
        (t.op in ("scalar", "entry", "vector", "member") and t.args[0] in keys)
        or (
            t.op == "defined"
            and any(depends_on(context, b, keys) for b in bodies.get(str(t.args[0]), ()))
        )
        for t in term.subterms()
    )
