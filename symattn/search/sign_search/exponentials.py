"""Signs of sums of exponentials.

A quadratic polynomial in one of them as a square, and what lies above a tangent.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element, Exponent
from ..plain_data import element_to_json

Row = list[Any]
MANY = 12


def square_beside(
    p: Element, relation: str, rest_of: Callable[[Element], list[Row] | None]
) -> list[Row] | None:
    """A square of exponentials, as `square`, with what is left besides; the first that there is."""
    if relation == "≥" and 3 < len(p) <= MANY:
        for m, c in ((e, c) for (powers, e), c in p.items() if c < 0 and not powers):
            for x in (
                e
                for (powers, e), a in p.items()
                if a > 0 and not powers and not ring.is_summed(((), e))
            ):
                y = ring.exponent_sum(ring.exponent_sum(m, m), tuple((k, -v) for k, v in x))
                three: Element = {((), e): p.get(((), e), 0) for e in (x, m, y)}
                if three[(), y] > 0 and (rows := square(three, "≥")) is not None:
                    rest = ring.add(p, three, -1)
                    more = rest_of(rest) if rest else []
                    return None if more is None else [*rows, *more]
    return square(p, relation)


def square(p: Element, relation: str) -> list[Row] | None:
    """A e^x + B e^{(x + y)/2} + C e^y as A (e^{x/2} + B/(2A) e^{y/2})² + (C − B²/(4A)) e^y."""
    if len(p) != 3 or any(m for m, _ in p) or any(ring.is_summed(k) for k in p):
        return None
    for x, middle, y in permutations(e for _, e in p):
        if ring.exponent_sum(middle, middle) != ring.exponent_sum(x, y):
            continue
        a, b, c = (p[(), e] for e in (x, middle, y))
        if a <= 0 or (rest := c - ring.ratio(b * b, 4 * a)) < 0 or (rest == 0 and relation == ">"):
            return None
        root: Element = {((), _half(x)): 1, ((), _half(y)): ring.ratio(b, 2 * a)}
        rows: list[Row] = [[str(a), [], [element_to_json(root)], []]]
        return rows + (
            [[str(rest), [], [], element_to_json(ring.exponent_as_element(y))]] if rest else []
        )
    return None


def _half(e: Exponent) -> Exponent:
    return tuple((m, ring.ratio(c, 2)) for m, c in e)


def tangents(p: Element) -> Iterator[tuple[Exponent, Exponent, ring.Number, Element]]:
    """x, y, c and the rest of p = c (e^x − e^y − (x − y) e^y) + rest.

    For exponents of p and for 0.
    """
    exponents = {e for m, e in p if not ring.is_summed((m, e))} | {()}
    if len(exponents) > 3:
        exponents = {e for m, e in p if not m and not ring.is_summed((m, e))}
    if not 1 < len(exponents) <= 3:
        return
    for x, y in permutations(sorted(exponents), 2):
        if (c := p.get(((), x), 0)) > 0:
            slope = ring.exponent_as_element(ring.exponent_sum(x, tuple((m, -v) for m, v in y)))
            above: Element = ring.add(
                ring.add({((), x): 1}, {((), y): 1}, -1), ring.multiply(slope, {((), y): 1}), -1
            )
            yield x, y, c, ring.add(p, above, -c)
