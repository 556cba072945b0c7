"""Limits at other points than +∞, as limits at +∞: of the term with 1/t, −t or a ± 1/t put in."""

from __future__ import annotations

from dataclasses import replace

from ..language import Context, Scalar, Term, flattened, number, replaced
from .declarations import QuestionError, key_of
from .questions import LimitQuestion

INFINITY = Term("infinity")
LETTERS = ("t", "s", "\\tau", "\\sigma", "\\rho")


def approached(
    context: Context, term: Term, variable: str, point: Term, side: str
) -> tuple[Context, Term]:
    """The context and term in which the limit is one at +∞.

    Facts about the variable are dropped unless it is.
    """
    key = key_of(variable)
    symbol = Term("scalar", (key,))
    if point == INFINITY:
        return context, term
    fresh = next(k for k in LETTERS if all(s.key != k for s in context.scalars))
    t = Term("scalar", (fresh,))
    step = Term("/", (number(1), t))
    steps = {"+": step, "-": Term("neg", (step,))}
    if point == Term("neg", (INFINITY,)):
        value = Term("neg", (t,))
    elif point == number(0):
        value = steps[side]
    else:
        value = flattened("+", (point, steps[side]))
    facts = tuple(f for f in context.facts if symbol not in set(f.subterms()))
    scalars = tuple(Scalar(fresh) if s.key == key else s for s in context.scalars)
    moved = replace(
        context, scalars=scalars, facts=(Term(">", (t, number(0))), *facts), limit=(fresh,)
    )
    return moved, replaced(term, {symbol: value})


def sides_of(asked: LimitQuestion) -> list[str]:
    """Both sides of a point, but for the one that is asked for, and for infinity."""
    one = asked.side or "infinity" in {t.op for t in asked.point.subterms()}
    return [asked.side] if one else ["+", "-"]


def from_each_side(
    context: Context, asked: LimitQuestion, value: Term
) -> tuple[Context, tuple[Term, ...], tuple[LimitQuestion, ...]]:
    """The context, the claims that the limit is this value, one for each side, and these limits.

    Raises QuestionError for what is no such claim.
    """
    symbol = Term("scalar", (key_of(asked.variable),))
    if symbol in set(value.subterms()):
        raise QuestionError(f"the limit of what {asked.variable} tends to cannot depend on it")
    if any(t.op == "diff" and t.children[1] == symbol for t in asked.term.subterms()):
        raise QuestionError(
            f"a derivative by {asked.variable} inside a limit by it: ask the limit alone"
        )
    asked = asked.on_the_side_that_there_is(context.facts)
    if any(
        symbol in set(f.subterms()) and (f.op == "=" or f.children != (symbol, asked.point))
        for f in context.facts
    ):
        raise QuestionError(
            f"a limit in a relation, and a hypothesis about {asked.variable} beside the side that "
            "it comes from: ask the limit alone"
        )
    limits = tuple(replace(asked, side=side) for side in sides_of(asked))
    taken = [approached(context, asked.term, asked.variable, asked.point, x.side) for x in limits]
    return taken[0][0], tuple(Term("→", (term, value)) for _, term in taken), limits
