"""What a term means: a quotient of exp-polynomials for a scalar, coefficients over basis vectors for a vector.

Definitions are unfolded, family sums are split into the named members and one unnamed member that stands for all
others, inner products use the declared orthogonality.  A label is an index as it is known here: a named member "a",
the claim's own "any other" i, or "*I/1", the unnamed member of a sum over the set I.  All labels in scope of a set are
distinct.  Where a step depends on a sign (|x|, max, a denominator), it asks `Signs` and raises UnknownSign.

With a `Point` everything is concrete: all members are named, vectors have coordinates.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ...language import Context, Term, canonical, indices_in
from ...language.kinds import COMPARISONS
from ..chance.gaussians import Map
from ..chance.linearity import mean_value, vector_of_means
from ..chance.on_events import given
from ..chance.probability import probability
from ..errors import NoValue, OutsideClass, Rejected, UnknownSign
from ..order.comparisons import truth
from ..order.diameters import spread, spread_of
from ..order.indicators import counted
from ..order.maxima import Maximum, maximum
from ..order.parts_of_maxima import OPPOSITE
from ..order.signs import Fact, Signs
from . import ring
from .derivatives import derivative
from .families import combined, sum_scalars, sum_vectors
from .functions import SCALAR_RULES, larger, largest, pi
from .inner_products import applied, dot
from .radicals import normal, root, to_power
from .ring import ONE, Element, Quotient, of
from .shapes import Basis, Env, Point, VectorValue


@dataclass
class Semantics:
    """Meanings under a context, known signs, values for some atoms, and perhaps a point."""

    context: Context
    signs: Signs
    values: Mapping[str, Element] = field(default_factory=dict)
    rest: frozenset[str] = frozenset()  # the sets whose "any other" member the claim speaks about
    point: Point | None = None
    symmetries: tuple[Map, ...] = ()  # over which every mean is taken
    inside: bool = False  # inside a mean: what is random has no value, at a point either
    maxima_as_atoms: bool = False  # whether max(a, b) is an atom of its own, and not the larger one, which must be known
    mosts: tuple[Term, ...] = ()  # the claim's maxima over families, bound indices named by depth
    equal: Mapping[tuple[str, str], Term] = field(default_factory=dict)  # declared vectors that are assumed to be another one

    def __post_init__(self) -> None:
        c = self.context
        self.families = {f.key: f for f in c.families}
        self.definitions = {d.key: d for d in c.definitions}
        self.laws = {law.key: law for law in c.laws}
        self.sets = {s.key: s for s in c.index_sets}
        self.env: dict[str, str] = {}
        self.scope: dict[str, tuple[str, ...]] = {}
        for s in c.index_sets:
            if self.point:
                self.scope[s.key] = self.point.labels(s.key, s.members)
                if len(self.scope[s.key]) > len(s.members):
                    self.env[s.rest] = self.scope[s.key][len(s.members)]
            else:
                self.scope[s.key] = s.members + ((s.rest,) if s.key in self.rest else ())
        self.base = {key: len(labels) for key, labels in self.scope.items()}
        self.maxima: dict[int, Maximum] = {}
        self.memo: dict[tuple[Term, tuple[tuple[str, str], ...], tuple[tuple[str, ...], ...]], Quotient | VectorValue] = {}

    def scalar(self, term: Term, env: Env | None = None) -> Quotient:
        """The value of a scalar term.  Raises OutsideClass, UnknownSign, or Rejected where it has none."""
        value = self.value(term, env or {})
        assert isinstance(value, Quotient)
        return value

    def vector(self, term: Term, env: Env | None = None) -> VectorValue:
        """The coefficients of a vector term over basis vectors, zero ones left out."""
        value = self.value(term, env or {})
        assert isinstance(value, dict)
        return value

    def truth(self, condition: Term, env: Env | None = None) -> bool:
        """Whether a comparison holds, from known signs.  Raises UnknownSign."""
        return truth(self, condition, env or {})

    @staticmethod
    def decided(relation: str, sign: str, element: Element) -> bool:
        """Whether `element relation 0` follows from, or is excluded by, its sign.  Raises UnknownSign if neither."""
        if relation not in COMPARISONS:
            raise OutsideClass(f"{relation} is no comparison")
        holds = {"=": "=", "≠": "<>", "<": "<", ">": ">", "≤": "<=≤", "≥": ">=≥"}
        if sign in holds[relation]:
            return True
        if sign in holds[OPPOSITE[relation]]:
            return False
        raise UnknownSign(element)

    def scope_count(self, key: str) -> tuple[Element, int]:
        """The size of an index set, and how many distinct members are known in it."""
        size = self.scalar(self.sets[key].size)
        if size.den:
            raise OutsideClass("the size of an index set is a fraction")
        return size.numerator, len(self.scope[key])

    def set_of_label(self, label: str) -> str:
        """The set of a generic label such as "*I/1"; raises Rejected for any other text."""
        key, slash, depth = label[1:].removesuffix("~").rpartition("/")
        deep = label.endswith("~") and depth.isdecimal() and int(depth) > 0
        if not (label.startswith("*") and slash and (deep or depth == "1") and key in self.sets):
            raise Rejected(f"expected a generic index, found {label!r}")
        return key

    def random_meaning(self) -> Semantics:
        """The meaning inside a mean."""
        if not self.inside and self.point:
            inner = replace(self, inside=True)
            inner.scope = dict(self.scope)
            return inner
        return self

    def varies(self, name: str) -> bool:
        """Whether an atom may change as the limit is taken."""
        if name in self.signs.opaque:
            return any(self.varies(a) for a in self.signs.opaque[name][1].atoms())
        if name in self.context.limit:
            return True
        parts = [p.partition("[")[0] for p in name.replace("(", "·").split("·")] if "·" in name else []
        return any(self.norm_varies(p) for p in parts)

    def norm_varies(self, key: str) -> bool:
        """Whether the vectors of a family change as the limit is taken (their declared norm does)."""
        family = self.families.get(key)
        return bool(family and family.norm and {"scalar"} & {t.op for t in family.norm.subterms() if t.args[:1] and t.args[0] in self.context.limit})

    def basis_norm(self, basis: Basis) -> Quotient:
        """The norm of a basis vector, or 1 for one whose unknown norm is fixed.  Raises OutsideClass if it may change."""
        family = self.families.get(basis[0])
        if basis[0] != "#" and family and family.norm is not None:
            return self.scalar(family.norm)
        if any(self.norm_varies(part) for part in basis):
            raise OutsideClass("a vector whose norm changes in an unknown way")
        return ONE

    # ---- scalars and vectors -----------------------------------------------------------------------------------

    def value(self, term: Term, env: Env) -> Quotient | VectorValue:
        key = (term, tuple(sorted(env.items())) if env else (), tuple(self.scope.values()))
        if (found := self.memo.get(key)) is None:
            if term.sort == "vector":
                found = {b: normal(self, q) for b, q in self._vector(term, env).items()}
            else:
                found = normal(self, self._scalar(term, env))
            self.memo[key] = found
        return found

    def label(self, index: Term, env: Env) -> str:
        name = str(index.args[0])
        label = env.get(name) or self.env.get(name, name)
        if not any(label in labels for labels in self.scope.values()):
            raise OutsideClass(f"the index {name} is not in scope here")
        return label

    @contextmanager
    def at_star(self, star: str) -> Iterator[dict[str, str]]:
        """The environment in which "any other" member of a set is the generic one `star`."""
        key = self.set_of_label(star)
        with self.extended(key, star):
            yield {self.sets[key].rest: star}

    @contextmanager
    def extended(self, key: str, *labels: str) -> Iterator[None]:
        """With these unnamed members of a set in scope beside the known ones."""
        before = self.scope[key]
        self.scope[key] = (*before[: self.base[key]], *labels)
        try:
            yield
        finally:
            self.scope[key] = before

    @contextmanager
    def in_base_scope(self) -> Iterator[None]:
        """Without any unnamed member in scope."""
        before = dict(self.scope)
        self.scope.update({key: labels[: self.base[key]] for key, labels in before.items()})
        try:
            yield
        finally:
            self.scope.update(before)

    def is_closed(self, term: Term, env: Env) -> bool:
        """Whether a term speaks of no unnamed member: then it has the same value in every scope."""
        base = {label for key, labels in self.scope.items() for label in labels[: self.base[key]]}
        return all(self.label(Term("index", (name,)), env) in base for name in indices_in(term))

    def atom(self, name: str) -> Quotient:
        return of(self.values[name]) if name in self.values else of(ring.atom(name))

    def invert(self, q: Quotient) -> Quotient:
        """1/q.  Raises NoValue if q is zero, UnknownSign if it is not known to be nonzero."""
        if q.is_zero:
            raise NoValue("a division by zero")
        inverse, conditions = ring.q_invert(q)
        for element in conditions:
            if (sign := self.signs.sign(element)) == "=":
                raise NoValue("a division by zero")
            if sign not in "<>":
                raise UnknownSign(element, "a denominator must be known to be nonzero")
        return normal(self, inverse)

    def gap(self, x: Quotient, y: Quotient) -> Quotient:
        """x − y"""
        return normal(self, ring.q_add(x, y, -1))

    def _scalar(self, term: Term, env: Env) -> Quotient:
        op, args = term.op, term.children
        if op == "number":
            return of(ring.constant(int(term.args[0])))  # type: ignore[arg-type]
        if op == "pi":
            return pi(self)
        if op == "scalar":
            name = str(term.args[0])
            return of(self.point.scalars[name]) if self.point and not (self.inside and name in self.laws) else self.atom(name)
        if op == "entry":
            name, labels = str(term.args[0]), [self.label(a, env) for a in args]
            if self.point:
                return of(self.point.entries[name][self.position(name, labels[0])])
            return self.atom(f"{name}[{labels[0]}]")
        if op == "defined":
            body, inner = self.unfold(term, env)
            return self.scalar(body, inner)
        if op == "sum":
            if any(len(labels) > self.base[key] for key, labels in self.scope.items()) and self.is_closed(term, env):
                with self.in_base_scope():
                    return self.scalar(term, env)
            return sum_scalars(self, term, env)
        if op == "most" or (op == "max" and self.maxima_as_atoms):
            return self._most(term, env)
        if op == "dot" or (op == "norm" and args[0].sort == "vector"):
            x, y = (self.vector(a, env) for a in (args[0], args[-1]))
            product = dot(self, x, y)
            if x == y and not product.den:
                self.signs.learn(Fact(product.numerator, "≥", frozenset(label for a in product.atoms() for label in ring.generic_labels(a))))
            return product if op == "dot" else root(self, product)
        if op == "cases":
            return self.scalar(self.chosen(term, env), env)
        if op == "count":
            return counted(self, args, env)
        if op in ("E", "Var"):
            return mean_value(self.random_meaning(), term, env)
        if op == "P":
            return probability(self.random_meaning(), args[0], env) if len(args) == 1 else given(self.random_meaning(), args[0], args[1], env)
        if op == "diff":
            return derivative(self, term, env)
        if op == "/":
            return ring.q_multiply(self.scalar(args[0], env), self._inverse(args[1], env))
        if op not in SCALAR_RULES:
            raise OutsideClass("no rule gives a value to", term)
        return SCALAR_RULES[op](self, [self.scalar(a, env) for a in args])

    def _inverse(self, term: Term, env: Env) -> Quotient:
        """1/term, factor by factor: a product below is never multiplied out."""
        if term.op == "*":
            inverse = ONE
            for a in term.children:
                inverse = ring.q_multiply(inverse, self._inverse(a, env))
            return inverse
        if term.op == "^" and term.children[1].op == "number" and 0 < int(str(term.children[1].args[0])) <= ring.MAX_POWER:
            return to_power(self._inverse(term.children[0], env), int(str(term.children[1].args[0])))
        return self.invert(self.scalar(term, env))

    def _most(self, term: Term, env: Env) -> Quotient:
        if self.point:
            return largest(self, [self.scalar(term.children[0], {**env, str(term.args[0]): label}) for label in self.scope[str(term.args[1])]])
        if (family := spread_of(self.context, term)) is not None:
            return spread(self, family)
        if (written := canonical(term)) not in self.mosts or any(name in env for name in indices_in(term)):
            raise OutsideClass("a maximum that the proof does not list (one inside a definition, say)")
        return of(maximum(self, self.mosts.index(written)).value)

    def _vector(self, term: Term, env: Env) -> VectorValue:
        op, args = term.op, term.children
        if op == "zero":
            return {}
        if op in ("member", "vector"):
            name = str(term.args[0])
            label = self.label(args[0], env) if args else ""
            if self.point and not (self.inside and name in self.laws):
                coordinates = self.point.vectors[name][self.position(name, label) if args else 0]
                return {("#", str(k)): of(x) for k, x in enumerate(coordinates, 1) if x}
            return self.vector(self.equal[name, label]) if (name, label) in self.equal and not self.point else {(name, label): ONE}
        if op == "relu" and self.point:
            return {b: q for b, q in ((b, larger(self, q, ring.ZERO)) for b, q in self.vector(args[0], env).items()) if not q.is_zero}
        if op == "defined":
            body, inner = self.unfold(term, env)
            return self.vector(body, inner)
        if op == "+":
            return combined([(ONE, self.vector(a, env)) for a in args])
        if op == "neg":
            return combined([(of(ring.constant(-1)), self.vector(args[0], env))])
        if op == "*":
            factor = ONE
            for a in args[:-1]:
                factor = ring.q_multiply(factor, self.scalar(a, env))
            return combined([(factor, self.vector(args[-1], env))])
        if op == "/":
            return combined([(self.invert(self.scalar(args[1], env)), self.vector(args[0], env))])
        if op == "apply":
            return applied(self, args[0], self.vector(args[1], env), env)
        if op == "sum":
            return sum_vectors(self, term, env)
        if op == "E":
            return vector_of_means(self.random_meaning(), args[0], env, args[1:])
        if op == "cases":
            return self.vector(self.chosen(term, env), env)
        raise OutsideClass("no rule gives coordinates to", term)

    def position(self, family: str, label: str) -> int:
        return self.scope[self.families[family].over].index(label)

    def unfold(self, term: Term, env: Env) -> tuple[Term, dict[str, str]]:
        definition = self.definitions[str(term.args[0])]
        labels = [self.label(a, env) for a in term.children]
        inner = {name: label for (name, _), label in zip(definition.params, labels)}
        if len(labels) == 1:
            for member, body in definition.exceptions:
                if member == labels[0]:
                    return body, {}
        return definition.body, inner

    def chosen(self, term: Term, env: Env) -> Term:
        for condition, value in zip(term.children[::2], term.children[1::2]):
            if self.truth(condition, env):
                return value
        raise Rejected("none of the cases holds here")
