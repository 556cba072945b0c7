"""Reading a page never fails: whatever stands there, lines and problems come out, and soon."""

from __future__ import annotations

import os
from random import Random

import pytest

from symattn.reading.documents.loading import parse
from symattn.reading.documents.pieces import Form
from symattn.reading.whole_pages.page_reader import read_page

NIGHTLY = os.environ.get("SYMATTN_NIGHTLY") == "1"
COUNT = 20_000 if NIGHTLY else 600
HEAD = r"""```symattn
let n: integer >= 2
let \beta: positive
let x, y: real
let a, b, i: indices of n; a, b distinct; i any other
let k_j: orthonormal vectors over n
let s_j: reals over n
let u, w: vectors
```
"""
FORMULAS = tuple(
    r"""\\ { } [ ] ( ) \left( \right) & = \le \approx \to \Rightarrow + - \cdot / ^ _ ' | \| x y k_a
    s_j \beta u n e \sum \sum_j \max_j \frac \sqrt \log \exp \text{if} \text{for} \text{and}
    \text{foo} \begin{cases} \end{cases} \begin{aligned} \end{aligned} \quad , . ; : \infty \partial
    \frac{d}{dx} d \mathbb{E} \Pr Var \mid \sim N(0,1) \top 2 0.5 12 \dots \lim_{x \delta_{ij}
    \langle \rangle softmax \operatorname \mathrm \hat \in \mathbb{R} \ne i j a b \forall f(x) f \pi
    I \mathbf{1} ! ~ \nabla \int := \equiv \propto \gg \iff \{ \} \foo \begin \end{ \label{x}
    \tag % # ½ ≤ β 𝔼 ² ᵀ &lt; &#95;""".split()
)
PROSE = (
    "$", "$$", "\\[", "\\]", "Let ", "be real", " Suppose ", " where ", " hence ", " for ", " as ",
    " if ", " unless ", " vectors", " be an integer", " be orthonormal", " and ", " put ", ", ",
    "\n", "\n\n", "\n# H\n", "```symattn\n", "```\n", "let x: real\n", "let n: integer >= 2\n",
    "let f(x) = ", "given ", "as ", "let q = ", "write v for x\n", "setting foo\n", "outside 3\n",
    "let p_j: probabilities over n\n", "let g ~ N(0, 1)\n", "%% symattn: let z: positive\n",
    "\\newcommand{\\m}[1]{#1}", "\\m", "\\def\\z{\\z}", "\\z", "\\section{A}\n", "\u2028",
)  # fmt: skip
DEEP = {
    "brackets": "(" * 3000 + "x" + ")" * 3000 + "= 1",
    "braces": "{" * 3000 + "x" + "}" * 3000 + "= 1",
    "fractions": r"\frac{1}{" * 1000 + "x" + "}" * 1000 + "= 1",
    "slashes": "x/" * 3000 + "x = 1",
    "powers": "x" + "^{x" * 2000 + "}" * 2000 + "= 1",
    "roots": r"\sqrt" * 3000 + "x = 1",
    "logarithms": r"\log " * 3000 + "x = 1",
    "accents": r"\hat" * 3000 + "x = 1",
    "means": r"\mathbb{E} " * 3000 + "x = 1",
    "bars": "|" * 999 + "x" + "|" * 999 + "= 1",
    "sums": "x+" * 2500 + "x = 1",
    "products": "x " * 2500 + "= y",
    "chain": "x = " * 2000 + "x",
    "arrows": r"x = y \Rightarrow " * 800 + "x = y",
    "derivatives": r"\frac{d}{dx}" * 500 + "x = 1",
    "cases": r"\begin{cases} 1 & x > " * 300 + "0" + r"\end{cases}" * 300,
    "conditions": r"x = y" + r"\text{ if } x > 0" * 500,
    "one word": "a" * 200_000,
}


@pytest.mark.parametrize("form", ["markdown", "latex"])
def test_soup(form: Form) -> None:
    random = Random(form)
    for k in range(COUNT // 2):
        if k % 3:
            body = "$$" + " ".join(random.choices(FORMULAS, k=1 + k % 25)) + "$$"
        else:
            body = "".join(random.choices((*FORMULAS, *PROSE), k=1 + k % 60))
        read_page(parse(HEAD * (k % 4 > 0) + "\n" + body, form))


@pytest.mark.parametrize("what", DEEP)
def test_what_is_deep_or_long(what: str) -> None:
    page = read_page(parse(f"{HEAD}\n$$\n{DEEP[what]}\n$$\n", "markdown"))
    assert page.lines or page.problems
