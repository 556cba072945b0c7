"""The app in a real browser: pages that are opened, written and looked at."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ..rendering.test_browser import CHROMIUM, QUIET

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this system")
FALSE = "Let $x > 0$.\n\n$$x + 1 > 1$$\n\nSo $(x + 1)^2 = x^2 + 1$.\n"


@contextmanager
def chromium(driver: Any, folder: Path) -> Iterator[Any]:
    context = driver.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=QUIET, viewport={"width": 1280, "height": 900}
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


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
