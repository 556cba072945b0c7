"""Atoms put in, solved for and renamed."""

from __future__ import annotations

from functools import reduce

from ..errors import OutsideClass, Rejected
from .atoms import Atom, Label
from .parts import parted
from .ring import (
    Element,
    Exponent,
    Key,
    Monomial,
    add,
    atom,
    atoms,
    atoms_of_key,
    exponent_sum,
    exponential,
    monomial_product,
    multiply,
    power,
    ratio,
    sum_of,
)


def renamed(key: Key, old: Label, new: Label) -> Key:
    """The key with one index label replaced by another, in every atom."""

    if not any(old in a.indices for a in atoms_of_key(key)):
        return key

    def monomial(m: Monomial) -> Monomial:  # two members may become one
        return reduce(monomial_product, (((a.with_index(old, new), k),) for a, k in m), ())

    return monomial(key[0]), reduce(exponent_sum, (((monomial(m), c),) for m, c in key[1]), ())


def relabelled(p: Element, old: Label, new: Label) -> Element:
    """The element with one index label replaced by another."""
    return sum_of({renamed(key, old, new): c} for key, c in p.items())


def substitute(p: Element, name: str, value: Element) -> Element:
    """p with the atom `name` replaced.

    Negative powers of it, and atoms that contain it, are outside the class.
    """
    if not any(name in a.inside for a in atoms(p)):
        return p
    total: Element = {}
    for (m, e), c in p.items():
        (_, moved), (_, kept) = parted(((), e), lambda a: name in a.inside)
        part = _replaced(m, kept, name, value)
        if moved:
            exponent: Element = {}
            for m2, c2 in moved:
                exponent = add(exponent, _replaced(m2, (), name, value), c2)
            part = multiply(part, exponential(exponent))
        total = add(total, part, c)
    return total


def _replaced(m: Monomial, e: Exponent, name: str, value: Element) -> Element:
    """m·e^e with the atom replaced in m, all else kept in one piece.

    It may be a product inside one sum.
    """
    if any(name in a.inside for a, _ in m if a != name):
        raise OutsideClass(f"{name} is replaced inside a function")
    return multiply(
        {(tuple((a, k) for a, k in m if a != name), e): 1}, power(value, dict(m).get(Atom(name), 0))
    )


def solved(p: Element, name: str) -> Element:
    """The value of an atom that p = 0 gives.

    P must be linear in it with a number for its coefficient.
    """
    (key,) = atom(name)
    rest = {k: c for k, c in p.items() if k != key}
    if key not in p or any(name in a.inside for a in atoms(rest)):
        raise Rejected(f"split: cannot solve for {name}")
    return add({}, rest, ratio(-1, p[key]))
