"""Points by guessing: the usual small values for every scalar, the cheapest choices first.  The
first choice comes with every layout of families, and then values and layouts take turns.
Untrusted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from math import pi, prod
from operator import eq, ge, gt, le, lt, mul, ne
from typing import Any

from ...display.shown_operators import FLOATS
from ...display.written_out import uses
from ...kernel import Claim
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.algebra.shapes import Point
from ...kernel.order.parts_of_maxima import OPPOSITE
from ...language import Term, number
from ...language.kinds import COMPARISONS, LIMITS
from ...oracles.effort import spend
from ..simple_numbers import number_of
from ..symbols_used import symbols_of
from .placing import Layout, layouts, placed

VALUES = tuple(
    Fraction(v) for v in ("1", "2", "-1", "3", "1/2", "-2", "0", "10", "-1/2", "4", "1/3")
)
LAID_OUT = frozenset({"entry", "member", "vector", "matrix"})
BY_FLOATS = (*VALUES, Fraction(1, 10), Fraction(-1, 10), Fraction(100))
MOST_PLAIN = 60  # choices of values at which a comparison is tried by floats
SIZES = (3, 2, 1, 0, 4, 5, 6, 10)
# of many scalars only the first few take turns: where the others stand far out is tried as well
MANY, BEFORE = 5, 6
LEVELS = (Fraction(0), Fraction(-10), Fraction(10))


def guesses(claim: Claim, facts: list[Term], moving: bool, apart: bool) -> Iterator[Point | None]:
    """Points that may satisfy the facts; None for a choice that plainly does not."""
    context = claim.context
    symbolic = {str(s.size.args[0]): s for s in context.index_sets if s.size.op == "scalar"}
    moved = set(context.limit) if moving else set()
    far = any(uses(f, "log") for f in facts)
    domains: list[list[Fraction]] = []
    names: list[str] = []
    for scalar in context.scalars:
        if scalar.key in moved:
            continue
        allowed = [
            v
            for v in (*VALUES, *_near_bounds(scalar.key, facts))
            if (v.denominator == 1 or not scalar.integer) and satisfies(scalar.key, v, facts)
        ]
        if scalar.key in symbolic:
            allowed = [Fraction(v) for v in sizes(claim, scalar.key, facts)]
        if far and scalar.key in context.limit:
            allowed.sort(reverse=True)  # beyond a threshold such as log((n − 1)/ε)
        names.append(scalar.key)
        domains.append(allowed)
    linking = [
        f for f in facts if len({key for op, key in symbols_of(f, context) if op != "defined"}) > 1
    ]  # a bound on one scalar is seen to already
    wanted = {
        key
        for term in (claim.goal, *linking)
        for op, key in symbols_of(term, context)
        if op == "scalar"
    } | set(symbolic)
    domains = [d if name in wanted else d[:1] for name, d in zip(names, domains)]
    used = {op for term in (claim.goal, *facts) for op, _ in symbols_of(term, context)}
    places = list(layouts(claim))[: 1 if apart or used.isdisjoint(LAID_OUT) else None]
    spatial = [f for f in facts if any(t.op == "dot" for t in f.subterms())]
    free = [k for k, d in zip(names, domains) if len(d) > 1 and k not in symbolic]
    alike = [
        tuple(
            v if k in free and satisfies(k, v, facts) else min(d, key=lambda x: abs(x - v))
            for k, d in zip(names, domains)
        )
        for v in (LEVELS if len(free) >= MANY and all(domains) else ())
    ]
    for choice, several in _then(alike, _in_turns(domains, places), places[:1]):
        spend(3 * len(facts) + 5)
        at = {k: float(v) for k, v in zip(names, choice)}
        if any(_surely_fails(f, at) for f in facts):
            yield None
            continue
        scalars: dict[str, Element] = {k: ring.constant(v) for k, v in zip(names, choice)}
        for name in context.limit:
            if (
                name in moved
            ):  # limits left of ⇒ hold however the variables grow; elsewhere one path is enough
                scalars[name] = ring.atom(
                    name if any(r.op in LIMITS for r in claim.assumptions) else context.limit[0]
                )
        for layout in several:
            point = placed(claim, scalars, layout)
            fails = (
                spatial
                and point is not None
                and any(
                    _surely_fails(f, {**at, **rows})
                    for rows in _rows(claim, point)
                    for f in spatial
                )
            )
            yield None if fails else point


def plainly_fails(claim: Claim) -> bool:
    """Whether a comparison of declared numbers fails by floats at one of the usual values.

    Then no proof need be tried; whether it is refuted is another question.
    """
    facts = [*claim.context.facts, *claim.assumptions]
    if not all(f.op in COMPARISONS for f in (*facts, claim.conclusion)):
        return False
    used = {key for f in (*facts, claim.conclusion) for _, key in symbols_of(f, claim.context)}
    scalars = [s for s in claim.context.scalars if s.key in used - set(claim.context.limit)]
    domains = [[v for v in BY_FLOATS if v.denominator == 1 or not s.integer] for s in scalars]
    for choice in islice(_by_cost(domains), MOST_PLAIN):
        spend(len(facts) + 1)
        at = {s.key: float(v) for s, v in zip(scalars, choice)}
        if all(_holds(f, at) for f in facts) and _surely_fails(claim.conclusion, at):
            return True
    return False


def sizes(claim: Claim, key: str, facts: list[Term]) -> list[int]:
    """How many members to try where this scalar is the size of a set."""
    least = max(
        len(s.members) + (s.key in claim.rest)
        for s in claim.context.index_sets
        if s.size == Term("scalar", (key,))
    )
    return [v for v in SIZES if v >= least and satisfies(key, Fraction(v), facts)]


Choice = tuple[Any, ...]


def _in_turns(
    domains: list[list[Fraction]], places: list[Layout]
) -> Iterator[tuple[Choice, list[Layout]]]:
    """Every choice with every layout once; choices of early values, and early layouts, first."""
    for k, (*choice, layout) in enumerate(_by_cost([*domains, places])):
        if k == 0:
            yield tuple(choice), places
            first = choice
        elif choice != first:
            yield tuple(choice), [layout]


def _then(
    alike: list[Choice], others: Iterator[tuple[Choice, list[Layout]]], place: list[Layout]
) -> Iterator[tuple[Choice, list[Layout]]]:
    """A few of the others, those in which all are alike, and the rest."""
    yield from islice(others, BEFORE)
    yield from ((choice, place) for choice in alike)
    yield from others


def _by_cost(domains: Sequence[Sequence[Any]]) -> Iterator[Choice]:
    """All choices, those that take early values first."""
    longest = sum(len(d) - 1 for d in domains) if all(domains) else -1
    for cost in range(longest + 1):
        yield from _exactly(domains, cost)


def _exactly(domains: Sequence[Sequence[Any]], cost: int) -> Iterator[Choice]:
    if not domains:
        if cost == 0:
            yield ()
        return
    for k, v in enumerate(domains[0][: cost + 1]):
        for rest in _exactly(domains[1:], cost - k):
            yield (v, *rest)


def satisfies(key: str, value: Fraction, facts: list[Term]) -> bool:
    """Whether a value passes the facts that compare this scalar alone with a number."""
    for fact in facts:
        left, right = fact.children
        if left.op != "scalar" or left.args[0] != key:
            continue
        if (bound := number_of(right)) is not None and not _COMPARED[fact.op](value, bound):
            return False
    return True


_COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lt,
    "≤": le,
    ">": gt,
    "≥": ge,
    "=": eq,
    "≠": ne,
}


def _rows(claim: Claim, point: Point) -> Iterator[dict[str, list[float]]]:
    """The coordinates of all vectors that stand still.

    With one other member of each set in turn.
    """
    sets = claim.context.index_sets
    labels = {s.key: point.labels(s.key, s.members) for s in sets}
    places: dict[str, tuple[Element, ...]] = {
        v.key: point.vectors[v.key][0] for v in claim.context.vectors
    }
    for others in product(*(labels[s.key][len(s.members) :] or ("",) for s in sets)):
        for family in (f for f in claim.context.families if f.sort == "vector"):
            known = dict(zip(labels[family.over], point.vectors[family.key]))
            for one, other in zip(sets, others):
                if one.key == family.over and other:
                    known[one.rest] = known[other]
            places |= {f"{family.key}[{name}]": row for name, row in known.items()}
        yield {
            name: [float(x.get(ring.UNIT, 0)) for x in row]
            for name, row in places.items()
            if all(set(x) <= {ring.UNIT} for x in row)
        }


def _holds(fact: Term, at: Mapping[str, Any]) -> bool:
    """Whether a comparison of numbers holds by floats, with something to spare."""
    return fact.op in OPPOSITE and _surely_fails(Term(OPPOSITE[fact.op], fact.children), at)


def _surely_fails(fact: Term, at: Mapping[str, Any]) -> bool:
    """Whether a comparison of numbers plainly fails: then the point need not be tried.  Floats
    decide what is tried, and nothing else."""
    if fact.children[0].sort != "scalar":
        return False
    try:
        x, y = (_float(side, at) for side in fact.children)
        gap = x - y
    except (KeyError, ArithmeticError, ValueError, TypeError):
        return False
    slack = 1e-9 * (abs(x) + abs(y))
    return {
        ">": gap < -slack,
        "≥": gap < -slack,
        "<": gap > slack,
        "≤": gap > slack,
        "=": abs(gap) > slack,
    }.get(fact.op, False)


def _float(term: Term, at: Mapping[str, Any]) -> float:
    """Raises KeyError for what is not made of declared numbers and vectors."""
    if term.op == "scalar":
        return float(at[str(term.args[0])])
    if term.op == "dot":
        x, y = (_row(c, at) for c in term.children)
        return float(sum(map(mul, x, y)))
    if term.op == "number":
        return float(str(term.args[0]))
    return _FLOATS[term.op]([_float(c, at) for c in term.children])


def _row(term: Term, at: Mapping[str, Any]) -> list[float]:
    """Coordinates.  Raises KeyError for what is not a sum of multiples of declared vectors."""
    if term.op == "member":
        return list(at[f"{term.args[0]}[{term.children[0].args[0]}]"])
    if term.op == "vector":
        return list(at[str(term.args[0])])
    if term.op == "+":
        return [sum(xs) for xs in zip(*(_row(c, at) for c in term.children))]
    factors = {"neg": [number(-1)], "*": term.children[:-1]}[term.op]
    by = prod(_float(c, at) for c in factors)
    return [by * x for x in _row(term.children[-1], at)]


def _of_one(function: Callable[[float], float]) -> Callable[[list[float]], float]:
    return lambda v: function(v[0])


_FLOATS: dict[str, Callable[[list[float]], float]] = {
    "+": sum,
    "*": prod,
    "neg": lambda v: -v[0],
    "/": lambda v: v[0] / v[1],
    "^": lambda v: float(v[0] ** v[1]),
    "max": max,
    "min": min,
    "abs": lambda v: abs(v[0]),
    "pi": lambda v: pi,
    **{op: _of_one(function) for op, function in FLOATS.items()},
}


def _near_bounds(key: str, facts: list[Term]) -> list[Fraction]:
    """Values at, between and beyond the numbers that facts compare this scalar with: β ≥ 17 has
    none among the usual ones."""
    bounds = sorted(
        {
            b
            for f in facts
            if f.children[0] == Term("scalar", (key,))
            and (b := number_of(f.children[1])) is not None
        }
    )
    found = [
        *bounds,
        *((a + b) / 2 for a, b in zip(bounds, bounds[1:])),
        *(b + 1 for b in bounds),
        *(b - 1 for b in bounds),
        *(b / 2 for b in bounds),
    ]
    return [v for v in dict.fromkeys(found) if v not in VALUES]
