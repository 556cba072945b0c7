"""Search for an equality that follows from what is given.

Where it fails, either way, the hypotheses contradict each other.  Untrusted.
"""

from __future__ import annotations

from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra.coefficients import difference
from ...kernel.algebra.ring import ZERO
from ...kernel.rules.sequent import Sequent
from ...language import Term
from ...language.kinds import COMPARISONS
from ..clock import now
from ..repairs.weaker_lines import certified
from ..sign_search.positivity import ProvingSigns
from .case_search import Search
from .splitting import splittable

SECONDS = 4.0


def given(claim: Claim) -> list[Term]:
    """What is assumed beyond the kind and the range of single letters."""
    facts = (*claim.context.facts, *claim.assumptions)
    return [
        f
        for f in facts
        if f.op in COMPARISONS
        and (f.op == "=" or len([t for t in f.subterms() if t.op in ("scalar", "entry")]) > 1)
    ]


def by_contradiction(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate that splits on the difference of both sides, or None."""
    if (
        claim.conclusion.op != "="
        or claim.conclusion.children[0].sort != "scalar"
        or claim.about_chance
        or not given(claim)
    ):
        return None
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    try:
        gap = difference(cell.meaning, claim.conclusion).get((), ZERO)
    except Rejected:
        return None
    until = min(deadline, now() + SECONDS)
    for p in splittable(claim, gap.numerator, {}):
        search = Search(claim, until, stop_early=True, thorough=True, guide={(): p})
        if (proof := search.run()) is not None:
            return certified(claim, proof, search.maxima)
    return None
