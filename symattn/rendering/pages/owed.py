"""What a line owes to earlier lines of its chain, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symattn.records.record import CheckedStep


def rests_on(step: CheckedStep, steps: Iterable[CheckedStep], number: Callable[[int], str]) -> str:
    """What a line owes to earlier ones of its chain that are not proved, if there are any."""
    if step.verdict.knock_on == "first":
        return "the first error of this chain"
    if not step.verdict.rests_on:
        return ""
    found = {s.verdict.status for s in steps if s.number in step.verdict.rests_on}
    lack = "decided" if found == {"undecided"} else "proved"
    if found and found <= {"refuted", "conditional"}:
        lack = "right"
    is_ = "is" if len(step.verdict.rests_on) == 1 else "are"
    those = "\u00a0" + ", ".join(map(number, step.verdict.rests_on))
    if step.verdict.knock_on == "right":
        return f"right, though{those} {is_} not" + f" {lack}" * (lack != "right")
    if step.verdict.knock_on == "follows":
        return f"follows from{those}, which {is_} not {lack}"
    return f"rests on{those}"
