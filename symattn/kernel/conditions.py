"""Comparisons with a maximum as comparisons with its parts."""
from __future__ import annotations

from ..terms import Term

MIRRORED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤", "=": "=", "≠": "≠"}


def without_max(condition: Term) -> Term:
    """a > max(b, c) as a > b and a > c, and so on: each part needs less to be known than the maximum does."""
    if condition.op not in MIRRORED or condition.sort is None:
        return condition
    left, right = condition.children
    if right.op not in ("max", "min"):
        if left.op not in ("max", "min"):
            return condition
        return without_max(Term(MIRRORED[condition.op], (right, left)))
    if condition.op == "=":
        reached = "≥" if right.op == "max" else "≤"
        return Term("and", (Term(reached, (left, right)), Term("or", tuple(Term("=", (left, a)) for a in right.children))))
    if condition.op == "≠":
        return condition
    every = (condition.op in (">", "≥")) == (right.op == "max")
    parts = tuple(Term(condition.op, (left, a)) for a in right.children)
    return parts[0] if len(parts) == 1 else Term("and" if every else "or", parts)


def without_abs(condition: Term) -> Term:
    """|a| as max(a, −a) on both sides."""
    return Term(condition.op, tuple(Term("max", (*side.children, Term("neg", side.children))) if side.op == "abs" else side for side in condition.children))
