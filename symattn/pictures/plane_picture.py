"""Where a context vector goes, over the plane of the two numbers that decide it.

A proved table of cases as a map.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from ..language import Context, Term, plain
from ..records.record import CheckedDerivation
from . import drawing
from .drawn_samples import Samples
from .formula_pictures import names_in, unfolded
from .picture_cells import Point
from .picture_errors import PictureError
from .picture_values import CannotEvaluate, holds
from .plan import Plan, caption, sources
from .plane_map import Choice, Map, mapped, tables_of
from .settings import Settings, chosen

SHARES = (0.5, 0.95)
STEEP = 60.0  # the limit variable of samples
MOST_DOTS = 150


def plan(record: CheckedDerivation, settings: Settings) -> Plan | str:
    values = chosen(record, settings.values)
    found = mapped(record, values)
    if isinstance(found, str):
        return found
    if fixed := [k for k in found.axes if k in settings.values]:
        return (
            f"{plain(Term('scalar', (fixed[0],)))} is an axis of this picture, and is given a value"
        )
    used = names_in(*tables_of(found.limit.right)) - {*found.axes}
    drawn = (
        f"Regions, ties and values from {sources(record, [found.limit.step])}, where the first "
        "case that holds counts"
    )
    dots, sampled = _dots(record.context, found, settings)
    regions = [plain(found.value(k)) for k in found.division.cells]
    alt = (
        f"Where {plain(found.limit.left)} goes over the plane of "
        f"{' and '.join(plain(Term('scalar', (k,))) for k in found.axes)}: {'; '.join(regions)}."
    )

    def draw(figure: FigureBase) -> None:
        ax = figure.subplots()
        _draw(figure, ax, found, record.context, dots, settings.monte_carlo)

    entries = (
        len(found.division.cells)
        + len(found.division.edges)
        + len(found.division.corners)
        + bool(found.laws)
        + bool(dots)
    )
    return Plan(
        max(4.7, 0.9 + 0.52 * entries),
        caption(record, settings, drawn, values, used, sampled),
        alt,
        used,
        draw,
    )


def _dots(
    context: Context, found: Map, settings: Settings
) -> tuple[tuple[Any, Any, list[Choice]] | None, str]:
    """Samples of the two numbers.

    Each has the value that its context, from the definitions, is nearest to.
    """
    if not settings.monte_carlo:
        return None, ""
    if not found.laws:
        raise PictureError("no Monte Carlo here: the two numbers are not random")
    try:
        samples = Samples(
            context,
            {**found.values, **dict.fromkeys(context.limit, STEEP)},
            settings.monte_carlo,
            settings.seed,
        )
        there = samples.of(found.limit.left)
        choices = list(found.division.cells)
        away = [np.abs(there - samples.of(found.value(k))) for k in choices]
        nearest = np.argmin(
            [
                np.sqrt((a**2).sum(axis=-1)) if found.limit.left.sort == "vector" else a
                for a in np.broadcast_arrays(*away)
            ],
            axis=0,
        )
    except CannotEvaluate as error:
        raise PictureError(f"no Monte Carlo here: {error}") from error
    x, y = (samples.numbers[k] for k in found.axes)
    nearest = np.broadcast_to(nearest, x.shape)
    kinds = [choices[k] for k in nearest[:MOST_DOTS]]
    own = [
        np.argmax(
            [
                holds(unfolded(c, context), {**found.values, found.axes[0]: x, found.axes[1]: y})
                & np.ones(x.shape, bool)
                for c in table.children[::2]
            ],
            axis=0,
        )
        for table in tables_of(found.limit.right)
    ]
    pairs, counts = np.unique([nearest, *own], axis=1, return_counts=True)
    agree = sum(
        int(count)
        for pair, count in zip(pairs.T, counts)
        if found.value(choices[pair[0]]) == found.value(tuple(int(k) for k in pair[1:]))
    )
    limit = ", ".join(plain(Term("scalar", (k,))) for k in context.limit)
    return (
        (x, y, kinds),
        (
            f"{plain(found.limit.left)} from its definition at {limit} = {STEEP:.0f} is nearest "
            f"to the value of its region in {agree} of them"
        ),
    )


def _draw(
    figure: FigureBase,
    ax: Axes,
    found: Map,
    context: Context,
    dots: tuple[Any, Any, list[Choice]] | None,
    count: int,
) -> None:
    handles: list[Any] = []
    words: list[str] = []
    (left, low), (right, high) = found.box
    look = {
        k: (drawing.COLOURS[j % len(drawing.COLOURS)], drawing.HATCHES[j % len(drawing.HATCHES)])
        for j, k in enumerate(found.division.cells)
    }
    for choice, polygons in found.division.cells.items():
        colour, hatch = look[choice]
        ax.add_patch(
            PathPatch(
                _outline(polygons),
                facecolor=_tint(colour),
                edgecolor=colour,
                hatch=hatch,
                linewidth=0,
            )
        )
        largest = max(polygons, key=_area)
        centre = np.mean(np.array(largest, dtype=float), axis=0)
        ax.text(
            float(centre[0]),
            float(centre[1]),
            drawing.math(found.value(choice), context),
            ha="center",
            va="center",
            fontsize=13,
            zorder=5,
            bbox={
                "facecolor": "white",
                "edgecolor": "none",
                "alpha": 0.85,
                "boxstyle": "round,pad=0.25",
            },
        )
        handles.append(Patch(facecolor=_tint(colour), edgecolor=colour, hatch=hatch))
        words.append(_large(found.value(choice), context))
    for j, (choice, edges) in enumerate(found.division.edges.items()):
        dashes = drawing.DASHES[j % len(drawing.DASHES)]
        for start, end in edges:
            ax.plot(
                *np.array([start, end], dtype=float).T,
                color=drawing.INK,
                linewidth=2,
                linestyle=dashes,
                solid_capstyle="butt",
                dash_capstyle="butt",
            )
        handles.append(Line2D([], [], color=drawing.INK, linewidth=2, linestyle=dashes))
        words.append(_large(found.value(choice), context) + "  on a tie")
    for j, (choice, points) in enumerate(found.division.corners.items()):
        marker = "osD^v"[j % 5]
        ax.plot(
            *np.array(points, dtype=float).T,
            marker,
            color="white",
            markeredgecolor=drawing.INK,
            markersize=7,
            zorder=5,
        )
        handles.append(
            Line2D(
                [],
                [],
                linestyle="none",
                marker=marker,
                color="white",
                markeredgecolor=drawing.INK,
                markersize=7,
            )
        )
        words.append(_large(found.value(choice), context) + "  at one point")
    if dots is not None:
        x, y, kinds = (part[:MOST_DOTS] for part in dots)
        ax.scatter(
            x, y, s=9, c=[look[k][0] for k in kinds], edgecolors="white", linewidths=0.4, zorder=4
        )
        handles.append(Line2D([], [], linestyle="none", marker=".", color=drawing.GREY))
        words.append(
            f"Monte Carlo, {count} samples"
            + (f"\n({MOST_DOTS} shown)" if count > MOST_DOTS else "")
        )
    if found.laws:
        handles.append(_contours(ax, found.laws))
        words.append(
            "centre of the law, and where\n"
            + " and ".join(f"{share:.0%}" for share in SHARES)
            + " of samples fall"
        )
    ax.set(xlim=(float(left), float(right)), ylim=(float(low), float(high)), aspect="equal")
    ax.set_xlabel(drawing.math(Term("scalar", (found.axes[0],))))
    ax.set_title(drawing.math(Term("scalar", (found.axes[1],))), loc="left", x=-0.035, fontsize=11)
    ax.spines[["top", "right"]].set_visible(True)
    title = drawing.checked(
        drawing.formula(found.limit.left, context) + r" \to", plain(found.limit.left) + " →"
    )
    figure.legend(
        handles,
        words,
        loc="outside right center",
        title=title,
        title_fontsize=12,
        fontsize=9.5,
        alignment="left",
        handlelength=2.4,
        handleheight=1.5,
        labelspacing=0.8,
    )


def _large(term: Term, context: Context) -> str:
    """With a fraction at full height, to be read in a legend."""
    return drawing.checked(
        drawing.formula(term, context).replace(r"\frac", r"\dfrac", 1), plain(term)
    )


def _tint(colour: str) -> tuple[float, float, float]:
    """A pale version, solid, so that nothing shows through where patches meet."""
    rgb = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    return (1 - 0.3 * (1 - rgb[0]), 1 - 0.3 * (1 - rgb[1]), 1 - 0.3 * (1 - rgb[2]))


def _outline(polygons: tuple[tuple[Point, ...], ...]) -> Outline:
    rings = [np.array([*p, p[0]], dtype=float) for p in polygons]
    codes = [
        code
        for ring in rings
        for code in [Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 2), Outline.CLOSEPOLY]
    ]
    return Outline(np.concatenate(rings), codes)


def _area(polygon: tuple[Point, ...]) -> Fraction:
    return abs(
        sum(
            (a[0] * b[1] - a[1] * b[0] for a, b in zip(polygon, polygon[1:] + polygon[:1])),
            Fraction(0),
        )
    )


def _contours(ax: Axes, laws: tuple[tuple[float, float], ...]) -> Line2D:
    """Of two independent normal numbers: a share p lies within √(−2 log(1 − p)) deviations."""
    turn = np.linspace(0, 2 * np.pi, 73)
    for share in SHARES:
        reach = (-2 * np.log(1 - share)) ** 0.5
        ax.plot(
            laws[0][0] + reach * laws[0][1] * np.cos(turn),
            laws[1][0] + reach * laws[1][1] * np.sin(turn),
            color=drawing.GREY,
            linewidth=1,
        )
        ax.text(
            laws[0][0] - reach * laws[0][1] * 0.72,
            laws[1][0] + reach * laws[1][1] * 0.72,
            f"{share:.0%}",
            fontsize=8,
            color=drawing.INK,
            ha="right",
            va="bottom",
        )
    ax.plot(
        [laws[0][0]],
        [laws[1][0]],
        "+",
        color=drawing.INK,
        markersize=10,
        markeredgewidth=1.6,
        zorder=6,
    )
    return Line2D(
        [],
        [],
        color=drawing.GREY,
        linewidth=1,
        marker="+",
        markeredgecolor=drawing.INK,
        markersize=9,
    )
