"""Pages in the style of symattn.sty: they compile, and nothing sticks out."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from symattn.rendering import Latex, render
from symattn.rendering.formats.latex_setup import style_file

from .samples import HOSTILE, PAGE

needs_tex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
FRAGMENTS = (
    "\\documentclass{article}\n\\usepackage{symattn}\n\\begin{document}\n%s\n\\end{document}\n"
)


def compiled(tex: str, at: Path) -> str:
    """The log of a run of pdflatex; fails if a PDF did not come of it."""
    (at / "page.tex").write_text(tex, encoding="utf-8")
    run = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"],
        cwd=at,
        check=False,
        capture_output=True,
        timeout=60,
    )
    log = (at / "page.log").read_text(encoding="latin-1")
    assert run.returncode == 0 and (at / "page.pdf").exists(), log[-2000:]
    return log


PACKAGED = (
    "\\documentclass[twocolumn]{article}\n\\newcommand\\symattnreason[1]{\\emph{#1}}\n"
    "\\usepackage%s{symattn}\n\\renewcommand\\symattnheading[2]{\\subsection*{#2}}\n"
    "\\begin{document}\n%s\\end{document}\n"
)
KINDS = {
    "one document": lambda: render(Latex(standalone=True), [PAGE, HOSTILE]),
    "fragments in a document": lambda: (
        FRAGMENTS % (render(Latex(), [PAGE]) + render(Latex(), [HOSTILE]))
    ),
    "a fragment in somebody's paper, restyled": lambda: (
        PACKAGED % ("[colour,labels]", render(Latex(), [PAGE]) + r"\par See \ref{1c.ii.7}.")
    ),
}


@needs_tex
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_compiles_and_nothing_sticks_out(kind: str, tmp_path: Path) -> None:
    tex = KINDS[kind]()
    (tmp_path / "symattn.sty").write_text(style_file(), encoding="utf-8")
    log = compiled(tex, tmp_path)
    assert (
        "Overfull" not in log
        and "Missing character" not in log
        and not re.search(r"^!", log, re.MULTILINE)
    )


def test_a_fragment_is_no_document_and_has_no_macros_of_its_own() -> None:
    fragment = render(Latex(), [PAGE])
    assert (
        "\\documentclass" not in fragment
        and fragment.count("\\usepackage") == 1
        and "\\newcommand" not in fragment
        and "\\def" not in fragment
    )
    assert render(Latex(standalone=True), [PAGE]).count("\\begin{document}") == 1


def rows(tex: str) -> list[str]:
    return [
        line
        for line in tex.splitlines()
        if line.startswith(
            (r"\symattnrow{", r"\symattnprose{", r"\symattnmessage{", r"\symattnsubheading{")
        )
    ]


def test_rows_say_what_they_are() -> None:
    lines = rows(render(Latex(), [PAGE]))
    assert lines[0] == r"\symattnsubheading{Scores}"
    assert lines[2] == (
        r"\symattnrow{proved}{(2)\symattnlabel{1c.ii.2}{(2)}}{}{}{=}{\gamma_a "
        r"\beta}{\gamma_a \penalty5000 \beta}{$\mu$ orthonormal}"
    )
    assert lines[-1].startswith(
        r"\symattnprose{outside}{(18)\symattnlabel{1c.ii.18}{(18)}}{The Synthesizer head reaches "
        r"13.6\% on"
    )
    assert (
        r"\symattnmessage{conditional}{Condition}{True if \symattnformula{\max(\gamma_a, "
        r"\gamma_b) > 0}{"
    ) in "\n".join(lines)
    assert any(r"\symattntag{as~written}" in line for line in lines)


@pytest.mark.parametrize("command", ["input", "write", "def", "csname", "catcode"])
def test_no_text_becomes_a_command(command: str) -> None:
    own = render(Latex(), [PAGE]).count("\\" + command)
    assert own == render(Latex(), [HOSTILE]).count("\\" + command)
