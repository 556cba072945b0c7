"""|x| ≤ R by x ≤ R and −x ≤ R, for an x that is long: a letter stands for it.  Untrusted."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from ...kernel import Claim, Rejected
from ...language import Term, TermError
from ..clock import now
from ..repairs.weaker_lines import prove
from .free_letters import may_have_letters
from .lipschitz_search import X, Y, named

SECONDS = 4.0


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of |x| ≤ R or |x| < R, or None."""
    if not may_have_letters(claim, ("≤", "<")) or claim.conclusion.left.op != "abs":
        return None
    relation, (x,), bound = (
        claim.conclusion.op,
        claim.conclusion.left.children,
        claim.conclusion.right,
    )
    if x.op == "scalar":
        return None
    facts = tuple(Term(relation, (side, Y)) for side in (X, Term("neg", (X,))))
    with suppress(Rejected, TermError):
        return named({X: x, Y: bound}, facts, prove, prove, prove)(
            claim, min(deadline, now() + SECONDS)
        )
    return None
