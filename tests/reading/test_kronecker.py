"""Kronecker's δ of indices that may be one member or two: a line says both."""

from __future__ import annotations

import pytest

import symattn

SCORES = (
    "Let $s_1, \\dots, s_n$ be real scores and $p_i = \\frac{e^{s_i}}{\\sum_{j=1}^n e^{s_j}}$. "
    "Let $m \\ge 1$ be an integer and $y_1, \\dots, y_m$ be real numbers.\n\n"
    "```symattn\nlet i, j, k, l: indices of n\n```\n\n"
)
OF_TWO = "```symattn\nlet a, b, r: indices of n; a, b distinct; r any other\n```\n\n"


def verdicts(text: str) -> list[tuple[str, str]]:
    page = symattn.check_page(text=text, format="markdown")
    return [(line.verdict, line.why) for line in page if line.verdict]


def last(formula: str, before: str = "") -> tuple[str, str]:
    return verdicts(f"{SCORES}{before}$${formula}$$\n")[-1]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial p_i}{\partial s_j} = p_i (\delta_{ij} - p_j)", "proved"),
        (r"\frac{\partial p_i}{\partial s_j} = p_j (\delta_{ij} - p_i)", "proved"),
        (r"\frac{\partial p_i}{\partial s_j} = p_i (\delta_{ji} - p_j)", "proved"),
        (r"\frac{\partial p_i}{\partial s_j} = p_i (\mathbb{1}[i = j] - p_j)", "proved"),
        (r"\frac{\partial p_i}{\partial s_j} = \delta_{ij} p_i - p_i p_j", "proved"),
        (r"\frac{\partial}{\partial s_j} \log p_i = \delta_{ij} - p_j", "proved"),
        (r"\frac{\partial p_i}{\partial s_j} = p_i (\delta_{ij} - p_i)", "refuted"),
        (r"\frac{\partial p_i}{\partial s_j} = p_i (\delta_{ij} + p_j)", "refuted"),
        (r"\frac{\partial p_i}{\partial s_j} = p_i (1 - \delta_{ij} p_j)", "refuted"),
        (r"\frac{\partial p_i}{\partial s_j} = p_i (p_j - \delta_{ij})", "refuted"),
        (r"\delta_{ij}^2 = \delta_{ij}", "proved"),
        (r"\delta_{ij} \ge 0", "proved"),
        (r"\delta_{ij} \, s_i = \delta_{ij} \, s_j", "proved"),
        (r"\delta_{ij} = 0", "refuted"),
        (r"\delta_{ij} = 1", "refuted"),
        (r"\delta_{ij} > 0", "refuted"),
        (r"\delta_{ij} = 0 \quad (i \ne j)", "proved"),
        (r"\delta_{ij} = 1 \quad (i \ne j)", "refuted"),
        (r"\delta_{ij} = 1 \quad (i = j)", "proved"),
        (r"\delta_{ij} = 0 \quad (i = j)", "refuted"),
        (r"\sum_{j=1}^n \delta_{ij} s_j = s_i", "proved"),
        (r"\sum_{j=1}^n \delta_{ij} = 1", "proved"),
        (r"\sum_{j=1}^n \delta_{ij} s_j = s_i + 1", "refuted"),
        (r"\sum_{j=1}^n \delta_{ij} = n", "refuted"),
        (r"\sum_{j=1}^n (\delta_{ij} - p_j) = 0", "proved"),
        (r"\delta_{ij} = \delta_{ji}", "proved"),
        (r"\delta_{ij} = \delta_{ji} + 1", "refuted"),
        (r"\delta_{ij} \delta_{jk} = \delta_{ij} \delta_{ik}", "proved"),
        (r"\delta_{ij} \delta_{jk} = \delta_{ij} + \delta_{ik}", "refuted"),
        (r"\delta_{ij} \delta_{jk} = \delta_{ik}", "refuted"),
    ],
)
def test_it_is_meant_of_one_member_and_of_two(formula: str, verdict: str) -> None:
    found, why = last(formula)
    assert found == verdict or (verdict == "refuted" and found == "conditional"), why


