"""What a page says beside its claims: conditions behind displays, in words, and in passing.

A true line is never called false because something that the author assumes was not heard.
"""

from __future__ import annotations

import pytest

from symattn.checking.checked_pages import CheckedPage
from symattn.checking.page_checks import check_page_here
from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_reader import read_page

XY = "Let $x$ and $y$ be real numbers. "
ROW = (
    r"Let $n \ge 2$ and let $s_1, \dots, s_n$ be real numbers. "
    r"Put $p_j = e^{s_j} / \sum_{m=1}^n e^{s_m}$. "
)

READ = {
    "a display, then its condition": (XY + "$$|x| = x$$ for $x > 0$.", ["x > 0 ⇒ |x| = x"]),
    "with an empty line between": (XY + "$$|x| = x$$\n\nfor $x > 0$.", ["x > 0 ⇒ |x| = x"]),
    "of this display, and not of the next": (
        XY + "$$|x| = x$$ for $x \\ge 0$ and\n$$|x| = -x$$ for $x \\le 0$.",
        ["x ≥ 0 ⇒ |x| = x", "x ≤ 0 ⇒ |x| = −x"]),
    "a condition, an empty line, its display": (
        XY + "For $x > 0$,\n\n$$|x| = x$$", ["x > 0 ⇒ |x| = x"]),
    "a definition that goes on in the next row": (
        "Let $b > 0$ and $z$ be real. Let\n"
        "$$\\begin{aligned} &E = z/2 \\\\ &\\qquad - b \\end{aligned}$$\n"
        "Then $E + b = z/2$.",
        ["E + b = z/2"]),
    "a sum in the next row": (
        ROW + "So\n$$\\begin{aligned} &p_1 = p_1 \\\\ "
        "&\\qquad - \\sum_{j=1}^n p_j + 1 \\end{aligned}$$",
        ["p_1 = p_1 − Σ_{j} p_j + 1"]),
    "a sentence that ends": (XY + "We look at $x > 0$.\n\n$$x^2 \\ge 0$$", ["x^2 ≥ 0"]),
    "if x is positive": (XY + "If $x$ is positive, then $|x| = x$.", ["x > 0 ⇒ |x| = x"]),
    "whenever x is nonnegative": (
        XY + "So $|x| = x$ whenever $x$ is nonnegative.", ["x ≥ 0 ⇒ |x| = x"]),
    "if x is zero": (XY + "Hence $x y = 0$ if $x$ is zero.", ["x = 0 ⇒ x y = 0"]),
    "here x denotes": ("Here $x$ denotes a positive number. Then $|x| = x$.", ["|x| = x"]),
    "if and only if": (XY + "So $x > y$ if and only if $x - y > 0$.", ["x > y ⇔ x − y > 0"]),
    "implies": (XY + "So $x > 1$ implies $x > 0$.", ["x > 1 ⇒ x > 0"]),
    "distinct indices": (
        ROW + "Fix two distinct indices $a$, $b$ from $1$ to $n$. So $p_a/p_b = e^{s_a - s_b}$.",
        ["p_a/p_b = exp(s_a − s_b)"]),
    "names, then a noun": (
        r"Let $L \ge 2$ be an integer and $z_1, \dots, z_L$ real logits. So $z_1 = z_1$.",
        ["z_1 = z_1"]),
    "a bound, then a noun": (
        "Let $n \\ge 2$, scores $s_1, \\dots, s_n$ real and $p_i = e^{s_i}$. So $p_1 = e^{s_1}$.",
        ["p_1 = exp(s_1)"]),
    "positions that differ": (
        ROW + "For two positions $a \\ne b$ we have $p_a/p_b = e^{s_a - s_b}$.",
        ["p_a/p_b = exp(s_a − s_b)"]),
    "one-hot by an indicator": (
        ROW + "Let $t$ be an index from $1$ to $n$. Let $y_j = \\mathbf{1}[j = t]$. So $y_t = 1$.",
        ["y_t = 1"]),
    "what goes wrong denies nothing": (
        XY + "What goes wrong is\n\n$$x^2 \\ge 0$$", ["x^2 ≥ 0"]),
    "and not a function": (
        XY + "From here on $t$ is a number, $t^2 = x^2$, and not a function. So $x = x$.",
        ["x = x"]),
    "otherwise": (
        XY + "$$|x| = \\begin{cases} x & \\text{if } x > 0, \\\\ -x & \\text{otherwise.}"
        "\\end{cases}$$",
        ["|x| = {x if x > 0; −x if x ≤ 0}", "x > 0 ⇒ |x| = x", "x ≤ 0 ⇒ |x| = −x"]),
}  # fmt: skip

