"""Sums over all the members without a name: Σ_i e^{s_i}·(f_i − g_i) ≥ 0 where f_i ≥ g_i.

Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import Label
from ...kernel.algebra.labels import generic_labels, summed_labels
from ...kernel.algebra.ring import Element, Exponent, Key
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .proving import Proving, Row


def summed(name: str, over: str = "Σ") -> str:
    """The name of what a fact about each unnamed member gives for the sum over all of them.

    With ≠ for the sum over each two that differ, with ∖ for that over all but one.
    """
    return str(replace(FactName.read(name), summed=over))


def summed_up(
    signs: Proving, e: Exponent, q: Element, about: Stars
) -> tuple[list[Row], bool] | None:
    """Rows for Σ q·e^e ≥ 0, found as a fact about each unnamed member, and whether it is > 0.

    What does not speak of the member is shared out: n·y + Σ x_i is Σ (y + x_i), less y for each
    member that has a name.
    """
    assert signs.cell is not None
    inner = {key: c for key, c in q.items() if ring.is_summed((key[0], e))}
    labels = summed_labels(set().union(*(ring.atoms_of_key((m, e)) for m, _ in inner)))
    if len(labels) != 1:
        return None
    (label,) = labels
    if label.other in generic_labels(a for m, _ in inner for a in ring.atoms_of_key((m, e))):
        return _beside(signs, e, q, label, about)
    rest = {key: c for key, c in q.items() if key not in inner}
    with suppress(Rejected):
        others = signs.cell.meaning.unnamed(signs.cell.meaning.set_of_label(label.other))
        share = _share(rest, others) if rest else {}
        left = ring.add(rest, ring.multiply(others, share), -1)
        if (name := _each(signs, e, inner, share, label, about)) is None:
            return None
        rows: list[Row] = [["1", [name], [], []]]
        inhabited = signs.cell.fact(name).relation == ">"
        if not left:
            return rows, inhabited
        strict = signs.combination(left, ">", about)
        if (found := strict or signs.combination(left, "≥", about)) is None:
            return None
        raised = element_to_json(ring.exponent_as_element(e))
        rows += [[w, refs, squares, raised] for w, refs, squares in found]
        return rows, inhabited or strict is not None
    return None


def _beside(
    signs: Proving, e: Exponent, q: Element, label: Label, about: Stars
) -> tuple[list[Row], bool] | None:
    """The same for w_j e^{−x_j} Σ_i q_i·e^{x_i}, where j is a member without a name too."""
    j = label.other
    within = tuple((m, c) for m, c in e if j not in generic_labels(a for a, _ in m))
    outside = tuple(part for part in e if part not in within)
    shared = {
        a: min(dict(m).get(a, 0) for m, _ in q)
        for a in sorted({a for m, _ in q for a, k in m if j in a.stars and k > 0})
    }
    weight: Key = (tuple((a, k) for a, k in shared.items() if k), ())
    bare = ring.multiply(q, {ring.inverse(weight): 1})
    names = [signs.known(ring.atom(a), ">", about) for a, k in shared.items() for _ in range(k)]
    if j not in about or None in names or j in generic_labels(ring.atoms(bare)):
        return None
    if (shown := summed_up(signs, within, bare, about - {j})) is None:
        return None
    of_it: list[Row] = [["0", [str(FactName("h", 0, star=j))], [], []]]
    whole = signs.record(
        {
            "of": element_to_json({(m, within): c for (m, _), c in bare.items()}),
            "is": ">" if shown[1] else "≥",
            "by": shown[0],
        }
    )
    if whole is None:
        return None
    raised = element_to_json(ring.exponent_as_element(outside))
    return [["1", [whole, *filter(None, names)], [], raised], *of_it], shown[1]


def _share(rest: Element, others: Element) -> Element:
    """y of n·y + …, where n counts the members."""
    if len(ring.atoms(others)) != 1:
        return {}
    (n,) = ring.atoms(others)
    return {
        (tuple(part for part in m if part[0] != n), x): c
        for (m, x), c in rest.items()
        if dict(m).get(n) == 1
    }


def _each(
    signs: Proving, e: Exponent, q: Element, share: Element, plus: Label, about: Stars
) -> str | None:
    """The name of the fact that Σ (q + share)·e^e is ≥ 0, or > 0, from one about each member."""
    assert signs.cell is not None
    star = plus.other
    if any(star in a.stars for m, _ in q for a in ring.atoms_of_key((m, e))):
        return None  # summed over the others of one that has no name itself
    each = ring.add(replacing.relabelled(q, plus, star), share)
    exponent = replacing.renamed(((), e), plus, star)[1]
    members = about | {star}
    strict = signs.combination(each, ">", members)
    if (found := strict or signs.combination(each, "≥", members)) is None:
        return None
    raised = element_to_json(ring.exponent_as_element(exponent))
    rows = [[w, refs, squares, raised] for w, refs, squares in found]
    if not any(FactName.read(name).star == star for _, refs, _ in found for name in refs):
        # of squares alone: what says that it is about each member
        rows.append(["0", [str(FactName("h", 0, star=star))], [], []])
    whole = ring.multiply(each, {((), exponent): 1})
    if (
        name := signs.record(
            {"of": element_to_json(whole), "is": ">" if strict else "≥", "by": rows}
        )
    ) is None:
        return None
    with suppress(Rejected):
        total = signs.cell.fact(summed(name)).element
        others = signs.cell.meaning.unnamed(signs.cell.meaning.set_of_label(star))
        wanted = {(m, e): c for (m, _), c in q.items()}
        shared = ring.multiply(ring.multiply(others, share), {((), e): 1}) if share else {}
        if total == ring.add(wanted, shared):
            return summed(name)
    return None
