"""Limits at other points than ∞ as they were asked: decided are limits at ∞ of another term.

`limit(f, b, 0) == L` is asked from both sides, with 1/t and −1/t for b.
"""

from __future__ import annotations

from ..kernel import Claim
from ..language import Term
from ..reading.declarations import key_of
from ..reading.questions import Question
from ..reading.spelling import spelled


def limit_as_written(question: Question, number: int, claim: Claim) -> str:
    """limit(f, b, 0, "+") == L, in the syntax of a question; "" for other claims."""
    if not question.limits:
        return ""
    one, names = question.limits[number], question.names
    side = f', "{one.side}"' if one.side else ""
    limit = f"limit({spelled(one.term, names)}, {one.variable}, {spelled(one.point, names)}{side})"
    return f"{limit} == {spelled(claim.goal.right, names)}"


def limit_in_latex(question: Question, number: int, claim: Claim) -> str:
    """The same for math mode."""
    from ..rendering.formulas.latex_math import latex

    if not question.limits:
        return ""
    one = question.limits[number]
    variable, point = (latex(t) for t in (Term("scalar", (key_of(one.variable),)), one.point))
    side = f"^{one.side}" if one.side else ""
    whole = latex(one.term)
    whole = rf"\left({whole}\right)" if one.term.op in ("+", "neg") else whole
    return rf"\lim_{{{variable} \to {point}{side}}} {whole} = {latex(claim.goal.right)}"
