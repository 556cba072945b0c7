"""Events on which lines fail, as terms: the comparisons that make them, and what is fixed there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..kernel import Claim, Rejected
from ..kernel.algebra import ring
from ..kernel.algebra.plain_elements import polynomial_from_json
from ..kernel.chance.laws import with_numbers
from ..kernel.rules.points import point_from_json
from ..language import Term
from .as_terms import condition, rational
from .symbols_used import keys_used


def event_of(parts: Sequence[Term]) -> Term:
    """Several comparisons as one event."""
    return parts[0] if len(parts) == 1 else Term("and", tuple(parts))


def any_of(events: Sequence[Term]) -> Term:
    """Several events as alternatives."""
    return events[0] if len(events) == 1 else Term("or", tuple(events))


def failing(claim: Claim, node: Any) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The comparisons that make the event of a refutation.

    Also the numbers at which parameters are fixed there.  Raises Rejected if one has no name.
    """
    point = point_from_json(node["point"])
    cell = with_numbers(Claim(claim.context, claim.conclusion), point)
    facts = [condition(polynomial_from_json(p), ">", claim.context) for p in node["forms"]]
    used = keys_used(claim.goal, claim.context)
    fixed = [
        (x.key, point.scalars[x.key])
        for x in claim.context.scalars
        if x.key in cell.values and x.key in used
    ]
    if None in facts or any(ring.atoms(p) for _, p in fixed):
        raise Rejected("an event without a name")
    numbers = tuple(
        Term("=", (Term("scalar", (key,)), rational(p.get(ring.UNIT, 0)))) for key, p in fixed
    )
    return tuple(f for f in facts if f is not None), numbers
