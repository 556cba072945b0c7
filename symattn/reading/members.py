"""What is said of every member of a set, before it is asked about.

As facts, and where it cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..language import (
    IMPLICATIONS,
    IndexSet,
    Term,
    TermError,
    plain,
    replace_indices,
)
from ..language.kinds import COMPARISONS, LIMITS

REFLEXIVE = ("=", "≤", "≥", "≈", "→")  # what a thing is to itself


def at_each(fact: Term, sets: Sequence[IndexSet]) -> list[Term]:
    """A fact about every member as facts about the named ones and any other.

    Itself if it is about one thing.
    """
    if fact.op != "every":
        return [fact]
    one = next(s for s in sets if s.key == fact.args[1])
    members = [m for m in (*one.members, one.rest) if Term("index", (m,)) not in fact.children[:-1]]
    return [
        replace_indices(fact.children[-1], {str(fact.args[0]): Term("index", (m,))})
        for m in members
    ]


def check_places(goal: Term) -> None:
    """Raises TermError unless "for every" stands where it may.

    It may be a line by itself, or a side of ⇒ or ⇔, or one of several statements on such a side.
    """
    sides = goal.children if goal.op in IMPLICATIONS else (goal,)
    joined = [
        s.op == "and" and goal.op in IMPLICATIONS and (k == 0 or goal.op == "⇔")
        for k, s in enumerate(sides)
    ]
    parts = [
        part for s, several in zip(sides, joined) for part in (s.children if several else (s,))
    ]
    inner = next(
        (
            t.children[-1]
            for t in goal.subterms()
            if t.op == "every" and t.children[-1].op not in (*COMPARISONS, *LIMITS)
        ),
        None,
    )
    if inner is not None:
        raise TermError(
            f"what holds for every member is one comparison or limit, and {plain(inner)} is none"
        )
    if sum(t.op == "every" for t in parts) < sum(t.op == "every" for t in goal.subterms()):
        raise TermError(
            "what holds for every member is a line by itself, a side of ⇒, or one of several "
            "statements left of it"
        )


def check_selves(said: Iterable[Term], sets: Sequence[IndexSet]) -> None:
    """Raises TermError where something is said of a member and itself that nothing is to itself.

    Such is x_a > x_c at c = a.
    """
    for term in (t for one in said for t in one.subterms() if t.op == "every"):
        for member in next(s.members for s in sets if s.key == term.args[1]):
            me = Term("index", (member,))
            at = replace_indices(term.children[-1], {str(term.args[0]): me})
            if (
                me not in term.children[:-1]
                and at.children[0] == at.children[1]
                and at.op not in REFLEXIVE
            ):
                name = term.args[0]
                raise TermError(
                    f"for {name} = {member} this says {plain(at)}; leave {member} out: for every "
                    f"{name} ≠ {member} (every(…, {name} != {member}) in a question)"
                )
