"""From verdicts to pages: every format, by its name.

A checked derivation becomes a document, and the document one file per format.

Decides nothing and searches nothing: imports `symattn.language` and `symattn.records.record` only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from symattn.records.record import CheckedDerivation

from .formats import as_json
from .formats.html import Html
from .formats.latex import Latex
from .formats.latex_plain import PlainLatex
from .formats.markdown import Markdown
from .formats.page_markdown import PageMarkdown
from .formats.text import Text
from .pages.backend import Backend, render
from .pages.rows import Details, no_details


class Format(Protocol):
    """Checked derivations as text, perhaps with the lines within steps."""

    def __call__(
        self, records: Sequence[CheckedDerivation], details: Details = no_details
    ) -> str: ...


def _by(backend: Callable[[], Backend]) -> Format:
    def made(records: Sequence[CheckedDerivation], details: Details = no_details) -> str:
        return render(backend(), records, details)

    return made


FORMATS: dict[str, Format] = {
    "latex": _by(PlainLatex),
    "text": _by(Text),
    "markdown": _by(Markdown),
    "page-markdown": _by(PageMarkdown),
    "html": _by(Html),
    "json": as_json.render_all,
}

__all__ = ["FORMATS", "Html", "Latex", "Markdown", "PlainLatex", "Text", "render"]
