"""`symattn derive`: a derivation with its verdicts, in any format."""
from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from . import choosing


@click.command()
@click.argument("id", metavar="ID | FILE.py")
@click.option("--format", "form", type=click.Choice(["latex", "text", "json"]), default="latex", show_default=True, help="What to print.")
@click.option("--standalone", is_flag=True, help="LaTeX: a whole document instead of a fragment for amsmath and amssymb.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead of the terminal.")
def derive(id: str, form: str, standalone: bool, output: Path | None) -> None:
    """Print a derivation with its verdicts: a question (1c), a part (1c.ii), a step (1c.ii.7), or a file of your own (mine.py)."""
    if standalone and form != "latex":
        raise click.UsageError("--standalone is for --format latex")
    records = choosing.records(id)
    from ..rendering import as_json, latex, text

    if form == "latex":
        page = latex.render_all(records, standalone=standalone)
    elif form == "json":
        page = as_json.render_all(records)
    else:
        colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        width = min(140, shutil.get_terminal_size((100, 40)).columns) if output is None else 100
        page = "\n".join(text.render(r, width=width, colour=colour) for r in records)
    if output is None:
        click.echo(page.rstrip("\n"))
    else:
        from ..saving import write_text

        write_text(output, page)
