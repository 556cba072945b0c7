"""Sign entries of a certificate: the identity behind each is recomputed."""

from __future__ import annotations

from collections.abc import Callable
from marshal import loads
from typing import Any

from ...language import check_term, from_json
from ..algebra import ring
from ..algebra.functions import log
from ..algebra.labels import generic_labels
from ..algebra.plain_elements import element_from_json, fraction, polynomial_from_json
from ..algebra.radicals import normal
from ..algebra.ring import Element, Quotient
from ..algebra.sums import product
from ..claim import Node
from ..errors import Rejected
from ..meaning import Meaning
from ..sizes import remembered, text_of
from .signs import Fact

Facts = Callable[[str], Fact]  # by their names


def check_entry(s: Meaning, entry: Node, fact: Facts) -> Fact | None:
    """The fact that a sign entry of a certificate proves, if it is one that gets a name.

    Raises Rejected.
    """
    return ENTRIES[next((kind for kind in ENTRIES if kind in entry), "by")](s, entry, fact)


def _root(s: Meaning, entry: Node, fact: Facts) -> None:
    """√(r²) is r from here on, for r ≥ 0, and r² is > 0 where r is.  Fails: √(a²) = a for a < 0."""
    value = _value(s, entry["root"])
    found = normal(s, value * value)
    sign = s.signs.quotient_sign(value)
    _check_large("root", sign, found)
    s.signs.simpler[found.num] = value
    s.signs.learn(Fact(found.numerator, sign))


def _logarithm(s: Meaning, entry: Node, fact: Facts) -> None:
    """log x > 0 for x > 1, ≥ for ≥.  Fails for 0 < c < 1, where log(1/c) is > 0."""
    value = _value(s, entry["log"])
    sign = s.signs.quotient_sign(s.gap(value, ring.ONE))
    found = log(s, value)
    _check_large("log", sign, found)
    s.signs.learn(Fact(found.numerator, sign))


def _value(s: Meaning, data: Any) -> Quotient:
    term = from_json(data)
    check_term(s.context, term)
    return s.scalar(term)


def _check_large(kind: str, sign: str, found: Quotient) -> None:
    if found.den or sign not in ">≥":
        raise Rejected(f"{kind}: expected what is known to be large enough, and no denominator")


def _said(entry: Node, fact: Facts) -> tuple[Element, str, frozenset[str]]:
    """What an entry says, of which sign, and which atoms may stand below."""
    element, relation = element_from_json(entry.get("of")), entry.get("is")
    if relation not in (">", "≥"):
        raise Rejected(f"signs: expected > or ≥, found {relation!r}")
    return element, relation, frozenset(_positive_atom(fact(n)) for n in entry.get("below", ()))


def _combination(s: Meaning, entry: Node, fact: Facts) -> Fact:
    """Σ weight·Π facts·Π squares·e^exponent + Σ cofactor·(fact = 0), or that over a fact > 0."""
    names = [n for _, refs, _, _ in _rows(entry.get("by")) for n in refs]
    names += [*entry.get("below", ()), *dict(entry.get("plus", ())), entry.get("times", "")]
    known = ((n, tuple(f.element.items()), f[1:]) for n in names if n for f in [fact(n)])
    return _combined(text_of(entry), frozenset(known))


