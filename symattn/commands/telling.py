"""What `symattn check` prints and writes, in whatever format."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .derivation_lines import lines, summary
from .terminal import colours, say_json, say_page, spelled

if TYPE_CHECKING:
    from ..checking.checked_pages import CheckedPage, UnreadPage
    from ..records.record import CheckedDerivation
    from ..rendering.author_pages.page_in_text import PageText

OF_ONE_PAGE = ("html", "latex", "markdown")
WIDEST = 120


@dataclass(frozen=True)
class Telling:
    """Prints text as lines are finished; what is one document, at the end."""

    form: str = "text"
    output: Path | None = None
    explain: bool = False

    @property
    def as_it_comes(self) -> bool:
        return self.form == "text" and self.output is None

    def derivation(self, record: CheckedDerivation, foreign: bool) -> None:
        if self.as_it_comes:
            click.echo("\n".join(lines(record, self.explain, foreign)))

    def page(self, page: CheckedPage | UnreadPage, another: bool = False) -> None:
        for read in _read([page]) if self.as_it_comes else ():
            click.echo("\n" * another + page_text(self.explain).page(read))

    def end(
        self,
        records: list[CheckedDerivation],
        pages: Sequence[CheckedPage | UnreadPage],
        wrong: int,
        stopped: bool,
    ) -> None:
        """The counts of derivations, or the one document that was asked for."""
        if self.as_it_comes:
            if records:
                click.echo("\n".join(summary(records, wrong, stopped)))
            return
        read = _read(pages)
        if self.form in OF_ONE_PAGE and not read:
            return
        self.write(_document(self.form, records, pages, self.explain))
        if self.output is not None:
            for page in read:
                click.echo(page_text().count(page))
            if records:
                click.echo("\n".join(summary(records, wrong, stopped)))

    def write(self, text: str) -> None:
        if self.output is not None:
            from ..records.saving import write_text

            write_text(self.output, text)
        elif self.form in ("json", "sarif"):
            say_json(text.rstrip("\n"))
        else:
            say_page(text.rstrip("\n"), self.form)


def page_text(explain: bool = False) -> PageText:
    """How pages are told here: as wide as the terminal is, in colours where it has them."""
    from ..rendering.author_pages.page_in_text import PageText

    columns = min(WIDEST, shutil.get_terminal_size((100, 40)).columns)
    coloured = sys.stdout is not None and colours(sys.stdout)
    return PageText(columns, coloured, spelled, explain)


def _read(pages: Sequence[CheckedPage | UnreadPage]) -> list[CheckedPage]:
    from ..checking.checked_pages import CheckedPage

    return [page for page in pages if isinstance(page, CheckedPage)]


def _document(
    form: str,
    records: list[CheckedDerivation],
    pages: Sequence[CheckedPage | UnreadPage],
    explain: bool,
) -> str:
    """Everything in one document."""
    if form == "json":
        return _json(records, pages)
    if form == "sarif":
        from ..publishing.repaired_source import replacements
        from ..rendering.author_pages.page_in_sarif import pages_in_sarif
        from ..version import __version__

        return pages_in_sarif(pages, __version__, replacements)
    if form == "junit":
        from ..rendering.author_pages.page_in_junit import pages_in_junit

        return pages_in_junit(pages)
    if form == "html":
        from ..rendering.author_pages.page_in_html import page_in_html

        return page_in_html(_read(pages)[0])
    if form == "latex":
        from ..rendering.author_pages.marked_latex import marked_latex

        return marked_latex(_read(pages)[0])
    if form == "markdown":
        from ..rendering.author_pages.marked_markdown import marked_markdown

        return marked_markdown(_read(pages)[0])
    from ..rendering.author_pages.page_in_text import PageText

    shown = PageText(explain=explain)
    return "\n\n".join(map(shown.told, pages)) + "\n"


def _json(records: list[CheckedDerivation], pages: Sequence[CheckedPage | UnreadPage]) -> str:
    """One page is an object; all else is an array, of derivations and then of pages."""
    from ..rendering.author_pages.page_in_json import page_as_json, pages_in_json
    from ..rendering.formats import as_json

    if not records and pages:
        return pages_in_json(pages)
    text = as_json.render_all(records)
    more = "".join(f",\n{json.dumps(page_as_json(p), ensure_ascii=False)}" for p in pages)
    return text.rstrip("\n").removesuffix("]") + more + "]\n"
