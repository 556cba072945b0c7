"""From verdicts to pages: a checked derivation becomes a document, and the document one file per format.

Decides nothing and searches nothing: imports `symattn.terms` and `symattn.record` only.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence

from symattn.record import CheckedDerivation

from . import as_json
from .backend import render
from .html import Html
from .latex import Latex
from .latex_plain import PlainLatex
from .markdown import Markdown
from .text import Text

FORMATS: dict[str, Callable[[Sequence[CheckedDerivation]], str]] = {
    "latex": lambda records: render(PlainLatex(), records),
    "text": lambda records: render(Text(), records),
    "markdown": lambda records: render(Markdown(), records),
    "html": lambda records: render(Html(), records),
    "json": as_json.render_all,
}

__all__ = ["FORMATS", "Html", "Latex", "Markdown", "PlainLatex", "Text", "render"]
