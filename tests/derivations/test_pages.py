"""The pages of the whole book: they compile without overfull lines, alone and as fragments."""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from symattn.record import CheckedDerivation
from symattn.rendering import Latex, Text, render
from symattn.rendering.latex_text import running
from symattn.rendering.text_wrapping import columns
from symattn.words import said

needs_tex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex (texlive-latex-base, texlive-latex-recommended) is not installed")


@needs_tex
@pytest.mark.parametrize("standalone", [True, False], ids=["standalone", "fragment"])
def test_every_derivation_compiles_without_overfull_lines(book: dict[str, CheckedDerivation], standalone: bool, tmp_path: Path) -> None:
    page = render(Latex(standalone), book.values())
    if not standalone:
        page = "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\begin{document}\n" + page + "\\end{document}\n"
    (tmp_path / "page.tex").write_text(page, encoding="utf-8")
    done = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex"], cwd=tmp_path, capture_output=True, text=True, check=False)
    log = (tmp_path / "page.log").read_text(encoding="latin-1")
    assert done.returncode == 0, log[-2000:]
    assert "Overfull" not in log


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(book: dict[str, CheckedDerivation], width: int) -> None:
    for record in book.values():
        wide = [line for line in render(Text(width), [record]).splitlines() if columns(line) > width]
        assert wide == []


def test_records_survive_json(book: dict[str, CheckedDerivation]) -> None:
    import json

    for record in book.values():
        assert CheckedDerivation.from_json(json.loads(json.dumps(record.to_json()))) == record


def test_every_formula_in_the_book_is_printed_as_one(book: dict[str, CheckedDerivation]) -> None:
    for record in book.values():
        for step in record.steps:
            for words in (step.why, step.heading, step.text, *(p for m in said(record, step) for p in m.parts if isinstance(p, str))):
                assert r"\$" not in running(words), f"{record.id}.{step.number}: {words}"
