"""What a page that is downloaded is called, and the words that stand for its verdicts."""

from __future__ import annotations

import re

import pytest

from symattn.app.legend import MEANINGS, PENDING, legend
from symattn.app.live_pages import read
from symattn.app.page_titles import file_name, kept_page, title_of_page
from symattn.app.page_views import view
from symattn.app.site_files import examples, site_files
from symattn.checking.checked_pages import VERDICTS
from symattn.checking.page_checks import check_page_here
from symattn.reading.documents.pieces import Form

TITLES = {
    "# Two values\n\n# More\n": "Two values",
    "Text.\n\n## *One* `query` and [two](https://example.org) ##\n": "One query and two",
    "# Why $\\alpha \\to 1$\n": "Why alpha to 1",
    "#\n\n# <b>Bold</b>\n": "Bold",
    "Title\n=====\n": "Title",
    "```symattn\nsetting two-heads\n```\nSo $1 = 1$.": "two-heads",
    "# $ $\n\n```symattn\nsetting two-heads\n```\n": "two-heads",
    "So $1 = 1$.": "page",
    "": "page",
}
NAMES = {
    "What the weights are": "What-the-weights-are.html",
    "../../etc/passwd": "etc-passwd.html",
    'a\\b:c*d?"e<f>g|h': "a-b-c-d-e-f-g-h.html",
    "CON": "page-CON.html",
    "lpt1": "page-lpt1.html",
    ".hidden": "hidden.html",
    "…": "page.html",
    "Größe": "Größe.html",
    "x" * 300: "x" * 60 + ".html",
    "a\u202egnp.exe\x00": "a-gnp-exe.html",
}


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_page_is_called_by_its_first_heading_or_its_setting(text: str, title: str) -> None:
    assert title_of_page(read(text, "markdown")) == title


@pytest.mark.parametrize("form", ["markdown", "latex"])
def test_a_setting_that_is_chosen_names_a_page_without_a_heading(form: Form) -> None:
    assert title_of_page(read("So $1 = 1$.", form, "self-attention")) == "self-attention"


def test_latex_headings_count() -> None:
    page = read("\\section{The \\emph{average} of $\\beta$}\n$1 = 1$", "latex")
    assert title_of_page(page) == "The average of beta"


@pytest.mark.parametrize(("title", "name"), NAMES.items())
def test_a_file_name_is_safe_everywhere(title: str, name: str) -> None:
    assert file_name(title) == name
    assert re.fullmatch(r"\w[\w-]*\.html", name)


@pytest.mark.parametrize("one", examples()["pages"], ids=lambda one: one["title"])
def test_every_example_has_a_name_of_its_own(one: dict[str, str]) -> None:
    assert title_of_page(read(one["text"], "markdown")) != "page"


def test_a_title_is_escaped_and_the_page_is_the_same_otherwise() -> None:
    kept = kept_page(check_page_here(read('# 1 < 2 & "so"\n\nSo $1 < 2$.', "markdown")))
    assert "<title>1 &lt; 2 &amp; &quot;so&quot;</title>" in kept["html"]
    assert kept["name"] == "1-2-so.html"


def test_one_thing_has_one_word() -> None:
    """The summary, the marks and the legend; in the file that is kept too."""
    checked = check_page_here(read("Let $x$ be real. So $x^2 > 0$ and $1 = 2$.", "markdown"))
    found = view(checked)
    assert found["counted"] == "2 lines: 1 true only under a condition, 1 false"
    assert [one["said"] for one in found["lines"]] == ["true only under a condition", "false"]
    assert found["counted"] in kept_page(checked)["html"]
    assert all(f"<b>{one['said']}</b>" in legend(False) for one in found["lines"])


def test_the_legend_has_every_mark_and_says_pale_only_where_there_is_one() -> None:
    assert set(MEANINGS) == {*VERDICTS, "not_read", "outside"}
    assert PENDING in legend(True) and PENDING not in legend(False)
    for engine, pale in (("browser", True), ("served", False)):
        index = site_files(engine)["index.html"].decode()  # type: ignore[arg-type]
        assert (PENDING in index) == pale and "MARKS" not in index
        assert all(index.count(f'<symbol id="m-{verdict}"') == 1 for verdict in MEANINGS)
