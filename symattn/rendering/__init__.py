"""From verdicts to pages.

A checked derivation becomes a document, and the document one file per format (`all_formats.py`,
which is loaded where one of them is asked for: an answer to a question needs none).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .all_formats import FORMATS, Html, Latex, Markdown, PlainLatex, Text, render

__all__ = ["FORMATS", "Html", "Latex", "Markdown", "PlainLatex", "Text", "render"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import all_formats

    return getattr(all_formats, name)
