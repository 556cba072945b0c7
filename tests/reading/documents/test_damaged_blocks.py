"""A block that is begun and not read is one: its page is not passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from symattn.reading.documents.loading import parse
from symattn.reading.documents.pieces import declares
from symattn.reading.whole_pages.page_reader import read_page
from symattn.reading.whole_pages.settings_beside import settings_for


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


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("let n: integre >= 2", "did you mean integer?"),
        ("let x: postive", "did you mean positive?"),
        ("let a: indx of n", "did you mean index of?"),
        ("let a, b: indicse of n", "did you mean indices of?"),
        ("let x_j: vectrs over n", "did you mean vectors?"),
        ("let x_j: porbabilities over n", "did you mean probabilities?"),
        ("let y_j: one-hto at k over n", "did you mean one-hot at k?"),
        ("let x_j: reals ovr n", "a family is declared as in let x_j: reals over n"),
        ("let x_j: reals of n", "a family is declared as in let x_j: reals over n"),
        ("let x_j: real[n]", "a family is declared as in let x_j: reals over n"),
        ("let n: natural", "did you mean integer?"),
        ("let n: natrual", "did you mean integer?"),
        ("let x: ℝ", "did you mean real?"),
        ("let n: Integer >= 2", "did you mean integer?"),
        ("let a: index over n", "did you mean indices of?"),
        ("let a, b: indexes of n", "did you mean indices of?"),
        ("let n: integer > = 2", "found > = (did you mean >=?)"),
        ("given x =< 0", "found =< (did you mean <=?)"),
        ("as \\beta to \\infty", "found to; write as \\beta -> \\infty"),
        ("as \\beta -> infinity", "found infinity; write as"),
        ("setting", "expected the name of a setting"),
        ("let k_j: orthogonal vectors over n, nrm 2", r"expected , norm \beta behind the size"),
        ("let n: integer => 2", "found => (did you mean >=?)"),
        ("let a any othr", "did you mean any other?"),
        ("let a, b distnct", "did you mean distinct?"),
        ("let n: integer; given n > 2", "given begins a line of its own"),
        ("outsid 12", "did you mean outside?"),
        ("pionts: 2 for each line", "did you mean points?"),
        ("setting softmax-atention", "did you mean softmax-attention? Or write settings/"),
        ("let x: quaternion", "found 'quaternion'"),
    ],
)
def test_every_misspelled_word_has_its_neighbour(line: str, meant: str) -> None:
    settings = settings_for(Path())
    page = read_page(parse(f"```symattn\n{line}\n```\n", "markdown", "page"), settings)
    (problem,) = page.problems
    assert meant in problem.message and len(problem.message) < 220
    assert problem.message.count("did you mean") == meant.count("did you mean")


def test_let_may_be_said_again() -> None:
    page = read_page(parse("```symattn\nlet x: real; let y: positive\n```\n", "markdown", "page"))
    assert not page.problems


@pytest.mark.parametrize("line", ["as \\beta \\to \\infty", "as \\tau \\to 0", "given a_{to} => 2"])
def test_a_limit_in_symbols_is_read(line: str) -> None:
    declared = "let \\beta, \\tau: positive" if line.startswith("as") else "let x: real"
    page = read_page(parse(f"```symattn\n{declared}\n{line}\n```\n", "markdown", "page"))
    assert len(page.problems) == line.startswith("given")


MARKDOWN = "# Weights\n\n```symattn\nlet x: real\n```\n\nThen $x^2 \\ge 0$.\n"
LATEX = (
    "\\documentclass{article}\n%% symattn: let x: real\n\\begin{document}\n"
    "Then $x^2 \\ge 0$.\n\\end{document}\n"
)


@pytest.mark.parametrize(
    ("form", "text", "hint"),
    [
        ("latex", MARKDOWN, "this is Markdown, and the page is read as LaTeX: name it .md"),
        (
            "markdown",
            LATEX,
            "this is LaTeX, and the page is read as Markdown: name it .tex, or say",
        ),
        ("markdown", MARKDOWN, ""),
        ("latex", LATEX, ""),
        ("latex", "# Weights\n\n$1 < 2$\n", "--input markdown"),
        ("markdown", "\\section{Weights}\n\n$1 < 2$\n", "--input latex"),
        ("markdown", MARKDOWN + "\n```latex\n" + LATEX + "```\n\n    \\begin{document}\n", ""),
        ("markdown", MARKDOWN + "It begins with `\\documentclass{article}`.\n", ""),
        ("latex", LATEX + "\n% # Weights\n", ""),
        ("latex", LATEX.replace("Then", "\\begin{verbatim}\n# W\n\\end{verbatim}\nThen"), ""),
        ("latex", LATEX.replace("Then", "```Quoted' words. Then"), ""),
    ],
)
def test_a_page_of_the_other_form_is_said_to_be_one(form: str, text: str, hint: str) -> None:
    document = parse(text, form, "page")  # type: ignore[arg-type]
    told = [one.message for one in document.problems if "is read as" in one.message]
    assert len(told) == bool(hint) and (not hint or hint in told[0])
    assert declares(document) is ("symattn" in text)
