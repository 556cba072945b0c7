"""Where an exact polynomial changes sign.

Its real roots, each as a rational or as a tiny interval that holds it.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from .balls import exact, flint, lower, upper, working_bits
from .effort import remembered, spend

Place = tuple[Fraction, Fraction]  # low ≤ root ≤ high, both dyadic; equal where the root is dyadic


@remembered(2_000)
def real_roots(coefficients: tuple[Fraction, ...], bits: int) -> tuple[Place, ...]:
    """Places of all real roots of a₀ + a₁ x + … (not zero), in order.

    Each is at most 2^−bits wide beside its magnitude.

    A rational root comes from a linear factor, exactly; the others from `complex_roots`, which
    proves its balls.  A root counts as real unless its ball lies off the real line: one place too
    many costs a cell, one too few would be a wrong sign.

    >>> real_roots((Fraction(-1), Fraction(0), Fraction(4)), 64)
    ((Fraction(-1, 2), Fraction(-1, 2)), (Fraction(1, 2), Fraction(1, 2)))
    """
    scale = lcm(*(c.denominator for c in coefficients))
    poly = flint().fmpz_poly([int(c * scale) for c in coefficients])
    places = []
    spend(len(coefficients) ** 2 * (bits + 64) // 16)
    with working_bits(bits + 16):
        for factor, _ in poly.factor()[1]:
            if factor.degree() == 1:
                places.append(around(Fraction(-int(factor[0]), int(factor[1])), bits))
            else:
                places += [
                    (exact(lower(z.real)), exact(upper(z.real)))
                    for z, _ in factor.complex_roots()
                    if z.imag.contains(0)
                ]
    return tuple(sorted(places))


def around(x: Fraction, bits: int) -> Place:
    """The rational itself if it is dyadic with few bits, else an interval that holds it.

    The interval is dyadic, of width 2^−bits.
    """
    if x.denominator & (x.denominator - 1) == 0 and x.denominator.bit_length() <= bits:
        return x, x
    low = Fraction(x.numerator * (1 << bits) // x.denominator, 1 << bits)
    return low, low + Fraction(1, 1 << bits)


def value_at(coefficients: list[Fraction], x: Fraction) -> Fraction:
    total = Fraction(0)
    for c in reversed(coefficients):
        total = total * x + c
    return total
