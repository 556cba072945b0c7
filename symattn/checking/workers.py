"""Work in a process of its own that can be stopped: within a time, within a memory, and by Ctrl-C.

Inside a worker of a pool nothing is started again: `in_this_process` has all work done where it is
asked for.

A search ends by its effort, which is counted (`search/clock.py`): the same on a busy machine and on
a slow one.  The time here is the fence around that, several times as long (`fenced`), for what does
not count itself.  It is the processor's; by the clock on the wall a worker is stopped after several
times as long again.

What the worker has handed over before it is stopped counts.  `workers.py` says what makes a worker
where; where there can be none, work is done in this process, within the time limits that the search
itself keeps, and `tick` is not called.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..search.clock import OutOfEffort, one_claim
from .processes import OUT_OF_TIME, start

MEGABYTES = 2048
FENCE = 8  # times the effort: the slowest machine, and the claim that is counted worst
GRACE = 5.0  # seconds beyond the search's own limit until the worker is killed
ON_THE_WALL = 4  # times as long, where the processor has other things to do
POLL = 0.25
Fence = Callable[[float], None]
_FENCE: ContextVar[Fence | None] = ContextVar("fence", default=None)


@contextmanager
def in_this_process(fence: Fence) -> Iterator[None]:
    """Do all work here that would get a worker of its own, in this thread, as long as this lasts.

    `fence` is told before each piece of work, and after it, how many seconds what follows may take.
    """
    token = _FENCE.set(fence)
    try:
        yield
    finally:
        _FENCE.reset(token)


def fenced(seconds: float) -> float:
    """The processor time after which a search that has so much effort is stopped."""
    return FENCE * seconds


@dataclass(frozen=True)
class Stopped:
    """Why a worker was stopped, in words, and as a reason of `words.reasons`."""

    why: str
    reason: tuple[Any, ...] = ("no result",)


def results(
    produce: Callable[[], Iterator[Any]],
    seconds: float,
    tick: Callable[[float], None] | None = None,
    megabytes: int = MEGABYTES,
) -> Iterator[Any]:
    """What `produce` yields, run in a worker.

    A last `Stopped` if one item takes longer than `seconds` or too much memory.

    `tick` is called now and then with the seconds that the present item has taken.  The worker is
    gone when the iterator is.
    """
    fence = _FENCE.get()
    worker = start(produce, megabytes, seconds + GRACE) if fence is None else None
    if worker is None:
        if fence is not None:
            fence(seconds)
        try:
            yield from produce()
        except MemoryError:
            yield Stopped("the search needed more memory than there is", ("memory",))
        finally:
            if fence is not None:
                fence(seconds)
        return
    late = Stopped(
        f"the search took longer than {seconds:.0f} seconds and was stopped",
        ("stopped", round(seconds)),
    )
    allowed = ON_THE_WALL * seconds + GRACE + worker.starting
    try:
        while True:
            begun = time.monotonic()
            while not worker.poll(POLL):
                spent = time.monotonic() - begun
                if tick is not None:
                    tick(spent)
                if spent > allowed:
                    yield late
                    return
            allowed = ON_THE_WALL * seconds + GRACE
            try:
                kind, value = worker.receive()
            except EOFError:
                status = worker.end(patience=1)
                if OUT_OF_TIME is not None and status == OUT_OF_TIME:
                    yield late
                    return
                why = f"needed more than {megabytes} MiB of memory, or crashed (status {status})"
                yield Stopped(f"the search {why}", ("memory", megabytes))
                return
            if kind == "end":
                return
            if kind == "error":
                raise value
            yield value
    finally:
        worker.end()


def result(
    produce: Callable[[], Any],
    seconds: float,
    tick: Callable[[float], None] | None = None,
    megabytes: int = MEGABYTES,
) -> Any:
    """The one thing that `produce` returns, or `Stopped`."""
    nothing = Stopped("the worker ended without a result")
    return next(results(partial(_only, produce), seconds, tick, megabytes), nothing)


def searched(
    produce: Callable[[], Any], seconds: float, tick: Callable[[float], None] | None = None
) -> Any:
    """The same of a search, which has so much effort, in seconds of an ordinary machine."""
    return result(partial(within_effort, produce, seconds), fenced(seconds), tick)


def within_effort(produce: Callable[[], Any], seconds: float) -> Any:
    """What `produce` returns, its effort counted from 0; or `Stopped` if it takes far more."""
    try:
        with one_claim(seconds):
            return produce()
    except OutOfEffort:
        why = f"the search took more than the effort of {seconds:.0f} seconds"
        return Stopped(why, ("effort", round(seconds)))


def _only(produce: Callable[[], Any]) -> Iterator[Any]:
    yield produce()
