"""The mean of a power of one Gaussian times an exponential of it."""

from __future__ import annotations

from math import comb, prod

from ..algebra import functions, ring
from ..algebra.ring import ONE, Atom, Element, Key, Quotient, of
from ..errors import OutsideClass, Rejected
from ..meaning import Meaning
from .random_atoms import law


def moment(s: Meaning, key: Key, name: Atom) -> Quotient:
    """E[X^k e^{tX + aX²}], t perhaps of other variables.

    E^{aX²} for numbers a and s with 2as < 1 only.
    """
    m, variance = law(s, name)
    power = dict(key[0]).get(name, 0)
    t: Element = {}
    square: ring.Number = 0
    for m2, c in key[1]:
        degree = dict(m2).get(name, 0)
        if degree not in (1, 2) or (degree == 2 and len(m2) > 1):
            raise OutsideClass(
                "the mean of an exponential that is not of a linear form, or of squares and "
                "products with numbers before them"
            )
        if degree == 1:
            t = ring.add(t, {(tuple(x for x in m2 if x[0] != name), ()): c})
        else:
            square = c
    factor = ONE
    if square:
        if set(variance) - {ring.UNIT}:
            raise OutsideClass("the mean of e^{aX²} where the variance is no number")
        room = 1 - 2 * square * variance.get(ring.UNIT, 0)
        if room <= 0:
            raise Rejected("the mean of e^{aX²} does not exist: it is infinite")
        # e^{aX² + tX} under N(m, s) is C·e^{t X'}-like: complete the square with variance s/room
        # and mean m/room
        factor = functions.power(s, ring.q_number(room), ring.q_number(ring.ratio(-1, 2)))
        factor *= of(ring.exponential(ring.add({}, ring.multiply(m, m), ring.ratio(square, room))))
        m, variance = (ring.add({}, p, ring.ratio(1, room)) for p in (m, variance))
    shifted = ring.add(m, ring.multiply(variance, t))
    exponent = ring.add(
        ring.multiply(m, t), ring.multiply(variance, ring.multiply(t, t)), ring.ratio(1, 2)
    )
    polynomial = ring.sum_of(
        ring.add(
            {},
            ring.multiply(ring.power(variance, j), ring.power(shifted, power - 2 * j)),
            comb(power, 2 * j) * prod(range(1, 2 * j, 2)),
        )
        for j in range(power // 2 + 1)
    )
    return factor * of(ring.multiply(polynomial, ring.exponential(exponent)))
