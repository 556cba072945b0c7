"""What a derivation is worth: numbers made of the verdicts of a page's lines (docs/batch.md).

What does not count, either way, is a line that says nothing: both of its sides are the same, it is
about numbers alone, it repeats a line before it, or what the page declares or defines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..checking.checked_pages import CheckedLine, CheckedPage
from ..language import Context, Term
from ..reading.whole_pages.page_lines import ReadPage

FALSE = ("refuted", "conditional")
COUNTED = ("proved", *FALSE, "undecided", "not_read")
SIDES_EXCHANGED = {"=": "=", "<": ">", ">": "<", "≤": "≥", "≥": "≤", "≈": "≈", "⇔": "⇔"}


def verdicts(page: CheckedPage) -> list[str]:
    """The verdicts that count, in the order of the page.

    Those of lines that say something, and not_read for each declaration or sentence that was not
    understood.
    """
    found = [(one.line.start, one.verdict) for one in _counted(page)]
    own = {one.line.problem for one in page.lines}
    problems = dict.fromkeys((*page.page.document.problems, *page.page.problems))
    found += [(p.start, "not_read") for p in problems if p not in own]
    return [verdict for _, verdict in sorted(found, key=lambda one: one[0])]


def _counted(page: CheckedPage) -> Iterator[CheckedLine]:
    before: set[tuple[Context, Term]] = set()
    for one in page.lines:
        if one.line.part or one.verdict not in COUNTED:
            continue
        goal, context = one.line.goal, one.line.context
        if goal is None or context is None:
            yield one
            continue
        said = {(context, goal), (context, _turned(goal))}
        if one.verdict != "proved" or not (said & before or says_nothing(goal, context)):
            yield one
        before |= said


def says_nothing(goal: Term, context: Context) -> bool:
    """Whether a line is true whatever it is about, or is what was declared or defined."""
    if goal.op not in ("every", "⇒") and len(goal.children) == 2:
        left, right = goal.children
        if left == right:
            return True
    if not any(t.op in ("scalar", "entry", "vector", "matrix", "defined") for t in goal.subterms()):
        return True
    told = {*context.facts}
    return goal in told or _turned(goal) in told or _defines(goal, context)


def _defines(goal: Term, context: Context) -> bool:
    if goal.op != "=":
        return False
    left, right = goal.children
    return right in context.bodies_of(left) or left in context.bodies_of(right)


def _turned(goal: Term) -> Term:
    """The same said from right to left."""
    if goal.op in SIDES_EXCHANGED and len(goal.children) == 2:
        return Term(SIDES_EXCHANGED[goal.op], (goal.children[1], goal.children[0]))
    return goal


def before_first_false(found: list[str]) -> float:
    """The share of the lines that are proved and stand before the first false one."""
    first = next((k for k, verdict in enumerate(found) if verdict in FALSE), len(found))
    return found[:first].count("proved") / len(found) if found else 0.0


def all_proved(found: list[str]) -> float:
    """1 if there are lines and all of them are proved, else 0."""
    return float(bool(found) and set(found) == {"proved"})


def proved_minus_false(found: list[str]) -> float:
    """The share of proved lines minus the share of false ones."""
    false = sum(verdict in FALSE for verdict in found)
    return (found.count("proved") - false) / len(found) if found else 0.0


REWARDS: dict[str, Callable[[list[str]], float]] = {
    "before-first-false": before_first_false,
    "all-proved": all_proved,
    "proved-minus-false": proved_minus_false,
}


def reward(name: str, page: CheckedPage, reached: bool | None = None) -> float:
    """A page's reward by its name; at most 0 for one that has not reached the goal set for it."""
    worth = REWARDS[name](verdicts(page))
    return round(min(worth, 0.0) if reached is False else worth, 6)


def reaches(page: CheckedPage, wanted: ReadPage) -> bool:
    """Whether a page proves all that another says, from the same declarations and no others.

    The other page is the goal: it is read under the setting alone, so that a page cannot reach it
    by declaring more, or by giving a name another meaning.
    """
    shown = {
        (one.line.context, said)
        for one in page.lines
        if one.verdict == "proved" and one.line.goal is not None
        for said in (one.line.goal, _turned(one.line.goal))
    }
    return all((one.context, one.goal) in shown for one in wanted.lines if one.goal is not None)


__all__ = ["REWARDS", "reaches", "reward", "says_nothing", "verdicts"]
