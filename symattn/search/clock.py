"""The clock of a search: its effort, in seconds of an ordinary machine.

It counts what is worked out (`oracles/effort.py`) and looks at no clock, so a verdict depends
neither on how fast a machine is nor on what else it does.  Deadlines are times of this clock; each
claim has its own, so they are made where its search begins.

A second is what an ordinary machine does in one of its processor's, one that imports SymPy in 0.27.
`python benchmarks/effort.py` measures that: the effort of some claims, over the time that they take
in units of that import.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..kernel.checker import MODELS
from ..oracles.effort import OutOfEffort, counted, spent

__all__ = ["PER_SECOND", "SECONDS_PER_STEP", "OutOfEffort", "now", "one_claim"]

PER_SECOND = 1_000_000
SECONDS_PER_STEP = 20.0  # unless someone says otherwise
GRACE = 5.0  # beyond its end: a search that does not see that is stopped here


def now() -> float:
    """The effort so far, in seconds."""
    return spent() / PER_SECOND


@contextmanager
def one_claim(seconds: float) -> Iterator[None]:
    """A search that counts from 0, whatever came before.  Raises OutOfEffort if it does not end."""
    MODELS.clear()  # what the kernel has looked at already would not be counted
    with counted((seconds + GRACE) * PER_SECOND):
        yield
