"""What is denied, asked or said of others is not assumed; cases and denials are not passed over."""

from __future__ import annotations

import pytest

import symattn

CLAIM = "\n\n$$y^3 > 0$$\n"
# each would make y³ > 0 a proved line, if y > 0 were heard
NOTHING_IS_ASSUMED = [
    "We do not assume that $y > 0$.",
    "We don't assume $y > 0$.",
    "Without assuming that $y > 0$, we have",
    "Assume nothing about $y > 0$.",
    "It is not assumed that $y > 0$.",
    "We no longer assume $y > 0$.",
    "Nobody assumes $y > 0$.",
    "We never assume that $y > 0$.",
    "Do not suppose $y > 0$.",
    "Let us not assume $y > 0$.",
    "We need not assume $y > 0$.",
    "One could assume $y > 0$, but we do not.",
    "We assume $y > 0$ only in the next section.",
    "Some authors assume $y > 0$.",
    "Earlier we assumed $y > 0$; we drop this now.",
    "If we assume $y > 0$ then the claim is clear. In general:",
    "Assume either $y > 0$ or nothing.",
    "Assume $y > 0$ is false.",
    "Assume that $y > 0$ fails.",
    "Assume that $y > 0$ does not hold.",
    "Suppose not $y > 0$.",
    "Should we assume $y > 0$?",
    "Why assume $y > 0$?",
    "Suppose instead of $y > 0$ that $y < 0$.",
    "Let $y$ be a positive number or zero.",
    "Let $y$ be a number that is not positive.",
    "Let $y$ be positive semidefinite.",
    "Even if $y > 0$ fails we have",
    "Whether or not $y > 0$, we have",
    "Regardless of $y > 0$ we have",
    "We do not assume that\n\n$$y > 0$$\n\nThen",
    "Suppose that not\n\n$$y > 0$$\n\nThen",
    "Suppose for contradiction that\n\n$$y > 0$$\n\nThen",
    "Should we assume\n\n$$y > 0?$$\n\nThen",
]
ASSUMED = [
    "Assume that $y > 0$.",
    "Now suppose $y > 0$.",
    "From now on, we assume that $y > 0$.",
    "For simplicity we may assume $y > 0$.",
    "In this section we assume $y > 0$.",
    "Without loss of generality, assume $y > 0$.",
    "We only assume $y > 0$.",
    "Let us assume $y > 0$.",
    "Recall that we assume $y > 0$.",
    "Assume that\n\n$$y > 0.$$\n\nThen",
    "Suppose\n\n$$y > 0$$\n\nIt follows that",
    "Assume\n\\begin{align} y &> 0,\\\\ y &< 3.\\end{align}\nThen",
]


def last_verdict(text: str) -> str:
    page = symattn.check_page(text=f"Let $y$ be a real number.\n\n{text}\n", format="markdown")
    return [line.verdict for line in page.lines if line.verdict][-1]


@pytest.mark.parametrize("said", NOTHING_IS_ASSUMED)
def test_nothing_is_assumed(said: str) -> None:
    assert last_verdict(said + CLAIM) in ("not_read", "conditional")


@pytest.mark.parametrize("said", ASSUMED)
def test_it_is_assumed(said: str) -> None:
    assert last_verdict(said + CLAIM) == "proved"


def test_a_display_that_is_assumed_and_not_read_puts_what_follows_in_doubt() -> None:
    assert last_verdict("Suppose that\n\n$$y >> + 0$$\n\nThen" + CLAIM) == "not_read"


@pytest.mark.parametrize(
    "said",
    [
        "If $y > 0$ we have $y^3 > 0$. Otherwise\n\n$$y \\le 0$$",
        "If $y > 0$ then $y^3 > 0$. In the other case\n\n$$y \\le 0$$",
        "For some $y > 0$,\n\n$$y^3 = 8$$",
        "There is a $y > 0$ with\n\n$$y^3 = 8$$",
        "There exists $y > 0$ such that\n\n$$y^3 = 8$$",
        "We do not have\n\n$$y^2 \\ge 0$$",
        "It is false that\n\n$$y^2 \\ge 0$$",
        "A common mistake is\n\n$$y \\ge 0$$",
        "For no $y$ do we have\n\n$$y^2 < 0$$",
    ],
)
def test_another_case_one_number_and_a_denial_are_not_judged(said: str) -> None:
    assert last_verdict(said) == "not_read"


