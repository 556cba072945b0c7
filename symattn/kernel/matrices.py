"""Matrices as coefficients over pairs of basis vectors: Σ q·b cᵀ, and over the identity.  Covariances of vectors.

    Cov(x) = Σ (E[p q] − E[p]·E[q])·b cᵀ   for x = Σ p·b, the basis vectors b fixed

A basis vector that is summed over unnamed members stands for the sum of these vectors, which is right only while its coefficient is the
same for all of them.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from ..terms import Term
from . import ring
from .errors import OutsideClass
from .gaussians import mean
from .ring import ONE, Quotient
from .values import LATER, Basis, Env, VectorValue

if TYPE_CHECKING:
    from .semantics import Semantics

IDENTITY: Basis = ("1",)  # no pair of basis vectors
MatrixValue = dict[Basis, Quotient]


def pairs(x: VectorValue, y: VectorValue) -> MatrixValue:
    """x yᵀ"""
    total: MatrixValue = {}
    for b, p in x.items():
        for c, q in y.items():
            _check_same_for_all(b, p)
            _check_same_for_all(c, q)
            total[_pair(b, c)] = ring.q_multiply(p, q)
    return total


def _pair(b: Basis, c: Basis) -> Basis:
    return (*b, "|", *c)


def _check_same_for_all(basis: Basis, q: Quotient) -> None:
    if basis and basis[-1].startswith("+") and any("*" + basis[-1][1:] in a for a in q.atoms()):
        raise OutsideClass("a matrix whose coefficients differ from one unnamed member to the next")


def matrix_value(s: Semantics, term: Term, env: Env) -> MatrixValue:
    """The coefficients of a matrix, zero ones left out.  Raises OutsideClass."""
    op, args = term.op, term.children
    if op == "identity" and not s.point:  # at a point it is a sum of products of coordinate axes
        return {IDENTITY: ONE}
    if op == "outer":
        return pairs(s.vector(args[0], env), s.vector(args[1], env))
    if op == "+":
        return _sum(s, [(ONE, matrix_value(s, a, env)) for a in args])
    if op == "neg":
        return _sum(s, [(ring.of(ring.constant(-1)), matrix_value(s, args[0], env))])
    if op == "*":
        factor = ONE
        for a in args[:-1]:
            factor = ring.q_multiply(factor, s.scalar(a, env))
        return _sum(s, [(factor, matrix_value(s, args[-1], env))])
    if op == "/":
        return _sum(s, [(s.invert(s.scalar(args[1], env)), matrix_value(s, args[0], env))])
    if op == "defined":
        body, inner = s.unfold(term, env)
        return matrix_value(s, body, inner)
    if op == "Cov":
        return covariance(s, s.random_meaning().vector(args[0], env))
    raise OutsideClass(LATER.get(op, f"no rule gives entries to {term.op}"))


def covariance(s: Semantics, x: VectorValue) -> MatrixValue:
    """E[x xᵀ] − E[x] E[x]ᵀ"""
    inner = s.random_meaning()
    if any(part in s.laws for basis in x for part in basis):
        raise OutsideClass("the covariance of what depends on random vectors")
    means = {b: mean(inner, q) for b, q in x.items()}
    total = {pair: mean(inner, q) for pair, q in pairs(x, x).items()}
    for b, p in means.items():
        for c, q in means.items():
            total[_pair(b, c)] = ring.q_add(total[_pair(b, c)], ring.q_multiply(p, q), -1)
    return {pair: q for pair, q in total.items() if not q.is_zero}


def _sum(s: Semantics, parts: list[tuple[Quotient, MatrixValue]]) -> MatrixValue:
    total: MatrixValue = {}
    for factor, value in parts:
        for pair, q in value.items():
            total[pair] = ring.q_add(total.get(pair, ring.ZERO), q if factor == ONE else ring.q_multiply(factor, q))
    return {pair: q for pair, q in total.items() if not q.is_zero}
