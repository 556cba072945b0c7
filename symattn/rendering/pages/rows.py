"""A page as plain data: its rows, what stands beside them, and the lines within."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from symattn.language import Context, Term
from symattn.records.record import CheckedDerivation, CheckedStep
from symattn.words import BESIDE, Message, Part

MARKS = {"proved": "✓", "conditional": "◐", "refuted": "✗", "undecided": "?", "outside": "–"}
SAID = {
    "proved": "proved",
    "conditional": "true only under a condition",
    "refuted": "false",
    "undecided": "not decided",
    "outside": "outside mathematics",
}


@dataclass(frozen=True)
class Note:
    """What symattn adds to the author's reason, and of which kind that is.

    "written": the line is as on the source page; "ties": of its cases; "first", "follows", "right"
    and "rests": what it owes to earlier lines of its chain.
    """

    kind: str
    text: str


OWES = ("follows", "right", "rests")


@dataclass(frozen=True)
class Row:
    """One line.

    `goal` is None for prose (`text`); `shows_left` is false where the line goes on from the one
    before.

    `reason` is the author's; `notes` are symattn's own additions to it ("as written", "rests on
    (7)"), `remarks` their words. `id` names the line for good (1c.ii.7); `evidence` is what the
    kernel recomputes its verdict from. `tag` is what stands in its margin: 7, 7′ for a repaired
    line, nothing for a line within a step, which has no mark either. `repaired` are the lines that
    would be true in its place, each with the lines within it before.
    """

    id: str
    number: int
    goal: Term | None
    shows_left: bool
    reason: tuple[Part, ...]
    notes: tuple[Note, ...]
    status: str
    messages: tuple[Message, ...]
    heading: str = ""
    text: str = ""
    evidence: Any = None
    tag: str = ""
    repaired: tuple[Row, ...] = ()
    expect: str = "proved"  # the verdict that the author declared

    @property
    def remarks(self) -> tuple[str, ...]:
        return tuple(n.text for n in self.notes)

    @property
    def mark(self) -> str:
        return MARKS[self.status] if self.tag else ""

    @property
    def worked_out(self) -> tuple[Row, ...]:
        """The repaired lines, where there is more to show of them than the remarks say.

        The lines within.
        """
        return self.repaired if any(not r.tag for r in self.repaired) else ()

    @property
    def said(self) -> str:
        """The verdict in words."""
        return SAID[self.status]

    @property
    def shown(self) -> tuple[Message, ...]:
        """The remarks that always show."""
        return tuple(m for m in self.messages if m.label not in BESIDE)

    @property
    def beside(self) -> tuple[Message, ...]:
        """Bounds and what goes with them."""
        return tuple(m for m in self.messages if m.label in BESIDE)


@dataclass(frozen=True)
class Detail:
    """A line within a step: what happened on the way to it.

    Whoever makes one has had its claim judged.

    The first of a chain shows its left side, the others go on from it; one that ends in the step's
    own right side is the step's place.  `evidence` is for its claim, `claims` for those in its
    reason.
    """

    goal: Term
    shows_left: bool
    reason: tuple[Part, ...] = ()
    evidence: Any = None
    claims: tuple[tuple[Term, Any], ...] = ()


Details = Callable[[CheckedDerivation, CheckedStep], Sequence[Detail]]


def no_details(record: CheckedDerivation, step: CheckedStep) -> Sequence[Detail]:
    """Steps as they stand."""
    return ()


@dataclass(frozen=True)
class Page:
    """A derivation with its verdicts, ready to be printed.

    `given` mixes text and terms, like a message.
    """

    id: str
    label: str
    title: str
    source: str
    context: Context
    given: tuple[Part, ...]
    rows: tuple[Row, ...]
    count: str
