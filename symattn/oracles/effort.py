"""Effort: what a search and its oracles have worked out, counted and not timed.

So the same claim gets the same verdict on a loaded machine, on a slow one, and after other claims.
The kernel counts products and values (`kernel/sizes.py`); what else takes long counts itself here:
steps of linear programmes, points tried, enclosures, polynomials factored.  One unit is about a
millionth of a second of an ordinary machine (`search/clock.py` says how that was measured).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from math import inf
from threading import local
from typing import Any, ParamSpec, TypeVar

from ..kernel.sizes import effort

P = ParamSpec("P")
T = TypeVar("T")


class OutOfEffort(BaseException):
    """A search went on far beyond its effort.

    No `Exception`: a search that goes on where one of its ways fails must not go on here.
    """


class _Fence(local):
    """Where a thread's present claim ends, and what is remembered while it is searched."""

    limit: float = inf
    memory: dict[Any, Any] | None = None


_fence = _Fence()


def spent() -> int:
    """What this thread has spent, since its outermost `counted` began if it is within one."""
    return effort.spent


def spend(units: int) -> None:
    """Count what is about to be done, or has been.  Raises OutOfEffort beyond the fence."""
    effort.spent += units
    if effort.spent > _fence.limit:
        raise OutOfEffort


@contextmanager
def counted(most: float) -> Iterator[None]:
    """A claim of its own: counted from 0, and stopped by OutOfEffort after `most` units."""
    before, limit, memory = effort.spent, _fence.limit, _fence.memory
    effort.spent, _fence.limit, _fence.memory = 0, min(most, limit - before), {}
    try:
        yield
    finally:
        effort.spent += before
        _fence.limit, _fence.memory = limit, memory


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Like `lru_cache`, but each claim is charged what it cost at first, the first time it asks.

    So a count does not depend on which claims came before.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=most)
        def costing(*args: Any) -> tuple[T, int]:
            before, memory = effort.spent, _fence.memory
            _fence.memory = {}  # what it costs by itself, whatever the claim knows already
            try:
                value = function(*args)  # type: ignore[call-arg]
            finally:
                _fence.memory = memory
            return value, effort.spent - before

        def charged(*args: Any) -> T:
            before = effort.spent
            value, cost = costing(*args)
            effort.spent = before
            spend(cost)
            return value

        return remembered_in_claim(wraps(function)(charged))  # type: ignore[arg-type]

    return decorate


def remembered_in_claim(function: Callable[P, T]) -> Callable[P, T]:
    """Remembered while one claim is searched, and no longer: what a deadline may cut short."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if _fence.memory is None or kwargs:
            return function(*args, **kwargs)
        key = function, args
        if key not in _fence.memory:
            _fence.memory[key] = function(*args, **kwargs)
        return _fence.memory[key]  # type: ignore[no-any-return]

    return run
