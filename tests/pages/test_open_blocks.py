"""A symattn block that is never closed: said once, and nothing that is wrong only because of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from symattn.app.live_pages import before_verdicts
from symattn.checking.checked_pages import CheckedPage
from symattn.checking.open_blocks import before_open_block
from symattn.checking.page_checks import check_page_here
from symattn.commands.cli import cli
from symattn.reading.documents.loading import parse
from symattn.reading.documents.pieces import Form
from symattn.reading.whole_pages.page_lines import ReadPage
from symattn.reading.whole_pages.page_reader import read_page
from symattn.rendering.author_pages.findings import findings
from symattn.rendering.author_pages.page_in_html import page_in_html

OPEN = "So $1 + 1 = 2$.\n\n```symattn\nb > 0\nq := b\n\nThen $b > 0$, and $q = b$, and $q = ($.\n"
TWO = OPEN + "\n```symattn\ny > 0\n```\n\nSo $y > -1$.\n"


def read(text: str, form: Form = "markdown") -> ReadPage:
    return read_page(parse(text, form, "page.md"))


def checked(text: str) -> CheckedPage:
    return check_page_here(read(text))


@pytest.mark.parametrize("text", [OPEN, OPEN.replace("```", "~~~~"), TWO], ids=["one", "~", "two"])
def test_it_is_the_last_thing_that_is_said(text: str) -> None:
    found = findings(checked(text))
    assert [one.verdict for one in found] == ["proved", "not_read"]
    assert found[-1].problem is not None
    said = found[-1].problem.message
    assert "the symattn block that begins in line 3 is never closed" in said
    assert f"a line {'~~~~' if '~' in text else '```'} is missing" in said


def test_the_page_shows_it_above_the_block_and_the_prose_behind_it() -> None:
    shown = page_in_html(checked(OPEN))
    assert shown.count("is never closed") == 1 and "is not declared" not in shown
    block = "<pre class=code>b &gt; 0\nq := b</pre>"
    assert shown.index("is never closed") < shown.index(block) < shown.index("<p>Then <math")


def test_what_was_not_right_before_it_is_said_as_well() -> None:
    found = findings(checked("So $z > 0$, and $1 = ($.\n\n" + OPEN))
    assert [one.verdict for one in found] == ["not_read", "not_read", "proved", "not_read"]


@pytest.mark.parametrize(
    "text",
    [
        OPEN.replace("q := b\n", "q := b\n```\n"),
        "So $1 = 1$.\n\n```python\nprint(1)\n\nSo $2 = 2$ and $3 = 2$.\n",
        "So $1 = 1$.\n\n> ```symattn\n> x > 0\n\nSo $2 = 2$ and $3 = 2$.\n",
        "So $1 = 1$ ($.\n\nWhat ```symattn is, and $2 = 2$.\n",
        "````\n```symattn\nx > 0\n````\n\nSo $2 = 2$.\n",
        "````symattn\nx > 0\n```\n````\n\nSo $2 = 2$.\n",
    ],
)
def test_of_any_other_page_nothing_is_left_out(text: str) -> None:
    page = read(text)
    assert before_open_block(page) is page


def test_latex_has_no_such_blocks() -> None:
    page = read("```symattn\n$1 = 1$ and $x > 0$ and $", "latex")
    assert before_open_block(page) is page


def test_a_cell_of_a_notebook_is_named() -> None:
    cells = ["So $1 = 1$.", "```symattn\nx > 0", "So $x > 0$."]
    text = '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [%s]}' % ", ".join(
        '{"cell_type": "markdown", "metadata": {}, "source": "%s"}' % one.replace("\n", "\\n")
        for one in cells
    )
    page = before_open_block(read(text, "notebook"))
    [problem] = page.document.problems
    assert "begins in cell 1, line 1 is never closed" in problem.message
    assert [line.latex for line in page.lines] == ["1 = 1"]


def test_the_app_says_it_before_there_are_verdicts_and_read_too(tmp_path: Path) -> None:
    told = before_verdicts(read(OPEN))["html"]
    assert told.count("never closed") == 1 and "not declared" not in told
    file = tmp_path / "page.md"
    file.write_text(OPEN, encoding="utf-8")
    done = CliRunner().invoke(cli, ["read", str(file)])
    assert done.exit_code == 3 and "not declared" not in done.output
    assert done.output.count("not read:") == 1
