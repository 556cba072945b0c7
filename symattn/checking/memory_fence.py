"""How much memory a worker may need, beyond what it has when it begins.

A worker that is forked has the address space of the process that asked, which may be a notebook
with gigabytes of its own: what counts is what comes to it.
"""

from __future__ import annotations

import contextlib


def fence_memory(megabytes: int) -> None:
    """From now on this process may take so many MiB more; then it gets a MemoryError.

    Nothing is fenced where the system cannot do that.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = _taken(resource.getpagesize()) + (megabytes << 20)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _taken(page: int) -> int:
    """The address space that this process has, in bytes; 0 where nobody tells (only Linux does)."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * page
    except (OSError, ValueError, IndexError):
        return 0
