"""The command `list`: the book, with the verdicts of the last check."""

from __future__ import annotations

import click

from .derivation_lines import MARKS
from .terminal import spelled


@click.command("list")
def list_command() -> None:
    """List the book: id, title, source, and the verdict counts of the last check."""
    from ..checking.last_check import counts
    from ..writing.book import entries

    book = entries()
    rows: list[tuple[str, ...]] = []
    for entry in book:
        shown = counts(entry)
        summary = " ".join(f"{MARKS[s]}{k}" for s, k in shown.items() if k) if shown else "–"
        rows.append(tuple(map(spelled, (entry.id, entry.title, summary, entry.source))))
    widths = [max([*(len(row[k]) for row in rows), 20 * (k == 2)]) for k in range(3)]
    for row in rows:
        cells = [f"{text:<{width}}" for text, width in zip(row, widths)]
        click.echo("  ".join([*cells, row[3]]).rstrip())
