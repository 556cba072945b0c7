"""What goes on inside a worker that stays: it is made ready once, and fenced for each query.

The fences are the system's own timers, which end the process even within a long call of another
library: the processor's time, so that a busy machine changes no verdict, and several times as long
by the clock on the wall.
"""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Callable
from typing import Any

from ..checking.garbage import SELDOM
from ..checking.memory_fence import fence_memory
from ..checking.workers import ON_THE_WALL, fenced
from .judging_here import Terms, judge_here
from .queries import Asked
from .reply import Reply

GRACE = 5.0  # seconds beyond the search's own limit until a worker is ended, at most
PULSE = 1.0  # seconds between looks at the clock on the wall, and at the process that asked
# Windows has no such timers: there the pool itself stops what takes too long
TIMERS = hasattr(signal, "setitimer")
OUT_OF_TIME = -signal.SIGPROF if TIMERS else 0  # the exit status of a worker that ran out of time
OUT_OF_MEMORY = 71
Then = Callable[[Reply], Any]
_ready: dict[str, Any] = {"parent": 0, "until": None}


def warm() -> None:
    """Load all that judging needs: what a forked or preloaded process has, its children have."""
    import sympy  # noqa: F401

    from ..asking import bound_answers, limit_answers, number_answers  # noqa: F401
    from ..checking import cache, deciding, other_ways  # noqa: F401
    from ..oracles import numbers  # noqa: F401
    from ..reading.whole_pages import page_reader  # noqa: F401
    from ..rendering.author_pages import page_in_json  # noqa: F401
    from ..rendering.formulas import latex_math  # noqa: F401
    from ..search.cases import equivalences  # noqa: F401
    from ..search.repairs import link_search  # noqa: F401


def get_ready(megabytes: int, place: Any) -> None:
    """Make this process a worker: warm, within its memory, and gone when nobody waits for it.

    In `place`, which the process that asked can read, it notes which claim of a page it is at.
    """
    _ready["place"] = place
    for name, how in (("SIGINT", signal.SIG_IGN), ("SIGTERM", signal.SIG_DFL)):
        signal.signal(getattr(signal, name), how)
    warm()
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)
    fence_memory(megabytes)
    if TIMERS:
        _ready["parent"] = os.getppid()
        signal.signal(signal.SIGALRM, _look)
        signal.setitimer(signal.ITIMER_REAL, PULSE, PULSE)


def fence(seconds: float) -> None:
    """From now on so much time, and some grace; then the system ends this process."""
    if TIMERS:
        allowed = seconds + min(GRACE, max(1.0, seconds))
        _ready["until"] = time.monotonic() + ON_THE_WALL * allowed
        signal.setitimer(signal.ITIMER_PROF, allowed)


def no_more() -> None:
    """The query has been answered: time goes by for nothing."""
    if TIMERS:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _ready["until"] = None


def _look(*_: Any) -> None:
    """End this process when the one that asked has gone, or the wall's time is up."""
    if os.getppid() != _ready["parent"]:
        os._exit(1)
    if _ready["until"] is not None and time.monotonic() > _ready["until"]:
        os.kill(os.getpid(), signal.SIGPROF)


def serve(number: int, asked: Asked, terms: Terms, then: Then | None) -> Any:
    """The answer to one query, or what `then` makes of it."""
    fence(fenced(terms.seconds))
    try:
        judged = judge_here(number, asked, terms, fence, _place)
        return judged if then is None else then(judged)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        no_more()


def _place(at: int) -> None:
    _ready["place"].value = at


__all__ = ["OUT_OF_TIME", "TIMERS", "fence", "get_ready", "no_more", "serve", "warm"]
