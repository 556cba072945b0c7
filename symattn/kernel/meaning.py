"""What a meaning is to those who work with one.

Hypotheses, signs, a point perhaps, and which members are in scope.

How terms are evaluated is told above this, by `algebra.semantics`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ..language import Context, Term, indices_in
from .algebra import ring
from .algebra.atoms import OTHER, PRODUCT, SUM, Atom, Label
from .algebra.labels import generic_labels
from .algebra.ring import Element, Quotient, of
from .algebra.shapes import Env, Map, Point, VectorValue
from .algebra.sums import body_of
from .errors import OutsideClass, Rejected, UnknownSign
from .order.parts_of_maxima import OPPOSITE
from .order.signs import Signs


@dataclass
class Meaning(ABC):
    """Meanings under a context, known signs, values for some atoms, and perhaps a point."""

    context: Context
    signs: Signs
    values: Mapping[str, Element] = field(default_factory=dict)
    rest: frozenset[str] = frozenset()  # the sets whose "any other" member the claim speaks about
    point: Point | None = None
    symmetries: tuple[Map, ...] = ()  # over which every mean is taken
    inside: bool = False  # inside a mean: what is random has no value, at a point either
    # whether max(a, b) is an atom of its own, and not the larger one, which must be known
    maxima_as_atoms: bool = False
    family_maxima: tuple[
        Term, ...
    ] = ()  # the claim's maxima over families, bound indices named by depth
    equal: Mapping[tuple[str, str], Term] = field(
        default_factory=dict
    )  # declared vectors that are assumed to be another one

    def __post_init__(self) -> None:
        c = self.context
        self.families = {f.key: f for f in c.families}
        self.definitions = {d.key: d for d in c.definitions}
        self.laws = {law.key: law for law in c.laws}
        self.sets = {s.key: s for s in c.index_sets}
        self.memo: dict[Any, Any] = {}  # what was worked out, by all that it is made of
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

    @abstractmethod
    def value(self, term: Term, env: Env) -> Quotient | VectorValue:
        """What a scalar or a vector is worth.

        Raises OutsideClass, UnknownSign, or Rejected where it has no value.
        """

    @abstractmethod
    def truth(self, condition: Term, env: Env | None = None) -> bool:
        """Whether a comparison holds, from known signs.  Raises UnknownSign."""

    @abstractmethod
    def invert(self, q: Quotient) -> Quotient:
        """1/q.  Raises NoValue if q is zero, UnknownSign if it is not known to be nonzero."""

    def sign_here(self, q: Quotient) -> str:
        """The sign of a value, where the unnamed members that it speaks of exist.

        A value is asked for only there: what is summed over nobody is 0, whatever it would be.
        """
        return self.signs.quotient_sign(q, generic_labels(q.atoms()))

    @abstractmethod
    def gap(self, x: Quotient, y: Quotient) -> Quotient:
        """x − y"""

    @abstractmethod
    def random_meaning(self) -> Meaning:
        """The meaning inside a mean."""

    def scalar(self, term: Term, env: Env | None = None) -> Quotient:
        """The value of a scalar term.

        Raises OutsideClass, UnknownSign, or Rejected where it has none.
        """
        value = self.value(term, env or {})
        assert isinstance(value, Quotient)
        return value

    def vector(self, term: Term, env: Env | None = None) -> VectorValue:
        """The coefficients of a vector over basis vectors, of a matrix over pairs, no zero ones."""
        value = self.value(term, env or {})
        assert isinstance(value, dict)
        return value

    @staticmethod
    def decided(relation: str, sign: str, element: Element) -> bool:
        """Whether `element relation 0` follows from, or is excluded by, its sign.

        Raises UnknownSign if neither.
        """
        if relation not in OPPOSITE:
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
        star = Label(label)
        if star.kind != OTHER or not (star.deep or star.depth == 1) or star.set not in self.sets:
            raise Rejected(f"expected a generic index, found {label!r}")
        return star.set

    def unnamed(self, key: str) -> Element:
        """How many members of a set have no name here."""
        size, count = self.scope_count(key)
        return ring.subtract(size, ring.constant(count))

    def varies(self, name: Atom) -> bool:
        """Whether an atom may change as the limit is taken."""
        if name in self.signs.opaque:
            return self.moves(self.signs.opaque[name][1])
        if name.kind == SUM:
            return self.moves(body_of(name))
        if name in self.context.limit:
            return True
        return any(name.kind == PRODUCT and self.norm_varies(key) for key in name.symbols)

    def moves(self, q: Quotient) -> bool:
        return any(map(self.varies, q.atoms()))

    def norm_varies(self, key: str) -> bool:
        """Whether the vectors of a family change as the limit is taken (their declared
        norm does).
        """
        family = self.families.get(key)
        return family is not None and any(
            t.op == "scalar" and t.key in self.context.limit
            for t in (family.norm.subterms() if family.norm else ())
        )

    def label(self, index: Term, env: Env) -> str:
        name = index.key
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

    def position(self, family: str, label: str) -> int:
        return self.scope[self.families[family].over].index(label)

    def unfold(self, term: Term, env: Env) -> tuple[Term, dict[str, str]]:
        definition = self.definitions[term.key]
        labels = [self.label(a, env) for a in term.children]
        inner = {name: label for (name, _), label in zip(definition.params, labels)}
        for member, body in definition.exceptions:
            if labels == [member]:
                return body, {}
        return definition.body, inner
