"""`symattn report`: a folder of HTML files about the whole book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import choosing

if TYPE_CHECKING:
    from ..publishing.report_pages import Figure
    from ..records.record import CheckedDerivation


@click.command()
@click.argument("names", metavar="[ID | FILE.py]...", nargs=-1)
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write; it is made if need be.",
)
@click.option("--force", is_flag=True, help="Write into a folder that has something in it.")
@click.option(
    "--title",
    help=(
        "The heading of the index.  [default: The book of symattn, The library of lemmas, or "
        "Derivations for some]"
    ),
)
@click.option(
    "--bounds", is_flag=True, help="And how fast limits are reached; finding that takes longer."
)
@click.option(
    "--pictures/--no-pictures",
    default=None,
    help="Draw what proved formulas show; by default if matplotlib is installed.",
)
@choosing.library_option
@click.pass_context
def report(
    context: click.Context,
    names: tuple[str, ...],
    folder: Path,
    force: bool,
    title: str | None,
    bounds: bool,
    pictures: bool | None,
    library: bool,
) -> None:
    """Write a site of the notebook, of the library, or of some derivations: an index to search,
    a page for each, and what they rest on.

    Open index.html in a browser; no server and no network are needed.
    """
    from ..publishing.report_pages import pages
    from ..records.saving import file_names, new_folder, write_text

    wrong = choosing.Complaints()
    chosen = choosing.look_up(names, wrong, library)
    if not chosen:
        context.exit(2)
    new_folder(folder, force)
    draw = _drawing(pictures)
    whole = "The library of lemmas" if library else "The book of symattn"
    title = title or ("Derivations" if names else whole)
    records = choosing.all_records(chosen, wrong, bounds)
    if not records:
        context.exit(2)
    file_names([*(r.id for r in records), "index", "what-it-rests-on"], folder)
    with choosing.progress("writing", len(records) + 2) as tell:
        for name, page in pages(records, draw, title, tell):
            write_text(folder / name, page)
    click.echo(f"{folder / 'index.html'}: {len(records)} derivation{'s' * (len(records) != 1)}")
    context.exit(2 if wrong.count else 0)


def _drawing(wanted: bool | None) -> Callable[[CheckedDerivation], Sequence[Figure]]:
    """What draws a derivation; nothing, if that is not wanted or cannot be."""
    from ..pictures import pictures, require
    from ..publishing.report_pages import Figure

    def drawn(record: CheckedDerivation) -> list[Figure]:
        return [Figure(p.kind, p.svg, p.caption, p.alt) for p in pictures(record)]

    if wanted is False:
        return lambda record: []
    try:
        require()
    except click.ClickException as error:
        if wanted:
            raise
        click.echo(f"symattn: without pictures: {error.message}", err=True)
        return lambda record: []
    return drawn
