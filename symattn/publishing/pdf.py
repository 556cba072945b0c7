"""PDF: made by LaTeX where it is installed, else by Typst, which comes from PyPI."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ..records.record import CheckedDerivation
from ..records.saving import SavingError
from ..rendering import Latex, render
from ..rendering.formats.latex_setup import STYLE, style_file
from ..rendering.pages.backend import Backend
from ..rendering.pages.rows import Details, Page, no_details

SECONDS = 180
MISSING = (
    "no PDF can be made: neither pdflatex nor latexmk is installed, nor typst; `pip install "
    "'symattn[pdf]'` brings typst"
)


class Maker(Protocol):
    """Makes one PDF of derivations, perhaps with the lines within steps."""

    def __call__(
        self, records: Sequence[CheckedDerivation], details: Details = no_details
    ) -> bytes: ...


def engine() -> Maker:
    """What can make a PDF here.  Raises SavingError, with what to install, if nothing can."""
    if _latex():
        return by_latex
    try:
        import typst  # noqa: F401
    except ImportError:
        raise SavingError(MISSING) from None
    return by_typst


def made(records: Sequence[CheckedDerivation], details: Details = no_details) -> bytes:
    """The derivations as one PDF.  Raises SavingError."""
    return engine()(records, details)


def _latex() -> list[str]:
    """The command that runs LaTeX here, or nothing."""
    options = ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]
    if shutil.which("pdflatex"):
        return ["pdflatex", *options]
    return ["latexmk", "-pdf", *options] if shutil.which("latexmk") else []


def of_pages(pages: Sequence[Page]) -> bytes:
    """Pages that are plain data as one PDF, by Typst where it is installed, else by LaTeX.

    Raises SavingError.
    """
    try:
        import typst  # noqa: F401
    except ImportError:
        if not _latex():
            raise SavingError(MISSING) from None
        return latex_pdf(_drawn(Latex(standalone=True), pages), contents=False)
    from ..rendering.formats.typst import Typst

    return typst_pdf(_drawn(Typst(), pages))


def _drawn(backend: Backend, pages: Sequence[Page]) -> str:
    return backend.document([backend.body(p) for p in pages], pages)


def by_latex(records: Sequence[CheckedDerivation], details: Details = no_details) -> bytes:
    """With LaTeX; what it could not do is said by its first error line."""
    contents = len(records) > 1
    return latex_pdf(render(Latex(standalone=True, contents=contents), records, details), contents)


def latex_pdf(source: str, contents: bool) -> bytes:
    """A document in LaTeX as PDF; with a list of contents it takes two runs.  SavingError."""
    with tempfile.TemporaryDirectory(prefix="symattn-") as folder:
        (Path(folder) / STYLE).write_text(style_file(), encoding="utf-8")
        (Path(folder) / "page.tex").write_text(source, encoding="utf-8")
        command = [*_latex(), "page.tex"]
        try:
            for _ in range(1 + contents):  # the second run has the page numbers
                done = subprocess.run(
                    command, cwd=folder, capture_output=True, check=False, timeout=SECONDS
                )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SavingError(f"LaTeX did not finish: {error}") from error
        pdf = Path(folder) / "page.pdf"
        if done.returncode or not pdf.exists():
            lines = done.stdout.decode("latin-1").splitlines()
            said = next((line for line in lines if line.startswith("!")), "no reason given")
            raise SavingError(
                f"LaTeX could not make a PDF: {said.lstrip('! ')} (texlive-latex-recommended has "
                "the packages: amsmath, amssymb, xcolor, geometry)"
            )
        return pdf.read_bytes()


def by_typst(records: Sequence[CheckedDerivation], details: Details = no_details) -> bytes:
    """With Typst, in this process."""
    from ..rendering.formats.typst import Typst

    return typst_pdf(render(Typst(), records, details))


def typst_pdf(source: str) -> bytes:
    """A document in Typst as PDF.  Raises SavingError."""
    import typst

    try:
        compiled: bytes = typst.compile(source.encode("utf-8"))
    except Exception as error:  # typst has its own kinds of error
        raise SavingError(f"typst could not make a PDF: {str(error).splitlines()[0]}") from error
    return compiled
