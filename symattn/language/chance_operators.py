"""Sort rules of laws, means and probabilities."""

from __future__ import annotations

from .heads import Args, Rule, same, terms_of
from .kinds import COMPARISONS
from .plain_text import plain as shown
from .sorts import Sort, SortError, TermError
from .tree import Tree

S, V, M, LAW, TRUTH = Sort.SCALAR, Sort.VECTOR, Sort.MATRIX, Sort.LAW, Sort.TRUTH


def check_event(args: Args, what: str) -> None:
    for t in args:
        if t.sort is not TRUTH or not {c.op for c in _statements_in(t)} <= set(COMPARISONS):
            raise (SortError if t.sort is not TRUTH else TermError)(
                f"{what} needs an event, made of comparisons, and not {shown(t)}"
            )


def _statements_in(term: Tree) -> list[Tree]:
    return (
        [c for child in term.children for c in _statements_in(child)]
        if term.op in ("and", "or")
        else [term]
    )


def mean(what: str, *allowed: Sort) -> Rule:
    """(x), or (x, event) for what holds given an event."""

    def rule(args: Args) -> Sort:
        terms = terms_of(args)
        if len(terms) > 2:
            raise TermError(
                f"{what} is of one thing, given one event; found {len(terms)} arguments"
            )
        check_event(terms[1:], f"{what}, given something,")
        return same(what, *allowed)(terms[:1])

    return rule


def chance(args: Args) -> Sort:
    """(event), or (event, event) for the first given the second."""
    terms = terms_of(args)
    if len(terms) > 2:
        raise TermError(
            f"a probability is of one event, given one other; found {len(terms)} arguments"
        )
    check_event(terms, "a probability")
    return S


def follows(args: Args) -> Sort:
    left, right = terms_of(args, 2)
    if left.sort not in (S, V) or right.sort is not LAW:
        raise SortError(
            f"a scalar or a vector follows a law: {shown(left)} is a {left.sort}, {shown(right)} "
            f"a {right.sort}"
        )
    return TRUTH


def law(args: Args) -> Sort:
    mean, covariance = terms_of(args, 2)
    wanted = {S: S, V: M}.get(mean.sort)  # type: ignore[arg-type]
    if wanted is None or covariance.sort is not wanted:
        raise SortError(
            "a normal law has a scalar mean and variance, or a vector mean and a matrix: "
            f"{shown(covariance)} is a {covariance.sort}"
        )
    return LAW
