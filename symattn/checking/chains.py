"""What a link of a chain rests on, read off the lines and their verdicts.

Nothing of it is stored and believed.

f = g, g → h is a chain: its second line goes on from the right side of the first.  A link that is
right by itself after one that is not may still end where the chain should: then the claim from its
beginning to its end stands in the link's evidence under "chain", with its certificate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..language import Term, from_json
from ..records.record import CheckedStep


def chained(steps: Sequence[CheckedStep]) -> tuple[CheckedStep, ...]:
    """The steps, each with the earlier links of its chain that are not proved.

    With them, what that does to the step.
    """
    found: list[CheckedStep] = []
    for k, step in enumerate(steps):
        rests_on = _rests_on(step, found)
        goes_on = k + 1 < len(steps) and _is_next(steps[k + 1], step)
        status = step.verdict.status
        knock_on = (
            _knock_on(step, found)
            if rests_on
            else "first"
            if goes_on and status in ("conditional", "refuted")
            else ""
        )
        found.append(
            replace(step, verdict=replace(step.verdict, rests_on=rests_on, knock_on=knock_on))
        )
    return tuple(found)


def overall(steps: Sequence[CheckedStep], k: int) -> Term | None:
    """What the chain of the k-th step says from its beginning to where it ends.

    It is one claim, if the relations add up to one.
    """
    last = steps[k].goal
    if last is None:
        return None
    relations, head = [last.op], last
    for earlier in reversed(steps[:k]):
        if (
            earlier.goal is None
            or earlier.goal.op == "every"
            or earlier.goal.children[1] != head.children[0]
        ):
            break
        relations.append(earlier.goal.op)
        head = earlier.goal
    whole = (
        next((op for op in ("≈", "→") if op in relations), "=")
        if set(relations) <= {"=", "≈", "→"}
        else ""
    )
    if not whole or relations.count("→") > 1 and relations[0] != "=":
        return None
    return Term(
        "≈" if whole == "→" and relations[0] == "≈" else whole, (head.children[0], last.children[1])
    )


def _is_next(step: CheckedStep, before: CheckedStep) -> bool:
    """Whether a step is the next link of a chain.  A heading begins a new chain."""
    return (
        not step.heading
        and step.goal is not None
        and before.goal is not None
        and "every" not in (step.goal.op, before.goal.op)
        and step.goal.children[0] == before.goal.children[1]
    )


def _rests_on(step: CheckedStep, before: Sequence[CheckedStep]) -> tuple[int, ...]:
    """The links of the same chain that are not proved."""
    if not before or not _is_next(step, before[-1]):
        return ()
    last = before[-1]
    return last.verdict.rests_on + ((last.number,) if last.verdict.status != "proved" else ())


def _knock_on(step: CheckedStep, before: Sequence[CheckedStep]) -> str:
    """For a link after one that is not proved.

    Whether it is right by itself, and whether the chain ends where it should.
    """
    if step.verdict.status != "proved":
        return ""
    shown = [
        from_json(item["goal"])
        for item in (step.verdict.evidence or {}).get("chain", ())
        if not item.get("assume") and not item.get("scalars")
    ]
    return "right" if overall((*before, step), len(before)) in shown else "follows"
