"""⇔: both directions, each searched for by itself.  Untrusted: the kernel replays what is found."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim
from ...language import to_json
from ...records.record import Verdict
from ..clock import now
from ..repairs.weaker_lines import conditions, prove
from .case_search import Search as CaseSearch

Search = Callable[[Claim, float], Verdict]
BOTH = {"rule": "both_ways"}
MOST_CONDITIONS = 8


def decided(claim: Claim, deadline: float, search: Search) -> Verdict:
    """The verdict on A ⇔ B.

    Refuted if one direction is, conditional if a repair of that one makes both true.
    """
    ways = claim.directions
    found = _searched(ways, deadline, search)
    if all(v.status == "proved" for v in found):
        return Verdict("proved", {"proof": _by(BOTH, found)})
    failing = next(
        (
            k
            for k, v in enumerate(found)
            if v.status in ("refuted", "conditional") and ways[k].rest == claim.rest
        ),
        None,
    )
    if failing is None:
        k = next(k for k, v in enumerate(found) if v.status != "proved")
        open_ = found[k].status == "undecided"
        return Verdict(
            "undecided",
            reasons=(("direction", ways[k].goal), *found[k].reasons)
            if open_
            else (("no other member", ways[k].goal),),
        )
    broken = found[failing]
    evidence: dict[str, Any] = {
        "refutation": _by({"rule": "one_way_fails", "number": failing}, [broken], "refutation"),
        "repairs": [],
    }
    evidence |= {key: value for key, value in broken.evidence.items() if key == "probabilities"}
    for k, v in enumerate(found):
        if v.status == "proved" and set(ways[k].goal.children) & set(claim.goal.children) == set(
            claim.goal.children
        ):
            evidence["edits"] = [{"goal": to_json(ways[k].goal), "proof": v.evidence["proof"]}]
    if (repair := _repair(claim, ways[failing], deadline, search)) is not None:
        evidence["repairs"].append(repair)
    return Verdict("conditional" if evidence["repairs"] else "refuted", evidence)


def _repair(claim: Claim, broken: Claim, deadline: float, search: Search) -> dict[str, Any] | None:
    """A condition under which both directions hold.

    Neither side holds of itself under it: such a one would carry nothing.
    """
    cases = CaseSearch(broken, deadline)
    cases.run()
    for facts in islice(conditions(cases), MOST_CONDITIONS):
        changed = claim.assuming(*facts)
        if (
            changed.assumptions
            or now() > deadline
            or any(
                prove(Claim(changed.context, way.conclusion), deadline)
                for way in changed.directions
            )
        ):
            continue
        found = _searched(changed.directions, deadline, search)
        if all(v.status == "proved" for v in found):
            return {
                "relation": None,
                "assume": [to_json(f) for f in facts],
                "necessary": None,
                "proof": _by(BOTH, found),
            }
    return None


def _searched(ways: list[Claim], deadline: float, search: Search) -> list[Verdict]:
    """A verdict on each direction; each may take its share of the time that is left."""
    found: list[Verdict] = []
    for k, way in enumerate(ways):
        begun = now()
        found.append(search(way, begun + (deadline - begun) / (len(ways) - k)))
    return found


def _by(rule: dict[str, Any], found: list[Verdict], kind: str = "proof") -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kernel": KERNEL,
        "by": rule,
        "parts": [v.evidence[kind] for v in found],
    }
