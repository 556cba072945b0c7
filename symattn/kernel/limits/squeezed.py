"""A limit that follows from another: what moves is apart by at least a multiple of what it carries.

    x ≈ y ⇒ ‖x − y‖ ≥ κ(f − g),  ‖x − y‖ ≥ λ(g − f),  κ > 0,  λ > 0,  both free of the limit
    ------------------------------------------------------------------------------------------
                                     x ≈ y ⇒ f ≈ g

|f − g| ≤ ‖x − y‖/min(κ, λ), which tends to 0: W. Rudin, Principles of Mathematical Analysis, 3.19.
Comparisons left of ⇒ stay there.
Fails, for example: 1/β ≈ 0 ⇒ 1 ≈ 0, with κ = 1/β, which moves.
"""

from __future__ import annotations

from ...language import depends_on
from ...language.kinds import COMPARISONS
from ..built_terms import ZERO, minus, size, term, terms
from ..claim import Claim, Node
from ..errors import Rejected


def by_squeezing(claim: Claim, by: Node) -> list[Claim]:
    """The claims from which f ≈ g follows, the rates being κ and λ.  Raises Rejected."""
    rates = terms(by["rates"])
    limits = [r for r in (*claim.assumptions, claim.conclusion) if r.op not in COMPARISONS]
    still = not any(depends_on(claim.context, rate, claim.moving) for rate in rates)
    if [r.op for r in limits] != ["≈", "≈"] or len(rates) != 2 or not still:
        raise Rejected("squeezed: expected x ≈ y ⇒ f ≈ g, and two rates that do not move")
    x, f = (minus(*r.children) for r in limits)
    goals = [term("≥", size(x), term("*", *pair)) for pair in zip(rates, (f, term("neg", f)))]
    goals += [term(">", rate, ZERO) for rate in rates]
    return claim.each(goals)
