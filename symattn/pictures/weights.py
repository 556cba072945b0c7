"""Weights as the query grows.

The proved closed form, the limit, how near the limit it is proved to be, and from where on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from ..language import Context, Term, plain
from ..records.record import CheckedDerivation
from . import drawing
from .drawn_samples import Samples
from .formula_pictures import (
    DrawnBound,
    DrawnLimit,
    Formula,
    closed_forms,
    is_plain,
    limits,
    names_in,
)
from .picture_errors import PictureError
from .picture_values import Array, CannotEvaluate, evaluate, holds
from .plan import Plan, caption, sources
from .settings import Settings, chosen

NEAR = Fraction(1, 10)
MOST_PANELS, MOST_DOTS = 6, 60
LONGEST, SHORTEST = 60.0, 3.0
ALIKE = 1e-9
LEGEND = (
    "proved closed form",
    "limit",
    "proved bound",
    f"from here on within {NEAR}",
    "Monte Carlo",
)
WEIGHTS = (-0.03, 1.04)  # from 0 to 1, and a margin


@dataclass(frozen=True)
class Curve:
    """One panel: names with the same weight, the variable that grows, and what is proved."""

    names: tuple[Term, ...]
    form: Formula
    limit: DrawnLimit
    variable: str
    value: float
    bounds: tuple[DrawnBound, ...]
    start: float | None  # from here on within NEAR; None if that is not proved
    steps: tuple[int, ...]

    def shape(self, values: Mapping[str, Any], along: Array) -> Array:
        return np.broadcast_to(
            evaluate(self.form.right, {**values, self.variable: along}), along.shape
        )

    def around(self, values: Mapping[str, Any], along: Array) -> Array | None:
        """How far from the limit at most."""
        sizes = [
            np.broadcast_to(evaluate(b.size, {**values, self.variable: along}), along.shape)
            for b in self.bounds
        ]
        return np.asarray(np.minimum.reduce(sizes)) if sizes else None


def plan(record: CheckedDerivation, settings: Settings) -> Plan | str:
    values = chosen(record, settings.values)
    curves = _curves(record, values)
    if not curves:
        return "no step proves a closed form and a limit of the same weight"
    if fixed := sorted({c.variable for c in curves} & settings.values.keys()):
        return (
            f"{plain(Term('scalar', (fixed[0],)))} is the axis of this picture, and is given a "
            "value"
        )
    used = frozenset().union(*(names_in(c.form.right, c.limit.right) for c in curves)) - {
        c.variable for c in curves
    }
    starts = [c.start for c in curves if c.start is not None]
    far = min(LONGEST, max([SHORTEST, *(1.7 * s for s in starts)] if starts else [8.0]))
    drawn = (
        f"Curves, limits and bounds from {sources(record, [k for c in curves for k in c.steps])}"
    )
    if starts:
        drawn += f"; within ε = {NEAR} of the limit from the dotted line on"
    dots, sampled = _dots(record.context, curves, values, far, settings)
    names = "; ".join(
        " = ".join(plain(t) for t in c.names) + f" tends to {c.value:.3g}" for c in curves
    )
    rows = -(-len(curves) // 3)

    def draw(figure: FigureBase) -> None:
        across = min(3, len(curves))
        axes = figure.subplots(rows, across, squeeze=False)
        for ax in axes.flat[len(curves) :]:
            ax.set_axis_off()
        for k, (curve, ax) in enumerate(zip(curves, axes.flat)):
            _panel(ax, curve, record.context, values, far, dots.get(k), settings.monte_carlo)
        seen = {
            label: handle
            for ax in axes.flat
            for handle, label in zip(*ax.get_legend_handles_labels())
        }
        seen = dict(sorted(seen.items(), key=lambda entry: LEGEND.index(entry[0].split(",")[0])))
        figure.legend(
            list(seen.values()),
            list(seen),
            loc="outside upper left",
            ncols=4 if len(seen) < 5 else 3,
            columnspacing=1.4,
        )

    return Plan(
        0.7 + 2.5 * rows,
        caption(record, settings, drawn, values, used, sampled),
        f"Weights against the inverse temperature: {names}.",
        used,
        draw,
    )


def _curves(record: CheckedDerivation, values: Mapping[str, Any]) -> list[Curve]:
    tends = {limit.left: limit for limit in reversed(limits(record)) if is_plain(limit.right)}
    found: list[Curve] = []
    probe = np.linspace(0.1, 6, 24)
    for form in closed_forms(record):
        moving = sorted(names_in(form.right) & set(record.context.limit))
        if form.left not in tends or len(moving) != 1:
            continue
        curve = _curve(form, tends[form.left], moving[0], values)
        if curve is None:
            continue
        for k, other in enumerate(found):  # α_a and α_b in 1b are one curve with two names
            if (
                other.variable == curve.variable
                and np.allclose(
                    other.shape(values, probe), curve.shape(values, probe), rtol=ALIKE, atol=0
                )
                and (other.start, len(other.bounds)) == (curve.start, len(curve.bounds))
            ):
                found[k] = Curve(
                    (*other.names, *curve.names),
                    other.form,
                    other.limit,
                    other.variable,
                    other.value,
                    other.bounds,
                    other.start,
                    other.steps + curve.steps,
                )
                break
        else:
            found.append(curve)
    return found[:MOST_PANELS]


def _curve(
    form: Formula, limit: DrawnLimit, variable: str, values: Mapping[str, Any]
) -> Curve | None:
    try:
        value = float(evaluate(limit.right, values))
        usable = [b for b in limit.bounds if abs(float(evaluate(b.centre, values)) - value) < ALIKE]
        near = tuple(b for b in usable if not b.new and _assumed(b, {**values, variable: 1.0}))
        starts = [s for b in usable if (s := _start(b, variable, values)) is not None]
        curve = Curve(
            (form.left,),
            form,
            limit,
            variable,
            value,
            near,
            min(starts, default=None),
            (form.step, limit.step),
        )
        curve.shape(values, np.linspace(0.1, LONGEST, 40))
        return curve
    except (CannotEvaluate, TypeError):
        return None


def _assumed(bound: DrawnBound, values: Mapping[str, Any]) -> bool:
    return all(bool(holds(f, values)) for f in bound.assume)


def _start(bound: DrawnBound, variable: str, values: Mapping[str, Any]) -> float | None:
    """The smallest value from which on what a threshold assumes holds.

    What it assumes of the variable is that it is large.
    """
    if len(bound.new) != 1 or bound.size != Term("scalar", (bound.new[0],)):
        return None
    given = {**values, bound.new[0]: float(NEAR)}
    low, high = 1e-9, 1e6
    if not _assumed(bound, {**given, variable: high}):
        return None
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (
            (low, middle) if _assumed(bound, {**given, variable: middle}) else (middle, high)
        )
    return high if high > 1e-6 else 0.0


def _dots(
    context: Context, curves: list[Curve], values: Mapping[str, Any], far: float, settings: Settings
) -> tuple[dict[int, tuple[Array, Array]], str]:
    """Weights from the definitions, with random vectors, at random places along the axis."""
    if not settings.monte_carlo:
        return {}, ""
    along = np.random.default_rng(settings.seed).uniform(0, far, settings.monte_carlo)
    found, most = {}, 0.0
    try:
        samples = Samples(
            context,
            {**values, **{name: along for name in context.limit}},
            settings.monte_carlo,
            settings.seed,
            random=False,
        )
        for k, curve in enumerate(curves):
            weight = np.broadcast_to(samples.of(curve.names[0]), along.shape)
            most = max(most, float(np.max(np.abs(weight - curve.shape(values, along)))))
            found[k] = along[:MOST_DOTS], weight[:MOST_DOTS]
    except CannotEvaluate as error:
        raise PictureError(f"no Monte Carlo here: {error}") from error
    return found, f"softmax of the scores with random vectors, at most {most:.1e} from the curves"


def _panel(
    ax: Axes,
    curve: Curve,
    context: Context,
    values: Mapping[str, Any],
    far: float,
    dots: tuple[Array, Array] | None,
    count: int,
) -> None:
    along = np.linspace(far / 400, far, 120)
    shape, around = curve.shape(values, along), curve.around(values, along)
    variable = Term("scalar", (curve.variable,))
    low, high = (
        WEIGHTS
        if 0 <= shape.min() and shape.max() <= 1 and 0 <= curve.value <= 1
        else _margins(np.append(shape, curve.value))
    )
    if around is not None:
        ax.fill_between(
            along,
            np.clip(curve.value - around, low, high),
            np.clip(curve.value + around, low, high),
            color=drawing.SKY,
            alpha=0.3,
            linewidth=0,
            label=LEGEND[2],
        )
    ax.axhline(curve.value, color=drawing.INK, linewidth=1, linestyle=(0, (5, 3)), label=LEGEND[1])
    ax.plot(along, shape, color=drawing.BLUE, label=LEGEND[0])
    if dots is not None:
        ax.plot(
            *dots,
            ".",
            color=drawing.ORANGE,
            markersize=3.5,
            label=f"Monte Carlo, {count} samples"
            + (f" ({MOST_DOTS} shown)" if count > MOST_DOTS else ""),
        )
    if curve.start is not None and 0 < curve.start < far:
        ax.axvline(
            curve.start,
            color=drawing.VERMILION,
            linewidth=1.3,
            linestyle=(0, (1, 1.5)),
            label=LEGEND[3],
        )
        above = abs(float(curve.shape(values, np.asarray([far]))[0]) - high) > (high - low) / 2
        name = drawing.checked(
            rf"{drawing.formula(variable)} \approx {curve.start:.2f}",
            f"{plain(variable)} ≈ {curve.start:.2f}",
        )
        ax.annotate(
            name,
            (curve.start, 0.96 if above else 0.04),
            (4, 0),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            va="top" if above else "bottom",
            color=drawing.VERMILION,
            fontsize=9.5,
        )
    ax.set(xlim=(0, far), ylim=(low, high))
    if (low, high) == WEIGHTS:
        ax.set_yticks([0, 0.5, 1])
    ax.set_xlabel(drawing.math(variable), labelpad=1)
    if ax.get_subplotspec().is_first_col():  # type: ignore[union-attr]
        ax.set_ylabel("weight" if (low, high) == WEIGHTS else "value", fontsize=9.5)
    ax.set_title(_title(curve, context), loc="left", pad=7)


def _margins(shape: Array) -> tuple[float, float]:
    low, high = float(shape.min()), float(shape.max())
    return low - 0.05 * (high - low or 1), high + 0.05 * (high - low or 1)


def _title(curve: Curve, context: Context) -> str:
    short = curve.limit.right if curve.limit.right.op != "cases" else None
    end = drawing.formula(short, context) if short is not None else f"{curve.value:.3g}"
    names = curve.names[:3]
    shown = " = ".join(drawing.formula(t, context) for t in names).replace(r"\frac", r"\dfrac")
    return drawing.checked(
        rf"{shown} \to {end}", f"{' = '.join(plain(t) for t in names)} → {curve.value:.3g}"[:60]
    )
