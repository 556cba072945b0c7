"""A derivative by x of what an equation ties to x: s, where s = a·x was supposed and not defined.

A reader takes s for a function of x; a declared number does not change with x.  So it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...language import Definition, Term, TermError
from ..gradients import Gradient

LEAVES = ("scalar", "vector", "matrix", "entry", "member", "defined")


def check_tied(goal: Term, facts: Iterable[Term], known: Mapping[str, Definition]) -> None:
    """Raises TermError where something is derived by what an equation ties to it."""
    slopes = list(_slopes(goal))
    if not slopes:
        return
    equations = [t for f in (goal, *facts) for t in f.subterms() if _is_hypothesis(t, f, goal)]
    for of, by in slopes:
        spoken = _reached([of], known)
        for equation in equations:
            sides = [_reached([side], known) for side in equation.children]
            for one, other in (sides, sides[::-1]):
                if by in one and by not in other and len(tied := other - {by}) == 1:
                    (name,) = tied
                    if name in spoken:
                        raise TermError(
                            f"{name} is tied to {by} by an equation; is it a function of {by} "
                            f"here? Then define it: let {name} = …"
                        )


def _is_hypothesis(t: Term, said: Term, goal: Term) -> bool:
    """Whether an equation is a fact, or stands left of an arrow in the claim."""
    if t.op != "=" or len(t.children) != 2:
        return False
    return said is not goal or any(
        u.op == "⇒" and any(t is s for s in u.left.subterms()) for u in goal.subterms()
    )


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
