"""Indices that a sentence declares: any members, or distinct ones."""

from __future__ import annotations

import pytest

import symattn

SCORES = "Let $n \\ge 3$ be an integer and let $x_1, \\dots, x_n > 0$ be real numbers. "
APART = r"x_a + x_b < \sum_{j=1}^n x_j"  # false for a = b with n = 1, and true for two of three
ONE = r"x_a^2 + x_b^2 \ge 2 x_a x_b"


def verdicts(text: str) -> list[tuple[str, str]]:
    page = symattn.check_page(text=text, format="markdown")
    return [(line.verdict, line.why) for line in page if line.verdict]


@pytest.mark.parametrize(
    "sentence",
    [
        "Let $a$ and $b$ be two distinct indices.",
        "Let $a, b$ be distinct indices.",
        "Let $a$ and $b$ be different indices.",
        "Let $a$, $b$ be pairwise distinct indices.",
        "Fix two distinct indices $a$ and $b$.",
        "Fix indices $a \\ne b$.",
        "Let $a \\neq b$ be indices.",
        "Let $a \\neq b$ be two positions.",
        "Let $a$ and $b$ be two different members.",
        "Let $a, b \\in \\{1, \\dots, n\\}$ with $a \\ne b$.",
        "Let $a, b \\in \\{1, \\dots, n\\}$. Let $a \\ne b$.",
        "Let $a$ and $b$ be distinct indices in $\\{1, \\dots, n\\}$.",
        "Let $a$ and $b$ be distinct indices of $[n]$.",
    ],
)
def test_distinct_ones(sentence: str) -> None:
    found = verdicts(f"{SCORES}{sentence}\n\n$${APART}$$\n\n$${ONE}$$\n\n$$x_a = x_b$$\n")
    assert [verdict for verdict, _ in found[:2]] == ["proved", "proved"], found
    assert found[2][0] in ("refuted", "conditional"), found


@pytest.mark.parametrize(
    "sentence",
    [
        "Let $a$ and $b$ be indices.",
        "Let $a, b$ be two indices.",
        "Fix indices $a$ and $b$ in $\\{1, \\dots, n\\}$.",
        "Let $a, b \\in \\{1, \\dots, n\\}$.",
    ],
)
def test_others_may_be_one(sentence: str) -> None:
    """What holds for two distinct ones alone is not proved."""
    found = verdicts(f"{SCORES}{sentence}\n\n$${APART}$$\n\n$${ONE}$$\n")
    assert found[0][0] in ("refuted", "conditional", "not_read"), found
    assert found[1][0] in ("proved", "not_read"), found


@pytest.mark.parametrize(
    "sentence",
    [
        "Let $a \\ne b \\ne c$ be indices.",
        "Let $a$ and $b$ be distinct indices. Let $c \\ne d$ be indices.",
        "Let $a$ and $b$ be distinct indices of $m$ heads.",
        "Let $a$ and $b$ be distinct indices of $\\{1, \\dots, m\\}$.",
        "Let $a$ and $b$ be distinct indices in the upper half.",
        "Let $n$ and $b$ be distinct indices.",
        "Let $x$ and $a$ be distinct indices.",
        "Let $a$ and $a$ be distinct indices.",
        "Let $a_1$ and $b$ be distinct indices.",
        "Let $a + 1$ and $b$ be distinct indices.",
        "Let $a$ and $b$ be indices that are not distinct.",
        "Let $a$ and $b$ be adjacent indices.",
        "Let $a$ and $b$ be distinct indices or equal.",
    ],
)
def test_what_is_not_understood_is_refused(sentence: str) -> None:
    found = verdicts(f"{SCORES}{sentence}\n\n$${APART}$$\n")
    assert "not_read" in [verdict for verdict, _ in found], found


def test_a_supposition_is_no_declaration() -> None:
    """Else a later line, meant for all, would be judged for two distinct ones."""
    text = f"{SCORES}Let $a, b$ be indices. Suppose $a \\ne b$.\n\n$${ONE}$$\n\n$${APART}$$\n"
    assert ("proved", "") not in [line for line in verdicts(text)[-1:]]
