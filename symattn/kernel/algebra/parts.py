"""Elements, and the terms that they are made of, taken apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from ..sizes import sized
from .ring import UNIT, Atom, Element, Exponent, Key, Monomial, Number

Group = TypeVar("Group", bound=Hashable)


def any_atom(m: Monomial, chosen: Callable[[Atom], bool]) -> bool:
    return any(chosen(a) for a, _ in m)


def parted(key: Key, chosen: Callable[[Atom], bool]) -> tuple[Key, Key]:
    """m·e^p as what is made of chosen atoms times the rest.

    Of the exponent, each term that has a chosen atom in it is taken.
    """
    m, e = key
    own = tuple(x for x in m if chosen(x[0])), tuple(x for x in e if any_atom(x[0], chosen))
    if own in (UNIT, key):  # nothing, or all: most often
        return own, UNIT if own == key else key
    return own, (tuple(x for x in m if x not in own[0]), tuple(x for x in e if x not in own[1]))


def grouped(terms: Iterable[tuple[Group, Key, Number]]) -> dict[Group, Element]:
    """The sums of the terms c·m·e^p of each group."""
    groups: dict[Group, Element] = {}
    for group, key, c in terms:
        one = groups.setdefault(group, {})
        if value := one.pop(key, 0) + c:
            one[key] = value if type(c) is int else sized(value)
    return groups


def by_exponent(p: Element) -> dict[Exponent, Element]:
    """The coefficient of each exponential."""
    return grouped((e, (m, ()), c) for (m, e), c in p.items())
