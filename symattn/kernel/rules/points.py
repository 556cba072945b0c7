"""Points: values for everything that is declared, checked against every hypothesis.

A point shows that hypotheses can hold at all (a model), or that a claim fails (a witness).  For a
claim about a limit, the limit variables stay symbols, all moving along one path: β_a = t, β_b = 2t.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...language import Context, Term, indices_in, plain
from ...language.kinds import LIMITS
from ..algebra import ring
from ..algebra.algebraic_numbers import Algebraic
from ..algebra.coefficients import gaps
from ..algebra.families import opened
from ..algebra.functions import log, rational
from ..algebra.inner_products import applied, dot
from ..algebra.parts import grouped
from ..algebra.plain_elements import fraction, polynomial_from_json
from ..algebra.radicals import at_least_zero
from ..algebra.ring import Atom, Element
from ..algebra.semantics import Semantics
from ..algebra.shapes import Point, along_axes
from ..built_terms import at, speak_of
from ..claim import Claim
from ..errors import OutsideClass, Rejected
from ..limits.dominance import leaves_the_limit
from ..order.signs import NO_STARS, Fact, Signs, Stars

MAX_SIZE = 12


def point_from_json(data: Any) -> Point:
    """Raises Rejected on anything but a point's data.

    Values are rational, or made of "constants" and e.
    """
    signs = Signs()

    def value(x: Any) -> Element:
        return ring.constant(fraction(x)) if isinstance(x, str) else polynomial_from_json(x)

    def rows(table: Any) -> Any:
        return {
            key: tuple(tuple(map(value, row)) for row in matrix) for key, matrix in table.items()
        }

    try:
        for constant in data.get("constants", ()):
            _learn(signs, constant)
        sizes = {**data["sizes"]}
        if not all(type(v) is int and 0 <= v <= MAX_SIZE for v in sizes.values()):
            raise Rejected(f"point: expected sizes between 0 and {MAX_SIZE}")
        return Point(
            sizes,
            {key: value(x) for key, x in data["scalars"].items()},
            {key: tuple(map(value, v)) for key, v in data["entries"].items()},
            rows(data["vectors"]),
            rows(data["matrices"]),
            signs,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Rejected("point: expected sizes, scalars, entries, vectors and matrices") from error


def _learn(signs: Signs, constant: Any) -> None:
    """log c for {"log".

    "3"}, or the root of a polynomial between two numbers for {"root": ["-2", "0", "1"], "between":
    ["1", "2"]}.

    Their names follow from what they are, so that no other number can have them.
    """
    if "log" in constant:
        log(Semantics(Context(), signs), ring.q_number(fraction(constant["log"])))
        return
    p, between = (
        tuple(Fraction(fraction(x)) for x in constant[key]) for key in ("root", "between")
    )
    root, name = Algebraic(p, (min(between), max(between))), Atom(f"root({p}{between})")
    root.check()
    signs.opaque[name], signs.roots[name] = ("root", ring.ZERO), root
    signs.learn(Fact({(((name, k),) if k else (), ()): c for k, c in enumerate(p) if c}, "="))


@dataclass
class EventualSigns(Signs):
    """Signs that hold from some value of the one moving variable on, which is all that a limit
    asks.

    Σ c·t^k·e^{r t^d + ...} has the sign of its fastest term: compare exponents from the highest
    degree down, then k.  Only `movers` grow: an atom for a constant that has no value yet (an
    indicator, a logarithm) must not be taken for one.
    """

    movers: frozenset[str] = frozenset()

    def find(self, p: Element, about: Stars = NO_STARS) -> str | None:
        names = ring.atoms(p)
        if not names or not names <= self.movers:
            return super().find(p, about)
        if len(names) > 1:  # several variables, all positive: terms of one sign add up
            signs = {
                super(EventualSigns, self).find({_fixed(e): c}, about) for (_, e), c in p.items()
            }
            return signs.pop() if signs in ({">"}, {"<"}) else None
        groups = grouped((_growth(*key), _fixed(key[1]), c) for key, c in p.items())
        degrees = sorted({d for rates, _ in groups for d, _ in rates}, reverse=True)
        if any(d < 1 for d in degrees):
            return None
        top = max(groups, key=lambda g: ([dict(g[0]).get(d, 0) for d in degrees], g[1]))
        return super().find(groups[top], about)


def _growth(m: ring.Monomial, e: ring.Exponent) -> tuple[tuple[tuple[int, ring.Number], ...], int]:
    """The rates of an exponent, those of the highest degrees first, and the power beside it."""
    rates = ((m2[0][1], c) for m2, c in e if m2)
    return tuple(sorted(rates, reverse=True)), sum(k for _, k in m)


def _fixed(e: ring.Exponent) -> ring.Key:
    """e to what does not move of an exponent."""
    return (), tuple((m, c) for m, c in e if not m)


def at_point(claim: Claim, point: Point, moving: bool) -> Semantics:
    """The meanings at a point that satisfies every hypothesis of the claim.

    Raises Rejected if it does not.

    With `moving`, the limit variables keep symbols along a path; otherwise they have values like
    all others.
    """
    context = claim.context
    _check_shape(claim, point, moving)
    signs = deepcopy(point.signs)
    signs = EventualSigns(**vars(signs), movers=frozenset(context.limit)) if moving else signs
    s = Semantics(context, signs, {}, claim.rest, point)
    for index_set in context.index_sets:
        size, count = s.scope_count(index_set.key)
        if size != ring.constant(point.sizes[index_set.key]) or (
            index_set.key in claim.rest and count == len(index_set.members)
        ):
            raise Rejected(
                f"point: the set of {plain(index_set.size)} indices has another size, or no "
                "further member"
            )
    for scalar in context.scalars:
        p = point.scalars[scalar.key]
        if scalar.integer and (set(p) - {ring.UNIT} or p.get(ring.UNIT, 0).denominator != 1):
            raise Rejected(f"point: {scalar.key} is not an integer")
    for family in context.families:
        if family.norm is not None:
            _check_orthogonal(s, family.key, family.norm)
    for fact in context.facts:
        check_fact(s, fact)
    for law in context.laws:
        if not (
            is_covariance(s, law.variance)
            if law.mean.sort == "vector"
            else at_least_zero(s.signs.quotient_sign(s.scalar(law.variance)))
        ):
            raise Rejected(
                f"point: the variance of {law.key} is negative, or its covariance not symmetric "
                "and positive semidefinite"
            )
    return s


def is_covariance(s: Semantics, term: Term, regular: bool = False) -> bool:
    """Whether a matrix of rational numbers is symmetric and positive semidefinite, or definite if
    it has to be `regular`, by elimination.
    """
    assert s.point is not None
    axes = s.point.axes()
    rows: list[list[Any]] = [
        [rational(applied(s, term, lambda: {c: ring.ONE}, {}).get(b, ring.ZERO)) for c in axes]
        for b in axes
    ]
    if any(x is None for row in rows for x in row):
        raise OutsideClass("point: a covariance whose entries are no rational numbers")
    if rows != [*map(list, zip(*rows))]:
        return False
    for k in range(len(rows)):
        if rows[k][k] < 0 or (rows[k][k] == 0 and (regular or any(rows[k][k:]))):
            return False
        for i in range(k + 1, len(rows)) if rows[k][k] else ():
            factor = ring.ratio(rows[i][k], rows[k][k])
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k])]
    return True


def _check_path(
    claim: Claim, point: Point, movers: set[Atom], values: list[tuple[str, Element]]
) -> None:
    """Limit variables follow a path, β_a = t, β_b = 2t, and nothing else moves but vectors whose
    declared norm does.

    A limit *left* of ⇒ must hold however the variables grow, not only along a path: there they stay
    independent.
    """
    context = claim.context
    apart = all(point.scalars[name] == ring.atom(name) for name in context.limit)
    if not apart and speak_of(claim.assumptions, LIMITS):
        raise Rejected("point: a limit left of ⇒ is not one along a path")
    for name in context.limit if not apart else ():
        path = point.scalars[name]
        if len(movers) != 1 or set(path) != set(ring.atom(*movers)) or min(path.values()) <= 0:
            raise Rejected(
                "point: a limit variable is a positive multiple of the one that the path follows"
            )
    fixed = [x for key, x in values if key not in claim.moving]
    if any(ring.atoms(p) - set(point.signs.opaque) for p in fixed):
        raise Rejected("point: a parameter moves with the limit")


def _keys(declared: Iterable[Any]) -> set[str]:
    return {d.key for d in declared}


def _check_shape(claim: Claim, point: Point, moving: bool) -> None:
    context = claim.context
    numbers, vectors = (
        _keys(f for f in context.families if f.sort == sort) for sort in ("scalar", "vector")
    )
    for what, wanted in (
        ("sizes", _keys(context.index_sets)),
        ("scalars", _keys(context.scalars)),
        ("entries", numbers),
        ("vectors", vectors | _keys(context.vectors)),
        ("matrices", _keys(context.matrices)),
    ):
        if set(getattr(point, what)) != wanted:
            raise Rejected(f"point: expected {what} for {', '.join(sorted(wanted)) or 'nothing'}")
    for s in context.index_sets:
        if point.sizes[s.key] < len(s.members):
            raise Rejected(f"point: fewer than {len(s.members)} members")
    members = {**point.entries, **point.vectors}
    for f in context.families:
        if len(members[f.key]) != point.sizes[f.over]:
            raise Rejected(f"point: expected {point.sizes[f.over]} members of {f.key}")
    tables = {**point.vectors, **point.matrices}
    rows = [row for table in tables.values() for row in table]
    dimension = len(rows[0]) if rows else 0
    if any(len(r) != dimension for r in (*rows, *point.matrices.values())):
        raise Rejected("point: vectors and matrices of different dimensions")
    if any(len(point.vectors[v.key]) != 1 for v in context.vectors):
        raise Rejected("point: expected one vector")
    values = [
        *point.scalars.items(),
        *((key, x) for key, v in point.entries.items() for x in v),
        *((key, x) for key, table in tables.items() for row in table for x in row),
    ]
    constants = set(point.signs.opaque)
    if any(e and not ring.atoms(p) <= constants for _, p in values for _, e in p):
        raise Rejected("point: expected constants, or polynomials in the limit variable")
    movers = set().union(*(ring.atoms(p) for _, p in values)) - constants
    if movers - set(context.limit if moving else ()):
        raise Rejected("point: expected values without symbols")
    if moving:
        _check_path(claim, point, movers, values)


def _check_orthogonal(s: Semantics, key: str, norm: Term) -> None:
    length = s.scalar(norm)
    if s.signs.quotient_sign(length) not in ">≥=":
        raise Rejected(f"point: the norm of {key} is negative")
    assert s.point is not None
    members = [*map(along_axes, s.point.vectors[key])]
    square = length * length
    for i, x in enumerate(members):
        for j, y in enumerate(members):
            if not s.gap(dot(s, x, y), square if i == j else ring.ZERO).is_zero:
                raise Rejected(f"point: the vectors {key} are not orthogonal of the declared norm")


def instances(s: Semantics, said: Term) -> list[Term]:
    """What a term says of each member that is known; itself if it is about one thing."""
    if said.op != "every":
        return [said]
    return [at(said.children[-1], said.key, env[said.key]) for env in opened(s, said, {})[0]]


def check_fact(s: Semantics, fact: Term) -> None:
    """Raises Rejected unless a fact holds at the point, for all members that it speaks about,
    eventually if it moves.
    """
    if fact.left.sort == "vector" and fact.op == "=":
        if gaps(s, *(s.vector(side) for side in fact.children)):
            raise Rejected(f"point: {plain(fact)} does not hold there")
        return
    if fact.left.sort != "scalar":
        raise OutsideClass("point: a comparison of vectors as a hypothesis")
    environments: list[dict[str, str]] = [{}]
    for index_set in s.context.index_sets:
        if index_set.rest in indices_in(fact):
            others = s.scope[index_set.key][len(index_set.members) :]
            environments = [
                {**env, index_set.rest: label} for env in environments for label in others
            ]
    for env in environments:
        left, right = (s.scalar(side, env) for side in fact.children)
        moves = set(s.context.limit) & s.gap(left, right).atoms()
        if not (leaves_the_limit(s, fact, env) if moves else s.truth(fact, env)):
            raise Rejected(f"point: {plain(fact)} does not hold there")
