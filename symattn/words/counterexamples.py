"""A witness in the page's terms: the values at a point, and what both sides are there.

Or the event on which a line fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..kernel import Claim, Rejected
from ..kernel.algebra import ring
from ..kernel.algebra.coefficients import coefficients, difference
from ..kernel.algebra.ring import Quotient
from ..kernel.algebra.semantics import Semantics
from ..kernel.algebra.shapes import Point
from ..kernel.chance.laws import with_numbers
from ..kernel.chance.limits_of_means import expectations, limit_of_means, over_cells
from ..kernel.errors import NoValue
from ..kernel.limits.dominance import FLAT, compare, dominant
from ..kernel.limits.linked_limits import linked
from ..kernel.order.depends_only import listed as inputs_of
from ..kernel.rules.points import at_point, instances, point_from_json
from ..kernel.rules.refutations import fails
from ..kernel.rules.rule_table import parts as reduced_to
from ..language import Term, from_json
from ..search.as_terms import atom_term, quotient_term, values_at
from ..search.events_as_terms import any_of
from ..search.failures.failing_sets import failing_set
from .amounts import members_meant, point_parts, row_words
from .decimals import decimal, told_apart
from .message import Message, Part, listed, message, separated
from .probabilities import likelihood

LABEL = "Counterexample"


def counterexample(claim: Claim, evidence: Any) -> Message:
    """What a judged refutation shows."""
    certificate, claim = evidence["refutation"], linked(claim)
    if "by" in certificate and certificate["by"]["rule"] == "one_way_fails":
        way = reduced_to(claim, certificate["by"])[0]
        said = counterexample(way, {**evidence, "refutation": certificate["parts"][0]})
        return message(said.label, way.goal, " fails. ", *said.parts)
    if "by" in certificate and certificate["by"]["rule"] == "another_limit":
        return _another_limit(claim, certificate["by"])
    if "by" in certificate:  # in probability, because the samples stay away on an event
        return _on_event(claim, certificate, evidence, "It stays away where ")
    node = certificate["refutation"]
    return REFUTED[node["rule"]](claim, node, evidence)


def _no_meaning(claim: Claim, node: Any, evidence: Any) -> Message:
    nonsense = claim.nonsense or ""
    return message("No meaning", nonsense if nonsense.endswith("?") else f"{nonsense}.")


# ---- at a point ----------------------------------------------------------------------------------


def _at_point(claim: Claim, node: Any, evidence: Any) -> Message:
    point = point_from_json(node["point"])
    s = at_point(claim, point, moving=claim.takes_limit)
    # what it is averaged over
    random = {law.key for law in claim.context.laws} if claim.about_chance else set()
    kept = {
        part: tuple(x for x in getattr(claim.context, part) if x.key not in random)
        for part in ("scalars", "vectors", "families")
    }
    shown = point_parts(point, claim.goal, replace(claim.context, **kept))
    said = instances(s, claim.conclusion)  # of every member, one of which it fails for
    which = next(k for k, r in enumerate(said) if fails(s, r)) if len(said) > 1 else 0
    goal, meant = said[which], members_meant(claim, s, shown, which)
    place: list[Part] = ["At ", *shown, *meant, ": "] if shown else []
    left, right = goal.children
    the = "the" if place else "The"
    if goal.op == "∼" and left.sort == "scalar":
        law = [decimal(s.scalar(Term(op, (left,))), s.signs) for op in ("E", "Var")]
        return message(LABEL, *place, f"{the} left side has mean {law[0]} and variance {law[1]}.")
    if goal.op == "∼":
        return message(LABEL, *place, f"{the} left side has another mean or covariance.")
    if goal.op in ("→", "≈", "≫"):
        return message(LABEL, *place, *_limits(s, goal, the))
    if left.sort == "matrix":
        return message(LABEL, *place, *_entry(s, goal, the))
    try:
        one, other = (values_at(s, side) for side in (left, right))
    except NoValue as error:
        return message(LABEL, *place, f"{'one' if place else 'One'} side has no value ({error}).")
    try:
        texts, others = told_apart(list(one.values()), list(other.values()), s.signs)
    except Rejected:  # no digits: the terms themselves
        terms = [_as_term(claim, side, s) for side in (one, other)]
        if terms[0] is None or terms[1] is None:
            return message(LABEL, *place, f"{the} two sides are not the same.")
        words: list[Part] = [f"{the} left side is ", terms[0], ", the right side ", terms[1], "."]
        return message(LABEL, *place, *words)
    both = f"{_row(texts, one)}, the right side {_row(others, other)}."
    return message(LABEL, *place, f"{the} left side is {both}")


def _as_term(claim: Claim, side: dict[Any, Quotient], s: Semantics) -> Term | None:
    return quotient_term(side[()], claim.context, s.signs.opaque) if () in side else None


def _entry(s: Semantics, goal: Term, the: str) -> list[Part]:
    """The first entry in which two matrices differ."""
    where = min(difference(s, goal))
    one, other = ([coefficients(s, side).get(where, ring.ZERO)] for side in goal.children)
    (text,), (another,) = told_apart(one, other, s.signs)
    entry = f"{the} entry ({where[1]}, {where[4]})"
    return [f"{entry} is {text} on the left side, {another} on the right."]


def _row(texts: list[str], side: dict[Any, Quotient]) -> str:
    return texts[0] if () in side else f"({', '.join(texts)})"


# ---- limits at a point ---------------------------------------------------------------------------


def _limits(s: Semantics, goal: Term, the: str) -> list[Part]:
    """What both sides tend to, or their difference where that says more."""
    left, right = goal.children
    if "infinity" in {t.op for t in right.subterms()}:
        tends = _tends(values_at(s, left), s)
        return [f"{the} left side ", *([tends] if tends else ["does not tend to ", right]), "."]
    if goal.op == "≫":
        return [f"{the} difference {_tends(difference(s, goal), s) or 'does not tend to ∞'}."]
    try:
        one, other = (values_at(s, side) for side in (left, right))
        both = [_tends(side, s) for side in (one, other)]
    except Rejected:
        both = [None, None]
    alike = both[0] is not None and both[0].split()[-1] == str(both[1]).split()[-1]
    if None not in both and not alike and not (goal.op == "≈" and "∞" in f"{both}"):
        return [f"{the} left side {both[0]}, the right side {both[1]}."]
    if goal.op == "≈" or alike:  # that both tend to ∞ does not say how far apart they are
        return [f"{the} difference {_tends(difference(s, goal), s) or 'does not tend to 0'}."]
    return [f"{the} left side does not tend to ", right, "."]


def _tends(side: dict[Any, Quotient], s: Semantics) -> str | None:
    """What something tends to, or is; None where the rules do not give it."""
    values = [limit_value(q, s) for q in side.values()]
    if None in values:
        return None
    text = str(values[0]) if () in side else f"({', '.join(map(str, values))})"
    moving = any(s.varies(a) for q in side.values() for a in q.atoms())
    return f"tends to {text}" if moving else f"is {text}"


def limit_value(q: Quotient, s: Semantics) -> str | None:
    """The limit at a point, as text: a number, ∞ or −∞; None if the rules do not give it."""
    try:
        if q.is_zero:
            return "0"
        growth, lead = dominant(q.numerator, s)
        bottom, den = FLAT, ring.constant(1)
        for factor, k in q.den:
            g, c = dominant(dict(factor), s)
            for _ in range(k):
                bottom = (
                    ring.monomial_product(bottom[0], g[0]),
                    ring.exponent_sum(bottom[1], g[1]),
                )
                den = ring.multiply(den, c)
        order = compare(growth, bottom, s)
        if order == "<":
            return "0"
        inverse, _ = ring.q_invert(ring.of(den))
        ratio = ring.of(lead) * inverse
        if order == "=":
            return decimal(ratio, s.signs)
        return "∞" if s.signs.quotient_sign(ratio) == ">" else "−∞"
    except Rejected:
        return None


# ---- on an event, and of means -------------------------------------------------------------------


def _numbers_only(claim: Claim, values: Any) -> Any:
    return replace(
        claim.context,
        families=(),
        scalars=tuple(x for x in claim.context.scalars if x.key in values),
    )


def _on_event(
    claim: Claim, node: Any, evidence: Any, lead: str = "Fails at least where "
) -> Message:
    """The event on which a claim about samples fails, as much of it as is shown.

    Its probability is told where the evidence proves it.
    """
    try:
        found = failing_set(claim, evidence)
    except Rejected:
        found = None
    if found is None:
        return message(LABEL, "Fails on an event with a probability > 0.")
    of, events, fixed = found
    parts: list[Part] = []
    for event in events:
        parts += [
            " or " if parts else "",
            *listed(event.children if event.op == "and" else (event,)),
        ]
    place: list[Part] = [" (at ", *separated(fixed), ")"] if fixed else []
    if not events:
        return message(
            LABEL,
            lead.removesuffix("at least where ").removesuffix("where "),
            "for almost all samples",
            *place,
            ".",
        )
    size = likelihood(of, evidence, (any_of(events),), ": probability ", fixed) or [
        ", which has a probability > 0"
    ]
    return message(LABEL, lead, *parts, *place, *size, ".")


def _means(claim: Claim, node: Any, evidence: Any) -> Message:
    """What the means tend to, at the numbers of the certificate and with its signs."""
    point = point_from_json(node["point"])
    cell = with_numbers(claim, point)
    cell.admit(node.get("signs", []))
    sides = [coefficients(cell.meaning, side) for side in claim.conclusion.children]
    names = sorted(
        {name for side in sides for q in side.values() for name in expectations(cell, q)}
    )
    limits = over_cells(cell, dict(zip(names, node["trees"])))
    shown = point_parts(point, claim.goal, _numbers_only(claim, cell.values))
    place: list[Part] = ["At ", *shown, ": "] if shown else []
    the = "the" if place else "The"
    for basis in {**sides[0], **sides[1]}:
        try:
            values = [limit_of_means(cell, side.get(basis, ring.ZERO), limits) for side in sides]
        except Rejected:
            continue
        if cell.signs.find((values[0] - values[1]).numerator) not in ("<", ">"):
            continue
        names_of = [
            atom_term(f"{basis[k]}[{basis[k + 1]}]", claim.context) for k in range(0, len(basis), 3)
        ]
        vectors = [Term("member", v.args) for v in names_of if v is not None]
        of: list[Part] = (
            [
                f"{the} coefficient of ",
                vectors[0] if len(vectors) == 1 else Term("outer", tuple(vectors)),
                " on the left side",
            ]
            if vectors
            else [f"{the} left side"]
        )
        moves = any(cell.meaning.varies(a) for a in sides[1].get(basis, ring.ZERO).atoms())
        (one,), (other,) = told_apart(values[:1], values[1:], cell.signs)
        there = f"{'tends to' if moves else 'is'} {other}"
        return message(LABEL, *place, *of, f" tends to {one}, on the right side it {there}.")
    return message(LABEL, *place, f"{the} left side tends to something else.")


def _another_limit(claim: Claim, by: Any) -> Message:
    """The limit that it is, and the one that is claimed."""
    value, point = from_json(by["value"]), point_from_json(by["point"])
    still = replace(
        claim.context,
        scalars=tuple(s for s in claim.context.scalars if s.key not in claim.context.limit),
    )
    shown = point_parts(point, Term("⇒", (Term("=", (value, value)), claim.goal)), still)
    s = at_point(claim, point, moving=False)
    meant = members_meant(claim, s, shown, 0) if claim.conclusion.op != "every" else []
    place: list[Part] = ["At ", *shown, *meant, ": "] if shown else []
    what = (
        f"{'the' if place else 'The'} {'left side' if claim.goal.op == '→' else 'difference'} "
        "tends to "
    )
    found = s.chosen(value, {}) if value.op == "cases" else value
    right: list[Part] = [", and not to ", claim.goal.children[1]] if claim.goal.op == "→" else []
    return message(LABEL, *place, what, found, *right, ".")


# ---- of dependence -------------------------------------------------------------------------------


def _depends(claim: Claim, node: Any, evidence: Any) -> Message:
    """What was changed, and what the left side is before and after."""
    first, second = (point_from_json(p) for p in node["points"])
    left = claim.goal.children[0]
    parts: list[Part] = [
        "At ",
        *point_parts(first, left, claim.context),
        ": the left side is ",
        _shown(claim, first),
        ". With ",
    ]
    for family in claim.context.families:
        if family.key not in inputs_of(claim):
            continue
        labels = first.labels(
            family.over, next(s.members for s in claim.context.index_sets if s.key == family.over)
        )
        before, after = (
            (p.vectors if family.sort == "vector" else p.entries)[family.key]
            for p in (first, second)
        )
        for label, one, other in zip(labels, before, after):
            if one != other:
                member = Term(
                    "member" if family.sort == "vector" else "entry",
                    (family.key, Term("index", (label.removeprefix("#"),))),
                )
                if isinstance(other, tuple):
                    shown = row_words(other, True, second.signs)
                else:
                    shown = row_words((other,), False, second.signs)  # type: ignore[arg-type]
                parts += [member, " = ", shown]
    return message(LABEL, *parts, " instead it is ", _shown(claim, second), ".")


def _shown(claim: Claim, point: Point) -> str:
    s = at_point(claim, point, moving=False)
    value = coefficients(s, claim.goal.children[0])
    if claim.goal.children[0].sort == "scalar":
        return decimal(value.get((), ring.ZERO), s.signs)
    size = max((len(row) for rows in point.vectors.values() for row in rows), default=1)
    return (
        "("
        + ", ".join(
            decimal(value.get(("#", str(k)), ring.ZERO), s.signs) for k in range(1, size + 1)
        )
        + ")"
    )


REFUTED: dict[str, Callable[[Claim, Any, Any], Message]] = {
    "no_meaning": _no_meaning,
    "fails_at_point": _at_point,
    "undefined_at_point": _at_point,
    "means_tend_elsewhere": _means,
    "fails_on_event": _on_event,
    "depends": _depends,
}
