"""Where the integrand has thin layers.

A softmax weight switches between two scores, log-sum-exp and tanh bend, within a width of 1/slope.

Split points only: they are chosen in floating point, and a bad choice costs time or width, never
correctness.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from .exponential_sums import pairs
from .forms import BOUNDED, Form, polynomial, rational, univariate

MAX_LAYERS = 16
STEPS = (-64.0, -8.0, 8.0, 64.0)  # in widths: found by trial, on sigmoids from β = 0.5 to 10^6
Layer = tuple[float, float]  # centre and width


def layers(form: Form, name: str) -> list[Layer]:
    """The layers of the form, sharpest first."""
    found: set[Layer] = set()
    seen: set[Form] = set()
    stack = [form]
    while stack:
        f = stack.pop()
        if f in seen:
            continue
        seen.add(f)
        stack += f.args
        if f.op in ("softmax", "logsum"):
            found |= set(_switches(f, name))
        elif f.op in BOUNDED:
            found |= set(_zeros(_coefficients(f.args[0], name) or []))
    return sorted(found, key=lambda layer: layer[1])[:MAX_LAYERS]


def split_points(form: Form, name: str, low: Fraction, high: Fraction) -> list[Fraction]:
    """Dyadic points inside (low, high), in order, at which to cut an integral of the form."""
    points = set()
    span = float(high - low)
    for centre, width in layers(form, name):
        if width < span / 4:
            points |= {centre + step * width for step in STEPS}
    inside = sorted(p for p in points if float(low) < p < float(high) and math.isfinite(p))
    kept: list[Fraction] = []
    for p in map(Fraction, inside):
        if low < p < high:
            kept.append(p)
    return kept


def _coefficients(form: Form, name: str) -> list[float] | None:
    p = polynomial(form)
    a = None if p is None else univariate(p, name)
    if a is None or len(a) > 3:
        return None
    try:
        return [float(c) for c in a] + [0.0] * (3 - len(a))
    except OverflowError:
        return None


def _switches(form: Form, name: str) -> Iterator[Layer]:
    rows = []
    for d, w in pairs(form):
        weight, exponent = rational(d), _coefficients(w, name)
        if weight and exponent:
            try:
                rows.append([exponent[0] + math.log(abs(weight)), *exponent[1:]])
            except OverflowError:
                continue
    for i, a in enumerate(rows):
        for b in rows[:i]:
            yield from _zeros([x - y for x, y in zip(a, b)])


def _zeros(a: list[float]) -> Iterator[Layer]:
    """Zeros of a₀ + a₁ x + a₂ x² with 1/|slope| there."""
    if len(a) < 3:
        return
    c, b, q = a
    roots: list[float] = []
    if q:
        if (square := b * b - 4 * q * c) >= 0:
            roots = [(-b + s * math.sqrt(square)) / (2 * q) for s in (1, -1)]
    elif b:
        roots = [-c / b]
    for x in roots:
        if math.isfinite(x) and (slope := abs(b + 2 * q * x)) > 0:
            yield x, 1 / slope
