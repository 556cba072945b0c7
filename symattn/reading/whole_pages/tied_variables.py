"""A derivative by x of what an equation ties to x: s, where s = a·x was supposed and not defined.

A reader takes s for a function of x; a declared number does not change with x.  So it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...language import Definition, Term, TermError
from ...language.kinds import COMPARISONS, IMPLICATIONS
from ..gradients import Gradient

LEAVES = ("scalar", "vector", "matrix", "entry", "member", "defined")


def check_tied(goal: Term, facts: Iterable[Term], known: Mapping[str, Definition]) -> None:
    """Raises TermError where something is derived by what an equation ties to it."""
    slopes = list(_slopes(goal))
    if not slopes:
        return
    equations = [_reached([e], known) for e in _equations((*facts, *_left_of_arrows(goal)))]
    for of, by in slopes:
        spoken = _reached([of], known) - {by}
        for names in equations:
            if by in names and (tied := sorted(names & spoken)):
                raise TermError(
                    f"{tied[0]} is tied to {by} by an equation; is it a function of {by} here? "
                    f"Then define it: let {tied[0]} = …"
                )


def _equations(said: Iterable[Term]) -> list[Term]:
    """The equations, and pairs of bounds that are one: s ≤ a·x and a·x ≤ s."""
    parts = [t for f in said for t in f.subterms() if t.op in COMPARISONS]
    below = {t.children if t.op == "≤" else t.children[::-1] for t in parts if t.op in ("≤", "≥")}
    return [t for t in parts if t.op == "=" or t.children in below and t.children[::-1] in below]


def _left_of_arrows(goal: Term) -> list[Term]:
    return [t.left for t in goal.subterms() if t.op in IMPLICATIONS]


def _slopes(goal: Term) -> Iterable[tuple[Term, str]]:
    """What is derived, and the name of what it is derived by."""
    for t in goal.subterms():
        if t.op == "diff":
            yield t.left, t.right.key
        elif t.op in ("vector", "matrix") and isinstance(t.args[0], Gradient):
            yield t.args[0].of, t.args[0].by.key
            yield from _slopes(t.args[0].of)


def _reached(terms: Iterable[Term], known: Mapping[str, Definition]) -> set[str]:
    """The names in terms, definitions looked into; a defined name stands for its parts."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = [*terms]
    while todo:
        for t in todo.pop().subterms():
            if t.op not in LEAVES:
                continue
            if isinstance(t.args[0], Gradient):
                todo.append(t.args[0].of)
            elif t.key in known:
                todo += known[t.key].bodies if t.key not in seen else ()
                seen.add(t.key)
            else:
                found.add(t.key)
    return found
