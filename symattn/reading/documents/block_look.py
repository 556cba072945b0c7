"""A look at a file's bytes for what begins a symattn block, before anything reads the page."""

from __future__ import annotations

import re
from pathlib import Path

_BLOCK = re.compile(rb"(?:`{3}|~{3})[ \t{.]*symattn\b|%%[ \t]*symattn\b")


def may_have_block(file: Path) -> bool:
    """Whether it may: the reader decides.  So it does of a file that cannot be opened."""
    try:
        return begins_block(file.read_bytes())
    except OSError:
        return True


def begins_block(data: bytes) -> bool:
    """Whether a block seems to begin in text."""
    return _BLOCK.search(data) is not None
