"""Sums over all unnamed members as numbers, so that they may be multiplied.

A monomial that is summed, x[+J/1]·y, is the number Σ_j x_j·y.  Of a product of two such numbers
each is an atom, sum(...), with what does not depend on the member beside it:

    (Σ_j x_j)·(Σ_j y_j) = sum(x)·sum(y)       Σ_j Σ_{l≠j} x_j y_l = sum(x)·sum(y) − Σ_j x_j y_j

One sum alone stays a summed monomial: equal numbers are written alike.  Only what was formed where
no unnamed member is in scope is a number.  Fails, for example: (Σ_j x_j)(Σ_j y_j) = Σ_j x_j y_j;
x_j·Σ_{l≠j} y_l with one sum for all j.
"""

from __future__ import annotations

from ast import literal_eval
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any

from ..errors import OutsideClass, Rejected
from ..sizes import remembered
from . import ring
from .atoms import INSIDE, OTHER, SUM, SUMMED, Atom
from .parts import parted
from .ring import Element, Key, Quotient


@lru_cache(maxsize=10_000)
def body_of(name: Atom) -> Quotient:
    """The sum that an atom stands for, as its name tells it.

    Raises Rejected for a name that no sum has.
    """
    ((m, e, _),) = literal_eval(name.removeprefix(SUM))
    exponent = tuple((_monomial(m2), ring.ratio(Fraction(c))) for m2, c in e)
    if _sum_of(key := (_monomial(m), exponent)) != name:
        raise Rejected("expected a sum over all unnamed members")
    return ring.of({key: 1})


def _monomial(m: Any) -> ring.Monomial:
    return tuple((Atom(a).opened(), k) for a, k in m)


def _sum_of(body: Key) -> Atom:
    """The atom of a sum, which is a number by itself, and of no function that has sums inside."""
    names = ring.atoms_of_key(body)
    labels = {label for a in names for label in a.indices if label.kind in (OTHER, SUMMED, INSIDE)}
    if [(label.kind, label.depth) for label in labels] != [(SUMMED, 1)]:
        raise OutsideClass("a product of sums of which one depends on a member of the other")
    if any(a.is_function for a in names):
        raise OutsideClass("a product of sums of functions of the members")
    return Atom(f"{SUM}({ring.spelled(((body, 1),))})").closed()


def closed(p: Element) -> Element:
    """The element with an atom for every sum.  Raises OutsideClass where one is no number."""
    return ring.sum_of({_closed(key) if ring.is_summed(key) else key: c} for key, c in p.items())


def _closed(key: Key) -> Key:
    inner, outer = parted(key, lambda a: bool(a.summed))
    return ring.key_product(outer, (((_sum_of(inner), 1),), ()))


def canonical(p: Element) -> Element:
    """The element with one sum alone as a summed monomial, and atoms where there are several."""
    return ring.sum_of({_canonical(key): c} for key, c in p.items())


def _canonical(key: Key) -> Key:
    sums = [(a, k) for a, k in key[0] if Atom(a).kind == SUM]
    if not sums:
        return key
    if ring.is_summed(key):
        return _closed(key)
    if len(sums) > 1 or sums[0][1] != 1:
        return key
    ((body, _),) = body_of(sums[0][0]).num
    return ring.key_product((tuple(x for x in key[0] if x not in sums), key[1]), body)


def product(p: Element, q: Element) -> Element:
    """p·q, of numbers."""
    if any(map(ring.is_summed, p)) and any(map(ring.is_summed, q)):
        p = closed(p)
    return canonical(ring.multiply(p, q))


@remembered
def times(a: Quotient, b: Quotient) -> Quotient:
    """a·b, of numbers."""
    if not _has_sums(a) or not _has_sums(b):
        return a * b
    num = product(a.numerator, b.numerator)
    return Quotient(ring.freeze(num), ring.exponent_sum(a.den, b.den)) if num else ring.ZERO


def plus(a: Quotient, b: Quotient, times: ring.Number = 1) -> Quotient:
    """a + times·b, of numbers."""
    return a.__add__(b, times, product)


def _has_sums(q: Quotient) -> bool:
    return any(ring.has_sum(key) for key, _ in q.num)


def multiplied(*values: Quotient) -> Quotient:
    """Their product, of numbers."""
    return reduce(times, values, ring.ONE)
