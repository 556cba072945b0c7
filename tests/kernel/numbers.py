"""An evaluator of terms in mpmath that shares nothing with the kernel.

Families are lists, sums are loops, means are sums over a grid.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from itertools import product
from statistics import NormalDist
from typing import Any

import mpmath

from symattn.language import Context, Term, depends_on


def _exp(x: Any) -> Any:
    """e^x, where that can be worked out: e^(e^100000) takes more digits than there is room for."""
    if x and mpmath.isfinite(x) and mpmath.mag(x) > 10_000:
        raise OverflowError("an exponent that is too large")
    return mpmath.exp(x)


def _power(x: Any, y: Any) -> Any:
    """Whole powers of anything, other powers of what is not negative."""
    if y == int(y):
        return x ** int(y)
    if x < 0:
        raise ValueError("a fractional power of a negative number")
    return x**y


@dataclass
class World:
    """Values for everything that a context declares."""

    context: Context
    scalars: dict[str, Any]
    sizes: dict[str, int] = field(default_factory=dict)
    families: dict[str, list[Any]] = field(default_factory=dict)
    vectors: dict[str, Any] = field(default_factory=dict)
    matrices: dict[str, Any] = field(default_factory=dict)
    grid: tuple[tuple[Any, Any], ...] = ()  # points and weights for a standard normal variable

    def mean(
        self, body: Term, env: dict[str, int], of: Any = None, under: Term | None = None
    ) -> Any:
        """Over what is random in a term; `of` makes something else of its value.

        Given an event: over the part of the grid where it holds.
        """
        laws = [
            law
            for law in self.context.laws
            if any(
                depends_on(self.context, t, frozenset({law.key}))
                for t in (body, under)
                if t is not None
            )
        ]
        if any(law.mean.sort == "vector" for law in laws):
            raise NotImplementedError("means over vectors")
        keep, total, share = dict(self.scalars), None, mpmath.mpf(0)
        for nodes in product(self.grid, repeat=len(laws)):
            weight = mpmath.mpf(1)
            for law, (z, w) in zip(laws, nodes):
                self.scalars[law.key] = (
                    self.value(law.mean) + mpmath.sqrt(self.value(law.variance)) * z
                )
                weight *= w
            if under is not None and not self.holds(under, env):
                continue
            share += weight
            part = (of or self.value)(body, env)
            total = weight * part if total is None else total + weight * part
        self.scalars.update(keep)
        return total if under is None else total / share

    def index(self, name: str) -> int:
        for s in self.context.index_sets:
            if name in s.members:
                return s.members.index(name)
            if name == s.rest:
                return len(s.members)
        raise KeyError(name)

    def value(self, term: Term, env: dict[str, int] | None = None) -> Any:
        env, c = env or {}, term.children
        at = lambda t: env[t.args[0]] if t.args[0] in env else self.index(t.args[0])  # noqa: E731
        if term.op == "number":
            return mpmath.mpf(term.args[0])
        if term.op == "pi":
            return +mpmath.pi
        if term.op == "scalar":
            return self.scalars[term.args[0]]
        if term.op in ("entry", "member"):
            return self.families[term.args[0]][at(c[0])]
        if term.op == "vector":
            return self.vectors[term.args[0]]
        if term.op == "matrix":
            return self.matrices[term.args[0]]
        if term.op == "diff":
            return mpmath.diff(
                lambda y: self._with(c[1].args[0], y).value(c[0], env), self.scalars[c[1].args[0]]
            )
        if term.op == "zero":
            return mpmath.zeros(self.dimension, 1)
        if term.op == "defined":
            d = next(d for d in self.context.definitions if d.key == term.args[0])
            inner = {name: at(i) for (name, _), i in zip(d.params, c)}
            for member, body in d.exceptions:
                if inner[d.params[0][0]] == self.index(member):
                    return self.value(body, inner)
            return self.value(d.body, inner)
        if term.op == "sum":
            out = {at(i) for i in c[:-1]}
            total = None
            for j in range(self.sizes[term.args[1]]):
                if j not in out:
                    part = self.value(c[-1], {**env, term.args[0]: j})
                    total = part if total is None else total + part
            return (
                total
                if total is not None
                else (mpmath.zeros(self.dimension, 1) if c[-1].sort == "vector" else mpmath.mpf(0))
            )
        if term.op == "most":
            return max(
                self.value(c[0], {**env, term.args[0]: j}) for j in range(self.sizes[term.args[1]])
            )
        if term.op == "count":
            return mpmath.mpf(sum(self.holds(k, env) for k in c))
        if term.op == "cases":
            for condition, body in zip(c[::2], c[1::2]):
                if self.holds(condition, env):
                    return self.value(body, env)
            raise ValueError("no case holds")
        if term.op in ("E", "P"):
            return self.mean(
                c[0],
                env,
                (lambda r, e: mpmath.mpf(self.holds(r, e))) if term.op == "P" else None,
                *c[1:],
            )
        if term.op == "Var":
            return (
                self.mean(c[0], env, lambda x, e: self.value(x, e) ** 2, *c[1:])
                - self.mean(c[0], env, None, *c[1:]) ** 2
            )
        if term.op == "Cov":
            centre = self.mean(c[0], env)
            return (
                self.mean(c[0], env, lambda x, e: (y := self.value(x, e)) * y.T) - centre * centre.T
            )
        if term.op == "identity":
            return mpmath.eye(self.dimension)
        v = [self.value(x, env) for x in c]
        if term.op == "outer":
            return v[0] * v[1].T
        if term.op == "dot":
            return mpmath.fdot(v[0], v[1])
        if term.op == "norm":
            return mpmath.sqrt(sum(x**2 for x in v[0]))
        if term.op in ("+", "*", "apply"):
            total = v[0]
            for x in v[1:]:
                total = (
                    total + x
                    if term.op == "+"
                    else x * total
                    if isinstance(x, mpmath.matrix) and not isinstance(total, mpmath.matrix)
                    else total * x
                )
            return total
        if term.op == "relu":
            return (
                v[0].apply(lambda x: max(x, 0)) if isinstance(v[0], mpmath.matrix) else max(v[0], 0)
            )
        table = {
            "neg": lambda x: -x,
            "/": lambda x, y: x / y,
            "^": _power,
            "max": max,
            "min": min,
            "abs": abs,
        }
        table |= {"sigmoid": lambda x: 1 / (1 + _exp(-x)), "tanh": mpmath.tanh}
        return {
            **table,
            "exp": _exp,
            "erfc": mpmath.erfc,
            "arctan": mpmath.atan,
            "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
            "log": mpmath.log,
            "sqrt": mpmath.sqrt,
        }[term.op](*v)

    def _with(self, key: str, value: Any) -> World:
        return replace(self, scalars={**self.scalars, key: value})

    def holds(self, relation: Term, env: dict[str, int] | None = None) -> bool:
        if relation.op in ("and", "or"):
            return (all if relation.op == "and" else any)(
                self.holds(c, env) for c in relation.children
            )
        left, right = (self.value(c, env) for c in relation.children)
        if isinstance(left, mpmath.matrix):
            return (relation.op == "=") == (left == right)
        return {
            "=": left == right,
            "≠": left != right,
            "<": left < right,
            "≤": left <= right,
            ">": left > right,
            "≥": left >= right,
        }[relation.op]

    @property
    def dimension(self) -> int:
        return max([4, *self.sizes.values()])

    def facts_hold(self) -> bool:
        for fact in self.context.facts:
            rests = [
                s
                for s in self.context.index_sets
                if s.rest and any(t.op == "index" and t.args[0] == s.rest for t in fact.subterms())
            ]
            environments = (
                [{}]
                if not rests
                else [
                    {rests[0].rest: j}
                    for j in range(len(rests[0].members), self.sizes[rests[0].key])
                ]
            )
            if not all(self.holds(fact, env) for env in environments):
                return False
        return True


@dataclass
class Remembering(World):
    """Values that stay as they are: what a term is worth at these is worked out once.

    Of means nothing is known here, for they move their variables.
    """

    known: dict[Any, Any] = field(default_factory=dict, init=False)

    def value(self, term: Term, env: dict[str, int] | None = None) -> Any:
        if not term.children and term.op != "defined":
            return super().value(term, env)
        key = (term, tuple(env.items()) if env else ())
        if key not in self.known:
            self.known[key] = super().value(term, env)
        return self.known[key]

    def mean(
        self, body: Term, env: dict[str, int], of: Any = None, under: Term | None = None
    ) -> Any:
        raise NotImplementedError("a mean moves what is random")


def trapezoid(step: float = 0.4, reach: float = 6.4) -> tuple[tuple[Any, Any], ...]:
    """For smooth integrands: exponentially small errors."""
    count = round(reach / step)
    return tuple(
        (mpmath.mpf(k * step), mpmath.mpf(step) * mpmath.npdf(k * step))
        for k in range(-count, count + 1)
    )


def quantiles(count: int) -> tuple[tuple[Any, Any], ...]:
    """For integrands that jump: errors of about 1/count."""
    return tuple(
        (mpmath.mpf(NormalDist().inv_cdf((k + 0.5) / count)), mpmath.mpf(1) / count)
        for k in range(count)
    )


def world(
    context: Context,
    random_: random.Random,
    beta: Any = None,
    ties: bool = False,
    size: int | None = None,
    kind: type[World] = World,
) -> World:
    """Random values; with `ties`, from few numbers.

    Limit variables are `beta` if that is given, integers and sizes `size`.
    """
    pick = (
        (lambda: mpmath.mpf(random_.choice([-1, 0, 1, 2])))
        if ties
        else (lambda: mpmath.mpf(random_.randint(-300, 300)) / 100)
    )
    w = kind(context, {})
    sizes = {str(s.size.args[0]) for s in context.index_sets if s.size.op == "scalar"}
    for s in context.scalars:
        w.scalars[s.key] = (
            mpmath.mpf(size or random_.randint(2, 5)) if s.integer or s.key in sizes else pick()
        )
        if s.key in context.limit:
            w.scalars[s.key] = abs(pick()) + mpmath.mpf(1) / 10 if beta is None else beta
    for index_set in context.index_sets:
        w.sizes[index_set.key] = int(w.value(index_set.size))
    for f in context.families:
        count = w.sizes[f.over]
        if f.sort == "scalar":
            w.families[f.key] = [pick() for _ in range(count)]
        elif f.norm is not None:
            length = w.value(f.norm)
            w.families[f.key] = [
                mpmath.matrix([length if j == k else 0 for j in range(w.dimension)])
                for k in range(count)
            ]
        else:
            w.families[f.key] = [
                mpmath.matrix([pick() for _ in range(w.dimension)]) for _ in range(count)
            ]
    for m in context.matrices:
        w.matrices[m.key] = mpmath.matrix(w.dimension, w.dimension)
        for j in range(w.dimension**2):
            w.matrices[m.key][j // w.dimension, j % w.dimension] = pick() / 4
    for v in context.vectors:
        w.vectors[v.key] = mpmath.matrix([pick() for _ in range(w.dimension)])
    return w
