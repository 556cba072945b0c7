"""x ∈ ℝ^n on a page that writes its entries, or its softmax, and nothing that wants a vector."""

from __future__ import annotations

import pytest

import symattn


def verdicts(text: str) -> list[tuple[str, str]]:
    page = symattn.check_page(text=text, format="markdown")
    return [(line.verdict, line.why) for line in page if line.verdict]


@pytest.mark.parametrize(
    "sentence",
    [
        "Let $s \\in \\mathbb{R}^n$ and $p = \\mathrm{softmax}(s)$.",
        "Let $s \\in \\mathbb{R}^{n}$. Put $p = \\operatorname{softmax}(s)$.",
        "Let $s \\in \\mathbb{R}^n$ be scores and $p = \\text{softmax}\\left(s\\right)$.",
        "For $s \\in \\mathbb{R}^n$ let $p_i = e^{s_i}/\\sum_{j=1}^n e^{s_j}$.",
        "Let $s \\in \\mathbb{R}^n$ be a vector and $p_i = e^{s_i}/\\sum_{j=1}^n e^{s_j}$.",
    ],
)
def test_scores(sentence: str) -> None:
    text = f"""{sentence} Then

$$\\sum_{{i=1}}^n p_i = 1$$

$$\\frac{{\\partial p_i}}{{\\partial s_j}} = p_i (\\delta_{{ij}} - p_j)$$

$$\\log \\sum_{{j=1}}^n e^{{s_j}} \\ge \\max_j s_j$$

$$\\frac{{\\partial p_i}}{{\\partial s_j}} = p_i (\\delta_{{ij}} + p_j)$$
"""
    found = verdicts(text)
    assert [verdict for verdict, _ in found[:3]] == ["proved"] * 3, found
    assert found[3][0] in ("refuted", "conditional"), found


def test_a_lone_softmax_says_enough() -> None:
    found = verdicts("Let $z \\in \\mathbb{R}^K$ and $p = \\mathrm{softmax}(z)$.\n\n$$p_i > 0$$\n")
    assert [verdict for verdict, _ in found] == ["proved"], found


@pytest.mark.parametrize("scores", ["x", "-x", "x/T", "\\beta x", "x + c", "\\left(x\\right)"])
def test_scores_that_are_made_of_it(scores: str) -> None:
    inside = scores if scores.startswith("\\left") else f"({scores})"
    text = (
        "Let $x \\in \\mathbb{R}^n$, $T > 0$, $\\beta > 0$ and $c \\in \\mathbb{R}$. "
        f"Put $p = \\mathrm{{softmax}}{inside}$. Then\n\n$$\\sum_i p_i = 1$$\n"
    )
    assert [verdict for verdict, _ in verdicts(text)] == ["proved"]


@pytest.mark.parametrize(
    "text",
    [
        "Let $x, y \\in \\mathbb{R}^d$.\n\n$$\\|x + y\\| \\le \\|x\\| + \\|y\\|$$\n",
        "Let $x, y \\in \\mathbb{R}^d$.\n\n$$x^\\top y = y^\\top x$$\n",
        "Let $q \\in \\mathbb{R}^d$ and let $k_1, \\dots, k_n \\in \\mathbb{R}^d$.\n\n"
        "$$q^\\top k_i = k_i^\\top q$$\n",
        "Let $y \\in \\mathbb{R}^d$, and $x_1, \\dots, x_n \\in \\mathbb{R}^d$.\n\n"
        "$$\\|x_i\\| \\ge 0$$\n",
    ],
)
def test_vectors_stay_vectors(text: str) -> None:
    assert [verdict for verdict, _ in verdicts(text)] == ["proved"]


def test_what_is_used_as_both_is_read_by_its_entries() -> None:
    text = "Let $x \\in \\mathbb{R}^n$.\n\n$$\\|x\\| \\ge 0$$\n\n$$x_i^2 \\ge 0$$\n"
    assert [verdict for verdict, _ in verdicts(text)] == ["proved", "proved"]


def test_beside_a_matrix_it_stays_a_vector() -> None:
    text = (
        "Let $x \\in \\mathbb{R}^n$ and $W \\in \\mathbb{R}^{n \\times n}$.\n\n"
        "$$x^\\top W x = (W x)^\\top x$$\n\n$$x_i^2 \\ge 0$$\n"
    )
    assert [verdict for verdict, _ in verdicts(text)] == ["proved", "not_read"]


def test_what_holds_for_numbers_of_one_sign_alone_is_not_proved() -> None:
    text = "Let $x \\in \\mathbb{R}^n$.\n\n$$\\sum_{i=1}^n x_i \\ge 0$$\n\n$$x_i^2 > 0$$\n"
    assert {verdict for verdict, _ in verdicts(text)} <= {"refuted", "conditional"}
