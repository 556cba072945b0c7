"""What notebooks show, inside the style sheet of a host that means something else by a table."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symattn.publishing.notebooks import check
from symattn.rendering.author_pages.page_in_html import page_in_cell
from symattn.rendering.formats.notebook_style import in_a_cell

from ..pages.by_hand import latex_page, markdown_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# What hosts do to tables, lists and code, and somewhat more than any of them does.
TABLES = """
.host{font:14px/1.6 sans-serif;color:var(--jp-content-font-color1,var(--vscode-foreground))}
.host table{table-layout:fixed;font-size:12px;margin:0 auto 1em;border:none}
.host td,.host th,.host tr{vertical-align:middle;padding:.5em;white-space:normal;border:none;
 max-width:none;line-height:normal}
:not(.other).host td,:not(.other).host th,:not(.other).host tr{text-align:right}
.host tbody tr:nth-child(odd){background:#777}
.host th{font-weight:bold} .host p{margin:0 0 1em} .host div{min-height:10px}
.host ul:not(.list),.host ol:not(.list){padding-left:2em} .host ol ol{list-style:upper-alpha}
.host svg,.host img{max-width:100%;height:auto} .host > *:last-child{margin-bottom:.5em}
.host pre,.host code{white-space:pre-wrap;padding:0;background:#777}
table,th,tr{text-align:left!important} table,tr,td,th{border:none!important} table{width:100%}
"""
JUPYTERLAB = (
    '<body data-jp-theme-light="{light}" style="--jp-content-font-size1:14px;'
    '--jp-content-font-color1:{ink};background:{paper};margin:0;padding-left:70px">'
)
VS_CODE = (
    '<body class="vscode-{name}" style="--vscode-foreground:{ink};'
    '--notebook-cell-output-font-size:13px;background:{paper};margin:0;padding-left:44px">'
)
THEMES = {
    "light": {"light": "true", "name": "light", "ink": "rgb(1, 2, 3)", "paper": "#fff"},
    "dark": {"light": "false", "name": "dark", "ink": "rgb(250, 251, 252)", "paper": "#111"},
}
OVER = """() => {
  const shown = e => e.getClientRects().length > 0, found = [];
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
  for (const root of document.querySelectorAll('.symattn')) {
    const box = root.getBoundingClientRect();
    const parts = [...root.querySelectorAll('math, .mark svg, .verdict svg')].filter(shown);
    const boxes = parts.map(e => e.getBoundingClientRect());
    parts.forEach((e, i) => parts.slice(i + 1).forEach((f, k) => {
      if (over(boxes[i], boxes[i + 1 + k])) found.push([e.textContent, f.textContent]);
    }));
    for (const e of root.querySelectorAll('td, th, p, .row > *, .said'))
      if (shown(e) && e.getBoundingClientRect().right > box.right + 1.5)
        found.push(['beyond the edge', e.className, e.textContent.slice(0, 40)]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this system (Debian: apt install chromium)")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def outputs() -> str:
    """Pages; where columns had fixed widths, 1a-gaps would have relation signs over formulas."""
    shown = [
        page_in_cell(markdown_page()), page_in_cell(latex_page()), check("1a-gaps")._repr_html_(),
        check("1b")._repr_html_(), check("1b")[5]._repr_html_(),
        check("1c.ii")._repr_html_(),
    ]  # fmt: skip
    return "".join(f'<div class="host">{one}</div>' for one in shown)


@pytest.mark.parametrize("body", [JUPYTERLAB, VS_CODE], ids=["jupyterlab", "vs code"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1280])
def test_nothing_lies_over_a_formula(
    browser: Any, outputs: str, tmp_path: Path, body: str, theme: str, width: int
) -> None:
    """The host's theme counts, and not the system's, which is the other one here."""
    other = {"light": "dark", "dark": "light"}[theme]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=other)
    tab = context.new_page()
    file = tmp_path / "host.html"
    opened = body.format(**THEMES[theme])
    file.write_text(
        f"<!doctype html><meta charset=utf-8><style>{TABLES}</style>{opened}{outputs}",
        encoding="utf-8",
    )
    tab.goto(f"file://{file}")
    assert tab.evaluate(OVER) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    looks = "getComputedStyle(document.querySelector('.symattn'))"
    assert tab.evaluate(f"{looks}.color") == THEMES[theme]["ink"]
    assert tab.evaluate(f"{looks}.backgroundColor") == "rgba(0, 0, 0, 0)"
    assert tab.evaluate(f"{looks}.colorScheme") == theme
    assert tab.evaluate("getComputedStyle(document.querySelector('table.steps')).tableLayout") == (
        "auto"
    )
    context.close()


def test_names_of_places_are_not_shared_by_pages() -> None:
    names = [page_in_cell(one).split('id="p')[1][:8] for one in (markdown_page(), latex_page())]
    assert names[0] != names[1]
    html = page_in_cell(markdown_page())
    assert f'href="#p{names[0]}-at-' in html and 'id="at-' not in html


def test_the_style_is_nested_and_whole() -> None:
    html = in_a_cell("<p>a</p>", ":root{--more:1}\n@media(max-width:44rem){.a{width:1rem}}")
    style = html[html.index("<style>") + 7 : html.index("</style>")]
    assert style.startswith(".symattn") and style.endswith("}")
    assert style.count("{") == style.count("}") and ":root" not in style and "@font" not in style
    assert "@container(max-width:44rem){.a{width:calc(1*var(--rem))}}" in style
    assert "@media(max-width" not in style and "--more:1" in style
