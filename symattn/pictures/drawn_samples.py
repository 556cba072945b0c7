"""Samples drawn from what a derivation declares.

Its definitions are worked out on them, vector by vector.

An independent check of a picture: nothing here reads a step.  Scores are inner products of keys and
queries, weights the softmax of the scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from ..language import Context, Definition, Family, Term, plain
from .exact import exact
from .formula_pictures import unfolded
from .picture_values import CannotEvaluate
from .settings import normal_laws

Array = npt.NDArray[np.float64]
MOST_MEMBERS = 400


def _beside(number: Array, other: Term) -> Array:
    """A number with the axes that a vector or a matrix has beside it."""
    return number[(..., *[None] * {"vector": 1, "matrix": 2}.get(str(other.sort), 0))]


class Samples:
    """`count` samples.

    A number is an array of them; a vector has its coordinates along the last axis.

    Random numbers and vectors are drawn unless `values` fixes them; vectors that are arbitrary, or
    orthonormal, are the same random ones in every sample.
    """

    def __init__(
        self,
        context: Context,
        values: Mapping[str, Any],
        count: int,
        seed: int,
        random: bool = True,
    ) -> None:
        self.context, self.count = context, count
        draw = np.random.default_rng(seed)
        self.numbers: dict[str, Array] = {
            key: np.asarray(value, dtype=float) for key, value in values.items()
        }
        at = {key: value for key, value in values.items() if np.ndim(value) == 0}
        for key, mean, variance in normal_laws(context, at) if random else ():
            self.numbers[key] = draw.normal(float(mean), float(variance) ** 0.5, count)
        self.sizes = {
            s.key: int(size) for s in context.index_sets if (size := exact(s.size, at)) is not None
        }
        if any(
            f.children[0].sort != "scalar"
            or {t.op for t in f.subterms()} & {"dot", "norm", "entry", "member", "vector"}
            for f in context.facts
        ):
            raise CannotEvaluate("a hypothesis speaks of vectors, and samples are drawn without it")
        if any(s.key not in self.sizes for s in context.index_sets) or any(
            size > MOST_MEMBERS for size in self.sizes.values()
        ):
            raise CannotEvaluate(
                f"samples need a size of at most {MOST_MEMBERS} for every set of indices"
            )
        if any(
            (law.mean.op, law.variance.op) != ("zero", "identity")
            for law in context.laws
            if law.mean.sort == "vector"
        ):
            raise CannotEvaluate("random vectors are drawn from N(0, I) only")
        self.dimension = max([4, *self.sizes.values()])
        noise = {law.key for law in context.laws}
        self.families = {f.key: self._family(f, draw, f.key in noise) for f in context.families}
        self.matrices = {
            m.key: draw.normal(size=(self.dimension, self.dimension)) / 4 for m in context.matrices
        }
        self.vectors = {
            v.key: draw.normal(size=(count, self.dimension) if v.key in noise else self.dimension)
            for v in context.vectors
        }

    def _family(self, family: Family, draw: np.random.Generator, noisy: bool) -> Array:
        size = self.sizes[family.over]
        if family.sort == "scalar":
            return draw.normal(size=(size, 1))
        if family.norm is None:
            return draw.normal(
                size=(size, self.count, self.dimension) if noisy else (size, self.dimension)
            )
        frame: Array = np.linalg.qr(draw.normal(size=(self.dimension, self.dimension)))[0][:size]
        return np.asarray(
            self.value(unfolded(family.norm, self.context))[..., None] * frame[:, None, :]
        )

    def of(self, term: Term) -> Array:
        """The values of a scalar or a vector in all samples.  Raises CannotEvaluate."""
        with np.errstate(all="ignore"):
            found = self.value(term)
        if not np.isfinite(found).all():
            raise CannotEvaluate(f"the definition of {plain(term)} overflows")
        return found

    def value(self, term: Term, env: Mapping[str, int] | None = None) -> Array:
        env, parts = env or {}, term.children
        match term.op:
            case "number":
                return np.asarray(float(term.args[0]))  # type: ignore[arg-type]
            case "pi":
                return np.asarray(np.pi)
            case "scalar" if str(term.args[0]) in self.numbers:
                return self.numbers[str(term.args[0])]
            case "member" | "entry":
                return np.asarray(self.families[str(term.args[0])][self._index(parts[0], env)])
            case "vector":
                return self.vectors[str(term.args[0])]
            case "matrix":
                return self.matrices[str(term.args[0])]
            case "zero":
                return np.zeros(self.dimension)
            case "identity":
                return np.eye(self.dimension)
            case "defined":
                return self._defined(term, env)
            case "sum":
                return sum(
                    (self.value(parts[-1], e) for e in self._others(term, env)), np.asarray(0.0)
                )
            case "/" if (
                parts[0].op == "exp" and parts[1].op == "sum" and parts[1].children[-1].op == "exp"
            ):
                own = self.value(parts[0].children[0], env)
                scores = [
                    self.value(parts[1].children[-1].children[0], e)
                    for e in self._others(parts[1], env)
                ]
                top = np.maximum.reduce(np.broadcast_arrays(own, *scores))
                return np.asarray(np.exp(own - top) / sum(np.exp(s - top) for s in scores))
            case "dot":
                return np.asarray(
                    (self.value(parts[0], env) * self.value(parts[1], env)).sum(axis=-1)
                )
            case "outer":
                return np.asarray(
                    self.value(parts[0], env)[..., :, None]
                    * self.value(parts[1], env)[..., None, :]
                )
            case "apply":
                return np.asarray(
                    (self.value(parts[0], env) * self.value(parts[1], env)[..., None, :]).sum(
                        axis=-1
                    )
                )
            case "norm" if parts[0].sort == "vector":
                return np.asarray(np.sqrt((self.value(parts[0], env) ** 2).sum(axis=-1)))
            case "*":
                return self._product(parts, env)
            case "/":
                return np.asarray(
                    self.value(parts[0], env) / _beside(self.value(parts[1], env), parts[0])
                )
        functions: dict[str, Any] = {
            "+": lambda *x: sum(x[1:], x[0]),
            "neg": lambda x: -x,
            "^": np.power,
            "exp": np.exp,
            "log": np.log,
            "sqrt": np.sqrt,
            "abs": np.abs,
        }
        if term.op not in functions:
            raise CannotEvaluate(f"samples of {plain(term)} are not drawn")
        return np.asarray(functions[term.op](*(self.value(a, env) for a in parts)))

    def _product(self, parts: tuple[Term, ...], env: Mapping[str, int]) -> Array:
        total = np.asarray(1.0)
        for factor in parts:
            total = _beside(total, factor) * self.value(factor, env)
        return total

    def _others(self, term: Term, env: Mapping[str, int]) -> list[Mapping[str, int]]:
        out = {self._index(t, env) for t in term.children[:-1]}
        return [
            {**env, str(term.args[0]): j}
            for j in range(self.sizes[str(term.args[1])])
            if j not in out
        ]

    def _index(self, term: Term, env: Mapping[str, int]) -> int:
        name = str(term.args[0])
        if name in env:
            return env[name]
        for s in self.context.index_sets:
            if name in s.members:
                return s.members.index(name)
            if name == s.rest and self.sizes[s.key] > len(s.members):
                return len(s.members)
        raise CannotEvaluate(f"there is no member {name}")

    def _defined(self, term: Term, env: Mapping[str, int]) -> Array:
        d: Definition = next(d for d in self.context.definitions if d.key == term.args[0])
        inner = {name: self._index(i, env) for (name, _), i in zip(d.params, term.children)}
        for member, body in d.exceptions:
            if inner[d.params[0][0]] == self._index(Term("index", (member,)), {}):
                return self.value(body, inner)
        return self.value(d.body, inner)
