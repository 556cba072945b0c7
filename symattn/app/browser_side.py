"""What a browser's worker calls: JSON in, JSON out, one thread and no processes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..checking.checked_pages import CheckedPage
from ..kernel import Rejected
from ..language import SymattnError, TermError
from ..reading.documents.pieces import PageError
from ..reading.whole_pages.page_lines import ReadPage
from .live_pages import KeptVerdicts, Looked, before_verdicts, looked_at, read
from .page_views import Data, internal_error, unread

_kept = KeptVerdicts()
_read = lru_cache(maxsize=4)(read)  # a page that was just looked at, and the first example


class Desk:
    """The page that is being looked at."""

    def __init__(self) -> None:
        self.going: Iterator[Data | Looked] = iter(())
        self.checked: CheckedPage | None = None
        self.page: ReadPage | None = None

    def begin(self, asked: str) -> str:
        """Read a page; what is understood of it, or why nothing is."""
        given = json.loads(asked)
        self.going = iter(())
        return _told(lambda: self._begin(given))

    def _begin(self, given: Any) -> Data:
        page = _read(given["text"], given["form"], given.get("setting") or "")
        self.going = looked_at(page, _kept, given.get("put_off", {}))
        self.page = page
        return {"kind": "read"}

    def drawn(self) -> str:
        """The page with its formulas set, before all verdicts are there."""
        page = self.page
        return _told(lambda: {"kind": "read"} if page is None else before_verdicts(page))

    def go_on(self) -> str:
        """What happens next, and at the end the page; "" where there is nothing more."""
        return _told(self._go_on)

    def _go_on(self) -> Data:
        found = next(self.going, None)
        if isinstance(found, Looked):
            self.checked = found.checked
            return found.view()
        return found or {"kind": "nothing"}

    def take(self, line: int, repair: int) -> str:
        """The edit that puts a repair into the page."""
        from .taken_repairs import taken

        if self.checked is None:
            return json.dumps({"kind": "no edit", "why": "the page has not been looked at"})
        checked = self.checked
        return _told(lambda: taken(checked, line, repair))

    def html(self) -> str:
        """The page as a file of its own, with a name for it."""
        from .page_titles import kept_page

        checked = self.checked
        return _told(lambda: {"kind": "nothing"} if checked is None else kept_page(checked))


def warm(text: str) -> None:
    """Read a page and judge its first line, for what is made only once: the heap is kept with it.

    The verdict is not kept: who is told of it has to see it replayed.
    """
    going = looked_at(_read(text, "markdown", ""), KeptVerdicts(), {})
    next(
        (found for found in going if isinstance(found, Looked) or found["kind"] == "verdict"), None
    )


def replay(found: str) -> str:
    """Whether the kernel bears out what another worker has found."""
    given = json.loads(found)
    try:
        good = _kept.borne_out(given["claim"], given["others"], given["content"])
    except (Rejected, TermError, ValueError, KeyError, TypeError, RecursionError):
        good = False
    return json.dumps({"kind": "replayed", "name": given["name"], "good": good})


def _told(what: Any) -> str:
    try:
        return json.dumps(what(), ensure_ascii=False)
    except (PageError, SymattnError) as error:
        return json.dumps(unread(str(error)))
    except RecursionError:
        return json.dumps(unread("this is nested too deeply"))
    except MemoryError:
        return json.dumps(unread("this needed more memory than there is"))
    except Exception as error:
        return json.dumps(unread(internal_error(error)))


__all__ = ["Desk", "replay", "warm"]
