"""What a page that is kept is called: by its first heading, or by the setting that it is about."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from ..checking.checked_pages import CheckedPage
from ..reading.whole_pages.page_lines import ReadPage
from ..rendering.author_pages.page_in_html import page_in_html
from .page_views import Data

UNNAMED = "page"
_LONGEST_TITLE, _LONGEST_NAME = 120, 60
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_SAID_BY = re.compile(r"\\(?:emph|text\w*|math[a-z]+|label\{[^{}]*\})")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def title_of_page(page: ReadPage) -> str:
    """Its first heading that says something, in plain text; else its setting; else `page`."""
    document = page.document
    for piece in document.pieces:
        if piece.kind == "heading" and (said := _plain(document.text[piece.start : piece.end])):
            return said
    return next((one.setting for one in page.declared if one.setting), UNNAMED)


def file_name(title: str) -> str:
    """A name for its file that no system takes for anything else: letters, digits, - and _.

    >>> file_name("Two values: ½(v_a + v_b)?")
    'Two-values-½-v_a-v_b.html'
    >>> file_name("../aux")
    'page-aux.html'
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", title))
    name = "-".join(words)[:_LONGEST_NAME].strip("-_")
    return f"{UNNAMED}-{name}.html" if _RESERVED.fullmatch(name) else f"{name or UNNAMED}.html"


def kept_page(checked: CheckedPage) -> Data:
    """The page as a file of its own, under its title, and a name for the file."""
    title = title_of_page(checked.page)
    document = replace(checked.page.document, name=title)
    titled = replace(checked, page=replace(checked.page, document=document))
    return {"kind": "html", "html": page_in_html(titled), "name": file_name(title)}


def _plain(heading: str) -> str:
    """A heading without its markup; a command of a formula by its name."""
    said = _COMMAND.sub(r" \1 ", _SAID_BY.sub("", _LINK.sub(r"\1", heading)))
    shown = "".join(c if c.isprintable() else " " for c in re.sub(r"[$*`{}\\]|<[^<>]*>", "", said))
    return " ".join(shown.split())[:_LONGEST_TITLE]


__all__ = ["file_name", "kept_page", "title_of_page"]
