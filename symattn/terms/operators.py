"""The operators that a term may be made of: one table from name to sort rule.

A rule looks at the arguments and gives the sort of the whole, or raises SortError in words that a student
understands, or TermError where the tree itself is malformed (a missing argument, an unknown operator).
"""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .sorts import Sort, SortError, TermError

if TYPE_CHECKING:
    from .tree import Term

S, V, M, I, LAW, TRUTH = Sort.SCALAR, Sort.VECTOR, Sort.MATRIX, Sort.INDEX, Sort.LAW, Sort.TRUTH
Args = tuple[Any, ...]
Rule = Callable[[Args], Sort]

EQUALITIES = ("=", "≠")
ORDERS = ("<", "≤", ">", "≥")
COMPARISONS = (*EQUALITIES, *ORDERS)
LIMITS = ("→", "≈", "≫")
BINDERS = ("sum", "most")  # they bind an index that runs through a set
CHANCE = ("E", "Var", "Cov", "P", "∼", "⇝")  # what speaks of all values of what is random at once
LEAVES = ("number", "scalar", "vector", "matrix", "index", "identity", "zero", "infinity")


def _shown(term: Term) -> str:
    from .plain import plain

    return plain(term)


def _terms(args: Args, count: int | None = None, least: int = 1) -> tuple[Term, ...]:
    from .tree import Term

    for a in args:
        if not isinstance(a, Term):
            raise TermError(f"expected a term, found {a!r}")
    if count is not None and len(args) != count or len(args) < least:
        raise TermError(f"expected {count or f'at least {least}'} arguments, found {len(args)}")
    for a in args:
        if a.sort is None:
            raise SortError(f"{_shown(a)} has no meaning")
    return args


def _mismatch(term: Term, text: str) -> TermError:
    """A vector in a scalar's place is an error of the page (a dot product is missing); what is unusual is only not in the language."""
    return SortError(text) if term.sort is V else TermError(text)


def _names(args: Args, count: int) -> None:
    if len(args) != count or not all(isinstance(a, str) and a for a in args):
        raise TermError(f"expected {count} name(s), found {args!r}")


def _leaf(sort: Sort) -> Rule:
    def rule(args: Args) -> Sort:
        _names(args, 1)
        return sort

    return rule


def _constant(sort: Sort) -> Rule:
    def rule(args: Args) -> Sort:
        _names(args, 0)
        return sort

    return rule


def _number(args: Args) -> Sort:
    if len(args) != 1 or not isinstance(args[0], int) or isinstance(args[0], bool) or args[0] < 0:
        raise TermError(f"expected one whole number ≥ 0, found {args!r}")
    return S


def _indexed(sort: Sort) -> Rule:
    def rule(args: Args) -> Sort:
        _names(args[:1], 1)
        for t in _terms(args[1:]):
            if t.sort is not I:
                raise TermError(f"the index {_shown(t)} of {args[0]} is a {t.sort}")
        return sort

    return rule


def _defined(args: Args) -> Sort:
    _names(args[:2], 2)
    if args[1] not in ("scalar", "vector", "matrix"):
        raise TermError(f"a definition is a scalar, a vector or a matrix, not {args[1]!r}")
    for t in args[2:]:
        _terms((t,))
        if t.sort is not I:
            raise TermError(f"the index {_shown(t)} of {args[0]} is a {t.sort}")
    return Sort(args[1])


def _scalars(what: str, count: int | None = None) -> Rule:
    def rule(args: Args) -> Sort:
        for t in _terms(args, count):
            if t.sort is V and "exponent" not in what and "log" not in what:
                raise TermError(f"{what} {_shown(t)} is a vector; coordinatewise functions are not in the language, and a length is a norm")
            if t.sort is not S:
                hint = "; is a dot product missing?" if t.sort is V else ""
                raise _mismatch(t, f"{what} {_shown(t)} is a {t.sort}{hint}")
        return S

    return rule


def _sum(args: Args) -> Sort:
    if (terms := _terms(args, least=2))[0].op == "+":
        raise TermError("a sum may not begin with a sum: (a + b) + c is written a + b + c")
    first = terms[0]
    if first.sort not in (S, V, M):
        raise SortError(f"{_shown(first)} is a {first.sort} and cannot be added")
    for t in terms[1:]:
        if t.sort is not first.sort:
            raise SortError(f"cannot add {_shown(t)}, a {t.sort}, to {_shown(first)}, a {first.sort}")
    return first.sort


