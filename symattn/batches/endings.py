"""Answers to what no worker came back from: one line that says how it ended."""

from __future__ import annotations

import signal
from contextlib import suppress
from typing import Any

from ..asking.answers import Answer
from .judging_here import id_of
from .queries import Asked, ClaimQuery, query_of
from .reply import Reply
from .worker_side import OUT_OF_TIME


def ended(number: int, asked: Asked, seconds: float, megabytes: int, status: int) -> Reply:
    """The answer to a query whose worker has ended with a status: undecided, and why."""
    if status == OUT_OF_TIME:
        why = f"the search took longer than {seconds:g} seconds and was stopped"
    elif status == -9 or status == -int(signal.SIGTERM):
        why = f"the worker was killed, twice (signal {-status})"
    else:
        why = f"the search needed more than {megabytes} MiB of memory, or crashed (status {status})"
    return undecided(number, asked, why)


def undecided(number: int, asked: Asked, why: str) -> Reply:
    """An answer that decides nothing: of a claim as `ask` gives it, of a page an error."""
    query = None
    with suppress(Exception):
        query = query_of(asked)
    name = id_of(asked)
    if not isinstance(query, ClaimQuery):
        return Reply(number, name, "undecided", why)
    data: dict[str, Any] = {
        "verdict": "undecided", "claim": query.claim, "witness": None, "repair": [], "edits": [],
        "why": why, "evidence": None,
    }  # fmt: skip
    answer = Answer(data, f"not decided\n  why: {why}", "")
    return Reply(number, name, "undecided", answer=answer)


__all__ = ["ended", "undecided"]
