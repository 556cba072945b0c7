"""What is proved about a form on a half-line x = side·t, t ≥ r.

Its range, its sign, what it grows like, and quadratics around it.

Everything here is a bound; a bound that cannot be derived is absent (None), and `TooNear` asks for
a larger r.  Exact polynomials are bounded by their leading term: |p(t)| ≥ (|aₙ| − Σ_{i<n} |aᵢ|
r^{i−n}) t^n.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from .balls import Ball, ball, flint, lower, upper
from .behaviour import (
    Behaviour,
    all_added,
    all_quadratics,
    completed,
    inverse,
    logged,
    number,
    powered,
    times,
)
from .cells import deciding, rebuilt
from .enclosure import Refused
from .evaluating import compiled, real
from .exponential_sums import pairs
from .forms import UNDEFINED, UNIT, Form, choose, polynomial, rational, univariate
from .growth import Growth, Quadratic, TooNear, eventually_below

HUGE_BITS = 40


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
                found = number(real(compiled(form, self.name), flint().arb(0)))
            else:
                found = (
                    self._polynomial(coefficients)
                    if coefficients is not None
                    else getattr(self, "_" + form.op)(form)
                )
            self.known[form] = completed(found, self.r)
        return self.known[form]

    def settled(self, form: Form, strictly: bool) -> Form:
        """The form with its decisions made.

        One that is open raises TooNear, or stays (not `strictly`) where both values are defined.
        """
        if not deciding(form):
            return form
        if form.op != "choose":
            return rebuilt(form, tuple(self.settled(a, strictly) for a in form.args))
        condition = self.settled(form.args[0], strictly)
        if condition == UNDEFINED:
            raise Refused("a condition is undefined with positive probability")
        u = self.behaviour(condition)
        if u.sign or u.value == 0:
            return self.settled(
                form.args[1] if u.sign > 0 or u.value == 0 and not form.data else form.args[2],
                strictly,
            )
        # beyond all its roots, a polynomial is decided
        if strictly or UNDEFINED in form.args or polynomial(condition) is not None:
            raise TooNear("a condition is not settled far out")
        return choose(
            condition, bool(form.data), *(self.settled(a, strictly) for a in form.args[1:])
        )

    def _polynomial(self, a: list[Fraction]) -> Behaviour:
        a = [c * self.side**i for i, c in enumerate(a)]
        r, n = self.r, len(a) - 1
        if n <= 0:
            c = a[0] if a else Fraction(0)
            at, size = ball(c), Growth(upper(ball(abs(c))))
            floor = Growth(lower(ball(abs(c)))) if c else None
            return Behaviour(
                (c > 0) - (c < 0),
                lower(at),
                upper(at),
                (size,),
                floor,
                Quadratic(c),
                Quadratic(c),
                c,
            )
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
            sign,
            edge if sign > 0 else None,
            edge if sign < 0 else None,
            ceiling,
            floor,
            around if n <= 2 or sign > 0 else None,
            around if n <= 2 or sign < 0 else None,
        )

    def _undefined(self, form: Form) -> Behaviour:
        raise Refused(
            "the integrand is undefined with positive probability: a log, a root or no case "
            "that applies"
        )

    def _variable(self, form: Form) -> Behaviour:
        raise AssertionError("a polynomial")

    def _sum(self, form: Form) -> Behaviour:
        parts = [self.behaviour(a) for a in form.args]
        low, high = (
            all_added([getattr(p, side) for p in parts], rounded)
            for side, rounded in (("low", lower), ("high", upper))
        )
        ceilings = [p.ceiling for p in parts]
        ceiling = (
            None
            if any(c is None for c in ceilings)
            else tuple(g for c in ceilings for g in c or ())
        )
        sign = parts[0].sign if all(p.sign == parts[0].sign for p in parts) else 0
        floor = None
        if sign:
            floor = max(
                (p.floor for p in parts if p.floor is not None), key=lambda g: g.order, default=None
            )
        elif ceiling is not None:
            sign, floor = self._dominated(parts)
        below, above = (
            all_quadratics([getattr(p, side) for p in parts]) for side in ("below", "above")
        )
        values = [p.value for p in parts if p.value is not None]
        value = sum(values, Fraction(0)) if len(values) == len(parts) else None
        return Behaviour(sign, low, high, ceiling, floor, below, above, value)

    def _dominated(self, parts: list[Behaviour]) -> tuple[int, Growth | None]:
        """A floor of |Σ u| from the summand that grows fastest.

        It is F·(1 − Σ ceiling/F at r), where F is a floor of that summand and no ratio increases.
        """
        first = max(
            (p for p in parts if p.floor is not None and p.sign),
            key=lambda p: p.floor.order if p.floor else (),
            default=None,
        )
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
            total = completed(times(total, p), self.r)
        return total

    def _quotient(self, form: Form) -> Behaviour:
        top, bottom = (self.behaviour(a) for a in form.args)
        return times(top, completed(inverse(bottom), self.r))

    def _power(self, form: Form) -> Behaviour:
        u, p = self.behaviour(form.args[0]), form.data
        assert isinstance(p, Fraction)
        if p < 0:
            return inverse(completed(powered(u, -p), self.r))
        return powered(u, p)

    def _exp(self, form: Form) -> Behaviour:
        u = self.behaviour(form.args[0])
        low, high = self._clipped(u.low, -1), self._clipped(u.high, 1)
        ceiling = (
            None
            if u.above is None
            else (Growth(upper(ball(u.above.d).exp()), 0, u.above.c, u.above.q),)
        )
        floor = (
            None
            if u.below is None
            else Growth(lower(ball(u.below.d).exp()), 0, u.below.c, u.below.q)
        )
        return Behaviour(
            1,
            flint().arb(0) if low is None else lower(low.exp()),
            None if high is None else upper(high.exp()),
            ceiling,
            floor,
        )

    @staticmethod
    def _clipped(end: Ball | None, side: int) -> Ball | None:
        """An end of an exponent (side 1: the high end), loosened where it is huge.

        e^(e^1000) is not worth its size.
        """
        huge = flint().arb(2) ** HUGE_BITS
        if end is None or abs(end) < huge:
            return end
        return None if end * side > 0 else huge * -side

    def _log(self, form: Form) -> Behaviour:
        return logged(self.behaviour(form.args[0]))

    def _logsum(self, form: Form) -> Behaviour:
        return logged(self._total(form))

    def _softmax(self, form: Form) -> Behaviour:
        total = self._total(form)
        weight = times(self.behaviour(form.args[0]), completed(inverse(total), self.r))
        c = rational(form.args[0])
        if c and total.low is not None and total.low > 0:
            weight = replace(weight, low=flint().arb(0), high=upper(ball(c) / total.low))
        return weight

    def _total(self, form: Form) -> Behaviour:
        terms = tuple(
            Form("product", (d, Form("exp", (w,)))) if d != UNIT else Form("exp", (w,))
            for d, w in pairs(form)
        )
        return self.behaviour(Form("sum", terms))

    def _tangent(self, form: Form) -> Behaviour:
        u = self.behaviour(form.args[0])
        one = flint().arb(1)
        return Behaviour(
            u.sign,
            -one if u.low is None else lower(u.low.tanh()),
            one if u.high is None else upper(u.high.tanh()),
            (Growth(one),),
        )

    def _arctan(self, form: Form) -> Behaviour:
        u = self.behaviour(form.args[0])
        end = upper(flint().arb.pi() / 2)
        return Behaviour(
            u.sign,
            -end if u.low is None else lower(u.low.atan()),
            end if u.high is None else upper(u.high.atan()),
            (Growth(end),),
        )

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
