"""Hypotheses for every index: "if z_k > z_l for all l ≠ k" is one about all l.

The index is bound inside of the hypothesis where the claim does not speak of it.
"""

from __future__ import annotations

from dataclasses import replace

from ...language import Term, indices_in
from ..latex_terms.latex_tokens import FormulaError
from ..latex_terms.scope import PageScope, as_index
from .conditions_read import Conditions
from .members_apart import fixed_in


def bound_inside(
    scope: PageScope, conditions: Conditions, goal: Term, at: tuple[int, int]
) -> tuple[list[Term], Conditions]:
    """The hypotheses with their own indices bound, and the conditions that are left.

    Raises FormulaError where it is not said of which member a hypothesis is.
    """
    mine = indices_in(goal) | fixed_in(scope, goal)
    every = {*conditions.every, *(x for pair in conditions.apart for x in pair)}
    found: list[Term] = []
    taken: set[str] = set()
    for hypothesis in conditions.hypotheses:
        own = [
            name for name in sorted(indices_in(hypothesis) - mine)
            if name in scope.indices and scope.indices[name].kind in ("some", "rest")
        ]  # fmt: skip
        quantified = [name for name in own if name in every]
        if not own:
            found.append(hypothesis)
            continue
        if len(own) > 1 or (not quantified and conditions.hypotheses and not _is_rest(scope, own)):
            raise FormulaError(
                f"for which {', '.join(own)} does the hypothesis hold? Write: for all "
                f"{own[0]} \\ne …, or name the member", *at,
            )  # fmt: skip
        (name,) = own
        out = [y if x == name else x for x, y in conditions.apart if name in (x, y)]
        if not quantified:  # k_i, any other than the named ones
            found.append(hypothesis)
            continue
        home = scope.indices[name].over
        found.append(Term("every", (name, home, *map(as_index, out), hypothesis)))
        taken.add(name)
    apart = [pair for pair in conditions.apart if not taken & {*pair}]
    return found, replace(
        conditions, hypotheses=found, apart=apart,
        every=[name for name in conditions.every if name not in taken],
    )  # fmt: skip


def _is_rest(scope: PageScope, names: list[str]) -> bool:
    return all(scope.indices[name].kind == "rest" for name in names)
