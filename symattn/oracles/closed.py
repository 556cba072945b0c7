"""Closed forms of means.

What is averaged are sums of polynomial · e^{quadratic}, in any number of independent Gaussians.

For x ~ N(m, v) and 1 − 2qv > 0 (otherwise the mean does not exist), completing the square gives

    E p(x) e^{q x² + c x} = s^{−1/2} · exp((q m² + c m + c² v/2)/s) · E p(y),   s = 1 − 2qv,   y ~
    N((m + c v)/s, v/s),

and the moments of y follow from E y^{k+1} = μ E y^k + k σ² E y^{k−1}.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .balls import Ball, ball, flint
from .enclosure import Gaussian, Refused
from .exponential_sums import exponential_terms
from .forms import ONE, Form, Polynomial, polynomial

Laws = Mapping[str, Gaussian]


def moment(degree: int, law: Gaussian) -> Fraction:
    """E x^degree, exactly.

    >>> moment(4, Gaussian(Fraction(0), Fraction(1)))
    Fraction(3, 1)
    """
    before, now = Fraction(0), Fraction(1)
    for k in range(degree):
        before, now = now, law.mean * now + k * law.variance * before
    return now


def closed_form(form: Form, laws: Laws) -> Ball | None:
    """E of the form as a ball at the working precision.

    None if it is not a sum of polynomial · e^{quadratic without mixed terms}.

    Raises Refused where such a mean is infinite.
    """
    rows = []
    for c, u in exponential_terms(form):
        p, e = polynomial(c), polynomial(u)
        if p is None or e is None or not _numeric(p) or (tilts := _tilts(e, laws)) is None:
            return None
        rows.append((p, e.get(ONE, Fraction(0)), tilts))
    total = flint().arb(0)
    for p, offset, tilts in rows:
        factor, tilted = tilt(offset, tilts, laws)
        total += factor * ball(_mean(p, {**laws, **tilted}))
    return total


def _numeric(p: Polynomial) -> bool:
    return all(isinstance(atom, str) for m in p for atom, _ in m)


def _tilts(exponent: Polynomial, laws: Laws) -> dict[str, tuple[Fraction, Fraction]] | None:
    """(c, q) of each variable in an exponent Σ c x + q x² + constant."""
    found: dict[str, tuple[Fraction, Fraction]] = {}
    for m, value in exponent.items():
        if m == ONE:
            continue
        if len(m) > 1:
            return None
        ((name, degree),) = m
        if not isinstance(name, str) or degree > 2:
            return None
        c, q = found.get(name, (Fraction(0), Fraction(0)))
        found[name] = (c + value, q) if degree == 1 else (c, q + value)
    return found


def tilt(
    offset: Fraction, tilts: Mapping[str, tuple[Fraction, Fraction]], laws: Laws
) -> tuple[Ball, dict[str, Gaussian]]:
    """The factor and the new laws.

    E h(x) e^{offset + Σ c x + q x²} is the factor times E h under the new laws.
    """
    exponent, scale, tilted = offset, Fraction(1), {}
    for name, (c, q) in tilts.items():
        m, v = laws[name].mean, laws[name].variance
        s = 1 - 2 * q * v
        if s <= 0:
            raise Refused(
                f"the mean is infinite or has no meaning: e^({q} x²) grows at least as fast as "
                f"the density of x falls, variance {v}"
            )
        exponent += (q * m * m + c * m + c * c * v / 2) / s
        scale *= s
        tilted[name] = Gaussian((m + c * v) / s, v / s)
    return ball(exponent).exp() * ball(scale).rsqrt(), tilted


def _mean(p: Polynomial, laws: Laws) -> Fraction:
    total = Fraction(0)
    for m, c in p.items():
        for name, degree in m:
            c *= moment(degree, laws[str(name)])
        total += c
    return total


def split_tilt(form: Form, laws: Laws) -> tuple[Ball, Form, dict[str, Gaussian]] | None:
    """A single product h · e^{quadratic} as (factor, h, new laws), if its exponent is tame.

    None where there is nothing to gain.
    """
    rows = exponential_terms(form)
    if len(rows) != 1:
        return None
    ((h, u),) = rows
    e = polynomial(u)
    if e is None or (tilts := _tilts(e, laws)) is None or not tilts:
        return None
    if any(2 * q * laws[name].variance >= 1 for name, (_, q) in tilts.items()):
        return None  # h may decay and save the mean; the general bound decides
    factor, tilted = tilt(e.get(ONE, Fraction(0)), tilts, laws)
    return factor, h, {**laws, **tilted}
