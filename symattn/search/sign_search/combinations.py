"""A polynomial as a sum of products of facts, or of squares: rows of a certificate.  Untrusted."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.order.signs import Fact
from ..plain_data import element_to_json
from .simplex import feasible

MOST_OF_A_ROOT = 12  # terms
Rows = list[tuple[str, list[str], list[Any]]]  # weight, names of facts, squares


def squares(p: Element, relation: str) -> list[tuple[str, list[str], list[Any]]] | None:
    """A quadratic polynomial as Σ d·l² by completing squares (LDLᵀ), others if they are one."""
    names = sorted(ring.atoms(p))
    if any(k < 0 for m, _ in p for _, k in m) or any(e or ring.is_summed((m, e)) for m, e in p):
        return None
    if any(sum(k for _, k in m) > 2 for m, _ in p) or len(names) > 5:
        return _one_square(p, names) if relation == "≥" else None
    rest: Element = dict(p)
    rows: list[tuple[str, list[str], list[Any]]] = []
    for name in names:
        square: ring.Key = (((name, 2),), ())
        lead = rest.get(square, Fraction(0))
        linear = {k: c for k, c in rest.items() if name in dict(k[0]) and k != square}
        if lead <= 0:
            if lead < 0 or linear:
                return None
            continue
        root = ring.atom(name)
        for (m, _), c in linear.items():
            others = tuple((a, k) for a, k in m if a != name)
            root = ring.add(root, {(others, ()): ring.ratio(c, 2 * lead)})
        rest = ring.add(rest, ring.multiply(root, root), -lead)
        rows.append((str(lead), [], [element_to_json(root)]))
    left = rest.get(ring.UNIT, Fraction(0))
    if set(rest) - {ring.UNIT} or left < 0 or (relation == ">" and left == 0):
        return None
    return rows + ([(str(left), [], [])] if left else [])


def _one_square(p: Element, names: list[ring.Atom]) -> Rows | None:
    """c·r² term by term, from the largest one on."""

    def largest(q: Element) -> tuple[ring.Monomial, ring.Number]:
        m = max((m for m, _ in q), key=lambda m: [dict(m).get(a, 0) for a in names])
        return m, q[m, ()]

    top, c = largest(p)
    if c < 0 or any(k % 2 for _, k in top):
        return None
    half = tuple((a, k // 2) for a, k in top)
    root: Element = {(half, ()): 1}
    for _ in range(MOST_OF_A_ROOT):
        if not (left := ring.add(p, ring.multiply(root, root), -c)):
            return [(str(c), [], [element_to_json(root)])]
        m, d = largest(left)
        key = ring.key_product((m, ()), ring.inverse((half, ())))
        if any(k < 0 for _, k in key[0]) or key in root:
            return None
        root = ring.add(root, {key: ring.ratio(d, 2 * c)})
    return None


def termwise(p: Element, relation: str, facts: list[tuple[str, Fact]]) -> Rows | None:
    """Each term a positive multiple of a product of atoms that are ≥ 0, or squared."""
    known = {
        a: (name, f.relation)
        for name, f in reversed(facts)
        if f.relation in (">", "≥") and len(f.element) == 1
        for ((m, e), c) in f.element.items()
        if c == 1 and not e and len(m) == 1 and m[0][1] == 1
        for a, _ in m
    }
    if any(
        c < 0 or any(k < 0 or (a not in known and k % 2) for a, k in m) for (m, _), c in p.items()
    ):
        return None
    if relation == ">" and not any(
        all(a in known and known[a][1] == ">" for a, _ in m) for m, _ in p
    ):
        return None
    return [
        (
            str(c),
            [known[a][0] for a, k in m if a in known for _ in range(k)],
            [element_to_json(ring.power(ring.atom(a), k // 2)) for a, k in m if a not in known],
        )
        for (m, _), c in p.items()
    ]


def _weighted(weight: ring.Number, names: list[str]) -> tuple[str, list[str], list[Any]]:
    """A row of a certificate.

    A product that begins with "-" stands for its negative, as equalities may.
    """
    return (str(-weight), names[1:], []) if names[:1] == ["-"] else (str(weight), names, [])


def solved(
    p: Element, relation: str, columns: list[tuple[list[str], Element, bool]]
) -> Rows | None:
    """Weights ≥ 0 with Σ weight·column = p, some weight on a strict column if that is asked for."""
    for names, column, strict in columns[1:]:
        key = next(iter(column), None)
        if key is not None and key in p and (weight := ring.ratio(p[key], column[key])) > 0:
            rest = ring.add(p, column, -weight)
            if (
                set(rest) <= {ring.UNIT}
                and rest.get(ring.UNIT, 0) >= 0
                and (strict or rest or relation == "≥")
            ):
                return [_weighted(weight, names)] + (
                    [(str(rest[ring.UNIT]), [], [])] if rest else []
                )
    keys = sorted({k for _, column, _ in columns for k in column} | set(p))
    if not all(any(k in column for _, column, _ in columns) for k in p):
        return None
    matrix = [[column.get(k, 0) for _, column, _ in columns] for k in keys]
    weights = feasible(matrix, [p.get(k, 0) for k in keys], [s for *_, s in columns])
    if weights is None or (
        relation == ">" and not any(w > 0 and s for w, (*_, s) in zip(weights, columns))
    ):
        return None
    return [_weighted(w, names) for w, (names, _, _) in zip(weights, columns) if w]
