"""The app in a real browser, with `symattn serve` behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from symattn.reading.whole_pages.shipped_settings import text_of

from ..house import house
from .in_chromium import FALSE, done, marks, needs_chromium, opened, write

AXE = house.HERE / "docs" / "make" / "app" / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = [(1280, "light"), (1280, "dark"), (400, "light"), (400, "dark")]


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
        shown = "setting.selectedOptions[0].text"
        assert page.evaluate(shown) == "as the page says"
        assert page.inner_text("#declarations") == text_of("two-heads").rstrip()
        page.select_option("#setting", "orthonormal-keys")
        assert page.evaluate(shown) == "orthonormal-keys"
        done(page)
        page.select_option("#setting", "")
        assert page.evaluate(shown) == "as the page says"
        assert page.inner_text("#named") == "two-heads"  # at once

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

    @pytest.mark.parametrize("width", [1280, 400])
    def test_a_row_stays_on_one_line_where_it_fits(self, page: Any, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        long = " + ".join(["x^2"] * 9)
        rows = f"x + 1 &> x, \\\\ (x + 1)^2 &> {long} \\\\ &> 1"
        write(page, f"Let $x > 0$.\n\n$$\\begin{{align}} {rows} \\end{{align}}$$\n")
        stacked = page.evaluate(
            "[...document.querySelectorAll('#reading .row')].map(row => {"
            " const [left, right] = ['.l', '.r'].map(part =>"
            " row.querySelector(part).getBoundingClientRect());"
            " return right.top >= left.bottom - 1 && left.width > 0; })"
        )
        assert stacked == [False, width == 400, False]
        inside = page.evaluate(
            "[...document.querySelectorAll('#reading .row')].every(row => {"
            " const [mark, ...all] = ['.mark', '.l', '.r'].map(part =>"
            " row.querySelector(part).getBoundingClientRect());"
            " return all.every(one => one.right <= mark.left + 1 || one.top >= mark.bottom); })"
        )
        assert inside

    @pytest.mark.parametrize(("width", "scheme"), SCREENS)
    def test_nothing_is_wider_than_the_window(self, page: Any, width: int, scheme: str) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if AXE.exists():
            found = page.evaluate(AXE.read_text(encoding="utf-8") + ";axe.run()")
            assert [one["id"] for one in found["violations"]] == []
