"""The whole site: the documents, and beside them the app that their page "Try it" opens.

    pip install '.[docs]'
    python docs/make/site.py site

Pyodide comes from npm, and FLINT for it from PyPI; Node.js is needed. `sphinx-build` alone makes
the documents without the app.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from symattn.app.archives import DOWNLOAD
from symattn.app.building import PACKAGE

DOCS = Path(__file__).resolve().parents[1]


def main(to: Path) -> None:
    """Write the site.  What is run tells its own errors, and ends this with its status."""
    run("sphinx-build", "-q", "-W", "--keep-going", str(DOCS), str(to))
    with tempfile.TemporaryDirectory() as folder:
        run("npm", "install", "--silent", "--ignore-scripts", "--prefix", folder, PACKAGE)
        run(*shlex.split(DOWNLOAD.format("wheels")), "--quiet", folder=folder)
        run("symattn", "app", "--to", str(to / "app"), folder=folder)


def run(program: str, *words: str, folder: str | None = None) -> None:
    """A program; those of Python are this Python's."""
    modules = {"sphinx-build": "sphinx", "pip": "pip", "symattn": "symattn"}
    start = [sys.executable, "-m", modules[program]] if program in modules else [program]
    done = subprocess.run([*start, *words], cwd=folder, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python docs/make/site.py DIR")
    main(Path(sys.argv[1]).resolve())
