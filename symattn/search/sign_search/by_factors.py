"""The sign of a product as it is written, factor by factor.

Multiplied out, (x_1 − 1)···(x_6 − 1) is 64 terms.  Untrusted.
"""

from __future__ import annotations

from contextlib import suppress

from ...kernel import Rejected
from ...kernel.algebra import ring
from ...kernel.rules.sequent import Sequent
from ...language import number
from ..plain_data import element_to_json
from .positivity import ProvingSigns

NONE: frozenset[str] = frozenset()
FEWEST = 3  # factors; fewer are seen when multiplied out


def record_product(cell: Sequent, rule: str) -> None:
    """An entry for the sign of the product that the conclusion compares with 0.

    There is one if each factor has a known one.
    """
    signs, sides = cell.signs, cell.claim.conclusion.children
    if rule != "order" or not isinstance(signs, ProvingSigns):
        return
    product = sides[0] if sides[1] == number(0) else sides[1]
    if number(0) not in sides or product.op != "*" or len(product.children) < FEWEST:
        return
    names: list[str] = []
    whole, strict = ring.constant(1), True
    with suppress(Rejected):
        for factor in product.children:
            value = cell.meaning.scalar(factor)
            tried = (
                (relation, ring.add({}, value.numerator, side))
                for relation in (">", "≥")
                for side in (1, -1)
            )
            found = next(
                (
                    (name, r, p)
                    for r, p in tried
                    if not value.den and p and (name := signs.named(p, r, NONE))
                ),
                None,
            )
            if found is None:
                return
            names.append(found[0])
            whole, strict = ring.multiply(whole, found[2]), strict and found[1] == ">"
        signs.record(
            {
                "of": element_to_json(whole),
                "is": ">" if strict else "≥",
                "by": [["1", names, [], []]],
            }
        )
