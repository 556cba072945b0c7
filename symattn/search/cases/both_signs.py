"""|x| ≤ R by x ≤ R and −x ≤ R, and max(x, y) ≤ R by x ≤ R and y ≤ R, with letters for all of them.

Untrusted.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.order.parts_of_maxima import without_abs, without_max
from ...language import Term, TermError
from ..clock import now
from ..repairs.weaker_lines import prove
from .free_letters import may_have_letters
from .lipschitz_search import A, B, X, Y, named

SECONDS = 4.0


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of |x| ≤ R, |x| < R, max(x, y) ≤ R and so on, or None."""
    if not may_have_letters(claim, ("≤", "<")):
        return None
    relation = claim.conclusion
    long = relation.left.children
    letters = (X, A, B)[: len(long)]
    if not any(t.children for t in long) or len(letters) < len(long):
        return None
    with suppress(Rejected, TermError):
        general = Term(relation.op, (Term(relation.left.op, letters), Y))
        parts = without_max(without_abs(general))
        if parts.op == "and":
            terms = dict(zip((*letters, Y), (*long, relation.right)))
            provers = [prove] * (1 + len(parts.children))
            return named(terms, parts.children, *provers)(claim, min(deadline, now() + SECONDS))
    return None
