"""Search for a witness: a small point at which a claim fails, looked for first where the proof got stuck."""
from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product
from typing import Any

from ..kernel import FORMAT, KERNEL, Claim, Rejected, replay, ring
from ..kernel.chance_rules import event, limit_elsewhere, tends_elsewhere, with_numbers
from ..kernel.coefficients import coefficients, difference
from ..kernel.errors import NoValue, UnknownSign
from ..kernel.limits import FLAT, compare, dominant
from ..kernel.limits_of_means import expectations, limit_of_means
from ..kernel.points import at_point, point_from_json
from ..kernel.probability import of_forms
from ..kernel.random_atoms import is_random
from ..kernel.refutations import REFUTATIONS
from ..kernel.ring import Element, Quotient
from ..kernel.semantics import Semantics
from ..kernel.sequent import Sequent
from ..kernel.signs import Signs, polynomial_from_json
from ..kernel.values import Point
from ..record import Message, Part
from ..terms import Term, depends_on, from_json
from .case_search import Cell
from .dependence import explain_dependence, refute_dependence
from .means import inner_products, trees
from .models import counterexamples, points
from .other_limits import refute_by_another_limit
from .phrases import atom_term, condition, decimal, point_parts, quotient_term
from .positivity import ProvingSigns
from .splitting import splittable
from .written import element_to_json, point_to_json

PER_CELL, IN_ALL, MOST_FORMS, MOST_SAMPLES, MOST_NUMBERS = 4, 24, 8, 36, 8
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
    for point in _trial_points(claim, stuck, maxima):
        if (certificate := _at(claim, point)) is not None:
            if not only_undefined(certificate):
                return (None if _has_values(claim, point) else refute_by_another_limit(claim, deadline)) or (certificate, point)
            without = without or (certificate, point)
        if time.monotonic() > deadline:
            return without
    if without is not None:
        return without
    if claim.takes_limit:
        return refute_by_another_limit(claim, deadline)
    return _elsewhere(claim, deadline) if claim.about_chance and claim.context.limit and claim.goal.op == "=" else None


def _has_values(claim: Claim, point: Point) -> bool:
    """Whether both sides are quotients of exp-polynomials there; what only has an expansion is told better by its limit."""
    try:
        s = at_point(claim, point, claim.takes_limit)
        for side in claim.conclusion.children:
            if not claim.takes_limit or "infinity" not in {t.op for t in side.subterms()}:
                _sides(s, side)
        return True
    except Rejected:
        return not claim.takes_limit


def _trial_points(claim: Claim, stuck: list[Cell], maxima: tuple[Term, ...]) -> Iterator[Point]:
    """Usual points first, where the proof got stuck before elsewhere; then those that are built for the claim to fail, or from the facts."""
    cells: list[Claim] = []
    for cell in stuck:
        facts = [condition(p, relation, claim.context, maxima) for p, relation in cell.path]
        cells.append(claim.assuming(*(f for f in facts if f is not None)))
    for inside in cells:
        yield from points(inside, claim.takes_limit, PER_CELL, build=False)
    yield from points(claim, claim.takes_limit, IN_ALL, build=False)
    if not claim.takes_limit:
        yield from counterexamples(claim, IN_ALL)
    yield from points(claim, claim.takes_limit, IN_ALL)
    for inside in cells:
        yield from points(inside, claim.takes_limit, PER_CELL)


Sample = tuple[Point, dict[str, Element]]  # values for scalars, and for the inner products of random vectors


def _on_event(claim: Claim, deadline: float) -> tuple[dict[str, Any], Point] | None:
    """Numbers for what is deterministic, and signs of linear forms in what is random, few of them, that send the left side elsewhere."""
    names, bare = [law.key for law in claim.context.laws if law.mean.sort == "scalar"], Claim(claim.context, claim.conclusion)
    found: list[tuple[tuple[bool, int], dict[str, Any], Point]] = []
    for point in points(claim, False, MOST_NUMBERS, apart=True):  # how vectors lie plays no part here
        cell = with_numbers(bare, point)
        products = inner_products(bare, point)
        samples: list[Sample] = []
        for values in islice(product(SAMPLES, repeat=len(names) + len(products)), MOST_SAMPLES):
            known = {name: ring.constant(v) for name, v in zip((*names, *products), values)}
            scalars = {**point.scalars, **{name: known[name] for name in names}}
            samples.append((replace(point, scalars=scalars), {name: known[name] for name in products}))
        for forms, (sample, noise), signs in _events(claim, cell, (), samples, deadline):
            node = {"rule": "fails_on_event", "point": point_to_json(sample), "forms": [element_to_json(p) for p in forms], "signs": signs}
            if noise:
                node["noise"] = {name: str(value.get(ring.UNIT, 0)) for name, value in noise.items()}
            certificate = {"format": FORMAT, "kernel": KERNEL, "refutation": node}
            found.append(((_chance(bare, sample, forms) is None, len(forms)), certificate, sample))
        for _, certificate, sample in sorted(found, key=lambda f: f[0]):
            with suppress(Rejected):
                replay(claim, certificate)
                return certificate, sample
    return None