def _product(args: Args) -> Sort:
    if (terms := _terms(args, least=2))[0].op == "*":
        raise TermError("a product may not begin with a product: (a b) c is written a b c")
    arrows = [t for t in terms if t.sort is not S]
    if not arrows:
        return S
    if len(arrows) > 1 and any(t.sort is not V for t in arrows):
        raise TermError(f"{_shown(arrows[0])} times {_shown(arrows[1])}: products of matrices are not in the language")
    if len(arrows) > 1:
        raise SortError(
            f"the product of {_shown(arrows[0])}, a {arrows[0].sort}, and {_shown(arrows[1])}, a {arrows[1].sort}, "
            "has no meaning; is a dot product, an outer product or a transpose missing?"
        )
    if arrows[0].sort not in (V, M) or arrows[0] is not terms[-1]:
        raise TermError(f"the factor {_shown(arrows[0])} is a {arrows[0].sort}; write the scalars before it")
    return arrows[0].sort


def _negative(args: Args) -> Sort:
    (t,) = _terms(args, 1)
    if t.sort not in (S, V, M):
        raise (TermError if t.sort is I else SortError)(f"{_shown(t)} is a {t.sort} and has no negative")
    return t.sort


def _quotient(args: Args) -> Sort:
    top, bottom = _terms(args, 2)
    if bottom.sort is not S:
        raise _mismatch(bottom, f"the denominator {_shown(bottom)} is a {bottom.sort}")
    return _negative((top,))


def _power(args: Args) -> Sort:
    base, exponent = _terms(args, 2)
    for what, t in (("base", base), ("exponent", exponent)):
        if t.sort is not S:
            raise _mismatch(t, f"the {what} {_shown(t)} is a {t.sort}" + "; is a dot product missing?" * (t.sort is V))
    return S


def _takes(result: Sort, *sorts: Sort, what: str) -> Rule:
    def rule(args: Args) -> Sort:
        for t, wanted in zip(_terms(args, len(sorts)), sorts):
            if t.sort is not wanted:
                unusual = t.sort is M or what == "a norm"  # a product of matrices, a norm of a number
                raise (TermError if unusual else SortError)(f"{what} needs a {wanted}, and {_shown(t)} is a {t.sort}")
        return result

    return rule


def _same(what: str, *allowed: Sort) -> Rule:
    def rule(args: Args) -> Sort:
        (t,) = _terms(args, 1)
        if t.sort not in allowed:
            raise TermError(f"{what} needs a {' or a '.join(allowed)}, and {_shown(t)} is a {t.sort}")
        return t.sort

    return rule


def _family_sum(args: Args) -> Sort:
    """("sum", bound index, index set, excluded index..., body)."""
    _names(args[:2], 2)
    terms = _terms(args[2:])
    for t in terms[:-1]:
        if t.op != "index":
            raise TermError("a sum excludes indices, and nothing else")
    if terms[-1].sort not in (S, V, M):
        raise TermError(f"cannot sum {_shown(terms[-1])}, a {terms[-1].sort}")
    return terms[-1].sort


def _family_most(args: Args) -> Sort:
    """("most", bound index, index set, body): the largest value of the body."""
    _names(args[:2], 2)
    (body,) = _terms(args[2:], 1)
    if body.sort is not S:
        raise TermError(f"the largest of a family is of scalars, and {_shown(body)} is a {body.sort}")
    return S


def _cases(args: Args) -> Sort:
    """("cases", condition, value, condition, value, ...)."""
    terms = _terms(args, least=2)
    if len(terms) % 2:
        raise TermError("cases come in pairs of a condition and a value")
    for condition in terms[::2]:
        if condition.sort is not TRUTH or condition.op not in ("and", "or", *COMPARISONS):
            raise TermError(f"the condition {_shown(condition)} is not a comparison")
    for value in terms[1::2]:
        if value.sort not in (S, V) or value.sort is not terms[1].sort:
            raise TermError(f"the value {_shown(value)} is a {value.sort}, unlike {_shown(terms[1])}")
    assert terms[1].sort is not None
    return terms[1].sort


def _count(args: Args) -> Sort:
    for t in _terms(args):
        if t.op not in COMPARISONS or t.sort is not TRUTH:
            raise TermError(f"what is counted is comparisons, and {_shown(t)} is none")
    return S


