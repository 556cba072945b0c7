"""`symattn app`: the app as a folder of files, for a browser and any server of files."""

from __future__ import annotations

from pathlib import Path

import click

from .terminal import spelled


@click.command("app")
@click.option(
    "--to", required=True, metavar="DIR", type=click.Path(path_type=Path),
    help="The folder to write; one with an older app is written anew.",
)  # fmt: skip
@click.option(
    "--pyodide", metavar="DIR", type=click.Path(path_type=Path),
    default=Path("node_modules/pyodide"),
    help="The npm package pyodide, 314.x; ./node_modules/pyodide if this is not said.",
)  # fmt: skip
@click.option(
    "--wheels", metavar="DIR", type=click.Path(path_type=Path), default=Path("wheels"),
    help="Where python-flint's wheel for Pyodide is; ./wheels if this is not said.",
)  # fmt: skip
def app(to: Path, pyodide: Path, wheels: Path) -> None:
    """Write the app as a folder of files: a page and its verdicts side by side, worked out in the
    browser. Any server of files will do, and after one visit none is needed.

    \b
    npm install pyodide@314.0.8
    pip download --no-deps --only-binary :all: --python-version 3.14 --implementation cp \\
        --abi cp314 --platform pyemscripten_2026_0_wasm32 --dest wheels python-flint==0.9.0
    symattn app --to site
    """
    from ..app.archives import BuildingError
    from ..app.building import build, first_visit

    try:
        sizes = build(to, pyodide, wheels)
    except BuildingError as error:
        raise click.ClickException(str(error)) from None
    whole, sent = (f"{size / 1e6:.1f} MB" for size in first_visit(to))
    click.echo(spelled(f"{to}: {len(sizes)} files; a first visit is {whole}, compressed {sent}"))
