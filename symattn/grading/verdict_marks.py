"""Marks of verdicts and formulas as a class sees them: told by their shape, before any colour."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from ..rendering.author_pages.findings import SAID_IN_FULL
from ..rendering.author_pages.page_math import page_math, plain_source
from ..rendering.formulas.mathml import versions

SAID = {**SAID_IN_FULL, "missing": "not found on the page"}
ROOM = (15.5,)


def mark(verdict: str) -> str:
    """A verdict by its shape, with its name for who cannot see it."""
    said = SAID[verdict]
    if verdict == "missing":
        return f'<span class="verdict missing" title="{said}">·<span class=sr>{said}</span></span>'
    return (
        f'<span class="verdict {verdict}" title="{said}"><svg aria-hidden="true"><use '
        f'href="#m-{verdict}"/></svg><span class=sr>{said}</span></span>'
    )


@lru_cache(maxsize=4096)
def formula(latex: str) -> str:
    """LaTeX of a page as a formula; as the source that it is where it cannot be drawn."""
    source = plain_source(latex.replace("&", " "))
    node = page_math(source, {})
    if node is None:
        return f"<code>{escape(source)}</code>"
    drawn = versions(node, node, source, ROOM, display=False)
    return f"<span class=scroll>{drawn}</span>"
