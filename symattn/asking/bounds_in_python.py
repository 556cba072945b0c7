"""Bounds for what SymPy writes, or for a text: `symattn.bound`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..language import Term, TermError
from ..reading.declarations import QuestionError, fraction_term
from ..reading.question_reader import read_question
from ..reading.questions import BoundQuestion, LimitQuestion
from ..results.wrong_arguments import ArgumentError, seconds_of, shown, texts
from .answers import Answer, answer
from .limit_answers import SECONDS
from .limits_of_sympy import asked_of, plain_name, point_of


def bound(
    f: Any,
    variable: Any,
    point: Any = "oo",
    *,
    epsilon: Any = None,
    probability: Any = None,
    let: Iterable[str] = (),
    given: Iterable[Any] = (),
    seconds: float = SECONDS,
) -> Answer:
    """How far f is from its limit at a finite value of the variable, which tends to +∞.

    The point is oo, as in `bound(f, b, oo)` of `symattn ask`; for another one put 1/t or −t in for
    the variable.  f is a SymPy expression or a text in the syntax of `symattn ask`, with its
    declarations in `let`.  With `epsilon` it is said from where on the error is at most that; with
    a `probability` too, from where on that is so with this probability, where f has random
    parameters.  Both are exact numbers: a Fraction, a text such as "1/100", a SymPy Rational.

    Each bound is proved for all values of the variable > 0.  Raises QuestionError, TermError,
    ArgumentError.

    >>> found = bound("exp(b)/(exp(b) + n - 1)", "b", let=["n: integer >= 2"])
    >>> print(found.bounds[0])
    abs(exp(b)/(exp(b) + n - 1) - 1) <= (n - 1)*exp(-b)
    """
    import sympy

    if point_of(point) not in (Term("infinity"), sympy.oo):
        raise ArgumentError(
            "point: expected oo: bounds are for limits at +oo; for another point put 1/t or -t in "
            f"for the variable, found {shown(point)}"
        )
    size = _fraction("epsilon", epsilon, "a number > 0, such as '1/100'", None)
    wanted = _fraction("probability", probability, "a number between 0 and 1, such as '9/10'", 1)
    if wanted is not None and size is None:
        raise ArgumentError("probability: expected epsilon beside it, found none")
    if isinstance(f, str):
        ends = "".join(f", {x}" for x in (size, wanted) if x is not None)
        text = f"bound({f}, {plain_name(variable)}, oo{ends})"
        question = read_question(text, texts("let", let), texts("given", given))
        if not isinstance(question.asked, BoundQuestion):
            raise QuestionError(f"{f[:60]!r}: expected one term")
        return answer(question, seconds_of(seconds))
    asked = asked_of(f, variable, Term("infinity"), let, given, "")
    inner = asked.asked
    assert isinstance(inner, LimitQuestion)
    about = BoundQuestion(
        inner.term, inner.variable, None if size is None else fraction_term(size), wanted
    )
    return answer(replace(asked, asked=about), seconds_of(seconds))


def _fraction(what: str, value: Any, expected: str, most: int | None) -> Fraction | None:
    import sympy

    if value is None:
        return None
    try:
        if isinstance(value, (bool, float)) or not isinstance(
            value, (str, int, Fraction, sympy.Rational)
        ):
            raise TypeError
        found = Fraction(str(value))
    except (TypeError, ValueError, ZeroDivisionError, TermError):
        found = Fraction(0)
    if found <= 0 or (most is not None and found >= most):
        exact = "; floats are not exact" if isinstance(value, float) else ""
        raise ArgumentError(f"{what}: expected {expected}, found {shown(value)}{exact}")
    return found
