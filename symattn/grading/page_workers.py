"""Submissions graded on this machine, several at a time, each in a process that can be stopped.

A claim that takes too long or too much memory costs that claim: the next process goes on behind it,
with the verdicts that the last one has handed over.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial

from ..checking.processes import OUT_OF_TIME, Worker, start
from ..checking.workers import GRACE, MEGABYTES, ON_THE_WALL
from ..records.record import Verdict
from ..search.clock import SECONDS_PER_STEP
from .class_setting import ClassSetting, TeachersSettings
from .page_grader import JUDGED, READ, Graded, ToGrade, grade, nothing, steps, stopped

PAUSE = 0.01
KILLED = (-9, -15)  # somebody's doing, or the system's for want of memory: once more
WARM = ToGrade(
    "page.md",
    "page",
    "page.md",
    "Let $x > 0$.\n\n$$x + 1 > x$$ $$e^x = e^x + 1$$ $$x = 2$$\n",
    ClassSetting("", TeachersSettings()),
    10.0,
)


def graded_here(tasks: Iterable[ToGrade], jobs: int) -> Iterator[tuple[ToGrade, Graded]]:
    """Tasks with what comes of them, as they are finished; at most `jobs` at a time.

    Whoever stops asking stops them.
    """
    waiting = deque(tasks)
    if len(waiting) > jobs:
        _warm()
    running: list[_Running] = []
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                running.append(_Running(waiting.popleft()))
            finished = [(one, found) for one in running if (found := one.found()) is not None]
            for one, found in finished:
                running.remove(one)
                yield one.task, found
            if not finished:
                time.sleep(PAUSE)
    finally:
        for one in running:
            one.end()


def _warm() -> None:
    """Load once what pages need, SymPy for those that search for points: forks have it then."""
    import sympy  # noqa: F401

    grade(WARM)


class _Running:
    """A task at work in a process."""

    def __init__(self, task: ToGrade) -> None:
        self.task = task
        self.known: list[Verdict] = []
        self.spent = 0.0
        self.fence = min(SECONDS_PER_STEP, task.seconds) + GRACE
        self.worker: Worker | None = None
        self.killed = False
        self._begin()

    def _begin(self) -> None:
        produce = partial(steps, self.task, tuple(self.known), self.spent)
        self.worker = start(produce, MEGABYTES, self.fence)
        self.stage, self.since = "", time.monotonic()
        self.allowed = self._most() + (self.worker.starting if self.worker is not None else 0)

    def _most(self) -> float:
        """How long by the clock on the wall until something has to come."""
        if self.task.is_derivations:
            return self.task.seconds + ON_THE_WALL * GRACE
        return ON_THE_WALL * self.fence

    def found(self) -> Graded | None:
        """What the task gives, if it is finished."""
        if self.worker is None:  # there are no processes here
            return grade(self.task)
        while self.worker.poll(0):
            try:
                kind, value = self.worker.receive()
            except EOFError:
                return self._again(self.worker.end(patience=1))
            if kind == "error":
                self.end()
                return nothing(self.task, f"{type(value).__name__}: {value}")
            self.since, self.allowed = time.monotonic(), self._most()
            if isinstance(value, Graded):
                self.end()
                return value
            if isinstance(value, str):
                self.stage = value
            else:
                verdict, self.spent = value
                self.known.append(verdict)
        if time.monotonic() - self.since > self.allowed:
            self.end()
            return self._again(OUT_OF_TIME)
        return None

    def _again(self, status: int | None) -> Graded | None:
        """Go on behind the claim at which the process was stopped."""
        late = OUT_OF_TIME is not None and status == OUT_OF_TIME
        self.end()
        if status in KILLED and not self.killed:
            self.killed = True
            self._begin()
            return None
        if self.stage != READ:
            doing = "giving it back" if self.stage == JUDGED else "reading it"
            why = (f"took longer than {self.fence:.0f} seconds" if late
                   else f"needed more than {MEGABYTES} MiB of memory, or crashed")  # fmt: skip
            return nothing(self.task, f"{doing} {why}, and was stopped")
        self.known.append(
            stopped(SECONDS_PER_STEP) if late
            else Verdict("undecided", reasons=(("memory", MEGABYTES),))
        )  # fmt: skip
        self.spent += self.fence if late else min(self.fence, time.monotonic() - self.since)
        self._begin()
        return None

    def end(self) -> None:
        """Stop the process, and what it has started."""
        if self.worker is None:
            return
        if self.task.is_derivations:
            _ask_to_end(self.worker)
        self.worker.end(patience=1.0 if self.task.is_derivations else 0.0)


def _ask_to_end(worker: Worker) -> None:
    """A process that has started another one takes that along."""
    import os
    import signal
    from contextlib import suppress

    pid = getattr(worker, "pid", None) or getattr(getattr(worker, "process", None), "pid", None)
    if pid is not None:
        with suppress(ProcessLookupError, OSError):
            os.kill(pid, signal.SIGTERM)
