"""Sums and products of letters that are bounded by constants: the sign of their difference.

A sum is bounded summand by summand, and of a product c·Π y_k^{±1} − d one factor after the other:
Π_{j≤k} y_j − Π_{j≤k} b_j = (Π_{j<k} y_j − Π_{j<k} b_j)·y_k + Π_{j<k} b_j·(y_k − b_k).  Untrusted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Any

from ...kernel import Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.atoms import Atom
from ...kernel.algebra.ring import Element, Key, Monomial, Number
from ...kernel.order.signs import Fact
from ..plain_data import element_to_json

Known = tuple[str, Fact]  # by its name


def wanted(gap: Element, relation: str, letters: Collection[str]) -> dict[str, tuple[str, ...]]:
    """From which sides each letter has to be bounded for left − right to have its sign."""
    if relation not in "<≤>≥":
        return {}
    p = gap if relation in ">≥" else ring.negative(gap)
    sides: dict[str, set[str]] = {}
    most = max(p.items(), key=lambda item: item[1])[0] if p else ring.UNIT
    least = min(p.items(), key=lambda item: item[1])[0] if p else ring.UNIT
    product = len(p) == 2 and any(len(m) > 1 for m, _ in p)
    powers = dict(ring.key_product(most, ring.inverse(least))[0])
    for (m, _), c in p.items():
        for name, k in m:
            if name in letters:
                up = powers.get(name, 1) > 0 if product else c * k > 0 or len(p) == 1
                sides.setdefault(name, set()).add(">" if up else "<")
                if product or len(m) > 1 or k != 1:
                    sides[name].add(">")
    return {y: tuple(sorted(found)) for y, found in sides.items()}


def compared(
    gap: Element, relation: str, known: list[Known], given: list[list[str]]
) -> dict[str, Any] | None:
    """A leaf by the rule of order, or None; equations that are given are solved in all of it."""
    if relation not in "<≤>≥":
        return None
    p = gap if relation in ">≥" else ring.negative(gap)
    for way in (_alone, _summed, _multiplied):
        entries = _Entries(known)
        if way(p, relation in "<>", entries):
            node = {"rule": "order", "signs": entries.said}
            return {**node, "given": given} if given else node
    return None


def left_over(gap: Element) -> tuple[Element, Element, Monomial] | None:
    """What c·M + d·m = 0 says without the powers that M and m share, p = q, and these."""
    if len(gap) != 2:
        return None
    ((m, e), c), ((m2, e2), d) = gap.items()
    (ratio, _) = ring.key_product((m, ()), ring.inverse((m2, ())))
    above = tuple((a, k) for a, k in ratio if k > 0)
    below = tuple((a, -k) for a, k in ratio if k < 0)
    shared = ring.key_product((m, ()), ring.inverse((above, ())))[0]
    return {(above, e): c}, {(below, e2): -d}, shared


def by_equation(gap: Element, name: str, shared: Monomial, known: list[Known]) -> dict[str, Any]:
    """A leaf by an equation that is multiplied by what both sides share."""
    entries = _Entries(known)
    below = [fact for a, k in shared if k < 0 for fact in [entries.bound(_key(a), True)] if fact]
    for sign in (1, -1):
        said = element_to_json(ring.add({}, gap, sign))
        plus = [[name, element_to_json({(shared, ()): sign})]]
        entries.said.append(
            {"of": said, "is": "≥", "by": [], "plus": plus, "below": [one[0] for one in below]}
        )
    return {"rule": "order", "signs": entries.said}


class _Entries:
    """Sign entries of a leaf; what is said of a letter's sign comes first."""

    def __init__(self, known: list[Known]) -> None:
        self.known = known
        self.said: list[dict[str, Any]] = []
        self._positive: dict[tuple[str, int], str] = {}
        for name, fact in known:
            if len(fact.element) == 1:
                self.record(fact.element, fact.relation == ">", [["1", [name], [], []]])

    def record(self, p: Element, strict: bool, rows: list[Any], times: str = "") -> str:
        """Its name."""
        entry = {"of": element_to_json(p), "is": ">" if strict else "≥", "by": rows}
        self.said.append({**entry, "times": times} if times else entry)
        return f"s{len(self.said) - 1}"

    def bound(self, y: Key, up: bool) -> Known | None:
        """The sharpest fact y − b > 0, or b − y > 0."""
        sign = 1 if up else -1
        found = [
            one
            for one in self.known
            if one[1].element.get(y, 0) == sign and set(one[1].element) <= {y, ring.UNIT}
        ]
        return min(found, key=lambda one: one[1].element.get(ring.UNIT, 0), default=None)

    def positive(self, y: str, power: int) -> str:
        """The fact y > 0, or 1/y > 0.  Raises Rejected."""
        if (y, power) not in self._positive:
            key = _key(y)
            low = self.bound(key, True)
            b: Number = -low[1].element.get(ring.UNIT, 0) if low else -1
            if low is None or b < 0 or (b == 0 and low[1].relation != ">"):
                raise Rejected("a factor that may not be positive")
            if power > 0:
                rows: list[Any] = [["1", [low[0]], [], []], *_number(b)]
                name = self.record({key: 1}, True, rows)
            else:
                name = self.record({ring.inverse(key): 1}, True, _number(1), self.positive(y, 1))
            self._positive[y, power] = name
        return self._positive[y, power]

    def factors(self, m: Monomial) -> list[str]:
        return [self.positive(a, 1 if k > 0 else -1) for a, k in m for _ in range(abs(k))]