JUDGED = {
    "it suffices": (XY + "It suffices to have $x > 1$. Then $x > 0$.", ["not_read"]),
    "what is false all the same": (
        XY + "It suffices to have $x > 1$. Then $x < 0$.", ["refuted"]),
    "what is true all the same": (XY + "We need $x > 1$. Then $x^2 \\ge 0$.", ["proved"]),
    "supposed, then claimed": (ROW + "Suppose $s_1 > s_2$; then $p_1 < p_2$.", ["refuted"]),
    "another case": (
        ROW + "Suppose $s_1 > s_2$. Then $p_1 > p_2$. Suppose next that $s_1 < s_2$. "
        "Then $p_1 < p_2$.", ["proved", "proved"]),
    "at the end of a row": (XY + "$$x^2 > 0, \\qquad x \\ne 0$$", ["not_read", "not_read"]),
    "where, behind a display": (XY + "$$|x| = x$$\n\nwhere $x \\ge 0$.", ["proved"]),
    "but only if": (XY + "$$|x| = x$$\n\nbut only if $x \\ge 0$.", ["not_read"]),
    "without loss of generality": (
        ROW + "Without loss of generality $s_1 \\ge s_2$. Then $p_1 \\ge p_2$.", ["not_read"]),
    "it ends with its heading": (
        "# A\n\n" + XY + "Say $x > 1$. Then $x^2 \\ge 0$.\n\n# B\n\nHence $x > 0$.",
        ["proved", "refuted"]),
    "assumed in words": (ROW + "Let the scores be sorted. Then $s_1 \\ge s_2$.", ["not_read"]),
    "in words, with an empty line": (
        ROW + "If the scores are equal, then\n\n$$p_1 = \\frac1n$$", ["not_read"]),
    "two indices that may be one": (ROW + "So $p_i / p_j = e^{s_i - s_j}$.", ["proved"]),
    "and what fails of two": (ROW + "So $p_i / p_j = e^{s_i + s_j}$.", ["refuted"]),
    "and what fails of one alone": (
        "```symattn\nlet n: integer >= 2\nlet k_j: orthonormal vectors over n\n"
        "let i, j: indices of n\n```\n\n$$k_i^\\top k_j = 0$$", ["not_read"]),
}  # fmt: skip

REFUSED = {
    "a name whose definition is not read": (
        XY + "$$A = x \\foo y$$\n$$A = x$$", "what is said of A further up is not read"),
    "a value at all members but one": (
        ROW + "Fix two distinct indices $a$, $b$ from $1$ to $n$.\n\n"
        "$$t_j = s_j - 1 \\quad (j \\ne a), \\qquad t_a = s_a$$",
        "what is said of t_a further up is not read"),
    "a known letter that is said to be positive": (
        XY + "Here $x$ denotes a positive number. Then $|x| = x$.",
        "what a sentence before says of x is not read"),
    "indices from 0": (
        ROW + "Let $a$ be an index from $0$ to $n$. Then $p_a > 0$.", "the index a of p"),
}  # fmt: skip


@pytest.mark.parametrize("text, claims", READ.values(), ids=READ)
def test_read(text: str, claims: list[str]) -> None:
    found = read_page(parse(text + "\n", "markdown")).lines
    assert [line.read for line in found if line.role == "claim"] == claims


@pytest.mark.parametrize("text, verdicts", JUDGED.values(), ids=JUDGED)
def test_judged(text: str, verdicts: list[str]) -> None:
    assert [one.verdict for one in _checked(text).lines if one.line.role == "claim"] == verdicts


@pytest.mark.parametrize("text, said", REFUSED.values(), ids=REFUSED)
def test_refused(text: str, said: str) -> None:
    found = read_page(parse(text + "\n", "markdown")).lines
    assert any(line.problem is not None and said in line.problem.message for line in found)


def _checked(text: str) -> CheckedPage:
    return check_page_here(read_page(parse(text + "\n", "markdown")))
