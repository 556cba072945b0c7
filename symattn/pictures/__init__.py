"""Pictures of a checked derivation, drawn from what is proved in it.

Needs matplotlib, which is imported late: `symattn[plot]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from .picture_errors import PictureError
from .settings import Settings, read_values

if TYPE_CHECKING:
    from ..records.record import CheckedDerivation
    from .plan import Plan

KINDS = {
    "weights": "a weight with a proved closed form (α = …) and a proved limit (α → …)",
    "plane": "a proved limit whose cases speak of exactly two numbers, by linear comparisons",
    "density": (
        "a weight with a proved closed form in one or two Gaussian numbers, increasing or "
        "decreasing in each of them"
    ),
    "spread": (
        "a proved limit of a variance (Var(c) → …) of something with a closed form in Gaussian "
        "numbers"
    ),
}
MISSING = "pictures need matplotlib: pip install 'symattn[plot]'"


@dataclass(frozen=True)
class Picture:
    """SVG to be put into a page, the line under it, and what it shows in words."""

    kind: str
    caption: str
    svg: str
    alt: str


def require() -> None:
    """Raises click.ClickException, in one line, where matplotlib is missing."""
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise click.ClickException(MISSING) from error


def plans(
    record: CheckedDerivation, settings: Settings, kinds: Iterable[str] = KINDS
) -> dict[str, Plan | str]:
    """For each kind, what would be drawn, or why nothing can be.

    Raises PictureError where the values do not fit the hypotheses.
    """
    require()
    from . import density, picture_values, plane_picture, spread, weights

    modules = {"weights": weights, "plane": plane_picture, "density": density, "spread": spread}
    found: dict[str, Plan | str] = {}
    for kind in kinds:
        try:
            found[kind] = modules[kind].plan(record, settings)
        except picture_values.CannotEvaluate as error:
            found[kind] = str(error)
    return found


def pictures(
    record: CheckedDerivation,
    settings: Settings = Settings(),  # noqa: B008
) -> list[Picture]:
    """Every picture that the proved steps of a derivation give; none if they give none."""
    applying = {
        kind: made for kind, made in plans(record, settings).items() if not isinstance(made, str)
    }
    from .drawing import new_figure, style, svg

    found = []
    with style():
        for kind, made in applying.items():
            figure = new_figure(made.height)
            made.draw(figure)
            found.append(
                Picture(kind, made.caption, svg(figure, f"{kind}-{record.id}", made.alt), made.alt)
            )
    return found


__all__ = [
    "KINDS",
    "Picture",
    "PictureError",
    "Settings",
    "pictures",
    "plans",
    "read_values",
    "require",
]
