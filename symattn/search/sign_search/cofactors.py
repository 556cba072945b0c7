"""p = Σ cofactor·(equation): then p is 0 where the equations hold.

Each equation is taken times what makes one of its terms one that is there already, a few times
over, and linear algebra finds the weights.  Untrusted: the kernel checks the identity.
"""

from __future__ import annotations

from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.order.signs import Fact
from ...oracles.effort import spend
from ...oracles.linear_systems import solution
from ..plain_data import element_to_json
from .proving import Proving

ROUNDS, MOST_COLUMNS, MOST_TERMS = 3, 240, 40


def vanishes(signs: Proving, p: Element, facts: list[tuple[str, Fact]]) -> bool:
    """Whether p adds up from equations; then the entries for p ≥ 0 and −p ≥ 0 are recorded."""
    for target in (p, ring.negative(p)):
        plus = cofactors(target, facts)
        entry = {"of": element_to_json(target), "is": "≥", "by": [], "plus": plus}
        if plus is None or signs.record(entry) is None:
            return False
    return True


def cofactors(p: Element, facts: list[tuple[str, Fact]]) -> list[list[Any]] | None:
    """The equations that it takes, by name, each with its cofactor; None if none are found."""
    equations = {
        name: f.element
        for name, f in facts
        if f.relation == "=" and not any(map(ring.is_summed, f.element))
    }
    if not equations or len(p) > MOST_TERMS or any(map(ring.is_summed, p)):
        return None
    columns: dict[tuple[str, ring.Key], Element] = {}
    reached = set(p)
    last = list(p)
    for _ in range(ROUNDS):
        before = len(columns)
        new: dict[ring.Key, None] = {}
        for key in last:
            for name, equation in equations.items():
                for term in equation:
                    by = ring.key_product(key, ring.inverse(term))
                    if (name, by) in columns or any(k < 0 for _, k in by[0]):
                        continue
                    spend(5 * len(equation))
                    column = {ring.key_product(by, t): c for t, c in equation.items()}
                    columns[name, by] = column
                    new |= dict.fromkeys(t for t in column if t not in reached)
                    reached |= set(column)
        if len(columns) > MOST_COLUMNS or len(columns) == before:
            return None
        if (weights := solution(list(columns.values()), p)) is not None:
            found: dict[str, Element] = {}
            for (name, by), weight in zip(columns, weights):
                if weight:
                    found.setdefault(name, {})[by] = weight
            return [[name, element_to_json(cofactor)] for name, cofactor in found.items()]
        last = list(new)
    return None
