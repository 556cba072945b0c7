"""Sums over an index set of symbolic size.

The named members one by one, all others by one unnamed member.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ...language import Term
from ..errors import OutsideClass
from ..meaning import Meaning
from . import replacing, ring
from .atoms import ENTRY, INDICATOR, OTHER, PRODUCT, SYMBOL, Atom, Label, generic_member, unnamed
from .labels import all_closed, generic_labels, summed_labels
from .ring import ONE, Element, Quotient
from .shapes import Env, VectorValue
from .sums import canonical, closed, multiplied, plus, times


def opened(s: Meaning, term: Term, env: Env) -> tuple[list[dict[str, str]], Label | None]:
    """The environments of the named members of a sum's range, and the label of its unnamed one if
    there is one.
    """
    bound, key = term.key, str(term.args[1])
    labels = s.scope[key]
    excluded = {s.label(a, env) for a in term.children[:-1]}
    if not excluded <= set(labels):
        raise OutsideClass("a sum that leaves out an index that is not in scope")
    named = [{**env, bound: label} for label in labels if label not in excluded]
    others = {} if s.point else s.unnamed(key)
    if not others:
        return named, None
    star = unnamed(key, len(labels) - s.base[key] + 1)
    s.signs.unnamed[star] = others
    return named, star


def inside(
    s: Meaning, term: Term, env: Env, star: Label, value: Callable[[Term, Env], Any] | None = None
) -> tuple[Any, Element]:
    """The body at the unnamed member, or another value of it, and how many of them there are."""
    key = str(term.args[1])
    others, before = s.unnamed(key), s.scope[key]
    s.scope[key] = (*before, star)
    try:
        return (value or s.value)(term.children[-1], {**env, term.key: star}), others
    finally:
        s.scope[key] = before


def sum_scalars(
    s: Meaning, term: Term, env: Env, of: Callable[[Quotient], Quotient] = lambda value: value
) -> Quotient:
    """Σ over all members of what the body is worth, or of what `of` makes of that."""
    named, star = opened(s, term, env)
    total = ring.ZERO
    for inner in named:
        total = plus(total, of(s.scalar(term.children[-1], inner)))
    if star is None:
        return total
    value, count = inside(s, term, env, star)
    assert isinstance(value, Quotient)
    return plus(total, over_rest(of(value), star, count))


def over_rest(value: Quotient, star: Label, count: Element) -> Quotient:
    """Σ of the value over all unnamed members.

    Count copies of what does not depend on the member, the rest summed.

    Denominators must not depend on the member, be it by leaving it out; they were shown nonzero
    without using that there is one.  An inner sum over "the others" depends on the member without
    naming it: it is the sum over all less what it would be at the member.
    """
    below = value.atoms_below()
    if star in generic_labels(below) or not all_closed(below):
        raise OutsideClass("a sum of fractions whose denominators differ from member to member")
    total: Element = {}
    for key, c in _apart(value.numerator, star).items():
        names = ring.atoms_of_key(key)
        if star not in generic_labels(names):
            total = ring.add(total, ring.multiply(count, {key: c}))
        elif any(star in a.stars and not _has_own_sum(a, star) for a in names):
            raise OutsideClass("a sum over unnamed members of √, or of log of what others have too")
        else:
            total = ring.add(total, {replacing.renamed(key, star, star.summed): c})
    total = canonical(total)
    return Quotient(ring.freeze(total), value.den) if total else ring.ZERO


def _has_own_sum(a: Atom, star: Label) -> bool:
    """Whether an atom may be summed over the member that it is about.

    Fails for log(x_j + Σ_l x_l): of two sums in a name the one is not told from the other.
    """
    alone = a.kinds <= {"log", ENTRY, PRODUCT, SYMBOL} and {i for i in a.indices if i.kind} == {
        star
    }
    return alone or not a.is_function or a.kind == INDICATOR


def _apart(p: Element, star: Label) -> Element:
    """What is summed over the unnamed member `star`, without sums that have one beside it."""
    total: Element = {}
    for key, c in p.items():
        names = ring.atoms_of_key(key)
        inner = Label(f"{OTHER}{star.set}/{star.depth + 1}")
        if inner.summed in summed_labels(names):  # Σ over all but the member
            if len(summed_labels(names)) != 1:
                raise OutsideClass("a double sum over unnamed members")
            whole = closed({replacing.renamed(key, inner.summed, star.summed): c})
            own = {replacing.renamed(key, inner.summed, star): -c}
            total = ring.add(ring.add(total, whole), own)
        elif star in generic_labels(names):
            total = ring.add(total, closed({key: c}))
        elif all_closed(names):
            total = ring.add(total, {key: c})
        else:
            raise OutsideClass("a double sum over unnamed members")
    return total


def sum_vectors(
    s: Meaning, term: Term, env: Env, of: Callable[[Term, Env], VectorValue]
) -> VectorValue:
    """Σ over the named members of what `of` makes of the body, plus the unnamed ones as basis
    vectors ("v", "+I/1") whose coefficient may mention *I/1.
    """
    named, star = opened(s, term, env)
    parts = [(ONE, of(term.children[-1], inner)) for inner in named]
    if star is not None:
        value, count = inside(s, term, env, star, of)
        for basis, q in value.items():
            if generic_member(basis):
                raise OutsideClass("a double sum over unnamed members")
            if star == basis[-1]:
                parts.append((ONE, {(*basis[:-1], star.summed): q}))
            else:
                parts.append((ONE, {basis: over_rest(q, star, count)}))
    return combination(parts)


def linear_parts(s: Meaning, term: Term, env: Env) -> list[tuple[Quotient, Term, Env]]:
    """λ_k and x_k of Σ λ_k x_k, as a vector or a matrix is written; none for other terms."""
    op, args = term.op, term.children
    if op == "+":
        return [(ONE, a, env) for a in args]
    if op == "neg":
        return [(-ONE, args[0], env)]
    if op == "*":
        return [(multiplied(*(s.scalar(a, env) for a in args[:-1])), args[-1], env)]
    if op == "/":
        return [(s.invert(s.scalar(args[1], env)), args[0], env)]
    return [(ONE, *s.unfold(term, env))] if op == "defined" else []


def combination(parts: Iterable[tuple[Quotient, VectorValue]]) -> VectorValue:
    """Σ factor·vector; a number stands at the empty basis."""
    total: VectorValue = {}
    for factor, value in parts:
        for basis, q in value.items():
            total[basis] = plus(total.get(basis, ring.ZERO), times(factor, q))
    return {basis: q for basis, q in total.items() if not q.is_zero}
