"""`symattn check --watch`: a page is checked again whenever its file changes.

Only lines that have changed are judged again: verdicts of the others are kept (checking/cache.py).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .page_files import PageFiles
from .telling import Telling, page_text

if TYPE_CHECKING:
    from ..checking.checked_pages import CheckedPage
    from ..rendering.author_pages.findings import Finding

SECONDS = 0.4
STOPPED = 130
Stamp = tuple[int, int]


def watched(
    names: list[str],
    files: PageFiles,
    told: Telling,
    wait: Callable[[], None] = lambda: time.sleep(SECONDS),
) -> int:
    """Check pages until Ctrl-C; gives the exit status."""
    from ..checking.checked_pages import CheckedPage

    stamps: dict[str, Stamp | None] = {}
    pages: dict[str, CheckedPage] = {}
    try:
        while True:
            for name in names:
                stamp = _stamp(name)
                if name in stamps and stamps[name] == stamp:
                    continue
                stamps[name] = stamp
                page = files.checked(name)
                if not isinstance(page, CheckedPage):
                    continue
                _tell(pages.get(name), page, told)
                pages[name] = page
            wait()
    except KeyboardInterrupt:
        return STOPPED


def _stamp(name: str) -> Stamp | None:
    """When a file was last written, and its size; None where there is none."""
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _tell(before: CheckedPage | None, page: CheckedPage, told: Telling) -> None:
    shown = page_text(told.explain)
    if told.output is not None:
        told.end([], [page], 0, False)
    elif before is None:
        click.echo(shown.page(page))
    else:
        blocks = [shown.finding(page, one) for one in changed(before, page)]
        click.echo("\n".join(["", *blocks, shown.count(page)]))


def changed(before: CheckedPage, page: CheckedPage) -> Iterator[Finding]:
    """The lines that were not there with this verdict before."""
    from ..rendering.author_pages.findings import findings

    def known(one: Finding, of: CheckedPage) -> tuple[str, str, str]:
        text = of.page.document.text[one.start : one.end]
        read = one.line.line.read if one.line is not None else ""
        return text, read, one.verdict

    left = Counter(known(one, before) for one in findings(before))
    for one in findings(page):
        if not one.verdict:
            continue
        if left[known(one, page)]:
            left[known(one, page)] -= 1
        else:
            yield one
