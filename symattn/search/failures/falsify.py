"""Search for a witness.

A small point at which a claim fails, looked for first where the proof got stuck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, OutsideClass, Rejected, replay
from ...kernel.algebra import ring
from ...kernel.algebra.shapes import Point
from ...kernel.chance.laws import tends_elsewhere, with_numbers
from ...kernel.errors import NoValue, UnknownSign
from ...kernel.rules.points import at_point
from ...kernel.rules.rule_table import RULES
from ...language import Term, depends_on
from ...language.kinds import COMPARISONS
from ..as_terms import condition, values_at
from ..cases.case_search import Cell
from ..cases.mean_cells import trees
from ..clock import now
from ..plain_data import point_to_json
from ..sign_search.positivity import ProvingSigns
from .dependence_search import refute_dependence
from .failing_events import on_event
from .models import apart_points, counterexamples, points
from .other_limits import refute_by_another_limit

PER_CELL = 4
IN_ALL = 24
MORE_POINTS = 8
FEW_NUMBERS = 3
BITS = 64


def refute(
    claim: Claim,
    stuck: list[Cell],
    deadline: float,
    maxima: tuple[Term, ...] = (),
    elsewhere: Callable[[], bool] = bool,
) -> tuple[dict[str, Any], Point] | None:
    """A certificate that the claim fails at a point, and the point.

    `elsewhere` tells whether the claim is proved wherever both sides have a value: then no point
    is built at which they compare otherwise.
    """
    if claim.goal.op == "depends only on":
        return refute_dependence(claim, deadline)
    if claim.about_chance and claim.takes_limit:
        return _elsewhere(claim, deadline) or refute_by_another_limit(claim, deadline)
    if (
        not claim.about_chance
        and claim.takes_limit
        and claim.context.laws
        and depends_on(claim.context, claim.goal, frozenset(law.key for law in claim.context.laws))
    ):
        return on_event(claim, deadline)
    # where a side has no value, which by itself refutes nothing
    without: tuple[dict[str, Any], Point] | None = None
    narrowly: tuple[dict[str, Any], Point] | None = None  # where the sides differ by very little
    further = MORE_POINTS
    for point in _trial_points(claim, stuck, maxima, claim.takes_limit, deadline, elsewhere):
        if (certificate := _at(claim, point)) is not None:
            if only_undefined(certificate):
                without = without or (certificate, point)
            elif claim.takes_limit or _plainly(claim, point):
                return (
                    None if _has_values(claim, point) else refute_by_another_limit(claim, deadline)
                ) or (certificate, point)
            else:
                narrowly = narrowly or (certificate, point)
        further -= narrowly is not None
        if now() > deadline or not further:
            break
    if narrowly is not None or without is not None:
        return narrowly or without
    if now() > deadline:
        return None
    if claim.takes_limit:
        return refute_by_another_limit(claim, deadline)
    return (
        _elsewhere(claim, deadline)
        if claim.about_chance and claim.context.limit and claim.goal.op == "="
        else None
    )


def _plainly(claim: Claim, point: Point) -> bool:
    """Whether the sides are equal at a point, or differ by more than a thousandth of them.

    So they do where that is not known.
    """
    if claim.conclusion.op not in COMPARISONS or claim.conclusion.children[0].sort == "matrix":
        return True
    try:
        s = at_point(claim, point, moving=False)
        sides = [values_at(s, side) for side in claim.conclusion.children]
        pairs = [
            [side.get(basis, ring.ZERO) for side in sides] for basis in {**sides[0], **sides[1]}
        ]
        ends = [[s.signs.enclose_quotient(q, BITS)[0] for q in pair] for pair in pairs]
    except Rejected:
        return True
    return all(one == other for one, other in pairs) or any(
        abs(x - y) * 1000 > max(abs(x), abs(y)) for x, y in ends
    )


def refute_by_part(
    whole: Claim, part: Claim, stuck: list[Cell], deadline: float, maxima: tuple[Term, ...]
) -> tuple[dict[str, Any], Point] | None:
    """A point of one of the claims that another is made of, at which the whole one fails."""
    for point in _trial_points(part, stuck, maxima, whole.takes_limit, deadline):
        if (certificate := _at(whole, point)) is not None:
            return certificate, point
        if now() > deadline:
            break
    return None


def _has_values(claim: Claim, point: Point) -> bool:
    """Whether both sides are quotients of exp-polynomials there.

    What only has an expansion is told better by its limit.
    """
    try:
        s = at_point(claim, point, claim.takes_limit)
        for side in claim.conclusion.children:
            if not claim.takes_limit or "infinity" not in {t.op for t in side.subterms()}:
                values_at(s, side)
        return True
    except Rejected:
        return not claim.takes_limit


def _trial_points(
    claim: Claim,
    stuck: list[Cell],
    maxima: tuple[Term, ...],
    moving: bool,
    until: float,
    elsewhere: Callable[[], bool] = bool,
) -> Iterator[Point]:
    """Usual points first, where the proof got stuck before elsewhere.

    Then those that are built for the claim to fail, or from the facts.
    """
    cells: list[Claim] = []
    for cell in stuck:
        facts = [condition(p, relation, claim.context, maxima) for p, relation in cell.path]
        cells.append(claim.assuming(*(f for f in facts if f is not None)))
    for inside in cells:
        yield from points(inside, moving, PER_CELL, build=False)
    yield from points(claim, moving, IN_ALL, build=False)
    if claim.about_chance and not any(
        _are_numbers(claim, point) for point in points(claim, moving, FEW_NUMBERS)
    ):
        return
    if not moving and not elsewhere():
        yield from counterexamples(claim, IN_ALL, (now() + until) / 2)
        yield from apart_points(claim, IN_ALL)
    yield from points(claim, moving, IN_ALL, until=until)
    for inside in cells:
        yield from points(inside, moving, PER_CELL, until=until)


def _are_numbers(claim: Claim, point: Point) -> bool:
    """Whether both sides are numbers at a point, as far as that is known.

    A mean may have no closed form.
    """
    if claim.conclusion.op not in COMPARISONS or claim.conclusion.children[0].sort == "matrix":
        return True
    try:
        s = at_point(claim, point, moving=False)
        for q in (q for side in claim.conclusion.children for q in values_at(s, side).values()):
            s.signs.enclose_quotient(q, BITS)
    except (OutsideClass, UnknownSign):
        return False
    except Rejected:
        pass
    return True


def _elsewhere(claim: Claim, deadline: float) -> tuple[dict[str, Any], Point] | None:
    """Numbers at which the means tend to something else."""
    for point in points(claim, False, PER_CELL):
        signs = ProvingSigns()
        try:
            signs.cell = cell = replace(with_numbers(claim, point), signs=signs)
            node: dict[str, Any] = {
                "rule": "means_tend_elsewhere",
                "point": point_to_json(point),
                "trees": trees(cell),
            }
            tends_elsewhere(cell, node)
            node["signs"] = signs.entries
            certificate = {"format": FORMAT, "kernel": KERNEL, "refutation": node}
            replay(claim, certificate)
            return certificate, point
        except Rejected:
            if now() > deadline:
                return None
    return None


def only_undefined(certificate: dict[str, Any]) -> bool:
    """Whether a refutation is a point at which a side has no value, and no more."""
    return bool(certificate.get("refutation", {}).get("rule") == "undefined_at_point")


def fails_there(claim: Claim, point: Point) -> bool:
    """Whether a claim is refuted at a point."""
    return _at(claim, point) is not None


def _at(claim: Claim, point: Point) -> dict[str, Any] | None:
    for rule in ("fails_at_point", "undefined_at_point"):
        node = {"rule": rule, "point": point_to_json(point)}
        try:
            RULES[rule].run(claim, node)
            return {"format": FORMAT, "kernel": KERNEL, "refutation": node}
        except Rejected as error:
            if (
                claim.takes_limit
                or claim.assumptions
                or claim.goal.op == "every"
                or not isinstance(error, NoValue)
            ):
                return None
    return None
