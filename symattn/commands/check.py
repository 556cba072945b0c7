"""`symattn check`: derivations and pages, a verdict for every line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..writing.book import Selection
from .choosing import Complaints, checked, is_a_folder, is_page, library_option, look_up, writable
from .completing import files_begun, settings_begun
from .derivation_lines import MARKS, odd
from .page_files import PageFiles
from .telling import OF_ONE_PAGE, Telling
from .terminal import complain

if TYPE_CHECKING:
    from ..checking.checked_pages import CheckedPage, UnreadPage
    from ..records.record import CheckedDerivation

FORMATS = ("text", "json", "html", "latex", "markdown", "sarif", "junit")
SUFFIXES = {
    ".txt": "text", ".json": "json", ".html": "html", ".htm": "html", ".tex": "latex",
    ".md": "markdown", ".markdown": "markdown", ".sarif": "sarif", ".xml": "junit",
}  # fmt: skip
STOPPED = 130

__all__ = ["MARKS", "check"]


@click.command()
@click.argument("names", metavar="[ID | FILE.py | PAGE]...", nargs=-1, shell_complete=files_begun)
@click.option(
    "--certificates",
    type=click.Path(file_okay=False, path_type=Path),
    help="Save records of derivations with all certificates, one file a derivation.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Under each line that is not proved, say why; of a page, tell of every line.",
)
@click.option(
    "--bounds",
    is_flag=True,
    help=(
        "With --explain, --certificates or a format other than text: and how fast limits are "
        "reached; finding that takes longer."
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help=(
        "What to print; without it, what the name after --output says (.txt .json .html .tex .md "
        ".sarif .xml), else text. html, latex, markdown: the page as its author wrote it, with "
        "marks. sarif, junit (.xml): for CI."
    ),
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a file; the terminal gets the counts.",
)
@click.option(
    "--input",
    "source",
    type=click.Choice(["markdown", "latex"]),
    help="What pages are written in, where their names do not say so; needed for -.",
)
@click.option(
    "--setting",
    metavar="NAME",
    shell_complete=settings_begun,
    help=(
        "What the pages declare besides: settings/NAME.symattn beside the page, or one of symattn "
        "settings."
    ),
)
@click.option(
    "--if-declared",
    is_flag=True,
    help="Pass over pages that have no symattn block: for hooks, which name every file.",
)
@click.option("--watch", is_flag=True, help="Check a page again whenever it changes.")
@library_option
@click.pass_context
def check(
    context: click.Context,
    names: tuple[str, ...],
    certificates: Path | None,
    explain: bool,
    bounds: bool,
    form: str | None,
    output: Path | None,
    source: str | None,
    setting: str | None,
    if_declared: bool,
    watch: bool,
    library: bool,
) -> None:
    """Check pages of yours, and derivations: all of the notebook without arguments, or with
    --library all lemmas.

    PAGE is a file in LaTeX or Markdown or a notebook (.tex .md .ipynb), or - for standard input
    with --input. Every line gets a verdict; those that are not proved are shown with their place,
    a counterexample, a condition, a repair.

    Derivations are compared with the verdicts they declare. A line declares nothing where it is
    meant to be true; expect="refuted" and the like say otherwise.

    Exit status: 0 nothing false and nothing open, and all derivations as declared; 1 something
    false, or true only under a condition, or not as declared; 3 something not decided or not read,
    and nothing false; 2 if something could not be checked, and the rest was.
    """
    pages = [name for name in names if is_page(name) or (source and Path(name).suffix != ".py")]
    others = [name for name in names if name not in pages]
    form = form or _format(output)
    folder = next((name for name in others if Path(name).is_dir()), None)
    of_pages = if_declared or watch or form not in ("text", "json")
    if folder is not None and (of_pages or (form == "text" and output is not None)):
        raise click.UsageError(is_a_folder(folder))
    _consistent(pages, others, form, output, source, watch)
    if pages and certificates is not None:
        raise click.UsageError("--certificates is for derivations: ids, and FILE.py")
    if bounds and not (explain or form != "text" or certificates is not None):
        raise click.UsageError(
            "--bounds is for --explain, --format json and --certificates, and for pages in "
            "other formats"
        )
    if if_declared and (others or not pages):
        named = others[0] if others else "none"
        raise click.UsageError(
            f"--if-declared is for pages (.tex .md .markdown .ipynb); found {named}"
        )
    for name in pages or others:
        writable(output, name)
    wrong = Complaints()
    files = PageFiles(source, setting, bounds, wrong, if_declared)
    told = Telling(form, output, explain)
    if watch:
        from .watch import watched

        context.exit(watched(pages, files, told))
    records: list[CheckedDerivation] = []
    found: list[CheckedPage | UnreadPage] = []
    stopped = False
    try:
        if others or not pages:
            for record in _derivations(others, bounds, wrong, told, library):
                records.append(record)
        for page in map(files.checked, pages):
            if page is not None:
                told.page(page, bool(found))
                found.append(page)
    except KeyboardInterrupt:
        stopped = True  # what is finished is kept
    told.end(records, found, wrong.count, stopped)
    if certificates is not None and records:
        from ..records import saving

        saving.save(records, certificates)
    if stopped:
        complain(f"stopped; {'what is above' if records or found else 'nothing'} was finished")
    statuses = [*(page.status for page in found), 1 if odd(records) else 0]
    status = 2 if wrong.count else next((s for s in (1, 3) if s in statuses), 0)
    context.exit(STOPPED if stopped else status)


def _derivations(
    names: list[str], bounds: bool, wrong: Complaints, told: Telling, library: bool
) -> Iterator[CheckedDerivation]:
    """Check ids and files of derivations, and tell of each as it is finished."""
    from ..checking import cache, last_check

    whole = []
    try:
        for chosen, record in checked(look_up(names, wrong, library), bounds, wrong):
            if isinstance(chosen, Selection) and chosen.step is None:
                whole.append((chosen.entry, record))
            told.derivation(record, isinstance(chosen, Path))
            yield record
    finally:
        last_check.remember(whole)
        cache.tidy()


def _format(output: Path | None) -> str:
    """The format that a file's name says; text for none."""
    if output is None:
        return "text"
    found = SUFFIXES.get(output.suffix.lower())
    if found is None:
        known = ", ".join(dict.fromkeys(SUFFIXES))
        raise click.UsageError(
            f"--output {str(output)[:80]}: expected a name that ends in {known}; or say --format"
        )
    return found


