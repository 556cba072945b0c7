"""Claims that make trouble: what a worker does with them is set in an environment variable.

They are read by `then`, which a checker runs where a claim was judged.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from symattn.batches.reply import Reply


def kill_once(judged: Reply) -> Reply:
    """The worker is killed the first time that it is at the claim called "kill-once"."""
    if str(judged.id).startswith("kill-once"):
        mark = Path(str(judged.id).partition(":")[2])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return judged


def make_trouble(judged: Reply) -> Reply:
    """What the name of a claim says is done to its worker, whenever it comes."""
    if judged.verdict == "undecided":
        return judged  # it is told of by the process that asked
    if judged.id == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if judged.id == "crash":
        os.abort()
    if judged.id == "eat":
        bytearray(64 << 30)
    if judged.id == "endless":
        while True:
            pass
    if judged.id == "asleep":
        time.sleep(3600)
    return judged


def pid(judged: Reply) -> int:
    return os.getpid()
