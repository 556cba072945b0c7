"""Search for another limit under which a line holds.

A number that was fixed, and tends to 0 fast enough.  Untrusted.

1c(i) is right as β → ∞ and αβ² → 0.  Weak links come first: α → 0, then αβ → 0, and so on.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.limits.linked_limits import linked
from ...language import Term, TermError, number, to_json
from ..cases.reduction_search import reduced
from ..clock import now
from ..restated import may_restate
from ..symbols_used import symbols_of
from .weaker_lines import prove

POWERS = range(5)
SECONDS = 4.0


def find_links(claim: Claim, deadline: float) -> list[dict[str, Any]]:
    """At most one repair: a link that makes a line about a limit true."""
    context, deadline = claim.context, min(deadline, now() + SECONDS)
    if (
        not claim.takes_limit
        or claim.assumptions
        or context.links
        or len(context.limit) != 1
        or _is_monomial(claim)
    ):
        return []
    moving = Term("scalar", (context.limit[0],))
    used = symbols_of(claim.goal, context)
    for scalar in (
        Term("scalar", (s.key,))
        for s in context.scalars
        if ("scalar", s.key) in used and s.key not in context.limit
    ):
        if Term(">", (scalar, number(0))) not in context.facts:
            continue
        for k in POWERS:
            link = (
                scalar
                if k == 0
                else Term("*", (scalar, moving if k == 1 else Term("^", (moving, number(k)))))
            )
            if may_restate(claim, Term("→", (link, number(0)))):
                break
            with suppress(Rejected, TermError):
                if (
                    proof := proved(
                        replace(claim, context=replace(context, links=(link,))), deadline
                    )
                ) is not None:
                    return [
                        {
                            "relation": None,
                            "assume": [],
                            "links": [to_json(link)],
                            "necessary": None,
                            "proof": proof,
                        }
                    ]
    return []


def _is_monomial(claim: Claim) -> bool:
    """Whether the left side is a product of powers.

    Then a link is the line again, or says more than it.
    """
    left = claim.conclusion.children[0]
    return all(t.op in ("scalar", "number", "*", "/", "^", "sqrt", "neg") for t in left.subterms())


def proved(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of a claim with links."""
    bare = linked(claim)
    if bare.conclusion.op == "→" and bare.conclusion.children[0].op == "P":
        found = reduced(bare, deadline, refuting=False)
        return found[1] if found else None
    return prove(bare, deadline)
