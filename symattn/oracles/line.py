"""The mean of a form in one Gaussian: cells, integrals, and proved bounds for the two tails.

The variable is scaled exactly, g = m + σx with σ a power of two near the standard deviation, so
that x ~ N(0, w) with w near 1 and rational. On [−r, r'] each cell is integrated by `acb.integral`,
whose error bound is proved; constant cells by erfc; open cells by their hull.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any

from .balls import Ball, NotFinite, ball, exact, flint, hull, integral, working_bits
from .cells import Cutter, SignCell, substituted
from .enclosure import Gaussian, Refused
from .evaluating import compiled, real
from .forms import Form, add, constant, rational, scaled, variable
from .growth import TooNear, tail_integral
from .half_lines import HalfLine
from .layers import layers, split_points

GUARD, TAIL_BITS, GRID = 40, 64, 33
FARTHEST = Fraction(1 << 40)


@dataclass(frozen=True)
class _End:
    """One end of the finite part.

    The tail beyond it is `value` times its mass, or at most `bound` in size.
    """

    r: Fraction
    value: Fraction | None
    bound: Ball


def mean_on_line(form: Form, name: str, law: Gaussian, bits: int) -> Ball:
    """E of a form in the variable `name` alone.

    Raises Refused where there is no proof that the mean exists.
    """
    sigma, w = scale_of(law.variance)
    form = substituted(form, name, add(constant(law.mean), scaled(sigma, variable(name))))
    goal, value = None, flint().arb(0)
    for extra in (0, bits // 4 + 32, bits + 64):
        with working_bits(bits + GUARD + extra):
            value = _Line(form, name, w, bits, goal).mean()
            size = abs(value).lower()
            if not size > 0 or value.rad() <= size * flint().arb(2) ** (-bits):
                return value
            if goal is not None and goal >= exact(size.mid()) / 2:
                return value  # a second attempt would not aim at anything finer
            goal = exact(size.mid())
    return value


def scale_of(variance: Fraction) -> tuple[Fraction, Fraction]:
    """(σ, variance/σ²) for a power of two σ near the standard deviation."""
    half = (variance.numerator.bit_length() - variance.denominator.bit_length()) // 2
    sigma = Fraction(2) ** half
    return sigma, variance / sigma**2


class _Line:
    def __init__(
        self, form: Form, name: str, w: Fraction, bits: int, goal: Fraction | None
    ) -> None:
        self.form, self.name, self.w, self.bits = form, name, w, bits
        self.root = (2 * ball(w)).rsqrt()  # 1/√(2w)
        self.norm = self.root * flint().arb.pi().rsqrt()
        self.goal = goal
        self.minus_half = -flint().acb(1) / (2 * ball(w))

    def mean(self) -> Ball:
        # density below 2^−bits, were f about 1
        start = Fraction(8 + isqrt(int(64 * 2 * self.w * (self.bits + 8) * 7 / 10)), 8)
        ends = {side: self._end(side, start, None) for side in (-1, 1)}
        scale = self._size(ends) if self.goal is None else ball(self.goal)
        small = scale * flint().arb(2) ** (-self.bits - 4)
        for side, end in ends.items():
            if end.value is None and not end.bound < small:
                ends[side] = self._end(side, end.r, small)
        total = flint().arb(0)
        for side, end in ends.items():
            total += (
                self._mass(end.r, None) * ball(end.value)
                if end.value is not None
                else flint().arb(0, end.bound)
            )
        for cell in Cutter(self.name, self.bits + GUARD // 2).cells(
            self.form, -ends[-1].r, ends[1].r
        ):
            total += self._cell(cell, small)
        return total

    def _end(self, side: int, r: Fraction, small: Ball | None) -> _End:
        """The nearest end, from r outward, at which the tail is bounded (and below `small`)."""
        why, patience = "", r * 8
        while r < FARTHEST:
            try:
                with working_bits(TAIL_BITS):
                    half_line = HalfLine(self.name, side, r)
                    b = half_line.behaviour(half_line.settled(self.form, strictly=r < patience))
                    if b.value is not None:
                        return _End(r, b.value, flint().arb(0))
                    if b.ceiling is None:
                        raise TooNear("the integrand has no bound of the form A t^k e^(ct + qt²)")
                    bound = tail_integral(b.ceiling, self.w, r)
                if small is None or bound < small:
                    return _End(r, None, bound)
                why = "the tail stays large"
            except TooNear as error:
                why = str(error)
            except NotFinite as error:
                raise Refused(
                    f"no bound of the tail was found: {why}" if why else str(error)
                ) from None
            r = Fraction(int(r * 10) + 1, 8)
        raise Refused(f"no bound of the tail was found: {why}")

    def _size(self, ends: dict[int, _End]) -> Ball:
        """About E|f|, from samples: it sets the accuracy aimed at, nothing else."""
        low, high = -ends[-1].r, ends[1].r
        with working_bits(TAIL_BITS):
            f = compiled(self.form, self.name)
            samples = [
                (low + (high - low) * k / (GRID + 1), (high - low) / GRID)
                for k in range(1, GRID + 1)
            ]
            samples += [
                (Fraction(centre), Fraction(width))
                for centre, width in layers(self.form, self.name)
                if low < centre < high
            ]
            best = flint().arb(0)
            for x, width in samples:
                value = abs(real(f, ball(x))) * ball(-x * x / (2 * self.w)).exp() * ball(width)
                if value.is_finite() and value > best:
                    best = value.mid()
            return best if best > 0 else flint().arb(2) ** (-self.bits)

    def _mass(self, a: Fraction, b: Fraction | None) -> Ball:
        """P(a < x < b); b = None for infinity."""
        if b is None:
            return (ball(a) * self.root).erfc() / 2
        if b <= 0:
            a, b = -b, -a
        x, y = ball(a) * self.root, ball(b) * self.root
        return (x.erfc() - y.erfc()) / 2 if a >= 0 else (y.erf() - x.erf()) / 2

    def _cell(self, cell: SignCell, small: Ball) -> Ball:
        if cell.form is None:
            x = hull(cell.low, cell.high)
            value = real(compiled(self.form, self.name), x)
            if not value.is_finite():
                raise Refused(
                    "the integrand is not bounded, or not defined, near a point where it turns"
                )
            return value * self._mass(cell.low, cell.high)
        if (value := rational(cell.form)) is not None:
            return ball(value) * self._mass(cell.low, cell.high) if value else flint().arb(0)
        f, minus_half, acb = compiled(cell.form, self.name), self.minus_half, flint().acb

        def integrand(z: Any, analytic: bool) -> Ball:
            return f(z, analytic) * (z * z * minus_half).exp()

        cuts = [cell.low, *split_points(cell.form, self.name, cell.low, cell.high), cell.high]
        limit = 20_000 + 20 * self.bits
        aim = small / self.norm
        total = acb(0)
        for a, b in zip(cuts, cuts[1:]):
            piece = integral(integrand, ball(a), ball(b), aim, limit)
            if not piece.is_finite():
                raise Refused(
                    f"the integral near {float(a):.6g} … {float(b):.6g} (in scaled units) is not "
                    "finite or did not settle: is there a pole on the line?"
                )
            total += piece
        return total.real * self.norm
