"""A look at a file's bytes for what begins a symattn block, before anything reads the page."""

from __future__ import annotations

import re
from pathlib import Path

_BLOCK = re.compile(rb"(?:`{3}|~{3})[ \t{.]*symattn\b|%%[ \t]*symattn\b")


def may_have_block(file: Path) -> bool:
    """Whether it may: the reader decides.  So it does of a file that cannot be opened."""
    try:
        return _BLOCK.search(file.read_bytes()) is not None
    except OSError:
        return True
