"""Work in a process of its own that can be stopped: within a time, within a memory, and by Ctrl-C.

What the worker has handed over before it is stopped counts.  Where processes cannot be forked (Windows), work is done in
this one, within the time limits that the search itself keeps.
"""
from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

MEGABYTES = 2048
GRACE = 5.0  # seconds beyond the search's own limit until the worker is killed
POLL = 0.25


@dataclass(frozen=True)
class Stopped:
    """Why a worker was stopped, in words."""

    why: str


def results(produce: Callable[[], Iterator[Any]], seconds: float, tick: Callable[[float], None] | None = None, megabytes: int = MEGABYTES) -> Iterator[Any]:
    """What `produce` yields, run in a worker; a last `Stopped` if one item takes longer than `seconds` or too much memory.

    `tick` is called now and then with the seconds that the present item has taken.  The worker is gone when the iterator is.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        yield from produce()
        return
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    gc.freeze()
    worker = context.Process(target=_work, args=(produce, there, here, megabytes), daemon=True)
    worker.start()
    there.close()
    try:
        while True:
            start = time.monotonic()
            while not here.poll(POLL):
                spent = time.monotonic() - start
                if tick is not None:
                    tick(spent)
                if spent > seconds + GRACE:
                    yield Stopped(f"the search took longer than {seconds:.0f} seconds and was stopped")
                    return
            try:
                kind, value = here.recv()
            except EOFError:
                worker.join(1)
                yield Stopped(f"the search needed more than {megabytes} MiB of memory, or crashed (status {worker.exitcode})")
                return
            if kind == "end":
                return
            if kind == "error":
                raise value
            yield value
    finally:
        here.close()
        if worker.is_alive():
            worker.kill()
        worker.join(1)


def result(produce: Callable[[], Any], seconds: float, tick: Callable[[float], None] | None = None, megabytes: int = MEGABYTES) -> Any:
    """The one thing that `produce` returns, or `Stopped`."""
    return next(results(lambda: iter([produce()]), seconds, tick, megabytes), Stopped("the worker ended without a result"))


def _work(produce: Callable[[], Iterator[Any]], there: Any, here: Any, megabytes: int) -> None:
    here.close()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked; it ends this one
    try:
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        for value in produce():
            there.send(("value", value))
        there.send(("end", None))
    except MemoryError:
        sys.exit(1)
    except BaseException as error:
        try:
            there.send(("error", error))
        except Exception:
            there.send(("error", RuntimeError(f"{type(error).__name__}: {error}")))
    finally:
        there.close()
