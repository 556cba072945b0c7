"""Search for two points that differ in an input which is not listed.

Also in what is said not to depend on it.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected, replay
from ...kernel.algebra import ring
from ...kernel.algebra.shapes import Point
from ...kernel.order.depends_only import listed
from ..clock import now
from ..plain_data import point_to_json
from .models import points

TRIED = 12
Row = tuple[ring.Element, ...]


def refute_dependence(claim: Claim, deadline: float) -> tuple[dict[str, Any], Point] | None:
    """A certificate that something depends on more than what is listed.

    Also the first of its two points.
    """
    try:
        inputs = listed(claim)
    except Rejected:
        return None
    for point in points(claim, False, TRIED):
        for other in _changed(claim, point, inputs):
            node = {"rule": "depends", "points": [point_to_json(point), point_to_json(other)]}
            certificate = {"format": FORMAT, "kernel": KERNEL, "refutation": node}
            try:
                replay(claim, certificate)
                return certificate, point
            except Rejected:
                if now() > deadline:
                    return None
    return None


def _changed(claim: Claim, point: Point, inputs: dict[str, set[str]]) -> Iterator[Point]:
    """The point with one input that is not listed changed.

    Turned to another axis, doubled, or moved.
    """
    for family in (f for f in claim.context.families if f.key in inputs):
        index_set = next(s for s in claim.context.index_sets if s.key == family.over)
        labels = [*index_set.members, *([index_set.rest] if index_set.rest else [])]
        for k, label in enumerate(labels[: point.sizes[family.over]]):
            if label in inputs[family.key]:
                continue
            if family.sort == "scalar":
                row = point.entries[family.key]
                for more in (1, -1, 2):
                    yield replace(
                        point,
                        entries={
                            **point.entries,
                            family.key: (
                                *row[:k],
                                ring.add(row[k], ring.constant(more)),
                                *row[k + 1 :],
                            ),
                        },
                    )
                continue
            rows = point.vectors[family.key]
            for row in _moved(rows[k]):
                yield replace(
                    point, vectors={**point.vectors, family.key: (*rows[:k], row, *rows[k + 1 :])}
                )


def _moved(row: Row) -> Iterator[Row]:
    for j in range(len(row)):
        for more in (1, -1):
            yield (*row[:j], ring.add(row[j], ring.constant(more)), *row[j + 1 :])
    yield tuple(ring.add({}, x, 2) for x in row)
