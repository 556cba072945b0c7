"""Processes that do not run the user's own program again, and do not hear Ctrl-C.

A process that Python starts afresh runs the main file of the one that asked, for what it may need
of it.  Workers of a checker need nothing: so a program without `if __name__ == "__main__"` may use
one, and what it takes long to import is not imported again.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import context
from types import ModuleType
from typing import Any

from ..reading.declarations import QuestionError

WARM = ["symattn.batches.warm"]
_hiding = threading.Lock()


@contextmanager
def _hidden() -> Iterator[None]:
    """While a process is started: another `__main__`, and Ctrl-C kept from it until it is ready."""
    with _hiding:
        main = sys.modules["__main__"]
        block = hasattr(signal, "pthread_sigmask")
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if block else None
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
            if before is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)


class QuietSpawn(context.SpawnProcess):
    """A fresh interpreter."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        with _hidden():
            return context.SpawnProcess._Popen(process_obj)


class SpawnContext(context.SpawnContext):
    """Starts fresh interpreters."""

    Process = QuietSpawn


def context_for(start: str) -> Any:
    """How processes are started: "forkserver", "spawn" or "fork", "" for the best there is.

    A fork server has all that workers need loaded once, and forks them from there; a fork of this
    process itself would be made while other threads run.  Raises QuestionError.
    """
    known = multiprocessing.get_all_start_methods()
    chosen = start or ("forkserver" if "forkserver" in known else "spawn")
    if chosen not in known:
        raise QuestionError(f"start={start!r}: expected one of {', '.join(known)}")
    if chosen == "fork":
        return multiprocessing.get_context("fork")
    if chosen == "spawn":
        return SpawnContext()
    _clear_up_quietly()
    found = ServerContext()
    found.set_forkserver_preload(WARM)
    return found


def _clear_up_quietly() -> None:
    """Have no warning of Python's own process that clears up, where this one is killed."""
    from multiprocessing import resource_tracker

    quiet = "ignore::UserWarning:multiprocessing.resource_tracker"
    with _hiding:
        sys.warnoptions.append(quiet)
        try:
            resource_tracker.ensure_running()
        finally:
            sys.warnoptions.remove(quiet)


if "forkserver" in multiprocessing.get_all_start_methods():

    class QuietServer(context.ForkServerProcess):
        """A fork of a server."""

        @staticmethod
        def _Popen(process_obj: Any) -> Any:
            with _hidden():
                return context.ForkServerProcess._Popen(process_obj)

    class ServerContext(context.ForkServerContext):
        """Starts forks of a server that has everything loaded."""

        Process = QuietServer


__all__ = ["context_for"]
