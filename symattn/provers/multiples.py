"""Signs of what is a positive multiple of a fact: c·e^q·f, c > 0.  Untrusted: the kernel checks the
identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..kernel import Rejected, ring
from ..kernel.ring import Element
from ..kernel.signs import Fact
from .written import element_to_json

if TYPE_CHECKING:
    from .positivity import ProvingSigns


def multiple(signs: ProvingSigns, p: Element, relation: str) -> list[list[Any]] | None:
    """A row for p > 0 or p ≥ 0 from one fact, or None."""
    shape = None
    for name, fact in _readable(signs):
        enough = fact.relation in (relation, ">") or (fact.relation, relation) == ("=", "≥")
        if not enough or len(p) != len(fact.element):
            continue
        shape = shape or ring.normalized(p)
        (f, (_, e), c) = shape
        for sign in (1, -1) if fact.relation == "=" else (1,):
            (g, (_, e2), c2) = ring.normalized(ring.add({}, fact.element, sign))
            if f == g:
                q = ring.exponent_sum(e, tuple((m, -x) for m, x in e2))
                weight = str(ring.ratio(sign * c, c2))
                return [[weight, [name], [], element_to_json(ring.exponent_as_element(q))]]
    return None


def _readable(signs: ProvingSigns) -> list[tuple[str, Fact]]:
    """The facts that can be read with what is known now, and are about no unnamed member."""
    assert signs.cell is not None
    known = signs.known_so_far()
    if signs.readable_then[0] != known:
        found: list[tuple[str, Fact]] = []
        for name in (*signs.names(), *signs.roots_known()):
            try:
                fact = signs.cell.fact(name)
            except Rejected:
                continue
            if fact.element and not fact.stars:
                found.append((name, fact))
        signs.readable_then = known, found
    return signs.readable_then[1]
