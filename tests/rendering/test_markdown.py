"""Markdown for GitHub.

No macro that it refuses, no cell that a bar ends, no text that becomes markup.
"""

from __future__ import annotations

import re

import pytest

from symattn.rendering import Markdown, render
from symattn.rendering.formats.markdown import running

from .samples import HOSTILE, PAGE

TEXT = {
    "emphasis": ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
    "a link": ("[x](http://y)", r"\[x\](http\://y)"),
    "a bare link": ("www.example.org", r"www\.example.org"),
    "a tag": ("<script>", r"\<script\>"),
    "a mention": ("@someone", "@\u2060someone"),
    "a dollar": ("$5", r"\$5"),
    "a formula": (r"drop $n - 2$", "drop $`n - 2`$"),
    "a bar in a formula": (r"$|x|$", r"$`\vert x\vert`$"),
    "a large bar": (r"$\big| x \big|$", r"$`\big\vert   x \big\vert`$"),
    "a norm": (r"$\|x\|$", r"$`\Vert  x\Vert`$"),
    "a name that GitHub refuses": (r"$\operatorname{softmax}(x)$", r"$`\mathrm{softmax}(x)`$"),
    "a refused command": (r"$\input{x}$", r"\$\\input\{x\}\$"),
}


@pytest.mark.parametrize("name", TEXT)
def test_text(name: str) -> None:
    text, expected = TEXT[name]
    assert running(text) == expected


def test_every_row_has_six_cells() -> None:
    for record in (PAGE, HOSTILE):
        rows = [line for line in render(Markdown(), [record]).splitlines() if line.startswith("|")]
        assert rows and all(len(re.findall(r"(?<!\\)\|", row)) == 7 for row in rows)


def test_only_macros_that_github_draws() -> None:
    page = render(Markdown(), [PAGE])
    assert (
        r"\operatorname" not in page
        and r"\allowbreak" not in page
        and r"\penalty" not in page
        and "|" not in "".join(re.findall(r"\$`(.*?)`\$", page))
    )


def test_remarks_stand_under_the_table() -> None:
    page = render(Markdown(), [PAGE])
    assert (
        page.index("> **(7) ◐ true only under a condition**") > page.index("| (8) |")
        and "> **Counterexample.** At $`\\gamma_a = -1`$" in page
    )


def test_hostile_text_is_text() -> None:
    page = re.sub(r"\\.", "", re.sub(r"\$`.*?`\$", "", render(Markdown(), [HOSTILE])))
    assert "<" not in page and "`" not in page and "\x1b" not in page
