"""Pages in a real browser.

What is folded opens, nothing is wider than the window, and nothing is asked of the network.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from symattn.publishing.report_pages import Figure, pages
from symattn.records.record import CheckedDerivation
from symattn.rendering import Html, render

from ..conftest import ALL_BOUNDS
from .samples import HOSTILE, PAGE

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this system (Debian: apt install chromium)"
)
SOME = ("1a", "1b", "1c.ii-a", "1cd", "1c.ii-samples")
WINDOWS = [(1280, "light"), (400, "dark")]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
TOO_WIDE = """() => [
  ...document.querySelectorAll(
    'main :is(article, table, tr, td, th, p, li, details, section, h1, nav, pre)'
  )
].filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1)
 .map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, book: dict[str, CheckedDerivation]) -> Path:
    """A report about some derivations (all, with SYMATTN_BOUNDS=1), and pages made by hand."""
    folder = tmp_path_factory.mktemp("site")

    def drawn(record: CheckedDerivation) -> list[Figure]:
        return [
            Figure(
                "plane",
                (
                    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><rect '
                    'width="90" height="60" fill="#8ac"/></svg>'
                ),
                "Where it goes.",
                "a square",
            )
        ]

    for name, page in pages([book[id] for id in (book if ALL_BOUNDS else SOME)], drawn):
        (folder / name).write_text(page, encoding="utf-8")
    for name, record in (("page", PAGE), ("hostile", HOSTILE)):
        (folder / f"{name}.html").write_text(render(Html(), [record]), encoding="utf-8")
    return folder


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Any]:
    """Opens a page of the site in a window.

    Afterwards, no request has left it and no script has failed.
    """
    asked: list[str] = []
    contexts: list[Any] = []

    def open_page(name: str, width: int = 1280, scheme: str = "light", fragment: str = "") -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: asked.append(f"error: {error}"))
        tab.goto(f"file://{site}/{name}.html{fragment}")
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((f"file://{site}/", "data:"))] == []


@pytest.mark.parametrize("width, scheme", WINDOWS)
def test_nothing_is_wider_than_the_window(opened: Any, site: Path, width: int, scheme: str) -> None:
    tab = opened("index", width, scheme)
    for file in sorted(site.glob("*.html")):
        tab.goto(f"file://{file}")
        tab.evaluate(
            "document.querySelectorAll('details:not([data-step]), "
            "details[data-step]:first-of-type').forEach(d => d.open = true)"
        )
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, file.name
        assert tab.evaluate(TOO_WIDE) == [], file.name


def test_a_refuted_step_shows_its_witness(opened: Any) -> None:
    tab = opened("1cd")
    notes = tab.locator("tr[id='1cd.11'] + tr.notes")
    assert (
        notes.get_by_text("Counterexample").is_visible()
        and "the left side is 0.009058" in notes.inner_text()
    )
    assert (
        tab.locator("tr[id='1cd.11'] .mark").inner_text().strip() == "false"
    )  # told by a word and a shape


def test_folds_open_and_certificates_are_there(opened: Any) -> None:
    tab = opened("1b")
    bound = tab.locator("tr[id='1b.14'] + tr details p").first
    assert not bound.is_visible()
    tab.locator("tr[id='1b.14'] + tr summary").click()
    assert bound.is_visible() and bound.locator("math").first.is_visible()
    tab = opened("1c.ii-a")
    tab.locator("tr[id='1c.ii-a.6'] .mark a").click()  # the mark leads to the certificate
    certificate = tab.locator("details[data-step='1c.ii-a.6']")
    certificate.locator("pre").get_by_text('"rule"').wait_for(timeout=5000)
    assert certificate.get_by_text("by cases").first.is_visible()


