"""Heads against each other.

The variance of what they give as the query grows, and where one sample lands.

Means over Gaussian numbers are sums over a grid, by the trapezoid rule; the grid is finer where the
query is larger, since what is averaged is steeper.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from ..language import Context, Term, plain
from ..records.record import CheckedDerivation
from . import drawing
from .drawn_samples import Samples
from .formula_pictures import names_in
from .grids import NOTHING, grid, variance
from .picture_errors import PictureError
from .picture_values import Array, CannotEvaluate, evaluate
from .plan import Plan, caption, sources
from .random_heads import Head, heads_of, variable_of
from .settings import Settings, chosen, normal_laws

FROM, TO, PLACES, BINS = 0.1, 200.0, 26, 41
AT = Fraction(5)  # where it is shown how samples land
SHOWN = 7  # places of the Monte Carlo layer along the axis


def plan(record: CheckedDerivation, settings: Settings) -> Plan | str:
    values = chosen(record, settings.values)
    laws = [
        (key, float(mean), float(variance) ** 0.5)
        for key, mean, variance in normal_laws(record.context, values)
    ]
    heads = heads_of(record, values, laws)
    if not heads:
        return (
            "no step proves the limit of a variance of something with a closed form in at most "
            "two Gaussian numbers"
        )
    variable = variable_of(record.context, heads)
    if max(variance(h.form, {**values, variable: 3.0}, laws, 3.0) for h in heads) < NOTHING:
        return "at these values nothing is spread"
    random = {key for key, _, _ in laws if key in names_in(*(h.form for h in heads))}
    if fixed := sorted(random & settings.values.keys()):
        return (
            f"{plain(Term('scalar', (fixed[0],)))} is random in this picture, and is given a value"
        )
    here = settings.values.get(variable, AT)
    used = names_in(*(h.form for h in heads), *(h.limit.right for h in heads)) - random - {variable}
    bounds = [h.limit.step for h in heads if h.bound is not None]
    drawn = (
        f"Variance of {' and '.join(plain(h.what) for h in heads)}, by quadrature, from "
        f"{sources(record, [h.step for h in heads])}; limits from "
        f"{sources(record, [h.limit.step for h in heads])}"
    )
    drawn += f", with the bounds of {sources(record, bounds)} as bands" if bounds else ""
    sampled = _sampled(record, heads, variable, values, settings)
    names = plain(Term("scalar", (variable,)))
    alt = "; ".join(f"the variance of {plain(h.what)} tends to {h.value:.3g}" for h in heads)

    def draw(figure: FigureBase) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        _variances(left, heads, variable, values, laws, record.context, sampled, settings)
        _landing(
            right, heads, {**values, variable: here}, laws, record.context, f"{names} = {here}"
        )
        figure.legend(
            *left.get_legend_handles_labels(),
            loc="outside upper left",
            ncols=len(heads) if len(heads) > 1 else 4,
        )

    words = "softmax of the scores, or the definitions, at each of 7 places" if sampled else ""
    return Plan(
        3.9,
        caption(record, settings, drawn, values, used, words),
        f"How far samples are spread as {names} grows: {alt}.",
        used | ({variable} & settings.values.keys()),
        draw,
    )


def _variances(
    ax: Axes,
    heads: list[Head],
    variable: str,
    values: Mapping[str, Any],
    laws: list[tuple[str, float, float]],
    context: Context,
    sampled: dict[int, tuple[Array, Array]],
    settings: Settings,
) -> None:
    along = np.geomspace(FROM, TO, PLACES)
    curves = [[variance(h.form, {**values, variable: b}, laws, b) for b in along] for h in heads]
    top = 1.18 * max([max(c) for c in curves] + [h.value for h in heads])
    for k, (head, curve) in enumerate(zip(heads, curves)):
        colour = drawing.COLOURS[k]
        name = drawing.formula(head.limit.left, context)
        ax.plot(
            along,
            curve,
            color=colour,
            linestyle=drawing.DASHES[2 * k % 4],
            label=drawing.checked(name, plain(head.limit.left)),
        )
        ax.axhline(
            head.value,
            color=colour,
            linewidth=1,
            linestyle=(0, (5, 3)),
            label=drawing.checked(
                rf"\lim {name} \approx {head.value:.3f}", f"its limit, {head.value:.3f}"
            ),
        )
        if head.bound is not None:
            fine = np.geomspace(FROM, TO, 3 * PLACES)
            size = np.broadcast_to(
                evaluate(head.bound[0], {**values, **head.bound[1], variable: fine}), fine.shape
            )
            near = size < max(head.value, top - head.value)  # elsewhere it says nothing
            if near.any():
                band = (
                    np.clip(head.value - size[near], 0, top),
                    np.clip(head.value + size[near], 0, top),
                )
                ax.fill_between(
                    fine[near], *band, color=colour, alpha=0.15, linewidth=0, label="proved bound"
                )
        if k in sampled:
            ax.plot(
                *sampled[k],
                "o",
                color="white",
                markeredgecolor=colour,
                markersize=5,
                label=f"Monte Carlo, {settings.monte_carlo} samples",
            )
    ax.set_xscale("log")
    ax.set(xlim=(FROM, TO), ylim=(0, top))
    ax.set_ylabel("variance", fontsize=9.5)
    ax.set_xlabel(drawing.math(Term("scalar", (variable,))), labelpad=1)


def _landing(
    ax: Axes,
    heads: list[Head],
    values: Mapping[str, Any],
    laws: list[tuple[str, float, float]],
    context: Context,
    words: str,
) -> None:
    """The distribution of each head, one row above the other; heights are probabilities of bins."""
    found = []
    for head in heads:
        over = grid([law for law in laws if law[0] in names_in(head.form)], 130)
        x = np.broadcast_to(evaluate(head.form, {**values, **over.numbers}), over.weights.shape)
        found.append((x.ravel(), over.weights.ravel()))
    marks = [
        (key, float(values[key]))
        for key in sorted(names_in(*(h.form for h in heads)) & values.keys())
        if _is_a_value(key, heads, values, laws, context)
    ]
    low, high = min(float(x.min()) for x, _ in found), max(float(x.max()) for x, _ in found)
    low, high = min([low, *(m for _, m in marks)]), max([high, *(m for _, m in marks)])
    pad = 0.06 * (high - low or 1)
    edges = np.linspace(low - pad, high + pad, BINS + 1)
    counts = [np.histogram(x, edges, weights=w)[0] for x, w in found]
    tallest = max(float(c.max()) for c in counts)
    for k, count in enumerate(counts):
        base = (len(heads) - 1 - k) * 1.25
        ax.fill_between(
            np.repeat(edges, 2)[1:-1],
            base,
            base + np.repeat(count / tallest, 2),
            color=drawing.COLOURS[k],
            alpha=0.8,
            linewidth=0,
        )
        ax.axhline(base, color=drawing.GREY, linewidth=0.8)
    for _, m in marks:
        ax.axvline(m, color=drawing.INK, linewidth=0.8, linestyle=(0, (1, 2)), zorder=0)
    ticks: dict[float, list[str]] = {}
    for key, m in marks:
        ticks.setdefault(m, []).append(drawing.formula(Term("scalar", (key,))))
    if ticks:
        ax.set_xticks(
            list(ticks),
            [drawing.checked(" = ".join(names), "?") for names in ticks.values()],
            fontsize=11,
        )
    ax.set_yticks(
        [1.25 * (len(heads) - 1 - k) + 0.4 for k in range(len(heads))],
        [drawing.math(h.what, context) for h in heads],
        fontsize=13,
    )
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set(xlim=(edges[0], edges[-1]), ylim=(0, 1.25 * len(heads)))
    ax.set_title(f"Where samples land at {words}", loc="left", parse_math=False)


def _is_a_value(
    key: str,
    heads: list[Head],
    values: Mapping[str, Any],
    laws: list[tuple[str, float, float]],
    context: Context,
) -> bool:
    """Whether what heads give moves along with a number.

    An average of values does so with each of them: all of them up by one is one more.
    """
    numbers = [
        s.key
        for s in context.scalars
        if not s.integer and s.key not in context.limit and s.key not in {law[0] for law in laws}
    ]
    if key not in numbers:
        return False
    middle = {k: m for k, m, _ in laws}
    raised = {k: float(values[k]) + 1 for k in numbers if k in values}
    return all(
        abs(
            float(evaluate(h.form, {**values, **middle, **raised}))
            - float(evaluate(h.form, {**values, **middle}))
            - 1
        )
        < 1e-9
        for h in heads
    )


def _sampled(
    record: CheckedDerivation,
    heads: list[Head],
    variable: str,
    values: Mapping[str, Any],
    settings: Settings,
) -> dict[int, tuple[Array, Array]]:
    if not settings.monte_carlo:
        return {}
    along = np.geomspace(0.2, 60, SHOWN)
    found: dict[int, list[float]] = {k: [] for k in range(len(heads))}
    try:
        for j, b in enumerate(along):
            samples = Samples(
                record.context,
                {
                    **{
                        k: v
                        for k, v in values.items()
                        if k not in {law.key for law in record.context.laws}
                    },
                    variable: b,
                },
                settings.monte_carlo,
                settings.seed + j,
            )
            for k, head in enumerate(heads):
                found[k].append(float(np.var(samples.of(head.what))))
    except CannotEvaluate as error:
        raise PictureError(f"no Monte Carlo here: {error}") from error
    return {k: (along, np.asarray(v)) for k, v in found.items()}
