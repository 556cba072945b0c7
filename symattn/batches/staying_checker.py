"""A checker that stays: claims and pages judged by workers that are warm."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future, wait
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from ..results.wrong_arguments import ArgumentError, flag, one_of, seconds_of, shown, whole
from .endings import undecided
from .judging_here import Terms, judge_here
from .queries import Asked, that_travels
from .reply import Reply

SECONDS, MEMORY = 20.0, 2048
LEAST_MEMORY, MOST_MEMORY = 512, 1 << 24  # MiB: what a worker has loaded takes some hundred
MOST_WORKERS = 1024
STARTS = ("forkserver", "spawn", "fork")
AHEAD = 32  # queries for each worker that may be on their way, or wait for their turn
NO_PROCESSES = ("emscripten", "wasi")
Then = Callable[[Reply], Any]


class Checker:
    """Judges claims and pages, one after the other or many at once.

    `workers` are processes that stay: everything is loaded once, and whoever overruns is ended and
    replaced.  Without a number there are as many as processors; with 0 all is done in this thread.
    `seconds` are the effort for each claim, and each line of a page, counted and not timed; a
    worker that takes many times as long is ended, by the processor's time.  `memory` is for each
    worker, in MiB.  With `bounds`, answers also tell how fast limits are reached.

    `executor` is any executor of `concurrent.futures`, Dask's `client.get_executor()` for one.  It
    takes the place of workers; nothing is started inside it, and it has its own limits.

    `start` is how processes are started: "forkserver" (where there is one), "spawn" or "fork".

    Raises ArgumentError for what is none of these; whatever is wrong with a claim is its answer.

    >>> with Checker(workers=0) as checker:
    ...     for found in checker.map(["1 < 2", {"claim": "x**2 > x", "let": ["x: real"]}]):
    ...         print(found.number, found.verdict)
    0 proved
    1 conditional
    """

    def __init__(
        self,
        workers: int | None = None,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        *,
        bounds: bool = False,
        executor: Executor | None = None,
        start: str = "",
    ) -> None:
        if workers is not None:
            whole("workers", workers, 0, MOST_WORKERS)
        if executor is not None and not callable(getattr(executor, "submit", None)):
            raise ArgumentError(
                f"executor: expected one of concurrent.futures, found {shown(executor)}"
            )
        self.terms = Terms(seconds_of(seconds), flag("bounds", bounds))
        self.memory = whole("memory", memory, LEAST_MEMORY, MOST_MEMORY)
        self.executor, self.start = executor, one_of("start", start, STARTS) if start else ""
        if sys.platform in NO_PROCESSES and executor is None:
            workers = 0
        known = getattr(executor, "_max_workers", None)
        self.workers = workers if workers is not None else known or _processors()
        self._pool: Any = None
        self._out: set[Future[Any]] = set()
        self._count = 0

    def __enter__(self) -> Checker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what was submitted, unless something was raised; then end the workers."""
        if kind is None and self._pool is not None:
            wait(list(self._out))
        self.close()

    def close(self) -> None:
        """End the workers, whatever they are at.  An executor that was given is left alone."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None
        for future in list(self._out):
            future.cancel()

    def check(self, asked: Asked) -> Reply:
        """The answer to one claim or page.

        >>> Checker(workers=0).check("1 < 2").verdict
        'proved'
        """
        found: Reply = self.submit(asked).result()
        return found

    def submit(self, asked: Asked, then: Then | None = None) -> Future[Any]:
        """A future of the answer, or of what `then` makes of it where it was found."""
        number, self._count = self._count, self._count + 1
        return self._submit(number, asked, then)

    def map(
        self,
        claims: Iterable[Asked],
        *,
        ordered: bool = True,
        progress: Callable[[int], None] | None = None,
        then: Then | None = None,
    ) -> Iterator[Any]:
        """The answers, in order or, with `ordered=False`, as they come.

        `claims` is read as far as there are workers to judge it: it may be a generator that goes on
        for ever.  An answer's `number` counts from 0.  `progress` is called with the number of
        answers found so far, in this thread.  `then` is a function at the top of a module: it is
        run where the answer was found, and what it gives takes the answer's place (of a page that
        is large, what one needs of it).  One that workers cannot import is run in this process.

        Raises ArgumentError, before anything is judged, for a text in place of a list of them.
        """
        flag("ordered", ordered)
        if isinstance(claims, (str, bytes, Mapping)) or not isinstance(claims, Iterable):
            raise ArgumentError(f"claims: expected a list of claims, found {shown(claims)}")
        for name, function in (("progress", progress), ("then", then)):
            if function is not None and not callable(function):
                raise ArgumentError(f"{name}: expected a function, found {shown(function)}")
        return self._mapped(claims, ordered, progress, then)

    def _mapped(
        self,
        claims: Iterable[Asked],
        ordered: bool,
        progress: Callable[[int], None] | None,
        then: Then | None,
    ) -> Iterator[Any]:
        come: SimpleQueue[Future[Any]] = SimpleQueue()
        out: deque[Future[Any]] = deque()  # in order, not yet given
        most, left = max(1, AHEAD * self.workers), enumerate(claims)
        more, done, given = True, 0, 0
        asked = 0
        try:
            while True:
                while more and asked - given < (most if self.workers else 1):
                    item = next(left, None)
                    if item is None:
                        more = False
                        break
                    future = self._submit(*item, then)
                    asked += 1
                    out.append(future)
                    future.add_done_callback(come.put)
                if asked == given:
                    if progress is not None and done < given:  # given before they were counted
                        progress(given)
                    return
                ready = come.get()
                done += 1
                if progress is not None:
                    progress(done)
                if not ordered:
                    out.remove(ready)
                    given += 1
                    yield ready.result()
                while ordered and out and out[0].done():
                    given += 1
                    yield out.popleft().result()
        finally:
            for future in out:
                future.cancel()

    def _submit(self, number: int, asked: Asked, then: Then | None) -> Future[Any]:
        asked = that_travels(asked)
        if self.executor is not None:
            return self._by_executor(number, asked, then)
        future: Future[Any] = Future()
        if self.workers == 0:
            _here(future, number, asked, self.terms, then)
            return future
        from .worker_pool import Task, WorkerPool

        if self._pool is None:
            self._pool = WorkerPool(self.workers, self.memory, self.start)
        self._remember(future)
        self._pool.submit(Task(number, asked, self.terms, then, future))
        return future

    def _by_executor(self, number: int, asked: Asked, then: Then | None) -> Future[Any]:
        """The future of an executor; one that has lost its workers answers that in a line."""
        assert self.executor is not None
        future: Future[Any] = Future()
        self._remember(future)
        future.set_running_or_notify_cancel()

        def found(done: Future[Any]) -> None:
            try:
                future.set_result(done.result())
            except (Exception, CancelledError) as error:
                lost = undecided(number, asked, f"{type(error).__name__}: {error}"[:300])
                future.set_result(lost if then is None else then(lost))

        try:
            self.executor.submit(_judged, number, asked, self.terms, then).add_done_callback(found)
        except RuntimeError as error:  # it is broken, or closed
            lost = undecided(number, asked, f"{type(error).__name__}: {error}"[:300])
            future.set_result(lost if then is None else then(lost))
        return future

    def _remember(self, future: Future[Any]) -> None:
        self._out.add(future)
        future.add_done_callback(self._out.discard)


def _judged(number: int, asked: Asked, terms: Terms, then: Then | None) -> Any:
    found = judge_here(number, asked, terms)
    return found if then is None else then(found)


def _here(future: Future[Any], number: int, asked: Asked, terms: Terms, then: Then | None) -> None:
    future.set_running_or_notify_cancel()
    try:
        future.set_result(_judged(number, asked, terms, then))
    except Exception as error:
        future.set_exception(error)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


__all__ = ["Checker"]
