"""Derivatives of scalars by a declared number, under E too.

    d/dx (N/Π F^k) = N'/Π F^k − Σ k·N·F'/(F·Π F^k),    (log q)' = q'/q,    (√q)' = q'/(2√q),
    (erfc q)' = −(2/√π) e^{−q²} q',    (arctan q)' = q'/(1 + q²)
    d/dx E[g/Π F^k] = E[d/dx (g/Π F^k)]

The second for a fraction of sums of exponentials of forms that are linear in Gaussians: near each x
both it and its derivative are at most a polynomial times exponentials of such forms, which have a
mean; nothing random has a law that depends on x. x may take every value near one that is allowed:
hypotheses about it are strict comparisons of continuous functions, and no case is made of it.  At
a point no hypothesis is used, but what is not 0 there.
Fails, for example: |x| at 0, or x² where x = 1.  Source: differentiation under the integral sign,
by dominated convergence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ...language import Term, depends_on, occurs_outside_means
from ..chance.gaussians import mean
from ..chance.random_atoms import EXPECTED
from ..errors import OutsideClass, UnknownSign
from ..meaning import Meaning
from ..order.parts_of_maxima import CONTINUOUS, ops
from ..order.signs import NO_STARS, Signs, Stars
from . import functions, replacing, ring
from .atoms import ENTRY, PRODUCT, SUM, SYMBOL, Atom, Label, composed
from .labels import generic_labels, summed_labels
from .ring import Element, Key, Quotient
from .shapes import Env, Point
from .substitution import with_value
from .sums import body_of, canonical, plus, times


def derivative(s: Meaning, term: Term, env: Env) -> Quotient:
    """The value of d/dx f.

    Raises OutsideClass where x cannot move freely, or f is not made of what is differentiated here.
    """
    f, x = term.children
    keys, context = frozenset({x.key}), s.context
    if s.values:
        raise OutsideClass("a derivative in one case of several")
    for fact in () if s.point else context.facts:  # at a point, signs are those nearby
        if depends_on(context, fact, keys) and not (
            fact.op in ("<", ">") and ops(context, fact) <= CONTINUOUS
        ):
            raise OutsideClass(
                "a derivative by a number that a hypothesis does not let move freely"
            )
    if any(depends_on(context, norm, keys) for norm in context.norms):
        raise OutsideClass("a derivative by the norm of vectors")
    if any(
        depends_on(context, law.variance, keys)
        and (law.mean.sort != "scalar" or s.signs.quotient_sign(s.scalar(law.variance)) != ">")
        for law in context.laws
    ):
        raise OutsideClass("a derivative by a number that may make a variance 0")
    moved = frozenset(
        law.key
        for law in context.laws
        if any(depends_on(context, t, keys) for t in (law.mean, law.variance))
    )
    if moved and occurs_outside_means(context, f, moved):
        raise OutsideClass("a derivative of what is random by a number that its law depends on")
    if s.point is not None:
        return _at_point(s, s.point, term, env)
    return _quotient(s, s.scalar(f, env), _name(s, x, env))


def _name(s: Meaning, x: Term, env: Env) -> Atom:
    """The atom by which is derived: a number, or a member of a family."""
    if x.op == "scalar":
        return Atom(x.key)
    label = Label(s.label(x.children[0], env))
    if label.deep:
        raise OutsideClass("a derivative by another unnamed member")
    return composed((x.key, label))


@dataclass
class _Nearby(Signs):
    """Signs at a point, of what is not 0 there: they hold for all x near it."""

    at: Meaning | None = None
    values: Mapping[str, Quotient] = field(default_factory=dict)

    def find(self, p: Element, about: Stars = NO_STARS) -> str | None:
        assert self.at is not None
        q = ring.of(p)
        for name, value in self.values.items():
            q = with_value(self.at, q, name, value)
        try:
            found = self.at.signs.quotient_sign(q, about)
        except UnknownSign:
            return None
        return found if not p or found in (">", "<") else None


def _at_point(s: Meaning, point: Point, term: Term, env: Env) -> Quotient:
    """The derivative with x for a symbol, and then its value.

    Inside another one by x, the symbol stays.
    """
    f, x = term.children
    name, outer = _name(s, x, env), s.signs
    if isinstance(outer, _Nearby) and name in outer.values:
        return _quotient(s, s.scalar(f, env), name)
    value, near_by = _moved(s, point, x, env, name)
    if not value.atoms() <= set(outer.opaque):
        raise OutsideClass("a derivative by what moves with the limit, at a point")
    at, values = (outer.at, outer.values) if isinstance(outer, _Nearby) else (s, {})
    signs = _Nearby(outer.opaque, outer.gaps, at=at, values={**values, name: value})
    near = replace(s, point=near_by, signs=signs)
    return with_value(s, _quotient(near, near.scalar(f, env), name), name, value)


def _moved(s: Meaning, point: Point, x: Term, env: Env, name: Atom) -> tuple[Quotient, Point]:
    """What x is worth at the point, and the point with x for a symbol."""
    symbol = ring.atom(name)
    if x.op == "scalar":
        value, scalars = point.scalars[name], {**point.scalars, name: symbol}
        return ring.of(value), replace(point, scalars=scalars)
    values, k = [*point.entries[x.key]], s.position(x.key, s.label(x.children[0], env))
    value, values[k] = values[k], symbol
    return ring.of(value), replace(point, entries={**point.entries, x.key: tuple(values)})


def _quotient(s: Meaning, q: Quotient, x: Atom) -> Quotient:
    total = _element(s, q.numerator, x) * Quotient(ring.ONE.num, q.den)
    for factor, k in q.den:
        inner = _element(s, dict(factor), x) * Quotient(ring.ONE.num, ((factor, 1),))
        total = plus(total, times(q, inner), -k)
    return ring.cancelled(total)


def _element(s: Meaning, p: Element, x: Atom) -> Quotient:
    total = ring.ZERO
    for key, c in canonical(p).items():
        total = plus(total, _term(s, key, x), c)
        for label in summed_labels(ring.atoms_of_key(key)):
            total = plus(total, _own(s, key, x, label), c) if _is_one(x, label) else total
    return total


def _is_one(x: Atom, label: Label) -> bool:
    """Whether x is about one of the unnamed members that are summed over; *J/1~ is by itself."""
    return any(
        star.set == label.set and star.depth >= label.depth and not star.deep for star in x.stars
    )


def _own(s: Meaning, key: Key, x: Atom, label: Label) -> Quotient:
    """The derivative of a sum over members by what it has of one of them."""
    (star,) = x.stars
    there = replacing.renamed(key, label, star.another)
    own = _term(s, there, x.with_index(star, star.another))
    if star.another in generic_labels(own.atoms_below()):
        raise OutsideClass("a derivative of fractions that are summed")
    back = replacing.relabelled(own.numerator, star.another, star)
    return Quotient(ring.freeze(back), own.den)


def _term(s: Meaning, key: Key, x: Atom) -> Quotient:
    """The derivative of one term, by what stands in it."""
    (m, e), total = key, ring.ZERO
    for a, k in m:
        rest = ring.monomial_product(m, ((a, -1),))
        total = plus(total, times(ring.of({(rest, e): k}), _atom(s, a, x)))
    for m2, c2 in e:
        for a, k in m2:
            # in one piece: it may be summed over unnamed members
            lower = ring.monomial_product(m, ring.monomial_product(m2, ((a, -1),)))
            total = plus(total, times(ring.of({(lower, e): c2 * k}), _atom(s, a, x)))
    return total


def _atom(s: Meaning, a: Atom, x: Atom) -> Quotient:
    if a.kind in (SYMBOL, ENTRY, PRODUCT):  # members that are summed over: see above
        return ring.ONE if a == x else ring.ZERO
    if a.kind == SUM:
        return _quotient(s, body_of(a), x)
    if not _changes(s, a, x):
        return ring.ZERO
    function, q = s.signs.opaque.get(a, ("", ring.ZERO))
    if function == EXPECTED and not _laws_change(s, x):
        return mean(s, _quotient(s, q, x))
    if function in SLOPES:
        return times(_quotient(s, q, x), SLOPES[function](s, q, ring.of(ring.atom(a))))
    raise OutsideClass("the derivative of a function that is not differentiated here, or of a law")


SLOPES: dict[str, Callable[[Meaning, Quotient, Quotient], Quotient]] = {  # of f(q), with its value
    "log": lambda s, q, f: s.invert(q),
    "sqrt": lambda s, q, f: s.invert(ring.q_number(2) * f),
    "erfc": lambda s, q, f: functions.slope_of_erfc(s, q),
    "arctan": lambda s, q, f: functions.slope_of_arctan(s, q),
}


def _laws_change(s: Meaning, x: Atom) -> bool:
    return any(depends_on(s.context, t, x.symbols) for t in s.context.parameters)


def _changes(s: Meaning, a: Atom, x: Atom) -> bool:
    """Whether an atom may depend on x; one that is not understood may."""
    if a in s.signs.opaque:
        function, q = s.signs.opaque[a]
        law = function == EXPECTED and _laws_change(s, x)
        return law or any(_changes(s, b, x) for b in q.atoms())
    summed = any(_is_one(x, label) for label in a.summed)
    return a == x or summed or a.kind not in (SYMBOL, ENTRY, PRODUCT)
