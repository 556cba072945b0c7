"""Derivatives of a standard deviation, and of what is divided by it, where it is > 0."""

from __future__ import annotations

import pytest

import symattn

DEVIATION = """```symattn
let n: integer >= 2
let x_j: reals over n
let i, j: indices of n
let \\mu = \\frac1n \\sum_{j=1}^n x_j
let \\sigma = \\sqrt{\\frac1n \\sum_{j=1}^n (x_j - \\mu)^2}
given \\sigma > 0
let \\hat x_j = \\frac{x_j - \\mu}{\\sigma}
```

"""


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial \sigma}{\partial x_j} = \frac{\hat x_j}{n}", "proved"),
        (r"\frac{\partial \sigma}{\partial x_j} = \hat x_j", "refuted"),
        (r"\frac{\partial \sigma}{\partial x_j} = \frac{x_j - \mu}{n}", "refuted"),
        (r"\sum_{j=1}^n \frac{\partial \sigma}{\partial x_j} = 0", "proved"),
        (r"\sum_{j=1}^n \frac{\partial \sigma}{\partial x_j} = 1", "refuted"),
        (
            r"\frac{\partial \hat x_i}{\partial x_j} = \frac{1}{\sigma} \left( \delta_{ij} - "
            r"\frac1n \right) - \frac{x_i - \mu}{\sigma^2} \cdot \frac{\hat x_j}{n}",
            "proved",
        ),
        (
            r"\frac{\partial \hat x_i}{\partial x_j} = \frac{1}{\sigma} \left( \delta_{ij} - "
            r"\frac1n - \hat x_i \hat x_j \right)",
            "refuted",
        ),
        (r"\frac{\partial \sigma}{\partial x_j} \ge 0", "refuted"),
    ],
)
def test_a_standard_deviation_that_is_positive(formula: str, verdict: str) -> None:
    page = symattn.check_page(text=f"{DEVIATION}$${formula}$$\n", format="markdown")
    line = [line for line in page if line.verdict][-1]
    assert line.verdict == verdict, (line.verdict, line.why)