def _events(claim: Claim, cell: Sequent, forms: tuple[Element, ...], samples: list[Sample], deadline: float) -> Iterator[tuple[tuple[Element, ...], Sample, Any]]:
    """The cells of signs of forms, each with a sample in it and the signs that go into the limit there, in which the left side goes elsewhere."""
    if len(forms) > MOST_FORMS or not samples or time.monotonic() > deadline:
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


def event_words(claim: Claim, node: Any, lead: str = "Fails at least where ") -> Message:
    """The event on which a claim about samples fails, and its probability where that has a closed form."""
    cell = with_numbers(Claim(claim.context, claim.conclusion), point_from_json(node["point"]))
    forms = [polynomial_from_json(p) for p in node["forms"]]
    facts = [condition(p, ">", claim.context) for p in forms]
    parts: list[Part] = []
    for fact in facts:
        parts += [" and " if parts else "", fact if fact is not None else "…"]
    fixed = point_parts(point_from_json(node["point"]), claim.goal, replace(claim.context, families=(), scalars=tuple(x for x in claim.context.scalars if x.key in cell.values)))
    place: list[Part] = [" (at ", *fixed, ")"] if fixed else []
    size: list[Part] = [", which has a probability > 0"]
    if (found := _chance(claim, point_from_json(node["point"]), tuple(forms))) is not None:
        chance, signs = found
        term = quotient_term(chance, claim.context, signs.opaque)
        exactly: list[Part] = [term, " ≈ "] if term is not None and any(chance.atoms()) else []
        size = [": probability ", *exactly, decimal(chance, signs)]
    return Message("Counterexample", (lead, *(p for p in parts if p != ""), *place, *size, "."))


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
            if time.monotonic() > deadline:
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
            if claim.takes_limit or claim.assumptions or not isinstance(error, NoValue):
                return None
    return None


def explain(claim: Claim, point: Point, certificate: Any = None) -> Message:
    """The witness in the page's terms: the values, and what both sides are there."""
    if certificate is not None and "by" in certificate:
        return _explain_another(claim, point, from_json(certificate["by"]["value"]))
    if certificate is not None and certificate["refutation"]["rule"] == "means_tend_elsewhere":
        return _explain_means(claim, point)
    if certificate is not None and certificate["refutation"]["rule"] == "depends":
        return explain_dependence(claim, certificate["refutation"])
    if certificate is not None and certificate["refutation"]["rule"] == "fails_on_event":
        return event_words(claim, certificate["refutation"])
    s = at_point(claim, point, moving=claim.takes_limit)
    random = {law.key for law in claim.context.laws} if claim.about_chance else set()  # what it is averaged over
    kept = {part: tuple(x for x in getattr(claim.context, part) if x.key not in random) for part in ("scalars", "vectors", "families")}
    shown = point_parts(point, claim.goal, replace(claim.context, **kept))
    parts: list[Part] = ["At ", *shown, ": "] if shown else []
    goal = claim.conclusion
    left, right = goal.children
    if goal.op == "∼" and left.sort == "scalar":
        law = [decimal(s.scalar(Term(op, (left,))), s.signs) for op in ("E", "Var")]
        return Message("Counterexample", (*parts, f"{'the' if parts else 'The'} left side has mean {law[0]} and variance {law[1]}."))
    if goal.op == "∼":
        return Message("Counterexample", (*parts, "the left side has another mean or covariance."))
    if goal.op in ("→", "≈", "≫"):
        if "infinity" in {t.op for t in right.subterms()}:
            return Message("Counterexample", (*parts, "the left side ", *_limit_words(_sides(s, left), s), "."))
        if goal.op == "≫":
            return Message("Counterexample", (*parts, "the difference ", *_limit_words(difference(s, goal), s), "."))
        try:
            words = ["the left side ", *_limit_words(_sides(s, left), s), ", the right side ", *_limit_words(_sides(s, right), s), "."]
        except Rejected:
            words = ["the left side tends to something else."]
        return Message("Counterexample", (*parts, *words))
    if left.sort == "matrix":
        return Message("Counterexample", (*parts, *_entry_words(s, goal)))
    try:
        words = ["the left side is " if parts else "The left side is ", _value_words(_sides(s, left), s), ", the right side ", _value_words(_sides(s, right), s), "."]
    except NoValue as error:
        words = [f"one side has no value ({error})."]
    return Message("Counterexample", (*parts, *words))


