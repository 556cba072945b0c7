"""Where vectors and matrices lie at a trial point: along axes, alike, or in general position.
Untrusted.

In general position no two families are alike, vectors are not orthogonal by accident, matrices are
full, not symmetric, and do not commute; orthogonal families
keep their shape and are turned.  In dimension 1, or for one family beside itself, many false lines
hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ...kernel import Claim
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.algebra.shapes import Point
from ...language import IndexSet, depends_on
from ...oracles.effort import remembered
from ..simple_numbers import number_of

ENTRIES = tuple(Fraction(v) for v in ("1", "2", "-1", "3", "1/2", "-2", "0"))
TURNS = (
    (Fraction(3, 5), Fraction(4, 5)),
    (Fraction(5, 13), Fraction(12, 13)),
    (Fraction(8, 17), Fraction(15, 17)),
)
MOST_MEMBERS = 12
GENERAL = 6

Layout = tuple[str, int]
Rows = tuple[tuple[Element, ...], ...]


def layouts(claim: Claim) -> Iterator[Layout]:
    """How vectors without declared norms are laid out: along different axes, all alike, shifted
    against each other, and in general position.  None that would lay out all as another does."""
    context = claim.context
    free = [f for f in context.families if f.norm is None]
    yield "axes", 0
    if any(f.sort == "vector" for f in free) or context.vectors:
        yield "alike", 0
        yield "pairs", 0
        yield "ladder", 0
    if free or context.vectors or context.matrices or len(context.families) > 1:
        for seed in range(1, GENERAL + 1):
            yield "general", seed


def size_at(index_set: IndexSet, scalars: Mapping[str, Element]) -> int | None:
    """How many members a set has at a point; None if it is no number from 0 to 12."""
    size = index_set.size
    if size.op == "number":
        return int(size.args[0])  # type: ignore[arg-type]
    value = (
        scalars.get(str(size.args[0]), {}).get(ring.UNIT, Fraction(0))
        if size.op == "scalar"
        else Fraction(0)
    )
    return int(value) if value.denominator == 1 and 0 <= value <= MOST_MEMBERS else None


def placed(
    claim: Claim,
    scalars: dict[str, Element],
    layout: Layout,
    entries: Mapping[str, tuple[Element, ...]] | None = None,
) -> Point | None:
    """The point with these scalars (and entries of families of scalars, if they are given); None if
    a set has no size there."""
    context = claim.context
    sizes = {s.key: size_at(s, scalars) for s in context.index_sets}
    if any(v is None for v in sizes.values()):
        return None
    counts: dict[str, int] = {k: v for k, v in sizes.items() if v is not None}
    room = _Room(
        max(
            [
                1,
                *(counts[f.over] for f in context.families if f.sort == "vector"),
                *(2 for _ in (*context.vectors, *context.matrices)),
            ]
        ),
        *layout,
    )
    vectors: dict[str, Rows] = {}
    numbers: dict[str, tuple[Element, ...]] = {}
    for which, family in enumerate(context.families):
        count = counts[family.over]
        if family.sort == "scalar":
            numbers[family.key] = (
                entries[family.key]
                if entries
                else tuple(ring.constant(v) for v in default_entries(which, count, layout[1]))
            )
        elif family.norm is not None:
            length = (
                scalars.get(str(family.norm.args[0]), ring.constant(1))
                if family.norm.op == "scalar"
                else ring.constant(number_of(family.norm) or 1)
            )
            vectors[family.key] = room.orthogonal(count, which, length)
        else:
            vectors[family.key] = tuple(room.vector(k, which) for k in range(count))
    for which, single in enumerate(context.vectors):
        vectors[single.key] = (room.vector(which, which + len(context.families) + 3),)
    matrices: dict[str, Rows] = {}
    for which, matrix in enumerate(context.matrices):
        covariance = any(
            depends_on(context, law.variance, frozenset({matrix.key})) for law in context.laws
        )
        matrices[matrix.key] = room.diagonal() if covariance else room.matrix(which)
    return Point(counts, scalars, numbers, vectors, matrices)


def default_entries(which: int, count: int, seed: int) -> list[Fraction]:
    """Entries of a family of scalars that nothing is known of: not all alike, and not as those of
    another family."""
    return [ENTRIES[(k * (seed + 1) + which + seed) % len(ENTRIES)] for k in range(count)]


class _Room:
    """The space of one layout."""

    def __init__(self, least: int, kind: str, seed: int) -> None:
        self.dimension = least + (
            kind == "general" and seed % 2 == 0
        )  # a vector outside what a family spans
        self.kind, self.seed = kind, seed

    def axis(self, k: int, length: Element) -> tuple[Element, ...]:
        return tuple(length if j == k % self.dimension else {} for j in range(self.dimension))

    def vector(self, k: int, which: int) -> tuple[Element, ...]:
        if self.kind == "general":
            return tuple(ring.constant(v) for v in _numbers(self.dimension, self.seed, which, k))
        if self.kind == "alike":
            return self.axis(0, ring.constant(1))
        if self.kind == "pairs":  # the first two are equal, the others are not
            return self.axis(max(k - 1, 0), ring.constant(1))
        if (
            self.kind == "ladder" and not which
        ):  # the first family takes turns along one axis, the others stay apart
            return self.axis(0, ring.constant((k + 1) % 2))
        return self.axis(k, ring.constant(1))

    def orthogonal(self, count: int, which: int, length: Element) -> Rows:
        """Of that length: along the axes, or turned, each family another way."""
        if self.kind != "general":
            return tuple(self.axis(k, length) for k in range(count))
        return tuple(
            tuple(ring.add({}, length, v) for v in _turned(k, which, self.seed, self.dimension))
            for k in range(count)
        )

    def matrix(self, which: int) -> Rows:
        if self.kind != "general":
            return self.diagonal()
        return tuple(
            tuple(ring.constant(v) for v in _numbers(self.dimension, self.seed, which + 17, k))
            for k in range(self.dimension)
        )

    def diagonal(self) -> Rows:
        """Positive, so that it may be a covariance."""
        scale = self.seed if self.kind == "general" else 0
        return tuple(
            self.axis(k, ring.constant(1 + (scale + k) * scale % 3)) for k in range(self.dimension)
        )


@remembered(1000)
def _numbers(count: int, *seeds: int) -> list[int]:
    """Whole numbers from −3 to 3, not all 0, that follow no pattern (a linear congruence, so that
    they are the same everywhere)."""
    state = 1
    for seed in seeds:
        state = (state * 69069 + 7919 * seed + 12345) % 2**32
    found: list[int] = []
    while not any(found):
        found = []
        for _ in range(count):
            state = (state * 1664525 + 1013904223) % 2**32
            found.append((state >> 16) % 7 - 3)
    return found


@remembered(1000)
def _turned(k: int, which: int, seed: int, dimension: int) -> list[Fraction]:
    """The image of the k-th axis under rotations by rational angles in planes of neighbouring axes,
    and a shift of the axes."""
    row = [Fraction(int(j == k)) for j in range(dimension)]
    if dimension == 1:
        return [-row[0] if (which + seed) % 2 else row[0]]
    for layer in range(2 if which else 1):
        c, s = TURNS[(which + layer + seed) % len(TURNS)]
        for i in range(layer % 2, dimension - 1, 2):
            row[i], row[i + 1] = c * row[i] - s * row[i + 1], s * row[i] + c * row[i + 1]
    shift = (which + seed) % dimension
    return [*row[shift:], *row[:shift]]
