"""Bounds of e^t by those of t: e^H ≤ n because H ≤ log n, with a letter for H.  Untrusted."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from ...kernel import Claim, Rejected
from ...language import Term, TermError
from ...language.kinds import ORDERS
from ..clock import now
from ..repairs.weaker_lines import prove
from .lipschitz_search import SECONDS, X, named


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of e^t < R, and so on, with t that is made of sums or logarithms, or None."""
    relation = claim.conclusion
    if relation.op not in ORDERS or claim.about_chance or claim.rest:
        return None
    for k, side in enumerate(relation.children):
        if side.op != "exp" or not {"sum", "log"} & {t.op for t in side.subterms()}:
            continue
        bound = Term("log", (relation.children[1 - k],))
        fact = Term(relation.op, (bound, X) if k else (X, bound))
        with suppress(Rejected, TermError):
            prover = named({X: side.children[0]}, (fact,), prove, prove)
            return prover(claim, min(deadline, now() + SECONDS))
    return None