def _entry_words(s: Semantics, goal: Term) -> list[Part]:
    """The first entry in which two matrices differ."""
    where = min(difference(s, goal))
    values = [decimal(coefficients(s, side).get(where, ring.ZERO), s.signs) for side in goal.children]
    return [f"the entry ({where[1]}, {where[4]}) is {values[0]} on the left side, {values[1]} on the right."]


def _explain_another(claim: Claim, point: Point, value: Term) -> Message:
    """The limit that it is, and the one that is claimed."""
    shown = point_parts(point, Term("⇒", (Term("=", (value, value)), claim.goal)), replace(claim.context, scalars=tuple(s for s in claim.context.scalars if s.key not in claim.context.limit)))
    parts: list[Part] = ["At ", *shown, ": "] if shown else []
    what = f"{'the' if parts else 'The'} {'left side' if claim.goal.op == '→' else 'difference'} tends to "
    s = at_point(claim, point, moving=False)
    found = s.chosen(value, {}) if value.op == "cases" else value
    right: list[Part] = [", and not to ", claim.goal.children[1]] if claim.goal.op == "→" else []
    return Message("Counterexample", (*parts, what, found, *right, "."))


def _explain_means(claim: Claim, point: Point) -> Message:
    signs = ProvingSigns()
    signs.cell = cell = with_numbers(claim, point, signs)
    sides = [coefficients(cell.meaning, side) for side in claim.conclusion.children]
    names = sorted({name for side in sides for q in side.values() for name in expectations(cell, q)})
    by_name = dict(zip(names, trees(cell)))
    parts: list[Part] = ["At ", *point_parts(point, claim.goal, replace(claim.context, families=(), scalars=tuple(x for x in claim.context.scalars if x.key in cell.values))), ": "]
    parts = parts if len(parts) > 2 else []
    for basis in {**sides[0], **sides[1]}:
        values = [limit_of_means(cell, side.get(basis, ring.ZERO), by_name) for side in sides]
        if cell.signs.find(ring.q_add(values[0], values[1], -1).numerator) in ("<", ">"):
            vectors = [Term("member", vector.args) for k in range(0, len(basis), 3) if (vector := atom_term(f"{basis[k]}[{basis[k + 1]}]", claim.context)) is not None]
            what: list[Part] = ["the coefficient of ", vectors[0] if len(vectors) == 1 else Term("outer", tuple(vectors)), " on the left side"] if vectors else ["the left side"]
            moves = any(cell.meaning.varies(a) for a in sides[1].get(basis, ring.ZERO).atoms())
            return Message("Counterexample", (*parts, *what, f" tends to {decimal(values[0], cell.signs)}, on the right side it {'tends to' if moves else 'is'} {decimal(values[1], cell.signs)}."))
    return Message("Counterexample", (*parts, "the left side tends to something else."))


def _sides(s: Semantics, side: Term) -> dict[Any, Quotient]:
    if side.sort == "scalar":
        return {(): s.scalar(side)}
    value = s.vector(side)
    assert s.point is not None
    dimension = max((len(row) for rows in s.point.vectors.values() for row in rows), default=1)
    return {("#", str(k)): value.get(("#", str(k)), ring.ZERO) for k in range(1, dimension + 1)}


def _value_words(side: dict[Any, Quotient], s: Semantics) -> str:
    values = [decimal(q, s.signs) for q in side.values()]
    return values[0] if len(values) == 1 and () in side else f"({', '.join(values)})"


def _limit_words(side: dict[Any, Quotient], s: Semantics) -> list[Part]:
    values = [limit_value(q, s) for q in side.values()]
    text = values[0] if () in side else f"({', '.join(values)})"
    moving = any(s.varies(a) for q in side.values() for a in q.atoms())
    return [f"tends to {text}" if moving else f"is {text}"]


def limit_value(q: Quotient, s: Semantics) -> str:
    """The limit at a point, as text: a number, ∞ or −∞; "…" if the rules do not give it."""
    try:
        if q.is_zero:
            return "0"
        growth, lead = dominant(q.numerator, s)
        bottom, den = FLAT, ring.constant(1)
        for factor, k in q.den:
            g, c = dominant(dict(factor), s)
            for _ in range(k):
                bottom = (ring.monomial_product(bottom[0], g[0]), ring.exponent_sum(bottom[1], g[1]))
                den = ring.multiply(den, c)
        order = compare(growth, bottom, s)
        if order == "<":
            return "0"
        inverse, _ = ring.q_invert(ring.of(den))
        ratio = ring.q_multiply(ring.of(lead), inverse)
        if order == "=":
            return decimal(ratio, s.signs)
        return "∞" if s.signs.quotient_sign(ratio) == ">" else "−∞"
    except Rejected:
        return "…"
