"""Search for a witness: a small point at which a claim fails, looked for first where the proof got stuck."""
from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from ..kernel import FORMAT, KERNEL, Claim, Rejected, replay, ring
from ..kernel.chance_rules import tends_elsewhere, with_numbers
from ..kernel.coefficients import coefficients, difference
from ..kernel.limits import FLAT, compare, dominant
from ..kernel.limits_of_means import expectations, limit_of_means
from ..kernel.points import at_point, point_to_json
from ..kernel.ring import Quotient
from ..kernel.rules import REFUTATIONS
from ..kernel.semantics import Semantics
from ..kernel.values import Point
from ..record import Message, Part
from ..terms import Term
from .case_search import Cell
from .means import trees
from .models import points
from .phrases import atom_term, condition, decimal, point_parts
from .positivity import ProvingSigns

PER_CELL, IN_ALL = 4, 24


def refute(claim: Claim, stuck: list[Cell], deadline: float) -> tuple[dict[str, Any], Point] | None:
    """A certificate that the claim fails at a point, and the point."""
    if claim.about_chance and claim.takes_limit:
        return _elsewhere(claim, deadline)
    for cell in stuck:
        facts = [condition(p, relation, claim.context) for p, relation in cell.path]
        inside = claim.assuming(*(f for f in facts if f is not None))
        for point in points(inside, claim.takes_limit, PER_CELL):
            if (certificate := _at(claim, point)) is not None:
                return certificate, point
            if time.monotonic() > deadline:
                return None
    for point in points(claim, claim.takes_limit, IN_ALL):
        if (certificate := _at(claim, point)) is not None:
            return certificate, point
        if time.monotonic() > deadline:
            return None
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
            if time.monotonic() > deadline:
                return None
    return None


def _at(claim: Claim, point: Point) -> dict[str, Any] | None:
    for rule in ("fails_at_point", "undefined_at_point"):
        node = {"rule": rule, "point": point_to_json(point)}
        try:
            REFUTATIONS[rule](claim, node)
            certificate = {"format": FORMAT, "kernel": KERNEL, "refutation": node}
            replay(claim, certificate)
            return certificate
        except Rejected as error:
            if claim.takes_limit or claim.assumptions or str(error) != "a division by zero":
                return None
    return None


def explain(claim: Claim, point: Point) -> Message:
    """The witness in the page's terms: the values, and what both sides are there."""
    if claim.about_chance and claim.takes_limit:
        return _explain_means(claim, point)
    s = at_point(claim, point, moving=claim.takes_limit)
    random = {law.key for law in claim.context.laws} if claim.about_chance else set()  # what it is averaged over
    shown = point_parts(point, claim.goal, replace(claim.context, scalars=tuple(x for x in claim.context.scalars if x.key not in random)))
    parts: list[Part] = ["At ", *shown, ": "] if shown else []
    goal = claim.conclusion
    left, right = goal.children
    if goal.op == "∼" and left.sort == "scalar":
        law = [decimal(s.scalar(Term(op, (left,))), s.signs) for op in ("E", "Var")]
        return Message("Counterexample", (*parts, f"the left side has mean {law[0]} and variance {law[1]}."))
    if goal.op == "∼":
        return Message("Counterexample", (*parts, "the left side has another mean or covariance."))
    if goal.op in ("→", "≈", "≫"):
        if "infinity" in {t.op for t in right.subterms()}:
            return Message("Counterexample", (*parts, "the left side ", *_limit_words(_sides(s, left), s), "."))
        if goal.op == "≫":
            return Message("Counterexample", (*parts, "the difference ", *_limit_words(difference(s, goal), s), "."))
        words = ["the left side ", *_limit_words(_sides(s, left), s), ", the right side ", *_limit_words(_sides(s, right), s), "."]
        return Message("Counterexample", (*parts, *words))
    try:
        words = ["the left side is ", _value_words(_sides(s, left), s), ", the right side ", _value_words(_sides(s, right), s), "."]
    except Rejected:
        words = ["one side divides by zero."]
    return Message("Counterexample", (*parts, *words))


def _explain_means(claim: Claim, point: Point) -> Message:
    signs = ProvingSigns()
    signs.cell = cell = with_numbers(claim, point, signs)
    left, right = (coefficients(cell.meaning, side) for side in claim.conclusion.children)
    names = sorted({name for q in left.values() for name in expectations(cell, q)})
    by_name = dict(zip(names, trees(cell)))
    parts: list[Part] = ["At ", *point_parts(point, claim.goal, replace(claim.context, families=(), scalars=tuple(x for x in claim.context.scalars if x.key in cell.values))), ": "]
    parts = parts if len(parts) > 2 else []
    for basis in {**left, **right}:
        values = (limit_of_means(cell, left.get(basis, ring.ZERO), by_name), right.get(basis, ring.ZERO))
        if cell.signs.find(ring.q_add(values[0], values[1], -1).numerator) in ("<", ">"):
            vector = atom_term(f"{basis[0]}[{basis[1]}]", claim.context) if basis else None
            what = ["the coefficient of ", Term("member", vector.args), " on the left side"] if vector is not None else ["the left side"]
            return Message("Counterexample", (*parts, *what, f" tends to {decimal(values[0], cell.signs)}, on the right side it is {decimal(values[1], cell.signs)}."))
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
