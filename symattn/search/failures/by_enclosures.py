"""Comparisons of numbers that Arb encloses, decided by its enclosures: the verdict rests on Arb,
and says so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra.intervals import outward
from ...kernel.algebra.shapes import Point
from ...kernel.order.parts_of_maxima import OPPOSITE
from ...language import Term, to_json
from ...records.judging import BITS, INSTALL, enclosure, judge, parameters
from ..clock import now
from ..plain_data import point_to_json
from .models import points

MOST_POINTS = 6
MARGIN = Fraction(
    1, 2**50
)  # so that another build of the library finds the number within the bounds


def by_enclosures(claim: Claim, deadline: float) -> tuple[str, dict[str, Any]] | None:
    """The verdict and its evidence, if numbers at a point decide it."""
    if not _is_comparison(claim):
        return None
    for point in islice(points(claim, False, MOST_POINTS), MOST_POINTS):
        if now() > deadline:
            return None
        numbers = _numbers(claim, point)
        if numbers is None:
            continue
        for status, rule in (("proved", "enclosed"), ("refuted", "enclosed_elsewhere")):
            by = {"rule": rule, "point": point_to_json(point), "numbers": numbers}
            try:
                judge(claim, {"oracle": by})
                return status, {"oracle": by}
            except Rejected:
                continue
    return None


def needs_the_oracle(claim: Claim) -> bool:
    """Whether Arb would be asked, and is not there."""
    terms = list(_means(claim.goal)) if _is_comparison(claim) else []
    return bool(terms) and enclosure(claim.context, terms[0], ()) == INSTALL


def _is_comparison(claim: Claim) -> bool:
    goal = claim.goal
    return goal.op in OPPOSITE and goal.children[0].sort == "scalar" and bool([*_means(goal)])


def _means(term: Term) -> Iterator[Term]:
    """The outermost means, variances and probabilities."""
    if term.op in ("E", "Var", "P"):
        yield term
        return
    for c in term.children:
        yield from _means(c)


def _numbers(claim: Claim, point: Point) -> list[list[Any]] | None:
    values = parameters(claim.context, point)
    if values is None:
        return None
    found: list[list[Any]] = []
    for term in dict.fromkeys(_means(claim.goal)):
        ends = enclosure(claim.context, term, values)
        if isinstance(ends, str):
            return None
        wider = max(abs(e) for e in ends) * MARGIN
        low, high = outward((ends[0] - wider, ends[1] + wider), BITS)
        found.append([to_json(term), str(low), str(high)])
    return found
