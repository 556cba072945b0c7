"""Comparisons with a maximum as comparisons with its parts; what a term is made of."""

from __future__ import annotations

from ...language import Context, Term
from ...language.mentions import all_parts
from ...language.operators import known_to_be
from ..built_terms import term
from .signs import FLIP

OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≤": ">", ">": "≤", "≥": "<"}


def without_max(condition: Term) -> Term:
    """a > max(b, c) as a > b and a > c, and so on, but for ≠.

    Each part needs less to be known than the maximum does.
    """
    if condition.op not in FLIP or condition.sort is None:
        return condition
    left, right = condition.children
    if right.op not in ("max", "min"):
        if left.op not in ("max", "min"):
            return condition
        return without_max(term(FLIP[condition.op], right, left))
    if condition.op == "=":
        reached = "≥" if right.op == "max" else "≤"
        return term(
            "and",
            term(reached, left, right),
            term("or", *(term("=", left, a) for a in right.children)),
        )
    every = (condition.op in (">", "≥")) == (right.op == "max")
    parts = tuple(term(condition.op, left, a) for a in right.children)
    return parts[0] if len(parts) == 1 else term("and" if every else "or", *parts)


def without_abs(condition: Term) -> Term:
    """|a| as max(a, −a) on both sides."""
    return term(
        condition.op,
        *(
            term("max", *side.children, term("neg", *side.children)) if side.op == "abs" else side
            for side in condition.children
        ),
    )


CONTINUOUS = known_to_be("continuous")


def ops(context: Context, term: Term) -> set[str]:
    """The operators of a term and of the definitions that it uses.

    "power" is a power whose exponent is no natural number.
    """
    return {
        t.op if t.op != "^" or t.children[1].op == "number" else "power"
        for t in all_parts(context, [term])
    }
