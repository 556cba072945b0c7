"""Claims about gradients by vectors, as claims about slopes along any direction."""

from __future__ import annotations

from collections.abc import Mapping

from ...language import Definition, Scalar, Term, TermError, Vector
from ...language.kinds import COMPARISONS
from ..gradients import along_any_direction, as_squares, has_gradient
from ..latex_terms.scope import PageScope


def with_slopes(
    scope: PageScope, goal: Term, known: Mapping[str, Definition], notes: list[str]
) -> tuple[PageScope, Term, frozenset[str]]:
    """The claim, and the scope with the letters that it has for a direction, if it has gradients.

    Comparisons under which it stands are known where the slopes are.  Raises TermError.
    """
    if not has_gradient(goal):
        return scope, goal, frozenset()
    under: tuple[Term, ...] = ()
    if goal.op == "⇒":
        under = goal.left.children if goal.left.op == "and" else (goal.left,)
        if has_gradient(goal.right) and all(f.op in COMPARISONS for f in under):
            goal, under = goal.right, tuple(map(as_squares, under))
        else:
            under = ()
    declared = (
        scope.scalars, scope.families, scope.vectors, scope.matrices, known, scope.indices,
        scope.symbols,
    )  # fmt: skip
    held = [Term("vector", (key,)) for key in scope.laws]
    held += [t for law in scope.laws.values() for t in (law.mean, law.variance)]
    held += [f.norm for f in scope.families.values() if f.norm is not None]
    said = along_any_direction(
        goal,
        known,
        (*scope.facts, *under),
        [*held, *scope.links],
        {key for one in declared for key in one},
    )
    if odd := sorted(said.variables & set(known)):
        raise TermError(f"{odd[0]} has been given a value, and a gradient is by what may be any")
    scope = scope.inner()
    scope.scalars |= {key: Scalar(key) for key in said.numbers}
    scope.vectors |= {key: Vector(key) for key in said.vectors}
    scope.facts = tuple(dict.fromkeys((*scope.facts, *under, *said.facts)))
    to = f" along any direction {', '.join(said.vectors)}" if said.vectors else ""
    notes.append(f"a gradient is read as the slope{to}")
    return scope, said.goal, frozenset((*said.numbers, *said.vectors))
