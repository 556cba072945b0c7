"""The verdicts that come with a book, with their evidence: replayed, never believed.

A package of derivations may have a file of them beside its modules, so that the first look at the
book need not search.  A line that was changed has another name, and is searched for.  Verdicts with
bounds beside them stand in a file of their own.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..kernel import Claim
from ..language import Context, Term, context_to_json, to_json
from ..records.record import Verdict, reason_to_json
from ..writing.book import packages
from ..writing.sources import root_of

FILE, BOUNDS = "proofs.json.gz", "bounds.json.gz"
MAX_BYTES = 16 << 20
HEAD = re.compile(r'[{,]"([0-9a-f]{32})":')


def content(verdict: Verdict) -> list[Any]:
    """A verdict as plain data, without words: they are made of the evidence."""
    return [verdict.status, list(map(reason_to_json, verdict.reasons)), verdict.evidence]


def asked(claim: Claim, others: tuple[Term, ...]) -> bytes:
    """All that a verdict depends on, as text."""
    goal, beside = json.dumps(to_json(claim.goal)), json.dumps([to_json(t) for t in others])
    return f'[{{"context": {_context(claim.context)}, "goal": {goal}}}, {beside}]'.encode()


@lru_cache(maxsize=100)
def _context(context: Context) -> str:
    return json.dumps(context_to_json(context), sort_keys=True)


def name(text: bytes) -> str:
    """What a claim's verdict stands under: a digest of all that was asked."""
    return hashlib.sha256(text).hexdigest()[:32]


def find(text: bytes, beside: bool = False) -> Any:
    """What a book's file says of what was asked, as `content` writes it; None if nothing.

    With `beside`, nothing of a book that has no bounds.
    """
    wanted = name(text)
    return next((v for v in (file.under(wanted) for file in _all(beside)) if v is not None), None)


class Texts:
    """The text of a file, and where each verdict begins: that alone is decoded."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.begins = {head[1]: head.end() for head in HEAD.finditer(text)}

    def under(self, wanted: str) -> Any:
        """What stands under a name.  Raises ValueError if it is damaged."""
        at = self.begins.get(wanted)
        return None if at is None else json.JSONDecoder().raw_decode(self.text, at)[0]


@lru_cache(maxsize=2)
def _all(beside: bool) -> Sequence[Texts]:
    """The files that there are; what comes first counts."""
    found: list[Texts] = []
    for package in packages():
        with suppress(OSError, ValueError, EOFError):
            if (root := root_of(package)) is not None:
                names = (BOUNDS, FILE) if beside else (FILE,)
                found[:0] = [Texts(unpacked((root / name).read_bytes())) for name in names]
    return found


def read(data: bytes) -> dict[str, Any]:
    """The verdicts of a file by name.  Raises ValueError, OSError or EOFError if it is damaged."""
    found = json.loads(unpacked(data))
    if not isinstance(found, dict):
        raise ValueError("expected verdicts by name")
    return found


def unpacked(data: bytes) -> str:
    """The text of a file.  Raises ValueError, OSError or EOFError if it is damaged."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        text = file.read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise ValueError("expected a smaller file")
    return text.decode()


def write(path: Path, verdicts: Iterable[tuple[str, Verdict]]) -> None:
    """A file of verdicts: the same bytes for the same ones."""
    found = {name: content(verdict) for name, verdict in verdicts}
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
