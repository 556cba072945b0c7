"""Sums with a maximum M before them: M Σ g_j ≥ Σ s_j g_j, where g_j ≥ 0 and M is at least each s_j.

Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import MAXIMUM, Atom, Label
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.ring import Element, Key
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.maxima import maximum
from ...kernel.order.signs import Fact, Stars
from ..plain_data import element_to_json
from .each_member import about_each
from .proving import Proving, Row
from .summing import summed

MOST_TERMS = 40


def below_maxima(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p > 0 or p ≥ 0, by the scores put in for a maximum."""
    assert signs.cell is not None
    largest = {a for m, _ in p for a, k in m if a.kind == MAXIMUM and k == 1}
    if len(p) > MOST_TERMS or len(largest) != 1 or not any(map(ring.is_summed, p)):
        return None
    (most,) = largest
    left: Element = dict(p)
    rows: list[Row] = []
    for key, c in p.items():
        if most not in dict(key[0]):
            continue
        beside = tuple(x for x in key[0] if x[0] != most), key[1]
        if c < 0 or (found := _below(signs, most, {beside: c}, about)) is None:
            return None
        left = ring.subtract(left, signs.cell.fact(found).element)
        rows.append(["1", [found], [], []])
    if most in ring.atoms(left):
        return None
    if left or relation == ">":
        if (rest := signs.known(left, relation, about) if left else None) is None:
            return None
        rows.append(["1", [rest], [], []])
    return signs.record({"of": element_to_json(p), "is": relation, "by": rows})


def _below(signs: Proving, most: Atom, beside: Element, about: Stars) -> str | None:
    """The name of a fact (M − s_j) g_j ≥ 0, or of that summed, for what stands beside M."""
    assert signs.cell is not None
    ((key, _),) = beside.items()
    plus = summed_labels(ring.atoms_of_key(key))
    if len(plus) > 1:
        return None
    stars = [label.other for label in plus]
    each = beside
    for label in plus:
        each = replacing.relabelled(each, label, label.other)
    for name, fact in _scores(signs, most, key, stars):
        if (shown := signs.known(each, "≥", about.union(stars))) is None:
            return None
        whole = ring.multiply(each, fact.element)
        entry = {"of": element_to_json(whole), "is": "≥", "by": [["1", [shown, name], [], []]]}
        if (product := signs.record(entry)) is None:
            continue
        if not stars:
            return product
        if (said := about_each(signs, product, *stars)) is not None:
            return summed(said)
    return None


def _scores(signs: Proving, most: Atom, key: Key, stars: list[Label]) -> Iterator[tuple[str, Fact]]:
    """The facts that the maximum is at least a score of the member that a term speaks of."""
    assert signs.cell is not None
    listed = range(len(signs.cell.meaning.family_maxima))
    number = next(k for k in listed if Atom(f"max!{k}") == most)
    own = {label for a in ring.atoms_of_key(key) for label in a.indices}
    with suppress(Rejected):
        for (member, star), fact in maximum(signs.cell.meaning, number)[1].items():
            spoken = {label for a in ring.atoms(fact.element) for label in a.indices}
            if set(stars) == fact.stars and (stars or spoken & own):
                yield str(FactName("m", number, member=member, star=star)), fact
