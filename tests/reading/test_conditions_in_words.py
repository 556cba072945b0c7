"""Conditions in words alone before a display: quoted whole, and told alike by all commands."""

from __future__ import annotations

import pytest

from symattn.checking.page_checks import check_page_here
from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_lines import ReadPage
from symattn.reading.whole_pages.page_reader import read_page
from symattn.rendering.author_pages.findings import counts
from symattn.rendering.author_pages.page_as_read import page_as_read

SCORES = r"Let $s_1, \dots, s_n$ be scores and $p_j = \frac{e^{s_j}}{\sum_k e^{s_k}}$. "
TWICE = r"$$\sum_j p_j = 2$$"
ONCE = r"$$\sum_j p_j = 1$$"


def _page(text: str) -> ReadPage:
    return read_page(parse(text + "\n", "markdown"))


@pytest.mark.parametrize("between", [" ", "\n\n"])
@pytest.mark.parametrize(
    "words, quoted",
    [
        ("If we write them twice we get", "If we write them twice"),
        ("If we write them twice, then", "If we write them twice"),
        ("When we add them up", "When we add them up"),
        ("If the scores are sorted we get", "If the scores are sorted"),
    ],
)
def test_the_whole_clause_is_quoted(words: str, quoted: str, between: str) -> None:
    line = _page(SCORES + words + between + TWICE).lines[-1]
    told = line.problem or line.doubt
    assert told is not None
    assert f"the condition {quoted!r} is not understood" in told.message


def test_read_tells_of_a_line_in_doubt_in_the_words_of_check() -> None:
    page = _page(SCORES + f"If we write them twice we get\n\n{TWICE}\n\nNow\n\n{ONCE}")
    *rows, total = page_as_read(page)
    [doubted] = [row for row in rows if "in doubt:" in row]
    checked = check_page_here(page)
    assert counts(checked) == {"proved": 1, "not_read": 1}
    assert total.endswith("3 formulas read, 1 in doubt, 0 not read")
    [unread] = [one.line.problem for one in checked.lines if one.line.problem is not None]
    assert unread.message in doubted


def test_a_line_in_doubt_that_holds_anyway_is_judged() -> None:
    page = _page(SCORES + f"If we write them twice we get\n\n{ONCE}")
    assert counts(check_page_here(page)) == {"proved": 1}
    assert [*page_as_read(page)][-1].endswith("2 formulas read, 1 in doubt, 0 not read")
