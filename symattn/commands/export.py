"""`symattn export`: derivations as LaTeX and PDF files."""

from __future__ import annotations

from pathlib import Path

import click

from . import choosing


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
    "--bounds", is_flag=True, help="And how fast limits are reached; finding that takes longer."
)
@click.option(
    "--pdf/--no-pdf",
    default=True,
    show_default=True,
    help="Make PDFs, with LaTeX if it is installed, else with Typst.",
)
@click.pass_context
def export(
    context: click.Context,
    names: tuple[str, ...],
    folder: Path,
    force: bool,
    bounds: bool,
    pdf: bool,
) -> None:
    """Write all derivations, or some, as .tex and .pdf: one file each, an index, and all in one
    document.

    The .tex files share symattn.sty, which is written beside them.
    """
    from ..publishing.exporting import files
    from ..publishing.pdf import engine
    from ..records.saving import file_names, new_folder, write_bytes

    make = engine() if pdf else None
    wrong = choosing.Complaints()
    chosen = choosing.look_up(names, wrong)
    if not chosen:
        context.exit(2)
    new_folder(folder, force)
    records = choosing.all_records(chosen, wrong, bounds)
    if not records:
        context.exit(2)
    named = file_names([*(r.id for r in records), "all", "index"], folder)
    with choosing.progress("writing", (1 + (make is not None)) * (len(records) + 1)) as tell:
        for name, data in files(records, named, make, tell):
            write_bytes(folder / name, data)
    click.echo(
        f"{folder / 'index.html'}: {len(records)} derivation{'s' * (len(records) != 1)}; all of "
        f"them in all.{'pdf' if make else 'tex'}"
    )
    context.exit(2 if wrong.count else 0)