@pytest.mark.parametrize(
    "formula",
    [
        r"\delta_{ij} + \delta_{kl} \le 2",
        r"\sum_{r=1}^m \delta_{ir} y_r = y_1",
    ],
)
def test_what_cannot_be_said_is_refused(formula: str) -> None:
    found, why = last(formula)
    assert found == "not_read" and why


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\delta_{ab} = 0", "proved"),
        (r"\frac{\partial p_a}{\partial s_j} = p_a (\delta_{aj} - p_j)", "proved"),
        (r"\frac{\partial p_a}{\partial s_j} = p_a (\delta_{aj} - p_a)", "refuted"),
        (r"\sum_{j=1}^n \delta_{aj} s_j = s_a", "proved"),
        (r"\sum_{j=1}^n \delta_{aj} s_j = s_b", "refuted"),
        # i may be a or b: nothing may be proved of it as of a third
        (r"\delta_{ij} (s_i - s_j) = s_a - s_a", "proved"),
        (r"s_a + \delta_{ij} \le s_a + 1", "proved"),
        (r"\delta_{ij} (s_i - s_a) = 0", "refuted"),
        (r"s_a + \delta_{ij} \le s_a", "refuted"),
        (r"\frac{\partial p_a}{\partial s_j} = p_a (\delta_{ij} - p_j)", "refuted"),
    ],
)
def test_beside_named_members(formula: str, verdict: str) -> None:
    found, why = last(formula, OF_TWO)
    assert found == verdict or (verdict == "refuted" and found == "conditional"), why


def test_members_that_are_not_spoken_of_take_no_place() -> None:
    """n may be 1 here, though a page has two distinct indices further up."""
    found, why = last(r"\delta_{ij} + n \ge 2", OF_TWO)
    assert found in ("refuted", "conditional", "proved"), why
    found, why = last(r"\delta_{ij} (n - 2) (n - 1) \ge 0", OF_TWO)
    assert found == "proved", why
    found, why = last(r"\delta_{ij} (n - 3) \ge 0", OF_TWO)
    assert found in ("refuted", "conditional"), why


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\delta_{qa} = 0", "refuted"),
        (r"\delta_{aq} s_a = 0", "refuted"),
        (r"\delta_{qa} s_q = \delta_{qa} s_a", "proved"),
        (r"z_a = 0", "not_read"),
        (r"z_a + z_b = 0", "conditional"),
        (r"z_a + z_b = 3", "refuted"),
        (r"z_a + z_b \le 1", "proved"),
        (r"z_a z_b = 0", "proved"),
        (r"\sum_j z_j s_j = s_q", "proved"),
    ],
)
def test_a_member_with_a_value_of_its_own_may_be_a_named_one(formula: str, verdict: str) -> None:
    """δ_{qa} = 0 was proved where z_j = δ_{jq} stands on the page, and q may be a."""
    before = "```symattn\nlet q: index of n\n```\n\nPut $z_j = \\delta_{jq}$.\n\n"
    found, why = last(formula, OF_TWO + before)
    assert found == verdict or (verdict == "refuted" and found == "conditional"), why


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\sum_{i \ne j} p_i p_j = 1 - \sum_{i=1}^n p_i^2", "not_read"),
        (r"\sum_{i \ne j} p_i p_j \le \frac{1}{4}", "not_read"),
        (r"\sum_{i \ne j} p_i p_j \le \frac{1}{4} \quad \text{for every } j", "proved"),
        (r"\sum_{i \ne j} p_i p_j = p_j (1 - p_j)", "proved"),
        (r"\sum_j \sum_{i \ne j} p_i p_j = 1 - \sum_{i=1}^n p_i^2", "proved"),
        (r"\sum_{i \ne j} p_i \le 1", "proved"),
    ],
)
def test_a_sum_that_may_be_over_pairs(formula: str, verdict: str) -> None:
    """At most 1/4 is true of one j at a time, and false of all pairs of three."""
    found, why = last(formula)
    assert found == verdict, why
