"""Signs of what is a positive multiple of a fact: c·e^q·f, c > 0.  Untrusted: the kernel checks the
identity."""

from __future__ import annotations

from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ..plain_data import element_to_json
from .proving import Multiples, Proving


def multiple(signs: Proving, p: Element, relation: str) -> list[list[Any]] | None:
    """A row for p > 0 or p ≥ 0 from one fact, or None."""
    if not p:
        return None
    f, (_, e), c = ring.normalized(p)
    for name, known, e2, c2 in _readable(signs).get(f, ()):
        if known in (relation, ">") or (known, relation) == ("=", "≥"):
            q = ring.exponent_sum(e, tuple((m, -x) for m, x in e2))
            return [
                [str(ring.ratio(c, c2)), [name], [], element_to_json(ring.exponent_as_element(q))]
            ]
    return None


def _readable(signs: Proving) -> Multiples:
    """The facts that can be read with what is known now.

    They are about no unnamed member, by what they are a multiple of.
    """
    assert signs.cell is not None
    known, read, found = signs.readable_then
    if known != signs.known_so_far():
        known = signs.known_so_far()
        for name in (*signs.names(), *signs.roots_known()):
            if name in read:
                continue
            if (fact := signs.said(name)) is None:
                continue
            read.add(name)
            if fact.element and not fact.stars:
                for sign in (1, -1) if fact.relation == "=" else (1,):
                    form, (_, e), c = ring.normalized(ring.add({}, fact.element, sign))
                    found.setdefault(form, []).append((name, fact.relation, e, sign * c))
        signs.readable_then = known, read, found
    return found


def strictly(signs: Proving, p: Element) -> None:
    """An entry that p > 0 or p < 0, where a fact says so: of a square that is known to be ≥ 0."""
    for q in (p, ring.negative(p)):
        if (rows := multiple(signs, q, ">")) is not None:
            signs.record({"of": element_to_json(q), "is": ">", "by": rows})
