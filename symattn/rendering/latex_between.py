"""What plain LaTeX says between its lines: where a chain goes on, what leads to a repair,
which lines are the source's."""

from __future__ import annotations

import textwrap

from symattn.language import Term
from symattn.words import Message, Part

from .formats.latex_prose import SOURCE, running
from .formats.text_wrapping import cleaned
from .formulas.few_signs import spelled_for
from .formulas.inline_math import readable
from .pages.rows import OWES, Page, Row


def as_written(p: Page) -> str:
    """Which lines stand on the source page as they are."""
    numbers = [row.number for row in p.rows if any(n.kind == "written" for n in row.notes)]
    if not numbers or not p.source:
        return ""
    runs: list[list[int]] = []
    for k in numbers:
        if runs and runs[-1][-1] == k - 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    shown = ", ".join(
        f"({r[0]})"
        if len(r) == 1
        else f"({r[0]}), ({r[1]})"
        if len(r) == 2
        else f"({r[0]})--({r[-1]})"
        for r in runs
    )
    return f"As written in the source: {shown}."


def additions(row: Row) -> list[str]:
    """What symattn adds to the author's reason: not what is said elsewhere."""
    return [n.text for n in row.notes if n.kind not in ("written", "first")]


def goes_on(row: Row) -> str:
    """From (5), which is not right, it goes on"""
    found = next((n for n in row.notes if n.kind in OWES), None)
    if found is None:
        return "It goes on"
    told = f"({row.tag}) {'is ' * (found.kind == 'right')}{found.text}:"
    if found.kind == "follows":
        told = f"From{found.text.removeprefix('follows from')}, it goes on"
    return running(told).replace("~", " ")


def before_repair(m: Message) -> tuple[Part, ...]:
    """What is said in front of a repaired line, without its colon;
    what it takes for granted stands beside it."""
    if m.under:
        return ()
    last = max(k for k, p in enumerate(m.parts) if isinstance(p, Term))
    before = m.parts[:last]
    if before and isinstance(before[-1], str):
        before = (*before[:-1], before[-1].rstrip(": "))
    return tuple(p for p in before if p != "")


def comment(text: str) -> list[str]:
    """Lines that TeX skips."""
    plain = spelled_for(cleaned(readable(text)), "ascii").replace("\n", " ")
    return textwrap.wrap(plain, SOURCE, initial_indent="% ", subsequent_indent="% ")


def is_apart(row: Row, after: Row) -> bool:
    """Whether there is room between two lines: after a repaired one, and
    where small steps of another line begin."""
    if row.number != after.number:
        return "′" in row.tag or (not after.tag and after.shows_left)
    return "′" in row.tag and "′" not in after.tag


def primes(tag: str) -> str:
    return f"${chr(39) * tag.count('′')}$" if "′" in tag else ""
