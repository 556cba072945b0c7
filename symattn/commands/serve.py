"""`symattn serve`: pages written in a browser, judged by this machine."""

from __future__ import annotations

import click

from .number_given import Seconds
from .terminal import complain, spelled


@click.command()
@click.option(
    "--port", default=8642, show_default=True, type=click.IntRange(0, 65535), help="0: any."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--seconds",
    type=Seconds(),
    default=10.0,
    show_default=True,
    help="How long to search for each line.",
)
@click.option("--open", "opened", is_flag=True, help="Open the page in a browser.")
def serve(port: int, host: str, workers: int, seconds: float, opened: bool) -> None:
    """Write pages in a browser, with a verdict beside each line as you type; this machine works
    them out. Nobody else can reach it unless --host says so. Ctrl-C ends it.
    """
    from ..app.serving import AppServer, is_loopback
    from ..batches.staying_checker import Checker

    checker = Checker(workers=workers, seconds=seconds)
    try:
        server = AppServer(checker, host, port)
    except (OSError, UnicodeError) as error:
        checker.close()
        why = getattr(error, "strerror", None) or error
        raise click.ClickException(f"cannot listen on {host}, port {port}: {why}") from None
    if not is_loopback(host):
        complain(f"whoever can reach {host} can have pages checked by this machine")
    click.echo(spelled(f"{server.url} (Ctrl-C ends it)"))
    if opened:
        import webbrowser

        webbrowser.open(server.url)
    try:
        server.serve_forever()
    finally:
        server.server_close()
        checker.close()
