"""A block that is begun and not read is one: its page is not passed over in silence."""

from __future__ import annotations

import pytest

from symattn.reading.documents.loading import parse
from symattn.reading.documents.pieces import declares
from symattn.reading.whole_pages.page_reader import read_page


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        ("markdown", "```symattn\nlet x: real\nThen $x = x$.\n", True),
        ("markdown", "~~~symattn\nlet x: real\n", True),
        ("markdown", "> ```symattn\n> let x: real\n> ```\n", True),
        ("latex", "%% symattn let x: real\n$x = x$\n", True),
        ("markdown", "```symattn\nlet x: real\n```\n", True),
        ("markdown", "```python\nsymattn = 1\n", False),
        ("markdown", "Of symattn $x\n\nand more.\n", False),
        ("latex", "% symattn was here\n$x = x$\n", False),
    ],
)
def test_declares(form: str, text: str, wanted: bool) -> None:
    assert declares(parse(text, form, "page")) is wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(("word", "meant"), [("lett", "let"), ("givne", "given"), ("zzzz", "")])
def test_a_misspelled_word_has_its_neighbour(word: str, meant: str) -> None:
    page = read_page(parse(f"```symattn\n{word} x: real\n```\n", "markdown", "page"))
    (problem,) = page.problems
    assert (f"(did you mean {meant}?)" in problem.message) is bool(meant)
