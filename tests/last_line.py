"""The verdict on one line at the end of a page."""

from __future__ import annotations

import symattn


def verdict_of(line: str, page: str) -> str:
    """What is said of a display behind a page in Markdown."""
    text = f"{page}\n\n$${line}$$\n"
    return symattn.check_page(text=text, format="markdown").lines[-1].verdict
