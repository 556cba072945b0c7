"""A page as an image, for the README.

What `symattn derive ID --format html` gives, as Chromium draws it.

    python docs/make/page_image.py 1b docs/page.png

Needs playwright and Chromium (the system's).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)


def main(id: str, image: str, scheme: str = "light", width: str = "1000") -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "page.html"
        subprocess.run(
            [sys.executable, "-m", "symattn", "derive", id, "--format", "html", "-o", str(page)],
            check=True,
        )
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        tab = browser.new_context(
            viewport={"width": int(width), "height": 600},
            color_scheme="dark" if scheme == "dark" else "light",
            device_scale_factor=1.5,
        ).new_page()
        tab.goto(f"file://{page}")
        tab.evaluate("document.fonts.ready")
        tab.locator("main").screenshot(path=image)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
