"""The declarations and definitions of a page, and what is written over index sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sympy import Symbol

from ..language import (
    Context,
    Definition,
    Family,
    IndexSet,
    Law,
    Matrix,
    Scalar,
    Term,
    TermError,
    Vector,
    check_variance,
    number,
    plain,
    replace_indices,
    sort_error,
)
from ..language.kinds import BINDERS
from ..reading.declared_families import one_hot_at, probabilities_of
from ..reading.members import at_each, check_selves
from .expressions import RELATION_NAMES, Indexed, Wrapped, term_of, wrap
from .step import Step
from .sympy_terms import PageDeclarations


class Members:
    """An index set as its author sees it.

    Unpacks into the named members and the name for any other.
    """

    def __init__(self, key: str, members: tuple[str, ...], rest: str) -> None:
        self.key, self.names, self.rest = key, members, rest

    def __iter__(self) -> Iterator[Any]:
        return iter(
            [wrap(Term("index", (m,))) for m in (*self.names, *([self.rest] if self.rest else []))]
        )


class DeclaringPage:
    """Collects what a derivation declares.

    Every method that declares something returns what to write it with.
    """

    def __init__(self) -> None:
        self._parts: dict[str, list[Any]] = {name: [] for name in Context.__dataclass_fields__}
        self._steps: list[Step] = []
        self._open = 0  # how many sums are being written, one inside the other
        # names of the indices that the definition being written binds
        self._bound: set[str] = set()

    # ---- declarations ----------------------------------------------------------------------------

    def real(self, key: str, *, positive: bool = False) -> Symbol:
        """A real number."""
        self._parts["scalars"].append(Scalar(key))
        symbol = Symbol(key, real=True)
        if positive:
            self.fact(symbol, ">", 0)
        return symbol

    def normal(self, key: str, mean: Any, variance: Any) -> Symbol:
        """A random number with the law N(mean, variance), independent of all others.

        The second is a variance.
        """
        self._parts["scalars"].append(Scalar(key))
        self._law(key, mean, variance)
        return Symbol(key, real=True)

    def normal_vector(self, key: str, mean: Any, covariance: Any) -> Any:
        """A random vector with the law N(mean, covariance), independent of all that is random.

        A declared matrix that stands in it is a covariance, Σ.
        """
        self._law(key, mean, covariance)
        return self.vector(key)

    def _law(self, key: str, mean: Any, variance: Any) -> None:
        law = Law(key, term_of(mean), term_of(variance))
        check_variance(law.mean, law.variance)
        self._parts["laws"].append(law)

    def integer(self, key: str, *, at_least: int | None = None) -> Symbol:
        """An integer."""
        self._parts["scalars"].append(Scalar(key, integer=True))
        symbol = Symbol(key, integer=True)
        if at_least is not None:
            self.fact(symbol, ">=", at_least)
        return symbol

    def index_set(self, size: Any, members: str, *, rest: str = "") -> Members:
        """1, ..., size with distinct named members ("a b"); `rest` names any other one."""
        key = "ABCDEFGH"[len(self._parts["index_sets"])]
        self._parts["index_sets"].append(IndexSet(key, term_of(size), tuple(members.split()), rest))
        return Members(key, tuple(members.split()), rest)

    def vectors(self, key: str, over: Members) -> Indexed:
        """A family of arbitrary vectors."""
        return self._family(Family(key, over.key, "vector"))

    def normal_vectors(self, key: str, over: Members) -> Indexed:
        """A family of independent random vectors, each N(0, I).

        k_i ~ N(μ_i, αI) is μ_i + √α ξ_i.
        """
        self._parts["laws"].append(Law(key, Term("zero"), Term("identity")))
        return self._family(Family(key, over.key, "vector"))

    def orthonormal(self, key: str, over: Members) -> Indexed:
        """A family of orthonormal vectors."""
        return self._family(Family(key, over.key, "vector", number(1)))

    def orthogonal(self, key: str, over: Members, norm: Any) -> Indexed:
        """A family of mutually orthogonal vectors of one norm."""
        return self._family(Family(key, over.key, "vector", term_of(norm)))

    def scalars(self, key: str, over: Members) -> Indexed:
        """A family of real numbers."""
        return self._family(Family(key, over.key, "scalar"))

    def probabilities(self, key: str, over: Members) -> Indexed:
        """A family of numbers that are at least 0 and whose sum is 1.

        The set needs a name for any other member.
        """
        if not over.rest:
            raise TermError(
                f"probabilities are at least 0 at every member, and the set of {key} has no name "
                "for any other one: index_set(n, 'a', rest='i')"
            )
        self._before_steps()
        family = self.scalars(key, over)
        (runner,) = self._fresh(1)
        for fact in probabilities_of(key, over.key, runner):
            self._parts["facts"] += at_each(fact, self._parts["index_sets"])
        return family

    def one_hot(self, key: str, over: Members, *, at: Any) -> Indexed:
        """A family that is 1 at a named member and 0 at every other: key_a := 1, key_j := 0."""
        member = term_of(at)
        if member.op != "index" or member.args[0] not in over.names:
            raise TermError(
                f"{key} is one-hot at a named member of its set, one of {', '.join(over.names)}; "
                f"found {plain(member)}"
                if over.names
                else f"{key} is one-hot at a named member of its set, and it has none"
            )
        (runner,) = self._fresh(1)
        self._define(one_hot_at(key, over.key, str(member.args[0]), runner))
        return Indexed(lambda indices: Term("defined", (key, "scalar", *indices)))

    def _family(self, family: Family) -> Indexed:
        self._parts["families"].append(family)
        op = "member" if family.sort == "vector" else "entry"
        return Indexed(lambda indices: Term(op, (family.key, *indices)))

    def vector(self, key: str) -> Any:
        self._parts["vectors"].append(Vector(key))
        return wrap(Term("vector", (key,)))

    def matrix(self, key: str) -> Any:
        self._parts["matrices"].append(Matrix(key))
        return wrap(Term("matrix", (key,)))

    def fact(self, left: Any, op: str, right: Any) -> None:
        """A hypothesis: a comparison of scalars.

        One about "any other" member holds for all of them.
        """
        self._before_steps()
        self._parts["facts"].append(self._relation(left, op, right))

    def _before_steps(self) -> None:
        if self._steps:
            raise TermError(
                "a fact holds for the whole derivation, and so stands before its first step"
            )

    def let_tend(self, *variables: Symbol, link: Any = None) -> None:
        """The limit that → and ≈ speak of: these tend to +∞, several jointly and without a link.

        With `link=alpha * beta**2`, that product tends to 0 meanwhile: α, which is declared
        positive, is then no longer fixed.
        """
        self._parts["limit"] += [v.name for v in variables]
        if link is not None:
            self._parts["links"].append(term_of(link))

    def define(self, key: str, value: Any) -> Any:
        """key := value"""
        body = term_of(value)
        self._define(Definition(key, str(body.sort), (), body))
        return wrap(Term("defined", (key, str(body.sort))))

    def define_family(
        self,
        key: str,
        over: Members | tuple[Members, ...],
        body: Callable[..., Any],
        at: Mapping[Any, Any] | None = None,
    ) -> Indexed:
        """key_j := body(j) for every j of an index set, or key_ij for two.

        `at` gives other values at named members.
        """
        sets = over if isinstance(over, tuple) else (over,)
        names = self._fresh(len(sets))
        self._bound = set(names)
        value = term_of(body(*(wrap(Term("index", (n,))) for n in names)))
        self._bound = set()
        exceptions = tuple((str(term_of(m).args[0]), term_of(v)) for m, v in (at or {}).items())
        self._define(
            Definition(
                key, str(value.sort), tuple(zip(names, (s.key for s in sets))), value, exceptions
            )
        )
        return Indexed(lambda indices: Term("defined", (key, str(value.sort), *indices)))

    def _define(self, definition: Definition) -> None:
        for body in definition.bodies:
            if (error := sort_error(body)) is not None:
                raise TermError(f"the definition of {definition.key}: {error}")
        self._parts["definitions"].append(definition)

    def _fresh(self, count: int) -> tuple[str, ...]:
        taken = {n for s in self._parts["index_sets"] for n in (*s.members, s.rest)}
        return tuple([n for n in "jlmprst" if n not in taken][:count])

    def sum(
        self, over: Members, body: Callable[[Any], Any], *, without: tuple[Any, ...] = ()
    ) -> Any:
        """Σ body(j) over an index set, or over all of it but some members."""
        return self._over("sum", over, body, without)

    def largest(self, over: Members, body: Callable[[Any], Any]) -> Any:
        """max_j body(j) over an index set."""
        return self._over("most", over, body, ())

    def every(
        self, over: Members, body: Callable[[Any], Wrapped], *, without: tuple[Any, ...] = ()
    ) -> Wrapped:
        """body(j), a relation, for every j of an index set, or for all but some members.

        Inside a side of ⇒, or a line by itself.
        """
        if not over.rest:
            raise TermError(
                "what is said of every member needs a name for any other: index_set(n, 'j', "
                "rest='i')"
            )
        term: Term = self._over("every", over, body, without).term
        check_selves([term], self._parts["index_sets"])
        return Wrapped(term)

    def every_other(self, over: Members, body: Callable[[Any], Wrapped]) -> Wrapped:
        """body(i), a relation, for every i but the named members.

        Left of ⇒ all of it is assumed, unlike what is said with the set's own "any other".
        """
        return self.every(over, body, without=tuple(Term("index", (m,)) for m in over.names))

    def _over(
        self, op: str, over: Members, body: Callable[[Any], Any], without: tuple[Any, ...]
    ) -> Any:
        mark = f"?{self._open}"  # of its own for each sum inside a sum
        self._open += 1
        try:
            value = term_of(body(wrap(Term("index", (mark,)))))
        finally:
            self._open -= 1
        taken = (
            self._bound
            | {n for s in self._parts["index_sets"] for n in (*s.members, s.rest)}
            | {str(t.args[0]) for t in value.subterms() if t.op in ("index", *BINDERS)}
        )
        name = next(n for n in ("ijlmrst" if op == "every" else "jlmprst") if n not in taken)
        value = replace_indices(value, {mark: Term("index", (name,))})
        return wrap(Term(op, (name, over.key, *(term_of(w) for w in without), value)))

    def _relation(self, left: Any, op: str, right: Any) -> Term:
        return Term(RELATION_NAMES.get(op, op), (term_of(left), term_of(right)))

    @property
    def declared(self) -> PageDeclarations:
        """What SymPy is told of the terms on this page."""
        return PageDeclarations(self._symbol, self._behind)

    def _symbol(self, key: str) -> Symbol | None:
        return next(
            (
                Symbol(key, integer=True) if s.integer else Symbol(key, real=True)
                for s in self._parts["scalars"]
                if s.key == key
            ),
            None,
        )

    def _behind(self, term: Term) -> tuple[Term, ...]:
        if term.op == "defined":
            return tuple(
                b for d in self._parts["definitions"] if d.key == term.args[0] for b in d.bodies
            )
        if term.op in BINDERS:
            return tuple(s.size for s in self._parts["index_sets"] if s.key == term.args[1])
        return tuple(
            f.norm
            for f in self._parts["families"]
            if f.norm is not None and term.op == "member" and f.key == term.args[0]
        )

    def _context(self) -> Context:
        return Context(**{name: tuple(part) for name, part in self._parts.items()})
