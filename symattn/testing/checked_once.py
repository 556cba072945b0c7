"""Pages checked once in a run of the tests, by a checker that stays.

Processes that test at the same time share what they find by a folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from ..batches.queries import PageQuery
from ..batches.staying_checker import Checker
from ..search.clock import SECONDS_PER_STEP
from .page_outcomes import LineOutcome, outcomes_of

Found = dict[int, LineOutcome] | str


class CheckedOnce:
    """The outcomes of pages; `folder` is where other processes look for them, if there are any.

    Paths are told as seen from `root`.
    """

    def __init__(self, root: Path, setting: str, folder: Path | None) -> None:
        self.root, self.setting, self.folder = root, setting, folder
        self.checker: Checker | None = None
        self.known: dict[Path, Found] = {}

    def outcomes(self, page: Path) -> Found:
        """What came of each line of a page, by its number; or why there are no verdicts."""
        if page not in self.known:
            self.known[page] = self._shared(page)
        return self.known[page]

    def close(self) -> None:
        """End the worker."""
        if self.checker is not None:
            self.checker.close()
            self.checker = None

    def _shared(self, page: Path) -> Found:
        if self.folder is None:
            return self._checked(page)
        name = hashlib.sha256(str(page).encode("utf-8", "surrogateescape")).hexdigest()
        kept = self.folder / f"{name}.json"
        with _alone(self.folder / f"{name}.lock"):
            if kept.exists():
                return _from_json(json.loads(kept.read_text(encoding="utf-8")))
            found = self._checked(page)
            kept.write_text(json.dumps(_to_json(found)), encoding="utf-8")
            return found

    def _checked(self, page: Path) -> Found:
        if self.checker is None:
            self.checker = Checker(workers=1, seconds=SECONDS_PER_STEP)
        asked = PageQuery(path=str(page), setting=self.setting)
        found: Found = self.checker.submit(asked, then=partial(outcomes_of, self.root)).result()
        return found


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Wait until no other process is at it.  The system lets go of the lock of one that ends.

    Where there are no such locks (on Windows) a page may be checked by each process.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


def _to_json(found: Found) -> Any:
    return found if isinstance(found, str) else [[k, asdict(one)] for k, one in found.items()]


def _from_json(data: Any) -> Found:
    return data if isinstance(data, str) else {k: LineOutcome(**one) for k, one in data}
