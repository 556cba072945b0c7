"""The verdicts that come with a book, with their evidence: replayed, never believed.

A package of derivations may have a file of them beside its modules, so that the first look at the
book need not search.  A line that was changed has another name, and is searched for.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from ..kernel import Claim
from ..language import Term, to_json
from ..records.record import Verdict, reason_to_json
from ..writing.book import GROUP
from ..writing.sources import root_of

FILE = "proofs.json.gz"
MAX_BYTES = 16 << 20


def content(verdict: Verdict) -> list[Any]:
    """A verdict as plain data, without words: they are made of the evidence."""
    return [verdict.status, list(map(reason_to_json, verdict.reasons)), verdict.evidence]


def name(claim: Claim, others: tuple[Term, ...]) -> str:
    """What a claim's verdict stands under: a digest of all that was asked."""
    text = json.dumps([claim.to_json(), [to_json(t) for t in others]], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def find(claim: Claim, others: tuple[Term, ...]) -> Any:
    """What a book's file says of a claim, as `content` writes it; None if it says nothing."""
    return _all().get(name(claim, others))


@lru_cache(maxsize=1)
def _all() -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for package in sorted({point.value for point in entry_points(group=GROUP)}):
        with suppress(OSError, ValueError, EOFError):
            if (root := root_of(package)) is not None:
                found |= read((root / FILE).read_bytes())
    return found


def read(data: bytes) -> dict[str, Any]:
    """The verdicts of a file by name.  Raises ValueError, OSError or EOFError if it is damaged."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        text = file.read(MAX_BYTES + 1)
    found = json.loads(text) if len(text) <= MAX_BYTES else None
    if not isinstance(found, dict):
        raise ValueError("expected verdicts by name")
    return found


def write(path: Path, verdicts: Iterable[tuple[str, Verdict]]) -> None:
    """A file of verdicts: the same bytes for the same ones."""
    found = {name: content(verdict) for name, verdict in verdicts}
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
