"""Search for a witness: a small point at which a claim fails, looked for first where the proof got stuck."""
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, OutsideClass, Rejected, replay
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.algebra.shapes import Point
from ...kernel.chance.laws import event, limit_elsewhere, tends_elsewhere, with_numbers
from ...kernel.chance.probability import of_forms
from ...kernel.chance.random_atoms import is_random
from ...kernel.errors import NoValue, UnknownSign
from ...kernel.order.signs import Signs
from ...kernel.rules.points import at_point, point_from_json
from ...kernel.rules.refutations import REFUTATIONS
from ...kernel.rules.sequent import Sequent
from ...language import Term, depends_on
from ...language.kinds import COMPARISONS
from ..as_terms import condition, values_at
from ..cases.case_search import Cell
from ..cases.mean_cells import inner_products, trees
from ..cases.splitting import splittable
from ..clock import now
from ..plain_data import element_to_json, point_to_json
from ..sign_search.positivity import ProvingSigns
from .dependence_search import refute_dependence
from .models import counterexamples, points
from .other_limits import refute_by_another_limit

PER_CELL, IN_ALL, MOST_FORMS, MOST_SAMPLES, MOST_NUMBERS, MORE_POINTS, FEW_NUMBERS, BITS = 4, 24, 8, 36, 8, 8, 3, 64
SAMPLES: tuple[ring.Number, ...] = (-1, 2, -2, Fraction(1, 2), 3, Fraction(-1, 2))  # few are alike, so that there are no ties


def refute(claim: Claim, stuck: list[Cell], deadline: float, maxima: tuple[Term, ...] = ()) -> tuple[dict[str, Any], Point] | None:
    """A certificate that the claim fails at a point, and the point."""
    if claim.goal.op == "depends only on":
        return refute_dependence(claim, deadline)
    if claim.about_chance and claim.takes_limit:
        return _elsewhere(claim, deadline) or refute_by_another_limit(claim, deadline)
    if not claim.about_chance and claim.takes_limit and claim.context.laws and depends_on(claim.context, claim.goal, frozenset(law.key for law in claim.context.laws)):
        return _on_event(claim, deadline)
    without: tuple[dict[str, Any], Point] | None = None  # where a side has no value, which by itself refutes nothing
    narrowly: tuple[dict[str, Any], Point] | None = None  # where the sides differ by very little
    further = MORE_POINTS
    for point in _trial_points(claim, stuck, maxima, claim.takes_limit, deadline):
        if (certificate := _at(claim, point)) is not None:
            if only_undefined(certificate):
                without = without or (certificate, point)
            elif claim.takes_limit or _plainly(claim, point):
                return (None if _has_values(claim, point) else refute_by_another_limit(claim, deadline)) or (certificate, point)
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
    return _elsewhere(claim, deadline) if claim.about_chance and claim.context.limit and claim.goal.op == "=" else None


def _plainly(claim: Claim, point: Point) -> bool:
    """Whether the sides are equal at a point, or differ by more than a thousandth of them; so they do where that is not known."""
    if claim.conclusion.op not in COMPARISONS or claim.conclusion.children[0].sort == "matrix":
        return True
    try:
        s = at_point(claim, point, moving=False)
        sides = [values_at(s, side) for side in claim.conclusion.children]
        pairs = [[side.get(basis, ring.ZERO) for side in sides] for basis in {**sides[0], **sides[1]}]
        ends = [[s.signs.enclose_quotient(q, BITS)[0] for q in pair] for pair in pairs]
    except Rejected:
        return True
    return all(one == other for one, other in pairs) or any(abs(x - y) * 1000 > max(abs(x), abs(y)) for x, y in ends)


def refute_by_part(whole: Claim, part: Claim, stuck: list[Cell], deadline: float, maxima: tuple[Term, ...]) -> tuple[dict[str, Any], Point] | None:
    """A point of one of the claims that another is made of, at which the whole one fails."""
    for point in _trial_points(part, stuck, maxima, whole.takes_limit, deadline):
        if (certificate := _at(whole, point)) is not None:
            return certificate, point
        if now() > deadline:
            break
    return None


