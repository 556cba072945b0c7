"""The mean of a form that really depends on two Gaussians.

An integral of integrals, for bounded forms, at moderate accuracy.

With x ~ N(0, w), y ~ N(0, w') after exact scaling and |f| ≤ B(|x|, |y|) for a polynomial B
(`majorant`),

    E f = ∫_{−r}^{r} φ(y) ∫_{−s}^{s} φ(x) f(x, y) dx dy  ±  E[B; |x| > s] ± E[B; |y| > r].

The inner integral is a holomorphic function of y wherever f is holomorphic at (x, y) for all real x
in [−s, s].  `acb.integral` asks for it at points, where it is integrated, and on wide balls, where
only a bound is wanted: there it is a sum over cells, finite only if f is holomorphic.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any

from .balls import Ball, ball, exact, flint, hull, integral, upper, working_bits
from .cells import Cutter, SignCell, deciding, substituted
from .closed import Laws, moment
from .enclosure import Gaussian, Refused
from .evaluating import compiled
from .exponential_sums import pairs
from .forms import BOUNDED, ZERO, Form, add, constant, rational, scaled, variable
from .growth import Growth, tail_integral
from .layers import split_points
from .line import GUARD, scale_of

MOST_BITS, OUTER_WORK, INNER_WORK, ALL_WORK, COARSE = 48, 6_000, 3_000, 250_000, 24
Majorant = dict[tuple[int, int], Ball]  # |f| ≤ Σ A |x|^i |y|^j


def mean_on_plane(form: Form, laws: Laws, bits: int) -> Ball:
    """E of a form in two variables.

    The accuracy aimed at is 2^−bits, at most 2^−48; work is limited.  Raises Refused.
    """
    inner, outer = _order(form)
    widths = {}
    for name in (inner, outer):
        sigma, widths[name] = scale_of(laws[name].variance)
        form = substituted(
            form, name, add(constant(laws[name].mean), scaled(sigma, variable(name)))
        )
    with working_bits(min(bits, MOST_BITS) + GUARD):
        return _Plane(form, inner, outer, widths[inner], widths[outer], min(bits, MOST_BITS)).mean()


def _order(form: Form) -> tuple[str, str]:
    """(inner, outer) variable.

    Decisions may depend on the outer one alone, because it is cut first.
    """
    turning = frozenset().union(*(f.args[0].variables for f in deciding(form)))
    if len(turning) > 1:
        raise Refused(
            "a max, an absolute value or a case that depends on two Gaussians, and not through "
            "one linear combination of them"
        )
    first, second = sorted(form.variables)
    return (second, first) if first in turning else (first, second)


class _Plane:
    def __init__(self, form: Form, x: str, y: str, w: Fraction, v: Fraction, bits: int) -> None:
        self.form, self.x, self.y, self.w, self.v, self.bits = form, x, y, w, v, bits
        self.arb, self.acb = flint().arb, flint().acb
        self.bound = majorant(form, x, y)
        self.s, self.r = (
            Fraction(isqrt(int(2 * u * (bits + 12) * 70) + 1), 10) + 2 for u in (w, v)
        )
        self.aim = self.arb(2) ** (-bits - 4)
        self.work = 0  # evaluations of the integrand
        self.columns = [self._column(k) for k in range(COARSE)]

    def mean(self) -> Ball:
        total = self.arb(0, self._tails())
        cells = Cutter(self.y, self.bits + GUARD // 2).cells(self.form, -self.r, self.r)
        for cell in cells:
            total += (
                self._open(cell)
                if cell.form is None
                else self._strip(cell.form, cell.low, cell.high)
            )
        return total

    def _tails(self) -> Ball:
        total = self.arb(0)
        one = self.arb(1)
        for (i, j), a in self.bound.items():
            total += (
                2
                * a
                * tail_integral((Growth(one, i),), self.w, self.s)
                * _absolute_moment(j, self.v)
            )
            total += (
                2
                * a
                * tail_integral((Growth(one, j),), self.v, self.r)
                * _absolute_moment(i, self.w)
            )
        return upper(total)

    def _open(self, cell: SignCell) -> Ball:
        """A tiny strip where a decision is open: |∫| ≤ width · max B."""
        farthest = ball(max(abs(cell.low), abs(cell.high)))
        size = sum(
            (a * _absolute_moment(i, self.w) * farthest**j for (i, j), a in self.bound.items()),
            self.arb(0),
        )
        return self.arb(
            0, upper(size * ball(cell.high - cell.low) * (2 * ball(self.v) * self.arb.pi()).rsqrt())
        )

    def _strip(self, form: Form, low: Fraction, high: Fraction) -> Ball:
        if form == ZERO:
            return self.arb(0)
        norm = (2 * ball(self.v) * self.arb.pi()).rsqrt() * (
            2 * ball(self.w) * self.arb.pi()
        ).rsqrt()
        minus_half = -self.acb(1) / (2 * ball(self.v))
        narrow = self.arb(2) ** -20

        def integrand(y: Any, analytic: bool) -> Ball:
            if self.work > ALL_WORK:
                return self.acb("nan")
            point = y.real.rad() < narrow and y.imag.rad() < narrow
            found = self._inner(form, y, analytic) if point else self._coarse(form, y, analytic)
            return found * (y * y * minus_half).exp()

        steps = [low + (high - low) * k / 4 for k in range(5)]
        total = self.acb(0)
        for a, b in zip(steps, steps[1:]):
            piece = integral(integrand, ball(a), ball(b), self.aim, OUTER_WORK)
            if not piece.is_finite():
                raise Refused("a double integral did not settle within the work limit")
            total += piece
        return total.real * norm

    def _inner(self, form: Form, y: Any, analytic: bool) -> Ball:
        """∫ φ(x) f(x, y) dx up to a constant factor, for y nearly a point."""
        f = compiled(form, self.x, {self.y: y})
        minus_half = -self.acb(1) / (2 * ball(self.w))
        near = substituted(form, self.y, constant(exact(y.real.mid())))
        cuts = [-self.s, *split_points(near, self.x, -self.s, self.s), self.s]
        total = self.acb(0)

        def integrand(x: Any, flag: bool) -> Ball:
            self.work += 1
            return f(x, flag or analytic) * (x * x * minus_half).exp()

        for a, b in zip(cuts, cuts[1:]):
            total += integral(integrand, ball(a), ball(b), self.aim, INNER_WORK)
        return total

    def _column(self, k: int) -> tuple[Ball, Ball]:
        """A cell of x with ∫ φ over it, up to the constant factor."""
        a, b = (-self.s + 2 * self.s * i / COARSE for i in (k, k + 1))
        root = (2 * ball(self.w)).rsqrt()
        mass = (
            ((ball(b) * root).erf() - (ball(a) * root).erf()) / 2 / (root * self.arb.pi().rsqrt())
        )
        return self.acb(hull(a, b)), mass

    def _coarse(self, form: Form, y: Any, analytic: bool) -> Ball:
        """A bound of the inner integral on a ball of y.

        The hull of f on each cell of x, times the cell's mass.
        """
        f = compiled(form, self.x, {self.y: y})
        total = self.acb(0)
        self.work += COARSE
        for x, mass in self.columns:
            total += f(x, analytic) * mass
            if not total.is_finite():
                break
        return total


def _absolute_moment(k: int, w: Fraction) -> Ball:
    """At least E|x|^k for x ~ N(0, w)."""
    return ball(
        moment(k, Gaussian(Fraction(0), w))
        if k % 2 == 0
        else 1 + moment(k + 1, Gaussian(Fraction(0), w))
    )


def majorant(form: Form, x: str, y: str) -> Majorant:
    """Coefficients A with |f(x, y)| ≤ Σ A |x|^i |y|^j on the real plane.

    Raises Refused where none is known.
    """

    def of(f: Form) -> Majorant:
        if not f.variables:
            value = compiled(f, "")(flint().acb(0), False)
            return {(0, 0): upper(abs(value))}
        if f.op == "variable":
            return {(int(f.data == x), int(f.data == y)): flint().arb(1)}
        if f.op == "sum":
            return _summed(*map(of, f.args))
        if (
            f.op == "product"
            or f.op == "power"
            and isinstance(f.data, Fraction)
            and f.data.denominator == 1
            and f.data > 0
        ):
            total: Majorant = {(0, 0): flint().arb(1)}
            for part in f.args * (int(f.data) if isinstance(f.data, Fraction) else 1):
                total = _multiplied(total, of(part))
            return total
        if f.op == "choose":
            return _summed(of(f.args[1]), of(f.args[2]))
        if f.op in BOUNDED:
            return {(0, 0): flint().arb(BOUNDED[f.op])}
        if f.op in ("softmax", "logsum"):
            weights = [rational(d) for d, _ in pairs(f)]
            if all(d is not None and d > 0 for d in weights):
                return _bounded(f, [d for d in weights if d is not None])
        raise Refused(f"a double integral of {f.op}: no bound by a polynomial is known")

    def _bounded(f: Form, weights: list[Fraction]) -> Majorant:
        rows = pairs(f)
        if f.op == "softmax":
            c = rational(f.args[0])
            for (_, w), d in zip(rows, weights):
                if w == ZERO and c is not None:
                    return {(0, 0): upper(ball(abs(c) / d))}
            raise Refused("a double integral of a quotient of exponentials that is not bounded")
        logs = sum(
            (abs(ball(d).log()) for d in weights), abs(ball(sum(weights, Fraction(0))).log())
        )
        return _summed({(0, 0): upper(logs)}, *(of(w) for _, w in rows))

    return of(form)


def _summed(*parts: Majorant) -> Majorant:
    total: Majorant = {}
    for part in parts:
        for key, a in part.items():
            total[key] = upper(total[key] + a) if key in total else a
    return total


def _multiplied(p: Majorant, q: Majorant) -> Majorant:
    return _summed(
        *({(i + k, j + m): upper(a * b)} for (i, j), a in p.items() for (k, m), b in q.items())
    )
