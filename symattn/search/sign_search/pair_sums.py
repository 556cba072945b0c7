"""Sums over pairs of members, Σ_j Σ_l f(j, l) ≥ 0 where f(j, l) + f(l, j) ≥ 0, and Σ p_j put for 1.

The pairs are all, or those of two members.  Σ x_j · Σ y_j is Σ_j Σ_l x_j y_l, and n · Σ x_j is
Σ_j Σ_l x_j.  Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import ENTRY, SUM, SYMBOL, Label
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.parts import parted
from ...kernel.algebra.ring import Element, Key
from ...kernel.algebra.sums import body_of, product
from ...kernel.errors import Rejected
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .each_member import about_each
from .proving import Proving
from .summing import summed

MOST_TERMS = 40


def pair_sum(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p > 0 or p ≥ 0, by what it is for each two members."""
    assert signs.cell is not None
    if len(p) > MOST_TERMS or not any(map(ring.has_sum, p)):
        return None
    bodies = [split for key in p if (split := _two_sums(key))]
    labels = {label for (x, y), _ in bodies for label in _labels(x) | _labels(y)}
    if len(labels) != 1 or not signs.cell.claim.context.facts:
        return None
    (label,) = labels
    meaning = signs.cell.meaning
    with meaning.in_base_scope():
        others = meaning.unnamed(label.set)
    each = _for_each_two(p, label, others)
    stars = (label.other, label.another)
    if (shown := signs.known(each, "≥", about | {*stars})) is None:
        return None
    if (name := about_each(signs, shown, *stars)) is None:
        return None
    for over in "Σ≠":
        with suppress(Rejected):
            left = ring.subtract(p, signs.cell.fact(summed(name, over)).element)
            used = [summed(name, over)]
            if left or relation == ">":
                if (rest := signs.named(left, relation, about) if left else None) is None:
                    continue
                used.append(rest)
            sums = [["1", [one], [], []] for one in used]
            return signs.record({"of": element_to_json(p), "is": relation, "by": sums})
    return None


def _labels(key: Key) -> frozenset[Label]:
    return summed_labels(ring.atoms_of_key(key))


def _two_sums(key: Key) -> tuple[tuple[Key, Key], Key] | None:
    """A product of two sums as what is summed in each, and what stands beside them."""
    sums = [(a, k) for a, k in key[0] if a.kind == SUM]
    if sum(k for _, k in sums) != 2:
        return None
    ((x, _),), ((y, _),) = body_of(sums[0][0]).num, body_of(sums[-1][0]).num
    return (x, y), (tuple(x for x in key[0] if x not in sums), key[1])


def _for_each_two(p: Element, label: Label, others: Element) -> Element:
    """What the pairs of sums, and n times a sum, are for a pair of members."""
    counted = ring.atoms(others)
    total: Element = {}
    for key, c in p.items():
        two = _two_sums(key)
        if two is None and len(counted) == 1:
            (n,) = counted
            one, beside = parted(key, lambda a: bool(a.summed))
            if dict(beside[0]).get(n) == (1 if _labels(one) == {label} else 2):
                fewer = tuple(x for x in beside[0] if x[0] != n), beside[1]
                two = (one, ring.UNIT), fewer
        if two is not None:
            (x, y), beside = two
            for first, second in ((x, y), (y, x)):
                here = replacing.renamed(first, label, label.other)
                there = replacing.renamed(second, label, label.another)
                whole = ring.key_product(beside, ring.key_product(here, there))
                total = ring.add(total, {whole: ring.ratio(c, 2)})
    return total


def homogeneous(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p > 0 or p ≥ 0, by Σ p_j put for 1 until all terms have as many
    factors p.
    """
    if len(p) > MOST_TERMS:
        return None
    for name, equation, whole, family in ones(signs):
        degrees = {key: _degree(key, family) for key in p}
        most = max(degrees.values(), default=0)
        if most == 0 or min(degrees.values()) == most or most > 3:
            continue
        other, cofactor = dict(p), Element()
        with suppress(Rejected):
            for key, c in p.items():
                power = ring.constant(1)
                for _ in range(most - degrees[key]):
                    beside = product({key: c}, power)
                    cofactor = ring.add(cofactor, beside, -1)
                    other = ring.add(other, product(beside, equation))
                    power = product(power, whole)
            shown = signs.known(other, relation, about) if other else None
            if shown is not None or (not other and relation == "≥"):
                entry = {
                    "of": element_to_json(p),
                    "is": relation,
                    "by": [["1", [shown], [], []]] if shown else [],
                    "plus": [[name, element_to_json(cofactor)]],
                }
                return signs.record(entry)
    return None


def ones(signs: Proving) -> Iterator[tuple[str, Element, Element, frozenset[str]]]:
    """Equations Σ p_j = 1, or p + q + r = 1: name, Σ p_j − 1, Σ p_j, and the names there."""
    assert signs.cell is not None
    for name in signs.names():
        with suppress(Rejected):
            if (fact := signs.said(name)) is None or fact.relation != "=":
                continue
            whole = {key: c for key, c in fact.element.items() if key != ring.UNIT}
            atoms = [m[0][0] for m, _ in whole if len(m) == 1]
            if (
                fact.relation == "="
                and fact.element.get(ring.UNIT) == -1
                and len(atoms) == len(whole)
                and (len(atoms) > 1 or any(map(ring.is_summed, whole)))
                and set(whole.values()) == {1}
                and all(a.kind in (ENTRY, SYMBOL) for a in atoms)
            ):
                yield name, fact.element, whole, frozenset().union(*(a.symbols for a in atoms))


def _degree(key: Key, family: frozenset[str]) -> int:
    """How many factors of a family a term has, a sum counting as what is summed."""
    total = 0
    for a, k in key[0]:
        if a.kind == SUM:
            total += k * sum(_degree(body, family) for body, _ in body_of(a).num)
        elif a.kind in (ENTRY, SYMBOL) and family & a.symbols:
            total += k
    return total
