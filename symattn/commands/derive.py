"""`symattn derive`: a derivation with its verdicts, in any format."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import choosing
from .terminal import colours, say_page, spelled

if TYPE_CHECKING:
    from ..rendering.formats.latex_rows import Width

SUFFIXES = {"latex": ".tex", "text": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}


@click.command()
@click.argument("id", metavar="ID | FILE.py")
@click.option(
    "--format",
    "form",
    type=click.Choice([*SUFFIXES, "page-markdown"]),
    help=(
        "What to print; without it, what the name after --output says (.tex .txt .md .html "
        ".json), else LaTeX. page-markdown is a page with declarations that symattn check reads."
    ),
)
@click.option(
    "--style",
    type=click.Choice(["plain", "symattn"]),
    help=(
        "LaTeX: plain, with amsmath and amssymb alone (the default), or the typeset look of "
        "symattn.sty."
    ),
)
@click.option(
    "--width",
    metavar="article|twocolumn|CM",
    help=(
        "Plain LaTeX: the width of the text that lines are broken for, by name or in "
        "centimetres.  [default: article]"
    ),
)
@click.option("--standalone", is_flag=True, help="LaTeX: a whole document instead of a fragment.")
@click.option(
    "--bounds", is_flag=True, help="And how fast limits are reached; finding that takes longer."
)
@click.option(
    "--detail",
    is_flag=True,
    help="And the steps within a step: definitions, scores, sums, what was divided by, cases.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a file instead of the terminal.",
)
@click.option(
    "--pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.pdf",
    help="And make a PDF of it, with LaTeX if it is installed, else with Typst.",
)
def derive(
    id: str,
    form: str | None,
    style: str | None,
    width: str | None,
    standalone: bool,
    bounds: bool,
    detail: bool,
    output: Path | None,
    pdf: Path | None,
) -> None:
    """Print a derivation with its verdicts: a question (1c), a part (1c.ii), a step (1c.ii.7), or a
    file of your own (mine.py).
    """
    form = form or _format(output)
    for option, given in (("--standalone", standalone), ("--style", style), ("--width", width)):
        if given and form != "latex":
            raise click.UsageError(f"{option} is for --format latex")
    if width is not None and style == "symattn":
        raise click.UsageError("--width is for --style plain; symattn.sty measures by itself")
    text = _width(width or "article")
    if pdf is not None and pdf.suffix.lower() not in (".pdf", ""):
        raise click.UsageError(f"--pdf {str(pdf)[:80]}: expected a name that ends in .pdf")
    for file in (output, pdf):
        choosing.writable(file, id)
    if pdf is not None:
        from ..publishing.pdf import engine

        engine()  # it had better be there before minutes of checking
    records = choosing.records(id, bounds)
    from ..rendering import FORMATS, Latex, PlainLatex, Text, render
    from ..rendering.pages.rows import no_details
    from .within import within

    details = within(records) if detail else no_details
    if form == "latex":
        backend = Latex(standalone) if style == "symattn" else PlainLatex(standalone, text)
        page = render(backend, records, details)
    elif form == "text":
        if output is None:
            columns = min(140, shutil.get_terminal_size((100, 40)).columns)
            to = Text(columns, sys.stdout is not None and colours(sys.stdout), spelled)
        else:
            to = Text()
        page = render(to, records, details)
    else:
        page = FORMATS[form](records, details)
    from ..records.saving import write_bytes, write_text

    if output is not None:
        write_text(output, page)
    elif pdf is None:
        say_page(page.rstrip("\n"), form)
    if pdf is not None:
        from ..publishing.pdf import made

        write_bytes(pdf, made(records, details))
        click.echo(f"{pdf} written", err=True)


def _width(name: str) -> Width:
    """The width of a text: article, twocolumn, or centimetres."""
    from ..rendering.formats.latex_rows import (
        ARTICLE,
        LEAST_TEXT,
        MOST,
        TWO_COLUMNS,
        centimetres,
    )

    named = {"article": ARTICLE, "twocolumn": TWO_COLUMNS}
    if name in named:
        return named[name]
    found = re.fullmatch(r"(\d+(\.\d+)?)( ?cm)?", name)
    if found is None or not LEAST_TEXT <= float(found[1]) <= MOST:
        hint = f"a number of centimetres from {LEAST_TEXT} to {MOST}, such as 12.5"
        raise click.UsageError(f"--width {name[:40]}: expected article, twocolumn, or {hint}")
    return centimetres(float(found[1]))


def _format(output: Path | None) -> str:
    """The format that a file's name says; LaTeX for none and for names without an ending."""
    if output is None or not output.suffix:
        return "latex"
    found = next(
        (form for form, suffix in SUFFIXES.items() if output.suffix.lower() == suffix), None
    )
    if found is None:
        hint = (
            f"for a PDF use --pdf {output}"
            if output.suffix.lower() == ".pdf"
            else "or say --format"
        )
        raise click.UsageError(
            f"--output {str(output)[:80]}: expected a name that ends in "
            f"{', '.join(SUFFIXES.values())}; {hint}"
        )
    return found
