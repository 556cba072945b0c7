"""Gradients by vectors and matrices: read as slopes along any direction."""

from __future__ import annotations

import pytest

import symattn
from symattn.language import Term, number
from symattn.reading.gradients import at_the_point

from ..last_line import verdict_of

PAGE = r"""Let $x, a, b \in \mathbb{R}^d$ and $W \in \mathbb{R}^{d \times d}$. Let $\beta > 0$.
Let $k_1, \dots, k_n \in \mathbb{R}^d$ and $y_1, \dots, y_n$ be real numbers.

Let $F(x) = \frac{1}{\beta} \log \sum_{j=1}^n e^{\beta k_j^\top x}$,
$p_j = e^{\beta k_j^\top x} / \sum_l e^{\beta k_l^\top x}$ and $E(x) = \frac12 \|x\|^2 - F(x)$.

Let $i$ be an index.

"""
TRUE = [
    r"\nabla_x \|x\|^2 = 2x",
    r"\nabla_x (a^\top x) = a",
    r"\nabla_x (a^\top x + \beta) = a",
    r"\nabla_a (a^\top x) = x",
    r"\nabla_x (a^\top b) = 0",
    r"\frac{\partial}{\partial x} (a^\top x)^2 = 2 (a^\top x) a",
    r"\nabla_x e^{a^\top x} = e^{a^\top x} a",
    r"b^\top \nabla_x (x^\top W x) = b^\top W x + x^\top W b",
    r"\nabla_W (a^\top W x) = a x^\top",
    r"\nabla_W \|W x - a\|^2 = 2 (W x - a) x^\top",
    r"\nabla F(x) = \sum_j p_j k_j",
    r"\nabla_x F(x) = \sum_j p_j k_j",
    r"a^\top \nabla_x F(x) = \sum_j p_j (a^\top k_j)",
    r"\nabla_x p_i = \beta p_i (k_i - \sum_j p_j k_j)",
    r"\nabla E(x) = x - \sum_j p_j k_j",
    r"\nabla_x \left( \frac{1}{2n} \sum_{j=1}^n (x^\top k_j - y_j)^2 \right) "
    r"= \frac1n \sum_{j=1}^n (x^\top k_j - y_j) k_j",
    r"x - \beta \nabla_x (a^\top x) = x - \beta a",
    r"\nabla_x \|x - a\| = \frac{x - a}{\|x - a\|} \quad \text{for } x \ne a",
    r"\nabla_x \log(a^\top x) = \frac{a}{a^\top x} \quad \text{for } a^\top x > 0",
]
FALSE = [
    r"\nabla_x \|x\|^2 = x",
    r"\nabla_x (a^\top x) = x",
    r"\nabla_a (a^\top x) = a",
    r"\nabla_x (a^\top b) = a",
    r"\nabla_x \left( x^\top W x \right) = 2 W x",
    r"\nabla_W (a^\top W x) = x a^\top",
    r"\nabla_W \|W x - a\|^2 = 2 x (W x - a)^\top",
    r"\nabla F(x) = \beta \sum_j p_j k_j",
    r"\nabla F(x) = \sum_j k_j",
    r"\nabla_x p_i = p_i (k_i - \sum_j p_j k_j)",
    r"\nabla E(x) = x + \sum_j p_j k_j",
    r"x - \beta \nabla_x (a^\top x) = x + \beta a",
    r"\nabla_x \log(a^\top x) = \frac{x}{a^\top x} \quad \text{for } a^\top x > 0",
]
REFUSED = [
    r"\nabla_x F(x) = 0 \Rightarrow \sum_j p_j k_j = 0",
    r"\|\nabla_x F(x)\| \le 1",
    r"\nabla_x F(x) = 1",
    r"\nabla_\beta F(x) = 0",
    r"\nabla_{k_i} F(x) = p_i x",
    r"\nabla F = 0",
    r"\nabla^2 F(x) = 0",
    r"\nabla_x x = 1",
    r"\nabla_x (a^\top x) \ge 0",
    r"x^\top \nabla_x F(x) = \sum_j p_j (x^\top k_j)",
    r"\nabla_x F(x) \ne 0",
]


@pytest.mark.parametrize("line", TRUE)
def test_true_gradients_are_proved(line: str) -> None:
    assert verdict_of(line, PAGE) == "proved"


@pytest.mark.parametrize("line", FALSE)
def test_false_gradients_are_refuted(line: str) -> None:
    assert verdict_of(line, PAGE) == "refuted"


@pytest.mark.parametrize("line", REFUSED)
def test_what_cannot_be_said_of_a_gradient_is_refused(line: str) -> None:
    assert verdict_of(line, PAGE) == "not_read"


@pytest.mark.parametrize(
    "page",
    [
        "Let $a, x \\in \\mathbb{R}^d$ and $z \\sim N(x, I)$.\n\n"
        "$$\\nabla_x \\mathbb{E}[a^\\top z] = 0$$\n",
        "Let $a, x \\in \\mathbb{R}^d$ and $x \\sim N(0, I)$.\n\n$$\\nabla_x (a^\\top x) = a$$\n",
        "Let $q \\in \\mathbb{R}^d$, and let $k_1, \\dots, k_n$ be orthogonal vectors of norm "
        "$\\|q\\|$.\n\n$$\\nabla_q \\|k_1\\| = 0$$\n",
    ],
)
def test_what_is_random_or_depends_in_another_way_is_never_proved(page: str) -> None:
    lines = symattn.check_page(text=page, format="markdown").lines
    assert all(line.verdict != "proved" for line in lines)


def test_a_definition_by_the_variable_moves_with_it() -> None:
    text = (
        "Let $x, a \\in \\mathbb{R}^d$ and $s = a^\\top x$.\n\n"
        "$$\\nabla_x s = a$$\n\n$$\\nabla_x s^2 = 2 s a$$\n\n$$\\nabla_x s = 0$$\n"
    )
    lines = symattn.check_page(text=text, format="markdown").lines
    assert [line.verdict for line in lines if line.verdict] == ["proved", "proved", "refuted"]


def test_a_side_along_a_line_is_the_gradient_again() -> None:
    x, u, w, t = Term("vector", ("x",)), Term("vector", ("u",)), Term("vector", ("w",)), "t"
    at = Term("+", (x, Term("*", (Term("scalar", (t,)), u))))
    letters = frozenset(("t", "u", "w"))
    assert at_the_point(Term("dot", (at, u)), letters) == x
    double = Term("*", (number(2), at))
    assert at_the_point(Term("dot", (double, u)), letters) == Term("*", (number(2), x))
    outer = Term("dot", (u, Term("apply", (Term("outer", (at, x)), w))))
    assert at_the_point(outer, letters) == Term("outer", (x, x))
    assert at_the_point(Term("dot", (u, u)), letters) is None
    assert at_the_point(Term("dot", (at, x)), letters) is None
    assert at_the_point(Term("exp", (Term("dot", (at, u)),)), letters) is None
