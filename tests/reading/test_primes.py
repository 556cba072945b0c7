"""f' at a number that is declared, and at a x + b."""

from __future__ import annotations

import pytest

import symattn

DECLARED = """```symattn
let x, y: real
let g ~ N(0, 1)
let f(u) = u x
let h(u) = u^2
let s = x^2
let F(u) = u s
let H(x) = x^3
let G(x) = x \\Pr(g \\le x)
```

"""


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"h'(x) = 2x", "proved"),
        (r"h'(-x) = -2x", "proved"),
        (r"h'(-x) = 2x", "refuted"),
        (r"h'(3 x + 1) = 6 x + 2", "proved"),
        (r"h'(3 x + 1) = 18 x + 6", "refuted"),
        (r"h'(1 - 2 y) = 2 - 4 y", "proved"),
        (r"h'(1 - 2 y) = 8 y - 4", "refuted"),
        (r"h''(2 y) = 2", "proved"),
        (r"h''(2 y) = 8", "refuted"),
        (r"H'(-x) = 3 x^2", "proved"),
        (r"H'(-x) = -3 x^2", "refuted"),
        (r"H''(-x) = -6 x", "proved"),
        (r"H''(-x) = 6 x", "refuted"),
        (r"G'(x) + G'(-x) = 1", "proved"),
        (r"G'(x) - G'(-x) = 1", "refuted"),
        (r"f'(y) = x", "proved"),
        # at x, f(u) = u x has the derivative x: it is not that of x·x
        (r"f'(x) = x", "not_read"),
        (r"f'(x) = 2x", "not_read"),
        (r"f'(-x) = x", "not_read"),
        (r"f'(2 x + 1) = x", "not_read"),
        (r"F'(x) = x^2", "not_read"),
        (r"F'(x) = 3 x^2", "not_read"),
        (r"F'(y) = s", "proved"),
        (r"h'(0 x) = 0", "not_read"),
        (r"h'(x y) = 2 x y", "not_read"),
        (r"h'(x + y) = 2 x + 2 y", "not_read"),
        (r"h'(x^2) = 2 x^2", "not_read"),
    ],
)
def test_it_is_the_derivative_there(formula: str, verdict: str) -> None:
    page = symattn.check_page(text=f"{DECLARED}$${formula}$$\n", format="markdown")
    line = [line for line in page if line.verdict][-1]
    assert line.verdict == verdict, (line.verdict, line.why)
