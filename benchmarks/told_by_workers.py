"""What workers of a checker send back for the benchmarks: a module, so that they can import it."""

from __future__ import annotations

import time

from symattn.batches.reply import Reply

_last = [0.0]


def verdict_and_time(reply: Reply) -> tuple[str, float]:
    """The verdict, and the processor's time since the answer before."""
    now = time.process_time()
    spent, _last[0] = now - _last[0], now
    return reply.verdict, spent
