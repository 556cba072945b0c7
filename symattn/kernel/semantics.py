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
from dataclasses import dataclass, field
from fractions import Fraction
from math import isqrt

from ..terms import Context, Term, plain
from . import ring
from .errors import OutsideClass, Rejected, UnknownSign
from .ring import ONE, Element, Quotient, of
from .signs import Signs

Basis = tuple[str, ...]  # ("v", "a") is v_a, ("w", "") is w, ("M", "w", "") is M w, ("#", "2") the second coordinate axis
VectorValue = dict[Basis, Quotient]
Env = Mapping[str, str]

LATER = {
    "E": "an expectation needs the rules on chance",
    "Var": "a variance needs the rules on chance",
    "Cov": "a covariance needs the rules on chance",
    "P": "a probability needs the rules on chance",
    "normal": "a distribution needs the rules on chance",
}


@dataclass(frozen=True)
class Point:
    """Values for everything declared: sizes, scalars, and coordinates; a value may contain scalars that tend to infinity."""

    sizes: Mapping[str, int]
    scalars: Mapping[str, Element]
    entries: Mapping[str, tuple[Element, ...]]
    vectors: Mapping[str, tuple[tuple[Element, ...], ...]]  # a single vector is a family of one
    matrices: Mapping[str, tuple[tuple[Element, ...], ...]]

    def labels(self, key: str, members: tuple[str, ...]) -> tuple[str, ...]:
        return members + tuple(f"#{k}" for k in range(len(members) + 1, self.sizes[key] + 1))


