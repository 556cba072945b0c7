"""Search for another limit than the one that is claimed: where the table of cases has one that
differs, and a point at which it does.  Untrusted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected, replay
from ...kernel.algebra.shapes import Point
from ...language import Term, flattened, number, occurs_outside_means, to_json
from ..cases.limit_table import LimitTable, table_of
from ..plain_data import point_to_json
from .models import counterexamples, points

MOST_POINTS = 12


def refute_by_another_limit(claim: Claim, deadline: float) -> tuple[dict[str, Any], Point] | None:
    """A certificate that the limit is another one, and a point at which the two differ."""
    goal, context = claim.goal, claim.context
    if (
        goal.op not in ("→", "≈", "≫")
        or goal.children[0].sort != "scalar"
        or occurs_outside_means(context, goal, frozenset(law.key for law in context.laws))
    ):
        return None
    left, wanted = (
        goal.children
        if goal.op == "→"
        else (_difference(goal), number(0) if goal.op == "≈" else Term("infinity"))
    )
    for value, facts, proof in _values(table_of(context, left, deadline)):
        for point in _points(Claim(context, Term("=", (value, wanted))).assuming(*facts)):
            by = {
                "rule": "another_limit",
                "value": to_json(value),
                "assume": [to_json(f) for f in facts],
                "point": point_to_json(point),
            }
            certificate = {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": [proof]}
            try:
                replay(claim, certificate)
                return certificate, point
            except Rejected:
                continue
    return None


def _difference(goal: Term) -> Term:
    return flattened("+", (goal.children[0], Term("neg", (goal.children[1],))))


def _values(table: LimitTable) -> Iterator[tuple[Term, tuple[Term, ...], Any]]:
    """Each value that is proved, the facts that it is proved under, and the proof."""
    known = len(table.context.facts)
    for claim, proof in table.proofs:
        if claim.goal.op == "→":
            yield claim.goal.children[1], claim.context.facts[known:], proof


def _points(equal: Claim) -> Iterator[Point]:
    """Where the two values should differ, for numbers; else anywhere."""
    infinite = any("infinity" in {t.op for t in side.subterms()} for side in equal.goal.children)
    simple = points(equal, False, MOST_POINTS)
    return simple if infinite else chain(simple, counterexamples(equal, MOST_POINTS))
