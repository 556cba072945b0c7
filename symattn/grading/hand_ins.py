"""What changed since the last hand-in of a page."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from .graded_pages import WRONG, Changes, GradedLine


def changes(before: Sequence[GradedLine], after: Sequence[GradedLine]) -> Changes:
    """Lines that are right now and were not, wrong now and were not, and how many stayed.

    A line is compared with the one that says the same, else with the one that stood in its place.

    >>> false, right = (GradedLine(1, 1, "", "x", v) for v in ("refuted", "proved"))
    >>> changes([false], [right])
    Changes(newly_right=(1,), newly_wrong=(), unchanged=0, gone=0)
    """
    newly_right: list[int] = []
    newly_wrong: list[int] = []
    unchanged = gone = 0
    matcher = SequenceMatcher(None, [_said(x) for x in before], [_said(x) for x in after], False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        gone += max(0, (i2 - i1) - (j2 - j1))
        for k, line in enumerate(after[j1:j2]):
            was = before[i1 + k].verdict if i1 + k < i2 else None
            if line.verdict == "proved" and was != "proved":
                newly_right.append(line.number)
            elif line.verdict in WRONG and was not in WRONG:
                newly_wrong.append(line.number)
            else:
                unchanged += 1
    return Changes(tuple(newly_right), tuple(newly_wrong), unchanged, gone)


def _said(line: GradedLine) -> str:
    return line.read or line.latex
