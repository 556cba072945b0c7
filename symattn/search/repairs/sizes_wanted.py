"""The sizes of families at which a false line is true: n = 1, or n ≥ 2.

Untrusted: the kernel judges the line under that hypothesis.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra.shapes import Point
from ...kernel.verdicts import never_otherwise, repaired
from ...language import Term, number, to_json
from ...language.kinds import COMPARISONS
from ..cases.reduction_search import attained
from ..failures.models import model
from ..restated import may_restate
from ..symbols_used import symbols_of
from .weaker_lines import never_true, prove


def of_some_size(claim: Claim, witness: Point, deadline: float) -> list[dict[str, Any]]:
    """At most one condition on the size of a family, as evidence for the kernel.

    One that does not hold where the line is known to fail.
    """
    for fact in _sizes(claim, witness):
        repair: dict[str, Any] = {"relation": None, "assume": [to_json(fact)], "necessary": None}
        with suppress(Rejected):
            changed = repaired(claim, repair)
            if model(changed) is None:
                continue
            proof = prove(changed, deadline) or attained(changed, deadline)
            if proof is None:
                continue
            with suppress(Rejected, KeyError):
                otherwise = never_otherwise(claim, repair, fact)
                shown = never_true(otherwise, deadline) or attained(otherwise, deadline)
                repair["necessary"] = shown and [shown]
            return [{**repair, "proof": proof}]
    return []


def _sizes(claim: Claim, witness: Point) -> Iterator[Term]:
    """Whether a family has members beside those with names, or has none.

    As it is not at the witness.
    """
    if claim.goal.op not in COMPARISONS:
        return
    integers = {s.key for s in claim.context.scalars if s.integer}
    used = symbols_of(claim.goal, claim.context)
    for s in claim.context.index_sets:
        named = max(1, len(s.members) + (s.key in claim.rest))
        if (
            s.size.op != "scalar"
            or s.size.args[0] not in integers
            or ("scalar", s.size.args[0]) not in used
        ):
            continue
        beside, alone = Term("≥", (s.size, number(named + 1))), Term("=", (s.size, number(named)))
        fact = beside if witness.sizes[s.key] == named else alone
        if not may_restate(claim, fact):
            yield fact
