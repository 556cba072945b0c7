"""Sums over the members without a name by what holds of each: Σ_i (e^{2M + s_i} − e^{s_a}) ≥ 0.

n·y + Σ x_i is Σ (y + x_i), and y for each member that has a name.  Untrusted: the kernel checks
each entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import Label
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.ring import Element
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .proving import Proving, Row
from .summing import summed

MOST_TERMS = 40


def each_member(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p > 0 or p ≥ 0, by what it is for each member of one set."""
    assert signs.cell is not None
    inner = {key: c for key, c in p.items() if ring.is_summed(key)}
    labels = {label for key in inner for label in summed_labels(ring.atoms_of_key(key))}
    if len(p) > MOST_TERMS or len(labels) != 1 or not signs.cell.claim.context.index_sets:
        return None
    (label,) = labels
    if any(label.other in a.stars for a in ring.atoms(inner)):
        return None
    meaning = signs.cell.meaning
    with suppress(Rejected), meaning.in_base_scope():
        others = meaning.unnamed(meaning.set_of_label(label.other))
        for share in _shares(ring.add(p, inner, -1), others):
            each = ring.add(replacing.relabelled(inner, label, label.other), share)
            if (name := _of_each(signs, each, label, about)) is None:
                continue
            left = ring.subtract(p, signs.cell.fact(summed(name)).element)
            used = [summed(name)]
            if left or signs.cell.fact(summed(name)).relation != relation == ">":
                if (rest := signs.known(left, relation, about) if left else None) is None:
                    continue
                used.append(rest)
            rows: list[Row] = [["1", [one], [], []] for one in used]
            return signs.record({"of": element_to_json(p), "is": relation, "by": rows})
    return None


def _shares(rest: Element, others: Element) -> Iterator[Element]:
    """y of n·y + …, where n counts the members; and nothing."""
    if len(names := ring.atoms(others)) == 1:
        (n,) = names
        share = {
            ring.key_product((m, e), (((n, -1),), ())): c
            for (m, e), c in rest.items()
            if dict(m).get(n, 0) > 0
        }
        if share:
            yield share
    yield {}


def _of_each(signs: Proving, each: Element, label: Label, about: Stars) -> str | None:
    """The name of an entry that it is > 0, or ≥ 0, and about each member."""
    star = label.other
    for relation in (">", "≥"):
        if (shown := signs.known(each, relation, about | {star})) is not None:
            return about_each(signs, shown, star)
    return None


def about_each(signs: Proving, shown: str, *stars: Label) -> str | None:
    """The name of the same fact, said about each member, or each two."""
    assert signs.cell is not None
    fact = signs.cell.fact(shown)
    if fact.stars == frozenset(stars):
        return shown
    rows: list[Row] = [["1", [shown], [], []]]
    rows += [["0", [str(FactName("h", 0, star=star))], [], []] for star in stars]
    if not signs.cell.claim.context.facts:
        return None
    return signs.record({"of": element_to_json(fact.element), "is": fact.relation, "by": rows})
