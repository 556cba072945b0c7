"""How long the app takes in a browser: a first visit, the next one, and a line that is changed.

    pip install playwright; apt install chromium nodejs
    python benchmarks/app_visits.py --pyodide node_modules/pyodide --wheels wheels

The app is built, offered by a plain server of files on loopback, and opened in a headless Chromium
with an empty profile, then once more with the server gone. "×" is the time as a multiple of
`import sympy` as a process, in turns with it in the same run; the bytes and the number of requests
do not depend on the machine. docs/app.md says where Pyodide and the wheel come from.
"""

from __future__ import annotations

import argparse
import http.server
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from symattn.app.building import build

VISITS, CHANGES, WAIT = 5, 25, 120_000
MARK = ".cm-marks .cm-gutterElement:is(.proved, .refuted, .conditional)"
REPLAYED = f"{MARK} > :not(.pending)"
ALL = "html[data-kind=page]"  # all lines of the example are judged
# when each of these is first there, in ms since the page was asked for
WATCH = """
window.seen = {};
new MutationObserver(() => {
  for (const [name, what] of Object.entries(WANTED))
    if (!(name in seen) && document.querySelector(what)) seen[name] = performance.now();
}).observe(document, {subtree: true, childList: true, attributes: true});
""".replace("WANTED", repr({"mark": MARK, "replayed": REPLAYED, "all": ALL}))
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
QUIET += ["--no-first-run", "--disable-component-update"]
PAGE = "Let $x > 0$.\n\n$$(x + {0})^2 = x^2 + {1} x + {2}$$\n\nSo $x + {0} > {0}$.\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pyodide", type=Path, required=True)
    options.add_argument("--wheels", type=Path, required=True)
    given = options.parse_args()
    unit: list[float] = []
    rows: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        sizes = build(Path(folder, "site"), given.pyodide, given.wheels)
        for number in range(VISITS):
            unit.append(import_sympy())
            asked: list[str] = []
            with browser(Path(folder, f"profile{number}")) as one:
                with offered(Path(folder, "site"), asked) as url:
                    first = visit(one, url)
                    requests = len(asked)
                    time.sleep(5)  # all files are kept for the next visit
                again = visit(one, url)
                changed = changes(one.pages[-1])
            for name, found in (
                ("first visit: the first mark", first[:1]),
                ("first visit: one that is replayed", first[1:2]),
                ("first visit: all marks", first[2:]),
                ("next visit, the server gone: the first mark", again[:1]),
                ("next visit: one that is replayed", again[1:2]),
                ("next visit: all marks", again[2:]),
                ("a changed line", changed),
            ):
                rows.setdefault(name, []).extend(found)
    base = statistics.median(unit)
    print(f"import sympy {base:.2f} s, {len(sizes)} files, {requests} requests\n")
    print("| | median s | least | most | × import sympy |\n|---|---|---|---|---|")
    for name, found in rows.items():
        middle = statistics.median(found)
        cells = f"{middle:.2f} | {min(found):.2f} | {max(found):.2f} | {middle / base:.2f}"
        print(f"| {name} | {cells} |")


def import_sympy() -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import sympy"], check=True)
    return time.perf_counter() - begin


@contextmanager
def browser(folder: Path) -> Iterator[Any]:
    """A headless Chromium with a profile that is kept in a folder."""
    with sync_playwright() as playwright:
        one = playwright.chromium.launch_persistent_context(
            folder, executable_path=shutil.which("chromium"), args=QUIET
        )
        yield one
        one.close()


@contextmanager
def offered(site: Path, asked: list[str]) -> Iterator[str]:
    """A plain server of files on loopback, always at the same address; what was asked for."""

    class Files(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            asked.append(self.path)

    handler = partial(Files, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def visit(context: Any, url: str) -> list[float]:
    """Seconds until the first line of the example has a mark, one that was replayed, and until
    all of its lines have a mark.
    """
    for old in context.pages:
        old.close()
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_selector(REPLAYED, timeout=WAIT)
    page.wait_for_selector(".cm-marks .pending", state="detached", timeout=WAIT)
    seen = page.evaluate("seen")
    return [seen[name] / 1000 for name in ("mark", "replayed", "all")]


def changes(page: Any) -> list[float]:
    """Seconds from a change of a line to its new mark, several times."""
    found = []
    for k in range(1, CHANGES + 1):
        text = PAGE.format(k, 2 * k, k * k + (k % 2))
        page.click(".cm-content")
        page.keyboard.press("Control+a")
        wanted = "refuted" if k % 2 else "proved"
        begin = time.perf_counter()
        page.keyboard.insert_text(text)
        page.wait_for_function(
            "wanted => document.querySelectorAll('.cm-marks .' + wanted).length == "
            "(wanted == 'refuted' ? 1 : 2)",
            arg=wanted,
            polling=5,
            timeout=WAIT,
        )
        found.append(time.perf_counter() - begin)
        time.sleep(0.2)
    return found[5:]


if __name__ == "__main__":
    main()
