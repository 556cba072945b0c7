"""Sums over all the members without a name: Σ_i e^{s_i}·(f_i − g_i) ≥ 0 where f_i ≥ g_i.

Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from dataclasses import replace

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.ring import Element, Exponent
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .proving import Proving


def summed(name: str) -> str:
    """The name of what a fact about each unnamed member gives for the sum over all of them."""
    return str(replace(FactName.read(name), summed="Σ"))


def summed_up(signs: Proving, e: Exponent, q: Element, about: Stars) -> str | None:
    """The name of the fact that Σ q·e^e ≥ 0, found as one about each unnamed member, or None."""
    assert signs.cell is not None
    atoms = set().union(*(ring.atoms_of_key((m, e)) for m, _ in q))
    labels = summed_labels(atoms)
    if len(labels) != 1 or not all(any("[+" in a for a in ring.atoms_of_key((m, e))) for m, _ in q):
        return None
    (label,) = labels
    plus, star = f"+{label}", f"*{label}"
    if any(f"[{star}]" in a for a in atoms):
        return None  # summed over the others of one that has no name itself
    each = replacing.relabelled(q, plus, star)
    exponent = replacing.renamed(((), e), plus, star)[1]
    if (found := signs.combination(each, "≥", about | {star})) is None:
        return None
    raised = element_to_json(ring.exponent_as_element(exponent))
    rows = [[w, refs, squares, raised] for w, refs, squares in found]
    if not any(FactName.read(name).star == star for _, refs, _ in found for name in refs):
        # of squares alone: what says that it is about each member
        rows.append(["0", [str(FactName("h", 0, star=star))], [], []])
    whole = ring.multiply(each, {((), exponent): 1})
    if (name := signs.record({"of": element_to_json(whole), "is": "≥", "by": rows})) is None:
        return None
    try:
        total = signs.cell.fact(summed(name)).element
    except Rejected:
        return None
    return summed(name) if total == {(m, e): c for (m, _), c in q.items()} else None
