"""A sum as what it is made of.

Means and limits are taken part by part, and no common denominator is formed.

E[Σ λ_k x_k] = Σ λ_k E[x_k]     lim Σ λ_k x_k = Σ λ_k lim x_k        if each exists, the λ_k neither
random nor moving
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from ...language import Term, unfolded
from ...language.operators import DEFINITIONS
from ..algebra import ring
from ..algebra.families import combination, linear_parts, sum_scalars
from ..algebra.ring import ONE, Quotient
from ..algebra.shapes import Env, VectorValue
from ..algebra.sums import multiplied, times
from ..errors import OutsideClass
from ..meaning import Meaning
from .gaussians import mean, means_of
from .on_events import indicator_over_chance, step
from .random_atoms import any_random, is_random


def summands(s: Meaning, term: Term, env: Env) -> Iterator[tuple[Quotient, Term, Env]]:
    """λ_k and x_k with the indices in scope, for scalars and vectors; definitions unfolded."""
    first, *rest = term.children or (term,)
    parts: list[tuple[Quotient, Term, Env]] = []
    if term.op in ("+", "neg", "defined"):
        parts = linear_parts(s, term, env)
    elif term.op == "/" and is_fixed(s, below := s.scalar(rest[0], env)):
        parts = [(s.invert(below), first, env)]
    elif term.op == "*":
        factors = [s.scalar(c, env) if c.sort == "scalar" else None for c in term.children]
        moving = [k for k, q in enumerate(factors) if q is None or not is_fixed(s, q)]
        if len(moving) == 1:
            fixed = (q for k, q in enumerate(factors) if q is not None and k not in moving)
            parts = [(prod(fixed, start=ONE), term.children[moving[0]], env)]
    if not parts:
        yield ONE, term, env
    for factor, part, inner in parts:
        for own, one, scope in summands(s, part, inner):
            yield factor * own, one, scope


def mean_of_parts(s: Meaning, term: Term, env: Env) -> Quotient:
    """E of a scalar: part by part, or of the whole where a part has no mean that is known."""
    total = ring.ZERO
    try:
        for factor, part, inner in summands(s, term, env):
            total += factor * _mean_of_part(s, part, inner)
    except OutsideClass:
        return mean(s, s.scalar(term, env))
    return total


def _mean_of_part(s: Meaning, term: Term, env: Env) -> Quotient:
    """E of what is no sum of several.

    E max(x, y) = E y + E[(x − y)·1_{x > y}], E min(x, y) = E x − E[(x − y)·1_{x > y}], where chance
    decides which is larger.
    """
    if term.op == "sum":
        return _mean_of_sum(s, term, env)
    if term.op in DEFINITIONS:
        return _mean_of_part(s, unfolded(term), env)
    sides = (*term.children, Term("neg", term.children)) if term.op == "abs" else term.children
    if term.op in ("abs", "max", "min") and len(sides) == 2:
        x, y = (s.scalar(side, env) for side in sides)
        gap, sign = x - y, -1 if term.op == "min" else 1
        if not gap.den and any_random(s, gap.atoms()):
            return mean(s, y if sign > 0 else x) + sign * mean(s, gap * step(s, gap.numerator))
    return mean(s, s.scalar(term, env))


def _mean_of_sum(s: Meaning, term: Term, env: Env) -> Quotient:
    """E of a sum over a family, member by member."""
    return sum_scalars(s, term, env, lambda value: mean(s, value))


def mean_value(s: Meaning, term: Term, env: Env) -> Quotient:
    """E[x], or Var(x) = E[x²] − E[x]², perhaps given an event."""
    x, *under = term.children
    if term.op == "E" and not under:
        return mean_of_parts(s, x, env)
    part, value = indicator_over_chance(s, under[0], env) if under else ONE, s.scalar(x, env)
    first = ring.cancelled(mean(s, value * part))
    if term.op == "E":
        return first
    square = ring.cancelled(mean(s, multiplied(value, value, part)))
    return s.gap(square, times(first, first))


def vector_of_means(s: Meaning, term: Term, env: Env, under: tuple[Term, ...]) -> VectorValue:
    """E of a vector, likewise; or given an event."""
    if under:
        return means_of(
            s, combination([(indicator_over_chance(s, under[0], env), s.vector(term, env))])
        )
    try:
        return combination(
            [
                (factor, means_of(s, s.vector(part, inner)))
                for factor, part, inner in summands(s, term, env)
            ]
        )
    except OutsideClass:
        return means_of(s, s.vector(term, env))


def is_fixed(s: Meaning, q: Quotient) -> bool:
    """Whether a number is neither random nor moving with the limit."""
    return not any(is_random(s, a) or s.varies(a) for a in q.atoms())
