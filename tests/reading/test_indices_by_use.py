"""Letters that nobody declared and that a condition compares with an index."""

from __future__ import annotations

import pytest

from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_lines import ReadPage
from symattn.reading.whole_pages.page_reader import read_page

SOFTMAX = r"Let $s_1, \dots, s_n$ be scores and $p_j = \frac{e^{s_j}}{\sum_k e^{s_k}}$. "
OWN = r"The derivative is $$\frac{\partial p_a}{\partial s_a} = p_a (1 - p_a)$$ "
OTHER = r"$$\frac{\partial p_a}{\partial s_b} = - p_a p_b .$$"
TWO_SETS = r"Let $s_1, \dots, s_n$ and $t_1, \dots, t_m$ be scores. "


def _page(text: str) -> ReadPage:
    return read_page(parse(text + "\n", "markdown"))


@pytest.mark.parametrize("before", ["", OWN])
@pytest.mark.parametrize("condition", [r"b \ne a", r"a \ne b"])
def test_two_indices_are_read_alike_whatever_stands_above(before: str, condition: str) -> None:
    page = _page(SOFTMAX + before + f"and in another score, for ${condition}$,\n{OTHER}")
    line = page.lines[-1]
    assert line.problem is None
    assert line.read == "∂(p_a)/∂s_b = −p_a p_b"
    assert line.notes == (f"for {condition[0]} ≠ {condition[-1]}",)


def test_one_that_is_equal_to_an_index_is_an_index() -> None:
    page = _page(SOFTMAX + OWN + f"and if $b = a$, then {OTHER}")
    assert page.lines[-1].read == "∂(p_a)/∂s_a = −p_a p_a"


def test_primed_letters_are_indices_too() -> None:
    slope = r"$$\frac{\partial p_j}{\partial s_{j'}} = - p_j p_{j'} .$$"
    page = _page(SOFTMAX + rf"Then for $j' \ne j$ we have {slope}")
    assert page.lines[-1].problem is None


REFUSED = {
    "a number, or an index": (
        SOFTMAX + rf"Then for $b \ne 1$ we have {OTHER}", "let b: index of n, or: real"),
    "of which set": (
        TWO_SETS + rf"Then for $b \ne a$ we have {OTHER}", "let b, a: indices of n, or: real"),
    "a size": (SOFTMAX + OWN + rf"and for $n \ne a$ we have {OTHER}", "a is an index"),
    "a number that is declared": (
        SOFTMAX + OWN + rf"Let $b$ be real. Then for $b \ne a$ we have {OTHER}", "a is an index"),
    "of which something is not read": (
        SOFTMAX + rf"Let $b$ be flimsy. {OWN} For $b \ne a$ we have {OTHER}", "is not read"),
    "two letters that are equal": (
        SOFTMAX + rf"Then if $b = a$, we have {OTHER}", "is not declared"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_be_no_index_is_refused(name: str) -> None:
    text, why = REFUSED[name]
    problem = _page(text).lines[-1].problem
    assert problem is not None
    assert why in problem.message
