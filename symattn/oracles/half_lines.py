"""What is proved about a form on a half-line x = side·t, t ≥ r: its range, its sign, what it grows like, and quadratics around it.

Everything here is a bound; a bound that cannot be derived is absent (None), and `TooNear` asks for a larger r.  Exact polynomials are
bounded by their leading term: |p(t)| ≥ (|aₙ| − Σ_{i<n} |aᵢ| r^{i−n}) t^n.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from .balls import Ball, ball, exact, flint, lower, upper
from .cells import deciding, rebuilt
from .enclosure import Refused
from .evaluating import compiled, real
from .exponentials import pairs
from .forms import UNDEFINED, UNIT, Form, choose, polynomial, rational, univariate
from .growth import (
    Ceiling,
    Growth,
    Quadratic,
    TooNear,
    eventually_below,
    floor_raised,
    log_above,
    log_below,
    merged,
    product,
    raised,
)

MODERATE, HUGE_BITS = 4096, 40


@dataclass(frozen=True)
class Behaviour:
    """Bounds on a half-line.  `low`, `high`: exact balls, None for infinite.  `floor`: a growth below |u|."""

    sign: int  # 1 or −1 if u > 0 or u < 0 everywhere on the half-line, 0 if not known
    low: Ball | None
    high: Ball | None
    ceiling: Ceiling | None
    floor: Growth | None = None
    below: Quadratic | None = None
    above: Quadratic | None = None
    value: Fraction | None = None  # where the form is this number on the whole half-line


class HalfLine:
    """x = side·t with t ≥ r."""

    def __init__(self, name: str, side: int, r: Fraction) -> None:
        self.name, self.side, self.r = name, side, r
        self.known: dict[Form, Behaviour] = {}

    def behaviour(self, form: Form) -> Behaviour:
        if form not in self.known:
            p = polynomial(form)
            coefficients = None if p is None else univariate(p, self.name)
            if coefficients is None and not form.variables and form.op != "undefined":
                found = _number(real(compiled(form, self.name), flint().arb(0)))
            else:
                found = self._polynomial(coefficients) if coefficients is not None else getattr(self, "_" + form.op)(form)
            self.known[form] = _completed(found, self.r)
        return self.known[form]

    def settled(self, form: Form, strictly: bool) -> Form:
        """The form with its decisions made; one that is open raises TooNear, or stays (not `strictly`) where both values are defined."""
        if not deciding(form):
            return form
        if form.op != "choose":
            return rebuilt(form, tuple(self.settled(a, strictly) for a in form.args))
        condition = self.settled(form.args[0], strictly)
        if condition == UNDEFINED:
            raise Refused("a condition is undefined with positive probability")
        u = self.behaviour(condition)
        if u.sign or u.value == 0:
            return self.settled(form.args[1] if u.sign > 0 or u.value == 0 and not form.data else form.args[2], strictly)
        if strictly or UNDEFINED in form.args or polynomial(condition) is not None:  # beyond all its roots, a polynomial is decided
            raise TooNear("a condition is not settled far out")
        return choose(condition, bool(form.data), *(self.settled(a, strictly) for a in form.args[1:]))

    def _polynomial(self, a: list[Fraction]) -> Behaviour:
        a = [c * self.side**i for i, c in enumerate(a)]
        r, n = self.r, len(a) - 1
        if n <= 0:
            c = a[0] if a else Fraction(0)
            at, size = ball(c), Growth(upper(ball(abs(c))))
            floor = Growth(lower(ball(abs(c)))) if c else None
            return Behaviour((c > 0) - (c < 0), lower(at), upper(at), (size,), floor, Quadratic(c), Quadratic(c), c)
        ceiling = tuple(Growth(upper(ball(abs(c))), i) for i, c in enumerate(a) if c)
        margin = abs(a[n]) - sum(abs(c) * r ** (i - n) for i, c in enumerate(a[:n]))
        around = Quadratic(*(a + [Fraction(0)] * 2)[:3]) if n <= 2 else None
        if margin <= 0:
            return Behaviour(0, None, None, ceiling, None, around, around)
        sign = 1 if a[n] > 0 else -1
        floor = Growth(lower(ball(margin)), n)
        if n > 2:
            around = Quadratic(Fraction(0), Fraction(0), margin * r ** (n - 2) * sign)
        edge = lower(ball(margin * r**n)) * sign
        return Behaviour(
            sign, edge if sign > 0 else None, edge if sign < 0 else None, ceiling, floor,
            around if n <= 2 or sign > 0 else None, around if n <= 2 or sign < 0 else None,
        )

    def _undefined(self, form: Form) -> Behaviour:
        raise Refused("the integrand is undefined with positive probability: a log, a root or no case that applies")

    def _variable(self, form: Form) -> Behaviour:
        raise AssertionError("a polynomial")

    def _sum(self, form: Form) -> Behaviour:
        parts = [self.behaviour(a) for a in form.args]
        low, high = (_all_added([getattr(p, side) for p in parts], rounded) for side, rounded in (("low", lower), ("high", upper)))
        ceilings = [p.ceiling for p in parts]
        ceiling = None if any(c is None for c in ceilings) else tuple(g for c in ceilings for g in c or ())
        sign = parts[0].sign if all(p.sign == parts[0].sign for p in parts) else 0
        floor = None
        if sign:
            floor = max((p.floor for p in parts if p.floor is not None), key=lambda g: g.order, default=None)
        elif ceiling is not None:
            sign, floor = self._dominated(parts)
        below, above = (_quadratics([getattr(p, side) for p in parts]) for side in ("below", "above"))
        values = [p.value for p in parts if p.value is not None]
        value = sum(values, Fraction(0)) if len(values) == len(parts) else None
        return Behaviour(sign, low, high, ceiling, floor, below, above, value)

    def _dominated(self, parts: list[Behaviour]) -> tuple[int, Growth | None]:
        """|Σ u| ≥ F·(1 − Σ ceiling/F at r), where F is a floor of the summand that grows fastest and no ratio increases."""
        first = max((p for p in parts if p.floor is not None and p.sign), key=lambda p: p.floor.order if p.floor else (), default=None)
        if first is None or first.floor is None:
            return 0, None
        f, left = first.floor, flint().arb(1)
        for p in parts:
            for g in p.ceiling or () if p is not first else ():
                if not eventually_below(g, f, self.r):
                    return 0, None
                left -= g.at(self.r) / f.at(self.r)
        return (first.sign, replace(f, A=lower(f.A * left))) if left > 0 else (0, None)

    def _product(self, form: Form) -> Behaviour:
        parts = [self.behaviour(a) for a in form.args]
        total = parts[0]
        for p in parts[1:]:
            total = _completed(_times(total, p), self.r)
        return total

    def _quotient(self, form: Form) -> Behaviour:
        top, bottom = (self.behaviour(a) for a in form.args)
        return _times(top, _completed(_inverse(bottom), self.r))

    def _power(self, form: Form) -> Behaviour:
        u, p = self.behaviour(form.args[0]), form.data
        assert isinstance(p, Fraction)
        if p < 0:
            return _inverse(_completed(_raised(u, -p), self.r))
        return _raised(u, p)

    def _exp(self, form: Form) -> Behaviour:
        u = self.behaviour(form.args[0])
        low, high = self._clipped(u.low, -1), self._clipped(u.high, 1)
        ceiling = None if u.above is None else (Growth(upper(ball(u.above.d).exp()), 0, u.above.c, u.above.q),)
        floor = None if u.below is None else Growth(lower(ball(u.below.d).exp()), 0, u.below.c, u.below.q)
        return Behaviour(1, flint().arb(0) if low is None else lower(low.exp()), None if high is None else upper(high.exp()), ceiling, floor)

    @staticmethod
    def _clipped(end: Ball | None, side: int) -> Ball | None:
        """An end of an exponent (side 1: the high end), loosened where it is huge: e^(e^1000) is not worth its size."""
        huge = flint().arb(2) ** HUGE_BITS
        if end is None or abs(end) < huge:
            return end
        return None if end * side > 0 else huge * -side

    def _log(self, form: Form) -> Behaviour:
        return _log(self.behaviour(form.args[0]))

    def _logsum(self, form: Form) -> Behaviour:
        return _log(self._total(form))

    def _softmax(self, form: Form) -> Behaviour:
        total = self._total(form)
        weight = _times(self.behaviour(form.args[0]), _completed(_inverse(total), self.r))
        c = rational(form.args[0])
        if c and total.low is not None and total.low > 0:
            weight = replace(weight, low=flint().arb(0), high=upper(ball(c) / total.low))
        return weight

    def _total(self, form: Form) -> Behaviour:
        terms = tuple(Form("product", (d, Form("exp", (w,)))) if d != UNIT else Form("exp", (w,)) for d, w in pairs(form))
        return self.behaviour(Form("sum", terms))

    def _tanh(self, form: Form) -> Behaviour:
        u = self.behaviour(form.args[0])
        one = flint().arb(1)
        return Behaviour(u.sign, -one if u.low is None else lower(u.low.tanh()), one if u.high is None else upper(u.high.tanh()), (Growth(one),))

    def _cdf(self, form: Form) -> Behaviour:
        one = flint().arb(1)
        return Behaviour(1, flint().arb(0), one, (Growth(one),))

    def _choose(self, form: Form) -> Behaviour:
        """Either value: an open decision."""
        a, b = (self.behaviour(f) for f in form.args[1:])
        low = None if a.low is None or b.low is None else min(a.low, b.low)
        high = None if a.high is None or b.high is None else max(a.high, b.high)
        ceiling = None if a.ceiling is None or b.ceiling is None else a.ceiling + b.ceiling
        return Behaviour(a.sign if a.sign == b.sign else 0, low, high, ceiling)


def _number(value: Ball) -> Behaviour:
    """A number that is not rational, from its ball."""
    low, high = lower(value), upper(value)
    sign = 1 if low > 0 else -1 if high < 0 else 0
    return Behaviour(sign, low, high, (Growth(upper(abs(value))),), Growth(lower(abs(value))) if sign else None)


def _completed(b: Behaviour, r: Fraction) -> Behaviour:
    """What follows from the rest: quadratics from a finite range or from a polynomial ceiling, a sign from the range, a ceiling from it."""
    low, high, sign = b.low, b.high, b.sign
    if low is not None and low > 0 or high is not None and high < 0:
        sign = 1 if low is not None and low > 0 else -1
    if sign > 0 and low is None:
        low = flint().arb(0)
    if sign < 0 and high is None:
        high = flint().arb(0)
    ceiling = b.ceiling
    if low is not None and high is not None and (ceiling is None or any(g.order > (0, 0, 0) for g in ceiling)):
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
        below = Quadratic(short(low, lower)) if _moderate(low) else around.times(Fraction(-1)) if around else None
    return replace(b, sign=sign, low=low, high=high, ceiling=ceiling, floor=floor, below=below, above=above)


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
    """The end as a rational with few bits, rounded the safe way: 2^−10^7 becomes 2^−4096 above and 0 below."""
    if end == 0 or abs(end) > flint().arb(2) ** -MODERATE:
        return exact(end)
    step = Fraction(1, 1 << MODERATE)
    return (step if end > 0 else Fraction(0)) if rounded is upper else (Fraction(0) if end > 0 else -step)


def _all_added(ends: list[Ball | None], rounded: object) -> Ball | None:
    if any(e is None for e in ends):
        return None
    return (upper if rounded is upper else lower)(sum((e for e in ends if e is not None), flint().arb(0)))


def _quadratics(parts: list[Quadratic | None]) -> Quadratic | None:
    total = Quadratic(Fraction(0))
    for q in parts:
        if q is None:
            return None
        total = total.plus(q)
    return total


def _times(a: Behaviour, b: Behaviour) -> Behaviour:
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
            below, above = ((q.times(x.value) if q else None) for q in ((y.below, y.above) if x.value > 0 else (y.above, y.below)))
            if low is None and high is None:
                ends = [None if e is None else e * ball(x.value) for e in ((y.low, y.high) if x.value > 0 else (y.high, y.low))]
                low, high = (None if ends[0] is None else lower(ends[0])), (None if ends[1] is None else upper(ends[1]))
    value = a.value * b.value if a.value is not None and b.value is not None else None
    return Behaviour(sign, low, high, ceiling, floor, below, above, value)


def _inverse(b: Behaviour) -> Behaviour:
    if not b.sign or b.floor is None:
        raise TooNear("a denominator may be zero")
    zero = flint().arb(0)
    ceiling: Ceiling = (b.floor.inverse(),)
    near, far = (b.low, b.high) if b.sign > 0 else (b.high, b.low)
    edge = None if near is None or near == 0 else 1 / near
    other = zero if far is None else 1 / far
    floor = None if b.ceiling is None or not (m := merged(b.ceiling)).A > 0 else Growth(lower(1 / m.A), -m.k, -m.c, -m.q)
    low, high = (other, edge) if b.sign > 0 else (edge, other)
    return Behaviour(b.sign, None if low is None else lower(low), None if high is None else upper(high), ceiling, floor)


def _raised(u: Behaviour, p: Fraction) -> Behaviour:
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


def _log(u: Behaviour) -> Behaviour:
    if u.sign <= 0:
        raise TooNear("the logarithm of what may be negative")
    low = None if u.low is None or not u.low > 0 else lower(u.low.log())
    high = None if u.high is None else upper(u.high.log())
    below = None if u.floor is None else log_below(u.floor)
    above = None if u.ceiling is None else log_above(u.ceiling)
    ceiling: Ceiling | None = None
    if below is not None and above is not None:
        one = flint().arb(1)
        parts = [(max(abs(getattr(below, f)), abs(getattr(above, f))), k) for k, f in enumerate("dcq")]
        ceiling = tuple(Growth(upper(ball(size) * one), k) for size, k in parts if size)
    return Behaviour(0, low, high, ceiling, None, below, above)
