"""Lines that follow from more general ones: what stands for a sum is any number there."""

from __future__ import annotations

import pytest

from symattn.checking.page_checks import check_page_here
from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_reader import read_page

FAMILY = r"""
let n: integer >= 2
let x_j: reals over n
let i, j: indices of n
"""
NORM = (
    FAMILY
    + r"""
let \mu = \frac1n \sum_{j=1}^n x_j
let \sigma = \sqrt{\frac1n \sum_{j=1}^n (x_j - \mu)^2}
given \sigma > 0
let \hat x_j = \frac{x_j - \mu}{\sigma}
"""
)
VARIANCE = (
    FAMILY
    + r"""
let m = \frac1n \sum_{j=1}^n x_j
let V = \frac1n \sum_{j=1}^n (x_j - m)^2
given V > 0
let y_j = \frac{x_j - m}{\sqrt{V}}
"""
)
UNDEFINED = (
    FAMILY
    + r"""
let s: real
let \mu = \frac1s \sum_{j=1}^n x_j
let \nu = \sqrt{\sum_{j=1}^n x_j}
let \tau = \log \sum_{j=1}^n x_j
"""
)
WEIGHTED = r"""
let n: integer >= 2
let t: positive
let r_j: reals over n
let w_j: positives over n
let a, b, j: indices of n; a, b distinct
let Z = \sum_j w_j e^{r_j t}
"""

LINES = [
    (NORM, r"\frac1n \sum_{j=1}^n \hat x_j^2 = 1", "proved"),
    (NORM, r"\sum_{j=1}^n \hat x_j^2 = n", "proved"),
    (NORM, r"\sum_{j=1}^n \hat x_j^2 = n - 1", "refuted"),
    (NORM, r"\frac1n \sum_{j=1}^n \hat x_j = 0", "proved"),
    (NORM, r"\sum_{j=1}^n (x_j - \mu) = 0", "proved"),
    (VARIANCE, r"\frac1n \sum_{j=1}^n y_j^2 = 1", "proved"),
    (FAMILY + r"let c: real", r"\sum_{j=1}^n (x_j - c)^2 \ge 0", "proved"),
    (FAMILY + r"let c: real", r"\sqrt{\sum_{j=1}^n (x_j - c)^2} \ge 0", "proved"),
    (WEIGHTED, r"\sum_j w_j > 0", "proved"),
    (WEIGHTED, r"Z > 0", "proved"),
    (WEIGHTED, r"Z > w_a e^{r_a t}", "proved"),
]


@pytest.mark.parametrize("declared, line, verdict", LINES)
def test_sums_as_numbers(declared: str, line: str, verdict: str) -> None:
    assert _verdict(declared, line) == verdict


@pytest.mark.parametrize("name", [r"\mu", r"\nu", r"\tau"])
def test_what_may_have_no_value_is_no_number(name: str) -> None:
    """x = x fails where x has no value: it is not proved for any number x."""
    assert _verdict(UNDEFINED, rf"{name} + 1 = 1 + {name}") in ("conditional", "undecided")


def _verdict(declared: str, line: str) -> str:
    text = f"```symattn\n{declared.strip()}\n```\n\n$${line}$$\n"
    return check_page_here(read_page(parse(text, "markdown"))).lines[-1].verdict


DEPENDS = (
    "Let $n \\ge 2$ and let $a$ be an index from $1$ to $n$. Let $s_1, \\dots, s_n$ be real "
    "numbers, $\\beta > 0$ and set $Z = \\sum_{l=1}^n e^{\\beta s_l}$.\n\n"
)
RANDOM = (
    "Let $n \\ge 2$ and let $s_1, \\dots, s_n$ be real numbers. Let $g \\sim N(0, 1)$ and put "
    "$W = \\sum_{l=1}^n e^{g s_l}$.\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        DEPENDS + "$$\\frac{\\partial Z}{\\partial s_a} = 0.$$",
        DEPENDS + "$$\\frac{\\partial Z}{\\partial \\beta} = 0.$$",
        DEPENDS + "Put $D = \\frac{\\partial Z}{\\partial s_a}$. So $$D = 0.$$",
        DEPENDS + "As $\\beta \\to \\infty$, $$Z/\\beta \\to 0.$$",
        DEPENDS + "As $\\beta \\to \\infty$, $$Z \\to Z + 1 - 1/\\beta.$$",
        RANDOM + "$$E[W] = W.$$",
        RANDOM + "$$\\operatorname{Var}(W) = 0.$$",
        RANDOM + "$$E[W^2] = W E[W].$$",
    ],
)
def test_what_a_letter_depends_on_counts(text: str) -> None:
    """In a derivative, a limit or a mean a letter is no number of its own."""
    page = check_page_here(read_page(parse(text + "\n", "markdown")))
    claims = [line for line in page.lines if line.verdict]
    assert claims and "proved" not in {line.verdict for line in claims}


def test_two_indices_that_differ() -> None:
    text = (
        "Let $n \\ge 2$ and let $a \\ne b$ be two indices from $1$ to $n$. "
        "Let $s_1, \\dots, s_n$ be real numbers. Put $p_j = e^{s_j} / \\sum_{l=1}^n e^{s_l}$.\n\n"
        "$$\\frac{\\partial p_a}{\\partial s_b} = -p_a p_b.$$\n"
    )
    (line,) = (x for x in check_page_here(read_page(parse(text, "markdown"))).lines if x.verdict)
    assert line.verdict == "proved"


def test_what_is_said_in_passing_and_true_leaves_no_doubt() -> None:
    text = (
        "Let $n \\ge 2$ and let $a$ be an index from $1$ to $n$. Let $s_1, \\dots, s_n$, "
        "$v_1, \\dots, v_n$ be real numbers and set $p_j = e^{s_j} / \\sum_{l=1}^n e^{s_l}$ and "
        "$o = \\sum_{j=1}^n p_j v_j$. The forward pass is a mean, $\\sum_{j=1}^n p_j = 1$. Then\n"
        "$$\\frac{\\partial o}{\\partial s_a} = p_a (o - v_a).$$\n"
    )
    (line,) = (x for x in check_page_here(read_page(parse(text, "markdown"))).lines if x.verdict)
    assert line.verdict in ("refuted", "conditional")
