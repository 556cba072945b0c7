"""Terms: immutable expression trees, exactly as written.

A term is an operator and its arguments.  Nothing is simplified: ``e^0``, ``x - x`` and ``0 + 0 +
a`` stay. Its sort is worked out from the table in `operators`; a tree whose sorts do not fit (a
vector for an exponent) can be built, because a page may contain it, but its `sort` is None and
`sort_error` says what is wrong.

Only three spellings are made one, because they look the same on paper: ``(a + b) + c`` is ``a + b +
c``, likewise for products, and a number is never negative (minus two is the negative of two).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Union

from .kinds import BINDERS
from .operators import DEFINITIONS, OPERATORS, infer_sort, worth
from .sorts import Sort, SortError, TermError

Argument = Union["Term", str, int]
MAX_DEPTH = 200
MAX_SIZE = 100_000


@dataclass(frozen=True, slots=True)
class Term:
    """An operator applied to terms; leaves and binders also hold names (str) and numbers (int)."""

    op: str
    args: tuple[Argument, ...] = ()
    sort: Sort | None = field(init=False, compare=False, repr=False)
    depth: int = field(init=False, compare=False, repr=False)
    size: int = field(init=False, compare=False, repr=False)
    children: tuple[Term, ...] = field(
        init=False, compare=False, repr=False
    )  # the arguments that are terms
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        children = tuple(a for a in self.args if isinstance(a, Term))
        object.__setattr__(self, "children", children)
        depth = 1 + max((a.depth for a in children), default=0)
        if depth > MAX_DEPTH:
            raise TermError(f"the expression is nested more than {MAX_DEPTH} deep")
        size = 1 + sum(a.size for a in children)
        if size > MAX_SIZE:
            raise TermError(f"the expression has more than {MAX_SIZE} parts")
        object.__setattr__(self, "depth", depth)
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "_hash", hash((self.op, self.args)))
        try:
            sort: Sort | None = infer_sort(self.op, self.args)
        except SortError:
            sort = None
        object.__setattr__(self, "sort", sort)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> Any:
        """Made anew in another process.

        Names have other hashes there, and a stored one would find nothing.
        """
        return Term, (self.op, self.args)

    @property
    def left(self) -> Term:
        """The left side of a relation."""
        return self.children[0]

    @property
    def right(self) -> Term:
        """The right side of a relation."""
        return self.children[1]

    @property
    def key(self) -> str:
        """The name that a leaf or a binder holds."""
        return str(self.args[0])

    @property
    def name(self) -> str | None:
        """What the operator is printed as, if that is a name before a bracket."""
        return OPERATORS[self.op].name

    def mapped(self, change: Callable[[Term], Any]) -> tuple[Any, ...]:
        """The arguments, with those that are terms changed."""
        return tuple(change(a) if isinstance(a, Term) else a for a in self.args)

    def subterms(self) -> Iterator[Term]:
        """The term itself and everything below it, parents first."""
        left = [self]
        while left:
            one = left.pop()
            yield one
            left += one.children[::-1]


def sort_error(term: Term) -> str | None:
    """The first sort error inside the term, innermost first, in words; None if there is none."""
    if term.sort is not None:
        return None
    for child in term.children:
        if (inner := sort_error(child)) is not None:
            return inner
    try:
        infer_sort(term.op, term.args)
    except SortError as error:
        return str(error)
    raise AssertionError("a term without a sort must have a sort error")


def number(value: int) -> Term:
    """The whole number `value` as a term."""
    return Term("number", (value,)) if value >= 0 else Term("neg", (Term("number", (-value,)),))


def flattened(op: str, args: tuple[Term, ...]) -> Term:
    """An operator applied to terms; in sums and products (a + b) + c is a + b + c."""
    if op in ("+", "*") and args[0].op == op:
        args = args[0].children + args[1:]
    return Term(op, args)


def unfolded(term: Term) -> Term:
    """What an operator with a definition stands for."""
    (x,) = term.children
    return worth(DEFINITIONS[term.op], x, number, lambda op, *args: flattened(op, args))


def replace_indices(term: Term, by: Mapping[str, Term]) -> Term:
    """The term with index names replaced, bound names excepted."""
    if term.op == "index":
        return by.get(str(term.args[0]), term)
    if term.op in BINDERS:
        by = {k: v for k, v in by.items() if k != term.args[0]}
    if not by or not term.children:
        return term
    return Term(term.op, term.mapped(lambda a: replace_indices(a, by)))


def canonical(term: Term, names: Mapping[str, str] | None = None) -> Term:
    """The term with bound indices named by their depth, !0, !1, ....

    The names of none that can be declared.
    """
    names = names or {}
    if term.op == "index":
        return Term("index", (names.get(str(term.args[0]), str(term.args[0])),))
    if term.op in BINDERS:
        fresh = f"!{len(names)}"
        inner = {**names, str(term.args[0]): fresh}
        return Term(term.op, (fresh, term.args[1], *(canonical(c, inner) for c in term.children)))
    return Term(term.op, term.mapped(lambda a: canonical(a, names)))


def replaced(term: Term, changes: Mapping[Term, Term]) -> Term:
    """The term with others put in for its parts; a sum that would begin with a sum becomes one."""
    if term in changes or not term.children:
        return changes.get(term, term)
    return flattened(term.op, term.mapped(lambda a: replaced(a, changes)))


def to_json(term: Term) -> list[Any]:
    """Plain data: ["+", ["scalar", "x"], ["number", 1]]."""
    return [term.op, *term.mapped(to_json)]


def from_json(data: Any, _depth: int = 0) -> Term:
    """The term that `to_json` wrote.  Raises TermError on anything else."""
    if _depth > MAX_DEPTH:
        raise TermError(f"the expression is nested more than {MAX_DEPTH} deep")
    if not isinstance(data, list) or not data or not isinstance(data[0], str):
        raise TermError(
            f"expected a term as a list that begins with an operator, found {str(data)[:60]!r}"
        )
    args: list[Argument] = []
    for item in data[1:]:
        if isinstance(item, list):
            args.append(from_json(item, _depth + 1))
        elif isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool)):
            args.append(item)
        else:
            raise TermError(f"expected a term, a name or a whole number, found {str(item)[:60]!r}")
    return _made(data[0], tuple(args))


_made = lru_cache(maxsize=20_000)(Term)  # equal terms that are read are one
