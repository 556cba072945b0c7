"""What a term means.

A quotient of exp-polynomials for a scalar, coefficients over basis vectors for a vector.

Definitions are unfolded, family sums are split into the named members and one unnamed member that
stands for all others, inner products use the declared orthogonality.  A label is an index as it is
known here: a named member "a", the claim's own "any other" i, or "*I/1", the unnamed member of a
sum over the set I.  All labels in scope of a set are distinct.  Where a step depends on a sign
(|x|, max, a denominator), it asks `Signs` and raises UnknownSign.

With a `Point` everything is concrete: all members are named, vectors have coordinates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ...language import Term, canonical, indices_in
from ...language.operators import DEFINITIONS
from ..chance.linearity import mean_value, vector_of_means
from ..chance.on_events import given
from ..chance.probability import probability
from ..errors import NoValue, OutsideClass, Rejected, UnknownSign
from ..meaning import Meaning
from ..order.comparisons import truth
from ..order.diameters import spread, spread_of
from ..order.maxima import maximum
from ..sizes import effort
from . import ring
from .atoms import composed
from .counts import counted
from .derivatives import derivative
from .families import combination, linear_parts, sum_scalars, sum_vectors
from .functions import SCALAR_RULES, largest
from .inner_products import applied, dot
from .labels import generic_labels
from .matrices import matrix_value
from .radicals import normal, root, to_power
from .ring import ONE, Quotient, of
from .shapes import Basis, Env, Point, VectorValue, along_axes
from .sums import multiplied, plus, product, times


@dataclass
class Semantics(Meaning):
    """Values by evaluation."""

    def truth(self, condition: Term, env: Env | None = None) -> bool:
        """Whether a comparison holds, from known signs.  Raises UnknownSign."""
        return truth(self, condition, env or {})

    def random_meaning(self) -> Semantics:
        """The meaning inside a mean."""
        if not self.inside and self.point:
            inner = replace(self, inside=True)
            inner.scope = dict(self.scope)
            return inner
        return self

    def basis_norm(self, basis: Basis) -> Quotient:
        """The norm of a basis vector, or 1 for one whose unknown norm is fixed.

        Raises OutsideClass if it may change.
        """
        family = self.families.get(basis[0])
        if basis[0] != "#" and family and family.norm is not None:
            return self.scalar(family.norm)
        if any(self.norm_varies(part) for part in basis):
            raise OutsideClass("a vector whose norm changes in an unknown way")
        return ONE

    # ---- scalars and vectors ---------------------------------------------------------------------

    def value(self, term: Term, env: Env) -> Quotient | VectorValue:
        key = (term, tuple(sorted(env.items())) if env else (), tuple(self.scope.values()))
        if (found := self.memo.get(key)) is None:
            effort.spent += 12
            if term.sort == "matrix":
                found = matrix_value(self, term, env)
            elif term.sort == "vector":
                found = {b: normal(self, q) for b, q in self._vector(term, env).items()}
            else:
                found = normal(self, self._scalar(term, env))
            self.memo[key] = found
        return found

    def invert(self, q: Quotient) -> Quotient:
        """1/q.  Raises NoValue if q is zero, UnknownSign if it is not known to be nonzero."""
        if q.is_zero:
            raise NoValue("a division by zero")
        inverse, conditions = ring.q_invert(q, product)
        for element in conditions:
            sign = self.signs.sign(element, generic_labels(ring.atoms(element)))
            if sign == "=":
                raise NoValue("a division by zero")
            if sign not in "<>":
                raise UnknownSign(element, "a denominator must be known to be nonzero")
        return normal(self, inverse)

    def gap(self, x: Quotient, y: Quotient) -> Quotient:
        """x − y"""
        return normal(self, plus(x, y, -1))

    def _at(self, name: str) -> Point | None:
        """The point, if what has this name has a value at it."""
        return None if self.inside and name in self.laws else self.point

    def _scalar(self, term: Term, env: Env) -> Quotient:
        op, args = term.op, term.children
        if op == "number":
            return ring.q_number(int(term.args[0]))  # type: ignore[arg-type]
        if op == "scalar":
            point = self._at(term.key)
            return of(point.scalars[term.key]) if point else self.atom(term.key)
        if op == "entry":
            name, label = term.key, self.label(args[0], env)
            if self.point:
                return of(self.point.entries[name][self.position(name, label)])
            return self.atom(composed((name, label)))
        if op == "defined":
            body, inner = self.unfold(term, env)
            return self.scalar(body, inner)
        if op == "sum":
            if any(
                len(labels) > self.base[key] for key, labels in self.scope.items()
            ) and self.is_closed(term, env):
                with self.in_base_scope():
                    return self.scalar(term, env)
            return sum_scalars(self, term, env)
        if op == "most" or (op == "max" and self.maxima_as_atoms):
            return self._most(term, env)
        if op == "dot" or (op == "norm" and args[0].sort == "vector"):
            x, y = (self.vector(a, env) for a in (args[0], args[-1]))
            product = dot(self, x, y)
            return product if op == "dot" else root(self, product, square=True)
        if op == "cases":
            return self.scalar(self.chosen(term, env), env)
        if op == "count":
            return counted(self, args, env)
        if op in ("E", "Var"):
            return mean_value(self.random_meaning(), term, env)
        if op == "P":
            return (
                probability(self.random_meaning(), args[0], env)
                if len(args) == 1
                else given(self.random_meaning(), args[0], args[1], env)
            )
        if op == "diff":
            return derivative(self, term, env)
        if op == "/":
            return times(self.scalar(args[0], env), self._inverse(args[1], env))
        if op not in SCALAR_RULES:
            raise OutsideClass("no rule gives a value to", term)
        return SCALAR_RULES[op](self, *(self.scalar(a, env) for a in args))

    def _inverse(self, term: Term, env: Env) -> Quotient:
        """1/term, factor by factor: a product below is never multiplied out."""
        if term.op == "*":
            return multiplied(*(self._inverse(a, env) for a in term.children))
        if term.op == "^" and term.children[1].op == "number":
            k = int(term.children[1].key)
            if 0 < k <= ring.MAX_POWER:
                return to_power(self._inverse(term.children[0], env), k)
        return self.invert(self.scalar(term, env))

    def _most(self, term: Term, env: Env) -> Quotient:
        if self.point:
            inner = [{**env, term.key: label} for label in self.scope[str(term.args[1])]]
            if not inner:
                raise NoValue("the largest of no members")
            return largest(self, *(self.scalar(term.children[0], at) for at in inner))
        if (family := spread_of(self.context, term)) is not None:
            return spread(self, family)
        if (written := canonical(term)) not in self.family_maxima or any(
            name in env for name in indices_in(term)
        ):
            raise OutsideClass(
                "a maximum that the proof does not list (one inside a definition, say)"
            )
        return maximum(self, self.family_maxima.index(written))[0]

    def _vector(self, term: Term, env: Env) -> VectorValue:
        op, args = term.op, term.children
        if op == "zero":
            return {}
        if op in ("member", "vector"):
            name, label = term.key, self.label(args[0], env) if args else ""
            if point := self._at(name):
                return along_axes(point.vectors[name][self.position(name, label) if args else 0])
            if (name, label) in self.equal and not self.point:
                return self.vector(self.equal[name, label])
            return {(name, label): ONE}
        if op in DEFINITIONS and self.point:  # coordinate by coordinate
            value = self.vector(args[0], env)
            if any(axis != "#" for axis, *_ in value):
                raise OutsideClass("the coordinates of a random vector")
            return combination([(ONE, {b: SCALAR_RULES[op](self, q) for b, q in value.items()})])
        if parts := linear_parts(self, term, env):
            return combination([(q, self.vector(x, inner)) for q, x, inner in parts])
        if op == "apply":
            return applied(self, args[0], lambda: self.vector(args[1], env), env)
        if op == "sum":
            return sum_vectors(self, term, env, self.vector)
        if op == "E":
            return vector_of_means(self.random_meaning(), args[0], env, args[1:])
        if op == "cases":
            return self.vector(self.chosen(term, env), env)
        raise OutsideClass("no rule gives coordinates to", term)

    def chosen(
        self, term: Term, env: Env, truth: Callable[[Term, Env], bool] | None = None
    ) -> Term:
        """The value whose condition is true."""
        for condition, value in zip(term.children[::2], term.children[1::2]):
            if (truth or self.truth)(condition, env):
                return value
        raise Rejected("none of the cases holds here")
