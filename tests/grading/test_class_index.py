"""The class on one page in a browser: nothing is too wide, and columns are sorted when asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symattn.grading.class_index import class_index
from symattn.grading.class_setting import ClassSetting, TeachersSettings
from symattn.grading.common_errors import common_errors
from symattn.grading.grade_tables import GradedClass, grades_csv
from symattn.grading.graded_pages import Changes, GradedLine, GradedPage
from symattn.grading.page_grader import ToGrade, grade

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
SETTING = ClassSetting("<b>course</b>", TeachersSettings())


def line(number: int, verdict: str, **more: Any) -> GradedLine:
    return GradedLine(number, number, r"\frac{a}{b} = c", "a/b = c", verdict, **more)


def made(name: str, *verdicts: str, points: float = 0, **more: Any) -> GradedPage:
    lines = tuple(line(k, v, first_error=v == "refuted") for k, v in enumerate(verdicts, 1))
    return GradedPage(name, f"feedback/{name}.html", lines, (), points, len(lines), **more)


CLASS = GradedClass(SETTING, False, (
    made("a<script>alert(1)</script>.md", *["proved"] * 40, points=40),
    made("b.md", "refuted", "proved", points=1, changes=Changes((2,), (1,), 0, 0)),
    made("c10.md", "proved", "not_read", "undecided", points=1.5),
    made("c9" + "long" * 30 + ".md", "conditional", "outside"),
    GradedPage("d.tex", "feedback/d.tex.html", problem="text in UTF-8 was expected"),
))  # fmt: skip


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


@pytest.mark.parametrize(("width", "scheme"), [(400, "dark"), (1280, "light")])
def test_nothing_is_too_wide_and_columns_sort(
    browser: Any, tmp_path: Path, width: int, scheme: str
) -> None:
    (tmp_path / "index.html").write_text(class_index(CLASS), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.goto((tmp_path / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    names = "() => [...document.querySelectorAll('.matrix tbody th')].map(e => e.textContent[0])"
    first = page.evaluate(names)
    page.click("thead th:nth-child(2) button")
    assert page.evaluate(names) == ["a", "b", "c", "c", "d"]  # by share: 1, ½, ½, 0, none
    page.click("th.name button")
    page.click("th.name button")
    assert page.evaluate(names) == first[::-1]
    assert page.get_attribute("th.name[aria-sort]", "aria-sort") == "descending"
    assert heard == []
    page.close()


def test_without_a_script_everything_stands_there() -> None:
    index = class_index(CLASS)
    assert "<script>alert" not in index and "<b>course" not in index
    assert index.count("<tr>") == 6 and "://" not in index
    assert "5 submissions" in index and "47 lines: 42 proved" in index
    assert 'class="verdict refuted first edge"' in index
    assert "text in UTF-8 was expected" in index and "+1 −1" in index


def test_errors_are_grouped_by_what_would_mend_them() -> None:
    pages = [
        GradedPage("a", "a.html", (line(1, "refuted", repair=("x = 1",)),)),
        GradedPage("b", "b.html", (line(1, "conditional", repair=("x = 1",), condition=("n = 2",)),
                                   line(2, "conditional", condition=("n = 2",)))),
        GradedPage("c", "c.html", (line(1, "refuted"), line(2, "undecided"))),
    ]  # fmt: skip
    found = [(g.kind, g.what, [p.name for p in g.pages]) for g in common_errors(pages)]
    assert found == [
        ("repair", "x = 1", ["a", "b"]), ("condition", "n = 2", ["b"]), ("line", "a/b = c", ["c"]),
    ]  # fmt: skip


def test_a_spreadsheet_runs_nothing() -> None:
    page = GradedPage("=cmd|' /C calc'!A0.md", "f.html", problem="@SUM(1)")
    row = grades_csv(GradedClass(SETTING, False, (page,))).splitlines()[1]
    assert row.startswith("'=cmd") and row.endswith("'@SUM(1)")


@pytest.mark.parametrize("ending", [".md", ".tex"])
def test_feedback_as_pdf(ending: str) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    text = r"$$1 + 1 = 3$$ $$x \odot 1 = 2$$ $$2^2 = 4$$ é # * _ < @ ~"
    task = ToGrade(f"#a_*{ending}", "a", "a", text, ClassSetting("", TeachersSettings()), 60.0)
    found = grade(ToGrade(**{**task.__dict__, "pdf": True}))
    assert found.pdf is not None and found.pdf.startswith(b"%PDF")
