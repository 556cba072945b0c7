"""Quadratic forms whose coefficients have signs: A x² + 2B x y + C y² ≥ 0 where A and C are ≥ |B|.

Σ |B_ij| (x_i ± x_j)² and Σ (A_ii − Σ |B_ij|) x_i², as for a diagonally dominant matrix.  Untrusted:
the kernel checks the identity.
"""

from __future__ import annotations

from itertools import combinations

from ...kernel.algebra import ring
from ...kernel.algebra.atoms import Atom
from ...kernel.algebra.ring import Element
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .proving import Proving, Row

FEWEST, MOST, MOST_FORMS = 2, 4, 24


def dominant(signs: Proving, p: Element, relation: str, about: Stars) -> list[Row] | None:
    """Rows for p ≥ 0, in variables each of which has its square in p."""
    if relation != "≥" or not 3 <= len(p) <= MOST_FORMS or any(map(ring.is_summed, p)):
        return None
    squared = {a for m, _ in p for a, k in m if k == 2}
    degree = {key: sum(k for a, k in key[0] if a in squared) for key in p}
    names = sorted(squared)
    if set(degree.values()) != {2} or not FEWEST <= len(names) <= MOST:
        return None
    rest: dict[Atom, Element] = {a: _coefficient(p, ((a, 2),)) for a in names}
    rows: list[Row] = []
    for a, b in combinations(names, 2):
        mixed = _coefficient(p, ((a, 1), (b, 1)))
        if not mixed:
            continue
        half = {key: ring.ratio(c, 2) for key, c in mixed.items()}
        for side in (1, -1):
            size = ring.add({}, half, side)
            if (shown := _rows(signs, size, about)) is None:
                continue
            root = ring.add(ring.atom(a), ring.atom(b), side)
            rows += [
                [w, refs, [*squares, element_to_json(root)], e] for w, refs, squares, e in shown
            ]
            rest = {x: ring.subtract(q, size) if x in (a, b) else q for x, q in rest.items()}
            break
        else:
            return None
    for a, coefficient in rest.items():
        if not coefficient:
            continue
        if (shown := _rows(signs, coefficient, about)) is None:
            return None
        root = ring.atom(a)
        rows += [[w, refs, [*squares, element_to_json(root)], e] for w, refs, squares, e in shown]
    return rows or None


def _coefficient(p: Element, of: ring.Monomial) -> Element:
    """What stands before a monomial in the variables."""
    found = {}
    for (m, e), c in p.items():
        rest = tuple(x for x in m if x not in of)
        if len(rest) == len(m) - len(of):
            found[rest, e] = c
    return found


def _rows(signs: Proving, p: Element, about: Stars) -> list[Row] | None:
    """A row for p ≥ 0."""
    name = signs.known(p, "≥", about)
    return None if name is None else [["1", [name], [], []]]
