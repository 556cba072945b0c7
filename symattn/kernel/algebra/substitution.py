"""A number put in for a symbol, inside exponentials, logarithms and roots too.

Each atom is a function of its argument and nothing else, so the value of the whole is the whole at
the value; signs, and what has a value at all, are asked of the meaning there.
Fails, for example: log x at x = −1, or 1/(x − 1) at x = 1, which have no value.
"""

from __future__ import annotations

from math import prod

from ..errors import OutsideClass
from ..meaning import Meaning
from . import ring
from .functions import SCALAR_RULES
from .ring import Atom, Element, Quotient


def with_value(s: Meaning, q: Quotient, name: str, value: Quotient) -> Quotient:
    """q at the value.  Raises OutsideClass, UnknownSign, or NoValue where there is none."""

    def rule(op: str, *values: Quotient) -> Quotient:
        return SCALAR_RULES[op](s, *values)

    def element(p: Element) -> Quotient:
        total = ring.ZERO
        for (m, e), c in p.items():
            part = ring.q_number(c)
            for a, k in m:
                part *= rule("^", atom(a), ring.q_number(k))
            total += part * rule("exp", element(ring.exponent_as_element(e)))
        return total

    def atom(a: Atom) -> Quotient:
        if a == name:
            return value
        function, argument = s.signs.opaque.get(a, ("", ring.ZERO))
        if function in SCALAR_RULES:
            return rule(function, with_value(s, argument, name, value))
        if argument.atoms() or (not function and name in a.inside):
            raise OutsideClass("a number put in for what a mean or a count depends on")
        return ring.of(ring.atom(a))

    below = (rule("^", element(dict(f)), ring.q_number(-k)) for f, k in q.den)
    return prod(below, start=element(q.numerator))
