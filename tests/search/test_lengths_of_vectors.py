"""|x·y| ≤ ‖x‖‖y‖ and what goes with it; each true line has a twin that is false."""

from __future__ import annotations

import random

import pytest

import symattn

from ..last_line import verdict_of

PAGE = r"""Let $x, y, z \in \mathbb{R}^d$ and $k_1, \dots, k_n \in \mathbb{R}^d$.
Let $a \ne b$ be indices and $M, R > 0$.

"""
TRUE = [
    r"|x^\top y| \le \|x\| \|y\|",
    r"x^\top y \le \|x\| \|y\|",
    r"-\|x\| \|y\| \le x^\top y",
    r"(x^\top y)^2 \le \|x\|^2 \|y\|^2",
    r"(x^\top y)^2 \le (x^\top x)(y^\top y)",
    r"x^\top y \le \frac{\|x\|^2 + \|y\|^2}{2}",
    r"2 |x^\top y| \le \|x\|^2 + \|y\|^2",
    r"x^\top x - 2 x^\top y + y^\top y \ge 0",
    r"\|x + y\|^2 \le 2 \|x\|^2 + 2 \|y\|^2",
    r"\|x + y + z\|^2 \le 3 \|x\|^2 + 3 \|y\|^2 + 3 \|z\|^2",
    r"\|x + y\|^2 \le (\|x\| + \|y\|)^2",
    r"\|x - y\| \ge \|x\| - \|y\|",
    r"|\|x\| - \|y\|| \le \|x - y\|",
    r"\|x - z\| \le \|x - y\| + \|y - z\|",
    r"|x^\top (y - z)| \le \|x\| \|y - z\|",
    r"|x^\top k_a - x^\top k_b| \le \|x\| \|k_a - k_b\|",
    r"|x^\top (k_a - k_b)| \le \|x\| (\|k_a\| + \|k_b\|)",
    r"\frac{x^\top k_a}{\sqrt{d}} \le \frac{\|x\| \|k_a\|}{\sqrt{d}}",
    r"|x^\top k_a| \le R M \quad \text{if } \|x\| \le R \text{ and } \|k_a\| \le M",
    r"e^{x^\top k_a} \le e^{R^2} \quad \text{if } \|x\| \le R \text{ and } \|k_a\| \le R",
    r"\frac{x^\top y}{\|x\| \|y\|} \le 1 \quad \text{if } \|x\| > 0 \text{ and } \|y\| > 0",
]
FALSE = [
    r"|x^\top y| < \|x\| \|y\|",
    r"|x^\top y| \le \|x\|",
    r"\|x\| \|y\| \le x^\top y",
    r"(x^\top y)^2 \ge \|x\|^2 \|y\|^2",
    r"x^\top y \le \frac{\|x\|^2 + \|y\|^2}{4}",
    r"|x^\top y| \le \|x\|^2 - \|y\|^2",
    r"x^\top x - 3 x^\top y + y^\top y \ge 0",
    r"\|x + y\|^2 \le \|x\|^2 + \|y\|^2",
    r"\|x + y + z\|^2 \le 2 \|x\|^2 + 2 \|y\|^2 + 2 \|z\|^2",
    r"\|x + y\| \ge \|x\| + \|y\|",
    r"\|x - y\| \le \|x\| - \|y\|",
    r"\|x - z\| \ge \|x - y\| + \|y - z\|",
    r"|x^\top (y - z)| \le \|x\| (\|y\| - \|z\|)",
    r"|x^\top k_a - x^\top k_b| \le \|x\| (\|k_a\| - \|k_b\|)",
    r"|x^\top k_a| \le R \quad \text{if } \|x\| \le R \text{ and } \|k_a\| \le M",
    r"\frac{x^\top y}{\|x\| \|y\|} < 1 \quad \text{if } \|x\| > 0 \text{ and } \|y\| > 0",
]


@pytest.mark.parametrize("line", TRUE)
def test_what_cauchy_and_schwarz_say_is_proved(line: str) -> None:
    assert verdict_of(line, PAGE) == "proved"


@pytest.mark.parametrize("line", FALSE)
def test_its_twins_are_not(line: str) -> None:
    assert verdict_of(line, PAGE) in ("refuted", "conditional")


def test_no_quadratic_form_with_negative_values_is_proved() -> None:
    """a‖x‖² + b x·y + c‖y‖² ≥ 0 exactly where a, c ≥ 0 and b² ≤ 4ac."""
    rng = random.Random(19)
    for _ in range(12):
        a, b, c = rng.randint(0, 4), rng.randint(-6, 6), rng.randint(0, 4)
        line = rf"{a} \|x\|^2 + {b} (x^\top y) + {c} \|y\|^2 \ge 0".replace("+ -", "- ")
        holds = b * b <= 4 * a * c
        assert (verdict_of(line, PAGE) == "proved") <= holds, line
        assert (verdict_of(line, PAGE) == "refuted") <= (not holds), line


@pytest.mark.parametrize(
    ("claim", "given", "verdict"),
    [
        ("x/sqrt(a) <= y/sqrt(a)", ["x <= y"], "proved"),
        ("x*sqrt(a) <= y*sqrt(a)", ["x <= y"], "proved"),
        ("exp(x/sqrt(a)) <= exp(y/sqrt(a))", ["x <= y"], "proved"),
        ("1/sqrt(a)**3 > 0", [], "proved"),
        ("x/sqrt(n) <= x", ["x >= 0"], "proved"),
        ("sqrt(a*n) <= (a + n)/2", [], "proved"),
        ("x*sqrt(y) >= 0", ["x >= 0", "y >= 0"], "proved"),
        ("x*sqrt(y) > 0", ["x > 0", "y >= 0"], "conditional"),
        ("x/sqrt(a) <= y/sqrt(a)", [], "conditional"),
        ("x/sqrt(n) <= x", [], "conditional"),
        ("sqrt(a*n) <= (a + n)/3", [], "conditional"),
        ("x*sqrt(a) <= y*sqrt(a)", ["x >= y"], "conditional"),
    ],
)
def test_roots_that_are_multiplied_with(claim: str, given: list[str], verdict: str) -> None:
    let = ["x: real", "y: real", "a: positive", "n: integer >= 1"]
    assert symattn.ask(claim, let=let, given=given).verdict == verdict
