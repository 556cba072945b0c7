"""Elements of the ring with sums over all other members, put back into terms.

For example 1 + Σ_{k≠i} e^{x_k − x_i}.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..kernel import Claim
from ..kernel.algebra import replacing, ring
from ..kernel.algebra.atoms import Label, unnamed
from ..kernel.algebra.labels import summed_labels
from ..kernel.algebra.ring import Element, Quotient
from ..language import Term, flattened
from .as_terms import quotient_term
from .repairs.letters import letter


def sum_term(p: Element, claim: Claim, opaque: Mapping[str, tuple[str, Quotient]]) -> Term | None:
    """The element as a term; None if a part of it has no name, or runs over the others twice."""
    plain: Element = {}
    by_label: dict[Label, Element] = {}
    for key, c in p.items():
        labels = summed_labels(ring.atoms_of_key(key))
        if len(labels) > 1 or any(label.depth > 1 for label in labels):
            return None
        into = by_label.setdefault(min(labels), {}) if labels else plain
        into[key] = c
    parts = [quotient_term(ring.of(plain), claim.context, opaque)] if plain else []
    parts += [_summed(claim, label, q, opaque) for label, q in by_label.items()]
    terms = [t for t in parts if t is not None]
    if len(terms) < len(parts) or not terms:
        return None
    return terms[0] if len(terms) == 1 else flattened("+", tuple(terms))


def _summed(
    claim: Claim, label: Label, p: Element, opaque: Mapping[str, tuple[str, Quotient]]
) -> Term | None:
    sets = claim.context.index_sets
    over = next((s for s in sets if label == unnamed(s.key).summed), None)
    if over is None:
        return None
    names = {n for s in sets for n in (*s.members, s.rest)}
    bound = Label(letter(names))
    body = quotient_term(ring.of(replacing.relabelled(p, label, bound)), claim.context, opaque)
    known = (*over.members, over.rest) if over.key in claim.rest else over.members
    left_out = (Term("index", (name,)) for name in known)
    return None if body is None else Term("sum", (bound, over.key, *left_out, body))
