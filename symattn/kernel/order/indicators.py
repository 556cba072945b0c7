"""[p = 0]: 1 where p is 0, else 0.  Known where the sign of p is, otherwise an atom of its own that is its own square.

This is how ties are counted without a case for each: 1/count(x_j = max(x)) is 1/Σ_j [x_j − max(x) = 0].
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...language import Term
from ..algebra import ring
from ..algebra.ring import ONE, Element, Quotient
from ..errors import OutsideClass

if TYPE_CHECKING:
    from ..algebra.semantics import Semantics
    from ..algebra.shapes import Env
    from .signs import Signs

MARK = "is0("


def indicator(s: Semantics, q: Quotient) -> Quotient:
    """[q = 0], the denominators of q being known to be nonzero.  Raises OutsideClass if q moves with the limit."""
    if any(s.varies(a) for a in ring.atoms(q.numerator)):
        raise OutsideClass("a count of what moves with the limit")
    return ring.of(mark(s.signs, q.numerator))


def mark(signs: Signs, p: Element) -> Element:
    """[p = 0] as 1, as 0, or as an atom.  Where p speaks of an unnamed member, that one exists, and so does what is counted."""
    if any("[+" in a or MARK in a for a in ring.atoms(p)):
        raise OutsideClass("a count that depends on a sum over unnamed members, or on another count")
    known = signs.find(p, frozenset(star for a in ring.atoms(p) for star in ring.generic_labels(a)))
    if known in ("=", ">", "<"):
        return ring.constant(1 if known == "=" else 0)
    name = f"{MARK}{min(ring.spelled(ring.normalized(q)[0]) for q in (p, ring.add({}, p, -1)))})"
    signs.gaps[name] = p
    return ring.atom(name)


def counted(s: Semantics, conditions: tuple[Term, ...], env: Env) -> Quotient:
    """How many of the comparisons hold."""
    total = ring.ZERO
    for condition in conditions:
        if condition.op == "=" and condition.children[0].sort == "scalar":
            one = indicator(s, ring.q_add(s.scalar(condition.children[0], env), s.scalar(condition.children[1], env), -1))
        else:
            one = ONE if s.truth(condition, env) else ring.ZERO
        total = ring.q_add(total, one)
    return total


def idempotent(p: Element) -> Element:
    """The element with every power of an indicator made a first power."""
    total: Element = {}
    for (m, e), c in p.items():
        total = ring.add(total, {(tuple((a, 1 if a.startswith(MARK) else k) for a, k in m), e): c})
    return total


def split_off(p: Element) -> dict[ring.Monomial, Element]:
    """The element by its products of indicators: {product: what it is multiplied by}."""
    groups: dict[ring.Monomial, Element] = {}
    for (m, e), c in p.items():
        marks = tuple((a, k) for a, k in m if a.startswith(MARK))
        rest = tuple((a, k) for a, k in m if not a.startswith(MARK))
        groups[marks] = ring.add(groups.get(marks, {}), {(rest, e): c})
    return groups
