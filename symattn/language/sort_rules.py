"""Sort rules of numbers, vectors, matrices, families and statements.

A rule looks at the arguments and gives the sort of the whole, or raises SortError in words that a
student understands, or TermError where the tree itself is malformed (a missing argument).
"""

from __future__ import annotations

from .heads import Args, Rule, check_names, mismatch, terms_of
from .kinds import COMPARISONS
from .plain_text import plain as shown
from .sorts import Sort, SortError, TermError

S, V, M, I, LAW, TRUTH = Sort.SCALAR, Sort.VECTOR, Sort.MATRIX, Sort.INDEX, Sort.LAW, Sort.TRUTH


def leaf(sort: Sort, names: int = 1) -> Rule:
    def rule(args: Args) -> Sort:
        check_names(args, names)
        return sort

    return rule


def whole_number(args: Args) -> Sort:
    if len(args) != 1 or not isinstance(args[0], int) or isinstance(args[0], bool) or args[0] < 0:
        raise TermError(f"expected one whole number ≥ 0, found {args!r}")
    return S


def _check_indices(args: Args, indices: Args, least: int = 1) -> None:
    for t in terms_of(indices, least=least):
        if t.sort is not I:
            raise TermError(f"the index {shown(t)} of {args[0]} is a {t.sort}")


def indexed(sort: Sort) -> Rule:
    def rule(args: Args) -> Sort:
        check_names(args[:1], 1)
        _check_indices(args, args[1:])
        return sort

    return rule


def defined_symbol(args: Args) -> Sort:
    check_names(args[:2], 2)
    if args[1] not in ("scalar", "vector", "matrix"):
        raise TermError(f"a definition is a scalar, a vector or a matrix, not {args[1]!r}")
    _check_indices(args, args[2:], 0)
    return Sort(args[1])


def scalars(what: str, count: int | None = None) -> Rule:
    def rule(args: Args) -> Sort:
        for t in terms_of(args, count):
            if t.sort is V and "exponent" not in what and "log" not in what:
                raise TermError(
                    f"{what} {shown(t)} is a vector; coordinatewise functions are not in the "
                    "language, and a length is a norm"
                )
            if t.sort is not S:
                hint = "; is a dot product missing?" if t.sort is V else ""
                raise mismatch(t, f"{what} {shown(t)} is a {t.sort}{hint}")
        return S

    return rule


def added(args: Args) -> Sort:
    if (terms := terms_of(args, least=2))[0].op == "+":
        raise TermError("a sum may not begin with a sum: (a + b) + c is written a + b + c")
    first = terms[0]
    if first.sort not in (S, V, M):
        raise SortError(f"{shown(first)} is a {first.sort} and cannot be added")
    for t in terms[1:]:
        if t.sort is not first.sort:
            raise SortError(f"cannot add {shown(t)}, a {t.sort}, to {shown(first)}, a {first.sort}")
    return first.sort


def multiplied(args: Args) -> Sort:
    if (terms := terms_of(args, least=2))[0].op == "*":
        raise TermError("a product may not begin with a product: (a b) c is written a b c")
    arrows = [t for t in terms if t.sort is not S]
    if not arrows:
        return S
    if len(arrows) > 1 and any(t.sort is not V for t in arrows):
        raise TermError(
            f"{shown(arrows[0])} times {shown(arrows[1])}: products of matrices are not in the "
            "language"
        )
    if len(arrows) > 1:
        raise SortError(
            f"the product of {shown(arrows[0])}, a {arrows[0].sort}, and {shown(arrows[1])}, a "
            f"{arrows[1].sort}, "
            "has no meaning; is a dot product, an outer product or a transpose missing?"
        )
    if arrows[0].sort not in (V, M) or arrows[0] is not terms[-1]:
        raise TermError(
            f"the factor {shown(arrows[0])} is a {arrows[0].sort}; write the scalars before it"
        )
    return arrows[0].sort


def negated(args: Args) -> Sort:
    (t,) = terms_of(args, 1)
    if t.sort not in (S, V, M):
        raise (TermError if t.sort is I else SortError)(
            f"{shown(t)} is a {t.sort} and has no negative"
        )
    return t.sort


def divided(args: Args) -> Sort:
    top, bottom = terms_of(args, 2)
    if bottom.sort is not S:
        raise mismatch(bottom, f"the denominator {shown(bottom)} is a {bottom.sort}")
    return negated((top,))


