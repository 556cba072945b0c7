"""Processes that work for this one: a fork of it, or a fresh interpreter that is handed the work.

A fork sees all that this process has loaded, and starts at once.  It is for a process with one
thread: what another thread holds at that moment (a lock, say) would stay held in the fork for ever.
A fresh interpreter takes work that can be pickled.  Where there are no processes (Python in a
browser) there is neither.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, Protocol

from .garbage import SELDOM
from .memory_fence import fence_memory

Produce = Callable[[], Iterator[Any]]
Send = Callable[[tuple[str, Any]], None]
NO_PROCESSES = ("emscripten", "wasi")
PROFILE: int | None = getattr(signal, "SIGPROF", None)  # Windows has no such signal
# the status of a worker that `_allow` has ended
OUT_OF_TIME = None if PROFILE is None else -PROFILE
ROOM = 1 << 20  # bytes that a worker can be ahead with what it hands over
WATCH = 2.0  # seconds between looks at whether the process that asked is still there
FRESH = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from symattn.checking.processes import serve_fresh; serve_fresh()"
)


class Worker(Protocol):
    """What is at work elsewhere.  It sends ("value", v)s, then ("end", None) or ("error", e)."""

    starting: float  # seconds that may go by before it is at work

    def poll(self, seconds: float) -> bool:
        """Whether something has come, or the worker has gone, within a time."""

    def receive(self) -> tuple[str, Any]:
        """What has come.  Raises EOFError if the worker has gone."""

    def end(self, patience: float = 0.0) -> int | None:
        """Stop it if it still runs after so many seconds; its exit status."""


def start(produce: Produce, megabytes: int, seconds: float) -> Worker | None:
    """A worker that runs `produce`, with so much processor time for each item.

    None where there can be none.
    """
    if can_fork():
        with contextlib.suppress(OSError):  # no room for another process
            return Forked(produce, megabytes, seconds)
    if can_start_afresh():
        with contextlib.suppress(
            OSError, pickle.PicklingError, AttributeError, TypeError, RecursionError
        ):
            return Fresh(produce, megabytes, seconds)
    return None


def can_fork() -> bool:
    """Whether this process can be forked, and safely."""
    known = "fork" in multiprocessing.get_all_start_methods() and hasattr(os, "fork")
    return known and sys.platform not in NO_PROCESSES and threading.active_count() == 1


def can_start_afresh() -> bool:
    """Whether there is an interpreter to start: in a frozen program it is that program."""
    return (
        bool(sys.executable)
        and sys.platform not in NO_PROCESSES
        and not getattr(sys, "frozen", False)
    )


class Forked:
    """A fork of this process; `multiprocessing` lets daemonic processes have none."""

    starting = 0.0

    def __init__(self, produce: Produce, megabytes: int, seconds: float) -> None:
        from multiprocessing.connection import Pipe

        self.here, there = Pipe(duplex=False)
        with contextlib.suppress(ImportError, AttributeError, OSError):  # of Linux alone
            import fcntl

            fcntl.fcntl(there.fileno(), fcntl.F_SETPIPE_SZ, ROOM)
        self.status: int | None = None
        self.pid: int | None
        parent = os.getpid()
        gc.freeze()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self.here.close()
                serve(produce, there.send, megabytes, seconds, parent)
            finally:
                os._exit(1)  # nothing of the process that was forked is run to its end here
        there.close()

    def poll(self, seconds: float) -> bool:
        return self.here.poll(seconds)

    def receive(self) -> tuple[str, Any]:
        message: tuple[str, Any] = self.here.recv()
        return message

    def end(self, patience: float = 0.0) -> int | None:
        if self.pid is None:
            return self.status
        pid, until = self.pid, time.monotonic() + patience
        self.here.close()
        with contextlib.suppress(ChildProcessError):  # somebody else has asked for its status
            gone, status = os.waitpid(pid, os.WNOHANG)
            while not gone and time.monotonic() < until:
                time.sleep(0.01)
                gone, status = os.waitpid(pid, os.WNOHANG)
            if not gone:
                os.kill(pid, signal.SIGKILL)
                _, status = os.waitpid(pid, 0)
            self.status = os.waitstatus_to_exitcode(status)
        self.pid = None
        return self.status


class Fresh:
    """A fresh interpreter.  It reads the work from its input, and writes what it finds."""

    starting = 20.0

    def __init__(self, produce: Produce, megabytes: int, seconds: float) -> None:
        task = pickle.dumps(sys.path) + pickle.dumps((produce, megabytes, seconds, os.getpid()))
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", FRESH], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.come: queue.SimpleQueue[tuple[str, Any] | None] = queue.SimpleQueue()
        self.next: list[tuple[str, Any] | None] = []
        self.listener = threading.Thread(target=self._listen, args=(task,), daemon=True)
        self.listener.start()

    def _listen(self, task: bytes) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        with contextlib.suppress(Exception):  # whatever ends it, it has gone
            with self.process.stdin as there:
                there.write(task)
            with self.process.stdout as here:
                while True:
                    self.come.put(pickle.load(here))
        self.come.put(None)

    def poll(self, seconds: float) -> bool:
        if not self.next:
            with contextlib.suppress(queue.Empty):
                self.next.append(self.come.get(timeout=seconds))
        return bool(self.next)

    def receive(self) -> tuple[str, Any]:
        if (message := self.next.pop()) is None:
            raise EOFError
        return message

    def end(self, patience: float = 0.0) -> int | None:
        try:
            status = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self.listener.join(1.0)  # with it this process may be one with a single thread again
        return status


def serve_fresh() -> None:
    """What a fresh interpreter does: one piece of work.  What that prints goes nowhere."""
    produce, megabytes, seconds, parent = pickle.load(sys.stdin.buffer)
    there = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def send(message: tuple[str, Any]) -> None:
        there.write(pickle.dumps(message))
        there.flush()

    serve(produce, send, megabytes, seconds, parent)


def serve(produce: Produce, send: Send, megabytes: int, seconds: float, parent: int) -> NoReturn:
    """Send what `produce` yields, and end this process.

    Also where an item takes too much of the processor's time.
    """
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Ctrl-C is for the process that asked; it ends this one
    _end_with(parent)
    gc.set_threshold(SELDOM)
    fence_memory(megabytes)
    try:
        _allow(seconds)
        for value in produce():
            send(("value", value))
            _allow(seconds)
        send(("end", None))
    except MemoryError:
        os._exit(1)
    except BaseException as error:
        send(("error", _that_travels(error)))
    os._exit(0)


def _allow(seconds: float) -> None:
    """From now on, so much processor time; then the system ends this process with OUT_OF_TIME."""
    with contextlib.suppress(AttributeError, ValueError):  # Windows has no such timer
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _that_travels(error: BaseException) -> Exception:
    """The error, if it can be handed over, and would not end a process; else one with its words."""
    if isinstance(error, Exception):
        with contextlib.suppress(Exception):
            pickle.loads(pickle.dumps(error))
            return error
    return RuntimeError(f"{type(error).__name__}: {error}")


def _end_with(parent: int) -> None:
    """End this process when the one that asked is gone: there is nobody left to stop it."""

    def look(*_: Any) -> None:
        if os.getppid() != parent:
            os._exit(1)

    with contextlib.suppress(AttributeError, ValueError):  # Windows has no such signal
        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, WATCH, WATCH)
