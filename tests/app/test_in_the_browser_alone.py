"""The app with Python in the browser itself.

It needs the npm package pyodide and python-flint's wheel for it: SYMATTN_PYODIDE and
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
from symattn.checking.book_pages import written
from symattn.checking.deciding import decide
from symattn.checking.step_verdicts import rivals
from symattn.language import to_json
from symattn.writing.book import entries

from .in_chromium import FALSE, chromium, done, marks, needs_chromium, opened, write

PYODIDE, WHEELS = os.environ.get("SYMATTN_PYODIDE"), os.environ.get("SYMATTN_WHEELS")
needs_pyodide = pytest.mark.skipif(
    not PYODIDE or not WHEELS or not shutil.which("node"), reason="SYMATTN_PYODIDE is not set"
)
SLOW = (
    "Let $g \\sim N(1, \\frac{1}{2})$ and $h \\sim N(0, 1)$ be independent.\n\n$$1 + 1 = 2$$\n\n"
    "$$\\mathbb{E}\\left[\\frac{e^{g}}{e^{g} + e^{h} + 1}\\right] > \\frac{1}{3}$$\n\n"
    "$$2^2 = 5$$\n"
)
OPEN = (
    "Let $x,y,z$ be real.\n\n$$x^4 y^2 + x^2 y^4 + z^6 - 3 x^2 y^2 z^2 \\ge 0$$\n\n$$x^2 \\ge 0$$\n"
)
MOST_BYTES = 12_000_000


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
