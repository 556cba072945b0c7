"""Sums under Σ p_j = 1 that are least where all p_j are 1/n: Σ p_j²/q_j ≥ 1, Σ 1/p_j ≥ n².

With a multiplier for each such equation (Lagrange's, the slope at 1/n) every member is ≥ 0 by
itself: p²/q − 2p + q = (p − q)²/q.  Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from contextlib import suppress

from ...kernel.algebra import ring
from ...kernel.algebra.atoms import Atom, Label
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.ring import Element
from ...kernel.errors import Rejected
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .pair_sums import ones
from .proving import Proving

MOST_TERMS = 20


def stationary(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p ≥ 0, by multiples of equations Σ p_j = 1, or None."""
    if relation != "≥" or about or len(p) > MOST_TERMS:
        return None
    if not any(k < 0 and a.summed for m, _ in p for a, k in m):
        return None
    labels = {label for key in p for label in summed_labels(ring.atoms_of_key(key))}
    if len(labels) != 1:
        return None
    (label,) = labels
    with suppress(Rejected):
        return _with_multipliers(signs, p, label)
    return None


def _with_multipliers(signs: Proving, p: Element, label: Label) -> str | None:
    assert signs.cell is not None
    size, _ = signs.cell.meaning.scope_count(label.set)
    sums = [(name, h, a) for name, h, whole, _ in ones(signs) if (a := _member(whole)) is not None]
    members = {a for *_, a in sums}
    other, plus = dict(p), []
    for name, equation, a in sums:
        slope = _slope(p, a, members, size)
        if slope is None:
            return None
        if slope:
            other = ring.subtract(other, ring.multiply(slope, equation))
            plus.append([name, element_to_json(slope)])
    if not plus or (shown := signs.known(other, "≥", frozenset())) is None:
        return None
    rows = [["1", [shown], [], []]]
    return signs.record({"of": element_to_json(p), "is": "≥", "by": rows, "plus": plus})


def _member(whole: Element) -> Atom | None:
    """p_j of Σ p_j over members without a name."""
    found = [m[0][0] for m, _ in whole if ring.is_summed((m, ()))]
    return found[0] if len(found) == 1 else None


def _slope(p: Element, a: Atom, members: set[Atom], size: Element) -> Element | None:
    """The derivative by p_j of what is summed, where all of these are 1/n."""
    total: Element = {}
    for (m, e), c in p.items():
        k = dict(m).get(a, 0)
        if not k:
            continue
        degree = sum(j for b, j in m if b in members)
        if e or degree > 1 or any(b.summed and b not in members for b, _ in m):
            return None
        beside: Element = {(tuple(x for x in m if x[0] not in members), ()): c * k}
        total = ring.add(total, ring.multiply(beside, ring.power(size, 1 - degree)))
    return total
