"""Terms and conditions at exact values, without NumPy: what a tie depends on."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..language import Term, unfolded
from ..language.operators import DEFINITIONS

MOST_DIGITS = 4000
_COMPARISONS: dict[str, Any] = {
    "=": operator.eq,
    "≠": operator.ne,
    "<": operator.lt,
    "≤": operator.le,
    ">": operator.gt,
    "≥": operator.ge,
}


def exact(term: Term, values: Mapping[str, Fraction]) -> Fraction | None:
    """The value of a rational expression; None where it has none, or the term is something else."""
    if term.op == "number":
        return Fraction(term.args[0])  # type: ignore[arg-type]
    if term.op == "scalar":
        return values.get(str(term.args[0]))
    if term.op in DEFINITIONS:
        return exact(unfolded(term), values)
    if term.op not in ("+", "*", "neg", "/", "^", "abs", "max", "min"):
        return None
    x = [exact(a, values) for a in term.children]
    if any(y is None for y in x):
        return None
    v: list[Fraction] = x  # type: ignore[assignment]
    match term.op:
        case "+":
            return sum(v, Fraction(0))
        case "*":
            total = Fraction(1)
            for y in v:
                total *= y
            return total
        case "neg":
            return -v[0]
        case "/":
            return v[0] / v[1] if v[1] else None
        case "^":
            small = (
                v[1].denominator == 1
                and abs(v[1]) * max(1, v[0].numerator.bit_length() + v[0].denominator.bit_length())
                < MOST_DIGITS
            )
            return Fraction(v[0] ** int(v[1])) if small and (v[0] or v[1] >= 0) else None
        case "abs":
            return abs(v[0])
        case "max":
            return max(v)
        case "min":
            return min(v)
    return None


def decided(condition: Term, values: Mapping[str, Fraction]) -> bool | None:
    """Whether a condition holds; None if it says something that has no exact value here."""
    if condition.op in ("and", "or"):
        parts = [decided(c, values) for c in condition.children]
        settles = condition.op == "or"
        return settles if settles in parts else None if None in parts else not settles
    if condition.op not in _COMPARISONS:
        return None
    left, right = (exact(side, values) for side in condition.children)
    return None if left is None or right is None else bool(_COMPARISONS[condition.op](left, right))
