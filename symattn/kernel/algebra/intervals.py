"""Enclosures of constants by exact rational intervals (lo, hi).

The only place where e, π, log, √, erfc and arctan get values.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from ..errors import OutsideClass

PI = "π"  # no declared name is spelled so
Interval = tuple[Fraction, Fraction]
MAX_EXPONENT = 80_000


def _down(x: Fraction, bits: int) -> Fraction:
    """A dyadic number at most x, within a relative error of about 2^-bits."""
    if not x:
        return x
    shift = bits - (x.numerator.bit_length() - x.denominator.bit_length())
    if shift >= 0:
        return Fraction((x.numerator << shift) // x.denominator, 1 << shift)
    return Fraction(x.numerator // (x.denominator << -shift) << -shift)


def outward(x: Interval, bits: int) -> Interval:
    return _down(x[0], bits), -_down(-x[1], bits)


def i_add(x: Interval, y: Interval) -> Interval:
    return x[0] + y[0], x[1] + y[1]


def i_multiply(x: Interval, y: Interval) -> Interval:
    products = [a * b for a in x for b in y]
    return min(products), max(products)


def i_scaled(x: Interval, c: Fraction | int) -> Interval:
    return i_multiply(x, (Fraction(c), Fraction(c)))


def i_invert(x: Interval) -> Interval:
    if x[0] <= 0 <= x[1]:
        raise OutsideClass("a division by an enclosure that contains zero")
    return 1 / x[1], 1 / x[0]


def i_times_power(x: Interval, y: Interval, k: int, bits: int) -> Interval:
    """x·y^k"""
    y = y if k > 0 else i_invert(y)
    for _ in range(abs(k)):
        x = outward(i_multiply(x, y), bits)
    return x


@lru_cache(maxsize=10_000)
def i_exp(r: Fraction, bits: int) -> Interval:
    """e^r.

    Halve until |r| ≤ 1/2, sum the series to below 2^-bits (the rest is at most the last term),
    square back.
    """
    if abs(r) > MAX_EXPONENT:
        raise OutsideClass(f"an exponent beyond {MAX_EXPONENT}")
    if r < 0:
        return i_invert(i_exp(-r, bits))
    halvings = max(0, (2 * r.numerator // r.denominator).bit_length() if r else 0)
    x, work = r / (1 << halvings), bits + 2 * halvings + 16
    lo, hi = outward((x, x), work)
    total = term = (Fraction(1), Fraction(1))
    k = 0
    while term[1] > Fraction(1, 1 << work):
        k += 1
        term = outward((term[0] * lo / k, term[1] * hi / k), work)
        total = i_add(total, term)
    total = (total[0], total[1] + 2 * term[1])
    for _ in range(halvings):
        total = outward((total[0] ** 2, total[1] ** 2), work)
    return outward(total, bits)


def i_log(x: Interval, bits: int) -> Interval:
    """log of a positive interval, end by end.

    2 artanh((m−1)/(m+1)) after x = m·2^k, log 2 likewise.
    """
    if x[0] <= 0:
        raise OutsideClass("the logarithm of an enclosure that is not positive")
    return _log(x[0], bits)[0], _log(x[1], bits)[1]


@lru_cache(maxsize=10_000)
def _log(x: Fraction, bits: int) -> Interval:
    k = x.numerator.bit_length() - x.denominator.bit_length()
    mantissa = x / Fraction(2) ** k
    two = _odd_series(Fraction(1, 3), 1, bits + 16)
    part = _odd_series((mantissa - 1) / (mantissa + 1), 1, bits + 16)
    return outward(i_add(i_scaled(part, 2), i_scaled(two, 2 * k)), bits)


def _odd_series(z: Fraction, sign: int, bits: int) -> Interval:
    """Σ sign^k z^(2k+1)/(2k+1) for |z| ≤ 1/2: artanh z, arctan z for sign −1.

    The rest after a term is at most that term in size.
    """
    if z < 0:
        return i_scaled(_odd_series(-z, sign, bits), -1)
    lo, hi = outward((z, z), bits)
    square = outward((lo * lo, hi * hi), bits)
    total, power, k, turn = (lo, hi), (lo, hi), 1, 1
    while power[1] > Fraction(1, 1 << bits):
        k, turn = k + 2, turn * sign
        power = outward(i_multiply(power, square), bits)
        total = i_add(total, i_scaled(power, Fraction(turn, k)))
    return total[0] + min(sign, 0) * power[1], total[1] + power[1]


def i_sqrt(x: Interval, bits: int) -> Interval:
    if x[0] < 0:
        raise OutsideClass("the square root of an enclosure that is not nonnegative")

    def root(value: Fraction, up: int) -> Fraction:
        scaled = (value.numerator << (2 * bits)) // value.denominator
        return Fraction(isqrt(scaled) + up, 1 << bits)

    return root(x[0], 0), root(x[1], 1)


MAX_ERFC = 8


def i_erfc(x: Interval, bits: int) -> Interval:
    """erfc, which decreases: 1 − (2/√π) Σ (−1)^n x^(2n+1)/(n!(2n+1)), end by end."""
    return _erfc(x[1], bits)[0], _erfc(x[0], bits)[1]


def _erfc(x: Fraction, bits: int) -> Interval:
    """erfc(−x) = 2 − erfc x, and 0 < erfc x ≤ e^{−x²} for x ≥ 0."""
    if x < 0:
        lo, hi = _erfc(-x, bits)
        return 2 - hi, 2 - lo
    if x > MAX_ERFC:
        return Fraction(0), i_exp(-x * x, bits)[1]
    lo, hi = _erf(x, bits)
    return 1 - hi, 1 - lo


@lru_cache(maxsize=1000)
def _erf(x: Fraction, bits: int) -> Interval:
    """For x ≥ 0 the series alternates, and its terms fall from n > x² on.

    The rest is at most the term that follows.
    """
    work = bits + 2 * int(x * x) + 32
    point = outward((x, x), work)
    square, term, total, n = outward(i_multiply(point, point), work), point, point, 0
    while n <= x * x or term[1] > Fraction(1, 1 << work):
        n += 1
        term = outward(i_scaled(i_multiply(term, square), Fraction(1, n)), work)
        total = outward(i_add(total, i_scaled(term, Fraction((-1) ** n, 2 * n + 1))), work)
    total = (total[0] - term[1], total[1] + term[1])
    return outward(i_multiply(i_scaled(total, 2), i_invert(i_sqrt(_pi(work), work))), bits)


def i_pi(_: Interval, bits: int) -> Interval:
    """π, a function of nothing."""
    return _pi(bits)


@lru_cache(maxsize=100)
def _pi(bits: int) -> Interval:
    """16 arctan(1/5) − 4 arctan(1/239) (Machin)"""
    five, other = (_odd_series(Fraction(1, n), -1, bits + 8) for n in (5, 239))
    return i_add(i_scaled(five, 16), i_scaled(other, -4))


def i_arctan(x: Interval, bits: int) -> Interval:
    """arctan, which increases: end by end."""
    return _arctan(x[0], bits)[0], _arctan(x[1], bits)[1]


@lru_cache(maxsize=1000)
def _arctan(x: Fraction, bits: int) -> Interval:
    """arctan x = −arctan(−x), and π/4 + arctan((x − 1)/(x + 1)) for x > 1/2."""
    if x > Fraction(1, 2):
        return i_add(i_scaled(_pi(bits), Fraction(1, 4)), _arctan((x - 1) / (x + 1), bits))
    if x < -Fraction(1, 2):
        return i_scaled(_arctan(-x, bits), -1)
    return _odd_series(x, -1, bits)


FUNCTIONS: dict[str, Callable[[Interval, int], Interval]] = {
    "log": i_log,
    "sqrt": i_sqrt,
    "erfc": i_erfc,
    "arctan": i_arctan,
    PI: i_pi,
}
