"""Elements and points as plain data, for certificates; the kernel reads them with `element_from_json` and `point_from_json`."""
from __future__ import annotations

from typing import Any

from ..kernel import ring
from ..kernel.ring import Element
from ..kernel.values import Point


def element_to_json(p: Element) -> list[Any]:
    def monomial(m: ring.Monomial) -> list[Any]:
        return [[name, k] for name, k in m]

    return [[str(c), monomial(m), [[str(c2), monomial(m2)] for m2, c2 in e]] for (m, e), c in sorted(p.items())]


def point_to_json(point: Point) -> dict[str, Any]:
    def value(p: Element) -> Any:
        return str(p.get(ring.UNIT, 0)) if set(p) <= {ring.UNIT} else element_to_json(p)

    def rows(table: Any) -> Any:
        return {key: [[value(x) for x in row] for row in matrix] for key, matrix in table.items()}

    return {
        "sizes": dict(point.sizes),
        "scalars": {k: value(v) for k, v in point.scalars.items()},
        "entries": {k: [value(x) for x in v] for k, v in point.entries.items()},
        "vectors": rows(point.vectors),
        "matrices": rows(point.matrices),
    }
