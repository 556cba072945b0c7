"""Constants as a reader sees them: a small fraction exactly, else so many digits that sides differ.

Digits come from enclosures by exact fractions, never from floats: e^(−1000) is 5.076e−435, and not
0.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..kernel import Rejected
from ..kernel.algebra import ring
from ..kernel.algebra.intervals import Interval, i_exp, i_log, i_multiply
from ..kernel.errors import NoValue
from ..kernel.order.signs import Signs

FEW, MORE = 4, (4, 6, 9, 12, 15, 18, 24)  # significant digits
SMALL_DENOMINATOR = 1000
PRECISIONS = (128, 512, 2048)  # bits
LONGEST = 4000  # bits of an exponent


def decimal(q: ring.Quotient, signs: Signs, digits: int = FEW) -> str:
    """A constant to some significant digits, or exactly if it is a small fraction.

    Raises Rejected if it has no value, or none that is enclosed.
    """
    if not q.den and set(q.numerator) <= {ring.UNIT}:
        value = Fraction(q.numerator.get(ring.UNIT, 0))
        if value.denominator < SMALL_DENOMINATOR:
            return str(value).replace("-", "−")
        return _rounded((value, value), 0, digits) or ""
    for bits in PRECISIONS:
        enclosure, tens = _enclosed(q, signs, bits)
        if text := _rounded(enclosure, tens, digits):
            return text
    if enclosure[0] <= 0 <= enclosure[1]:
        return "about 0"
    return _rounded((enclosure[0], enclosure[0]), tens, digits) or ""


def told_apart(
    left: Sequence[ring.Quotient], right: Sequence[ring.Quotient], signs: Signs
) -> tuple[list[str], list[str]]:
    """Both sides, number by number, with so many digits that they differ in one.

    If no digits do that, the left one is the right one and what it differs by: 1 + 3.7e−44 and 1.
    """
    gaps = [a - b for a, b in zip(left, right)]
    for digits in MORE:
        one, other = ([decimal(v, signs, digits) for v in side] for side in (left, right))
        if digits == FEW:
            few = one, other
        if one != other or all(gap.is_zero for gap in gaps):
            return one, other
    apart = [_beside(text, gap, signs) for text, gap in zip(few[1], gaps)]
    return apart, few[1]


def _beside(text: str, gap: ring.Quotient, signs: Signs) -> str:
    by = "about 0" if gap.is_zero else decimal(gap, signs)
    return (
        text
        if by == "about 0"
        else f"{text} {by[0]} {by[1:]}"
        if by[0] == "−"
        else f"{text} + {by}"
    )


def _enclosed(q: ring.Quotient, signs: Signs, bits: int) -> tuple[Interval, int]:
    """An interval, times a power of ten."""
    try:
        return signs.enclose_quotient(q, bits), 0
    except NoValue:
        raise
    except Rejected:
        if q.den or len(q.num) != 1:
            raise
        (((powers, exponent), c),) = q.num
        if powers or len(exponent) != 1 or exponent[0][0]:
            raise
        r = Fraction(exponent[0][1])  # c e^r, beyond what is enclosed
        if r.numerator.bit_length() > LONGEST:
            raise
    ten = Fraction(10), Fraction(10)
    log = i_log(ten, bits + r.numerator.bit_length())
    tens = r // log[1]
    rest = sorted(r - tens * end for end in log)
    return i_multiply((i_exp(rest[0], bits)[0], i_exp(rest[1], bits)[1]), (Fraction(c),) * 2), int(
        tens
    )


def _rounded(x: Interval, tens: int, digits: int) -> str | None:
    """What both ends are to so many digits, as `format(x, "g")` has it.

    None if they are not the same.
    """
    if x[0] <= 0 <= x[1]:
        return "0" if x[0] == x[1] else None
    one, other = (_significant(abs(end), digits) for end in x)
    if one != other:
        return None
    mantissa, exponent = one
    exponent += tens
    shown = str(mantissa)
    if -4 <= exponent < digits:
        shown = "0" * -exponent + shown
        cut = max(exponent, 0) + 1
        text = f"{shown[:cut]}.{shown[cut:]}".rstrip("0").rstrip(".")
    else:
        text = f"{shown[0]}.{shown[1:]}".rstrip("0").rstrip(".") + f"e{exponent:+03d}"
    return ("−" if x[0] < 0 else "") + text.replace("-", "−")


def _significant(x: Fraction, digits: int) -> tuple[int, int]:
    """m and e with m·10^(e − digits + 1) nearest to x > 0, and m of so many digits."""
    bits = x.numerator.bit_length() - x.denominator.bit_length()
    exponent = bits * 30103 // 100000  # about log10
    while x >= Fraction(10) ** (exponent + 1):
        exponent += 1
    while x < Fraction(10) ** exponent:
        exponent -= 1
    mantissa = round(x / Fraction(10) ** (exponent - digits + 1))
    return (mantissa // 10, exponent + 1) if mantissa == 10**digits else (mantissa, exponent)
