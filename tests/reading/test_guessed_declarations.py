"""Declarations that a page lacks are proposed with a reason, and nothing is judged on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from symattn.commands.cli import cli
from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.guessed_declarations import guesses
from symattn.reading.whole_pages.page_reader import read_page

PAGE = r"""# Weights

$$\alpha_j = \frac{e^{\beta k_j^\top q}}{\sum_{l=1}^n e^{\beta k_l^\top q}}$$
$$\sum_{j=1}^n \alpha_j = 1$$
$$\alpha_j \le \lambda \quad (\beta \to \infty)$$
"""


def test_each_guess_has_its_reason() -> None:
    found = {g.line: g.reason for g in guesses(read_page(parse(PAGE, "markdown")))}
    assert found == {
        "let n: integer >= 1": "a sum runs to it",
        r"let \beta: positive": "it tends to infinity",
        "let k_j: vectors over n": "it is transposed",
        "let q: vector": "it stands after a transposed one",
        r"let \lambda: real": "it is used as a number",
        r"as \beta -> \infty": "what → and ≈ speak of",
    }


def test_what_is_declared_is_not_proposed() -> None:
    page = "```symattn\nlet \\lambda: real\n```\n" + PAGE
    lines = [g.line for g in guesses(read_page(parse(page, "markdown")))]
    assert not any("lambda" in line for line in lines)


@pytest.mark.parametrize("name", ["page.md", "page.tex"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(PAGE if name.endswith("md") else PAGE.replace("# Weights", ""), "utf-8")
    done = CliRunner().invoke(cli, ["read", str(file), "--guess", "--write"])
    assert done.exit_code == 0, done.output
    again = CliRunner().invoke(cli, ["read", str(file)])
    assert again.exit_code == 0, again.output
    assert "0 not read" in again.output


def test_guesses_without_write_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(PAGE, "utf-8")
    CliRunner().invoke(cli, ["read", str(file), "--guess"])
    assert file.read_text("utf-8") == PAGE
    assert CliRunner().invoke(cli, ["read", str(file), "--write"]).exit_code == 2


@pytest.mark.parametrize("minor", [2, 5])
@pytest.mark.parametrize("indent", [None, 1, 4])
def test_into_a_notebook(tmp_path: Path, minor: int, indent: int | None) -> None:
    """A cell is put before the others; nothing else of the file changes."""
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "id": "declarations", "metadata": {"cells": ["a", {}]},
         "source": PAGE.splitlines(keepends=True)},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": "x = ['{', 1]", "outputs": [],
         "execution_count": None},
    ]  # fmt: skip
    before = {"metadata": {"cells": [1, "cells"]}, "nbformat": 4, "nbformat_minor": minor}
    file = tmp_path / "page.ipynb"
    text = json.dumps({**before, "cells": cells}, indent=indent)
    file.write_text(text, "utf-8")
    done = CliRunner().invoke(cli, ["read", str(file), "--guess", "--write"])
    assert done.exit_code == 0, done.output
    written = json.loads(file.read_text("utf-8"))
    first, *others = written.pop("cells")
    assert others == cells and written == before
    assert first["cell_type"] == "markdown" and first.get("id", "") == "declarations-1" * (
        minor > 4
    )
    added = file.read_text("utf-8")
    at = next(k for k, (a, b) in enumerate(zip(text, added)) if a != b)
    assert added.endswith(text[at:])
    again = CliRunner().invoke(cli, ["read", str(file)])
    assert again.exit_code == 0 and "0 not read" in again.output, again.output
