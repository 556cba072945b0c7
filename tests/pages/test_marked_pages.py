"""The author's own file with marks: it still compiles, and nothing else of it has changed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from symattn.reading.documents.pieces import Piece, Problem
from symattn.rendering.author_pages.marked_latex import SETUP, marked_latex
from symattn.rendering.author_pages.marked_markdown import marked_markdown

from .by_hand import (
    LATEX,
    MARKDOWN,
    document,
    latex_page,
    line,
    markdown_page,
    n,
    page,
    relation,
    sum_of,
    x,
)

PDFLATEX = shutil.which("pdflatex")
FRAGMENT = LATEX[LATEX.index("\\section") : LATEX.index("\\end{document}")]


def compiled(text: str, folder: Path) -> None:
    if PDFLATEX is None:
        pytest.skip("no pdflatex on this system (Debian: apt install texlive-latex-base)")
    (folder / "page.tex").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "-draftmode", "page.tex"],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-1500:]


def unmarked(text: str) -> str:
    """A marked file without what was put in."""
    text = text.replace(SETUP, "")
    text = re.sub(r"\n\\begin\{quote\}\\small\n.*?\n\\end\{quote\}%?", "", text, flags=re.DOTALL)
    return re.sub(r"\\symattn(?:row|mark)\{[^{}]*\}", "", text)


def test_latex_compiles(tmp_path: Path) -> None:
    compiled(marked_latex(latex_page()), tmp_path)


def test_latex_without_amsmath_s_help_compiles(tmp_path: Path) -> None:
    text = "\\documentclass{article}\\begin{document}\n$x = x + 1$ and\n$$x = x + 1$$\nso\n"
    text += "\\[x = x\\quad\\mbox{yes} % a = b\n\\]\\end{document}\n"
    false = relation(x, "=", sum_of(x, n))
    spans = [
        Piece("inline", *_at(text, "x = x + 1", 0), *_at(text, "$x = x + 1$", 0)),
        Piece("display", *_at(text, "x = x + 1", text.index("$$")), *_at(text, "$$x = x + 1$$", 0)),
        Piece("display", text.index("\\[") + 2, text.index("\\]"), text.index("\\["),
              text.index("\\]") + 2),
    ]  # fmt: skip
    checked = page(
        document("page.tex", "latex", text, tuple(spans)),
        line(text, "x = x + 1", false),
        line(text, "x = x + 1", false, after="$$"),
        line(text, "x = x", relation(x, "=", x), after="\\["),
    )
    marked = marked_latex(checked)
    assert r"yes}\symattnrow{\checkmark} % a = b" in marked
    compiled(marked, tmp_path)


def test_a_fragment_compiles_where_it_is_put_in(tmp_path: Path) -> None:
    marked = marked_latex(latex_page(FRAGMENT, "part.tex"))
    assert marked.startswith("% Marks of verdicts") and r"\begin{document}" not in marked
    head = "\\documentclass{article}\\usepackage{amsmath}\\newcommand{\\eb}{e^\\beta}"
    head += "\\begin{document}\n"
    compiled(f"{head}{marked}\\end{{document}}", tmp_path)


def test_the_rest_of_the_file_is_as_it_was() -> None:
    assert unmarked(marked_latex(latex_page())) == LATEX
    marked = marked_markdown(markdown_page())
    for text in MARKDOWN.split("\n"):
        assert text.removesuffix("$$").removesuffix("\\\\").removesuffix(" too").rstrip() in marked


def test_remarks_stand_under_their_displays() -> None:
    marked = marked_latex(latex_page())
    assert marked.index(r"\end{align}") < marked.index("Line 8: true only under a condition")
    assert r"= \frac{\eb}{\eb + 1} \label{eq:a}\symattnrow{\circ} \\" in marked
    assert r"&\to 1 .\symattnrow{\checkmark}" in marked
    marked = marked_markdown(markdown_page())
    assert r"\hat{x}^2 + 1 \qquad \text{✗}$$" in marked
    assert "> **✗ Line 27: false.** *Counterexample:* At $\\hat{x} = 1$" in marked
    assert re.search(r"\$x \\odd 1\$&nbsp;¿\[\^symattn-1\] too", marked)
    assert marked.rstrip().splitlines()[-1].startswith("[^symattn-1]: **Line 17: not read.**")


def test_problems_of_comments_and_prose_are_said_where_they_are(tmp_path: Path) -> None:
    text = "%% symattn: let x: odd\n\\documentclass{article}\\begin{document}\nLet $x$ be odd.\n"
    text += "\\end{document}\n"
    found = (
        Problem(*_at(text, "let x: odd", 0), "odd is not known: real was expected"),
        Problem(*_at(text, "be odd", 0), "what is 50% odd?"),
    )
    marked = marked_latex(page(document("page.tex", "latex", text), problems=found))
    assert "let x: odd\n% not read: odd is not known: real was expected\n" in marked
    assert r"be odd\symattnmark{\hbox{$\scriptstyle[\,]$}}\footnote{\textbf{Line 3" in marked
    compiled(marked, tmp_path)


def test_problems_within_a_block_of_declarations_stay_in_it() -> None:
    text = "```symattn\nlet x: odd\n```\n\nand\n"
    found = (Problem(*_at(text, "odd", 0), "odd is not known"),)
    marked = marked_markdown(page(document("a.md", "markdown", text), problems=found))
    assert marked == "```symattn\nlet x: odd  # not read: odd is not known\n```\n\nand\n"


def _at(text: str, part: str, after: int) -> tuple[int, int]:
    start = text.index(part, after)
    return start, start + len(part)
