"""Equations about sums put in: Σ p_j as 1, wherever it is in an element.  Untrusted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.algebra.sums import closed
from ...kernel.errors import Rejected
from .proving import Proving


def without_equations(signs: Proving, p: Element) -> tuple[Element, list[tuple[str, Element]]]:
    """p less multiples of equations about sums, and their names with what they are times."""
    plus: list[tuple[str, Element]] = []
    for name, equation in equations_about_sums(signs):
        with suppress(Rejected):
            for by in (equation, closed(equation)):  # one sum alone, and beside another
                p, cofactor = divided(p, by)
                plus += [(name, cofactor)] if cofactor else []
    return p, plus


def equations_about_sums(signs: Proving) -> Iterator[tuple[str, Element]]:
    """The names of the equations that are known about sums, and what is 0 by them."""
    assert signs.cell is not None
    for name in signs.names():
        with suppress(Rejected):
            fact = signs.cell.fact(name)
            if fact.relation == "=" and any(map(ring.is_summed, fact.element)):
                yield name, fact.element


def divided(p: Element, by: Element) -> tuple[Element, Element]:
    """p less r·by without multiples of one term of `by`, a sum if there is one, and r."""
    lead = max(by, key=lambda key: (ring.is_summed(key), key))
    quotient: Element = {}
    for key, c in p.items():
        m, e = ring.key_product(key, ring.inverse(lead))
        if all(k > 0 or k == dict(key[0]).get(a) for a, k in m) and not ring.is_summed((m, e)):
            quotient[m, e] = ring.ratio(c, by[lead])
    return ring.subtract(p, ring.multiply(quotient, by)), quotient
