"""Pages from files or standard input, read and checked; what cannot be read costs a line."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..reading.documents.block_look import may_have_block
from ..reading.documents.pieces import Document, PageError, declares
from .choosing import Complaints
from .terminal import Progress

if TYPE_CHECKING:
    from ..checking.checked_pages import CheckedPage, UnreadPage
    from ..reading.whole_pages.page_lines import PageLine, ReadPage

NAME = "<stdin>"
MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class PageFiles:
    """How pages are read: in what language, with which setting, and who hears of problems.

    With `if_declared`, those that have no symattn block are passed over.
    """

    source: str | None
    setting: str | None
    bounds: bool
    wrong: Complaints
    if_declared: bool = False

    def checked(self, name: str) -> CheckedPage | UnreadPage | None:
        """A page with its verdicts, or why it cannot be read (also a line); None if passed over."""
        from ..checking.checked_pages import UnreadPage

        progress = Progress()
        try:
            if self.if_declared and name != "-" and not may_have_block(Path(name)):
                return None
            progress.say(f"reading {name} …")
            page = self.read(name)
            if self.if_declared and not declares(page.document):
                return None
            return self.judged(page, progress)
        except PageError as error:
            progress.clear()
            self.wrong(str(error))
            named = NAME if name == "-" else name
            return UnreadPage(named, str(error).removeprefix(f"{named}: "))
        finally:
            progress.clear()

    def read(self, name: str) -> ReadPage:
        """A page as it is understood.  Raises PageError."""
        from ..reading.whole_pages.page_reader import read_page
        from ..reading.whole_pages.settings_beside import settings_for

        folder = Path() if name == "-" else Path(name).parent
        page = _document(name, self.source)
        return read_page(page, settings_for(folder), self.setting or "")

    def judged(self, page: ReadPage, progress: Progress | None = None) -> CheckedPage:
        """A page with its verdicts; on a terminal, with what is being worked on."""
        from ..checking.page_checks import check_page

        def tick(line: PageLine, spent: float) -> None:
            if progress is not None and spent >= 1:
                progress.say(f"checking {page.document.place(line.start)} … {spent:.0f} s")

        return check_page(page, beside=self.bounds, tick=tick)


def _document(name: str, source: str | None) -> Document:
    from ..reading.documents.loading import load, parse

    form = "latex" if source == "latex" else "markdown" if source == "markdown" else None
    if name != "-":
        return load(name, form)  # type: ignore[arg-type]
    if form is None:
        raise PageError(f"{NAME}: expected --input markdown or --input latex, found neither")
    if sys.stdin is None:
        raise PageError(f"{NAME}: there is no standard input")
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PageError(
            f"{NAME}: text in UTF-8 was expected, found something else at byte {error.start}"
        ) from None
    return parse(text, form, NAME, Path())  # type: ignore[arg-type]