@remembered
def _combined(text: bytes, known: frozenset[Any]) -> Fact:
    """The same from the facts that it names: cells of one proof say much the same."""
    fact = {name: Fact(dict(p), *rest) for name, p, rest in known}.__getitem__
    entry = loads(text)
    element, relation, below = _said(entry, fact)
    total: Element = {}
    strict = False
    stars: set[str] = set()
    for weight, refs, squares, exponent in _rows(entry.get("by")):
        factor: ring.Key = ((), ring.exponent_of(polynomial_from_json(exponent, below)))
        part: Element = {factor: weight} if weight else {}
        facts = [fact(r) for r in refs]
        if any(f.relation not in ">≥=" for f in facts):
            raise Rejected("signs: a fact p ≠ 0 says nothing about a sign")
        for f in facts:
            part = product(part, f.element)
            stars |= f.stars
        for square in squares:
            root = polynomial_from_json(square)
            part = product(part, product(root, root))
        if weight < 0 and all(f.relation != "=" for f in facts):
            raise Rejected(f"signs: expected a weight ≥ 0, found {weight}")
        # what is summed has no members, maybe; a fact about a sum says what it says
        plain = not ring.is_summed(factor) and all(f.relation == ">" for f in facts)
        strict = strict or (weight > 0 and not squares and plain)
        total = ring.add(total, part)
    for name, cofactor in entry.get("plus", ()):
        equation = fact(name)
        if equation.relation != "=":
            raise Rejected("signs: expected an equation beside a factor of any sign")
        stars |= equation.stars
        total = ring.add(total, product(polynomial_from_json(cofactor, below), equation.element))
    whole = element
    if "times" in entry:
        above = fact(entry["times"])
        if above.relation != ">" or any(map(ring.is_summed, above.element)):
            raise Rejected("signs: expected a multiplier that is > 0")
        stars |= above.stars
        whole = product(element, above.element)
    if ring.subtract(total, whole):
        raise Rejected("signs: the weighted facts do not add up to the element")
    if relation == ">" and not strict:
        raise Rejected("signs: expected a strict fact with a positive weight, found none")
    return Fact(element, relation, frozenset(stars))


def _exponential(s: Meaning, entry: Node, fact: Facts) -> Fact:
    """e^x − e^y, which has the sign of x − y."""
    element, relation, _ = _said(entry, fact)
    known = fact(entry["exp"])
    keys = {c: key for key, c in element.items()}
    if len(element) != 2 or set(keys) != {1, -1} or any(m for m, _ in element):
        raise Rejected("signs: expected e^x − e^y")
    x, y = (ring.exponent_as_element(keys[c][1]) for c in (1, -1))
    if any(map(ring.is_summed, element)) or ring.subtract(ring.subtract(x, y), known.element):
        raise Rejected("signs: the fact is not about x − y")
    if known.relation not in ">≥" or (relation == ">" and known.relation != ">"):
        raise Rejected(f"signs: e^x − e^y {relation} 0 needs x − y {relation} 0")
    return Fact(element, relation, known.stars)


def _tangent(s: Meaning, entry: Node, fact: Facts) -> Fact:
    """e^x − e^y − (x − y) e^y ≥ 0: the exponential lies above its tangent."""
    element, relation, below = _said(entry, fact)
    x, y = (polynomial_from_json(one, below) for one in entry["tangent"])
    above = ring.subtract(ring.exponential(x), ring.exponential(y))
    if relation != "≥" or ring.subtract(
        element, ring.subtract(above, ring.multiply(ring.subtract(x, y), ring.exponential(y)))
    ):
        raise Rejected("signs: expected e^x − e^y − (x − y) e^y ≥ 0")
    return Fact(element, relation)


def _undone(s: Meaning, entry: Node, fact: Facts) -> Fact:
    """e^{log f} = f for a fact f > 0.  Fails for f ≥ 0, where log f may have no value."""
    known = fact(entry["undone"])
    found = log(s, ring.of(known.element))
    if known.relation != ">" or found.den:
        raise Rejected("undone: expected a fact f > 0 whose logarithm is no fraction")
    power = ring.exponential(found.numerator)
    stars = known.stars | generic_labels(ring.atoms(known.element))
    return Fact(ring.subtract(power, known.element), "=", stars)


def _rows(data: Any) -> list[tuple[ring.Number, list[str], list[Any], Any]]:
    if not isinstance(data, list) or not all(isinstance(r, list) and len(r) == 4 for r in data):
        raise Rejected("signs: expected rows [weight, facts, squares, exponent]")
    return [(fraction(w), list(refs), list(squares), e) for w, refs, squares, e in data]


def _positive_atom(fact: Fact) -> str:
    """x of a fact x > 0, no sum over members."""
    names = ring.atoms(fact.element)
    if fact.relation == ">" and not fact.stars and len(names) == 1:
        (name,) = names
        if fact.element == ring.atom(name) and not name.summed:
            return name
    raise Rejected("signs: expected facts x > 0 of atoms that may stand below")


# by the key that an entry has; the first of them that it has
ENTRIES: dict[str, Callable[[Meaning, Node, Facts], Fact | None]] = {
    "root": _root,
    "log": _logarithm,
    "exp": _exponential,
    "tangent": _tangent,
    "undone": _undone,
    "by": _combination,
}
