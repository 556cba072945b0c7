"""A form as a function on balls.

Real ones (decisions that are open give the hull of both sides) and complex ones (without
decisions).

On a complex ball with `analytic` set, the result is finite only if the function is holomorphic on
the ball, as `acb.integral` demands: every operator is holomorphic but at poles (where division
gives a non-finite ball) and at the branch cuts of log and of roots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from .balls import Ball, ball, flint, working_bits
from .effort import spend
from .enclosure import Refused
from .exponential_sums import pairs
from .forms import Form, constant, negative, rational, subtract

# (point, analytic) → complex ball; the point is a mapping key for several variables
Function = Callable[[Any, bool], Ball]
ENOUGH_BITS = 4096


def compiled(form: Form, name: str, fixed: Mapping[str, Ball] | None = None) -> Function:
    """The form as a function of the variable `name`, at the working precision that is set now.

    Other variables have the values `fixed`.
    """
    return _Compiler(form, name, fixed or {}).function(form)


def real(function: Function, point: Ball) -> Ball:
    """The value at a real ball."""
    spend(flint().ctx.prec)
    value = function(flint().acb(point), False)
    return value.real if value.is_finite() and value.imag == 0 else flint().arb("nan")


def sign_of_constant(form: Form) -> int:
    """The sign of a form without variables.  Raises Refused where no precision settles it."""
    if (value := rational(form)) is not None:
        return (value > 0) - (value < 0)
    bits = 64
    while bits <= ENOUGH_BITS:
        with working_bits(bits):
            enclosed = real(compiled(form, ""), flint().arb(0))
            if not enclosed.is_finite():
                raise Refused(
                    "a constant is not finite: is something divided by zero, or the root or log "
                    "of a negative number taken?"
                )
            if enclosed > 0 or enclosed < 0:
                return 1 if enclosed > 0 else -1
        bits *= 4
    raise Refused(f"the sign of a constant is not settled at {ENOUGH_BITS} bits; is it zero?")


class _Compiler:
    """Closures, one for each subform.

    What occurs more than once is computed once for each point.
    """

    def __init__(self, form: Form, name: str, fixed: Mapping[str, Ball]) -> None:
        self.acb = flint().acb
        self.name, self.fixed = name, fixed
        self.uses: Counter[Form] = Counter()
        self.made: dict[Form, Function] = {}
        stack = [form]
        while stack:
            f = stack.pop()
            self.uses[f] += 1
            if self.uses[f] == 1:
                stack += f.args

    def function(self, form: Form) -> Function:
        if form not in self.made:
            made = self._make(form)
            self.made[form] = (
                _remembered(made)
                if self.uses[form] > 1 and form.op not in ("constant", "variable")
                else made
            )
        return self.made[form]

    def _make(self, form: Form) -> Function:
        op, acb = form.op, self.acb
        if op == "variable":
            if form.data == self.name:
                return lambda z, analytic: z
            value = acb(self.fixed[str(form.data)])
            return lambda z, analytic: value
        if op == "constant":
            assert isinstance(form.data, Fraction)
            number = acb(ball(form.data))
            return lambda z, analytic: number
        if op == "undefined":
            nothing = acb("nan")
            return lambda z, analytic: nothing
        if not form.variables:
            known = getattr(self, "_" + op)(form)(acb(0), False)
            return lambda z, analytic: known
        result: Function = getattr(self, "_" + op)(form)
        return result

    def _sum(self, form: Form) -> Function:
        first, *rest = map(self.function, form.args)

        def run(z: Any, analytic: bool) -> Ball:
            total = first(z, analytic)
            for f in rest:
                total = total + f(z, analytic)
            return total

        return run

    def _product(self, form: Form) -> Function:
        first, *rest = map(self.function, form.args)

        def run(z: Any, analytic: bool) -> Ball:
            total = first(z, analytic)
            for f in rest:
                total = total * f(z, analytic)
            return total

        return run

    def _quotient(self, form: Form) -> Function:
        top, bottom = map(self.function, form.args)
        return lambda z, analytic: top(z, analytic) / bottom(z, analytic)

    def _power(self, form: Form) -> Function:
        base = self.function(form.args[0])
        assert isinstance(form.data, Fraction)
        p = form.data
        whole = int(p)
        acb = self.acb

        def even(z: Any, analytic: bool) -> Ball:
            at = base(z, analytic)
            if analytic or at.imag != 0:
                return at**whole
            # Arb's power of a ball around 0 reaches below 0
            return acb((at**whole).real.nonnegative_part())

        def root(z: Any, analytic: bool) -> Ball:
            at = base(z, analytic)
            if not analytic and at.imag == 0:
                # a guard (`reading`) has excluded negative values
                at = acb(at.real.nonnegative_part())
            return at.sqrt(analytic=analytic) ** p.numerator

        if p == whole:
            return (
                even
                if whole % 2 == 0 and whole > 0
                else lambda z, analytic: base(z, analytic) ** whole
            )
        if p.denominator == 2:
            return root
        exponent = self.acb(ball(p))

        def general(z: Any, analytic: bool) -> Ball:
            at = base(z, analytic)
            if not analytic and at.imag == 0 and p > 0 and not at.real > 0:
                return acb((at.real.nonnegative_part().upper() ** ball(p)).union(0))  # [0, b]^p
            return at.pow(exponent, analytic=analytic)

        return general

    def _exp(self, form: Form) -> Function:
        u = self.function(form.args[0])
        return lambda z, analytic: _exp(u(z, analytic), analytic)

    def _log(self, form: Form) -> Function:
        u = self.function(form.args[0])
        return lambda z, analytic: u(z, analytic).log(analytic=analytic)

    def _tangent(self, form: Form) -> Function:
        u = self.function(form.args[0])
        return lambda z, analytic: u(z, analytic).tanh()

    def _arctan(self, form: Form) -> Function:
        u, nothing = self.function(form.args[0]), self.acb("nan")

        def run(z: Any, analytic: bool) -> Ball:
            at = u(z, analytic)
            # Arb does not say where a ball meets a branch cut: the imaginary axis beyond ±i
            if analytic and at.real.contains(0) and not abs(at.imag) < 1:
                return nothing
            return at.atan()

        return run

    def _cdf(self, form: Form) -> Function:
        u = self.function(form.args[0])
        root = -flint().arb(2).rsqrt()
        return lambda z, analytic: (u(z, analytic) * root).erfc() / 2

    def _shifted(self, form: Form) -> tuple[list[Function], list[Function], list[list[Function]]]:
        rows = pairs(form)
        differences = [[self.function(subtract(w, v)) for _, w in rows] for _, v in rows]
        return [self.function(d) for d, _ in rows], [self.function(w) for _, w in rows], differences

    def _softmax(self, form: Form) -> Function:
        """c/Σ d e^w after division by the largest e^w.

        The same number, and no term of the sum is large on the ball.
        """
        rows = pairs(form)
        c = self.function(form.args[0])
        if len(rows) == 2 and rows[0][1] == constant(0):
            (d0, _), (d1, w) = rows
            f0, f1, u, back = (
                self.function(d0),
                self.function(d1),
                self.function(w),
                self.function(negative(w)),
            )
            monotone = all(
                (value := rational(f)) is not None and value > 0 for f in (form.args[0], d0, d1)
            )
            wide = flint().arb(1) / 16

            def two(z: Any, analytic: bool) -> Ball:
                at = u(z, analytic)
                # decreasing in w: its values at both ends
                if monotone and not analytic and at.imag == 0 and at.real.rad() > wide:
                    ends = [
                        c(z, False) / (f0(z, False) + f1(z, False) * _exp(self.acb(end), False))
                        for end in (at.real.lower(), at.real.upper())
                    ]
                    return self.acb(ends[0].real.union(ends[1].real))
                if at.real > 0:
                    e = _exp(back(z, analytic), analytic)
                    return c(z, analytic) * e / (f1(z, analytic) + f0(z, analytic) * e)
                return c(z, analytic) / (f0(z, analytic) + f1(z, analytic) * _exp(at, analytic))

            return two
        weights, exponents, differences = self._shifted(form)

        def run(z: Any, analytic: bool) -> Ball:
            k = _largest(exponents, z, analytic)
            total = sum(
                d(z, analytic) * _exp(w(z, analytic), analytic)
                for d, w in zip(weights, differences[k])
            )
            return c(z, analytic) * (-exponents[k](z, analytic)).exp() / total

        return run

    def _logsum(self, form: Form) -> Function:
        """log Σ d e^w = w_k + log Σ d e^{w − w_k}.

        The branch is the real one only on balls that meet the real line; others are refused.
        """
        weights, exponents, differences = self._shifted(form)
        nothing = self.acb("nan")
        real = all(value.imag.contains(0) for value in map(self.acb, self.fixed.values()))

        def run(z: Any, analytic: bool) -> Ball:
            if not (real and z.imag.contains(0)):
                return nothing
            k = _largest(exponents, z, analytic)
            total = sum(
                d(z, analytic) * _exp(w(z, analytic), analytic)
                for d, w in zip(weights, differences[k])
            )
            return exponents[k](z, analytic) + total.log(analytic=True)

        return run

    def _choose(self, form: Form) -> Function:
        u, a, b = map(self.function, form.args)
        condition, yes, no = form.args
        acb, nothing, loose = self.acb, self.acb("nan"), not form.data
        # |u| or relu(u): not negative, whatever the enclosure says
        size = yes == condition and no in (negative(condition), constant(0))

        def run(z: Any, analytic: bool) -> Ball:
            at = u(z, analytic)
            if analytic or not at.is_finite() or at.imag != 0:
                return nothing
            if at.real > 0 or loose and at.real >= 0:
                return a(z, analytic)
            if at.real < 0 or not loose and at.real <= 0:
                return b(z, analytic)
            both = a(z, analytic).real.union(b(z, analytic).real)
            return acb(both.nonnegative_part() if size else both)

        return run


def _exp(u: Ball, analytic: bool) -> Ball:
    """e^u; not below 0 on a real ball, where Arb's midpoint and radius would reach below."""
    if analytic or u.imag != 0:
        return u.exp()
    return flint().acb(u.real.exp().nonnegative_part())


def _largest(exponents: list[Function], z: Any, analytic: bool) -> int:
    middles = [w(z, analytic).real.mid() for w in exponents]
    best = 0
    for k in range(1, len(middles)):
        if middles[k] > middles[best]:
            best = k
    return best


def _remembered(function: Function) -> Function:
    last: list[Any] = [None, None, None]

    def run(z: Any, analytic: bool) -> Ball:
        if last[0] is not z or last[1] is not analytic:
            last[:] = z, analytic, function(z, analytic)
        return last[2]

    return run