def _statements(args: Args) -> Sort:
    for t in _terms(args, least=2):
        if t.sort is not TRUTH:
            raise SortError(f"{_shown(t)} is a {t.sort}, not a statement")
    return TRUTH


def _relation(*allowed: Sort) -> Rule:
    def rule(args: Args) -> Sort:
        left, right = _terms(args, 2)
        if left.sort is not right.sort:
            unusual = I in (left.sort, right.sort) or any(t.op == "number" and t.args[0] == 0 for t in (left, right))  # 0 may mean the zero vector
            raise (TermError if unusual else SortError)(f"the left side {_shown(left)} is a {left.sort}, the right side {_shown(right)} is a {right.sort}")
        if left.sort not in allowed:
            raise TermError(f"the left side {_shown(left)} is a {left.sort}; a {' or a '.join(allowed)} was expected")
        return TRUTH

    return rule


def _follows(args: Args) -> Sort:
    left, right = _terms(args, 2)
    if left.sort not in (S, V) or right.sort is not LAW:
        raise SortError(f"a scalar or a vector follows a law: {_shown(left)} is a {left.sort}, {_shown(right)} a {right.sort}")
    return TRUTH


def _law(args: Args) -> Sort:
    mean, covariance = _terms(args, 2)
    wanted = {S: S, V: M}.get(mean.sort)  # type: ignore[arg-type]
    if wanted is None or covariance.sort is not wanted:
        raise SortError(f"a normal law has a scalar mean and variance, or a vector mean and a matrix: {_shown(covariance)} is a {covariance.sort}")
    return LAW


def _inputs(args: Args) -> Sort:
    _terms(args)
    return Sort.INPUTS


def _depends(args: Args) -> Sort:
    left, right = _terms(args, 2)
    if left.sort not in (S, V) or right.sort is not Sort.INPUTS:
        raise TermError(f"a scalar or a vector depends only on inputs: {_shown(left)} is a {left.sort}, {_shown(right)} a {right.sort}")
    return TRUTH


OPERATORS: dict[str, Rule] = {
    "number": _number,
    "scalar": _leaf(S),
    "vector": _leaf(V),
    "matrix": _leaf(M),
    "index": _leaf(I),
    "identity": _constant(M),
    "zero": _constant(V),
    "infinity": _constant(S),
    "entry": _indexed(S),
    "member": _indexed(V),
    "defined": _defined,
    "+": _sum,
    "neg": _negative,
    "*": _product,
    "/": _quotient,
    "^": _power,
    "exp": _scalars("the exponent", 1),
    "log": _scalars("the argument of log", 1),
    "sqrt": _scalars("the argument of √", 1),
    "abs": _scalars("the argument of | |", 1),
    "max": _scalars("the argument of max"),
    "min": _scalars("the argument of min"),
    "relu": _same("relu", S, V),
    "sigmoid": _scalars("the argument of sigmoid", 1),
    "tanh": _scalars("the argument of tanh", 1),
    "erfc": _scalars("the argument of erfc", 1),
    "count": _count,
    "dot": _takes(S, V, V, what="a dot product"),
    "norm": _takes(S, V, what="a norm"),
    "outer": _takes(M, V, V, what="an outer product"),
    "apply": _takes(V, M, V, what="a matrix times a vector"),
    "sum": _family_sum,
    "most": _family_most,
    "cases": _cases,
    "and": _statements,
    "or": _statements,
    "=": _relation(S, V, M),
    "≠": _relation(S, V, M),
    "<": _relation(S),
    "≤": _relation(S),
    ">": _relation(S),
    "≥": _relation(S),
    "→": _relation(S, V, M),
    "≈": _relation(S, V),
    "≫": _relation(S),
    "⇒": _relation(TRUTH),
    "∼": _follows,
    "⇝": _follows,
    "depends only on": _depends,
    "inputs": _inputs,
    "normal": _law,
    "E": _same("an expectation", S, V),
    "Var": _same("a variance", S),
    "Cov": _takes(M, V, what="a covariance"),
    "P": _takes(S, TRUTH, what="a probability"),
}


def infer_sort(op: str, args: Args) -> Sort:
    """The sort of `op` applied to `args`.  Raises SortError, or TermError for a malformed tree."""
    if op not in OPERATORS:
        raise TermError(f"unknown operator {op!r}")
    return OPERATORS[op](args)
