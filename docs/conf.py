"""How Sphinx builds the site of the documents.

    pip install '.[docs]'
    sphinx-build -W --keep-going docs site
    python docs/make/site.py site  # the app as well

The pages of `reference/` are made anew from the code each time, by the programs in `docs/make`.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from pygments.lexers.special import TextLexer

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "make"), str(HERE.parent)]

from symattn.version import __version__  # noqa: E402

project = "symattn"
author = "symattn developers"
copyright = "symattn developers"
version = release = __version__
extensions = ["myst_parser"]
exclude_patterns = ["make", "_build"]
smartquotes = False  # -- in an option is no dash
myst_heading_anchors = 3  # links to headings, as GitHub names them
html_theme = "furo"
html_title = f"symattn {__version__}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
REFERENCE = {  # a page of reference/, by the program that makes it
    "commands": "commands",
    "python": "interface",
    "settings": "setting_pages",
    "messages": "messages",
}
LEXERS = ("symattn", "examples", "markdown")  # shown without colours, as they are typed


def _make_reference(app: Any) -> None:
    folder = HERE / "reference"
    folder.mkdir(exist_ok=True)
    for page, program in REFERENCE.items():
        file, text = folder / f"{page}.md", importlib.import_module(program).page()
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")


def setup(app: Any) -> None:
    """Called by Sphinx."""
    for name in LEXERS:
        app.add_lexer(name, TextLexer)
    app.connect("builder-inited", _make_reference, priority=1)
