"""Negative powers multiplied away: ε − K/β ≥ 0 for βε − K ≥ 0, and the same with facts.

Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from ...kernel import Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.atoms import Atom
from ...kernel.algebra.ring import Element
from ...kernel.order.fact_names import FactName
from ...kernel.order.signs import Fact, Stars
from ..plain_data import element_to_json
from .proving import Proving

MANY = 60


def below(p: Element) -> dict[Atom, int]:
    """What p has to be multiplied with so that no power in it is negative."""
    found: dict[Atom, int] = {}
    for m, _ in p:
        for a, k in m:
            if k < 0:
                found[a] = max(found.get(a, 0), -k)
    return found


def in_exponents(entry: dict[str, Any]) -> set[str]:
    """The atoms with negative powers in exponents of an entry, and in its tangents."""
    powers = [m for row in entry.get("by", ()) for _, m, _ in row[3]] + [
        m for side in entry.get("tangent", ()) for _, m, _ in side
    ]
    for _, cofactor in entry.get("plus", ()):
        powers += [m for _, _, exponent in cofactor for _, m in exponent]
    return {a for m in powers for a, k in m if k < 0}


def cleared_fact(signs: Proving, name: str, fact: Fact) -> tuple[str, Fact] | None:
    """The fact times atoms that are known to be > 0, as an entry of its own."""
    assert signs.cell is not None
    powers = below(fact.element)
    if (
        not powers
        or fact.relation not in (">", "≥")
        or fact.stars
        or any(e or ring.is_summed((m, e)) for m, e in fact.element)
        or (names := _positive(signs, powers)) is None
    ):
        return None
    element = ring.multiply(fact.element, monomial(powers))
    for k, entry in enumerate(signs.cell.entries):
        if entry.element == element and entry.relation == fact.relation:
            return str(FactName("s", k)), entry
    new = signs.record(
        {"of": element_to_json(element), "is": fact.relation, "by": [["1", [name, *names], [], []]]}
    )
    return None if new is None else (new, signs.cell.entries[-1])


def cleared(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of a new entry that p > 0 or p ≥ 0, from that of p times atoms > 0; None."""
    if (name := _multiple(signs, p, relation)) is not None:
        return name
    powers = below(p)
    if (
        (len(p) < 2 and not any(map(ring.is_summed, p)))
        or not powers
        or any(a.summed for a in powers)
        or (names := _positive(signs, powers, about)) is None
    ):
        return None
    whole = signs.named(ring.multiply(p, monomial(powers)), relation, about)
    factor = (
        signs.record(
            {"of": element_to_json(monomial(powers)), "is": ">", "by": [["1", names, [], []]]}
        )
        if whole is not None
        else None
    )
    return (
        signs.record(
            {
                "of": element_to_json(p),
                "is": relation,
                "times": factor,
                "by": [["1", [whole], [], []]],
            }
        )
        if factor is not None
        else None
    )


def fails(signs: Proving, name: str, fact: Fact) -> bool:
    """Whether an entry shows that p = 0 contradicts the other facts.

    p times what is known not to be 0 is > 0, or < 0.
    """
    element, refs = fact.element, [name]
    for a, k in below(fact.element).items():
        side = next(
            (
                side
                for side in (1, -1)
                if (rows := signs.given(ring.add({}, ring.atom(a), side), ">")) is not None
                and rows[0][0] == "1"
                and not rows[0][3]
            ),
            None,
        )
        if side is None:
            return False
        for _ in range(k):
            element = ring.multiply(element, ring.add({}, ring.atom(a), side))
            refs = [*refs, *rows[0][1]]  # type: ignore[index]
    for sign in (-1, 1):
        if (against := signs.prove(ring.add({}, element, sign), ">")) is not None:
            return (
                signs.record(
                    {
                        "of": [],
                        "is": ">",
                        "by": [["1", [against], [], []], [str(-sign), refs, [], []]],
                    }
                )
                is not None
            )
    return False


def _multiple(signs: Proving, p: Element, relation: str) -> str | None:
    """The name of a new entry that p is a fact times c·x^k·e^q, c > 0 and x > 0."""
    assert signs.cell is not None
    if not 1 < len(p) <= MANY:
        return None
    (m, e), c = min(p.items())
    for name in signs.names():
        with suppress(Rejected):
            if (fact := signs.said(name)) is None:
                continue
            equation = fact.relation == "=" and relation == "≥"
            if len(fact.element) != len(p) or fact.stars:
                continue
            if fact.relation not in (relation, ">") and not equation:
                continue
            for (m2, e2), c2 in fact.element.items():
                shift = (
                    ring.monomial_product(m, tuple((a, -k) for a, k in m2)),
                    ring.exponent_sum(e, tuple((q, -k) for q, k in e2)),
                )
                size = ring.ratio(c, c2)
                if (size <= 0 and not equation) or ring.add(
                    p, ring.multiply(fact.element, {shift: 1}), -size
                ):
                    continue
                above = _positive(signs, {a: k for a, k in shift[0] if k > 0})
                under = {a: -k for a, k in shift[0] if k < 0}
                factor = (
                    signs.record(
                        {
                            "of": element_to_json(monomial(under)),
                            "is": ">",
                            "by": [["1", _positive(signs, under) or [], [], []]],
                        }
                    )
                    if under
                    else None
                )
                if above is None or (under and factor is None):
                    return None
                entry = {
                    "of": element_to_json(p),
                    "is": relation,
                    "by": [
                        [
                            str(size),
                            [name, *above],
                            [],
                            element_to_json(ring.exponent_as_element(shift[1])),
                        ]
                    ],
                }
                return signs.record({**entry, "times": factor} if under else entry)
    return None


def inverses(signs: Proving, powers: dict[Atom, int], about: Stars) -> list[str] | None:
    """The names of entries that 1/x > 0, each as often as its power says."""
    assert signs.cell is not None
    if any(a.summed for a in powers):
        return None
    names: list[str] = []
    for a, k in powers.items():
        element: Element = {(((a, -1),), ()): 1}
        name = next(
            (
                str(FactName("s", n))
                for n, entry in enumerate(signs.cell.entries)
                if (entry.element, entry.relation) == (element, ">")
            ),
            None,
        )
        if name is None and (known := _positive(signs, {a: 1}, about)) is not None:
            name = signs.record(
                {
                    "of": element_to_json(element),
                    "is": ">",
                    "times": known[0],
                    "by": [["1", [], [], []]],
                }
            )
        if name is None:
            return None
        names += [name] * k
    return names


def _positive(
    signs: Proving, powers: dict[Atom, int], about: Stars = frozenset()
) -> list[str] | None:
    """The names of the facts that these atoms are > 0, each as often as its power says."""
    names: list[str] = []
    for a, k in powers.items():
        rows = signs.given(ring.atom(a), ">")
        if rows is not None and rows[0][0] == "1" and not rows[0][3]:
            names += rows[0][1] * k
        elif (name := signs.known(ring.atom(a), ">", about)) is not None:
            names += [name] * k
        else:
            return None
    return names


def monomial(powers: dict[Atom, int]) -> Element:
    return {(tuple(sorted(powers.items())), ()): 1}