@dataclass
class Semantics:
    """Meanings under a context, known signs, values for some atoms, and perhaps a point."""

    context: Context
    signs: Signs
    values: Mapping[str, Element] = field(default_factory=dict)
    rest: frozenset[str] = frozenset()  # the sets whose "any other" member the claim speaks about
    point: Point | None = None

    def __post_init__(self) -> None:
        c = self.context
        self._families = {f.key: f for f in c.families}
        self._definitions = {d.key: d for d in c.definitions}
        self._sets = {s.key: s for s in c.index_sets}
        self._home = {name: s.key for s in c.index_sets for name in (*s.members, s.rest) if name}
        self._env: dict[str, str] = {}
        self._scope: dict[str, tuple[str, ...]] = {}
        for s in c.index_sets:
            if self.point:
                self._scope[s.key] = self.point.labels(s.key, s.members)
                if len(self._scope[s.key]) > len(s.members):
                    self._env[s.rest] = self._scope[s.key][len(s.members)]
            else:
                self._scope[s.key] = s.members + ((s.rest,) if s.key in self.rest else ())
        self._base = {key: len(labels) for key, labels in self._scope.items()}
        self._memo: dict[tuple[Term, tuple[tuple[str, str], ...], tuple[tuple[str, ...], ...]], Quotient | VectorValue] = {}

    # ---- entry points ------------------------------------------------------------------------------------------

    def scalar(self, term: Term, env: Env | None = None) -> Quotient:
        """The value of a scalar term.  Raises OutsideClass, UnknownSign, or Rejected where it has none."""
        value = self._value(term, env or {})
        assert isinstance(value, Quotient)
        return value

    def vector(self, term: Term, env: Env | None = None) -> VectorValue:
        """The coefficients of a vector term over basis vectors, zero ones left out."""
        value = self._value(term, env or {})
        assert isinstance(value, dict)
        return value

    def truth(self, condition: Term, env: Env | None = None) -> bool:
        """Whether a comparison holds, from known signs.  Raises UnknownSign."""
        env = env or {}
        if condition.op in ("and", "or"):
            wanted = condition.op == "or"
            return next((wanted for c in condition.children if self.truth(c, env) is wanted), not wanted)
        left, right = condition.children
        if left.sort != "scalar":
            raise OutsideClass("a comparison of vectors as a condition")
        difference = ring.q_add(self.scalar(left, env), self.scalar(right, env), -1)
        sign = self.signs.quotient_sign(difference)
        return self.decided(condition.op, sign, difference.numerator)

    @staticmethod
    def decided(relation: str, sign: str, element: Element) -> bool:
        """Whether `element relation 0` follows from, or is excluded by, its sign.  Raises UnknownSign if neither."""
        holds = {"=": "=", "≠": "<>", "<": "<", ">": ">", "≤": "<=≤", "≥": ">=≥"}[relation]
        fails = {"=": "<>", "≠": "=", "<": ">=≥", ">": "<=≤", "≤": ">", "≥": "<"}[relation]
        if sign in holds:
            return True
        if sign in fails:
            return False
        raise UnknownSign(element)

    def scope_count(self, key: str) -> tuple[Element, int]:
        """The size of an index set, and how many distinct members are known in it."""
        size = self.scalar(self._sets[key].size)
        if size.den:
            raise OutsideClass("the size of an index set is a fraction")
        return size.numerator, len(self._scope[key])

    def set_of_label(self, label: str) -> str:
        """The set of a generic label such as "*I/1"; raises Rejected for any other text."""
        key, slash, depth = label[1:].rpartition("/")
        if not (label.startswith("*") and slash and depth.isdigit() and key in self._sets):
            raise Rejected(f"expected a generic index, found {label!r}")
        return key

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
        family = self._families.get(key)
        return bool(family and family.norm and {"scalar"} & {t.op for t in family.norm.subterms() if t.args[:1] and t.args[0] in self.context.limit})

    def basis_norm(self, basis: Basis) -> Quotient:
        """The norm of a basis vector, or 1 for one whose unknown norm is fixed.  Raises OutsideClass if it may change."""
        family = self._families.get(basis[0])
        if basis[0] != "#" and family and family.norm is not None:
            return self.scalar(family.norm)
        if any(self.norm_varies(part) for part in basis):
            raise OutsideClass("a vector whose norm changes in an unknown way")
        return ONE

    # ---- scalars and vectors -----------------------------------------------------------------------------------

    def _value(self, term: Term, env: Env) -> Quotient | VectorValue:
        key = (term, tuple(sorted(env.items())), tuple(self._scope.values()))
        if key not in self._memo:
            self._memo[key] = self._vector(term, env) if term.sort == "vector" else self._scalar(term, env)
        return self._memo[key]

    def _label(self, index: Term, env: Env) -> str:
        name = str(index.args[0])
        label = env.get(name) or self._env.get(name, name)
        if not any(label in labels for labels in self._scope.values()):
            raise OutsideClass(f"the index {name} is not in scope here")
        return label

    @contextmanager
    def at_star(self, star: str) -> Iterator[dict[str, str]]:
        """The environment in which "any other" member of a set is the generic one `star`."""
        key = self.set_of_label(star)
        before, depth = self._scope[key], int(star.rpartition("/")[2])
        self._scope[key] = before[: self._base[key]] + tuple(f"*{key}/{k}" for k in range(1, depth + 1))
        try:
            yield {self._sets[key].rest: star}
        finally:
            self._scope[key] = before

    def _atom(self, name: str) -> Quotient:
        return of(self.values[name]) if name in self.values else of(ring.atom(name))

    def invert(self, q: Quotient) -> Quotient:
        """1/q.  Raises Rejected if q is zero, UnknownSign if it is not known to be nonzero."""
        if q.is_zero:
            raise Rejected("a division by zero")
        inverse, conditions = ring.q_invert(q)
        for element in conditions:
            if self.signs.sign(element) not in "<>":
                raise UnknownSign(element, "a denominator must be known to be nonzero")
        return inverse

    def _scalar(self, term: Term, env: Env) -> Quotient:
        op, args = term.op, term.children
        if op == "number":
            return of(ring.constant(int(term.args[0])))  # type: ignore[arg-type]
        if op == "scalar":
            name = str(term.args[0])
            return of(self.point.scalars[name]) if self.point else self._atom(name)
        if op == "entry":
            name, labels = str(term.args[0]), [self._label(a, env) for a in args]
            if self.point:
                return of(self.point.entries[name][self._position(name, labels[0])])
            return self._atom(f"{name}[{labels[0]}]")
        if op == "defined":
            body, inner = self._unfold(term, env)
            return self.scalar(body, inner)
        if op == "sum":
            return self._sum_scalars(term, env)
        if op == "dot":
            return self.dot(self.vector(args[0], env), self.vector(args[1], env))
        if op == "norm":
            x = self.vector(args[0], env)
            return self._root(self.dot(x, x))
        if op == "cases":
            return self.scalar(self._chosen(term, env), env)
        if op in LATER:
            raise OutsideClass(LATER[op])
        if op not in SCALAR_RULES:
            raise OutsideClass(f"no rule gives a value to {plain(term)}")
        return SCALAR_RULES[op](self, [self.scalar(a, env) for a in args])

    def _vector(self, term: Term, env: Env) -> VectorValue:
        op, args = term.op, term.children
        if op == "zero":
            return {}
        if op in ("member", "vector"):
            name = str(term.args[0])
            label = self._label(args[0], env) if args else ""
            if self.point:
                coordinates = self.point.vectors[name][self._position(name, label) if args else 0]
                return {("#", str(k)): of(x) for k, x in enumerate(coordinates, 1) if x}
            return {(name, label): ONE}
        if op == "defined":
            body, inner = self._unfold(term, env)
            return self.vector(body, inner)
        if op == "+":
            return self._combined([(ONE, self.vector(a, env)) for a in args])
        if op == "neg":
            return self._combined([(of(ring.constant(-1)), self.vector(args[0], env))])
        if op == "*":
            factor = ONE
            for a in args[:-1]:
                factor = ring.q_multiply(factor, self.scalar(a, env))
            return self._combined([(factor, self.vector(args[-1], env))])
        if op == "/":
            return self._combined([(self.invert(self.scalar(args[1], env)), self.vector(args[0], env))])
        if op == "apply":
            return self._applied(args[0], self.vector(args[1], env), env)
        if op == "sum":
            return self._sum_vectors(term, env)
        if op == "cases":
            return self.vector(self._chosen(term, env), env)
        raise OutsideClass(LATER.get(op, f"no rule gives coordinates to {plain(term)}"))

    def _position(self, family: str, label: str) -> int:
        return self._scope[self._families[family].over].index(label)  # in scope: _label has checked it

    def _unfold(self, term: Term, env: Env) -> tuple[Term, dict[str, str]]:
        definition = self._definitions[str(term.args[0])]
        labels = [self._label(a, env) for a in term.children]
        inner = {name: label for (name, _), label in zip(definition.params, labels)}
        if len(labels) == 1:
            for member, body in definition.exceptions:
                if member == labels[0]:
                    return body, {}
        return definition.body, inner

    def _chosen(self, term: Term, env: Env) -> Term:
        for condition, value in zip(term.children[::2], term.children[1::2]):
            if self.truth(condition, env):
                return value
        raise Rejected("none of the cases holds here")

    # ---- families ----------------------------------------------------------------------------------------------

    def _opened(self, term: Term, env: Env) -> tuple[list[dict[str, str]], str | None]:
        """The environments of the named members of a sum's range, and the label of its unnamed one if there is one."""
        bound, key = str(term.args[0]), str(term.args[1])
        labels = self._scope[key]
        excluded = {self._label(a, env) for a in term.children[:-1]}
        if not excluded <= set(labels):
            raise OutsideClass("a sum that leaves out an index that is not in scope")
        named = [{**env, bound: label} for label in labels if label not in excluded]
        size, count = (ring.constant(self.point.sizes[key]), len(labels)) if self.point else self.scope_count(key)
        depth = count - self._base[key] + 1
        return named, None if size == ring.constant(count) else f"*{key}/{depth}"

    def _inside(self, term: Term, env: Env, star: str) -> tuple[Quotient | VectorValue, Element]:
        """The body at the unnamed member, and how many of them there are."""
        key = str(term.args[1])
        size, count = self.scope_count(key)
        before = self._scope[key]
        self._scope[key] = (*before, star)
        try:
            return self._value(term.children[-1], {**env, str(term.args[0]): star}), ring.add(size, ring.constant(count), -1)
        finally:
            self._scope[key] = before

    def _sum_scalars(self, term: Term, env: Env) -> Quotient:
        named, star = self._opened(term, env)
        total = ring.ZERO
        for inner in named:
            total = ring.q_add(total, self.scalar(term.children[-1], inner))
        if star is None:
            return total
        value, count = self._inside(term, env, star)
        assert isinstance(value, Quotient)
        return ring.q_add(total, self._over_rest(value, star, count))

    def _over_rest(self, value: Quotient, star: str, count: Element) -> Quotient:
        """Σ of the value over all unnamed members: count copies of what does not depend on the member, the rest summed.

        Denominators must not depend on the member; they were shown nonzero without using that there is one.
        """
        if any(star in a for f, _ in value.den for a in ring.atoms(dict(f))):
            raise OutsideClass("a sum of fractions whose denominators differ from member to member")
        total: Element = {}
        for key, c in value.num:
            if not any(star in a for a in ring.atoms_of_key(key)):
                total = ring.add(total, ring.multiply(count, {key: c}))
            elif ring.is_summed(key) or any("(" in a for a in ring.atoms_of_key(key)):
                raise OutsideClass("a double sum over unnamed members")
            else:
                total = ring.add(total, {ring.renamed(key, star, "+" + star[1:]): c})
        return Quotient(ring.freeze(total), value.den) if total else ring.ZERO

    def _sum_vectors(self, term: Term, env: Env) -> VectorValue:
        """Σ over the named members, plus the unnamed ones as basis vectors ("v", "+I/1") whose coefficient may mention *I/1."""
        named, star = self._opened(term, env)
        parts = [(ONE, self.vector(term.children[-1], inner)) for inner in named]
        if star is not None:
            value, count = self._inside(term, env, star)
            assert isinstance(value, dict)
            for basis, q in value.items():
                if star in basis[-1]:
                    parts.append((ONE, {(*basis[:-1], "+" + star[1:]): q}))
                else:
                    parts.append((ONE, {basis: self._over_rest(q, star, count)}))
        return self._combined(parts)

    def _combined(self, parts: list[tuple[Quotient, VectorValue]]) -> VectorValue:
        total: VectorValue = {}
        for factor, value in parts:
            for basis, q in value.items():
                if basis[-1].startswith("+") and any(ring.is_summed(k) for k, _ in factor.num):
                    raise OutsideClass("a product of two sums over the unnamed members")
                total[basis] = ring.q_add(total.get(basis, ring.ZERO), q if factor == ONE else ring.q_multiply(factor, q))
        return {basis: q for basis, q in total.items() if not q.is_zero}

    # ---- inner products and matrices ---------------------------------------------------------------------------

    def dot(self, x: VectorValue, y: VectorValue) -> Quotient:
        """xᵀy by bilinearity and the declared orthogonality."""
        total = ring.ZERO
        for b, p in x.items():
            for c, q in y.items():
                if b[-1].startswith("+") or c[-1].startswith("+"):
                    total = ring.q_add(total, self._dot_of_sums(b, p, c, q))
                elif (product := self._gram(b, c)) is not None:
                    total = ring.q_add(total, ring.q_multiply(ring.q_multiply(p, q), product))
        return total

    def _dot_of_sums(self, b: Basis, p: Quotient, c: Basis, q: Quotient) -> Quotient:
        """As `dot`, where one side is summed over unnamed members, or both are over the same ones."""
        summed = b[-1] if b[-1].startswith("+") else c[-1]
        star, key = "*" + summed[1:], summed[1:].rpartition("/")[0]
        both = b[-1] == c[-1]
        family = self._families.get(b[0])
        orthogonal = b[0] == c[0] and len(b) == len(c) == 2 and family is not None and family.norm is not None
        if (both and not orthogonal) or (not both and b[-1].startswith("+") and c[-1].startswith("+")):
            raise OutsideClass("a double sum over unnamed members")
        if int(summed.rpartition("/")[2]) != len(self._scope[key]) - self._base[key] + 1:
            raise OutsideClass("a sum that was formed in another scope")
        product = self._gram((*b[:-1], star if b[-1] == summed else b[-1]), (*c[:-1], star if c[-1] == summed else c[-1]))
        if product is None:
            return ring.ZERO
        size, count = self.scope_count(key)
        value = ring.q_multiply(ring.q_multiply(p, q), product)
        return self._over_rest(value, star, ring.add(size, ring.constant(count), -1))

    def _gram(self, b: Basis, c: Basis) -> Quotient | None:
        """The inner product of two basis vectors; None for zero."""
        if b[0] == c[0] == "#":
            return ONE if b == c else None
        family = self._families.get(b[0])
        if family is not None and family.norm is not None and b[0] == c[0] and len(b) == len(c) == 2:
            if b[1] != c[1]:
                return None
            norm = self.scalar(family.norm)
            return ring.q_multiply(norm, norm)
        return self._atom("·".join(sorted((_shown(b), _shown(c)))))

    def _applied(self, matrix: Term, x: VectorValue, env: Env) -> VectorValue:
        """Matrix times vector."""
        op, args = matrix.op, matrix.children
        if op == "identity":
            return x
        if op == "outer":
            return self._combined([(self.dot(self.vector(args[1], env), x), self.vector(args[0], env))])
        if op == "+":
            return self._combined([(ONE, self._applied(a, x, env)) for a in args])
        if op == "neg":
            return self._combined([(of(ring.constant(-1)), self._applied(args[0], x, env))])
        if op == "*":
            factor = ONE
            for a in args[:-1]:
                factor = ring.q_multiply(factor, self.scalar(a, env))
            return self._combined([(factor, self._applied(args[-1], x, env))])
        if op == "/":
            return self._combined([(self.invert(self.scalar(args[1], env)), self._applied(args[0], x, env))])
        if op == "defined":
            body, inner = self._unfold(matrix, env)
            return self._applied(body, x, inner)
        if op == "matrix" and self.point:
            rows = self.point.matrices[str(matrix.args[0])]
            axes = [self.dot({("#", str(k)): of(a) for k, a in enumerate(row, 1) if a}, x) for row in rows]
            return {("#", str(k)): q for k, q in enumerate(axes, 1) if not q.is_zero}
        if op == "matrix":
            return {(str(matrix.args[0]), *basis): q for basis, q in x.items()}
        raise OutsideClass(LATER.get(op, f"no rule applies the matrix {plain(matrix)}"))

    # ---- functions ---------------------------------------------------------------------------------------------

    def _opaque(self, function: str, q: Quotient) -> Quotient:
        """function(q) as an atom of its own: equal arguments give equal atoms, and nothing else is assumed."""
        if any("[+" in a for a in q.atoms()):
            raise OutsideClass(f"{function} of a sum over unnamed members")
        name = f"{function}({q.num},{q.den})"
        self.signs.opaque[name] = (function, q)
        return of(ring.atom(name))

    def _root(self, q: Quotient) -> Quotient:
        """√q, as a monomial where q is the square of one whose sign is known."""
        if q.is_zero:
            return q
        p = q.numerator
        if len(p) == 1 and not q.den:
            ((m, e), c), = p.items()
            root = Fraction(isqrt(c.numerator), isqrt(c.denominator)) if c > 0 else Fraction(0)
            if root * root == c and all(k % 2 == 0 for _, k in m) and not ring.is_summed((m, e)):
                half = {(tuple((n, k // 2) for n, k in m), tuple((m2, c2 / 2) for m2, c2 in e)): root}
                return self._absolute(of(half))
        if self.signs.quotient_sign(q) not in ">≥":
            raise UnknownSign(p, "√ needs an argument that is known to be ≥ 0")
        return self._opaque("sqrt", q)

    def _absolute(self, q: Quotient) -> Quotient:
        sign = self.signs.quotient_sign(q)
        return q if sign in ">≥=" else ring.q_add(ring.ZERO, q, -1)

    def larger(self, a: Quotient, b: Quotient) -> Quotient:
        return a if self.signs.quotient_sign(ring.q_add(a, b, -1)) in ">≥=" else b

    def log(self, q: Quotient) -> Quotient:
        if self.signs.quotient_sign(q) != ">":
            raise UnknownSign(q.numerator, "log needs an argument that is known to be > 0")
        if not q.den and len(q.num) == 1 and q.num[0][0][0] == () and q.num[0][1] == 1 and not ring.is_summed(q.num[0][0]):
            return of(ring.exponent_as_element(q.num[0][0][1]))
        return self._opaque("log", q)

    def exp(self, q: Quotient) -> Quotient:
        if q.den:
            raise OutsideClass("an exponent with a sum in its denominator")
        return of(ring.exponential(q.numerator))

    def power(self, base: Quotient, exponent: Quotient) -> Quotient:
        p = exponent.numerator
        if exponent.den or any(k != ring.UNIT for k in p):
            raise OutsideClass("a power whose exponent is not a number")
        k = p.get(ring.UNIT, Fraction(0))
        if k.denominator != 1 or abs(k) > ring.MAX_POWER:
            raise OutsideClass(f"a power of {k}")
        result = ONE
        for _ in range(abs(int(k))):
            result = ring.q_multiply(result, base)
        return result if k >= 0 else self.invert(result)


def _shown(basis: Basis) -> str:
    """v[a], w, or M(v[a] for the matrix M applied to v_a."""
    return "(".join((*basis[:-2], basis[-2] + (f"[{basis[-1]}]" if basis[-1] else "")))


def _folded(step):  # type: ignore[no-untyped-def]
    def rule(s: Semantics, values: list[Quotient]) -> Quotient:
        result = values[0]
        for v in values[1:]:
            result = step(s, result, v)
        return result

    return rule


SCALAR_RULES = {
    "+": _folded(lambda s, a, b: ring.q_add(a, b)),
    "*": _folded(lambda s, a, b: ring.q_multiply(a, b)),
    "neg": lambda s, v: ring.q_add(ring.ZERO, v[0], -1),
    "/": lambda s, v: ring.q_multiply(v[0], s.invert(v[1])),
    "^": lambda s, v: s.power(v[0], v[1]),
    "exp": lambda s, v: s.exp(v[0]),
    "log": lambda s, v: s.log(v[0]),
    "sqrt": lambda s, v: s._root(v[0]),
    "abs": lambda s, v: s._absolute(v[0]),
    "max": _folded(lambda s, a, b: s.larger(a, b)),
    "min": _folded(lambda s, a, b: b if s.larger(a, b) is a else a),
    "relu": lambda s, v: s.larger(v[0], ring.ZERO),
}
