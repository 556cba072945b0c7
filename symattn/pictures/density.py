"""How a weight is spread over samples.

Its density at a few inverse temperatures, from the proved closed form.

For X = f(γ) with f increasing the density is φ(γ)/f′(γ) at x = f(γ): no histogram, and f′ is exact.
With a second Gaussian number it is the mean of that over the second one, by the trapezoid rule,
whose error for such integrands is far below the width of a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import erfc
from typing import Any

import numpy as np
from matplotlib.figure import FigureBase

from ..language import Term, plain
from ..records.record import CheckedDerivation
from . import drawing
from .drawn_samples import Samples
from .formula_pictures import Formula, closed_forms, names_in
from .picture_errors import PictureError
from .picture_values import Array, CannotEvaluate, evaluate
from .plan import Plan, caption, sources
from .settings import Settings, chosen, normal_laws
from .slopes import slope

STEPS_OF_LIMIT = (Fraction(1), Fraction(5), Fraction(20))
REACH, NODES, POINTS, HALVINGS, BINS = 7.0, 141, 61, 46, 40
EDGE, TOP, ROUNDING = 0.004, 5.0, 1e-12


@dataclass(frozen=True)
class Spread:
    """A weight in one or two Gaussian numbers; `inner` is solved for, `outer` averaged over."""

    form: Formula
    inner: tuple[str, float, float]
    outer: tuple[str, float, float] | None
    rate: Term

    def _outer(self) -> tuple[Array, Array]:
        """Values of the outer number as a column, and their weights."""
        if self.outer is None:
            return np.zeros((1, 1)), np.ones((1, 1))
        z = np.linspace(-REACH, REACH, NODES)[:, None]
        return self.outer[1] + self.outer[2] * z, _bell(z) * (z[1] - z[0])

    def _place(self, values: Mapping[str, Any], x: Array, other: Array) -> Array:
        """How many deviations from its mean the inner number is where the weight is x.

        Beyond ±REACH is ±REACH.
        """
        low, high = (
            np.full(np.broadcast_shapes(x.shape, other.shape), -REACH),
            np.full(np.broadcast_shapes(x.shape, other.shape), REACH),
        )
        rising = self._rises(values)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            below = (self._at(values, middle, other) < x) == rising
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return np.asarray((low + high) / 2)

    def _at(
        self, values: Mapping[str, Any], z: Array, other: Array, term: Term | None = None
    ) -> Array:
        point = {**values, self.inner[0]: self.inner[1] + self.inner[2] * z}
        if self.outer is not None:
            point[self.outer[0]] = other
        return np.asarray(evaluate(term or self.form.right, point))

    def _rises(self, values: Mapping[str, Any]) -> bool:
        other = np.asarray(0.0 if self.outer is None else self.outer[1])
        ends = self._at(values, np.asarray([-1.0, 1.0]), other)
        return bool(ends[0] < ends[1])

    def density(self, values: Mapping[str, Any], x: Array) -> Array:
        other, weights = self._outer()
        z = self._place(values, x, other)
        rate = np.abs(self._at(values, z, other, self.rate)) * self.inner[2]
        inside = (np.abs(z) < REACH - 1e-6) & (rate > 0)
        return np.asarray(
            (np.where(inside, _bell(z) / np.where(inside, rate, 1.0), 0.0) * weights).sum(axis=0)
        )

    def below(self, values: Mapping[str, Any], x: float) -> float:
        """How often the weight is at most x."""
        other, weights = self._outer()
        z = self._place(values, np.asarray([x]), other)
        share = np.vectorize(lambda t: erfc(-t / 2**0.5) / 2, otypes=[float])(z)
        return float(((share if self._rises(values) else 1 - share) * weights).sum())

    def is_monotone(self, values: Mapping[str, Any]) -> bool:
        """Whether the weight rises, or falls, all along the inner number.

        It has to stay between 0 and 1.
        """
        z = np.linspace(-REACH, REACH, 401)
        other = np.asarray(
            [[0.0]]
            if self.outer is None
            else [[self.outer[1] + k * self.outer[2]] for k in (-4, 0, 4)]
        )
        f = self._at(values, z, other)
        steps = np.diff(f, axis=-1)
        return bool(
            ((steps > -ROUNDING).all() or (steps < ROUNDING).all())
            and f.min() >= 0
            and f.max() <= 1 + ROUNDING
            and np.ptp(f) > 0
        )


def _bell(z: Array) -> Array:
    return np.asarray(np.exp(-(z**2) / 2) / (2 * np.pi) ** 0.5)


def plan(record: CheckedDerivation, settings: Settings) -> Plan | str:
    values = chosen(record, settings.values)
    limit = record.context.limit
    rates = [
        {**values, **{k: settings.values.get(k, b) for k in limit}}
        for b in (STEPS_OF_LIMIT if not set(limit) & settings.values.keys() else STEPS_OF_LIMIT[:1])
    ]
    spread = _spread(record, values, rates)
    if isinstance(spread, str):
        return spread
    random = {spread.inner[0], *((spread.outer[0],) if spread.outer is not None else ())}
    if fixed := sorted(random & settings.values.keys()):
        return (
            f"{plain(Term('scalar', (fixed[0],)))} is random in this picture, and is given a value"
        )
    moving = names_in(spread.form.right) & set(limit)
    used = names_in(spread.form.right) - random
    about = " and ".join(
        f"{plain(Term('scalar', (law.key,)))} ∼ {plain(Term('normal', (law.mean, law.variance)))}"
        for law in record.context.laws
        if law.key in random
    )
    drawn = (
        f"Density of {plain(spread.form.left)} from {sources(record, [spread.form.step])}, over "
        f"{about}"
    )
    histograms, sampled = _histograms(record, spread, rates, settings)
    shares = [(spread.below(at, 0.1), 1 - spread.below(at, 0.9)) for at in rates]
    named = [_named(record, at, moving) for at in rates]
    alt = (
        f"Density of {plain(spread.form.left)}: "
        + "; ".join(
            f"at {name[1]}, {low:.0%} below 0.1 and {high:.0%} above 0.9"
            for name, (low, high) in zip(named, shares)
        )
        + "."
    )

    def draw(figure: FigureBase) -> None:
        ax = figure.subplots()
        # dense where it is steep
        x = np.sort(
            np.append(
                np.linspace(EDGE, 1 - EDGE, 2 * POINTS),
                1 / (1 + np.exp(np.linspace(-6.5, 6.5, POINTS))),
            )
        )
        curves = [spread.density(at, x) for at in rates]
        for k, (curve, name, (low, high)) in enumerate(zip(curves, named, shares)):
            label = f"{name[0]}:  {low:.0%} below 0.1,  {high:.0%} above 0.9"
            ax.plot(
                x,
                np.minimum(curve, 2 * TOP),
                color=drawing.COLOURS[k],
                linestyle=drawing.DASHES[k],
                label=label,
            )
            if k in histograms:
                ax.stairs(
                    np.minimum(histograms[k], 2 * TOP),
                    np.linspace(0, 1, BINS + 1),
                    color=drawing.COLOURS[k],
                    linewidth=0.9,
                    alpha=0.7,
                )
        if histograms:
            ax.plot(
                [],
                [],
                color=drawing.GREY,
                linewidth=0.9,
                label=f"stairs: Monte Carlo, {settings.monte_carlo} samples",
            )
        highest = max(float(curve.max()) for curve in curves)
        ax.set(xlim=(0, 1), ylim=(0, min(TOP, 1.08 * highest)))
        ax.set_ylabel("density" + ", cut off at the top" * (highest > TOP), fontsize=9.5)
        ax.set_xlabel(drawing.math(spread.form.left, record.context))
        figure.legend(*ax.get_legend_handles_labels(), loc="outside upper left", ncols=1)

    return Plan(
        3.9,
        caption(record, settings, drawn, values, used - moving, sampled),
        alt,
        used - (moving - settings.values.keys()),
        draw,
    )


def _named(
    record: CheckedDerivation, at: Mapping[str, Fraction], moving: frozenset[str]
) -> tuple[str, str]:
    """β = 5, as mathtext and in plain words."""
    words = ", ".join(f"{plain(Term('scalar', (k,)))} = {at[k]}" for k in sorted(moving))
    return drawing.checked(
        ", ".join(f"{drawing.formula(Term('scalar', (k,)))} = {at[k]}" for k in sorted(moving)),
        words,
    ), words


def _spread(
    record: CheckedDerivation, values: Mapping[str, Fraction], rates: list[dict[str, Fraction]]
) -> Spread | str:
    """The first weight that one or two Gaussian numbers move one way."""
    reason = "no step proves a closed form of a weight in one or two Gaussian numbers"
    for form in closed_forms(record):
        laws = [
            (key, float(mean), float(variance) ** 0.5)
            for key, mean, variance in normal_laws(record.context, values)
            if key in names_in(form.right) and variance > 0
        ]
        if len(laws) not in (1, 2) or not names_in(form.right) & set(record.context.limit):
            continue
        try:
            spread = Spread(
                form, laws[0], laws[1] if len(laws) == 2 else None, slope(form.right, laws[0][0])
            )
            if all(spread.is_monotone(at) for at in rates):
                return spread
            reason = f"{plain(form.left)} does not stay between 0 and 1, or does not move one way"
        except CannotEvaluate as error:
            reason = str(error)
    return reason


def _histograms(
    record: CheckedDerivation, spread: Spread, rates: list[dict[str, Fraction]], settings: Settings
) -> tuple[dict[int, Array], str]:
    if not settings.monte_carlo:
        return {}, ""
    found = {}
    try:
        for k, at in enumerate(rates):
            weight = Samples(record.context, at, settings.monte_carlo, settings.seed).of(
                spread.form.left
            )
            found[k] = (
                np.histogram(np.broadcast_to(weight, settings.monte_carlo), BINS, (0, 1))[0]
                * BINS
                / settings.monte_carlo
            )
    except CannotEvaluate as error:
        raise PictureError(f"no Monte Carlo here: {error}") from error
    return found, "softmax of the scores, counted in 40 bins"
