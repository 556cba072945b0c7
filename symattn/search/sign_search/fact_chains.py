"""x − y ≥ 0 from a chain of facts a − b ≥ 0: quicker than linear programming where it applies.

Untrusted.
"""

from __future__ import annotations

from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.order.signs import Fact


def differences(
    p: Element, facts: list[tuple[str, Fact]]
) -> tuple[list[tuple[str, list[str], list[Any]]], bool] | None:
    """x − y from a chain of facts a − b ≥ 0, a strict link if there can be one.

    (rows, strict), with no rows if there is no chain.

    None if p or a fact is no difference of two parameters; for differences a chain is all that
    Farkas' multipliers can be.
    """
    if (wanted := _difference(p)) is None:
        return None
    links: dict[str, list[tuple[str, str, str, bool]]] = {}
    for name, fact in facts:
        if (ends := _difference(fact.element)) is None:
            return None
        links.setdefault(ends[0], []).append((ends[1], "1", name, fact.relation == ">"))
        if fact.relation == "=":
            links.setdefault(ends[1], []).append((ends[0], "-1", name, False))
    start, goal = wanted
    reached: dict[tuple[str, bool], list[tuple[str, list[str], list[Any]]]] = {(start, False): []}
    todo = [(start, False)]
    for place, strict in todo:
        for end, weight, name, strict_link in links.get(place, ()):
            if (there := (end, strict or strict_link)) not in reached:
                reached[there] = [*reached[place, strict], (weight, [name], [])]
                todo.append(there)
    strict = (goal, True) in reached
    return reached.get((goal, strict), []), strict


def _difference(p: Element) -> tuple[str, str] | None:
    """(x, y) for x − y; "" stands for 0."""
    ends: dict[ring.Number, str] = {1: "", -1: ""}
    for (m, e), c in p.items():
        if e or len(m) != 1 or m[0][1] != 1 or c not in ends or ends[c]:
            return None
        ends[c] = m[0][0]
    return (ends[1], ends[-1]) if ends[1] != ends[-1] else None
