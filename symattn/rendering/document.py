"""From a checked derivation to a page: what is shown, in which order, in the same words for every format.

The page is plain data.  Its formulas are still terms, so that each format prints them in its own way.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from symattn.record import BESIDE, CheckedDerivation, CheckedStep, Message, Part
from symattn.terms import IMPLICATIONS, Context, Term

from .given import given

MARKS = {"proved": "✓", "conditional": "◐", "refuted": "✗", "undecided": "?", "outside": "–"}
SAID = {"proved": "proved", "conditional": "true only under a condition", "refuted": "false", "undecided": "not decided", "outside": "outside mathematics"}
COUNTED = {"proved": "proved", "conditional": "conditional", "refuted": "false", "undecided": "undecided", "outside": "outside mathematics"}
_ID = re.compile(r"(\d+)([a-z]?)(?:\.([ivxlcdm]+))?(?:-([\w-]+))?\Z")


@dataclass(frozen=True)
class Row:
    """One line.  `goal` is None for prose (`text`); `shows_left` is false where the line goes on from the one before.

    `reason` is the author's; `remarks` are symattn's own additions to it ("as written", "rests on (7)").
    `id` names the line for good (1c.ii.7); `evidence` is what the kernel recomputes its verdict from.
    """

    id: str
    number: int
    goal: Term | None
    shows_left: bool
    reason: str
    remarks: tuple[str, ...]
    status: str
    messages: tuple[Message, ...]
    heading: str = ""
    text: str = ""
    evidence: Any = None

    @property
    def mark(self) -> str:
        return MARKS[self.status]

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
class Page:
    """A derivation with its verdicts, ready to be printed.  `given` mixes text and terms, like a message."""

    id: str
    label: str
    title: str
    source: str
    context: Context
    given: tuple[Part, ...]
    rows: tuple[Row, ...]
    count: str


def page(checked: CheckedDerivation) -> Page:
    """The page that shows a checked derivation."""
    rows = tuple(_row(checked.id, step, before) for step, before in zip(checked.steps, (None, *checked.steps)))
    return Page(checked.id, label(checked.id), checked.title, checked.source, checked.context, given(checked.context), rows, count(checked.steps))


def label(id: str) -> str:
    """An id as one writes it: 1c.ii is 1(c)(ii).  An id of another shape is left alone.

    >>> label("1b"), label("1c.ii"), label("1c.ii-a-samples"), label("softmax.jacobian")
    ('1(b)', '1(c)(ii)', '1(c)(ii)-a-samples', 'softmax.jacobian')
    """
    match = _ID.match(id)
    if match is None:
        return id
    question, part, item, variant = match.groups()
    return question + (f"({part})" if part else "") + (f"({item})" if item else "") + (f"-{variant}" if variant else "")


def count(steps: tuple[CheckedStep, ...]) -> str:
    """"12 steps: 10 proved, 1 conditional, 1 false"."""
    tally = [(sum(s.verdict.status == status for s in steps), word) for status, word in COUNTED.items()]
    total = f"{len(steps)} step{'s' * (len(steps) != 1)}"
    return f"{total}: {', '.join(f'{k} {word}' for k, word in tally if k)}" if steps else total


def _row(id: str, step: CheckedStep, before: CheckedStep | None) -> Row:
    remarks = ["as\u00a0written"] if step.written and step.goal is not None else []
    if step.verdict.knock_on == "first":
        remarks.append("the first error of this chain")
    if step.verdict.rests_on:
        is_ = "is" if len(step.verdict.rests_on) == 1 else "are"
        broken = ", ".join(f"({k})" for k in step.verdict.rests_on)
        remarks.append({"right": f"right, though\u00a0{broken} {is_} not", "follows": f"follows from\u00a0{broken}, which {is_} not right"}.get(step.verdict.knock_on, f"rests on\u00a0{broken}"))
    return Row(
        f"{id}.{step.number}", step.number, step.goal, not _continues(step, before), step.why, tuple(remarks), step.verdict.status, step.verdict.messages,
        step.heading, step.text, step.verdict.evidence,
    )  # fmt: skip


def _continues(step: CheckedStep, before: CheckedStep | None) -> bool:
    """Whether the line is the next link of a chain.  A heading starts afresh; ⇒ is no link, for its right side is a statement, and neither is ⇔."""
    if before is None or before.goal is None or step.goal is None or step.heading or {before.goal.op, step.goal.op} & set(IMPLICATIONS):
        return False
    return step.goal.children[0] == before.goal.children[1]
