"""What stopped a search, as reasons.

Codes with terms, which `words.reasons` puts into sentences.
"""

from __future__ import annotations

from ..kernel import Rejected
from ..kernel.algebra import ring
from ..kernel.algebra.labels import generic_labels
from ..kernel.algebra.ring import Element
from ..language import Context, Term, flattened
from ..records.record import Reason
from .as_terms import polynomial_term
from .sign_search.polynomials import too_long
from .sign_search.positivity import MAX_TERMS


def refusal(error: Rejected) -> Reason:
    """What the kernel said, and about which term."""
    return ("rules", error.text) if error.about is None else ("rules", error.text, error.about)


def missing_sign(p: Element, context: Context) -> Reason:
    """A sign that was needed: of p itself where it has a name, else what kind of thing it is."""
    if generic_labels(ring.atoms(p)):
        return ("others",)
    if any(map(ring.is_summed, p)):
        return ("sum",)
    if any(a.is_function for a in ring.atoms(p)):
        return ("function",)
    if not p:
        return ("zero",)
    if too_long(p, MAX_TERMS):
        return ("many terms", len(p), MAX_TERMS)
    parts: list[Term] = []
    groups: dict[ring.Exponent, Element] = {}
    for (m, e), c in p.items():
        groups.setdefault(e, {})[(m, ())] = c
    for e, q in groups.items():
        factor = polynomial_term(q, context)
        exponent = polynomial_term(ring.exponent_as_element(e), context)
        if factor is None or exponent is None:
            return ("sign without a name",)
        grown = Term("exp", (exponent,))
        parts.append(
            factor if not e else grown if q == ring.constant(1) else flattened("*", (factor, grown))
        )
    whole = parts[0] if len(parts) == 1 else flattened("+", tuple(parts))
    return ("sign", whole)
