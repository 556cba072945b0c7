"""A repair that leaves both sides alone, in words.

"true iff n = 2", "true with ≈ in place of =, in the limit β → ∞".
"""

from __future__ import annotations

from typing import Any

from ..kernel import Claim
from ..language import Context, Term, depends_on, from_json, indices_in, number
from .message import Message, Part, listed, message, separated
from .probabilities import likelihood

ENOUGH = " (that is enough)"  # of a condition that is not shown to be needed


def condition(claim: Claim, repair: dict[str, Any], evidence: Any) -> Message:
    """What a judged repair says.

    Its facts, its relation, whether it is necessary, and how likely it is.
    """
    facts = [from_json(f) for f in repair.get("assume") or ()]
    relation = repair.get("relation")
    parts: list[Part] = []
    undefined = excluded = enough = False
    if links := [from_json(link) for link in repair.get("links") or ()]:
        parts += [
            "true as ",
            *listed([*_limit(claim.context), *(Term("→", (link, number(0))) for link in links)]),
            ", and if " if facts else "",
        ]
    elif relation == "≈":
        parts += [
            "true with ≈ in place of =, in the limit ",
            *separated(_limit(claim.context)),
            ", and if " if facts else "",
        ]
    elif relation:
        parts.append(
            f"true with {relation} in place of {claim.conclusion.op}" + (", if " if facts else "")
        )
    else:
        undefined = _undefined_elsewhere(repair)
        excluded = all(f.op == "≠" for f in facts)
        enough = not repair.get("necessary")  # elsewhere it may hold as well
        parts.append(
            "true wherever both sides have a value: "
            if undefined and not excluded
            else "true if "
            if enough
            else "true iff "
        )
    parts += [*listed(facts), *_of_every_other(claim.context, facts)]
    if enough:
        parts.append(ENOUGH)
    if undefined and excluded:
        parts.append(", which is wherever both sides have a value")
    random = frozenset(law.key for law in claim.context.laws)
    events = tuple(f for f in facts if depends_on(claim.context, f, random))
    if events:
        parts += likelihood(claim, evidence, events, ", which has probability ")
    return message("Condition", *parts, ".")


def _of_every_other(context: Context, facts: list[Term]) -> list[Part]:
    """A hypothesis that speaks of any other member is one about every other, or about every one."""
    names = {name for fact in facts for name in indices_in(fact)}
    return [
        f" for every {'other ' if s.members else ''}{s.rest}"
        for s in context.index_sets
        if s.rest in names
    ]


def _undefined_elsewhere(repair: dict[str, Any]) -> bool:
    """Whether a side has no value wherever the condition fails.

    Not if that is shown by way of other claims.
    """

    def leaves(node: dict[str, Any]) -> set[str]:
        below = [value for value in node.values() if isinstance(value, dict)]
        return (
            set().union(*(leaves(b) for b in below)) if node["rule"] == "split" else {node["rule"]}
        )

    shown = [
        leaves(one["proof"]) if "proof" in one else {"by"} for one in repair.get("necessary") or ()
    ]
    return bool(shown) and all("no_value" in rules <= {"no_value", "infeasible"} for rules in shown)


def _limit(context: Context) -> list[Term]:
    return [Term("→", (Term("scalar", (name,)), Term("infinity"))) for name in context.limit]
