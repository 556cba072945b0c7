"""Oracles: numbers that the kernel does not compute itself, with proved enclosures from Arb.

Named in every verdict that rests on them.  What integrates is imported when a number is asked for:
most claims have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .enclosure import Enclosure, Gaussian, Refused

if TYPE_CHECKING:
    from .chances import covariance, expectation, probability, variance

__all__ = [
    "Enclosure",
    "Gaussian",
    "Refused",
    "covariance",
    "expectation",
    "probability",
    "variance",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from . import chances

        return getattr(chances, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
