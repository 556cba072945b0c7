"""With a block of declarations a page checks in any language: its sentences are left alone."""

from __future__ import annotations

import pytest

from symattn.checking.page_checks import check_page_here
from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_reader import read_page

BLOCK = """```symattn
let n: integer >= 2
let \\beta: positive
let a, b, i: indices of n; a, b distinct; i any other
let k_j: orthonormal vectors over n
let q = \\beta k_a
let \\alpha_j = \\frac{e^{k_j^\\top q}}{\\sum_{l=1}^n e^{k_l^\\top q}}
as \\beta -> \\infty
```
"""
GERMAN = (
    "# Ein Wert wird kopiert\n\n"
    + BLOCK
    + r"""
Sei $\beta$ die Länge der Anfrage. Die Schlüssel sind orthonormal, also gilt für $i \neq a$
$$k_a^\top q = \beta, \qquad k_i^\top q = 0 .$$
Damit ist das Gewicht
$$\alpha_a = \frac{e^\beta}{e^\beta + n - 1} \to 1 ,$$
und es ist falsch, dass
$$\alpha_b = \frac{1}{e^\beta + n} .$$
"""
)
JAPANESE = (
    "# 一つの値を写す\n\n"
    + BLOCK
    + r"""
鍵は正規直交なので、$\beta$ が大きいとき
$$k_a^\top q = \beta 、$$
重みは次のようになる。
$$\alpha_a = \frac{e^\beta}{e^\beta + n - 1}$$
"""
)


@pytest.mark.parametrize(
    ("page", "verdicts"),
    [
        (GERMAN, ["proved", "proved", "proved", "proved", "refuted"]),
        (JAPANESE.replace("、$$", "$$"), ["proved", "proved"]),
    ],
    ids=["German", "Japanese"],
)
def test_prose_of_another_language(page: str, verdicts: list[str]) -> None:
    read = read_page(parse(page, "markdown"))
    assert read.problems == ()
    checked = check_page_here(read)
    assert [x.verdict for x in checked.lines if x.verdict] == verdicts
