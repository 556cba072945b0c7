"""How likely an event is.

The value that stands in the evidence as a proved claim P(event) = value, or P(event | left side) =
value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..kernel import Claim
from ..language import Term, from_json
from ..search.events_as_terms import event_of
from .amounts import number_words
from .message import Part


def likelihood(
    claim: Claim, evidence: Any, parts: Sequence[Term], lead: str, fixed: Sequence[Term] = ()
) -> list[Part]:
    """The probability of an event in words, given the line's own left side where it has one.

    Nothing where the evidence has none.
    """
    if (
        claim.assumptions
        and (value := probability(evidence, parts, claim.assumptions, fixed)) is not None
    ):
        return [lead, *number_words(claim.context, value), ", given the left side"]
    value = probability(evidence, parts, (), fixed)
    return [] if value is None else [lead, *number_words(claim.context, value)]


def probability(
    evidence: Any, parts: Sequence[Term], given: Sequence[Term] = (), fixed: Sequence[Term] = ()
) -> Term | None:
    """The value that the evidence proves for exactly this event.

    It is so given what stands left of ⇒, where these parameters are fixed.
    """
    wanted = Term("P", (event_of(parts), event_of(given)) if given else (event_of(parts),))
    for item in evidence.get("probabilities", ()):
        goal, assumed = from_json(item["goal"]), [from_json(f) for f in item.get("assume") or ()]
        if (
            goal.op == "="
            and goal.children[0] == wanted
            and set(assumed) <= set(fixed)
            and not item.get("scalars")
        ):
            return goal.children[1]
    return None
