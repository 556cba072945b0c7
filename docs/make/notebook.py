"""The example notebook: written here, run, and saved with what it shows.

    python docs/make/notebook.py docs/attention.ipynb          write it
    python docs/make/notebook.py docs/attention.ipynb --check  run what is there, and fail where a
    cell does

Needs `pip install 'symattn[notebook,plot]'`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CELLS = [
    """# symattn in a notebook

`symattn.check` checks a derivation of the book, by its id, or one of your own, and shows it as a \
page: ✓ proved, ◐ true only under a condition, ✗ false, ? not decided.""",
    """import symattn

symattn.check("1b")""",
    """A verdict alone, and what it is made of: (5) forgets the other keys.""",
    """checked = symattn.check("1b")
checked[5]""",
    """checked[5].status, checked.as_declared, len(checked)""",
    """## A derivation of your own

Lines keep the author's order and fractions. A cell may be run again after a change.""",
    """from sympy import Rational, exp
from symattn.writing.derivation import derivation
from symattn.writing.expressions import plus, times


@derivation("mine", title="Two keys at once", source="my page 3")
def two_keys(d):
    n = d.integer("n", at_least=2)
    beta = d.real(r"\\beta", positive=True)
    keys = d.index_set(n, "a b", rest="i")  # distinct members a, b; i stands for any other
    a, b, i = keys
    k, v = d.orthonormal("k", keys), d.vectors("v", keys)
    q = d.define("q", beta * (k[a] + k[b]))
    alpha, c = d.attention(q, keys=k, values=v, over=keys)
    d.let_tend(beta)

    d.step(k[a] @ q, "=", beta, why="the keys are orthonormal")
    d.step(alpha[a], "=", exp(beta) / plus(times(2, exp(beta)), n, -2))
    d.step(c, "->", (v[a] + v[b]) / 2)
    d.written(alpha[a], "=", Rational(1, 2), expect="conditional")


symattn.check(two_keys)""",
    """## A page

A cell that begins with `%%symattn` is a page in Markdown. Its letters are declared once.""",
    "%load_ext symattn",
    r"""%%symattn --declare
let n: integer >= 2
let \beta: positive""",
    r"""%%symattn
Then $e^\beta > 1$ and

$$\frac{e^\beta}{e^\beta + n - 1} = \frac{1}{1 + n e^{-\beta}}$$""",
    """## Limits

With every case of their parameters, each proved by the kernel.""",
    """from sympy import exp, oo, symbols

b, g = symbols("b g", real=True)
n = symbols("n", integer=True)
symattn.limit(exp(b*g)/(exp(b*g) + n - 1), b, oo, given=[n >= 2])""",
    """## Pictures

Drawn from proved formulas only: here where the context goes, over the plane of the two random \
stretches.""",
    """from IPython.display import SVG
from symattn.pictures import pictures

plane = next(p for p in pictures(symattn.check("1c.ii").record) if p.kind == "plane")
print(plane.caption)
SVG(plane.svg)""",
]


def notebook() -> nbformat.NotebookNode:
    cells = [
        (
            nbformat.v4.new_markdown_cell
            if text.startswith(("#", "A verdict"))
            else nbformat.v4.new_code_cell
        )(text, id=f"cell-{k}")
        for k, text in enumerate(CELLS)
    ]
    return nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
    )


def main(file: Path, check: bool) -> None:
    book = nbformat.read(file, as_version=4) if check else notebook()
    NotebookClient(book, timeout=300).execute()
    for cell in book.cells:
        cell.metadata = {}
    if not check:
        nbformat.write(book, file)
    shown = sum(len(c.get("outputs", ())) for c in book.cells)
    print(f"{file}: {len(book.cells)} cells ran, {shown} outputs")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--check" in sys.argv)
