"""The shapes of what terms mean, and what a point is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..order.signs import Signs
from .ring import ONE, Atom, Element, Quotient, of

Basis = tuple[
    str, ...
]  # ("v", "a") is v_a, ("w", "") is w, ("M", "w", "") is M w, ("#", "2") the second coordinate axis
VectorValue = dict[Basis, Quotient]
Env = Mapping[str, str]
Map = tuple[tuple[Atom, int, Atom], ...]  # X becomes Y, or with −1 its reflection 2m − Y


def along_axes(coordinates: Iterable[Element]) -> VectorValue:
    """The vector that has these coordinates."""
    return {("#", str(k)): of(x) for k, x in enumerate(coordinates, 1) if x}


@dataclass(frozen=True)
class Point:
    """Values for everything declared: sizes, scalars, and coordinates.

    A value may contain scalars that tend to infinity.
    """

    sizes: Mapping[str, int]
    scalars: Mapping[str, Element]
    entries: Mapping[str, tuple[Element, ...]]
    vectors: Mapping[str, tuple[tuple[Element, ...], ...]]  # a single vector is a family of one
    matrices: Mapping[str, tuple[tuple[Element, ...], ...]]
    signs: Signs = field(default_factory=Signs)  # of the constants in values: log 3, roots

    def labels(self, key: str, members: tuple[str, ...]) -> tuple[str, ...]:
        return members + tuple(f"#{k}" for k in range(len(members) + 1, self.sizes[key] + 1))

    def axes(self) -> list[Basis]:
        """One for each coordinate of its vectors, and of its matrices."""
        row = next(row for rows in {**self.vectors, **self.matrices}.values() for row in rows)
        return [*along_axes(ONE.numerator for _ in row)]
