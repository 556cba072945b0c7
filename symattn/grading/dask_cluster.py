"""Submissions graded by a Dask cluster: each is one task, sent with everything that it needs.

The verdicts are those of this machine.  A process of the cluster cannot be stopped from here within
a page: the limits of the search itself hold there, and a page that does not come back is named.
"""

from __future__ import annotations

import queue
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..checking.workers import ON_THE_WALL
from ..writing.book import BookError
from .page_grader import Graded, ToGrade, grade, nothing

CONNECT = 15.0
ADDRESS = re.compile(r"([a-z]+://)?(\[[^]]+\]|[^\s:/]+):[0-9]{1,5}")
MISSING = (
    "--scheduler needs Dask, and it is not installed here; `pip install 'symattn[cluster]'` "
    "brings it"
)


def graded_by_cluster(tasks: Iterable[ToGrade], address: str) -> Iterator[tuple[ToGrade, Graded]]:
    """Tasks with what comes of them, as they are finished.

    Raises BookError, with one line, where Dask is missing or no scheduler answers.
    """
    client = _client(address)
    done: queue.Queue[Any] = queue.Queue()
    waiting: dict[Any, ToGrade] = {}
    try:
        for task in tasks:
            future = client.submit(grade, task, pure=False, retries=1)
            waiting[future] = task
            future.add_done_callback(done.put)
        while waiting:
            longest = max(task.seconds for task in waiting.values())
            try:
                future = done.get(timeout=ON_THE_WALL * longest)
            except queue.Empty:
                for future, task in list(waiting.items()):
                    yield task, nothing(task, "the cluster has not come back with it")
                    waiting.pop(future)
                return
            yield from _found(future, waiting.pop(future))
    finally:
        client.cancel(list(waiting))
        client.close()


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError:
        raise BookError(MISSING) from None
    if not ADDRESS.fullmatch(address):
        raise BookError(
            f"--scheduler {address[:80]}: expected an address with its port, as in "
            "tcp://127.0.0.1:8786"
        )
    try:
        client: Any = distributed.Client
        return client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        why = str(error).splitlines()[0][:120]
        raise BookError(f"--scheduler {address}: no scheduler answers there: {why}") from None


def _found(future: Any, task: ToGrade) -> Iterator[tuple[ToGrade, Graded]]:
    if future.status == "finished":
        yield task, future.result()
        return
    error = future.exception() if future.status == "error" else None
    name = type(error).__name__ if error is not None else future.status
    yield task, nothing(task, f"the cluster could not grade it: {name}")
