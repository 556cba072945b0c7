"""HTML for the output of a cell: its style touches nothing else, and the host's leaves it alone.

What the host says of tables, lists and code is taken back inside; its letters, its colours for text
and links, and its light or dark theme are kept.  A narrow cell is laid out as a narrow window.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from .html import SHAPES_SVG, style_without_font

# Three times, so that it counts for more than the rules of a host.
SCOPE = ".symattn.symattn.symattn"
DARK_HOSTS = (
    ":is([data-jp-theme-light=false],.vscode-dark,"
    ".vscode-high-contrast:not(.vscode-high-contrast-light)) &"
)
LIGHT_HOSTS = ":is([data-jp-theme-light=true],.vscode-light,.vscode-high-contrast-light) &"
FROM_HOST = (
    "--paper:transparent;--ink:var(--jp-content-font-color1,var(--vscode-foreground,inherit));"
    "--link:var(--jp-content-link-color,var(--vscode-textLink-foreground,LinkText))"
)
_DARK = re.compile(r"@media\(prefers-color-scheme:dark\)\{:root\{([^}]*)\}\}")
_LIGHT = re.compile(r"^:root\{([^}]*)\}", re.MULTILINE)
_QUERY = re.compile(r"(@[a-z]+\([^)]*\))")
_REM = re.compile(r"(-?\d*\.?\d+)rem\b")


def in_a_cell(body: str, more_style: str = "") -> str:
    """A body with its style; formulas in it are no TeX that a host should set."""
    return (
        f'<div class="symattn mathjax_ignore tex2jax_ignore"><style>{_scoped(more_style)}</style>'
        f"{SHAPES_SVG}{body}</div>"
    )


@lru_cache(maxsize=4)
def _scoped(more_style: str) -> str:
    """The style sheet of pages, nested under .symattn."""
    own = (files("symattn.rendering.formats") / "notebook.css").read_text(encoding="utf-8")
    reset, _, rest = own.partition("\n")
    css = style_without_font() + more_style
    dark = ";".join(_DARK.findall(css))
    css = _DARK.sub("", css)
    light = ";".join(one.replace("color-scheme:light dark;", "") for one in _LIGHT.findall(css))
    css = _LIGHT.sub("", css).replace(":root{", "&{").replace("\nbody{", "\n&{")
    css = css.replace("@media(max-width:", "@container(max-width:")
    themes = (
        f"&{{{light}}}\n@media(prefers-color-scheme:dark){{&{{{dark}}}}}\n"
        f"{LIGHT_HOSTS}{{{light};{FROM_HOST};color-scheme:light}}\n"
        f"{DARK_HOSTS}{{{dark};{FROM_HOST};color-scheme:dark}}\n"
    )
    whole = f"{reset}\n{themes}{css}\n{rest}"
    parts = _QUERY.split(whole)  # in a query a length is one of the window's letters
    parts[::2] = [_REM.sub(r"calc(\1*var(--rem))", part) for part in parts[::2]]
    return f"{SCOPE}{{{''.join(parts)}}}"
