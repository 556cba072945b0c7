"""Whether a statement made of comparisons holds, from known signs."""

from __future__ import annotations

from contextlib import suppress

from ...language import Term
from ...language.kinds import COMPARISONS
from ..algebra.shapes import Env
from ..errors import OutsideClass, UnknownSign
from ..meaning import Meaning
from .parts_of_maxima import without_abs, without_max


def truth(s: Meaning, condition: Term, env: Env) -> bool:
    """Raises UnknownSign where no sign decides.

    So it does where a side is not known to have a value.
    """
    if condition.op in ("and", "or"):
        return _joined(s, condition, env)
    bars = any(side.op == "abs" for side in condition.children)
    if bars or (parts := without_max(condition)) is not condition:
        try:
            for side in condition.children:
                s.scalar(side, env)
        except UnknownSign as unknown:
            # the maximum is not known, but each part may be; |x| is the maximum of x and −x
            _need_values(s, condition, env)
            if not bars:
                return truth(s, parts, env)
            with suppress(UnknownSign):
                return truth(s, without_abs(condition), env)
            raise unknown
    left, right = condition.children
    if left.sort != "scalar":
        raise OutsideClass("a comparison of vectors as a condition")
    difference = s.gap(s.scalar(left, env), s.scalar(right, env))
    return s.decided(condition.op, s.signs.quotient_sign(difference), difference.numerator)


def _joined(s: Meaning, condition: Term, env: Env) -> bool:
    """Of "and" and "or": one part may decide though others are unknown."""
    decisive, doubt = condition.op == "or", None
    _need_values(s, condition, env)
    for c in condition.children:
        try:
            if truth(s, c, env) is decisive:
                return decisive
        except UnknownSign as error:
            doubt = doubt or error
    if doubt is None:
        return not decisive
    raise doubt


def _need_values(s: Meaning, term: Term, env: Env) -> None:
    """Raises unless every side of a statement has a value, and so every part of a maximum, though
    which is the largest may be unknown.
    """
    if term.op in ("and", "or", "max", "min", "abs", *COMPARISONS):
        for c in term.children:
            _need_values(s, c, env)
    else:
        s.value(term, env)
