"""Places in a text as browsers count them: in units of UTF-16."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

FIRST_OF_TWO = 0x10000  # from here on a character is two units


def units(text: str) -> Callable[[int], int]:
    """How many units stand before an offset of the text.

    >>> before = units("𝛼 = 1")
    >>> before(0), before(1), before(5)
    (0, 2, 6)
    """
    twice = [k for k, c in enumerate(text) if ord(c) >= FIRST_OF_TWO]
    return lambda offset: offset + bisect_left(twice, offset)


def offsets(text: str) -> Callable[[int], int]:
    """The offset of the text at which so many units end; the nearest one before.

    >>> offsets("𝛼 = 1")(2), offsets("𝛼 = 1")(1)
    (1, 0)
    """
    ends: list[int] = []
    at = 0
    for c in text:
        at += 1 + (ord(c) >= FIRST_OF_TWO)
        ends.append(at)
    return lambda unit: bisect_left(ends, unit + 1)


__all__ = ["offsets", "units"]
