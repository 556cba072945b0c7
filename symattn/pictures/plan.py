"""What every picture has: a height, a line that says where it comes from, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.figure import FigureBase

from ..records.record import CheckedDerivation
from .settings import Settings, said


@dataclass(frozen=True)
class Plan:
    """`used` names the numbers whose values the picture depends on."""

    height: float
    caption: str
    alt: str
    used: frozenset[str]
    draw: Callable[[FigureBase], None]


def sources(record: CheckedDerivation, steps: Iterable[int]) -> str:
    """steps 1b.11 and 1b.14; 0 stands for a definition."""
    numbers = sorted(set(steps))
    names = [f"{record.id}.{k}" for k in numbers if k]
    words = f"step{'s' if len(names) > 1 else ''} " + _listed(names) if names else ""
    return " and ".join(
        [*([words] if words else []), *(["the definitions"] if 0 in numbers else [])]
    )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def caption(
    record: CheckedDerivation,
    settings: Settings,
    drawn: str,
    values: Mapping[str, Fraction],
    used: Iterable[str],
    sampled: str = "",
) -> str:
    """One line: what is drawn from where, at which values, and what was sampled."""
    at = said(record.context, values, used)
    parts = [drawn, f"at {at}" if at else ""]
    line = ", ".join(p for p in parts if p) + "."
    return line + (
        f" Monte Carlo, {settings.monte_carlo} samples, seed {settings.seed}: {sampled}."
        if settings.monte_carlo and sampled
        else ""
    )
