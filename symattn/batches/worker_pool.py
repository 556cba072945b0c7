"""Workers that stay: each is a pool of its own, of one process, from pebble.

A worker that is killed, however, takes nothing with it but what it was at: its pool is made anew,
and the others do not share a pipe or a lock with it (docs/decisions/0026-the-pool.md).
"""

from __future__ import annotations

import pickle
import signal
import threading
from collections import deque
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pebble import ProcessExpired, ProcessPool

from .endings import ended, undecided
from .judging_here import NOWHERE, Terms
from .queries import Asked
from .quiet_processes import context_for
from .worker_side import OUT_OF_TIME, TIMERS, Then, get_ready, serve

AGAIN = (-int(signal.SIGTERM), -9)  # somebody killed the worker: once more
TRIES = 2
PAUSE = 0.1  # seconds until a worker that could not be started is tried for the next query
BROKEN = 5  # pools in a row that break before they have done anything
MOST_TASKS = 2000  # then a worker is replaced: what it remembers would only grow


@dataclass
class Task:
    """A query on its way, and where its answer goes."""

    number: int
    asked: Asked
    terms: Terms
    then: Then | None
    future: Future[Any]
    tries: int = 0

    @property
    def sent(self) -> Then | None:
        """`then`, if a worker can import it: it does not run the user's own program."""
        try:
            return None if b"__main__" in pickle.dumps(self.then) else self.then
        except Exception:  # a function within a function, say
            return None


class WorkerPool:
    """So many workers.  A query is given to the next that has nothing to do."""

    def __init__(self, workers: int, megabytes: int, start: str) -> None:
        self.megabytes = megabytes
        self.context = context_for(start)
        self.waiting: deque[Task] = deque()
        self.lock = threading.RLock()
        self.closed = False
        self.lanes = [_Worker(self) for _ in range(workers)]
        self.idle = list(self.lanes)
        for lane in self.lanes:
            lane.open()

    def submit(self, task: Task) -> None:
        """Have a query answered when its turn comes."""
        with self.lock:
            self.waiting.append(task)
        self.go_on()

    def go_on(self, free: _Worker | None = None) -> None:
        """Give what waits to who has nothing to do; one may just have become free."""
        while True:
            with self.lock:
                if free is not None:
                    self.idle.append(free)
                    free = None
                while self.waiting and self.waiting[0].future.cancelled():
                    self.waiting.popleft()
                if self.closed or not self.waiting or not self.idle:
                    return
                lane, task = self.idle.pop(), self.waiting.popleft()
            if task.tries or task.future.set_running_or_notify_cancel():
                lane.run(task)
            else:
                free = lane

    def close(self) -> None:
        """End all workers, whatever they are at."""
        with self.lock:
            self.closed = True
            while self.waiting:
                self.waiting.popleft().future.cancel()
        for lane in self.lanes:
            lane.pool.stop()
        for lane in self.lanes:
            lane.close()


class _Worker:
    """One worker, replaced as often as it takes."""

    def __init__(self, owner: WorkerPool) -> None:
        self.owner = owner
        self.place: Any = owner.context.RawValue("q", NOWHERE)
        self.broken = 0
        self.old: list[Any] = []
        self.pool: Any = self._new()

    def _new(self) -> Any:
        given = (self.owner.megabytes, self.place)
        return ProcessPool(1, MOST_TASKS, get_ready, given, self.owner.context)

    def open(self) -> None:
        """Start the process; it gets ready while nobody waits for it."""
        with suppress(RuntimeError):
            self.pool.schedule(int)

    def close(self) -> None:
        for pool in (*self.old, self.pool):
            pool.stop()
            with suppress(RuntimeError, OSError):
                pool.join()

    def run(self, task: Task) -> None:
        self.place.value = NOWHERE
        terms = task.terms
        # where there are timers the worker keeps its time itself, claim by claim
        timeout = None if TIMERS else 8 * (terms.seconds + 5)
        try:
            given = (task.number, task.asked, terms, task.sent)
            future = self.pool.schedule(serve, given, timeout=timeout)
        except RuntimeError as error:
            self._again(task, error)
            return
        future.add_done_callback(lambda done: self._done(task, done))

    def _done(self, task: Task, done: Future[Any]) -> None:
        if self.owner.closed or done.cancelled():
            task.future.cancel()
            return
        error = done.exception()
        if error is None:
            self.broken = 0
            self._free()
            if task.sent is None:
                _finish(task, done.result())
            else:
                _answer(task, done.result())
        elif isinstance(error, ProcessExpired):
            self._expired(task, error.exitcode or 0)
        elif isinstance(error, TimeoutError):
            self._expired(task, OUT_OF_TIME)
        elif isinstance(error, BrokenProcessPool):
            self._again(task, error)
        else:
            self._free()
            _fail(task, error)

    def _expired(self, task: Task, status: int) -> None:
        """The worker has ended at this query: what it was at is put aside, or it is tried again."""
        at = self.place.value
        task.tries += 1
        late = status == OUT_OF_TIME
        if status in AGAIN and task.tries < TRIES:
            self.run(task)
        elif at != NOWHERE and at not in task.terms.stopped:
            reason = (
                ("stopped", round(task.terms.seconds)) if late else ("memory", self.owner.megabytes)
            )
            task.terms = replace(task.terms, stopped={**task.terms.stopped, at: reason})
            self.run(task)
        else:
            self._free()
            found = ended(task.number, task.asked, task.terms.seconds, self.owner.megabytes, status)
            _finish(task, found)

    def _again(self, task: Task, error: BaseException) -> None:
        """The pool is broken, and has not done what it was given: the next one does it."""
        self.broken += 1
        self.old.append(self.pool)
        self.pool.stop()
        self.pool = self._new()
        if self.broken > BROKEN:
            self.broken = 0
            why = f"no worker could be started for it: {error}"
            _finish(task, undecided(task.number, task.asked, why))
            threading.Timer(PAUSE, self._free).start()
            return
        self.run(task)

    def _free(self) -> None:
        self.owner.go_on(self)


def _answer(task: Task, value: Any) -> None:
    with suppress(Exception):  # somebody has given it up
        task.future.set_result(value)


def _fail(task: Task, error: BaseException) -> None:
    with suppress(Exception):
        task.future.set_exception(error)


def _finish(task: Task, judged: Any) -> None:
    """Answer with what `then` makes of it in this process."""
    try:
        _answer(task, judged if task.then is None else task.then(judged))
    except Exception as error:
        _fail(task, error)
