"""What a term mentions, and what it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    return frozenset[str]().union(*(indices_in(c, bound) for c in term.children))


def occurs_outside_means(context: Context, term: Term, keys: frozenset[str]) -> bool:
    """Whether scalars or vectors with these names occur in a term elsewhere than inside a mean, a
    probability or a law, definitions unfolded.
    """
    if term.op in CHANCE:
        return False
    return (term.op in ("scalar", "vector", "member") and term.args[0] in keys) or any(
        occurs_outside_means(context, t, keys) for t in (*term.children, *context.bodies_of(term))
    )


def depends_on(context: Context, term: Term, keys: frozenset[str]) -> bool:
    """Whether scalars or vectors with these names occur in a term, definitions unfolded."""
    return any(
        t.op in ("scalar", "entry", "vector", "member") and t.key in keys
        for t in all_parts(context, [term])
    )


def all_parts(context: Context, terms: Iterable[Term]) -> Iterator[Term]:
    """All that terms are made of, and the definitions that they use."""
    seen: set[str] = set()
    todo = [*terms]
    while todo:
        for t in todo.pop().subterms():
            yield t
            if t.op == "defined" and t.key not in seen:
                seen.add(t.key)
                todo += context.bodies_of(t)


def moving_in_limit(context: Context) -> frozenset[str]:
    """What moves as the limit is taken: its variables, and vectors whose declared norm does."""
    limit, families = frozenset(context.limit), context.families
    return limit | {f.key for f in families if f.norm and depends_on(context, f.norm, limit)}
