"""Facts at given sizes as constraints on unknown numbers, exactly: what has to be > 0, ≥ 0, = 0 or
≠ 0.  Untrusted.

The kernel's own meanings are asked at a point whose scalars and entries are still symbols, with
signs of someone who takes everything for positive:
what comes out may be wrong where that matters, and every point that is found is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, product
from math import exp, pi

from ...display.shown_operators import FLOATS
from ...kernel import Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.intervals import PI
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.algebra.semantics import Semantics
from ...kernel.order.parts_of_maxima import without_abs, without_max
from ...kernel.order.signs import FLIP, NO_STARS, Signs, Stars
from ...language import Term
from ...oracles.effort import spend

Opaque = Mapping[str, tuple[str, Quotient]]
MOST_WAYS = 12
CLOSE = 1e-9
MEANS = frozenset(("E", "Var", "P"))
A_MEAN = 300  # the effort of a term of one
POLYNOMIAL = frozenset(
    "number scalar entry member vector zero index + neg * ^ dot sum".split()
)  # what has no case and no value below a line


class Trusting(Signs):
    """Signs of someone who lets everything be positive: to see the shape of a term, and nothing
    else."""

    def find(self, p: Element, about: Stars = NO_STARS) -> str:
        return super().find(p, about) or ">"


@dataclass(frozen=True)
class Constraint:
    """`of` is > 0, ≥ 0, = 0 or ≠ 0."""

    of: Quotient
    relation: str

    @property
    def element(self) -> Element:
        return self.of.numerator


def ways(facts: list[Term]) -> list[list[Term]]:
    """The ways in which facts can hold together, each a list of comparisons without |x|, max and
    min on a side."""
    return [
        [c for part in chosen for c in part]
        for chosen in islice(product(*(_ways(f) for f in facts)), MOST_WAYS)
    ]


def _ways(fact: Term) -> list[list[Term]]:
    if fact.op == "and":
        return ways(list(fact.children))
    if fact.op == "or":
        return [way for c in fact.children for way in _ways(c)]
    if fact.op in FLIP and fact.sort is not None and fact.children[0].sort == "scalar":
        plain = without_max(without_abs(fact))
        if plain != fact:
            return _ways(plain)
    return [[fact]]


def constraints(s: Semantics, facts: list[Term]) -> list[Constraint]:
    """What the facts say at the point of the meaning, for every member that they speak about.
    Raises Rejected where a side has no value."""
    found: list[Constraint] = []
    for most in dict.fromkeys(t for f in facts for t in f.subterms() if t.op == "most"):
        found += _the_first_is_largest(s, most)
    for fact in facts:
        for env in _environments(s, fact):
            left, right = fact.children
            if left.sort == "vector":
                x, y = s.vector(left, env), s.vector(right, env)
                found += [
                    Constraint(x.get(b, ring.ZERO) - y.get(b, ring.ZERO), fact.op)
                    for b in {**x, **y}
                ]
                continue
            left, right = (right, left) if fact.op in ("<", "≤") else (left, right)
            gap = s.gap(s.scalar(left, env), s.scalar(right, env))
            if any(t.op in MEANS for t in fact.subterms()):
                spend(A_MEAN * len(gap.num))
            found.append(Constraint(gap, {"<": ">", "≤": "≥"}.get(fact.op, fact.op)))
    return found


def _the_first_is_largest(s: Semantics, most: Term) -> Iterator[Constraint]:
    """One way for a family to have a maximum, and the one that trusting signs take."""
    bound, key = str(most.args[0]), str(most.args[1])
    first, others = s.scope[key][:1], s.scope[key][1:]
    with suppress(Rejected):  # it may depend on an index of its own
        top = s.scalar(most.children[0], {bound: first[0]}) if first else ring.ZERO
        for label in others:
            yield Constraint(top - s.scalar(most.children[0], {bound: label}), "≥")


def _environments(s: Semantics, fact: Term) -> Iterator[dict[str, str]]:
    """For a fact about any other member one for each of them."""
    assert s.point is not None
    choices: list[list[tuple[str, str]]] = []
    for index_set in s.context.index_sets:
        if index_set.rest and any(
            t.op == "index" and t.args[0] == index_set.rest for t in fact.subterms()
        ):
            others = s.point.labels(index_set.key, index_set.members)[len(index_set.members) :]
            choices.append([(index_set.rest, label) for label in others])
    for chosen in product(*choices):
        yield dict(chosen)


def is_polynomial(fact: Term) -> bool:
    """Whether both sides are polynomials in numbers, entries and coordinates.

    Whatever the values of these are.
    """
    power = (t.children[1].op == "number" for t in fact.subterms() if t.op == "^")
    return all(t.op in POLYNOMIAL or t == fact for t in fact.subterms()) and all(power)


def polynomial_at(p: Element, values: Mapping[str, Element]) -> Element:
    """A polynomial where some of its unknowns have values."""
    total: Element = {}
    for (m, e), c in p.items():
        for name, k in m:
            if name in values and not set(values[name]) - {ring.UNIT}:
                c *= values[name].get(ring.UNIT, 0) ** k
        if c:
            open_ones = [(name, k) for name, k in m if set(values.get(name, "?")) - {ring.UNIT}]
            part: Element = {(tuple(x for x in open_ones if x[0] not in values), e): ring.ratio(c)}
            for name, k in open_ones:
                for _ in range(k if name in values else 0):
                    part = ring.multiply(part, values[name])
            total = ring.add(total, part)
    return total


Numeric = Callable[[Mapping[str, float]], float]
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    **FLOATS,
    PI: lambda _: pi,
    "root": lambda x: x,  # known by a number close to it
}


def numeric(q: Quotient, opaque: Opaque) -> Numeric:
    """The value in floating point, which decides what is tried, and nothing else.  It raises
    KeyError, ValueError, ArithmeticError where there is none."""
    top = _numeric_element(q.numerator, opaque)
    bottom = [(_numeric_element(dict(f), opaque), k) for f, k in q.den]

    def value(at: Mapping[str, float]) -> float:
        result = top(at)
        for factor, k in bottom:
            result /= factor(at) ** k
        return result

    return value


def _numeric_element(p: Element, opaque: Opaque) -> Numeric:
    terms = [
        (
            float(c),
            [(_numeric_atom(a, opaque), k) for a, k in m],
            _numeric_element(ring.exponent_as_element(e), opaque) if e else None,
        )
        for (m, e), c in p.items()
    ]

    def value(at: Mapping[str, float]) -> float:
        spend(1 + len(terms) // 3)
        total = 0.0
        for c, powers, exponent in terms:
            for atom, k in powers:
                c *= atom(at) ** k
            total += c * exp(exponent(at)) if exponent else c
        return total

    return value


def _numeric_atom(name: str, opaque: Opaque) -> Numeric:
    if name not in opaque:
        return lambda at: at[name]
    function, argument = opaque[name]
    inner, applied = numeric(argument, opaque), _FUNCTIONS.get(function)
    return lambda at: float(applied(inner(at))) if applied else at[name]


def failing(c: Constraint, opaque: Opaque) -> Callable[[Mapping[str, float]], bool]:
    """Whether a constraint fails by more than rounding at given values."""
    value = numeric(c.of, opaque)
    slack = CLOSE * (1 + sum(min(abs(float(x)), 1e30) for x in c.element.values()))
    fails: Callable[[float], bool] = {
        ">": lambda v: v < -slack,
        "≥": lambda v: v < -slack,
        "=": lambda v: abs(v) > slack,
        "≠": lambda v: False,
    }[c.relation]

    def told(at: Mapping[str, float]) -> bool:
        with suppress(KeyError, ValueError, ArithmeticError):
            return fails(value(at))
        return False

    return told


def plainly_fails(c: Constraint, opaque: Opaque) -> bool:
    """Whether a constraint without unknowns fails."""
    return (c.of.is_zero and c.relation in (">", "≠")) or failing(c, opaque)({})


def unknowns(c: Constraint, opaque: Opaque) -> set[str]:
    """The atoms of a constraint that have no value yet, inside functions too."""
    found: set[str] = set()
    todo = sorted(c.of.atoms())
    while todo:
        name = todo.pop()
        if name in opaque:
            todo += opaque[name][1].atoms()
        else:
            found.add(name)
    return found
