"""How many comparisons hold: a sum of indicators [p = 0], and of what is known."""

from __future__ import annotations

from ...language import Term
from ..errors import OutsideClass
from ..meaning import Meaning
from . import ring
from .ring import ONE, Quotient
from .shapes import Env


def indicator(s: Meaning, q: Quotient) -> Quotient:
    """[q = 0], the denominators of q being known to be nonzero.

    Raises OutsideClass if q moves with the limit.
    """
    if any(map(s.varies, ring.atoms(q.numerator))):
        raise OutsideClass("a count of what moves with the limit")
    return ring.of(s.signs.mark(q.numerator))


def counted(s: Meaning, conditions: tuple[Term, ...], env: Env) -> Quotient:
    """How many of the comparisons hold."""

    def one(condition: Term) -> Quotient:
        if condition.op == "=" and condition.left.sort == "scalar":
            return indicator(s, s.gap(*(s.scalar(side, env) for side in condition.children)))
        return ONE if s.truth(condition, env) else ring.ZERO

    return sum(map(one, conditions), ring.ZERO)
