"""Families of numbers without an index: equations of their entries, products, lengths, gradients.

Each claim is the line of a page that declares logits z, their softmax p, probabilities y.
"""

from __future__ import annotations

import pytest

import symattn

from ..last_line import verdict_of

PAGE = r"""Let $n \ge 2$, $z \in \mathbb{R}^n$ and $p = \mathrm{softmax}(z)$.
Let $c \in \mathbb{R}$. Let $y_1, \dots, y_n$ be probabilities, and $x_1, \dots, x_m$ real numbers.

Let $L = -\sum_j y_j \log p_j$ and $H = -\sum_j p_j \log p_j$.

"""
TRUE = [
    r"\mathrm{softmax}(z + c\,\mathbf{1}) = p",
    r"\mathrm{softmax}(z + c\,\mathbf{1}) = \mathrm{softmax}(z)",
    r"\mathbf{1}^\top p = 1",
    r"p^\top \mathbf{1} = 1",
    r"p^\top y \le 1",
    r"y^\top p = p^\top y",
    r"\|p\|^2 \le 1",
    r"\|2 z\|^2 = 4 \|z\|^2",
    r"2 p = p + p",
    r"p - y = -(y - p)",
    r"p \ge 0",
    r"0 < p",
    r"\nabla_z L = p - y",
    r"\frac{\partial L}{\partial z} = p - y",
    r"\mathbf{1}^\top \nabla_z L = 0",
    r"\nabla_z \log \sum_j e^{z_j} = \mathrm{softmax}(z)",
    r"\nabla_z \left( \tfrac12 \|z\|^2 \right) = z",
    r"\nabla_z (y^\top z) = y",
    r"\nabla_z \left( \sum_j y_j z_j - \log \sum_l e^{z_l} \right) = y - p",
]
FALSE = [
    r"\mathrm{softmax}(2 z) = p",
    r"\mathrm{softmax}(z + y) = p",
    r"p = y",
    r"p = 0",
    r"p \ge y",
    r"p > 1",
    r"\|p\|^2 = 1",
    r"p^\top y = 1",
    r"\mathbf{1}^\top p = n",
    r"\nabla_z L = y - p",
    r"\nabla_z L = p",
    r"\nabla_z (p^\top z) = p",
    r"\nabla_z H = -p",
    r"\nabla_z \left( \tfrac12 \|z\|^2 \right) = 2 z",
    r"\mathbf{1}^\top \nabla_z L = 1",
    r"\nabla_y L = 0",
]
REFUSED = [
    "p y = 1",
    r"e^z = 1",
    r"\log p = 0",
    r"p^2 = 1",
    r"p = x",
    r"p^\top x = 1",
    r"p + 1 = 1 + p",
    r"p = \frac{1}{n}",
    r"p \ge c",
    r"\mathrm{softmax}(z) = 1",
    r"\nabla_z p = 0",
    r"\nabla L = p - y",
    r"\nabla^2 L = p",
    r"\nabla_c L = 0",
    r"\nabla_z L \ge c",
    r"\|\nabla_z p\| = 0",
    r"\mathbf{1} = \mathbf{1}",
    r"\mathbf{1}^\top \mathbf{1} = n",
    r"c = p",
]


@pytest.mark.parametrize("line", TRUE)
def test_what_holds_of_every_entry_is_proved(line: str) -> None:
    assert verdict_of(line, PAGE) == "proved"


@pytest.mark.parametrize("line", FALSE)
def test_what_fails_at_an_entry_is_not_proved(line: str) -> None:
    assert verdict_of(line, PAGE) in ("refuted", "conditional")


@pytest.mark.parametrize("line", REFUSED)
def test_what_has_no_one_meaning_is_refused(line: str) -> None:
    assert verdict_of(line, PAGE) == "not_read"


def test_the_page_says_what_was_read() -> None:
    read = symattn.read_page(text=PAGE + "$$\\nabla_z L = p - y$$\n", format="markdown")
    assert "∂(L)/∂z_j = p_j − y_j for every j" in str(read)
