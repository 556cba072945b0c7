"""Conditions of a line with a derivative: they hold nearby too, as what is declared does.

d/dx log x = 1/x (x > 0) is about an x among those that are positive: x > 0 is a hypothesis of the
line, and does not stand left of ⇒, where it would be about the one x alone.  And for n = 2 the sums
that are derived have two terms.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping

from ...language import Definition, IndexSet, Term, TermError, indices_in, replaced
from ...language.kinds import COMPARISONS
from ..latex_terms.scope import PageScope
from .bound_names import mapped_definition

HOLDS = {
    "=": operator.eq, "≠": operator.ne, "<": operator.lt, "≤": operator.le,
    ">": operator.gt, "≥": operator.ge,
}  # fmt: skip


def nearby(known: Mapping[str, Definition], goal: Term) -> tuple[list[Term], Term]:
    """The conditions of a claim that speaks of derivatives, and the claim without them."""
    if goal.op != "⇒" or goal.right.op not in COMPARISONS or not _derives(known, goal.right):
        return [], goal
    left = [*goal.left.children] if goal.left.op == "and" else [goal.left]
    inner = [f.children[-1] if f.op == "every" else f for f in left]
    if any(f.op not in COMPARISONS or _derives(known, f) for f in inner):
        return [], goal
    return left, goal.right


def with_sizes(
    scope: PageScope, said: list[Term]
) -> tuple[PageScope, list[Term], dict[Term, Term]]:
    """The scope where a size has a value that is said of it, what else is said, and the values."""
    sizes = {size for size in scope.sizes.values() if size.op == "scalar"}
    values = {
        f.left: f.right
        for f in said
        if f.op == "=" and f.left in sizes and f.right.op == "number" and f.right.args[0] != 0
    }
    told = [replaced(f, values) for f in (*said, *scope.facts)]
    others = [t for law in scope.laws.values() for t in (law.mean, law.variance)]
    if not values or any(map(_is_false, told)) or _speak_of((*others, *scope.links), values):
        return scope, said, {}
    made = scope.inner()
    made.sizes = {key: replaced(size, values) for key, size in scope.sizes.items()}
    made.facts = tuple(replaced(f, values) for f in scope.facts)
    made.definitions = {
        key: mapped_definition(d, lambda t: replaced(t, values))
        for key, d in scope.definitions.items()
    }
    return made, [replaced(f, values) for f in said], values


def _is_false(fact: Term) -> bool:
    """Whether it is a comparison of numbers that does not hold: 2 ≥ 3."""
    if fact.op not in HOLDS or any(t.op != "number" for t in fact.children):
        return False
    return not HOLDS[fact.op](*(int(t.key) for t in fact.children))


def _speak_of(terms: Iterable[Term], parts: Iterable[Term]) -> bool:
    return not {*parts}.isdisjoint(s for t in terms for s in t.subterms())


def check_members(said: list[Term], sets: list[IndexSet]) -> None:
    """Raises TermError where a condition is about an index that may be any of several members."""
    named = {m for one in sets for m in one.members}
    if other := sorted(frozenset().union(*map(indices_in, said)) - named):
        raise TermError(
            f"of which members is the condition on {other[0]}? It may be any of several here"
        )


def _derives(known: Mapping[str, Definition], term: Term) -> bool:
    seen: set[str] = set()
    todo = [term]
    while todo:
        for t in todo.pop().subterms():
            if t.op == "diff":
                return True
            if t.op == "defined" and t.key in known and t.key not in seen:
                seen.add(t.key)
                todo += known[t.key].bodies
    return False
