"""Search for events on which a line fails: signs of what is random, at numbers for what is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice, product
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected, replay
from ...kernel.algebra import replacing, ring
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.algebra.shapes import Point
from ...kernel.chance.laws import event, limit_elsewhere, with_numbers
from ...kernel.chance.probability import of_forms
from ...kernel.chance.random_atoms import is_random
from ...kernel.errors import UnknownSign
from ...kernel.order.signs import Signs
from ...kernel.rules.points import point_from_json
from ...kernel.rules.sequent import Sequent
from ...oracles.effort import remembered_in_claim
from ..cases.mean_cells import inner_products
from ..cases.splitting import splittable
from ..clock import now
from ..plain_data import element_to_json, point_to_json
from ..sign_search.positivity import ProvingSigns
from .models import points

MOST_FORMS = 8
MOST_SAMPLES = 36
MOST_NUMBERS = 8
# few are alike, so that there are no ties
SAMPLES: tuple[ring.Number, ...] = (-1, 2, -2, Fraction(1, 2), 3, Fraction(-1, 2))
# values for scalars, and for the inner products of random vectors
Sample = tuple[Point, dict[str, Element]]
# forms that are > 0 on it, a sample in it, and the signs that go into the limit there
Event = tuple[tuple[Element, ...], Sample, Any]


def on_event(claim: Claim, deadline: float) -> tuple[dict[str, Any], Point] | None:
    """Numbers for what is deterministic, and signs of linear forms in what is random.

    They are few, and send the left side elsewhere.
    """
    bare = Claim(claim.context, claim.conclusion)
    found: list[tuple[tuple[bool, int], dict[str, Any], Point]] = []
    # how vectors lie plays no part here
    for point in points(claim, False, MOST_NUMBERS, apart=True):
        for forms, at, signs in _all_events(claim, point, deadline):
            found.append(
                (
                    (_chance(bare, at[0], forms) is None, len(forms)),
                    _event_certificate(forms, at, signs),
                    at[0],
                )
            )
        for _, certificate, sample in sorted(found, key=lambda f: f[0]):
            with suppress(Rejected):
                replay(claim, certificate)
                return certificate, sample
    return None


def _event_certificate(forms: tuple[Element, ...], at: Sample, signs: Any) -> dict[str, Any]:
    sample, noise = at
    node = {
        "rule": "fails_on_event",
        "point": point_to_json(sample),
        "forms": [element_to_json(p) for p in forms],
        "signs": signs,
    }
    if noise:
        node["noise"] = {name: str(value.get(ring.UNIT, 0)) for name, value in noise.items()}
    return {"format": FORMAT, "kernel": KERNEL, "refutation": node}


def other_events(
    claim: Claim, certificate: dict[str, Any], deadline: float
) -> list[dict[str, Any]]:
    """For a line that fails on an event.

    The other events on which it does, with the same numbers for what is not random.
    """
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
    fixed = replace(
        point, scalars={key: v for key, v in point.scalars.items() if key not in random}
    )
    return _events_at(_AtNumbers(claim, json.dumps(point_to_json(fixed)), deadline, point))


@dataclass(frozen=True)
class _AtNumbers:
    """A claim at numbers for what is not random."""

    claim: Claim
    numbers: str
    deadline: float
    point: Point = field(compare=False)


@remembered_in_claim
def _events_at(at: _AtNumbers) -> tuple[Event, ...]:
    bare = Claim(at.claim.context, at.claim.conclusion)
    cell = with_numbers(bare, at.point)
    return tuple(_events(at.claim, cell, (), _samples(bare, at.point), at.deadline))


def _samples(bare: Claim, point: Point) -> list[Sample]:
    """Values for what is random, beside the numbers of a point."""
    names = [law.key for law in bare.context.laws if law.mean.sort == "scalar"]
    products = inner_products(bare, point)
    samples: list[Sample] = []
    for values in islice(product(SAMPLES, repeat=len(names) + len(products)), MOST_SAMPLES):
        known = {name: ring.constant(v) for name, v in zip((*names, *products), values)}
        scalars = {**point.scalars, **{name: known[name] for name in names}}
        samples.append((replace(point, scalars=scalars), {name: known[name] for name in products}))
    return samples


def _events(
    claim: Claim, cell: Sequent, forms: tuple[Element, ...], samples: list[Sample], deadline: float
) -> Iterator[Event]:
    """The cells of signs of forms.

    Each with a sample in it and the signs that go into the limit there, in which the left side goes
    elsewhere.
    """
    if len(forms) > MOST_FORMS or not samples or now() > deadline:
        return
    signs = ProvingSigns()
    signs.cell = inner = (
        event(cell, samples[0][0], forms, signs, samples[0][1])
        if forms
        else cell.within((), claim.context.limit, signs)
    )
    try:
        limit_elsewhere(inner, claim.assumptions)
        if forms:
            yield forms, samples[0], signs.entries
    except UnknownSign as error:
        for p in (
            p
            for wish in (error.element, *signs.wishes)
            for p in splittable(claim, wish, cell.values, random=True)
            if not any(e for _, e in p)
        ):
            minus = ring.add({}, p, -1)
            if (
                any(is_random(cell.meaning, a) for a in ring.atoms(p))
                and p not in forms
                and minus not in forms
            ):
                for side in (p, minus):
                    inside = [s for s in samples if cell.signs.find(_at_numbers(side, s)) == ">"]
                    yield from _events(claim, cell, (*forms, side), inside, deadline)
                return
    except Rejected:
        return


def _at_numbers(p: Element, sample: Sample) -> Element:
    for name in sorted(ring.atoms(p)):
        p = replacing.substitute(p, name, {**sample[0].scalars, **sample[1]}.get(name, {}))
    return p


def _chance(
    claim: Claim, point: Point, forms: tuple[Element, ...]
) -> tuple[Quotient, Signs] | None:
    """The probability that all forms are > 0, if it has a closed form."""
    try:
        meaning = with_numbers(Claim(claim.context, claim.conclusion), point).meaning
        return of_forms(meaning, list(forms)), meaning.signs
    except Rejected:
        return None