def raised(args: Args) -> Sort:
    base, exponent = terms_of(args, 2)
    for what, t in (("base", base), ("exponent", exponent)):
        if t.sort is not S:
            raise mismatch(
                t,
                f"the {what} {shown(t)} is a {t.sort}"
                + "; is a dot product missing?" * (t.sort is V),
            )
    return S


def takes(result: Sort, *sorts: Sort, what: str) -> Rule:
    def rule(args: Args) -> Sort:
        for t, wanted in zip(terms_of(args, len(sorts)), sorts):
            if t.sort is not wanted:
                unusual = t.sort is M  # a product of matrices
                raise (TermError if unusual else SortError)(
                    f"{what} needs a {wanted}, and {shown(t)} is a {t.sort}"
                )
        return result

    return rule


def length(args: Args) -> Sort:
    """Of a vector, or that of Frobenius of a matrix."""
    (t,) = terms_of(args, 1)
    if t.sort not in (V, M):
        raise TermError(f"a norm needs a vector, and {shown(t)} is a {t.sort}")
    return S


def over_family(*allowed: Sort) -> Rule:
    """("sum", bound index, index set, excluded index..., body)."""

    def rule(args: Args) -> Sort:
        check_names(args[:2], 2)
        *excluded, body = terms_of(args[2:])
        for t in excluded:
            if t.op != "index":
                raise TermError("a sum excludes indices, and nothing else")
        if body.sort not in allowed:
            raise TermError(f"cannot sum {shown(body)}, a {body.sort}")
        return body.sort

    return rule


def largest_of_family(args: Args) -> Sort:
    """("most", bound index, index set, body): the largest value of the body."""
    check_names(args[:2], 2)
    (body,) = terms_of(args[2:], 1)
    if body.sort is not S:
        raise TermError(
            f"the largest of a family is of scalars, and {shown(body)} is a {body.sort}"
        )
    return S


def in_cases(args: Args) -> Sort:
    """("cases", condition, value, condition, value, ...)."""
    terms = terms_of(args, least=2)
    if len(terms) % 2:
        raise TermError("cases come in pairs of a condition and a value")
    for condition in terms[::2]:
        if condition.sort is not TRUTH or condition.op not in ("and", "or", *COMPARISONS):
            raise TermError(f"the condition {shown(condition)} is not a comparison")
    for value in terms[1::2]:
        if value.sort not in (S, V) or value.sort is not terms[1].sort:
            raise TermError(f"the value {shown(value)} is a {value.sort}, unlike {shown(terms[1])}")
    assert terms[1].sort is not None
    return terms[1].sort


def derivative(args: Args) -> Sort:
    """(f, x): the derivative of a scalar by a declared number, or by one of a family."""
    f, x = terms_of(args, 2)
    if f.sort is not S or x.op not in ("scalar", "entry"):
        raise TermError(
            f"a derivative is of a scalar by a declared number, not of {shown(f)} by {shown(x)}"
        )
    return S


def counted(args: Args) -> Sort:
    for t in terms_of(args):
        if t.op not in COMPARISONS or t.sort is not TRUTH:
            raise TermError(f"what is counted is comparisons, and {shown(t)} is none")
    return S


def joined(args: Args) -> Sort:
    for t in terms_of(args, least=2):
        if t.sort is not TRUTH:
            raise SortError(f"{shown(t)} is a {t.sort}, not a statement")
    return TRUTH


def relation(*allowed: Sort) -> Rule:
    def rule(args: Args) -> Sort:
        left, right = terms_of(args, 2)
        if left.sort is not right.sort:
            unusual = I in (left.sort, right.sort) or any(
                t.op == "number" and t.args[0] == 0 for t in (left, right)
            )  # 0 may mean the zero vector
            raise (TermError if unusual else SortError)(
                f"the left side {shown(left)} is a {left.sort}, the right side {shown(right)} is "
                f"a {right.sort}"
            )
        if left.sort not in allowed:
            raise TermError(
                f"the left side {shown(left)} is a {left.sort}; a {' or a '.join(allowed)} was "
                "expected"
            )
        return TRUTH

    return rule


def inputs(args: Args) -> Sort:
    terms_of(args)
    return Sort.INPUTS


def depends(args: Args) -> Sort:
    left, right = terms_of(args, 2)
    if left.sort not in (S, V) or right.sort is not Sort.INPUTS:
        raise TermError(
            f"a scalar or a vector depends only on inputs: {shown(left)} is a {left.sort}, "
            f"{shown(right)} a {right.sort}"
        )
    return TRUTH
