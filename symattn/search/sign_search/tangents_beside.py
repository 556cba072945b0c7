"""Multiples of an exponential less its tangent, with what is left besides.

Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .exponentials import tangents
from .proving import Proving, Row


def tangent(signs: Proving, p: Element, relation: str, about: Stars) -> list[Row] | None:
    """A multiple of e^x less its tangent at y, and what is left besides."""
    for x, y, c, rest in tangents(p):
        more = (
            []
            if not rest and relation == "≥"
            else signs.grouped(rest, relation, about)
            if rest
            else None
        )
        if more is None:
            continue
        above = ring.add(p, rest, -1)
        entry = {
            "of": element_to_json(ring.add({}, above, ring.ratio(1, c))),
            "is": "≥",
            "tangent": [element_to_json(ring.exponent_as_element(e)) for e in (x, y)],
        }
        if (name := signs.record(entry)) is not None:
            return [[str(c), [name], [], []], *more]
    return None
