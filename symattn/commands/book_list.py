"""The command `list`: the book, with the verdicts of the last check."""

from __future__ import annotations

import click

from .choosing import library_option
from .derivation_lines import MARKS
from .terminal import spelled


@click.command("list")
@library_option
def list_command(library: bool) -> None:
    """List the book: id, title, source, and the verdict counts of the last check.

    The notebook's derivations; with --library the lemmas.
    """
    from ..checking.last_check import counts
    from ..writing.book import entries

    book = [entry for entry in entries() if entry.in_library == library]
    rows: list[tuple[str, ...]] = []
    for entry in book:
        shown = counts(entry)
        summary = " ".join(f"{MARKS[s]}{k}" for s, k in shown.items() if k) if shown else "–"
        rows.append(tuple(map(spelled, (entry.id, entry.title, summary, entry.source))))
    widths = [max([*(len(row[k]) for row in rows), 20 * (k == 2)]) for k in range(3)]
    for row in rows:
        cells = [f"{text:<{width}}" for text, width in zip(row, widths)]
        click.echo("  ".join([*cells, row[3]]).rstrip())
