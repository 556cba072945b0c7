"""What a derivation assumes: declared symbols, definitions, facts, and the limit that is taken.

All plain frozen data.  A name (key) is the symbol's LaTeX spelling, so that what is declared is
what is printed; `check_context` in `wellformed` refuses two symbols that would look alike.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Union

from .sorts import TermError
from .term import Term, from_json, to_json


@dataclass(frozen=True)
class IndexSet:
    """1, ..., size, with some distinct named members.

    `rest` names any other member (facts about it hold for all).
    """

    key: str
    size: Term
    members: tuple[str, ...]
    rest: str = ""


@dataclass(frozen=True)
class Scalar:
    """A real number, or an integer."""

    key: str
    integer: bool = False


@dataclass(frozen=True)
class Family:
    """Scalars or vectors indexed by an index set.

    With `norm`, the vectors are mutually orthogonal and that long.
    """

    key: str
    over: str
    sort: str
    norm: Term | None = None


@dataclass(frozen=True)
class Vector:
    key: str


@dataclass(frozen=True)
class Matrix:
    key: str


@dataclass(frozen=True)
class Definition:
    """key_{params} := body; `exceptions` give the body at named members, ("a", body).

    Bodies use earlier definitions only.
    """

    key: str
    sort: str
    params: tuple[tuple[str, str], ...]
    body: Term
    exceptions: tuple[tuple[str, Term], ...] = ()

    @property
    def bodies(self) -> tuple[Term, ...]:
        """The body, and those at named members."""
        return (self.body, *(body for _, body in self.exceptions))


@dataclass(frozen=True)
class Law:
    """`key` is random and independent of all others, with the law N(mean, variance).

    A scalar, a vector, or every vector of a family, N(0, I).
    """

    key: str
    mean: Term
    variance: Term


Declaration = Union[Scalar, Family, Vector, Matrix, Definition]


@dataclass(frozen=True)
class Context:
    """Everything a claim is relative to.

    `limit` names the scalars that tend to +∞, jointly and without a link; `links` are products of
    powers that tend to 0 meanwhile, and take another scalar with them.
    """

    index_sets: tuple[IndexSet, ...] = ()
    scalars: tuple[Scalar, ...] = ()
    families: tuple[Family, ...] = ()
    vectors: tuple[Vector, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    definitions: tuple[Definition, ...] = ()
    facts: tuple[Term, ...] = ()
    limit: tuple[str, ...] = ()
    laws: tuple[Law, ...] = ()
    links: tuple[Term, ...] = ()

    @property
    def symbols(self) -> tuple[Declaration, ...]:
        """Everything that is declared but the definitions."""
        return (*self.scalars, *self.vectors, *self.matrices, *self.families)

    def bodies_of(self, term: Term) -> list[Term]:
        """What a defined symbol may stand for; nothing for other terms."""
        defined = term.op == "defined"
        return [b for d in self.definitions if defined and d.key == term.args[0] for b in d.bodies]

    @property
    def integers(self) -> frozenset[str]:
        return frozenset(s.key for s in self.scalars if s.integer)

    @property
    def random(self) -> frozenset[str]:
        """The names of what has a law."""
        return frozenset(law.key for law in self.laws)

    @property
    def parameters(self) -> list[Term]:
        """The means and the variances of all laws."""
        return [term for law in self.laws for term in (law.mean, law.variance)]

    @property
    def norms(self) -> list[Term]:
        """The norms of families that have one."""
        return [f.norm for f in self.families if f.norm is not None]


_PARTS: dict[str, type] = {
    "index_sets": IndexSet,
    "scalars": Scalar,
    "families": Family,
    "vectors": Vector,
    "matrices": Matrix,
    "definitions": Definition,
    "laws": Law,
}


def _encode(value: Any) -> Any:
    if isinstance(value, Term):
        return to_json(value)
    return [_encode(v) for v in value] if isinstance(value, tuple) else value


def context_to_json(context: Context) -> dict[str, Any]:
    """Plain data with every declaration as a list of its fields, in order."""
    data: dict[str, Any] = {
        name: [[_encode(getattr(d, f.name)) for f in fields(d)] for d in getattr(context, name)]
        for name in _PARTS
    }
    return (
        data
        | {"facts": _encode(context.facts), "limit": list(context.limit)}
        | ({"links": _encode(context.links)} if context.links else {})
    )


def _strings(data: Any, where: str) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(s, str) for s in data):
        raise TermError(f"{where}: expected a list of names, found {str(data)[:60]!r}")
    return tuple(data)


def _decode(kind: type, data: Any) -> Any:
    where = kind.__name__
    if not isinstance(data, list) or len(data) != len(fields(kind)):
        raise TermError(f"{where}: expected {len(fields(kind))} fields, found {str(data)[:60]!r}")
    values: list[Any] = []
    for f, value in zip(fields(kind), data):
        if f.name in ("size", "body", "mean", "variance") or (
            f.name == "norm" and value is not None
        ):
            value = from_json(value)
        elif f.name == "members":
            value = _strings(value, where)
        elif f.name in ("params", "exceptions"):
            if not isinstance(value, list) or not all(
                isinstance(p, list) and len(p) == 2 and isinstance(p[0], str) for p in value
            ):
                raise TermError(f"{where}: expected pairs as {f.name}, found {str(value)[:60]!r}")
            value = tuple(
                (p[0], from_json(p[1])) if f.name == "exceptions" else _strings(p, where)
                for p in value
            )
        elif not isinstance(value, bool if f.name == "integer" else str) and value is not None:
            raise TermError(f"{where}: unexpected {f.name} {str(value)[:60]!r}")
        values.append(value)
    return kind(*values)


def context_from_json(data: Any) -> Context:
    """The context that `context_to_json` wrote.  Raises TermError on anything else."""
    wanted = {*_PARTS, "facts", "limit"}
    if not isinstance(data, dict) or set(data) - {"links"} != wanted:
        raise TermError(f"expected hypotheses with the parts {', '.join(sorted(wanted))}")
    for name in data:
        if not isinstance(data[name], list):
            raise TermError(f"expected a list of {name}")
    parts = {name: tuple(_decode(kind, d) for d in data[name]) for name, kind in _PARTS.items()}
    facts, links = (tuple(from_json(f) for f in data.get(name, ())) for name in ("facts", "links"))
    return Context(**parts, facts=facts, limit=_strings(data["limit"], "limit"), links=links)
