"""How often Python looks for garbage, where searches run."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# new objects from one look for garbage to the next: a search leaves some 300 MB in between, and
# saves a sixth of its time
SELDOM = 3_000_000
# the same in a process that is somebody else's: a tenth of a search's time, for 4 MB
LESS_OFTEN = 50_000


@contextmanager
def less_often() -> Iterator[None]:
    """Look for garbage less often for what follows, and as before after it.

    For one thread at a time.
    """
    before = gc.get_threshold()
    if 0 < before[0] < LESS_OFTEN:
        gc.set_threshold(LESS_OFTEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