def _has_values(claim: Claim, point: Point) -> bool:
    """Whether both sides are quotients of exp-polynomials there; what only has an expansion is told better by its limit."""
    try:
        s = at_point(claim, point, claim.takes_limit)
        for side in claim.conclusion.children:
            if not claim.takes_limit or "infinity" not in {t.op for t in side.subterms()}:
                values_at(s, side)
        return True
    except Rejected:
        return not claim.takes_limit


def _trial_points(claim: Claim, stuck: list[Cell], maxima: tuple[Term, ...], moving: bool, until: float) -> Iterator[Point]:
    """Usual points first, where the proof got stuck before elsewhere; then those that are built for the claim to fail, or from the facts."""
    cells: list[Claim] = []
    for cell in stuck:
        facts = [condition(p, relation, claim.context, maxima) for p, relation in cell.path]
        cells.append(claim.assuming(*(f for f in facts if f is not None)))
    for inside in cells:
        yield from points(inside, moving, PER_CELL, build=False)
    yield from points(claim, moving, IN_ALL, build=False)
    if claim.about_chance and not any(_are_numbers(claim, point) for point in points(claim, moving, FEW_NUMBERS)):
        return
    if not moving:
        yield from counterexamples(claim, IN_ALL, until)
    yield from points(claim, moving, IN_ALL, until=until)
    for inside in cells:
        yield from points(inside, moving, PER_CELL, until=until)


def _are_numbers(claim: Claim, point: Point) -> bool:
    """Whether both sides are numbers at a point, as far as that is known: a mean may have no closed form."""
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


Sample = tuple[Point, dict[str, Element]]  # values for scalars, and for the inner products of random vectors
Event = tuple[tuple[Element, ...], Sample, Any]  # forms that are > 0 on it, a sample in it, and the signs that go into the limit there


def _on_event(claim: Claim, deadline: float) -> tuple[dict[str, Any], Point] | None:
    """Numbers for what is deterministic, and signs of linear forms in what is random, few of them, that send the left side elsewhere."""
    bare = Claim(claim.context, claim.conclusion)
    found: list[tuple[tuple[bool, int], dict[str, Any], Point]] = []
    for point in points(claim, False, MOST_NUMBERS, apart=True):  # how vectors lie plays no part here
        for forms, at, signs in _all_events(claim, point, deadline):
            found.append(((_chance(bare, at[0], forms) is None, len(forms)), _event_certificate(forms, at, signs), at[0]))
        for _, certificate, sample in sorted(found, key=lambda f: f[0]):
            with suppress(Rejected):
                replay(claim, certificate)
                return certificate, sample
    return None


def _event_certificate(forms: tuple[Element, ...], at: Sample, signs: Any) -> dict[str, Any]:
    sample, noise = at
    node = {"rule": "fails_on_event", "point": point_to_json(sample), "forms": [element_to_json(p) for p in forms], "signs": signs}
    if noise:
        node["noise"] = {name: str(value.get(ring.UNIT, 0)) for name, value in noise.items()}
    return {"format": FORMAT, "kernel": KERNEL, "refutation": node}


def other_events(claim: Claim, certificate: dict[str, Any], deadline: float) -> list[dict[str, Any]]:
    """For a line that fails on an event: the other events on which it does, with the same numbers for what is not random."""
    node = certificate["refutation"]
    if node["rule"] != "fails_on_event":
        return []
    found: list[dict[str, Any]] = []
    for forms, at, signs in _all_events(claim, point_from_json(node["point"]), deadline):
        if (other := _event_certificate(forms, at, signs))["refutation"]["forms"] != node["forms"]:
            with suppress(Rejected):
                replay(claim, other)
                found.append(other)
    return found


