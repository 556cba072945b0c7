"""Bounds of a function on a half-line.

They go through products, quotients, powers and logarithms.

A bound that cannot be derived is absent (None).  Ends of ranges are exact balls, rounded outward; t
≥ r ≥ 1 throughout.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from .balls import Ball, ball, exact, flint, lower, upper
from .growth import (
    Ceiling,
    Growth,
    Quadratic,
    TooNear,
    floor_raised,
    log_above,
    log_below,
    merged,
    product,
    raised,
)

MODERATE = 4096  # bits of what may be written as a rational


@dataclass(frozen=True)
class Behaviour:
    """Bounds on a half-line.

    `low`, `high`: exact balls, None for infinite.  `floor`: a growth below |u|.
    """

    sign: int  # 1 or −1 if u > 0 or u < 0 everywhere on the half-line, 0 if not known
    low: Ball | None
    high: Ball | None
    ceiling: Ceiling | None
    floor: Growth | None = None
    below: Quadratic | None = None
    above: Quadratic | None = None
    value: Fraction | None = None  # where the form is this number on the whole half-line


def number(value: Ball) -> Behaviour:
    """A number that is not rational, from its ball."""
    low, high = lower(value), upper(value)
    sign = 1 if low > 0 else -1 if high < 0 else 0
    return Behaviour(
        sign, low, high, (Growth(upper(abs(value))),), Growth(lower(abs(value))) if sign else None
    )


def completed(b: Behaviour, r: Fraction) -> Behaviour:
    """What follows from the rest.

    Quadratics from a finite range or from a polynomial ceiling, a sign from the range, a ceiling
    from it.
    """
    low, high, sign = b.low, b.high, b.sign
    if low is not None and low > 0 or high is not None and high < 0:
        sign = 1 if low is not None and low > 0 else -1
    if sign > 0 and low is None:
        low = flint().arb(0)
    if sign < 0 and high is None:
        high = flint().arb(0)
    ceiling = b.ceiling
    if (
        low is not None
        and high is not None
        and (ceiling is None or any(g.order > (0, 0, 0) for g in ceiling))
    ):
        ceiling = (Growth(upper(abs(low).max(abs(high)))),)
    floor = b.floor
    if floor is None and sign:
        edge = low if sign > 0 else None if high is None else -high
        floor = Growth(lower(edge)) if edge is not None and edge > 0 else None
    below, above = b.below, b.above
    around = _around(ceiling)
    if above is None:
        above = Quadratic(short(high, upper)) if _moderate(high) else around
    if below is None:
        below = (
            Quadratic(short(low, lower))
            if _moderate(low)
            else around.times(Fraction(-1))
            if around
            else None
        )
    return replace(
        b, sign=sign, low=low, high=high, ceiling=ceiling, floor=floor, below=below, above=above
    )


def _around(ceiling: Ceiling | None) -> Quadratic | None:
    """A quadratic above |u|, for t ≥ 1, if u does not grow faster than t²."""
    if ceiling is None or any(g.q > 0 or g.c > 0 or g.k > 2 or not _moderate(g.A) for g in ceiling):
        return None
    sizes = [Fraction(0)] * 3
    for g in ceiling:
        sizes[max(g.k, 0)] += short(g.A, upper)
    return Quadratic(*sizes)


def _moderate(end: Ball | None) -> bool:
    """Whether an end may be written as a rational: e^(e^20) may not."""
    return end is not None and abs(end) < flint().arb(2) ** MODERATE


def short(end: Ball, rounded: Callable[[Ball], Ball]) -> Fraction:
    """The end as a rational with few bits, rounded the safe way.

    2^−10^7 becomes 2^−4096 above and 0 below.
    """
    if end == 0 or abs(end) > flint().arb(2) ** -MODERATE:
        return exact(end)
    step = Fraction(1, 1 << MODERATE)
    return (
        (step if end > 0 else Fraction(0))
        if rounded is upper
        else (Fraction(0) if end > 0 else -step)
    )


def all_added(ends: list[Ball | None], rounded: object) -> Ball | None:
    if any(e is None for e in ends):
        return None
    return (upper if rounded is upper else lower)(
        sum((e for e in ends if e is not None), flint().arb(0))
    )


def all_quadratics(parts: list[Quadratic | None]) -> Quadratic | None:
    total = Quadratic(Fraction(0))
    for q in parts:
        if q is None:
            return None
        total = total.plus(q)
    return total


def times(a: Behaviour, b: Behaviour) -> Behaviour:
    sign = a.sign * b.sign
    ceiling = None if a.ceiling is None or b.ceiling is None else product(a.ceiling, b.ceiling)
    floor = None if a.floor is None or b.floor is None else a.floor.times(b.floor, "down")
    low = high = None
    if a.low is not None and a.high is not None and b.low is not None and b.high is not None:
        ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        low, high = min(map(lower, ends)), max(map(upper, ends))
    below = above = None
    for x, y in ((a, b), (b, a)):
        if x.value is not None and x.value:
            below, above = (
                (q.times(x.value) if q else None)
                for q in ((y.below, y.above) if x.value > 0 else (y.above, y.below))
            )
            if low is None and high is None:
                ends = [
                    None if e is None else e * ball(x.value)
                    for e in ((y.low, y.high) if x.value > 0 else (y.high, y.low))
                ]
                low, high = (
                    (None if ends[0] is None else lower(ends[0])),
                    (None if ends[1] is None else upper(ends[1])),
                )
    value = a.value * b.value if a.value is not None and b.value is not None else None
    return Behaviour(sign, low, high, ceiling, floor, below, above, value)


def inverse(b: Behaviour) -> Behaviour:
    if not b.sign or b.floor is None:
        raise TooNear("a denominator may be zero")
    zero = flint().arb(0)
    ceiling: Ceiling = (b.floor.inverse(),)
    near, far = (b.low, b.high) if b.sign > 0 else (b.high, b.low)
    edge = None if near is None or near == 0 else 1 / near
    other = zero if far is None else 1 / far
    floor = (
        None
        if b.ceiling is None or not (m := merged(b.ceiling)).A > 0
        else Growth(lower(1 / m.A), -m.k, -m.c, -m.q)
    )
    low, high = (other, edge) if b.sign > 0 else (edge, other)
    return Behaviour(
        b.sign,
        None if low is None else lower(low),
        None if high is None else upper(high),
        ceiling,
        floor,
    )


def powered(u: Behaviour, p: Fraction) -> Behaviour:
    """u^p for p > 0."""
    whole = p.denominator == 1
    even = whole and p % 2 == 0
    sign = abs(u.sign) if even else u.sign if whole else max(u.sign, 0)
    ceiling = None if u.ceiling is None else raised(u.ceiling, p)
    floor = None if u.floor is None else floor_raised(u.floor, p)
    low = high = None
    if u.sign > 0:
        low = None if u.low is None or u.low == 0 else lower(u.low ** ball(p))
        high = None if u.high is None else upper(u.high ** ball(p))
    elif even or not whole:
        low = flint().arb(0)
    return Behaviour(sign, low, high, ceiling, floor)


def logged(u: Behaviour) -> Behaviour:
    if u.sign <= 0:
        raise TooNear("the logarithm of what may be negative")
    low = None if u.low is None or not u.low > 0 else lower(u.low.log())
    high = None if u.high is None else upper(u.high.log())
    below = None if u.floor is None else log_below(u.floor)
    above = None if u.ceiling is None else log_above(u.ceiling)
    ceiling: Ceiling | None = None
    if below is not None and above is not None:
        one = flint().arb(1)
        parts = [
            (max(abs(getattr(below, f)), abs(getattr(above, f))), k) for k, f in enumerate("dcq")
        ]
        ceiling = tuple(Growth(upper(ball(size) * one), k) for size, k in parts if size)
    return Behaviour(0, low, high, ceiling, None, below, above)
