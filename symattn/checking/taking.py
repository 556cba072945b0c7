"""Work that several workers share: each takes what no other has taken, and notes it in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory


@contextmanager
def folder() -> Iterator[str]:
    """Where workers note what they take; "" if no file can be written: then there is one worker."""
    try:
        made = TemporaryDirectory(prefix="symattn-")
    except OSError:
        yield ""
        return
    with made as name:
        yield name


def take(taken: str, k: int) -> bool:
    """Whether a job is this process's from now on."""
    if not taken:
        return True
    try:
        os.close(os.open(os.path.join(taken, str(k)), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True