def _all_events(claim: Claim, point: Point, deadline: float) -> tuple[Event, ...]:
    """The events on which a claim fails, with a point's numbers for what is not random."""
    random = {law.key for law in claim.context.laws}
    fixed = replace(point, scalars={key: v for key, v in point.scalars.items() if key not in random})
    return _events_at(_AtNumbers(claim, json.dumps(point_to_json(fixed)), deadline, point))


@dataclass(frozen=True)
class _AtNumbers:
    """A claim at numbers for what is not random."""

    claim: Claim
    numbers: str
    deadline: float
    point: Point = field(compare=False)


@lru_cache(maxsize=16)
def _events_at(at: _AtNumbers) -> tuple[Event, ...]:
    bare = Claim(at.claim.context, at.claim.conclusion)
    cell = with_numbers(bare, at.point)
    return tuple(_events(at.claim, cell, (), _samples(bare, at.point), at.deadline))


def _samples(bare: Claim, point: Point) -> list[Sample]:
    """Values for what is random, beside the numbers of a point."""
    names, products = [law.key for law in bare.context.laws if law.mean.sort == "scalar"], inner_products(bare, point)
    samples: list[Sample] = []
    for values in islice(product(SAMPLES, repeat=len(names) + len(products)), MOST_SAMPLES):
        known = {name: ring.constant(v) for name, v in zip((*names, *products), values)}
        scalars = {**point.scalars, **{name: known[name] for name in names}}
        samples.append((replace(point, scalars=scalars), {name: known[name] for name in products}))
    return samples


def _events(claim: Claim, cell: Sequent, forms: tuple[Element, ...], samples: list[Sample], deadline: float) -> Iterator[Event]:
    """The cells of signs of forms, each with a sample in it and the signs that go into the limit there, in which the left side goes elsewhere."""
    if len(forms) > MOST_FORMS or not samples or now() > deadline:
        return
    signs = ProvingSigns()
    signs.cell = inner = event(cell, samples[0][0], forms, signs, samples[0][1]) if forms else cell.within((), claim.context.limit, signs)
    try:
        limit_elsewhere(inner, claim.assumptions)
        if forms:
            yield forms, samples[0], signs.entries
    except UnknownSign as error:
        for p in (p for wish in (error.element, *signs.wishes) for p in splittable(claim, wish, cell.values, random=True) if not any(e for _, e in p)):
            minus = ring.add({}, p, -1)
            if any(is_random(cell.meaning, a) for a in ring.atoms(p)) and p not in forms and minus not in forms:
                for side in (p, minus):
                    inside = [s for s in samples if cell.signs.find(_at_numbers(side, s)) == ">"]
                    yield from _events(claim, cell, (*forms, side), inside, deadline)
                return
    except Rejected:
        return


def _at_numbers(p: Element, sample: Sample) -> Element:
    for name in sorted(ring.atoms(p)):
        p = ring.substitute(p, name, {**sample[0].scalars, **sample[1]}.get(name, {}))
    return p


def _chance(claim: Claim, point: Point, forms: tuple[Element, ...]) -> tuple[Quotient, Signs] | None:
    """The probability that all forms are > 0, if it has a closed form."""
    try:
        meaning = with_numbers(Claim(claim.context, claim.conclusion), point).meaning
        return of_forms(meaning, list(forms)), meaning.signs
    except Rejected:
        return None


def _elsewhere(claim: Claim, deadline: float) -> tuple[dict[str, Any], Point] | None:
    """Numbers at which the means tend to something else."""
    for point in points(claim, False, PER_CELL):
        signs = ProvingSigns()
        try:
            signs.cell = cell = with_numbers(claim, point, signs)
            node: dict[str, Any] = {"rule": "means_tend_elsewhere", "point": point_to_json(point), "trees": trees(cell)}
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
            REFUTATIONS[rule](claim, node)
            return {"format": FORMAT, "kernel": KERNEL, "refutation": node}
        except Rejected as error:
            if claim.takes_limit or claim.assumptions or claim.goal.op == "every" or not isinstance(error, NoValue):
                return None
    return None
