"""A condition under which x near one vector of a family tells its weight.

A vector that separates them.

For x ≈ v_j ⇒ C, with a vector w and a number δ > 0 that are declared for it and stand nowhere else:
w·(v_j − v_i) ≥ δ for every other i.  Untrusted: the kernel judges the line under that hypothesis.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.verdicts import repaired
from ...language import Term, TermError, flattened, number, to_json
from ..cases.squeezing import squeezed
from ..symbols_used import symbols_of


def separated(claim: Claim, deadline: float) -> list[dict[str, Any]]:
    """At most one condition, as evidence for the kernel."""
    for facts in _proposals(claim):
        assume = [to_json(f) for f in facts]
        repair: dict[str, Any] = {"relation": None, "assume": assume, "necessary": None}
        with suppress(Rejected, TermError):
            if (proof := squeezed(repaired(claim, repair), deadline)) is not None:
                return [{**repair, "proof": proof}]
    return []


def _proposals(claim: Claim) -> Iterator[tuple[Term, ...]]:
    """w·(v_j − v_i) ≥ δ for each other i, with a w and a δ that the line does not speak of."""
    context, used = claim.context, symbols_of(claim.goal, claim.context)
    free = [Term("scalar", (s.key,)) for s in context.scalars if ("scalar", s.key) not in used]
    deltas = [d for d in free if Term(">", (d, number(0))) in context.facts]
    vectors = [v.key for v in context.vectors if ("vector", v.key) not in used]
    for near in (a.children[1] for a in claim.assumptions if a.op == "≈"):
        others = _others(claim, near)
        for key in vectors if others else ():
            w = Term("vector", (key,))
            gaps = [Term("dot", (w, flattened("+", (near, Term("neg", (v,)))))) for v in others]
            yield from (tuple(Term("≥", (gap, delta)) for gap in gaps) for delta in deltas)


def _others(claim: Claim, near: Term) -> list[Term]:
    """The other members of a vector's family: those with a name, and any other."""
    if near.op != "member" or claim.rest:
        return []
    own = str(near.children[0].args[0])
    one = next((s for s in claim.context.index_sets if own in s.members and s.rest), None)
    names = [m for m in (*one.members, one.rest) if m != own] if one else []
    return [Term("member", (near.args[0], Term("index", (m,)))) for m in names]
