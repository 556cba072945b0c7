"""`symattn settings`: declarations for pages of a kind that come with symattn."""

from __future__ import annotations

import click

from .completing import settings_begun
from .terminal import spelled


@click.command("settings")
@click.argument("name", metavar="[NAME]", required=False, shell_complete=settings_begun)
@click.option("--example", is_flag=True, help="Print the example page of NAME instead.")
def settings(name: str | None, example: bool) -> None:
    """List the settings that come with symattn, or print the declarations of one.

    A page says `setting NAME` where it declares things, or is checked with --setting NAME. A
    setting of yours is a file NAME.symattn in a folder settings beside the page.
    """
    from ..reading.whole_pages.shipped_settings import example_of, names, text_of, title_of

    if name is not None:
        click.echo(spelled((example_of if example else text_of)(name).rstrip("\n")))
        return
    if example:
        raise click.UsageError("--example needs the NAME of a setting")
    known = names()
    width = max(map(len, known))
    for one in known:
        click.echo(spelled(f"{one:<{width}}  {title_of(one)}"))
    click.echo("\nsymattn settings NAME prints one; symattn settings NAME --example a page with it")
