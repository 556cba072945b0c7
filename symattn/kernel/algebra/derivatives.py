"""Derivatives of scalars by a declared number, under E too.

    d/dx (N/Π F^k) = N'/Π F^k − Σ k·N·F'/(F·Π F^k),    (log q)' = q'/q,    (√q)' = q'/(2√q),
    (erfc q)' = −(2/√π) e^{−q²} q',    (arctan q)' = q'/(1 + q²)
    d/dx E[g/Π F^k] = E[d/dx (g/Π F^k)]

The second for a fraction of sums of exponentials of forms that are linear in Gaussians: near each x
both it and its derivative are at most a polynomial times exponentials of such forms, which have a
mean; nothing random has a law that depends on x. x may take every value near one that is allowed:
hypotheses about it are strict comparisons of continuous functions, and no case is made of it.
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
from . import functions, ring
from .atoms import ENTRY, PRODUCT, SYMBOL, Atom
from .ring import Element, Quotient
from .shapes import Env, Point
from .substitution import with_value


def derivative(s: Meaning, term: Term, env: Env) -> Quotient:
    """The value of d/dx f.

    Raises OutsideClass where x cannot move freely, or f is not made of what is differentiated here.
    """
    f, x = term.children
    keys, context = frozenset({x.key}), s.context
    if s.values:
        raise OutsideClass("a derivative in one case of several")
    for fact in context.facts:
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
    return _quotient(s, s.scalar(f, env), x.key)


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
    name, outer = x.key, s.signs
    if isinstance(outer, _Nearby) and name in outer.values:
        return _quotient(s, s.scalar(f, env), name)
    value = ring.of(point.scalars[name])
    if not value.atoms() <= set(outer.opaque):
        raise OutsideClass("a derivative by what moves with the limit, at a point")
    at, values = (outer.at, outer.values) if isinstance(outer, _Nearby) else (s, {})
    signs = _Nearby(outer.opaque, outer.gaps, at=at, values={**values, name: value})
    near = replace(
        s, point=replace(point, scalars={**point.scalars, name: ring.atom(name)}), signs=signs
    )
    return with_value(s, _quotient(near, near.scalar(f, env), name), name, value)


def _quotient(s: Meaning, q: Quotient, x: str) -> Quotient:
    total = _element(s, q.numerator, x) * Quotient(ring.ONE.num, q.den)
    for factor, k in q.den:
        inner = _element(s, dict(factor), x) * Quotient(ring.ONE.num, ((factor, 1),))
        total -= k * (q * inner)
    return ring.cancelled(total)


def _element(s: Meaning, p: Element, x: str) -> Quotient:
    total = ring.ZERO
    for (m, e), c in p.items():
        for a, k in m:
            rest = ring.monomial_product(m, ((a, -1),))
            total += ring.of({(rest, e): c * k}) * _atom(s, a, x)
        for m2, c2 in e:
            for a, k in m2:
                lower, inner = ring.monomial_product(m2, ((a, -1),)), _atom(s, a, x)
                if inner == ring.ONE:  # in one piece: it may be summed over unnamed members
                    total += ring.of({(ring.monomial_product(m, lower), e): c * c2 * k})
                elif not inner.is_zero:
                    total += ring.of({(m, e): c}) * ring.of({(lower, ()): c2 * k}) * inner
    return total


def _atom(s: Meaning, a: Atom, x: str) -> Quotient:
    if a == x:
        return ring.ONE
    if not _changes(s, a, x):
        return ring.ZERO
    function, q = s.signs.opaque.get(a, ("", ring.ZERO))
    if function == EXPECTED and not _laws_change(s, x):
        return mean(s, _quotient(s, q, x))
    if function in SLOPES:
        return _quotient(s, q, x) * SLOPES[function](s, q, ring.of(ring.atom(a)))
    raise OutsideClass("the derivative of a function that is not differentiated here, or of a law")


SLOPES: dict[str, Callable[[Meaning, Quotient, Quotient], Quotient]] = {  # of f(q), with its value
    "log": lambda s, q, f: s.invert(q),
    "sqrt": lambda s, q, f: s.invert(ring.q_number(2) * f),
    "erfc": lambda s, q, f: functions.slope_of_erfc(s, q),
    "arctan": lambda s, q, f: functions.slope_of_arctan(s, q),
}


def _laws_change(s: Meaning, x: str) -> bool:
    return any(depends_on(s.context, t, frozenset({x})) for t in s.context.parameters)


def _changes(s: Meaning, a: Atom, x: str) -> bool:
    """Whether an atom may depend on x; one that is not understood may."""
    if a in s.signs.opaque:
        function, q = s.signs.opaque[a]
        law = function == EXPECTED and _laws_change(s, x)
        return law or any(b == x or _changes(s, b, x) for b in q.atoms())
    return a == x or a.kind not in (SYMBOL, ENTRY, PRODUCT)
