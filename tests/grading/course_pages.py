"""A course's submissions, made up: one page in three spellings, with errors planted in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

SETTING = r"""# A query at the sum of two keys
let n: integer >= 2
let \beta: positive
let a, b, i: indices of n; a, b distinct; i any other
let k_j: orthonormal vectors over n
let q = \beta (k_a + k_b)
let \alpha_j = \frac{\exp(k_j^\top q)}{\sum_{l=1}^{n} \exp(k_l^\top q)}
as \beta -> \infty
"""
POINTS = r"""points: 1 for each line
points: 3 for \alpha_a \to \frac12
points: 2 for \alpha_i \to 0
"""
RIGHT = (
    r"k_a^\top q = \beta",
    r"k_b^\top q = \beta",
    r"k_i^\top q = 0",
    r"\alpha_a = \frac{e^\beta}{2 e^\beta + n - 2}",
    r"\alpha_i = \frac{1}{2 e^\beta + n - 2}",
    r"\alpha_a \to \frac12",
    r"\alpha_a + \alpha_b \to 1",
    r"\alpha_i \to 0",
)
WRONG = {  # by the number of the line
    1: (r"k_a^\top q = 2 \beta", r"k_a^\top q = -\beta"),
    2: (r"k_b^\top q = 0",),
    3: (r"k_i^\top q = \beta",),
    4: (
        r"\alpha_a = \frac{e^\beta}{2 e^\beta + n - 1}",
        r"\alpha_a = \frac{e^\beta}{e^\beta + n - 2}",
    ),
    5: (r"\alpha_i = \frac{1}{2 e^\beta + n}",),
    6: (r"\alpha_a \to 1", r"\alpha_a \to \frac1n"),
    7: (r"\alpha_a + \alpha_b \to 2",),
    8: (r"\alpha_i \to \frac{1}{n - 2}",),
}
ENDINGS = (".tex", ".md", ".ipynb")
ENDLESS = """from symattn.writing.derivation import derivation


@derivation("endless", title="It never ends", source="the course")
def endless(d):
    while True:
        pass
"""


@dataclass(frozen=True)
class Made:
    """A submission: its name, and the numbers of the lines in which an error was planted."""

    name: str
    planted: tuple[int, ...]


def page_text(lines: tuple[str, ...], ending: str) -> str:
    """The lines as a page in LaTeX, in Markdown or as a notebook, spelled as one does there."""
    if ending == ".tex":
        shown = "\n".join(rf"\[ {line} \]" for line in lines[:4])
        table = " \\\\\n".join(
            line.replace("=", "&=").replace(r"\to", r"&\to").replace(r"\frac", r"\dfrac", 1)
            for line in lines[4:]
        )
        body = f"{shown}\nand so\n\\begin{{align*}}\n{table}\n\\end{{align*}}"
        return f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    shown = "\n\n".join(f"$$\n{line}\n$$" for line in lines)
    markdown = f"# My page\n\nWe look at two keys.\n\n{shown}\n"
    if ending == ".md":
        return markdown.replace(r"\alpha", "α").replace("\n$$", "\n\\[", 1).replace(
            "\n$$", "\n\\]", 1)  # fmt: skip
    half = markdown.replace(r"e^\beta", r"\exp(\beta)").split("\n\n")
    cells = [
        {"cell_type": "markdown", "metadata": {"author": "Eve Secret"}, "source": "\n\n".join(part)}
        for part in (half[:6], half[6:])
    ]
    metadata = {"authors": [{"name": "Eve Secret"}], "kernelspec": {"name": "python3"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def planted(k: int) -> dict[int, str]:
    """The errors of the k-th page: none in every fifth, else one or two."""
    if k % 5 == 0:
        return {}
    first, second = k % 8 + 1, (3 * k + 4) % 8 + 1
    chosen = (first, second) if k % 3 == 0 else (first,)
    return {n: WRONG[n][k % len(WRONG[n])] for n in chosen}


def make_class(folder: Path, count: int, points: bool = True) -> list[Made]:
    """So many pages, each in a folder of its own, and the setting of the course."""
    (folder / "settings").mkdir(parents=True)
    (folder / "settings" / "course.symattn").write_text(SETTING + POINTS * points, encoding="utf-8")
    found = []
    for k in range(count):
        ending = ENDINGS[k % 3]
        name = f"student{k:02}/page{ending}"
        errors = planted(k)
        lines = tuple(errors.get(n, right) for n, right in enumerate(RIGHT, 1))
        (folder / name).parent.mkdir()
        (folder / name).write_text(page_text(lines, ending), encoding="utf-8")
        found.append(Made(name, tuple(sorted(errors))))
    return found


def make_broken(folder: Path) -> list[str]:
    """Three files that cannot be read and one that never ends; their names in order."""
    (folder / "cut.ipynb").write_text('{"cells": [{"cell_type": "mark', encoding="utf-8")
    (folder / "empty.md").write_text("", encoding="utf-8")
    (folder / "endless.py").write_text(ENDLESS, encoding="utf-8")
    (folder / "latin.tex").write_bytes(b"\\[ x = \xff\xfe \\]")
    return ["cut.ipynb", "empty.md", "endless.py", "latin.tex"]
