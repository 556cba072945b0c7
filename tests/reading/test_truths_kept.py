"""Truths that a page once had refuted, and what it had proved by a fact of another section."""

from __future__ import annotations

import pytest

from symattn.checking.page_checks import check_page_here
from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_reader import read_page

PAGES = {
    "distinct indices make n at least 2, where a line does not speak of them": (
        "let n: integer >= 1\nlet p_j: reals over n\nlet a, c: indices of n; a, c distinct",
        r"$$n \ge 2$$ $$n \ge 3$$",
        ["proved", "refuted"],
    ),
    "what holds under a condition is not what stands left of the next arrow": (
        "let x: real",
        "$$e^x > 1 \\text{ if } x > 0$$\n$$\\Rightarrow x > 0$$",
        ["proved", "proved"],
    ),
    "what follows from a line that holds is judged alone": (
        "let x: real",
        "$$x^2 \\ge 0$$\n$$\\Rightarrow x > 0$$",
        ["proved", "refuted"],
    ),
    "a condition in a row of its own belongs to the row above": (
        "let x, y: real",
        "$$\\begin{aligned} |x| &= x \\\\ &\\text{if } x \\ge 0 \\\\ x^2 &\\ge 0 \\end{aligned}$$",
        ["proved", "proved"],
    ),
    "a fact ends with its heading, but for one about what is declared there": (
        "let b: positive",
        "# A\n\n```symattn\ngiven b > 3\nlet x: positive\ngiven x > 5\n```\n\n$$b > 2$$\n\n"
        "# B\n\n$$b > 2$$\n\n$$x > 4$$\n\nSuppose $b > 7$. Hence $b > 6$.\n\n# C\n\n$$b > 6$$",
        ["proved", "refuted", "proved", "proved", "refuted"],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    block, lines, verdicts = PAGES[name]
    page = read_page(parse(f"```symattn\n{block}\n```\n\n{lines}\n", "markdown"))
    assert page.problems == ()
    checked = check_page_here(page)
    assert [x.verdict for x in checked.lines if x.verdict] == verdicts
