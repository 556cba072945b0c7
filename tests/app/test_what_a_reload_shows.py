"""What was written is there after a reload, and what an old link holds is not."""

from __future__ import annotations

import re
from typing import Any

from .in_chromium import FALSE, done, marks, needs_chromium, opened, write

pytestmark = needs_chromium
LATEX = (
    "% mine\n\\documentclass{article}\n\\begin{document}\nLet $x > 0$. So $x + 1 > 1$.\n"
    "\\end{document}\n"
)


def text(page: Any) -> str:
    found: str = page.inner_text(".cm-content")
    return found


def again(page: Any) -> None:
    page.reload()
    page.wait_for_selector(".cm-content")
    done(page)


def test_what_was_written_is_there_after_a_reload(page: Any) -> None:
    page.select_option("#setting", "softmax-attention")
    write(page, FALSE + "Mine.")
    again(page)
    assert "Mine." in text(page) and marks(page) == ["proved", "refuted"]
    assert page.input_value("#setting") == "softmax-attention"
    page.click(".cm-content")
    page.keyboard.insert_text("Last words. ")
    again(page)  # at once: nobody has looked at them yet
    assert "Last words. " in text(page)


def test_another_tab_begins_with_the_example(page: Any, context: Any, served: str) -> None:
    write(page, FALSE + "Mine.")
    with opened(context, served) as other:
        assert "What the weights are" in text(other)


def test_an_old_link_does_not_come_back(page: Any) -> None:
    write(page, FALSE + "First.")
    page.click("#share")
    page.wait_for_url("**#f=markdown&z=*")
    again(page)
    assert "First." in text(page) and "#" in page.url  # nothing has changed since
    write(page, FALSE + "Second.")
    assert "#" not in page.url
    again(page)
    assert "Second." in text(page)
    page.click("#share")
    page.wait_for_url("**#f=markdown&z=*")
    page.select_option("#example", "1")
    done(page)
    assert "#" not in page.url
    shown = text(page)
    again(page)
    assert text(page) == shown and "Second." not in shown


def test_a_link_comes_before_what_was_written(page: Any, context: Any) -> None:
    write(page, FALSE + "Shared.")
    page.click("#share")
    page.wait_for_url("**#f=markdown&z=*")
    link = page.url
    write(page, FALSE + "Mine.")
    page.evaluate("link => { location.href = link; }", link)  # pasted into the address bar
    page.locator(".cm-content", has_text="Shared.").wait_for()
    again(page)
    assert "Shared." in text(page)


def test_a_damaged_draft_costs_nothing(page: Any) -> None:
    for damaged in ("{", "null", "7", '{"text": 1}', '{"text": "x", "form": "latex"}'):
        page.evaluate("one => sessionStorage.setItem('symattn-page', one)", damaged)
        again(page)
        assert "What the weights are" in text(page)


def test_latex_is_read_as_latex(page: Any) -> None:
    write(page, LATEX)
    assert page.input_value("#form") == "latex" and marks(page) == ["proved"]
    assert page.inner_text("#status").startswith("The text begins as LaTeX does")
    page.select_option("#form", "markdown")  # who wants it otherwise is told where to choose
    page.wait_for_selector("#reading .said.not_read")
    done(page)
    assert 'choose LaTeX at "Written in"' in page.inner_text("#reading")
    assert "--input" not in page.inner_text("#reading")
    assert "begins as LaTeX" not in page.inner_text("#status")
    again(page)
    assert page.input_value("#form") == "markdown"


def test_a_page_that_mentions_latex_stays_markdown(page: Any) -> None:
    write(page, "A paper begins with\n\n    \\documentclass{article}\n\nSo $1 = 1$.")
    assert page.input_value("#form") == "markdown"


def test_what_is_said_of_a_link_gives_way_to_the_counts(page: Any) -> None:
    counted = page.inner_text("#status")
    page.click("#share")
    page.locator("#status", has_text="copied").wait_for()
    page.locator("#status", has_text=re.compile(f"^{re.escape(counted)}$")).wait_for(timeout=9000)
