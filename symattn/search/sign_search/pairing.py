"""Differences of exponentials.

What is negative is covered by a larger exponential that is positive.  Untrusted: the kernel checks
each entry.
"""

from __future__ import annotations

from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element, Exponent
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .proving import Proving

Row = list[Any]
FEW, MOST_PAIRED = 8, 40


def borrowed(signs: Proving, groups: dict[Exponent, Element], about: Stars) -> list[Row]:
    """Rows for −q e^y + q e^x with x ≥ y and q ≥ 0, taken out of the coefficients.

    Nothing where every one may be ≥ 0.
    """
    rows: list[Row] = []
    if not 1 < len(groups) <= FEW:
        return rows
    for y, q in list(groups.items()):
        need = ring.add({}, q, -1)
        if (
            ring.is_summed(((), y))
            or set(q) == {ring.UNIT}
            or signs.combination(q, "≥", about) is not None
            or (found := signs.combination(need, "≥", about)) is None
        ):
            continue
        for x, have in list(groups.items()):
            shift = ring.exponent_sum(x, tuple((m, -c) for m, c in y))
            if (
                x == y
                or ring.is_summed(((), x))
                or signs.combination(rest := ring.add(have, need, -1), "≥", about) is None
                and rest
            ):
                continue
            base = signs.known(ring.exponent_as_element(shift), "≥", about)
            name = (
                signs.record(
                    {"of": element_to_json({((), shift): 1, ((), ()): -1}), "is": "≥", "exp": base}
                )
                if base is not None
                else None
            )
            if name is None:
                continue
            rows += [
                [w, [*refs, name], squares, element_to_json(ring.exponent_as_element(y))]
                for w, refs, squares in found
            ]
            del groups[y]
            groups[x] = rest
            if not rest:
                del groups[x]
            break
    return rows


def paired(signs: Proving, p: Element, relation: str, about: Stars) -> list[Row] | None:
    """Cover each negative c·e^y by a positive c·e^x with x ≥ y; what remains must be ≥ 0."""
    rest: Element = dict(p)
    rows: list[Row] = []
    strict = relation == "≥"
    if any(m for m, _ in p) or len(p) > MOST_PAIRED:
        return None
    for key, c in sorted(p.items(), key=lambda item: item[1]):
        if c > 0:
            break
        need = -c
        for other, have in sorted(rest.items(), key=lambda item: -item[1]):
            if have <= 0 or need == 0 or ring.is_summed(key) or ring.is_summed(other):
                continue
            gap = ring.exponent_as_element(
                ring.exponent_sum(other[1], tuple((m, -v) for m, v in key[1]))
            )
            sign = signs.find(gap, about)
            if sign is None:
                signs.wishes.append(gap)
            if sign not in (">", "≥"):
                continue
            base = signs.named(gap, sign, about)
            difference: Element = {other: 1, key: -1}
            if (
                base is None
                or (
                    name := signs.record(
                        {"of": element_to_json(difference), "is": sign, "exp": base}
                    )
                )
                is None
            ):
                continue
            used = min(have, need)
            need -= used
            rest = ring.add(rest, difference, -used)
            rows.append([str(used), [name], [], []])
            strict = strict or sign == ">"
        if need:
            return None
    if not rows:
        return None
    if rest:
        tail = signs.grouped(rest, "≥" if strict else ">", about) or (
            signs.grouped(rest, "≥", about) if strict else None
        )
        if tail is None:
            return None
        rows += tail
        strict = True
    return rows if strict else None
