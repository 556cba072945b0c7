"""Signs that a sum over members takes where all the members without a name are alike.

Looked at before a proof of a sign is tried: Σ e^{s_i} − 1 has both, for n members that are 0 and
for one that is −1.  Floats decide what is tried, and nothing else.
"""

from __future__ import annotations

from contextlib import suppress

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import MAXIMUM, Atom, Label
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.ring import Element
from ...kernel.errors import Rejected
from ...kernel.order.signs import Fact, Stars
from .proving import Proving
from .trial_numbers import signs_near


def signs_alike(signs: Proving, p: Element, about: Stars) -> set[int]:
    """1 and −1 as far as they are seen; none where p has sums over two sets, or functions."""
    labels = summed_labels(ring.atoms(p))
    if signs.cell is None or len(labels) != 1 or not all(_free(a) for a in ring.atoms(p)):
        return set()
    (plus,) = labels
    if plus.other in about:
        return set()
    members = about | {plus.other}
    whole = frozenset(s.key for s in signs.cell.claim.context.scalars if s.integer)
    with suppress(Rejected):
        meaning = signs.cell.meaning
        count = meaning.unnamed(meaning.set_of_label(plus.other))
        one = _alike(p, plus, count)
        facts = [
            Fact(_alike(fact.element, plus, count), fact.relation)
            for _, fact in signs.facts_near(one, members)
        ]
        return signs_near(one, facts, whole) if _all_said(signs) else set()
    return set()


def _alike(p: Element, plus: Label, count: Element) -> Element:
    """p with each sum over the members as often one of them as there are members."""
    summed = {key: c for key, c in p.items() if ring.is_summed(key)}
    rest = ring.subtract(p, summed)
    each = replacing.relabelled(summed, plus, plus.other)
    return ring.add(rest, ring.multiply(each, count))


def _free(a: Atom) -> bool:
    """Whether an atom may be any number that the facts let it be, as the largest may not."""
    return not (a.is_function or a.kind == MAXIMUM)


def _all_said(signs: Proving) -> bool:
    """Whether all hypotheses and cases are polynomials, in what may be any number."""
    said = [signs.said(name) for name in signs.names()]
    return all(
        fact is not None
        and all(not e and all(k > 0 and not a.is_function for a, k in m) for m, e in fact.element)
        for fact in said
    )
