"""Comparisons of numbers that Arb encloses, decided by its enclosures: the verdict rests on Arb,
and says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.intervals import outward
from ...kernel.algebra.shapes import Point
from ...kernel.order.parts_of_maxima import OPPOSITE
from ...language import Term, to_json
from ...records.judging import BITS, INSTALL, Values, enclosure, judge, parameters
from ..clock import now
from ..plain_data import point_to_json
from .constraints import MEANS
from .models import fits, points

MOST_POINTS, MOST_TRIED = 4, 60  # that differ in what is not random; all that are looked at
# small and large values for that, tried after these: Var(tanh(s x)) ≤ s·v holds for s ≤ 1
SPREAD, MOST_SPREAD = (Fraction(1, 4), Fraction(10), Fraction(1, 100)), 9
MARGIN = Fraction(
    1, 2**50
)  # so that another build of the library finds the number within the bounds


def by_enclosures(claim: Claim, deadline: float) -> tuple[str, dict[str, Any]] | None:
    """The verdict and its evidence, if numbers at a point decide it."""
    if not _is_comparison(claim):
        return None
    for point, values in _placed(claim, deadline):
        if now() > deadline:
            return None
        numbers = _numbers(claim, values)
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


def _placed(claim: Claim, deadline: float) -> Iterator[tuple[Point, Values]]:
    """Points that satisfy the hypotheses, no two with the same values of what is not random."""
    known: set[Values] = set()
    for point in points(claim, False, MOST_TRIED, until=deadline):
        values = parameters(claim.context, point)
        if values is not None and values not in known and len(known) < MOST_POINTS:
            known.add(values)
            yield point, values
            last, names = point, [key for key, _ in values]
    if known and names:
        for choice in islice(product(SPREAD, repeat=len(names)), MOST_SPREAD):
            there = {key: ring.constant(value) for key, value in zip(names, choice)}
            point = replace(last, scalars={**last.scalars, **there})
            if fits(claim, point, False):
                yield point, tuple(zip(names, choice))


def needs_the_oracle(claim: Claim) -> bool:
    """Whether Arb would be asked, and is not there."""
    terms = list(_means(claim.goal)) if _is_comparison(claim) else []
    return bool(terms) and enclosure(claim.context, terms[0], ()) == INSTALL


def _is_comparison(claim: Claim) -> bool:
    goal = claim.goal
    return goal.op in OPPOSITE and goal.children[0].sort == "scalar" and bool([*_means(goal)])


def _means(term: Term) -> Iterator[Term]:
    """The outermost means, variances and probabilities."""
    if term.op in MEANS:
        yield term
        return
    for c in term.children:
        yield from _means(c)


def _numbers(claim: Claim, values: Values) -> list[list[Any]] | None:
    found: list[list[Any]] = []
    for term in dict.fromkeys(_means(claim.goal)):
        ends = enclosure(claim.context, term, values)
        if isinstance(ends, str):
            return None
        wider = max(abs(e) for e in ends) * MARGIN
        low, high = outward((ends[0] - wider, ends[1] + wider), BITS)
        found.append([to_json(term), str(low), str(high)])
    return found
