"""Derivatives of scalar terms by one of their numbers, as terms: exact, and not simplified."""

from __future__ import annotations

from ..language import Term, flattened, number
from .formula_pictures import names_in
from .picture_values import CannotEvaluate


def slope(term: Term, key: str) -> Term:
    """d/dx of a term without definitions.

    Raises CannotEvaluate for what has a corner or is not differentiated here.

    >>> from symattn.language import plain
    >>> x = Term("scalar", ("x",))
    >>> plain(slope(Term("log", (Term("+", (x, number(2))),)), "x"))
    '1/(x + 2)'
    """
    if key not in names_in(term):
        return number(0)
    parts = term.children
    match term.op:
        case "scalar":
            return number(1)
        case "+":
            moving = [slope(a, key) for a in parts if key in names_in(a)]
            return moving[0] if len(moving) == 1 else flattened("+", tuple(moving))
        case "neg":
            return Term("neg", (slope(parts[0], key),))
        case "*":
            terms = [
                _product(*parts[:k], slope(a, key), *parts[k + 1 :])
                for k, a in enumerate(parts)
                if key in names_in(a)
            ]
            return terms[0] if len(terms) == 1 else flattened("+", tuple(terms))
        case "/":
            top, bottom = parts
            if key not in names_in(bottom):
                return Term("/", (slope(top, key), bottom))
            falls = Term("/", (_product(top, slope(bottom, key)), Term("^", (bottom, number(2)))))
            return (
                Term("neg", (falls,))
                if key not in names_in(top)
                else flattened("+", (Term("/", (slope(top, key), bottom)), Term("neg", (falls,))))
            )
        case "^" if key not in names_in(parts[1]):
            lower = Term("^", (parts[0], flattened("+", (parts[1], number(-1)))))
            return _product(parts[1], lower, slope(parts[0], key))
        case "exp":
            return _product(term, slope(parts[0], key))
        case "log":
            return Term("/", (slope(parts[0], key), parts[0]))
        case "sqrt":
            return Term("/", (slope(parts[0], key), _product(number(2), term)))
    raise CannotEvaluate(f"the derivative of {term.op} is not taken here")


def _product(*factors: Term) -> Term:
    kept = tuple(f for f in factors if f != number(1)) or (number(1),)
    return kept[0] if len(kept) == 1 else flattened("*", kept)
