"""Numbers at which polynomials, and sums of exponentials, are looked at.

That is before a proof of their sign is tried.  Floats decide what is tried, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from math import exp, prod
from random import Random

from ...kernel.algebra import ring
from ...kernel.algebra.atoms import Atom
from ...kernel.algebra.ring import Element
from ...kernel.order.signs import Fact
from ...language.kinds import ORDERS
from ...oracles.effort import remembered, spend

SAMPLES = 80
EXCLUDED = {">": {0, -1}, "<": {0, 1}, "≥": {-1}, "≤": {1}}  # by what was seen at samples
VALUES = (0, 1, -1, 2, -2, 3, -3, 5, -5, 4, -4, 7)


def likeliest_first(p: Element, op: str) -> tuple[str, ...]:
    """The signs to try: of a sum over members, first what a claim with `op` wants of its sides."""
    mixed = any(c < 0 for c in p.values()) and any(map(ring.has_sum, p))
    if op not in ORDERS or not mixed:
        return tuple(EXCLUDED)
    below, loose = op in ("<", "≤"), op in ("≤", "≥")
    return tuple(sorted(EXCLUDED, key=lambda r: ((r in ("<", "≤")) != below, (r in "<>") == loose)))


def seen(p: Element, facts: Callable[[], list[tuple[str, Fact]]]) -> set[int]:
    """The signs that p takes at samples that satisfy the facts; none where p is no polynomial.

    What cannot be proved need not be tried.
    """
    if any(e or any(k < 0 for _, k in m) or ring.has_sum((m, e)) for m, e in p):
        return set()
    if len(p) > 1 and any(a.kind == "log" for a in ring.atoms(p)):
        return set()  # which are not free of each other, or of what they are of
    known = [fact for _, fact in facts()]
    names = tuple(sorted(ring.atoms(p).union(*(ring.atoms(f.element) for f in known))))
    found = samples_where(names, tuple((ring.freeze(f.element), f.relation) for f in known))
    return signs_at(p, found) if found or len(p) > 1 else surely(p, known)


@remembered(1000)
def samples(names: tuple[str, ...]) -> list[dict[str, int]]:
    return [
        {
            name: VALUES[(k * (2 * j + 1) + k * k // 7 + 3 * j) % len(VALUES)]
            for j, name in enumerate(names)
        }
        for k in range(SAMPLES)
    ]


@remembered(2000)
def samples_where(
    names: tuple[str, ...], facts: tuple[tuple[ring.Frozen, str], ...]
) -> list[dict[str, int]]:
    """The samples that satisfy some polynomial facts."""
    read = [Fact(dict(element), relation) for element, relation in facts]
    return [point for point in samples(names) if all(holds(fact, point) for fact in read)]


def signs_at(p: Element, points: list[dict[str, int]]) -> set[int]:
    """The signs of a polynomial at some points; no more are looked at once it has both."""
    found: set[int] = set()
    for point in points:
        found.add(sign_at(p, point))
        if {1, -1} <= found:
            break
    return found


def sign_at(p: Element, point: dict[str, int]) -> int:
    """The sign of a polynomial at a point; 0 where it has none."""
    spend(len(p))
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


NEAR = (0.1, 0.3, 0.5, 0.7, 0.9, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, -0.4, -1.0, -2.0)
MANY = 160
TOLERANCE = 1e-9


def possible(p: Element, relation: str, facts: list[Fact]) -> bool:
    """Whether p > 0, or p ≥ 0, is not contradicted at some numbers that satisfy the facts."""
    return all(sign > 0 or (sign == 0 and relation == "≥") for sign in _signs(p, facts))


def signs_near(p: Element, facts: list[Fact], whole: frozenset[str]) -> set[int]:
    """The signs 1 and −1 that p takes at some numbers that satisfy the facts, the members of sets
    among them; those in `whole` are integers."""
    found = set()
    for at in _at_facts(p, facts):
        if all(at[name].is_integer() for name in whole & at.keys()):
            found.add(_sign(p, at))
            if {1, -1} <= found:
                break
    return found - {0}


def surely(p: Element, facts: list[Fact]) -> set[int]:
    """The signs 1 and −1 that p takes at some numbers that satisfy the facts."""
    return set(_signs(p, facts)) - {0}


def _signs(p: Element, facts: list[Fact]) -> Iterator[int]:
    """The signs of p at some numbers that satisfy the facts.

    0 where it is too near to 0 to tell.
    """
    if not all(_plain(name) for name in ring.atoms(p)):
        return
    facts = [f for f in facts if all(_plain(name) for name in ring.atoms(f.element))]
    yield from (_sign(p, at) for at in _at_facts(p, facts))


def _at_facts(p: Element, facts: list[Fact]) -> list[dict[str, float]]:
    names = sorted(ring.atoms(p).union(*(ring.atoms(f.element) for f in facts)))
    return _where(tuple(names), tuple((ring.freeze(f.element), f.relation) for f in facts))


def _sign(p: Element, at: dict[str, float]) -> int:
    """0 where it is too near to 0 to tell, or too large to work out."""
    with suppress(OverflowError):
        value, size = _value(p, at)
        return (value > TOLERANCE * size) - (value < -TOLERANCE * size)
    return 0


@remembered(500)
def _where(
    names: tuple[str, ...], facts: tuple[tuple[ring.Frozen, str], ...]
) -> list[dict[str, float]]:
    """The numbers that satisfy the facts."""
    found = _near(names)
    for element, relation in facts:
        found = [at for at in found if _holds(Fact(dict(element), relation), at)]
    return found


@remembered(200)
def _near(names: tuple[str, ...]) -> list[dict[str, float]]:
    random = Random(7)
    return [{name: random.choice(NEAR) for name in names} for _ in range(MANY)]


def _plain(name: Atom) -> bool:
    return not (name.is_function or name.summed or name.stars)


def _holds(fact: Fact, at: dict[str, float]) -> bool:
    try:
        value, size = _value(fact.element, at)
    except OverflowError:
        return False
    return (
        value > TOLERANCE * size
        if fact.relation == ">"
        else value >= -TOLERANCE * size
        if fact.relation == "≥"
        else abs(value) <= TOLERANCE * size
    )


def _value(p: Element, at: dict[str, float]) -> tuple[float, float]:
    """p, and Σ |terms|."""
    spend(7 + 3 * len(p))
    terms = [
        float(c)
        * prod(at[a] ** k for a, k in m)
        * exp(sum(float(c2) * prod(at[a] ** k for a, k in m2) for m2, c2 in e))
        for (m, e), c in p.items()
    ]
    return sum(terms), sum(abs(t) for t in terms) or 1.0
