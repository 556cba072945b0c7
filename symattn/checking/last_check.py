"""Verdict counts of the last check, kept for `symattn list`.  Losing them loses nothing."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..version import __version__

if TYPE_CHECKING:
    from ..records.record import CheckedDerivation
    from ..writing.book import Entry


def _file() -> Path:
    return Path(click.get_app_dir("symattn")) / "last-check.json"


def _mark(entry: Entry) -> str:
    """Changes with the derivation's file and with symattn: older counts do not show."""
    return hashlib.sha256((entry.stamp + __version__).encode()).hexdigest()[:16]


def _all() -> dict[str, Any]:
    try:
        data = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def remember(checked: Iterable[tuple[Entry, CheckedDerivation]]) -> None:
    """Keep the counts, if there is a place for them."""
    found = {
        entry.id: [_mark(entry), Counter(step.verdict.status for step in record.steps)]
        for entry, record in checked
    }
    if not found:
        return
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        mine = _file().with_suffix(f".{os.getpid()}")  # a reader finds the old file or the new one
        mine.write_text(json.dumps(_all() | found), encoding="utf-8")
        mine.replace(_file())
    except OSError:
        pass


def counts(entry: Entry) -> dict[str, int]:
    """How often each verdict was given when this version of the derivation was last checked.

    Empty if it never was.
    """
    saved = _all().get(entry.id)
    if not (
        isinstance(saved, list)
        and len(saved) == 2
        and saved[0] == _mark(entry)
        and isinstance(saved[1], dict)
    ):
        return {}
    order = ("proved", "conditional", "refuted", "undecided", "outside")
    return {s: saved[1][s] for s in order if isinstance(saved[1].get(s), int)}
