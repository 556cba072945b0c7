"""Growth classes, and the one inequality that bounds a Gaussian tail.

A class is A t^k e^{ct + qt²} on a half-line t ≥ r ≥ 1.

Coefficients A are exact balls rounded in the safe direction; k, c, q are exact, so that
e^{βt}/e^{βt} is exactly 1.

Tail bound.  For k ≥ 0 and a = 1/(2w) − q > 0, h(t) = k log t + ct − at² is concave on t > 0.  So
h(t) ≤ h(r) + h'(r)(t − r), and if h'(r) < 0,

    ∫_r^∞ A t^k e^{ct + qt²} e^{−t²/(2w)} dt = A ∫_r^∞ e^{h(t)} dt ≤ A e^{h(r)} / (−h'(r)).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .balls import Ball, ball, exact, flint, lower, upper
from .enclosure import Refused

MAX_SUMMANDS = 16


class TooNear(Exception):
    """A bound needs a half-line that begins farther out."""


@dataclass(frozen=True)
class Growth:
    """A t^k e^{ct + qt²}, with A ≥ 0."""

    A: Ball
    k: int = 0
    c: Fraction = Fraction(0)
    q: Fraction = Fraction(0)

    @property
    def order(self) -> tuple[Fraction, Fraction, int]:
        return self.q, self.c, self.k

    def at(self, r: Fraction) -> Ball:
        return self.A * ball(r) ** self.k * ball(self.c * r + self.q * r * r).exp()

    def times(self, other: Growth, rounded: str) -> Growth:
        product = self.A * other.A
        return Growth(
            upper(product) if rounded == "up" else lower(product),
            self.k + other.k,
            self.c + other.c,
            self.q + other.q,
        )

    def inverse(self) -> Growth:
        """The bound above for 1/u where this one is below |u|."""
        return Growth(upper(1 / self.A), -self.k, -self.c, -self.q)


Ceiling = tuple[Growth, ...]  # |u| ≤ their sum


def merged(ceiling: Ceiling) -> Growth:
    """One growth above the sum: valid for t ≥ 1."""
    total = sum((g.A for g in ceiling), flint().arb(0))
    if not ceiling:
        return Growth(total)
    return Growth(
        upper(total),
        max(g.k for g in ceiling),
        max(g.c for g in ceiling),
        max(g.q for g in ceiling),
    )


def product(a: Ceiling, b: Ceiling) -> Ceiling:
    if len(a) * len(b) > MAX_SUMMANDS:
        a, b = (merged(a),), (merged(b),)
    return tuple(x.times(y, "up") for x in a for y in b)


def raised(ceiling: Ceiling, p: Fraction) -> Ceiling:
    """The ceiling of |u|^p, p > 0."""
    if p.denominator == 1 and len(ceiling) ** int(p) <= MAX_SUMMANDS:
        total: Ceiling = (Growth(flint().arb(1)),)
        for _ in range(int(p)):
            total = product(total, ceiling)
        return total
    g = merged(ceiling)
    k = -((-g.k * p.numerator) // p.denominator)
    return (Growth(upper(flint().arb(g.A) ** ball(p)) if g.A > 0 else g.A, k, p * g.c, p * g.q),)


def floor_raised(g: Growth, p: Fraction) -> Growth:
    k = (g.k * p.numerator) // p.denominator
    return Growth(lower(g.A ** ball(p)), k, p * g.c, p * g.q)


def eventually_below(small: Growth, large: Growth, r: Fraction) -> bool:
    """Whether small/large does not increase on t ≥ r.

    Its logarithm's derivative (k/t + c + 2qt, with differences) stays ≤ 0.
    """
    k, c, q = small.k - large.k, small.c - large.c, small.q - large.q
    return q <= 0 and max(k, 0) / r + c + 2 * q * r <= 0


def tail_integral(ceiling: Ceiling, w: Fraction, r: Fraction) -> Ball:
    """An upper bound of ∫_r^∞ (ceiling) · density of N(0, w).

    Raises TooNear, or Refused where no bound of this kind exists.
    """
    total = flint().arb(0)
    for g in ceiling:
        a = 1 / (2 * w) - g.q
        if a <= 0:
            raise Refused(
                "the integrand is not bounded by anything that the Gaussian density makes "
                "integrable: its mean may be infinite"
            )
        k = max(g.k, 0)  # t^k ≤ 1 for k < 0
        slope = k / r + g.c - 2 * a * r
        if slope >= 0:
            raise TooNear("the integrand has not passed its peak")
        total += g.A * ball(r) ** k * ball(g.c * r - a * r * r).exp() / ball(-slope)
    return upper(total * (2 * ball(w) * flint().arb.pi()).rsqrt())


@dataclass(frozen=True)
class Quadratic:
    """d + ct + qt², exact."""

    d: Fraction
    c: Fraction = Fraction(0)
    q: Fraction = Fraction(0)

    def plus(self, other: Quadratic) -> Quadratic:
        return Quadratic(self.d + other.d, self.c + other.c, self.q + other.q)

    def times(self, x: Fraction) -> Quadratic:
        return Quadratic(self.d * x, self.c * x, self.q * x)


def log_above(ceiling: Ceiling) -> Quadratic:
    """A quadratic above log Σ A t^k e^{ct + qt²}.

    Log of n summands is at most log n + the largest, and log t ≤ t − 1, log t ≥ 0.
    """
    many = ball(Fraction(len(ceiling)))
    tops = [
        (exact(upper((g.A * many).log())) - max(g.k, 0), g.c + max(g.k, 0), g.q)
        for g in ceiling
        if g.A > 0
    ]
    if not tops:
        raise TooNear("the logarithm of zero")
    return Quadratic(*(max(t[i] for t in tops) for i in range(3)))


def log_below(g: Growth) -> Quadratic:
    """A quadratic below log(A t^k e^{ct + qt²})."""
    return Quadratic(exact(lower(g.A.log())) + max(-g.k, 0), g.c + min(g.k, 0), g.q)
