"""From a checked derivation to a page.

What is shown, in which order, in the same words for every format.

The page is plain data.  Its formulas are still terms, so that each format prints them in its own
way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from symattn.language import IMPLICATIONS, Term, plain
from symattn.records.record import CheckedDerivation, CheckedStep
from symattn.words import Message, said

from ..formulas.tied_cases import ties
from .given import given
from .owed import rests_on
from .rows import Detail, Details, Note, Page, Row, no_details

COUNTED = {
    "proved": "proved",
    "conditional": "conditional",
    "refuted": "false",
    "undecided": "undecided",
    "outside": "outside mathematics",
}
_ID = re.compile(r"(\d+)([a-z]?)(?:\.([ivxlcdm]+))?(?:-([\w-]+))?\Z")


def page(checked: CheckedDerivation, details: Details = no_details) -> Page:
    """The page that shows a checked derivation; `details` gives the lines within a step."""
    rows: list[Row] = []
    for step, before in zip(checked.steps, (None, *checked.steps)):
        row = _row(checked, step, before)
        if rows and rows[-1].worked_out:  # a chain is not gone on with from there
            row = replace(row, shows_left=True)
        rows += _with_details(
            row, details(checked, step), bool(rows) and rows[-1].status == "proved"
        )
    return Page(
        checked.id,
        label(checked.id),
        checked.title,
        checked.source,
        checked.context,
        given(checked.context),
        _once(rows),
        count(checked.steps),
    )


def label(id: str) -> str:
    """An id as one writes it: 1c.ii is 1(c)(ii).  An id of another shape is left alone.

    >>> label("1b"), label("1c.ii"), label("1c.ii-a-samples"), label("softmax.jacobian")
    ('1(b)', '1(c)(ii)', '1(c)(ii)-a-samples', 'softmax.jacobian')
    """
    match = _ID.match(id)
    if match is None:
        return id
    question, part, item, variant = match.groups()
    return (
        question
        + (f"({part})" if part else "")
        + (f"({item})" if item else "")
        + (f"-{variant}" if variant else "")
    )


def count(steps: tuple[CheckedStep, ...]) -> str:
    """ "12 steps: 10 proved, 1 conditional, 1 false"."""
    tally = [
        (sum(s.verdict.status == status for s in steps), word) for status, word in COUNTED.items()
    ]
    total = f"{len(steps)} step{'s' * (len(steps) != 1)}"
    return f"{total}: {', '.join(f'{k} {word}' for k, word in tally if k)}" if steps else total


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """A bound, with what goes with it, is told under the first line that has it.

    What goes with it is told again where the bound is another one.
    """
    told: dict[Message, int] = {}
    kept: list[Row] = []
    for row in rows:
        found = {m: told.setdefault(m, row.number) for m in row.beside}
        where = set(found.values())
        if where and row.number not in where:
            under = ", ".join(f"({k})" for k in sorted(where))
            rest = ", with what goes with it" * (len(row.beside) > 1)
            there = Message(row.beside[0].label, (f"as under\u00a0{under}{rest}.",))
            row = replace(row, messages=(*(m for m in row.messages if m not in row.beside), there))
        else:
            again = {m: k for m, k in found.items() if k != row.number and m.label == "Bound"}
            row = replace(row, messages=tuple(_under(m, again) for m in row.messages))
        kept.append(row)
    return tuple(kept)


def _under(m: Message, again: Mapping[Message, int]) -> Message:
    return Message(m.label, (f"as under\u00a0({again[m]}).",)) if m in again else m


def _notes(step: CheckedStep, checked: CheckedDerivation) -> tuple[Note, ...]:
    """What symattn adds to the author's reason."""
    if step.goal is None:
        return ()
    tables = [t for t in step.goal.subterms() if t.op == "cases"]
    random = [law.key for law in checked.context.laws]
    last = max((ties(t.children[::2], random) for t in tables), default=0)
    found = (
        Note("written", "as\u00a0written" * step.written),
        Note(
            "ties",
            f"the last {f'{last} cases are ties' if last > 1 else 'case is a tie'}" * bool(last),
        ),
        Note(step.verdict.knock_on or "rests", rests_on(step, checked.steps, "({})".format)),
    )
    return tuple(note for note in found if note.text)


