"""Products of two numbers of unknown sign, covered by squares: ∓2A·x·y by A·(x ∓ y)² for A ≥ 0.

So Σ_i Σ_j w_i w_j (x_i − x_j)² is found for weights that are written out.  Untrusted: the kernel
checks each entry.
"""

from __future__ import annotations

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element, Key
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .proving import Proving, Row

MOST_CROSSED = 12


def crossed(signs: Proving, p: Element, relation: str, about: Stars) -> list[Row] | None:
    """Rows for p > 0 or p ≥ 0, a square for each product of two numbers of unknown sign."""
    rows: list[Row] = []
    rest: Element = dict(p)
    for key, c in p.items():
        if (found := _crossing(signs, key, about)) is None:
            continue
        if len(rows) == MOST_CROSSED:
            return None
        x, y, beside, names, squares = found
        apart = ring.add(ring.atom(x), ring.atom(y), 1 if c > 0 else -1)
        weight = ring.ratio(c if c > 0 else -c, 2)
        exponent = element_to_json(ring.exponent_as_element(key[1]))
        rows.append([str(weight), names, [*squares, element_to_json(apart)], exponent])
        covered = ring.multiply({beside: weight}, ring.multiply(apart, apart))
        rest = ring.subtract(rest, covered)
    if not rows or len(rest) > len(p):
        return None
    if not rest:
        return rows if relation == "≥" else None
    more = signs.grouped(rest, relation, about)
    return None if more is None else [*rows, *more]


def _crossing(
    signs: Proving, key: Key, about: Stars
) -> tuple[str, str, Key, list[str], list[object]] | None:
    """x, y and what stands beside them, with the names of its signs and what is squared in it."""
    if len(key[0]) < 2:
        return None
    odd: list[str] = []
    names: list[str] = []
    squares: list[object] = []
    for a, k in key[0]:
        if a.summed or k < 0:
            return None
        if k > 1:
            squares += [element_to_json(ring.atom(a))] * (k // 2)
        if k % 2 == 0:
            continue
        if (name := signs.known(ring.atom(a), "≥", about)) is not None:
            names.append(name)
        else:
            odd.append(a)
    if len(odd) != 2:
        return None
    x, y = odd
    beside = tuple((a, k - (a in odd)) for a, k in key[0] if k > (a in odd)), key[1]
    return x, y, beside, names, squares
