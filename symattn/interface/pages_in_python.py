"""Pages in Python: read, and checked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..checking.page_checks import check_page as checked
from ..reading.documents.loading import FORMS, load, parse
from ..reading.documents.pieces import Document, Form, PageError
from ..reading.whole_pages.page_lines import ReadPage
from ..reading.whole_pages.page_reader import read_page as understood
from ..reading.whole_pages.settings_beside import settings_for
from ..rendering.author_pages.page_as_read import page_as_read
from ..results.page_results import PageResult
from ..results.wrong_arguments import ArgumentError, flag, one_of, seconds_of, shown, text_of_kind
from ..search.clock import SECONDS_PER_STEP

NAME = "<text>"
LONGEST_NAME = 1024
FORMATS = ("markdown", "latex", "notebook")
Format = Literal["markdown", "latex", "notebook"]


@dataclass(frozen=True, repr=False)
class PageReading:
    """What is understood of a page, before anything is judged.

    `check_page` takes it in place of the file.

    >>> found = read_page(text="Let $x > 0$. Then $x + 1 > 1$.", format="markdown")
    >>> found.declared, check_page(found).verdict
    (('x > 0',), 'proved')
    """

    page: ReadPage

    @property
    def name(self) -> str:
        """The file, or <text>."""
        return self.page.document.name

    @property
    def declared(self) -> tuple[str, ...]:
        """The declarations, as they stand on the page or in its setting."""
        return tuple(one.said for one in self.page.declared)

    @property
    def formulas(self) -> tuple[str, ...]:
        """Every formula that was read, in plain notation."""
        return tuple(one.read or one.latex.strip() for one in self.page.lines if not one.problem)

    @property
    def problems(self) -> tuple[str, ...]:
        """What cannot be read, a line each: its place, and why."""
        document = self.page.document
        found = dict.fromkeys(
            (*document.problems, *self.page.problems, *(x.problem for x in self.page.lines))
        )
        told = sorted((p for p in found if p is not None), key=lambda p: p.start)
        return tuple(f"{document.place(p.start)}: {p.message}" for p in told)

    @property
    def text(self) -> str:
        """What `symattn read` prints."""
        return "\n".join(line.rstrip() for line in page_as_read(self.page))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<PageReading {self.name}: {self.text.rpartition(': ')[2]}>"


def read_page(
    page: str | os.PathLike[str] | None = None,
    *,
    text: str | None = None,
    format: Format | None = None,
    setting: str | None = None,
) -> PageReading:
    """What is understood of a page: its declarations and formulas; nothing is judged.

    The arguments are those of `check_page`.  Raises PageError, ArgumentError.

    >>> said = "Let $x \\\\in \\\\mathbb{R}$. Then $x^2 \\\\ge 0$."
    >>> found = read_page(text=said, format="markdown")
    >>> found.declared, found.formulas[-1], found.problems
    (('x \\\\in \\\\mathbb{R}',), 'x^2 ≥ 0', ())
    """
    document, folder = _document(page, text, format)
    if setting is not None:
        text_of_kind("setting", setting, "setting='softmax-attention'")
    return PageReading(understood(document, settings_for(folder), setting or ""))


def check_page(
    page: str | os.PathLike[str] | PageReading | None = None,
    *,
    text: str | None = None,
    format: Format | None = None,
    setting: str | None = None,
    bounds: bool = False,
    seconds: float = SECONDS_PER_STEP,
) -> PageResult:
    """The verdicts on all lines of a page in LaTeX, Markdown or a notebook.

    `page` is a path, a text of several lines or with a formula in it, or what `read_page` gave;
    `text` is a text for certain.  `format` is markdown, latex or notebook; of a file its name says
    it.  `setting` is what the page declares besides: a setting beside it, or one of
    `symattn.settings()`.  With `bounds`, also how fast limits are reached.  `seconds` are for each
    line.

    Verdicts are values: a line that cannot be read has the verdict not_read.  Raises PageError for
    a page that cannot be read at all or a setting that there is none of, ArgumentError for
    arguments that do not go together.

    >>> said = "Let $x \\\\in \\\\mathbb{R}$. Then $x^2 \\\\ge 0$ and $(x + 1)^2 = x^2 + 1$."
    >>> page = check_page(said, format="markdown")
    >>> page.verdict, [line.verdict for line in page if line.role == "claim"]
    ('refuted', ['proved', 'refuted'])
    >>> page.first_error.counterexample.point, page.first_error.repairs[0].text
    ({'x': '1'}, '(x + 1)^2 = x^2 + 1 + 2 x')
    """
    if isinstance(page, PageReading):
        if text is not None or format is not None or setting is not None:
            raise ArgumentError(
                "check_page: a page that was read has its text, format and setting; give these to "
                "read_page"
            )
        reading = page
    else:
        reading = read_page(page, text=text, format=format, setting=setting)
    return PageResult(checked(reading.page, seconds_of(seconds), flag("bounds", bounds)))


def _document(
    page: str | os.PathLike[str] | None, text: str | None, format: str | None
) -> tuple[Document, Path]:
    """The document, and the folder in which its settings are looked for."""
    form: Form | None = None
    if format is not None:
        form = one_of("format", format, FORMATS)  # type: ignore[assignment]
    if page is not None and text is not None:
        raise ArgumentError("expected a path or a text, found both; leave one of them out")
    if page is None and text is None:
        raise ArgumentError("expected a path or a text, found neither")
    if page is not None and not isinstance(page, (str, os.PathLike)):
        raise ArgumentError(f"page: expected a path or a text, found {shown(page)}")
    if isinstance(page, str) and _is_text(page):
        page, text = None, page
    if text is not None:
        text_of_kind("text", text, "text='Let $x > 0$. ...'")
        if form is None:
            raise ArgumentError(
                "format: expected 'markdown', 'latex' or 'notebook' beside a text, found none"
            )
        return parse(text, form, NAME, Path()), Path()
    assert page is not None
    path = os.fspath(page)
    if not isinstance(path, str):
        raise ArgumentError(f"page: expected a path as text, found {shown(path)}")
    if len(path) > LONGEST_NAME or any(not c.isprintable() for c in path):
        raise PageError(f"page: expected the name of a file or a text, found {shown(path)}")
    if not path:
        raise PageError("page: expected the name of a file or a text, found an empty one")
    return load(path, form), Path(path).parent


def _is_text(page: str) -> bool:
    """Whether a text is a page itself, and no path: it has lines, or a formula."""
    if "\n" in page:
        return True
    if Path(page).suffix.lower() in FORMS or not page:
        return False
    return any(sign in page for sign in ("$", r"\(", r"\[", r"\begin"))
