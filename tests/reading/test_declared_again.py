"""What is said of a letter before it is declared again is over; an index may be the member 1."""

from __future__ import annotations

import pytest

import symattn

P = "Let $s_1,\\dots,s_n$ be real scores and $p_i = \\frac{e^{s_i}}{\\sum_{j=1}^n e^{s_j}}$.\n\n"
TWO = "Let $a$ and $b$ be two distinct indices. Then\n\n$$p_a + p_b \\le 1$$\n\n"
SUM = "Then\n\n$$\\sum_{j} x_j = 1$$\n"


def last(text: str) -> str:
    page = symattn.check_page(text=text, format="markdown")
    return [line.verdict for line in page if line.verdict][-1]


@pytest.mark.parametrize(
    "text",
    [
        # a may be 1
        P + "Let $a$ be an index. Then\n\n$$\\frac{\\partial p_a}{\\partial s_1} = -p_a p_1$$",
        P + "Let $a$ be an index. Then\n\n$$p_1 + p_a \\le 1$$",
        P + "Let $a$ be any index. Then\n\n$$\\delta_{1a} = 0$$",
        P + "Let $a$ be an index. Then\n\n$$\\sum_{j \\ne a} p_j \\ge p_1$$",
        P + "Let $a$ and $b$ be two distinct indices. Then\n\n$$p_1 + p_a \\le 1$$",
        P + "Let $a$ and $b$ be two distinct indices. Then\n\n$$p_1 \\delta_{1a} = 0$$",
        # distinct ones, declared again without that
        P + TWO + "Let $a$ and $b$ be indices. Then\n\n$$p_a + p_b \\le 1$$",
        P + TWO + "Let $b$ be an index. Then\n\n$$p_a + p_b \\le 1$$",
        P + TWO + "# B\n\nLet $a$ be an index. Then\n\n$$p_a + p_b \\le 1$$",
        P + TWO + "For all $a, b \\in \\{1,\\dots,n\\}$ we have $p_a + p_b \\le 1$.",
        P + TWO + "For arbitrary indices $a$ and $b$ we have $p_a + p_b \\le 1$.",
        # one after the other: the second may be the first
        P + "Let $a$ be an index from $1$ to $n$. Let $b$ be an index from $1$ to $n$. "
        "Then\n\n$$p_a + p_b \\le 1$$",
        P + "Let $a$ and $b$ be distinct indices from $1$ to $n$. Let $c$ be an index from $1$ to "
        "$n$. Then\n\n$$p_a + p_c \\le 1$$",
        P + "Let $a$ and $b$ be distinct indices from $1$ to $n$. Let $c$ and $d$ be distinct "
        "indices from $1$ to $n$. Then\n\n$$p_a + p_c \\le 1$$",
        # a vector of which entries are written, declared again
        "# A\n\nLet $x \\in \\mathbb{R}^n$ with $\\sum_i x_i = 1$. "
        + SUM + "\n# B\n\nLet $x \\in \\mathbb{R}^n$. " + SUM,
        "# A\n\nLet $x \\in \\mathbb{R}^n$. Suppose $\\sum_i x_i = 1$. "
        + SUM + "\n# B\n\nLet $x \\in \\mathbb{R}^n$. " + SUM,
        "# A\n\nLet $x \\in \\mathbb{R}^n$. Put $p = \\mathrm{softmax}(x)$. Then\n\n"
        "$$\\sum_j p_j = 1$$\n\n# B\n\nLet $p \\in \\mathbb{R}^n$. Then\n\n$$\\sum_j p_j = 1$$\n",
        "Let $x \\in \\mathbb{R}^n$. Then\n\n$$\\sum_{i=1}^n x_i = \\sum_i x_i$$\n\n"
        "Let $x \\in \\mathbb{R}^m$. Then\n\n$$\\sum_{i} (x_i+1) = n + \\sum_{i} x_i$$\n",
        "Let $x \\in \\mathbb{R}^n$ and $f(x) = \\sum_{i=1}^n x_i^2$. Then\n\n"
        "$$f(x_k) = n x_k^2$$\n",
    ],
)  # fmt: skip
def test_it_is_not_proved(text: str) -> None:
    assert last(text) in ("refuted", "conditional", "not_read", "undecided")


@pytest.mark.parametrize(
    "text",
    [
        P + "Let $a$ and $b$ be indices with $a = b$. Then\n\n$$s_a = s_b$$",
        P + "Let $a$ and $b$ be indices. Suppose $a = b$. Then\n\n$$s_a = s_b$$",
        P + "Let $a$ and $b$ be indices with $s_a = s_b$. Then\n\n$$s_a = s_b$$",
        "Let $x \\in \\mathbb{R}^n$ and $c \\in \\mathbb{R}^n$. Then\n\n"
        "$$\\mathrm{softmax}(x + c)_i > 0$$\n",
        "Let $x,y \\in \\mathbb{R}^n$ and $f(x) = \\sum_{i=1}^n x_i$. Then\n\n"
        "$$f(x+y) = f(x)+f(y)$$\n",
        "Let $x \\in \\mathbb{R}^n$ with $x_i > 0$ for all $i$. Then\n\n$$\\sum_i x_i > 0$$\n",
    ],
)
def test_a_true_line_is_not_refuted(text: str) -> None:
    assert last(text) not in ("refuted", "conditional")


@pytest.mark.parametrize("word", ["Let", "Now let", "Consider", "Given", "For any", "Here,", "Fix"])
@pytest.mark.parametrize(
    ("declared", "again", "claim"),
    [
        ("$x \\in \\mathbb{R}$ with $x > 0$", "$x \\in \\mathbb{R}$", "x > 0"),
        (
            "$x \\in \\mathbb{R}^n$ with $x_i > 0$ for all $i$",
            "$x \\in \\mathbb{R}^n$",
            "\\sum_i x_i > 0",
        ),
    ],
)
def test_under_another_heading_it_is_another_thing(
    word: str, declared: str, again: str, claim: str
) -> None:
    first = f"# A\n\nLet {declared}. Then\n\n$${claim}$$\n\n"
    assert last(first) == "proved"
    assert last(f"{first}# B\n\n{word} {again}. Then\n\n$${claim}$$\n") != "proved"
