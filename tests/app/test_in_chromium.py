"""The app in a real browser: with `symattn serve` behind it, and with Python in the browser itself.

The latter needs the npm package pyodide and python-flint's wheel for it: SYMATTN_PYODIDE and
SYMATTN_WHEELS name their folders.
"""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from symattn.app.building import build, first_visit
from symattn.app.serving import AppServer
from symattn.batches.staying_checker import Checker
from symattn.checking.book_pages import written
from symattn.checking.deciding import decide
from symattn.checking.step_verdicts import rivals
from symattn.language import to_json
from symattn.reading.whole_pages.shipped_settings import text_of
from symattn.writing.book import entries

from ..house import house
from ..rendering.test_browser import CHROMIUM, QUIET

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this system")
PYODIDE, WHEELS = os.environ.get("SYMATTN_PYODIDE"), os.environ.get("SYMATTN_WHEELS")
needs_pyodide = pytest.mark.skipif(
    not PYODIDE or not WHEELS or not shutil.which("node"), reason="SYMATTN_PYODIDE is not set"
)
AXE = house.HERE / "docs" / "make" / "app" / "node_modules" / "axe-core" / "axe.min.js"
FALSE = "Let $x > 0$.\n\n$$x + 1 > 1$$\n\nSo $(x + 1)^2 = x^2 + 1$.\n"
SLOW = (
    "Let $g \\sim N(1, \\frac{1}{2})$ and $h \\sim N(0, 1)$ be independent.\n\n$$1 + 1 = 2$$\n\n"
    "$$\\mathbb{E}\\left[\\frac{e^{g}}{e^{g} + e^{h} + 1}\\right] > \\frac{1}{3}$$\n\n"
    "$$2^2 = 5$$\n"
)
OPEN = (
    "Let $x,y,z$ be real.\n\n$$x^4 y^2 + x^2 y^4 + z^6 - 3 x^2 y^2 z^2 \\ge 0$$\n\n$$x^2 \\ge 0$$\n"
)
SCREENS = [(1280, "light"), (1280, "dark"), (400, "light"), (400, "dark")]
MOST_BYTES = 12_000_000


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    """Playwright, of which there can be only one at a time."""
    with sync_api.sync_playwright() as playwright:
        yield playwright.chromium


