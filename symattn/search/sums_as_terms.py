"""Elements of the ring with sums over all other members, put back into terms.

For example 1 + Σ_{k≠i} e^{x_k − x_i}.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..kernel import Claim
from ..kernel.algebra import replacing, ring
from ..kernel.algebra.atoms import SUM, Atom, Label, unnamed
from ..kernel.algebra.labels import summed_labels
from ..kernel.algebra.ring import Element, Quotient
from ..kernel.algebra.sums import body_of
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


def value_term(
    q: Quotient, claim: Claim, opaque: Mapping[str, tuple[str, Quotient]]
) -> Term | None:
    """A quotient of products of sums as a term; None as above."""
    top: list[Term | None] = []
    for (m, e), c in q.num:
        sums = [(a, k) for a, k in m if Atom(a).kind == SUM]
        rest = {(tuple(x for x in m if x not in sums), e): c}
        factors = [sum_term(rest, claim, opaque)] if rest != ring.constant(1) or not sums else []
        factors += [
            sum_term(body_of(Atom(a)).numerator, claim, opaque) for a, k in sums for _ in range(k)
        ]
        top.append(_joined("*", factors))
    below = [sum_term(dict(factor), claim, opaque) for factor, k in q.den for _ in range(k)]
    numerator, denominator = _joined("+", top), _joined("*", below)
    if numerator is None or not below:
        return numerator
    return None if denominator is None else Term("/", (numerator, denominator))


def _joined(op: str, parts: list[Term | None]) -> Term | None:
    known = [t for t in parts if t is not None]
    if len(known) < len(parts) or not known:
        return None
    return known[0] if len(known) == 1 else flattened(op, tuple(known))


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
