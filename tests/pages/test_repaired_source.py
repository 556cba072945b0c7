"""What a repair puts in place of a line: the page then says it, or nothing is offered."""

from __future__ import annotations

import json

import pytest

from symattn.checking.page_checks import check_page_here
from symattn.publishing.repaired_source import replacements
from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_reader import read_page
from symattn.rendering.author_pages.page_in_sarif import pages_in_sarif
from symattn.rendering.author_pages.page_in_text import PageText

BLOCK = "```symattn\nlet x, y: real\n```\n\n"
TEX = "%% symattn: let x, y: real\n\\begin{document}\nHERE\n\\end{document}\n"


def _fixed(text: str, form: str) -> tuple[list[dict], str]:  # type: ignore[type-arg]
    """The results, and the page with every fix applied."""
    name = "page.tex" if form == "latex" else "page.md"
    checked = check_page_here(read_page(parse(text, form, name)))  # type: ignore[arg-type]
    results = json.loads(pages_in_sarif([checked], "1", replacements))["runs"][0]["results"]
    lines = text.split("\n")
    for one in reversed(results):
        for fix in one.get("fixes", ()):
            ((change,),) = [made["replacements"] for made in fix["artifactChanges"]]
            region = change["deletedRegion"]
            assert fix["description"]["text"].startswith("Repair: ")
            k, last = region["startLine"] - 1, region["endLine"]
            whole = "\n".join(lines[k:last])
            behind = lines[last - 1][region["endColumn"] - 1 :]
            before = whole[: region["startColumn"] - 1]
            put = before + change["insertedContent"]["text"] + behind
            lines[k:last] = put.split("\n")
    return results, "\n".join(lines)


@pytest.mark.parametrize(
    ("form", "wrong", "right"),
    [
        ("markdown", "So $(x - y)^2 = x^2 + y^2$.", "So $(x - y)^2 = x^{2} + y^{2} - 2 x y$."),
        (
            "markdown",
            "The case $x = y$ is easy.\n\nSo $(x - y)^2 = x^2 + y^2$.",
            "So $(x - y)^2 = x^{2} + y^{2} - 2 x y$.",
        ),
        ("markdown", "So\n$$\n(x - y)^2\n = x^2 + y^2 .\n$$", "$$\n(x - y)^2\n = x^{2} + y^{2}"),
        (
            "latex",
            "\\begin{align*}\n(x - y)^2 &= x^2 + y^2 \\\\\n &\\ge -1 .\n\\end{align*}",
            "(x - y)^2 &= x^{2} + y^{2} - 2 x y \\\\",
        ),
        (
            "latex",
            "\\begin{align*}\n(x - y)^2 &= (y - x)^2 \\\\\n &= x^2 + y^2 .\n\\end{align*}",
            "&= x^{2} + y^{2} - 2 x y .",
        ),
    ],
    ids=[
        "in a sentence",
        "after another one",
        "over two lines",
        "with its sign aligned",
        "in a row that goes on",
    ],
)
def test_the_page_says_the_repair(form: str, wrong: str, right: str) -> None:
    text = BLOCK + wrong + "\n" if form == "markdown" else TEX.replace("HERE", wrong)
    results, put = _fixed(text, form)
    assert any(one.get("fixes") for one in results) and right in put
    checked = check_page_here(read_page(parse(put, form, "page")))  # type: ignore[arg-type]
    assert checked.status == 0


@pytest.mark.parametrize(
    "wrong",
    [
        "So $x^2 > x$.",  # no line near it is true
        "So $x \\oplus y = x$.",  # not read
        "So $x^2 = y$, as declared.",
    ],
)
def test_where_nothing_is_proved_nothing_is_offered(wrong: str) -> None:
    results, put = _fixed(BLOCK + wrong + "\n", "markdown")
    assert put == BLOCK + wrong + "\n" and not any("fixes" in one for one in results)


SOFTMAX = r"""Let $s_1, \dots, s_n$ be scores and $p_j = \frac{e^{s_j}}{\sum_k e^{s_k}}$.

"""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (  # one side
            r"$$\frac{\partial p_a}{\partial s_a} = p_a (1 + p_a)$$",
            r"\frac{\partial p_a}{\partial s_a} = p_a (1 - p_a)",
        ),
        (r"So $s_1\, + 1 <s_1$.", r"s_1\, + 1 > s_1"),  # the sign
        (r"So $p_a\, < \frac12$.", r"p_a\, \le 1"),  # the sign and a side
        (r"So $\tanh s_1 <\frac12$.", r"\tanh s_1 < 1"),  # strict, where that is so
        (  # a comment would take the right side away: all is written anew
            "$$\\frac{\\partial p_a}{\\partial s_a} % its own\n= p_a (1 + p_a)$$",
            r"\frac{\partial}{\partial s_a} (p_a) = p_a (1 - p_a)",
        ),
        (  # nothing stands before this sign: the line is written whole
            "\\begin{align*} 1 &= \\sum_j p_j \\\\ &= 2 \\end{align*}",
            r"\sum_{j=1}^{n} p_j = 1",
        ),
    ],
)
def test_what_stays_is_as_its_author_wrote_it(wrong: str, right: str) -> None:
    checked = check_page_here(read_page(parse(SOFTMAX + wrong + "\n", "markdown", "page.md")))
    told = PageText(width=200).page(checked)
    assert f"Write: {right}\n" in told, told


def test_many_repairs_cost_one_more_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[int] = []

    def read(*arguments: object) -> object:
        readings.append(1)
        return read_page(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("symattn.publishing.repaired_source.read_page", read)
    wrong = "\n\n".join(f"So $(x - y)^2 + {k} = x^2 + y^2 + {k}$." for k in range(1, 13))
    results, put = _fixed(BLOCK + wrong + "\n", "markdown")
    assert len(readings) == 1 and sum("fixes" in one for one in results) == 12
    assert check_page_here(read_page(parse(put, "markdown", "page"))).status == 0
    _fixed(BLOCK + "So $x^2 \\ge 0$.\n", "markdown")
    assert len(readings) == 1, "a page that is right is not read again"


def test_in_a_notebook_nothing_is_replaced() -> None:
    """Its file is JSON, and the text of a cell stands in it spelled otherwise."""
    source = (BLOCK + "So $(x - y)^2 = x^2 + y^2$.").splitlines(keepends=True)
    cell = {"cell_type": "markdown", "metadata": {}, "source": source}
    book = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    checked = check_page_here(read_page(parse(book, "notebook", "page.ipynb")))
    (result,) = json.loads(pages_in_sarif([checked], "1", replacements))["runs"][0]["results"]
    assert result["ruleId"] == "refuted" and "fixes" not in result
