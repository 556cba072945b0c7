"""What is told of names whose declaration or definition is not read, and where it points."""

from __future__ import annotations

import pytest

from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_lines import ReadPage
from symattn.reading.whole_pages.page_reader import read_page
from symattn.rendering.author_pages.findings import pointed_at

STATE = (
    r"Let $k_1, \dots, k_n \in \mathbb{R}^d$ be keys, $v_1, \dots, v_n \in \mathbb{R}^d$ be value "
    r"vectors and let $q$ be a query. Put $S = \sum_{j=1}^n v_j k_j^\top$. "
)
UPDATED = r"S' = S + v k^\top"
CLAIM = r"$$S' q = S q$$"
SUM = r"Let $T > 0$ and let $s_1, \dots, s_n$ be scores. Put $L(T) = T \log \sum_j e^{s_j/T}$. "


def _page(text: str) -> ReadPage:
    return read_page(parse(text + "\n", "markdown"))


def _told(text: str) -> list[str]:
    page = _page(text)
    own = [line.problem for line in page.lines if line.problem is not None]
    return [p.message for p in (*page.problems, *own)]


def test_what_was_refused_is_not_to_be_declared_once_more() -> None:
    missing = "v is a family: an index is missing, as in v_j"
    lost = "what is said of S' further up is not read"
    assert _told(STATE + f"Put ${UPDATED}$. Then {CLAIM}") == [missing, lost]
    passing = f"Updating the state with a new pair, ${UPDATED}$, gives {CLAIM}"
    assert _told(STATE + passing) == [f"{lost}: {missing}"]
    assert _told(STATE + f"Then {CLAIM}") == ["S is no function; for another quantity declare S'"]


def test_a_name_without_the_prime_is_still_known() -> None:
    page = _page(STATE + rf"Put ${UPDATED}$. Then $$S q = \sum_j (k_j^\top q) v_j .$$")
    assert page.lines[-1].problem is None and page.lines[-1].role == "claim"


def test_a_derivative_is_not_known_if_its_name_is_given_a_value_that_is_not_read() -> None:
    text = STATE + "Let $x$ be real. Let $f(z) = z^2$. Put $f' = v + 1$. Then $f'(x) = 2 x$."
    assert len(_told(text)) == 2


def test_a_letter_that_is_declared_again_is_named_with_what_it_was_used_for() -> None:
    text = STATE + r"Let $v$ be a vector. Then $$S q = (v^\top q) v .$$"
    assert _told(text) == [
        "S is defined by another v (members of a family), and v is declared again since: give one "
        "of them another letter"
    ]
    assert _told(STATE + r"Let $u$ be a vector. Then $$S q = (u^\top q) u .$$") == []


@pytest.mark.parametrize("left", [r"\frac{\partial L}{\partial s_a}", r"\frac{d}{dT} L + 1"])
def test_the_argument_of_a_function_is_the_one_that_it_was_defined_with(left: str) -> None:
    [told] = _told(SUM + rf"Then $${left} = 1 .$$")
    assert told == "L is a function: write its argument in brackets, as in L(T)"
    assert _told(SUM + rf"Then $${left.replace('L', 'L(T)')} = 1 .$$") == []


@pytest.mark.parametrize(
    "line, part",
    [
        (r"x = \sin^{-1} x", r"\sin"),
        (r"x + y = x", "y"),
        (r"\int x = x", r"\int"),
        (r"x \odd 1", r"\odd"),
    ],
)
def test_a_message_points_at_what_is_not_read(line: str, part: str) -> None:
    page = _page(f"Let $x$ be real. Then $${line}$$")
    found = page.lines[-1]
    start, end = pointed_at(found.start, found.end, found.problem)
    assert page.document.text[start:end] == part
