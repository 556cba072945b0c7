"""A claim about indices that may be one member or two, as one claim for each way they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...language import Term
from ..latex_terms.latex_tokens import FormulaError
from ..latex_terms.scope import PageScope
from .claim_contexts import At, Framed, framed
from .conditions_read import Conditions
from .members_apart import MayBeOne

MOST = 5  # ways: three indices of one set


def member_cases(
    scope: PageScope, goal: Term, conditions: Conditions, released: Iterable[str], at: At
) -> list[tuple[str, Framed]]:
    """Each way with its claim, first where all differ: (i ≠ j, ...), (i = j, ...).

    Together they are all there is.  Empty where one of them is not read, and for more than `MOST`.
    """
    found: list[tuple[str, Framed]] = []
    todo: list[tuple[Conditions, tuple[str, ...]]] = [(conditions, ())]
    while todo:
        given, said = todo.pop()
        try:
            made = framed(scope, goal, given, released, at)
            doubt = made.doubt
        except FormulaError as error:
            doubt = error
        if doubt is None:
            found.append((", ".join(said), made))
        elif isinstance(doubt, MayBeOne):
            one, other = doubt.pair
            same = replace(given, same=[*given.same, doubt.pair])
            apart = replace(given, apart=[*given.apart, doubt.pair])
            todo.append((same, (*said, f"{one} = {other}")))
            todo.append((apart, (*said, f"{one} ≠ {other}")))
        else:
            return []
        if len(found) + len(todo) > MOST:
            return []
    return found
