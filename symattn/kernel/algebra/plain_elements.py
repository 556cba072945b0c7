"""Numbers and elements of the ring, read from plain data."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ..errors import Rejected
from . import ring
from .atoms import INSIDE, PRIVATE, TEXT, Atom
from .ring import Element

# Digits as every Python and every other checker reads them.
FRACTION = re.compile("-?[0-9]+(/0*[1-9][0-9]*)?")


@lru_cache(maxsize=10_000)
def _ratio(text: str) -> ring.Number:
    return ring.ratio(Fraction(text)) if "/" in text else int(text)


def fraction(data: Any) -> ring.Number:
    """A rational number from "3/4".  Raises Rejected."""
    if isinstance(data, str) and len(data) < 2000 and FRACTION.fullmatch(data):
        return _ratio(data)
    raise Rejected(f"expected a fraction as text, found {str(data)[:40]!r}")


def atom_from_json(data: Any) -> Atom:
    """Raises Rejected unless it is the name of an atom that may be spoken of."""
    name = Atom(data)
    bare = not name.is_function and any(label.kind == INSIDE for label in name.indices)
    if bare or not name.kinds.isdisjoint((PRIVATE, TEXT)):
        raise Rejected(f"{data[:40]!r} is the name of nothing that a certificate knows")
    return name


def element_from_json(data: Any) -> Element:
    """An element of the ring from lists [coefficient, monomial, exponent].  Raises Rejected."""

    def monomial(rows: Any) -> ring.Monomial:
        powers = {atom_from_json(name): k for name, k in rows}
        if len(powers) != len(rows) or not all(
            type(k) is int and 0 < abs(k) <= ring.MAX_POWER for k in powers.values()
        ):
            raise Rejected("expected pairs of a name and a power")
        return tuple(sorted(powers.items()))

    total: Element = {}
    try:
        for c, m, e in data:
            exponent: ring.Exponent = ()
            for c2, m2 in e:
                exponent = ring.exponent_sum(exponent, ((monomial(m2), _nonzero(c2)),))
            total = ring.add(total, {(monomial(m), exponent): _nonzero(c)})
    except (TypeError, ValueError) as error:
        raise Rejected(f"expected an element of the ring, found {str(data)[:60]!r}") from error
    return total


def _nonzero(data: Any) -> ring.Number:
    if not (value := fraction(data)):
        raise Rejected("expected a nonzero coefficient")
    return value


def polynomial_from_json(data: Any, below: frozenset[str] = frozenset()) -> Element:
    """As `element_from_json`, without negative powers but of atoms that are known to be > 0.

    1/x has no value at x = 0, so it may not be brought in from outside.
    """
    p = element_from_json(data)
    if any(
        k < 0 and a not in below
        for m, e in p
        for a, k in (*m, *(pair for m2, _ in e for pair in m2))
    ):
        raise Rejected("expected no negative powers")
    return p