def _key(y: str) -> Key:
    return ((Atom(y), 1),), ()


def _number(c: Number, names: Sequence[str] = ()) -> list[Any]:
    """A row for a number times facts; none for 0."""
    return [[str(c), [*names], [], []]] if c else []


def _alone(p: Element, strict: bool, entries: _Entries) -> bool:
    """One product of letters, all of them > 0."""
    with suppress(Rejected):
        ((m, e), c) = next(iter(p.items()), (ring.UNIT, 0))
        entries.record(p, True, _number(c, entries.factors(m)))
        return len(p) == 1 and c > 0 and not e
    return False


def _summed(p: Element, strict: bool, entries: _Entries) -> bool:
    rows: list[Any] = []
    rest, sure = p, False  # what is left, and whether a strict fact is among what was taken
    for key, c in p.items():
        if key != ring.UNIT:
            if (bound := entries.bound(key, c > 0)) is None:
                return False
            name, fact = bound
            size = c if c > 0 else -c
            rows += _number(size, [name])
            rest = ring.add(rest, fact.element, -size)
            sure = sure or fact.relation == ">"
    left: Number = rest.get(ring.UNIT, 0)
    entries.record(p, strict, rows + _number(left))
    return left >= 0 and (not strict or sure or left > 0)


def _multiplied(p: Element, strict: bool, entries: _Entries) -> bool:
    """c·M + d·m with M/m = Π y^k: m times c·(Π y^k − Π b^k) + (c·Π b^k + d)."""
    if len(p) != 2:
        return False
    (more, c), (less, d) = sorted(p.items(), key=lambda item: -item[1])
    ratio, exponent = ring.key_product(more, ring.inverse(less))
    if c <= 0 or d >= 0 or exponent or more[1]:
        return False
    with suppress(Rejected):
        above, least, sure = _product(ratio, entries)
        left = c * least + d
        names = entries.factors(less[0])
        rows = _number(c, [above, *names]) + _number(left, names)
        entries.record(p, strict, rows)
        return left >= 0 and (not strict or sure or left > 0)
    return False


def _product(m: Monomial, entries: _Entries) -> tuple[str, Number, bool]:
    """The fact Π y^k − Π b^k > 0 or ≥ 0, with Π b^k, and whether it is >.  Raises Rejected."""
    whole, least, sure, above = ring.constant(1), ring.ratio(1), False, ""
    for y, k in m:
        bound = entries.bound(_key(y), k > 0)
        b = bound[1].element.get(ring.UNIT, 0) if bound else 0
        if bound is None or not b:
            raise Rejected("a factor that has no bound")
        b = b if b > 0 else -b
        step: Element = {_key(y): 1}
        name, strict = bound[0], bound[1].relation == ">"
        if k < 0:  # 1/y ≥ 1/b
            b = ring.ratio(1, b)
            step = {ring.inverse(_key(y)): 1}
            gap = ring.add(step, ring.constant(b), -1)
            name = entries.record(gap, strict, _number(b, [name]), entries.positive(y, 1))
        for _ in range(abs(k)):
            rows = _number(least, [name])
            rows += _number(1, [above, entries.positive(y, 1 if k > 0 else -1)]) if above else []
            whole, least, sure = ring.multiply(whole, step), least * b, sure or strict
            gap = ring.add(whole, ring.constant(least), -1)
            above = entries.record(gap, sure, rows)
    return above, least, sure