@contextmanager
def chromium(driver: Any, folder: Path) -> Iterator[Any]:
    context = driver.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=QUIET, viewport={"width": 1280, "height": 900}
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture(scope="module")
def context(driver: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(driver, tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    with Checker(workers=1, seconds=5) as checker, AppServer(checker) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.url
        server.shutdown()


@pytest.fixture
def page(context: Any, served: str) -> Iterator[Any]:
    with opened(context, served) as one:
        yield one


@contextmanager
def opened(context: Any, url: str) -> Iterator[Any]:
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(url)
    done(page)
    yield page
    page.close()
    assert wrong == []


def done(page: Any, seconds: float = 120) -> None:
    """Wait until the page on the left is judged."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        kind = page.evaluate("document.documentElement.dataset.kind")
        status = page.inner_text("#status")
        if kind in ("page", "unread") and "again" not in status and "Looking" not in status:
            return
        time.sleep(0.05)
    raise AssertionError(page.inner_text("#status"))


def write(page: Any, text: str) -> None:
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    time.sleep(0.3)
    done(page)


def marks(page: Any) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.cm-marks .cm-gutterElement')]"
        ".map(e => [...e.classList].find(c => !c.startsWith('cm-'))).filter(Boolean)"
    )
    return found


@needs_chromium
class TestServed:
    def test_a_mark_stands_beside_every_line(self, page: Any) -> None:
        assert marks(page) == ["proved", "proved", "refuted", "proved", "proved"]
        assert "5 proved, 1 false" in page.inner_text("#status")
        assert page.locator("#reading math").count() > 10

    def test_hovering_says_why(self, page: Any) -> None:
        page.hover(".cm-marks .refuted svg")
        page.wait_for_selector(".cm-tooltip .told.refuted", timeout=5000)
        assert "Counterexample." in page.inner_text(".cm-tooltip")
        page.hover("#status")
        page.hover(".cm-content .line-refuted")
        page.wait_for_selector(".cm-tooltip .told.refuted", timeout=5000)

    def test_a_click_takes_a_repair(self, page: Any) -> None:
        write(page, FALSE)
        assert marks(page) == ["proved", "refuted"]
        page.click(".cm-marks .refuted svg")
        page.click("#why .repairs button")
        page.wait_for_selector(".cm-marks .refuted", state="detached", timeout=20000)
        done(page)
        assert marks(page) == ["proved", "proved"]
        assert "2 x" in page.inner_text(".cm-content")

    def test_all_of_it_goes_by_keyboard(self, page: Any) -> None:
        reached = []
        for _ in range(11):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate(
                    "document.activeElement.id || document.activeElement.parentElement.id || 'text'"
                )
            )
        wanted = ["form", "setting", "example", "share", "download", "declared", "marks", "text"]
        assert reached[:10] == [*wanted, "why", "reading"]
        page.focus(".cm-content")
        page.keyboard.press("Control+Home")
        for _ in range(9):
            if page.locator("#why .refuted").count():
                break
            page.keyboard.press("F8")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".cm-marks .refuted", state="detached", timeout=20000)
        page.keyboard.press("Control+z")
        page.wait_for_selector(".cm-marks .refuted", state="attached", timeout=20000)

    def test_a_link_holds_the_page_and_is_not_sent(self, page: Any, context: Any) -> None:
        write(page, FALSE + "𝛼 ünïcode")
        page.click("#share")
        page.wait_for_url("**#f=markdown&z=*")
        sent: list[str] = []
        link = page.evaluate("navigator.clipboard.readText()")
        assert link == page.url
        context.on("request", lambda request: sent.append(request.url))
        with opened(context, link) as other:
            assert "ünïcode" in other.inner_text(".cm-content") and marks(other) == marks(page)
        assert not any("z=" in url.partition("#")[0] for url in sent)

    @pytest.mark.parametrize("end", ["#f=markdown&z=AAAA", "#z=%00", "#f=latex", "#" + "z" * 9000])
    def test_a_damaged_link_opens_the_example(self, context: Any, served: str, end: str) -> None:
        with opened(context, served + end) as page:
            assert "What the weights are" in page.inner_text(".cm-content")
            assert page.inner_text("#status").startswith("The link cannot be read")

    def test_a_page_is_downloaded_under_its_first_heading(self, page: Any) -> None:
        with page.expect_download() as found:
            page.click("#download")
        assert found.value.suggested_filename == "What-the-weights-are.html"
        kept = Path(found.value.path()).read_text(encoding="utf-8")
        assert kept.startswith("<!doctype html>") and "<title>What the weights are</title>" in kept

    @pytest.mark.parametrize("width", [1280, 400])
    def test_a_setting_shows_its_name_and_what_it_declares(self, page: Any, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        write(page, "So $1 = 1$.")
        assert page.locator("#declared").is_hidden()
        page.select_option("#setting", "orthonormal-keys")
        assert "orthonormal-keys" in page.inner_text("#declared summary")
        page.focus("#declared summary")
        page.keyboard.press("Enter")
        assert page.inner_text("#declarations") == text_of("orthonormal-keys").rstrip()
        cut = "[...document.querySelectorAll('#setting')].some(e => e.scrollWidth > e.clientWidth)"
        assert not page.evaluate(cut)
        longest = page.evaluate("[...setting.options].map(e => e.text)")
        assert "orthonormal-keys" in longest and max(map(len, longest)) <= 30
        page.select_option("#setting", "")
        write(page, "```symattn\nsetting two-heads\n```\n\nSo $1 = 1$.")
        assert page.inner_text("#named") == "two-heads"  # the page itself names it
        assert page.inner_text("#declarations") == text_of("two-heads").rstrip()

    def test_the_marks_have_a_legend_in_the_words_of_the_summary(self, page: Any) -> None:
        write(page, "Let $x$ be real.\n\n$$x^2 > 0$$\n")
        assert page.inner_text("#status") == "1 line: 1 true only under a condition."
        page.focus("#marks summary")
        page.keyboard.press("Enter")
        told = page.locator("#marks li")
        assert told.count() == 6
        assert "true only under a condition" in told.nth(1).inner_text()
        colours = page.evaluate(
            "[...document.querySelectorAll('#marks svg')].map(e => getComputedStyle(e).color)"
        )
        assert len(set(colours)) == 6
        mark = page.evaluate("getComputedStyle(document.querySelector('.cm-marks svg')).color")
        assert colours[1] == mark

    @pytest.mark.parametrize("width", [1280, 400])
    def test_what_hovering_says_does_not_cover_why(self, page: Any, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("scrollTo(0, 0)")
        page.hover(".cm-marks .refuted svg")
        page.wait_for_selector(".cm-tooltip .told.refuted", timeout=5000)
        edges = page.evaluate(
            "new Promise(done => setTimeout(() => done([document.querySelector('.cm-tooltip')"
            ".getBoundingClientRect().bottom, why.getBoundingClientRect().top]), 200))"
        )
        assert edges[0] <= edges[1]

    def test_settings_and_latex_can_be_chosen(self, page: Any) -> None:
        page.select_option("#form", "latex")
        page.select_option("#setting", "softmax-attention")
        write(page, "Hence $\\alpha_a > 0$ and $\\alpha_a > 1$.")
        assert page.inner_text("#status").startswith("2 lines: 1 proved, 1 false")

    def test_html_in_a_page_stays_text(self, page: Any) -> None:
        write(
            page,
            '<img src=x onerror="document.title=1"> <script>document.title=1</script> So $1=1$.',
        )
        assert page.locator("#reading :is(img, script)").count() == 0
        assert page.title() == "symattn: a page and its verdicts"

    @pytest.mark.parametrize(("width", "scheme"), SCREENS)
    def test_nothing_is_wider_than_the_window(self, page: Any, width: int, scheme: str) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if AXE.exists():
            found = page.evaluate(AXE.read_text(encoding="utf-8") + ";axe.run()")
            assert [one["id"] for one in found["violations"]] == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("built") / "site"
    build(to, Path(PYODIDE or ""), Path(WHEELS or ""))
    return to


@contextmanager
def offered(site: Path, asked: list[str]) -> Iterator[str]:
    """A plain server of files on loopback."""

    class Files(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            asked.append(self.path)

    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Files, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@needs_pyodide
class TestInTheBrowserAlone:
    def test_a_first_visit_is_small(self, site: Path) -> None:
        assert first_visit(site)[1] <= MOST_BYTES

    @needs_chromium
    def test_it_is_there_without_a_network_and_asks_for_nothing(
        self, driver: Any, site: Path, tmp_path: Path
    ) -> None:
        asked: list[str] = []
        with chromium(driver, tmp_path) as context:
            with offered(site, asked) as url, opened(context, url) as page:
                assert "5 proved, 1 false" in page.inner_text("#status")
                page.wait_for_selector(".cm-marks .pending", state="detached", timeout=120_000)
                page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
                asked.clear()
                write(page, FALSE)
                assert marks(page) == ["proved", "refuted"]
                # the browser itself looks whether the service worker is new
                assert set(asked) <= {"/service.js"}
            with opened(context, url) as page:  # the server is gone
                assert "5 proved, 1 false" in page.inner_text("#status")

    @needs_chromium
    def test_why_a_line_stays_open_is_said_after_flint_was_used(
        self, driver: Any, site: Path, tmp_path: Path
    ) -> None:
        with chromium(driver, tmp_path) as context, offered(site, []) as url:
            for _ in range(2):  # the second visit begins with what is kept of the first
                with opened(context, url) as page:
                    assert len(marks(page)) == 5  # the example needs it
                    write(page, OPEN)
                    assert marks(page) == ["undecided", "proved"]
                    assert "How far" in page.inner_text("#reading")

    @needs_chromium
    def test_a_claim_that_does_not_end_stops_no_other(
        self, driver: Any, site: Path, tmp_path: Path
    ) -> None:
        with (
            chromium(driver, tmp_path) as context,
            offered(site, []) as url,
            opened(context, url) as page,
        ):
            page.click(".cm-content")
            page.keyboard.press("Control+a")
            page.keyboard.insert_text(SLOW)
            until = time.monotonic() + 60
            while "refuted" not in marks(page)[1:] and time.monotonic() < until:
                time.sleep(0.1)
            assert marks(page)[0] == "proved" and marks(page)[-1] == "refuted"
            done(page, 200)
            assert marks(page) == ["proved", "proved", "refuted"]

    def test_the_book_has_the_same_verdicts(self, site: Path, tmp_path: Path) -> None:
        """A part of it; the whole book with SYMATTN_NIGHTLY=1."""
        some = entries() if os.environ.get("SYMATTN_NIGHTLY") else entries()[::9]
        lines, wanted = [], []
        for entry in some:
            context, steps = written(entry)
            goals = tuple(step.goal for step in steps if step.goal is not None)
            for step in steps:
                if step.goal is not None:
                    claim = step.claim(context)
                    others = rivals(claim, goals)
                    name = f"{entry.id}.{step.number}"
                    lines.append(
                        {"name": name, "claim": claim.to_json(), "others": [*map(to_json, others)]}
                    )
                    wanted.append([name, decide(claim, others=others).status])
        file = tmp_path / "claims.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in lines))
        script = Path(__file__).parent / "the_book_in_pyodide.mjs"
        run = ["node", str(script), str(site), str(Path(PYODIDE or "").resolve()), str(file)]
        done = subprocess.run(run, capture_output=True, text=True, check=True)
        assert [json.loads(line)[:2] for line in done.stdout.splitlines()] == wanted
        assert int(done.stderr.split()[-1]) <= 100_000_000  # bytes of the heap
