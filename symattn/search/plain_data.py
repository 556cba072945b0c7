"""Elements and points as plain data, for certificates.

The kernel reads them with `element_from_json` and `point_from_json`.
"""

from __future__ import annotations

from typing import Any

from ..kernel import OutsideClass
from ..kernel.algebra import ring
from ..kernel.algebra.algebraic_numbers import Algebraic
from ..kernel.algebra.ring import Element
from ..kernel.algebra.shapes import Point


def element_to_json(p: Element) -> list[Any]:
    def monomial(m: ring.Monomial) -> list[Any]:
        return [[name, k] for name, k in m]

    return [
        [str(c), monomial(m), [[str(c2), monomial(m2)] for m2, c2 in e]]
        for (m, e), c in sorted(p.items())
    ]


def point_to_json(point: Point) -> dict[str, Any]:
    """Rational values as fractions; others in terms of constants."""

    def value(p: Element) -> Any:
        return str(p.get(ring.UNIT, 0)) if set(p) <= {ring.UNIT} else element_to_json(p)

    def rows(table: Any) -> Any:
        return {key: [[value(x) for x in row] for row in matrix] for key, matrix in table.items()}

    data = {
        "sizes": dict(point.sizes),
        "scalars": {k: value(v) for k, v in point.scalars.items()},
        "entries": {k: [value(x) for x in v] for k, v in point.entries.items()},
        "vectors": rows(point.vectors),
        "matrices": rows(point.matrices),
    }
    constants = [_constant(point, atom) for atom in point.signs.opaque]
    return data | ({"constants": constants} if constants else {})


def _constant(point: Point, atom: str) -> dict[str, Any]:
    """As the kernel's `point_from_json` reads it."""
    if isinstance(root := point.signs.roots.get(atom), Algebraic):
        data = {"root": root.coefficients, "between": root.between}
        return {key: [str(c) for c in numbers] for key, numbers in data.items()}
    function, argument = point.signs.opaque[atom]
    if function != "log" or argument.den or set(argument.numerator) > {ring.UNIT}:
        raise OutsideClass(f"a value with {function} in it")
    return {"log": str(argument.numerator.get(ring.UNIT, 0))}