def _row(checked: CheckedDerivation, step: CheckedStep, before: CheckedStep | None) -> Row:
    reason = (step.why,) if step.why else ()
    return Row(
        f"{checked.id}.{step.number}", step.number, step.goal, not _continues(step, before), reason,
        _notes(step, checked), step.verdict.status,
        said(checked, step), step.heading, step.text, step.verdict.evidence, str(step.number),
        expect=step.expect,
    )  # fmt: skip


def _with_details(row: Row, details: Sequence[Detail], after_proved: bool) -> Iterator[Row]:
    """The row after the lines within it.

    Of a line that is not proved, they lead to the first repaired one.

    Where the row goes on from a proved one, so does the first line within it, if it begins as the
    row does.
    """
    within = [
        Row(row.id, row.number, d.goal, d.shows_left, d.reason, (), "proved", ()) for d in details
    ]
    if row.status == "proved":
        if after_proved and not row.shows_left and _leads_on(within, row):
            within[0] = replace(within[0], shows_left=False)
        yield from _led_to(row, within)
        return
    repaired = list(_repaired(row))
    lines = [*_led_to(repaired[0], within), *repaired[1:]] if repaired else within
    yield replace(row, repaired=tuple(lines))


def _led_to(row: Row, within: list[Row]) -> list[Row]:
    """The lines within a row, and the row where the one stands that arrives at its right side.

    Else after them.
    """
    place = next((k for k, line in enumerate(within) if _arrives(line, row)), len(within))
    if not within:
        return [row]
    own = replace(row, shows_left=not _leads_on(within, row))
    if place < len(within):
        line = within[place]
        reason = (
            (*row.reason, "; ", *line.reason)
            if row.reason and line.reason
            else row.reason or line.reason
        )
        own = replace(row, goal=line.goal, shows_left=line.shows_left, reason=reason)
    rows = [*within[:place], own, *within[place + 1 :]]
    return [replace(rows[0], heading=row.heading), *(replace(r, heading="") for r in rows[1:])]


def _leads_on(within: Sequence[Row], row: Row) -> bool:
    """Whether the lines are one chain that begins as the row does.

    So the row goes on from it.
    """
    goals = [line.goal for line in (*within, row)]
    if not within or any(goal is None or goal.op in (*IMPLICATIONS, "every") for goal in goals):
        return False
    begins = (
        goals[0] is not None
        and row.goal is not None
        and goals[0].children[0] == row.goal.children[0]
    )
    return begins and not any(line.shows_left for line in within[1:])


def _arrives(line: Row, row: Row) -> bool:
    """Whether a line within a row says what the row says.

    It also does if it is the last link of a chain to its right side.
    """
    if line.goal is None or row.goal is None or line.goal == row.goal:
        return line.goal == row.goal
    return (
        not line.shows_left
        and row.goal.op not in IMPLICATIONS
        and line.goal.children[-1] == row.goal.children[-1]
    )


def _repaired(row: Row) -> Iterator[Row]:
    """The repaired lines, 5′ and 5″, of line 5: each is proved, under what its reason names."""
    for k, m in enumerate((m for m in row.messages if m.label == "Repair"), 1):
        goal = next(p for p in reversed(m.parts) if isinstance(p, Term))
        yield Row(
            row.id, row.number, goal, True, m.under, (), "proved", (), tag=f"{row.number}" + "′" * k
        )


def _continues(step: CheckedStep, before: CheckedStep | None) -> bool:
    """Whether the line is the next link of a chain.

    A heading starts afresh; ⇒ is no link, for its right side is a statement, and neither is ⇔; nor
    is what holds for every member.
    """
    if (
        before is None
        or before.goal is None
        or step.goal is None
        or step.heading
        or {before.goal.op, step.goal.op} & {*IMPLICATIONS, "every"}
    ):
        return False
    return step.goal.children[0] == before.goal.children[-1]


def spoken(goal: Term) -> tuple[str, str]:
    """Both sides of a relation as plain text."""
    inner = goal.children[-1] if goal.op == "every" else goal
    left, right = (
        f"({plain(t)})" if t.op in (*IMPLICATIONS, "or", "every") else plain(t)
        for t in inner.children
    )
    return left, right + plain(goal)[len(plain(inner)) :]