def _consistent(
    pages: list[str],
    others: list[str],
    form: str,
    output: Path | None,
    source: str | None,
    watch: bool,
) -> None:
    """Raises UsageError where options and names do not go together."""
    derivations = others or not pages
    for name in pages if form in ("latex", "markdown") else ():
        written = source or ("latex" if Path(name).suffix.lower() == ".tex" else "markdown")
        if written != form and not (name == "-" and source is None):
            raise click.UsageError(
                f"--format {form} gives back the author's file with marks, and {name[:80]} is no "
                f"{form.replace('latex', 'LaTeX').replace('markdown', 'Markdown')}; say --format "
                f"{written}, or html"
            )
    if form not in ("text", "json") and derivations:
        raise click.UsageError(f"--format {form} is for pages; symattn derive prints derivations")
    if form == "text" and output is not None and derivations:
        raise click.UsageError("--output is for pages; symattn derive prints derivations")
    if form in OF_ONE_PAGE and len(pages) > 1:
        raise click.UsageError(f"--format {form} is for one page, found {len(pages)}")
    if pages.count("-") > 1:
        raise click.UsageError("standard input (-) can be named once")
    if watch and (derivations or "-" in pages):
        raise click.UsageError("--watch is for files of pages")
    if watch and (form not in ("text", *OF_ONE_PAGE) or (form != "text" and output is None)):
        raise click.UsageError("--watch prints text; with --output also html, latex and markdown")
