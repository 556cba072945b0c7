"""Whole numbers at which polynomials are looked at before a proof of their sign is tried."""
from __future__ import annotations

from functools import lru_cache

from ..kernel import ring
from ..kernel.ring import Element
from ..kernel.signs import Fact

SAMPLES = 80
VALUES = (0, 1, -1, 2, -2, 3, -3, 5, -5, 4, -4, 7)


@lru_cache(maxsize=1000)
def samples(names: tuple[str, ...]) -> list[dict[str, int]]:
    return [{name: VALUES[(k * (2 * j + 1) + k * k // 7 + 3 * j) % len(VALUES)] for j, name in enumerate(names)} for k in range(SAMPLES)]


def sign_at(p: Element, point: dict[str, int]) -> int:
    """The sign of a polynomial at a point; 0 where it has none."""
    total: ring.Number = 0
    for (m, _), c in p.items():
        value = 1
        for name, k in m:
            value *= point[name] ** k
        total += c * value
    return (total > 0) - (total < 0)


def holds(fact: Fact, point: dict[str, int]) -> bool:
    sign = sign_at(fact.element, point)
    return {">": sign > 0, "≥": sign >= 0, "=": sign == 0}[fact.relation]
