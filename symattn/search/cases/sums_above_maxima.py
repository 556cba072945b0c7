"""Sums of a family above what they are of its largest member: Σ e^{x_j} ≥ e^{max x}.

Then the line is shown with letters for the sums and maxima.  So it may speak of several families,
or the largest of their maxima.  Untrusted.
"""

from __future__ import annotations

from contextlib import suppress

from ...kernel import Claim, Rejected
from ...kernel.built_terms import at
from ...language import Term, TermError, indices_in, replaced
from ...language.kinds import ORDERS
from ..clock import now
from ..repairs.weaker_lines import prove
from .free_letters import free_letters
from .lipschitz_search import SECONDS, Certificate, named, through
from .named_maxima import with_index
from .reduction_search import attained

MOST = 6
ANY, AGAIN = "j90", "j91"  # indices that stand for all names: of a sum, of a maximum


def certificate(claim: Claim, deadline: float) -> Certificate | None:
    """A certificate of a comparison with sums and maxima of the same families, or None."""
    relation = claim.goal
    if relation.op not in ORDERS or claim.about_chance or claim.rest:
        return None
    with suppress(Rejected, TermError):
        if (right := _with_one_name(relation.right)) != relation.right:
            return through(right, certificate)(claim, min(deadline, now() + SECONDS))
        if (left := _with_one_name(relation.left)) != relation.left:
            by_left = through(left, prove, certificate, "left")
            return by_left(claim, min(deadline, now() + SECONDS))
    whole = [t for t in dict.fromkeys(relation.subterms()) if not indices_in(t)]
    maxima = [t for t in whole if t.op == "most"]
    bounds = {t: b for t in whole if t.op == "sum" for b in _below(t, maxima)[:1]}
    if not bounds or len(bounds) + len(maxima) > MOST:
        return None
    with suppress(Rejected, TermError):
        letters = dict(zip((*bounds, *maxima), free_letters(claim, len(bounds) + len(maxima))))
        facts = [Term("≥", (letters[t], replaced(b, letters))) for t, b in bounds.items()]
        terms = {y: t for t, y in letters.items()}
        by_letters = named(terms, tuple(facts), prove, *[attained] * len(facts))
        return by_letters(claim, min(deadline, now() + SECONDS))
    return None


def _below(total: Term, maxima: list[Term]) -> list[Term]:
    """What is added up, of the largest member alone."""
    if len(total.children) > 1:
        return []
    found = []
    body = at(total.children[0], total.key, ANY)  # whose maxima may have its own index
    for most in maxima:
        bound = replaced(body, {at(most.children[0], most.key, ANY): most})
        if most.args[1] == total.args[1] and ANY not in indices_in(bound):
            found.append(bound)
    return found


def _with_one_name(term: Term) -> Term:
    """The same with one index, of no sum around them, for maxima that differ by it alone."""
    kinds: dict[Term, list[Term]] = {}
    for most in dict.fromkeys(term.subterms()):
        if most.op == "most" and not indices_in(most):
            kinds.setdefault(with_index(most, AGAIN), []).append(most)
    return replaced(
        term, {m: alike for alike, found in kinds.items() if len(found) > 1 for m in found}
    )