@pytest.mark.parametrize(
    "said",
    [
        "It is not hard to see that\n\n$$y^2 \\ge 0$$",
        "This does not depend on the keys, so\n\n$$y^2 \\ge 0$$",
        "In general we have\n\n$$y^2 \\ge 0$$",
        "There are $3$ keys. Hence\n\n$$y^2 \\ge 0$$",
    ],
)
def test_words_that_deny_nothing(said: str) -> None:
    assert last_verdict(said) == "proved"


@pytest.mark.parametrize(
    "said",
    [
        "Let $X, Y \\sim N(0,1)$ be correlated.\n\n$$E[X Y] = 0$$",
        "Let $X \\sim N(0,1)$ and $Y \\sim N(0,1)$ be dependent.\n\n$$E[X Y] = 0$$",
        "Let $X, Y \\sim N(0,1)$ with covariance $1/2$.\n\n$$E[X Y] = 0$$",
        "Let $X, Y \\sim N(0,1)$ be uncorrelated.\n\n$$E[X^2 Y^2] = 1$$",
        "Let $X \\sim N(0,1)$ given $X > 0$.\n\n$$E[X] = 0$$",
        "Let $X \\sim N(0,1)$ truncated to $X > 0$.\n\n$$E[X] = 0$$",
        "Let $p_1, \\dots, p_n$ be unnormalised probabilities.\n\n$$\\sum_j p_j = 1$$",
    ],
)
def test_a_law_that_more_is_said_of_is_refused(said: str) -> None:
    page = symattn.check_page(text=said + "\n", format="markdown")
    assert page.lines[-1].verdict == "not_read"


@pytest.mark.parametrize(
    "said",
    [
        "Let $X, Y \\sim N(0,1)$.\n\n$$E[X Y] = 0$$",
        "Let $X, Y \\sim N(0,1)$ be independent.\n\n$$E[X Y] = 0$$",
        "Let $X \\sim N(0,1)$ and $Y \\sim N(0,2)$ be independent.\n\n$$E[X Y] = 0$$",
        "Let $n \\ge 2$ be an integer. Let $X_i \\sim N(0,1)$ for $i = 1, \\dots, n$.\n\n"
        "$$E[X_i] = 0$$",
    ],
)
def test_a_law_that_is_plain_is_read(said: str) -> None:
    page = symattn.check_page(text=said + "\n", format="markdown")
    assert page.lines[-1].verdict == "proved"


@pytest.mark.parametrize(
    "said",
    [
        "$$q = y+1$$ for $y > 0$.",
        "$$q = y+1$$ with $y > 0$.",
        "For $y > 0$ put\n\n$$q = y+1.$$\n\nThen",
        "If $y > 0$, put\n\n$$q = y+1.$$\n\nThen",
        "For $y > 0$ define $q = y+1$. Then",
    ],
)
def test_a_condition_of_a_definition_is_not_forgotten(said: str) -> None:
    assert last_verdict(said + "\n\n$$q > 1$$") == "not_read"
    assert last_verdict(said + "\n\n$$q > y$$") == "proved"


def test_a_condition_behind_a_display_may_begin_with_with() -> None:
    assert last_verdict("$$y^3 > 0$$ with $y > 0$.") == "proved"
    assert last_verdict("$$y^3 > 0$$ with equality if $y > 0$.") == "conditional"


@pytest.mark.parametrize(
    ("line", "claim", "other"),
    [
        ("given y_j > 0 for every other j", "\\sum_j y_j > 0", "r > 1"),
        ("given x > > 0", "x > 0", "r > 1"),
        ("let x: positive integre", "x > 0", "r > 1"),
    ],
)
def test_what_a_refused_line_of_a_block_says_is_not_forgotten(
    line: str, claim: str, other: str
) -> None:
    """A claim about its names would be called false for want of it; others are judged."""
    block = f"let n: integer >= 2\nlet y_j: reals over n\nlet x, r: real\n{line}"
    text = f"```symattn\n{block}\n```\n\n$${claim}$$\n\n$${other}$$\n"
    page = symattn.check_page(text=text, format="markdown")
    said = [found.verdict for found in page.lines if found.verdict]
    assert said == ["not_read", "not_read", "refuted"]
