"""Matrices as coefficients over pairs of basis vectors: Σ q·b cᵀ, and over the identity.

Covariances of vectors.

    Cov(x) = Σ (E[p q] − E[p]·E[q])·b cᵀ   for x = Σ p·b, the basis vectors b fixed

A basis vector that is summed over unnamed members stands for the sum of these vectors, which is
right only while its coefficient is the same for all of them.
"""

from __future__ import annotations

from functools import cache, partial

from ...language import Term
from ..chance.gaussians import mean
from ..chance.random_atoms import any_random, has_random_vector
from ..errors import OutsideClass
from ..meaning import Meaning
from .atoms import generic_member
from .families import combination, linear_parts
from .inner_products import applied
from .labels import all_closed, generic_labels
from .ring import ONE, Quotient
from .shapes import Basis, Env, VectorValue

IDENTITY: Basis = ("1",)  # no pair of basis vectors; nor is ("1", "Σ"), a declared matrix
MatrixValue = dict[Basis, Quotient]


def pairs(x: VectorValue, y: VectorValue) -> MatrixValue:
    """x yᵀ

    Fails where a coefficient differs from member to member, be it by leaving its own one out:
    Σ_j c_j v_j (Σ_l v_l)ᵀ = Σ_j v_j (Σ_l c_l v_l)ᵀ.
    """
    for basis, q in (*x.items(), *y.items()):
        star, names = generic_member(basis), q.atoms()
        if star and (star in generic_labels(names) or not all_closed(names)):
            raise OutsideClass(
                "a matrix whose coefficients differ from one unnamed member to the next"
            )
    return {_pair(b, c): p * q for b, p in x.items() for c, q in y.items()}


def _pair(b: Basis, c: Basis) -> Basis:
    return (*b, "|", *c)


def matrix_value(s: Meaning, term: Term, env: Env) -> MatrixValue:
    """The coefficients of a matrix, zero ones left out.  Raises OutsideClass."""
    op, args = term.op, term.children
    if op in ("identity", "matrix") and s.point:
        axes = s.point.axes()
        return {
            _pair(b, c): q for c in axes for b, q in applied(s, term, lambda: {c: ONE}, env).items()
        }
    if op == "identity":
        return {IDENTITY: ONE}
    if op == "outer":
        return pairs(s.vector(args[0], env), s.vector(args[1], env))
    if parts := linear_parts(s, term, env):
        return combination((q, s.vector(part, inner)) for q, part, inner in parts)
    if op == "Cov":
        meaning = s.random_meaning()
        return covariance_of(meaning, meaning.vector(args[0], env))
    if op == "matrix":
        return {("1", term.key): ONE}
    raise OutsideClass(f"no rule gives entries to {term.op}")


def covariance_of(s: Meaning, x: VectorValue) -> MatrixValue:
    """E[x xᵀ] − E[x] E[x]ᵀ.

    What stands before a random vector is fixed, and nothing else depends on that vector.
    """
    random = {b: q for b, q in x.items() if b and has_random_vector(s, b)}
    others = {b: q for b, q in x.items() if b not in random}
    average = cache(partial(mean, s))  # E[x y] is E[y x]
    means, squares = (
        {b: average(q) for b, q in p.items()} for p in (others, pairs(others, others))
    )
    parts = [(ONE, squares), (-ONE, pairs(means, means))]
    for b, p in random.items():
        if (
            len(b) > 2
            or generic_member(b)
            or any_random(s, p.atoms())
            or any(b in x.sides for q in others.values() for a in q.atoms() for x in a.inside)
        ):
            raise OutsideClass(
                "the covariance of a sum over unnamed members, of a matrix times a random "
                "vector, or of a product of random vectors"
            )
        parts.append((p * p, s.vector(s.laws[b[-2]].variance)))
    return combination(parts)
