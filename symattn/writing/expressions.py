"""What authors write beside SymPy's scalars: indices, vectors, matrices, families, sums over them.

Scalars are SymPy expressions; the classes here wrap terms and combine with them: ``beta * (k[a] +
k[b])``, ``k[a] @ q`` (inner product), ``V @ x[1]`` (matrix times vector), ``outer(u[b], u[b])``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sympy import Expr, Integer, Rational

from ..display.shown_operators import for_authors
from ..language import Sort, Term, TermError, flattened, number
from ..reading import gradients
from .sympy_bridge import from_sympy
from .sympy_terms import TermInSympy


class Wrapped:
    """A term that is not a scalar.  Takes part in arithmetic with SymPy expressions."""

    _op_priority = 100.0  # lets SymPy hand over `beta * vector` to us
    __slots__ = ("term",)
    __array_priority__ = 100.0

    def __init__(self, term: Term) -> None:
        self.term = term

    def _sympy_(self) -> Expr:
        return TermInSympy(self.term)

    def __add__(self, other: Any) -> Any:
        return wrap(flattened("+", (self.term, term_of(other))))

    def __radd__(self, other: Any) -> Any:
        return wrap(flattened("+", (term_of(other), self.term)))

    def __sub__(self, other: Any) -> Any:
        return wrap(flattened("+", (self.term, Term("neg", (term_of(other),)))))

    def __rsub__(self, other: Any) -> Any:
        return wrap(flattened("+", (term_of(other), Term("neg", (self.term,)))))

    def __neg__(self) -> Any:
        return wrap(Term("neg", (self.term,)))

    def __mul__(self, other: Any) -> Any:
        return wrap(flattened("*", (self.term, term_of(other))))

    def __rmul__(self, other: Any) -> Any:
        scalar = term_of(other)
        if scalar.op == "neg":
            return wrap(Term("neg", (flattened("*", (scalar.children[0], self.term)),)))
        return wrap(flattened("*", (scalar, self.term)))

    def __truediv__(self, other: Any) -> Any:
        return wrap(Term("/", (self.term, term_of(other))))

    def __rtruediv__(self, other: Any) -> Any:
        return wrap(Term("/", (term_of(other), self.term)))

    def __matmul__(self, other: Any) -> Any:
        """Inner product of two vectors, or matrix times vector."""
        left, right = self.term, term_of(other)
        return wrap(Term("apply" if left.sort is Sort.MATRIX else "dot", (left, right)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Wrapped) and other.term == self.term

    def __hash__(self) -> int:
        return hash(self.term)

    def __repr__(self) -> str:
        from ..language import plain

        return plain(self.term)


class Index(Wrapped):
    """A named member of an index set, the name for any other one, or the bound index of a sum."""

    __slots__ = ()


class Indexed:
    """A family: ``family[a]`` is its member, ``family[i, j]`` for two indices."""

    def __init__(self, make: Callable[[tuple[Term, ...]], Term]) -> None:
        self._make = make

    def __getitem__(self, index: Any) -> Any:
        return wrap(
            self._make(tuple(term_of(i) for i in (index if isinstance(index, tuple) else (index,))))
        )


def wrap(term: Term) -> Any:
    """A scalar term as a SymPy atom.

    Any other sort as `Wrapped` (an ill-sorted one too: a page may contain it).
    """
    if term.sort is Sort.SCALAR:
        return TermInSympy(term)
    return Index(term) if term.sort is Sort.INDEX else Wrapped(term)


def term_of(value: Any) -> Term:
    """The term of whatever an author may write.

    Raises TermError for floats and foreign objects.
    """
    if isinstance(value, Wrapped):
        return value.term
    if isinstance(value, Term):
        return value
    if isinstance(value, bool):
        raise TermError(
            f"expected an expression, found {value}; relations are written as step(left, "
            "relation, right)"
        )
    if isinstance(value, int):
        return number(value)
    if isinstance(value, Fraction):
        return from_sympy(Rational(value.numerator, value.denominator))
    if isinstance(value, float):
        raise TermError(f"{value} is a floating-point number; write Rational(1, 2), not 1/2 or 0.5")
    if isinstance(value, Expr):
        return from_sympy(value)
    raise TermError(f"expected an expression, found {value!r}")


def norm(vector: Any) -> Any:
    """‖x‖"""
    return wrap(Term("norm", (term_of(vector),)))


def outer(x: Any, y: Any) -> Any:
    """x yᵀ"""
    return wrap(Term("outer", (term_of(x), term_of(y))))


def __getattr__(name: str) -> Any:
    """The functions of the table that SymPy has no class for, by their names."""
    if name not in for_authors():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return lambda x: wrap(Term(name, (term_of(x),)))


def largest(*values: Any) -> Any:
    """max(...) in the author's order (SymPy's Max sorts)."""
    return wrap(Term("max", tuple(term_of(v) for v in values)))


def count(*statements: Wrapped) -> Any:
    """How many of these statements hold."""
    return wrap(Term("count", tuple(s.term for s in statements)))


def quotient(top: Any, bottom: Any) -> Any:
    """top/bottom as written: quotient(68, 500) is not reduced."""
    return wrap(Term("/", (term_of(top), term_of(bottom))))


def times(*factors: Any) -> Any:
    """A product as written.

    It is for factors that Python or SymPy would merge (2·3) or refuse (two vectors).
    """
    return wrap(Term("*", tuple(term_of(f) for f in factors)))


def plus(*summands: Any) -> Any:
    """A sum as written, for summands that Python would merge (0 + 0 + x)."""
    return wrap(Term("+", tuple(term_of(s) for s in summands)))


def cases(*pairs: tuple[Any, Any]) -> Any:
    """cases((value, condition), ...): the value of the first condition that holds.

    Conditions from `relation`, `both`.
    """
    flat: list[Term] = []
    for value, condition in pairs:
        flat += [term_of(condition), term_of(value)]
    return wrap(Term("cases", tuple(flat)))


def relation(left: Any, op: str, right: Any) -> Wrapped:
    """A statement such as γ_a > γ_b, for conditions and for the left side of ⇒."""
    return Wrapped(Term(RELATION_NAMES.get(op, op), (term_of(left), term_of(right))))


def both(*statements: Wrapped) -> Wrapped:
    return Wrapped(Term("and", tuple(s.term for s in statements)))


def either(*statements: Wrapped) -> Wrapped:
    return Wrapped(Term("or", tuple(s.term for s in statements)))


def normal(mean: Any, covariance: Any) -> Wrapped:
    """N(mean, variance): the second argument is a variance, or a covariance matrix."""
    return Wrapped(Term("normal", (term_of(mean), term_of(covariance))))


def expectation(value: Any, given: Wrapped | None = None) -> Any:
    """E[value], or E[value | given] for an event."""
    return wrap(Term("E", (term_of(value), *([given.term] if given else []))))


def variance(value: Any, given: Wrapped | None = None) -> Any:
    return wrap(Term("Var", (term_of(value), *([given.term] if given else []))))


def derivative(value: Any, by: Any) -> Any:
    """The derivative of a scalar by a declared number."""
    return wrap(Term("diff", (term_of(value), term_of(by))))


def gradient(value: Any, by: Any) -> Any:
    """∇ value by a declared vector or matrix: a vector, or a matrix of its shape.

    In a step "=" of vectors or matrices it is judged along any direction: d.step(gradient(q @ q,
    q), "=", 2 * q) says that (q + t u)·(q + t u) has the slope 2 (q + t u)·u in t, for every u.
    Raises TermError where it stands elsewhere than beside a vector that does not change.
    """
    return wrap(gradients.gradient(term_of(value), term_of(by)))


def erfc(value: Any) -> Any:
    """The complementary error function, 2/√π times the integral of e^{−t²} from the value to ∞."""
    return wrap(Term("erfc", (term_of(value),)))


def covariance(value: Any) -> Any:
    return wrap(Term("Cov", (term_of(value),)))


def probability(event: Wrapped, given: Wrapped | None = None) -> Any:
    """P(event), or P(event | given)."""
    return wrap(Term("P", (event.term, *([given.term] if given else []))))


def inputs(*values: Any) -> Wrapped:
    """The right side of "depends only on"."""
    return Wrapped(Term("inputs", tuple(term_of(v) for v in values)))


IDENTITY = Wrapped(Term("identity"))
ZERO = Wrapped(Term("zero"))
INFINITY = wrap(Term("infinity"))
RELATION_NAMES = {
    "<=": "≤",
    ">=": "≥",
    "!=": "≠",
    "->": "→",
    "~=": "≈",
    ">>": "≫",
    "=>": "⇒",
    "<=>": "⇔",
    "~": "∼",
    "~>": "⇝",
}

__all__ = [
    "IDENTITY",
    "INFINITY",
    "ZERO",
    "Index",
    "Indexed",
    "Integer",
    "Wrapped",
    "both",
    "cases",
    "count",
    "covariance",
    "derivative",
    "either",
    "erfc",
    "expectation",
    "gradient",
    "inputs",
    "largest",
    "norm",
    "normal",
    "outer",
    "plus",
    "probability",
    "quotient",
    "relation",
    "term_of",
    "times",
    "variance",
    "wrap",
    *for_authors(),
]
