"""The pages of the whole book: they compile without overfull lines, alone and as fragments."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from symattn.records.record import CheckedDerivation
from symattn.rendering import Latex, PlainLatex, Text, render
from symattn.rendering.formats.latex_rows import (
    ARTICLE,
    TWO_COLUMNS,
    Width,
    centimetres,
)
from symattn.rendering.formats.latex_setup import STYLE, style_file
from symattn.rendering.formats.latex_text import running
from symattn.rendering.formats.text_wrapping import columns
from symattn.words import said

NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
needs_tex = pytest.mark.skipif(
    shutil.which("pdflatex") is None,
    reason="pdflatex (texlive-latex-base, texlive-latex-recommended) is not installed",
)


USERS = (
    "\\documentclass[fleqn,leqno]{article}\n\\usepackage{amsmath}\n\\usepackage{amssymb}\n"
    "\\begin{document}\nText before.\n\n%s\nText after.\n\\end{document}\n"
)
SETTINGS: dict[str, Callable[[Iterable[CheckedDerivation]], str]] = {
    "a user's document": lambda records: USERS % render(PlainLatex(), records),
    "two columns": lambda records: render(PlainLatex(True, TWO_COLUMNS), records),
    "an article": lambda records: render(PlainLatex(True), records),
    "nine centimetres": lambda records: render(PlainLatex(True, centimetres(9)), records),
    "twenty centimetres": lambda records: render(PlainLatex(True, centimetres(20)), records),
    "typeset": lambda records: render(Latex(standalone=True), records),
}
KNOWN = set(
    (
        r"\Big \Bigg \bigg \Leftrightarrow \Pr \Rightarrow \alpha \approx \begin \beta \cdot"
        r" \checkmark \circ \cong \delta \end \epsilon \eta \exp \frac \gamma \ge \gg \hline \infty"
        r" \lVert \lambda \le \left \log \lvert \mathbb \mathbf \mathcal \max \mid \mu \neq \notin"
        r" \omega \operatorname \partial \phi \qquad \quad \rVert \rho \right \rightsquigarrow"
        r" \rvert \sigma \sim \sqrt \sum \tag \tau \text \tfrac \times \to \top \vphantom \xi \zeta"
    ).split()
)
BY_DEFAULT = ("a user's document", "two columns")  # the article is in the first


@needs_tex
@pytest.mark.parametrize("setting", SETTINGS if NIGHTLY else BY_DEFAULT)
def test_every_derivation_compiles_without_overfull_lines_and_warnings(
    book: dict[str, CheckedDerivation], setting: str, tmp_path: Path
) -> None:
    (tmp_path / STYLE).write_text(style_file(), encoding="utf-8")
    (tmp_path / "page.tex").write_text(SETTINGS[setting](book.values()), encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    log = (tmp_path / "page.log").read_text(encoding="latin-1")
    assert done.returncode == 0, log[-2000:]
    assert "Overfull" not in log and "Warning" not in log


@pytest.mark.parametrize(
    "text",
    [ARTICLE, TWO_COLUMNS, centimetres(8)],
    ids=["article", "two columns", "eight centimetres"],
)
def test_the_source_is_one_that_a_person_can_read(
    book: dict[str, CheckedDerivation], text: Width
) -> None:
    """No macros, no line that a terminal of 100 columns folds, letters that every keyboard has,
    and no formula twice in a line of the page."""
    for record in book.values():
        source = render(PlainLatex(text=text), [record])
        assert source.isascii() and not re.search(
            r"\\(re)?newcommand|\\def\b|\\provide|\\usepackage|\\allowdisplaybreaks|symattn", source
        ), record.id
        assert [line for line in source.splitlines() if len(line) > 100] == [], record.id
        assert source.count(r"\begin{align*}") == source.count(r"\end{align*}")


def test_no_formula_stands_twice_in_a_line_of_the_page(book: dict[str, CheckedDerivation]) -> None:
    for record in book.values():
        source = " ".join(render(PlainLatex(), [record]).split())
        shown = [
            f
            for block in re.findall(r"\\begin\{align\*\}(.*?)\\end\{align\*\}", source)
            for f in re.split(r"\\\\(?:\[1ex\])?|&&|(?<!&)&(?!&)|\\tag", block)
        ]
        for one, after in zip(shown, shown[1:]):
            assert one.strip() != after.strip() or len(one.strip()) < 4, (record.id, one)
        for step in record.steps:
            assert source.count(rf"\tag{{{step.number} ") == (step.goal is not None), (
                f"{record.id}.{step.number}"
            )


def test_every_formula_is_one_that_katex_and_mathjax_know(
    book: dict[str, CheckedDerivation],
) -> None:
    """Both were run on every `align*`; they accept these commands, in the places
    where they stand."""
    used = {
        c
        for r in book.values()
        for b in re.findall(
            r"\\begin\{align\*\}.*?\\end\{align\*\}", render(PlainLatex(), [r]), re.DOTALL
        )
        for c in re.findall(r"\\[A-Za-z]+", b)
    }
    assert used <= KNOWN, sorted(used - KNOWN)


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(book: dict[str, CheckedDerivation], width: int) -> None:
    for record in book.values():
        wide = [
            line for line in render(Text(width), [record]).splitlines() if columns(line) > width
        ]
        assert wide == []


def test_records_survive_json(book: dict[str, CheckedDerivation]) -> None:
    import json

    for record in book.values():
        assert CheckedDerivation.from_json(json.loads(json.dumps(record.to_json()))) == record


def test_every_formula_in_the_book_is_printed_as_one(book: dict[str, CheckedDerivation]) -> None:
    for record in book.values():
        for step in record.steps:
            for words in (
                step.why,
                step.heading,
                step.text,
                *(p for m in said(record, step) for p in m.parts if isinstance(p, str)),
            ):
                assert r"\$" not in running(words), f"{record.id}.{step.number}: {words}"
