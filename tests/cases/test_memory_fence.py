"""A worker has its memory beside that of the process that asks."""

from __future__ import annotations

import mmap
import subprocess
import sys

import pytest

import symattn
from symattn.checking import memory_fence


@pytest.mark.skipif(sys.platform == "win32", reason="address space of POSIX")
def test_one_that_has_much_already_gets_its_verdicts() -> None:
    """3 GiB are more than a worker may need: a notebook with a model in it has that."""
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    with mmap.mmap(-1, 3 << 30, flags=flags, prot=mmap.PROT_READ):
        assert symattn.check("1a-gaps").verdict == "proved"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells and holds it")
def test_what_comes_to_it_is_fenced() -> None:
    taking = "import sys; from symattn.checking.memory_fence import fence_memory; fence_memory(64)"
    for size, status in ((16, 0), (200, 1)):
        run = subprocess.run(
            [sys.executable, "-c", f"{taking}; bytearray({size} << 20)"], capture_output=True
        )
        assert run.returncode == status, run.stderr
        assert (b"MemoryError" in run.stderr) == bool(status)


def test_where_nobody_tells_it_is_counted_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.open", lambda *args, **more: (_ for _ in ()).throw(OSError()))
    assert memory_fence._taken(4096) == 0
