"""The pages of a book as they were written: claims and words, read without running anything.

A derivation's function runs SymPy, which takes longer to import than all proofs of a question to
replay.  A package of derivations may have a file of what its functions write; it counts as long as
no source of the package has changed, and where the cache is not chosen otherwise (SYMATTN_CACHE).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..language import Context, TermError, context_from_json, context_to_json, from_json, to_json
from ..writing.book import Entry
from ..writing.sources import root_of, sources
from ..writing.step import Step
from .book_proofs import read

FILE = "written.json.gz"
Page = tuple[Context, list[Step]]


def written(entry: Entry) -> Page:
    """The hypotheses and steps of a derivation.  Raises AuthoringError."""
    return find(entry) or entry.load().steps()


def find(entry: Entry) -> Page | None:
    """What the package's file says of it; None if it says nothing, or of other sources."""
    if os.environ.get("SYMATTN_CACHE"):
        return None
    with suppress(ValueError, KeyError, TypeError, TermError):
        return _from_json(_pages(entry.module.partition(".")[0])[entry.id])
    return None


@lru_cache(maxsize=8)
def _pages(package: str) -> dict[str, Any]:
    with suppress(OSError, ValueError, EOFError, KeyError):
        if (root := root_of(package)) is not None:
            found = read((root / FILE).read_bytes())
            if found["sources"] == digest(package):
                return dict(found["pages"])
    return {}


def digest(package: str) -> str:
    """Of all sources of a package, with their names."""
    found = hashlib.sha256()
    root = root_of(package)
    for one in sources(root, package) if root is not None else ():
        found.update(f"{one.module} {len(one.data)} ".encode() + one.data)
    return found.hexdigest()


def write(path: Path, package: str, pages: Iterable[tuple[str, Page]]) -> None:
    """A file of pages: the same bytes for the same ones."""
    data = {"sources": digest(package), "pages": {id: _to_json(page) for id, page in pages}}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _to_json(page: Page) -> dict[str, Any]:
    context, steps = page
    return {
        "context": context_to_json(context),
        "steps": [{**vars(s), "goal": None if s.goal is None else to_json(s.goal)} for s in steps],
    }


def _from_json(data: Any) -> Page:
    steps = [
        Step(**{**s, "goal": None if s["goal"] is None else from_json(s["goal"])})
        for s in data["steps"]
    ]
    return context_from_json(data["context"]), steps
