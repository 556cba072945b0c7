"""The files of the app that are the same with and without a server, made of what is installed."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from ..reading.whole_pages.shipped_settings import example_of, names, text_of, title_of
from ..rendering.author_pages.page_in_html import UNREAD, author_style
from ..rendering.formats.html import SHAPES_SVG, style_without_font
from .legend import legend

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable  # from Python 3.11 on

Engine = Literal["browser", "served"]
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
TYPES = {
    "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
    "json": "application/json", "woff2": "font/woff2", "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8", "svg": "image/svg+xml", "wasm": "application/wasm",
}  # fmt: skip
FONT = (
    '@font-face{font-family:"Symattn Math";src:url(math.woff2) format("woff2");'
    "font-display:block}\n"
)
FIRST = "softmax-attention"  # the page that the app opens with
BOOK = "derivations"  # its page as it was recognised from handwriting is one of the examples


def site_files(engine: Engine) -> dict[str, bytes]:
    """The files by their names below the page; `engine` is what answers the page."""
    found = dict(_below(files("symattn.app") / "static"))
    index = found["index.html"].decode()
    put_in = {
        "POLICY": POLICY, "ENGINE": engine, "<!--SHAPES-->": SHAPES_SVG + UNREAD,
        "<!--MARKS-->": legend(engine == "browser"),
    }  # fmt: skip
    for sign, text in put_in.items():
        index = index.replace(sign, text, 1)
    formats = files("symattn.rendering.formats")
    return found | {
        "index.html": index.encode(),
        "page.css": (FONT + style_without_font() + author_style()).encode(),
        "math.woff2": (formats / "math.woff2").read_bytes(),
        "LICENSES/math.woff2.txt": (formats / "math.woff2.LICENSE").read_bytes(),
        "examples.json": json.dumps(examples(), ensure_ascii=False).encode(),
    }


def examples() -> dict[str, list[dict[str, str]]]:
    """The settings that come with symattn, and pages to look at."""
    known = [{"name": name, "title": title_of(name), "text": text_of(name)} for name in names()]
    shown = sorted(names(), key=lambda name: name != FIRST)
    pages = [{"title": title_of(name), "text": example_of(name)} for name in shown]
    with suppress(ModuleNotFoundError, OSError):
        text = (files(BOOK) / "pages" / "notebook.md").read_text(encoding="utf-8")
        pages.append({"title": "The notebook, as it was recognised from handwriting", "text": text})
    return {"settings": known, "pages": pages}


def type_of(name: str) -> str:
    """What a file is, by the end of its name."""
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def _below(folder: Traversable, within: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for one in sorted(folder.iterdir(), key=lambda item: item.name):
        if one.is_dir():
            found += _below(one, f"{within}{one.name}/")
        else:
            found.append((within + one.name, one.read_bytes()))
    return found


__all__ = ["Engine", "examples", "site_files", "type_of"]
