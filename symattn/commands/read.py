"""`symattn read`: what is understood of a page, before anything is judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .choosing import Complaints
from .completing import files_begun
from .page_files import PageFiles
from .terminal import spelled

if TYPE_CHECKING:
    from ..reading.whole_pages.page_lines import ReadPage


@click.command()
@click.argument("name", metavar="PAGE", shell_complete=files_begun)
@click.option(
    "--input",
    "source",
    type=click.Choice(["markdown", "latex"]),
    help="What the page is written in, where its name does not say so; needed for -.",
)
@click.option("--setting", metavar="NAME", help="What the page declares besides.")
@click.option("--guess", is_flag=True, help="Propose declarations for what is missing.")
@click.option("--write", is_flag=True, help="With --guess: put them into the page, to be edited.")
@click.pass_context
def read(
    context: click.Context,
    name: str,
    source: str | None,
    setting: str | None,
    guess: bool,
    write: bool,
) -> None:
    """Show what is understood of a page: its declarations with the line that each comes from, and
    every formula as it is read, or why it is not. Nothing is judged, and nothing is taken for
    granted that --guess proposes. A line in doubt may mean more than one thing: `symattn check`
    judges it only if that makes no difference, and calls it not read if it does.

    Exit status 0, 3 if something is not read, 2 if the page cannot be read.
    """
    if write and not guess:
        raise click.UsageError("--write is for --guess")
    from ..checking.open_blocks import before_open_block
    from ..rendering.author_pages.page_as_read import page_as_read

    page = PageFiles(source, setting, False, Complaints()).read(name)
    if guess:
        _guess(page, name, write)
        return
    page = before_open_block(page)
    for line in page_as_read(page):
        click.echo(spelled(line.rstrip()))
    unread = page.problems or page.document.problems or any(x.problem for x in page.lines)
    context.exit(3 if unread else 0)


def _guess(page: ReadPage, name: str, write: bool) -> None:
    """What might be declared, each with its reason; put into the page on request."""
    from ..reading.whole_pages.guessed_declarations import block, guesses

    found = guesses(page)
    if not found:
        click.echo("nothing to propose: every name that is used is declared")
        return
    width = max(len(g.line) for g in found)
    for g in found:
        click.echo(spelled(f"{g.line:<{width}}   {g.reason}"))
    form = page.document.form
    if not write:
        click.echo("nothing was written; --write puts these lines into the page, to be edited")
        return
    if name == "-":
        raise click.UsageError("--write is for files: there is none to write into")
    file = Path(name)
    text = file.read_bytes().decode("utf-8-sig")
    if form == "notebook":
        from ..reading.documents.notebook_insertion import with_cell

        file.write_bytes(with_cell(text, block(found, "markdown").strip("\n")).encode())
    else:
        at = _front(text) if form == "markdown" else 0
        lines = block(found, form)
        lines = lines.replace("\n", "\r\n") if "\r\n" in text else lines
        file.write_bytes((text[:at] + lines + text[at:]).encode())
    click.echo(f"written into {name}; look at them, then: symattn check {name}")


def _front(text: str) -> int:
    """Where a page begins, behind its front matter."""
    if not text.startswith("---"):
        return 0
    end = text.find("\n---", 3)
    return 0 if end < 0 else text.find("\n", end + 1) + 1
