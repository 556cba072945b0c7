"""What tests of the app in a browser share: the browser, and `symattn serve` behind a page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from symattn.app.serving import AppServer
from symattn.batches.staying_checker import Checker

from .in_chromium import chromium, opened


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    """Playwright, of which there can be only one at a time."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        yield playwright.chromium


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
