"""Sign entries of a certificate: the identity behind each is recomputed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..algebra import ring
from ..algebra.plain_elements import element_from_json, fraction, polynomial_from_json
from ..algebra.ring import Element
from ..errors import Rejected
from .signs import Fact


def check_entry(entry: Mapping[str, Any], fact: Callable[[str], Fact]) -> Fact:
    """The fact that a sign entry of a certificate proves.  Raises Rejected."""
    element, relation = element_from_json(entry.get("of")), entry.get("is")
    if relation not in (">", "≥"):
        raise Rejected(f"signs: expected > or ≥, found {relation!r}")
    below = frozenset(_positive_atom(fact(name)) for name in entry.get("below", ()))
    if "exp" in entry:
        return _check_exponential(element, relation, fact(entry["exp"]))
    if "tangent" in entry:
        return _check_tangent(
            element, relation, [polynomial_from_json(x, below) for x in entry["tangent"]]
        )
    total: Element = {}
    strict = False
    stars: set[str] = set()
    for weight, refs, squares, exponent in _rows(entry.get("by")):
        part: Element = (
            {((), ring.exponent_of(polynomial_from_json(exponent, below))): weight}
            if weight
            else {}
        )
        facts = [fact(r) for r in refs]
        if any(f.relation not in (">", "≥", "=") for f in facts):
            raise Rejected("signs: a fact p ≠ 0 says nothing about a sign")
        for f in facts:
            part = ring.multiply(part, f.element)
            stars |= f.stars
        for s in squares:
            root = polynomial_from_json(s)
            part = ring.multiply(part, ring.multiply(root, root))
        equality = any(f.relation == "=" for f in facts)
        if weight < 0 and not equality:
            raise Rejected(f"signs: expected a weight ≥ 0, found {weight}")
        summed = any(ring.is_summed(k) for k in part)
        strict = strict or (
            weight > 0 and not squares and not summed and all(f.relation == ">" for f in facts)
        )
        total = ring.add(total, part)
    if "times" in entry:
        factor = fact(entry["times"])
        if factor.relation != ">" or any(ring.is_summed(k) for k in factor.element):
            raise Rejected("signs: expected a multiplier that is > 0")
        stars |= factor.stars
        total = ring.add(total, ring.multiply(element, factor.element), -1)
    else:
        total = ring.add(total, element, -1)
    if total:
        raise Rejected("signs: the weighted facts do not add up to the element")
    if relation == ">" and not strict:
        raise Rejected("signs: expected a strict fact with a positive weight, found none")
    return Fact(element, relation, frozenset(stars))


def _check_exponential(element: Element, relation: str, known: Fact) -> Fact:
    keys = {c: key for key, c in element.items()}
    if len(element) != 2 or set(keys) != {1, -1} or any(m for m, _ in element):
        raise Rejected("signs: expected e^x − e^y")
    x, y = (ring.exponent_as_element(keys[c][1]) for c in (1, -1))
    if any(ring.is_summed(k) for k in element) or ring.add(ring.add(x, y, -1), known.element, -1):
        raise Rejected("signs: the fact is not about x − y")
    if known.relation not in (">", "≥") or (relation == ">" and known.relation != ">"):
        raise Rejected(f"signs: e^x − e^y {relation} 0 needs x − y {relation} 0")
    return Fact(element, relation, known.stars)


def _check_tangent(element: Element, relation: str, exponents: list[Element]) -> Fact:
    """e^x − e^y − (x − y) e^y ≥ 0: the exponential lies above its tangent."""
    x, y = exponents
    above = ring.add(ring.exponential(x), ring.exponential(y), -1)
    if relation != "≥" or ring.add(
        element, ring.add(above, ring.multiply(ring.add(x, y, -1), ring.exponential(y)), -1), -1
    ):
        raise Rejected("signs: expected e^x − e^y − (x − y) e^y ≥ 0")
    return Fact(element, relation)


def _rows(data: Any) -> list[tuple[ring.Number, list[str], list[Any], Any]]:
    if not isinstance(data, list) or not all(isinstance(r, list) and len(r) == 4 for r in data):
        raise Rejected("signs: expected rows [weight, facts, squares, exponent]")
    return [(fraction(w), list(refs), list(squares), e) for w, refs, squares, e in data]


def _positive_atom(fact: Fact) -> str:
    """x of a fact x > 0, no sum over members."""
    name = min(ring.atoms(fact.element), default="[+")
    if fact.relation != ">" or fact.stars or fact.element != ring.atom(name) or "[+" in name:
        raise Rejected("signs: expected facts x > 0 of atoms that may stand below")
    return name
