"""Inner products by bilinearity and declared orthogonality, and matrices times vectors."""

from __future__ import annotations

from collections.abc import Callable

from ...language import Term
from ..errors import OutsideClass
from ..meaning import Meaning
from . import ring
from .atoms import Label, composed, generic_member
from .families import combination, linear_parts, over_rest, sum_vectors
from .ring import ONE, Quotient
from .shapes import Basis, Env, VectorValue, along_axes
from .sums import multiplied, plus


def dot(s: Meaning, x: VectorValue, y: VectorValue) -> Quotient:
    """xᵀy by bilinearity and the declared orthogonality."""
    total = ring.ZERO
    for b, p in x.items():
        for c, q in y.items():
            if star := generic_member(b) or generic_member(c):
                total = plus(total, dot_of_sums(s, b, p, c, q, star))
            elif (product := gram(s, b, c)) is not None:
                total = plus(total, multiplied(p, q, product))
    return total


def dot_of_sums(s: Meaning, b: Basis, p: Quotient, c: Basis, q: Quotient, star: Label) -> Quotient:
    """As `dot`, where one side is summed over unnamed members, or both are over the same ones."""
    first, second = map(generic_member, (b, c))
    if first and second and (first != second or _common_norm(s, b, c) is None):
        raise OutsideClass("a double sum over unnamed members")
    if star.depth != len(s.scope[star.set]) - s.base[star.set] + 1:
        raise OutsideClass("a sum that was formed in another scope")
    product = gram(s, (*b[:-1], first or b[-1]), (*c[:-1], second or c[-1]))
    if product is None:
        return ring.ZERO
    return over_rest(multiplied(p, q, product), star, s.unnamed(star.set))


def gram(s: Meaning, b: Basis, c: Basis) -> Quotient | None:
    """The inner product of two basis vectors; None for zero."""
    if b[0] == c[0] == "#":
        return ONE if b == c else None
    if (norm := _common_norm(s, b, c)) is not None:
        if b[1] != c[1]:
            return None
        length = s.scalar(norm)
        return length * length
    return s.atom(composed(b, c))


def _common_norm(s: Meaning, b: Basis, c: Basis) -> Term | None:
    """The norm of the orthogonal vectors that both are among, if they are."""
    family = s.families.get(b[0])
    return family.norm if family and b[0] == c[0] and len(b) == len(c) == 2 else None


def applied(s: Meaning, matrix: Term, x: Callable[[], VectorValue], env: Env) -> VectorValue:
    """Matrix times vector, which is worked out where it is used: Σ_j A_j x with A_j's member apart.

    Fails with one value for both: (Σ_j v_j k_jᵀ)(Σ_l k_l) = Σ_j (k_j·k_j) v_j.
    """
    op, args = matrix.op, matrix.children
    if op == "identity":
        return x()
    if op == "outer":
        return combination([(dot(s, s.vector(args[1], env), x()), s.vector(args[0], env))])
    if parts := linear_parts(s, matrix, env):
        return combination([(q, applied(s, part, x, inner)) for q, part, inner in parts])
    if op == "sum":
        return sum_vectors(s, matrix, env, lambda body, inner: applied(s, body, x, inner))
    if op != "matrix":
        raise OutsideClass("no rule applies the matrix", matrix)
    if not s.point:
        return {(matrix.key, *basis): q for basis, q in x().items()}
    return combination(
        (dot(s, along_axes(row), x()), {("#", str(k)): ONE})
        for k, row in enumerate(s.point.matrices[matrix.key], 1)
    )
