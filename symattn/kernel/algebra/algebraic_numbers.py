"""Real algebraic numbers: the one root of a polynomial in an interval.

    p(a)·p(b) < 0,    0 is not in the enclosure of p′ over [a, b]
    --------------------------------------------------------------
               p has exactly one root in (a, b)

p′ is enclosed by interval arithmetic, so p is monotone on [a, b]; that p is the minimal polynomial
is not used.  Fails: x² − 2 on [−2, 2], where p(a)·p(b) > 0; x³ − x on [−2, 2], which has three
roots;
x² − 2 on [2, 3], which has none.
Source: W. Rudin, Principles of Mathematical Analysis, 3rd ed. (1976), Theorems 4.23 and 5.11.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..errors import Rejected
from .intervals import Interval, i_add, i_multiply

MAX_DEGREE = 16


@dataclass(frozen=True)
class Algebraic:
    """The root of Σ coefficients[k]·x^k between two numbers."""

    coefficients: tuple[Fraction, ...]
    between: Interval

    def check(self) -> None:
        """Raises Rejected unless there is exactly one root in the interval."""
        slopes = tuple(k * c for k, c in enumerate(self.coefficients))[1:]
        low, high = (_value(self.coefficients, (x, x))[0] for x in self.between)
        slope = _value(slopes, self.between)
        if len(slopes) > MAX_DEGREE or low * high >= 0 or slope[0] <= 0 <= slope[1]:
            raise Rejected("root: expected a sign change where the polynomial is monotone")

    @lru_cache(maxsize=1000)
    def enclosed(self, bits: int) -> Interval:
        low, high = self.between
        while high - low > Fraction(1, 1 << bits):
            middle = (low + high) / 2
            ends = (_value(self.coefficients, (x, x))[0] for x in (low, middle))
            low, high = (low, middle) if next(ends) * next(ends) <= 0 else (middle, high)
        return low, high


def _value(coefficients: tuple[Fraction, ...], x: Interval) -> Interval:
    """By Horner's scheme."""
    total = (Fraction(0), Fraction(0))
    for c in reversed(coefficients):
        total = i_add(i_multiply(total, x), (c, c))
    return total
