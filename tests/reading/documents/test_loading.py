"""Files that are read, and files that are refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symattn.reading.documents.loading import load, parse
from symattn.reading.documents.pieces import PageError

from .cutting import shown

REFUSED = {
    "none.md": (None, "a file was expected, found none"),
    "binary.md": (b"ab\0c", "text was expected, found a zero at byte 2"),
    "latin.tex": (b"caf\xe9", "text in UTF-8 was expected, found something else at byte 3"),
    "page.pdf": (b"text", "a page in Markdown (.md), LaTeX (.tex) or a notebook (.ipynb) was"),
    "page": (b"text", "a page in Markdown (.md), LaTeX (.tex) or a notebook (.ipynb) was"),
    "large.md": (b"a" * 2_000_001, "at most 2 MB were expected, found 2.0 MB"),
    "list.ipynb": (b"[]", "a notebook with a list of cells was expected"),
    "deep.ipynb": (b"[" * 100_000, "a notebook was expected, found JSON that is nested too"),
    "number.ipynb": (b"1" * 5000, "a notebook was expected, found JSON"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    content, expected = REFUSED[name]
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(PageError) as error:
        load(file)
    assert str(error.value).startswith(f"{file}: {expected}")
    assert "\n" not in str(error.value)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="a file was expected, found a folder"):
        load(tmp_path)


def test_json_that_breaks_off(tmp_path: Path) -> None:
    file = tmp_path / "page.ipynb"
    file.write_text('{\n "cells": [}\n')
    with pytest.raises(PageError, match="page.ipynb:2:12: JSON was expected"):
        load(file)


def test_the_form_may_be_given(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("% $x$\n$y$")
    assert shown(load(file, "latex")) == [("inline", "y")]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_ends_of_lines_and_a_byte_order_mark(newline: str, mark: str, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    lines = ["---", "title: a", "---", "# One", "", "a $x$", "$$", "y", "$$"]
    file.write_bytes((mark + newline.join(lines)).encode())
    page = load(file)
    assert shown(page) == [("heading", "One"), ("inline", "x"), ("display", "\ny\n")]
    places = [page.place(p.outer_start) for p in page.pieces if p.kind in ("inline", "display")]
    assert [(place.line, place.column) for place in places] == [(6, 3), (7, 1)]


def notebook(*cells: object) -> str:
    return json.dumps({"cells": list(cells), "nbformat": 4}, indent=1)


def test_a_notebook_says_file_cell_and_line() -> None:
    raw = notebook(
        {"cell_type": "code", "source": ["x = '$y$'"]},
        {"source": ["# One\n", "with $a", "_1$\n", "\n", "$$b$$"], "cell_type": "markdown"},
        {"cell_type": "raw", "source": "$c$"},
        {"cell_type": "markdown", "source": "first\n$d$"},
    )
    page = parse(raw, "notebook", "page.ipynb")
    assert shown(page) == [
        ("heading", "One"),
        ("inline", "a_1"),
        ("display", "b"),
        ("inline", "d"),
    ]
    lines = raw.split("\n")
    for piece, inside, cell, cell_line in zip(
        [p for p in page.pieces if p.kind not in ("prose", "outside")],
        ["# One", "with $a", "$$b$$", "$d$"],
        [1, 1, 1, 3],
        [1, 2, 4, 2],
    ):
        place = page.place(piece.outer_start)
        assert inside in lines[place.line - 1]
        assert (place.cell, place.cell_line) == (cell, cell_line)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (3, "cell 0 is not read: an object was expected"),
        ({"cell_type": "markdown"}, "cell 0 is not read: its source was expected to be text"),
        ({"cell_type": "markdown", "source": [1]}, "cell 0 is not read: its source was expected"),
        ({"cell_type": 7, "source": ""}, "cell 0 is not read: cell_type markdown, code or raw"),
    ],
)
def test_a_cell_that_is_not_right_is_a_problem(cell: object, expected: str) -> None:
    page = parse(notebook(cell, {"cell_type": "markdown", "source": "$x$"}), "notebook")
    assert shown(page) == [("inline", "x")]
    assert [p.message.startswith(expected) for p in page.problems] == [True]


def test_what_is_no_character_in_a_notebook() -> None:
    raw = '{"cells": [{"cell_type": "markdown", "source": "$a\\ud800\\u0000b$"}]}'
    assert shown(parse(raw, "notebook")) == [("inline", "a\ufffd\ufffdb")]
    with pytest.raises(PageError, match="text was expected, found what is no character at 1"):
        parse("a\0", "markdown")