def test_formulas_are_drawn(opened: Any) -> None:
    tab = opened("1c.ii-samples")
    sizes = tab.evaluate(
        "[...document.querySelectorAll('tr.step math')].filter(m => "
        "m.getClientRects().length).map(m => { const r = m.getBoundingClientRect(); return "
        "[r.width, r.height]; })"
    )
    assert len(sizes) > 60 and all(w > 3 and h > 3 for w, h in sizes)
    assert tab.evaluate("document.fonts.check('16px \"Symattn Math\"', 'αβ')")
    fraction = tab.locator("tr[id='1c.ii-samples.11'] td.r mfrac").first
    assert fraction.bounding_box()["height"] > 30  # a fraction stands upright


def test_a_link_leads_to_its_step(opened: Any) -> None:
    tab = opened("1c.ii-samples", fragment="#" + quote("1c.ii-samples.23"))
    box = tab.locator("tr[id='1c.ii-samples.23']").bounding_box()
    assert 0 <= box["y"] < 900
    assert (
        tab.locator("tr[id='1c.ii-samples.23'] th a").get_attribute("href") == "#1c.ii-samples.23"
    )


def test_the_index_is_searched_without_a_server(opened: Any) -> None:
    tab = opened("index")
    assert tab.locator("table.index tr").count() in (len(SOME), 29)
    tab.fill("#q", "γ_a 0.93")
    assert tab.locator("#n").inner_text() == "0 lines"
    for words in ("gamma_a -> 1/2", "γ_a → 1/2"):
        tab.fill("#q", words)
        assert any(
            line.startswith("1c.ii-a.6") for line in tab.locator("#found li").all_inner_texts()
        )
    tab.fill("#q", "1cd.11")
    assert (
        tab.locator("#found li").count() == 1
        and "B  ≤  A".replace("  ", " ") in tab.locator("#found li").inner_text()
    )
    tab.locator("#found li a").click()
    assert tab.url.endswith("1cd.html#1cd.11")
    assert tab.locator("section.rests summary").inner_text().startswith("What this rests on")


def test_pictures_are_shown(opened: Any) -> None:
    tab = opened("1cd")
    picture = tab.locator("figure img")
    assert picture.get_attribute("alt") == "a square" and picture.evaluate(
        "i => i.complete && i.naturalWidth > 0"
    )
    assert tab.locator("figcaption").inner_text() == "Where it goes."


def test_hostile_text_stays_text(opened: Any) -> None:
    tab = opened("hostile")
    assert (
        tab.locator("script").count() == 1 + tab.locator("script[type='text/plain']").count()
        and tab.evaluate(
            "document.querySelectorAll('main script, main img, main a[href^=javascript]').length"
        )
        == 0
    )
    assert (
        r"Escapes: \input{/etc/passwd} 50% ab #1 & {x}" in tab.locator("h1").inner_text()
    )  # an index is set as one


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(opened: Any, scheme: str) -> None:
    """WCAG AA: 4.5 to 1 for all text, as the browser computed the colours."""
    tab = opened("page", 1280, scheme)
    low = tab.evaluate("""() => {
      const parse = c => {
        const m = c.match(/[\\d.]+/g).map(Number);
        return {rgb: m.slice(0, 3), a: m.length > 3 ? m[3] : 1};
      };
      const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      const light = c => {
        const [r, g, b] = c.map(v => linear(v / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = e => {
        for (; e; e = e.parentElement) {
          const c = parse(getComputedStyle(e).backgroundColor);
          if (c.a === 1) return c.rgb;
        }
        return [255, 255, 255];
      };
      const says = n => n.nodeType === 3 && n.textContent.trim();
      const shown = [...document.querySelectorAll('main *')].filter(
        e => e.childNodes.length && [...e.childNodes].some(says) || e.tagName === 'svg'
      );
      return shown.map(e => {
        const a = light(parse(getComputedStyle(e).color).rgb), b = light(behind(e));
        return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.outerHTML.slice(0, 80)];
      }).filter(([ratio]) => ratio < 4.5);
    }""")
    assert low == []
