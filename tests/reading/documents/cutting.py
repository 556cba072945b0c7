"""A page in few words: what kind each piece is, and what stands in it."""

from __future__ import annotations

from pathlib import Path

from symattn.reading.documents.loading import parse
from symattn.reading.documents.pieces import Document, Form


def shown(page: Document, *kinds: str) -> list[tuple[str, str]]:
    """The pieces of some kinds, or of all but prose and what is outside."""
    wanted = kinds or ("inline", "display", "heading", "declaration")
    return [
        (piece.kind, page.text[piece.start : piece.end])
        for piece in page.pieces
        if piece.kind in wanted
    ]


def cut(text: str, form: Form = "markdown", folder: Path | None = None) -> list[tuple[str, str]]:
    return shown(parse(text, form, "page", folder))


def said(text: str, form: Form = "markdown", folder: Path | None = None) -> list[str]:
    """The problems of a page, each with its line and column."""
    page = parse(text, form, "page", folder)
    return [f"{page.place(found.start)}: {found.message}" for found in page.problems]
