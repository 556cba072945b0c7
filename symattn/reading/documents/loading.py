"""A page's file, or its text, made a document."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from .cuts import Cuts
from .latex_inclusions import with_inclusions
from .latex_pages import cut_latex
from .markdown_pages import cut_markdown
from .notebook_pages import cut_notebook
from .other_form import read_otherwise
from .pieces import Document, Form, LineStart, PageError
from .text_files import checked_text, file_text

FORMS: dict[str, Form] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".tex": "latex",
    ".ipynb": "notebook",
}
"""What a file is, by the end of its name."""


def load(path: str | Path, form: Form | None = None) -> Document:
    """The document in a file; what it is follows from its name if `form` does not say.

    PageError if it cannot be read: no such file, a folder, no text, too large, of no known form.
    """
    file = Path(path)
    name = str(path)
    text = file_text(file, name)
    known = form or FORMS.get(file.suffix.lower())
    if known is None:
        raise PageError(
            f"{name}: a page in Markdown (.md), LaTeX (.tex) or a notebook (.ipynb) was expected,"
            f" found {file.suffix or 'a name without an end'}; say --input markdown or latex"
        )
    if not text.strip():
        raise PageError(f"{name}: a page with text was expected, found an empty file")
    return _document(text, known, name, file.parent)


def parse(text: str, form: Form, name: str = "<stdin>", folder: Path | None = None) -> Document:
    """The document in a text; files that LaTeX includes are looked for below `folder`.

    >>> page = parse("# Sums\\nHence $a + b = c$.", "markdown", "page.md")
    >>> [(piece.kind, page.text[piece.start : piece.end]) for piece in page.pieces]
    [('heading', 'Sums'), ('prose', '\\nHence '), ('inline', 'a + b = c'), ('prose', '.')]
    >>> str(page.place(page.pieces[2].start))
    'page.md:2:8'
    """
    return _document(checked_text(text, name), form, name, folder)


def _document(text: str, form: Form, name: str, folder: Path | None) -> Document:
    if form == "notebook":
        cuts, lines = cut_notebook(text, name)
        return _made(name, form, cuts, lines)
    if form == "latex":
        whole = with_inclusions(text, name, folder)
        cuts = cut_latex(whole.text)
        cuts.problems += whole.problems
        return _made(name, form, cuts, whole.lines)
    lines = tuple(LineStart(name, k + 1) for k in range(text.count("\n") + 1))
    return _made(name, form, cut_markdown(text), lines)


def _made(name: str, form: Form, cuts: Cuts, lines: tuple[LineStart, ...]) -> Document:
    pieces = cuts.with_prose()
    return Document(
        name,
        form,
        cuts.text,
        pieces,
        lines,
        MappingProxyType(dict(cuts.macros)),
        (*read_otherwise(cuts.text, pieces, form), *cuts.problems_in_order()),
    )
