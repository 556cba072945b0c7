"""What was found out about claims before, kept in the user's cache folder.

A verdict's evidence is replayed, never believed.

An entry's name is made of the claim, the versions, and the text of what searches and checks:
whatever changes in any of them is looked for anew. No words are kept: they are made of the
evidence.  A damaged entry, or one whose evidence does not replay, is as good as none.  What comes
with the book is looked at first.  SYMATTN_CACHE names another folder, and nothing else is looked
at, or is "off".
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..kernel import FORMAT, KERNEL, Claim, Rejected
from ..language import Term, TermError
from ..records.judging import judge
from ..records.record import Verdict, reason_from_json
from ..records.saving import SavingError, write_text
from ..version import __version__
from ..writing.sources import root_of, sources
from . import book_proofs

MOST_ENTRIES = 20_000
MAX_BYTES = 8 << 20
# Rooms that no search and no check goes into: what is in them changes no verdict on a claim.
IDLE = (
    "asking", "batches", "commands", "grading", "interface", "ledger", "oracles", "pictures",
    "publishing", "reading", "rendering", "results", "words",
)  # fmt: skip


def folder() -> Path | None:
    """Where entries are kept; None if nothing is to be kept."""
    chosen = os.environ.get("SYMATTN_CACHE", "")
    if chosen:
        return None if chosen.lower() in ("off", "0", "no") else Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "symattn" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "symattn"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "symattn"


@lru_cache(maxsize=1)
def _mark() -> bytes:
    """The versions, and the text of all that searches and checks, and what that is made of."""
    digest = hashlib.sha256(f"{__version__} {FORMAT} {KERNEL} {sys.version_info[:2]}".encode())
    root = root_of("symattn")
    for one in sources(root, "symattn", IDLE) if root is not None else ():
        digest.update(one.data)
    return digest.digest()


def _place(text: bytes, beside: bool) -> Path | None:
    """The file of what was asked."""
    if (base := folder()) is None:
        return None
    name = hashlib.sha256(_mark() + bytes([beside]) + text).hexdigest()
    return base / name[:2] / f"{name[2:]}.json"


def prepare(beside: bool) -> None:
    """Read what all workers look into, once and before there are any: forks have it then."""
    if not os.environ.get("SYMATTN_CACHE"):
        book_proofs.find(b"", beside)


def find(claim: Claim, beside: bool, others: tuple[Term, ...] = ()) -> Verdict | None:
    """The verdict that was kept, borne out again by the kernel.

    None if there is none, or it is damaged.
    """
    text = book_proofs.asked(claim, others)
    if not os.environ.get("SYMATTN_CACHE"):
        with suppress(ValueError, KeyError, TypeError, Rejected, TermError, RecursionError):
            if (kept := book_proofs.find(text, beside)) is not None and (
                found := _replayed(claim, kept)
            ):
                return found
    for with_bounds in (False, True):
        if with_bounds >= beside and (place := _place(text, with_bounds)) is not None:
            with suppress(
                OSError, ValueError, KeyError, TypeError, Rejected, TermError, RecursionError
            ):
                if place.stat().st_size > MAX_BYTES:
                    continue
                data: Any = json.loads(place.read_text(encoding="utf-8"))
                if data["sum"] == _sum(data["verdict"]) and (
                    found := _replayed(claim, data["verdict"], with_bounds and not beside)
                ):
                    return found
    return None


def _replayed(claim: Claim, content: Any, without_bounds: bool = False) -> Verdict | None:
    """The verdict if its evidence bears it out."""
    status, reasons, evidence = content
    if without_bounds and isinstance(evidence, dict):
        evidence = {key: value for key, value in evidence.items() if key != "bounds"}
    if judge(claim, evidence)[0] != status:
        return None
    return Verdict(str(status), evidence, tuple(map(reason_from_json, reasons)))


def keep(claim: Claim, beside: bool, others: tuple[Term, ...], verdict: Verdict) -> None:
    """Keep a verdict, if there is a place for it."""
    if (place := _place(book_proofs.asked(claim, others), beside)) is None:
        return
    content = book_proofs.content(verdict)
    with suppress(OSError, SavingError):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_text(
            place,
            json.dumps(
                {"sum": _sum(content), "verdict": content},
                ensure_ascii=False,
                separators=(",", ":"),
            ),
        )


def _sum(content: Any) -> str:
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


def tidy() -> None:
    """Remove the oldest entries where there are too many."""
    base = folder()
    if base is None:
        return
    with suppress(OSError):
        entries = [(entry.stat().st_mtime, entry) for entry in base.glob("??/*.json")]
        for _, entry in sorted(entries)[: max(0, len(entries) - MOST_ENTRIES)]:
            entry.unlink(missing_ok=True)
