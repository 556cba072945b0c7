"""Random claims about vectors and matrices for the referee.

True statements, and the same with one vector put for another.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from symattn.kernel import Claim
from symattn.language import (
    Context,
    Family,
    IndexSet,
    Matrix,
    Scalar,
    Term,
    Vector,
    flattened,
    number,
    replaced,
)

N, T = Term("scalar", ("n",)), Term("scalar", ("t",))
A, B = Term("index", ("a",)), Term("index", ("b",))
VECTORS = tuple(Term("member", (key, i)) for key in ("k", "v") for i in (A, B)) + (
    Term("vector", ("u",)),
    Term("vector", ("w",)),
)
MATRICES = (Term("matrix", ("W",)), Term("matrix", ("U",)))
ZERO = number(0)


def context(norm: Term | None = None) -> Context:
    """Keys (with `norm`, orthogonal and that long), values, two vectors, two matrices, a number."""
    return Context(
        index_sets=(IndexSet("I", N, ("a", "b"), "i"),),
        scalars=(Scalar("n", True), Scalar("t")),
        families=(Family("k", "I", "vector", norm), Family("v", "I", "vector")),
        vectors=(Vector("u"), Vector("w")),
        matrices=(Matrix("W"), Matrix("U")),
        facts=(Term("≥", (N, number(2))),),
    )


def plus(*terms: Term) -> Term:
    return flattened("+", terms)


def minus(x: Term, y: Term) -> Term:
    return plus(x, Term("neg", (y,)))


def times(*terms: Term) -> Term:
    return flattened("*", terms)


def dot(x: Term, y: Term) -> Term:
    return Term("dot", (x, y))


def norm(x: Term) -> Term:
    return Term("norm", (x,))


def square(x: Term) -> Term:
    return Term("^", (x, number(2)))


def of(m: Term, x: Term) -> Term:
    return Term("apply", (m, x))


def outer(x: Term, y: Term) -> Term:
    return Term("outer", (x, y))


def is_(left: Term, op: str, right: Term) -> Term:
    return Term(op, (left, right))


Statement = Callable[[Term, Term, Term, Term], Term]
STATEMENTS: tuple[Statement, ...] = (
    lambda x, y, z, m: is_(dot(x, y), "=", dot(y, x)),
    lambda x, y, z, m: is_(dot(plus(x, y), z), "=", plus(dot(x, z), dot(y, z))),
    lambda x, y, z, m: is_(square(norm(x)), "=", dot(x, x)),
    lambda x, y, z, m: is_(dot(x, y), "≤", times(norm(x), norm(y))),
    lambda x, y, z, m: is_(norm(plus(x, y)), "≤", plus(norm(x), norm(y))),
    lambda x, y, z, m: is_(of(outer(x, y), z), "=", times(dot(y, z), x)),
    lambda x, y, z, m: is_(of(m, plus(x, y)), "=", plus(of(m, x), of(m, y))),
    lambda x, y, z, m: is_(of(m, times(T, x)), "=", times(T, of(m, x))),
    lambda x, y, z, m: is_(
        square(norm(minus(x, y))),
        "=",
        plus(square(norm(x)), Term("neg", (times(number(2), dot(x, y)),)), square(norm(y))),
    ),
    lambda x, y, z, m: is_(norm(times(T, x)), "=", times(Term("abs", (T,)), norm(x))),
    lambda x, y, z, m: is_(dot(x, x), "≥", ZERO),
    lambda x, y, z, m: is_(norm(x), "≥", ZERO),
    lambda x, y, z, m: is_(times(number(2), dot(x, y)), "≤", plus(dot(x, x), dot(y, y))),
    lambda x, y, z, m: is_(dot(times(T, x), y), "=", times(T, dot(x, y))),
    lambda x, y, z, m: is_(minus(plus(x, y), y), "=", x),
    lambda x, y, z, m: is_(of(m, of(MATRICES[0], x)), "=", of(m, of(MATRICES[0], x))),
    lambda x, y, z, m: is_(plus(outer(x, z), outer(y, z)), "=", outer(plus(x, y), z)),
    lambda x, y, z, m: is_(dot(of(m, x), y), "=", dot(y, of(m, x))),
)


def vector(r: random.Random, depth: int = 1) -> Term:
    """A random vector."""
    if depth == 0 or r.random() < 0.5:
        return r.choice(VECTORS)
    x, y = vector(r, depth - 1), vector(r, depth - 1)
    return r.choice(
        [plus(x, y), minus(x, y), times(T, x), of(r.choice(MATRICES), x), times(dot(x, y), x)]
    )


def claim(r: random.Random) -> Claim:
    """A random claim; about half of them are spoiled."""
    where = context(r.choice([None, None, number(1), T]))
    goal = r.choice(STATEMENTS)(vector(r), vector(r), vector(r), r.choice(MATRICES))
    if r.random() < 0.55:
        side = r.randrange(2)
        found = [t for t in goal.children[side].subterms() if t in VECTORS or t in MATRICES]
        if found:
            old = r.choice(found)
            new = r.choice([t for t in (VECTORS if old in VECTORS else MATRICES) if t != old])
            sides = list(goal.children)
            sides[side] = replaced(sides[side], {old: new})
            goal = Term(goal.op, tuple(sides))
    return Claim(where, goal)
