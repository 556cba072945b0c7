"""What is said of one thing is not used for another: of a vector in an implication, of x at b, of a
number that an equation ties to a variable.  Every line here is false, or its meaning is not said.
"""

from __future__ import annotations

import pytest

import symattn

V = "Let $x, y, a, b \\in \\mathbb{R}^d$. "
KEYS = "Let $k_1, \\dots, k_n \\in \\mathbb{R}^d$. "
NUMBERS = "Let $x$ and $b$ be real numbers. "


def last(text: str) -> str:
    return symattn.check_page(text=text, format="markdown").lines[-1].verdict


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (r"$$x^\top y = 0 \Rightarrow x = 0$$", r"\|x\|^2 = 0"),
        (r"$$\|x - y\| = 0 \Rightarrow x = y$$", r"a^\top x = a^\top y"),
        (r"$$a^\top x = 0 \implies x = 0$$", r"\|x\|^2 = 0"),
        (r"$$x = y \Rightarrow \|x\|^2 = \|y\|^2$$", r"\|x\|^2 = \|y\|^2"),
        (r"If $\|x\| = 0$ then $x = 0$.", r"\|x\|^2 = 0"),
    ],
)
def test_an_implication_gives_no_vector_a_value(said: str, claim: str) -> None:
    assert last(f"{V}\n\n{said}\n\nFurther\n\n$${claim}$$\n") != "proved"


def test_a_vector_is_still_ours_to_choose() -> None:
    assert last(f"{V}\n\n$$x = a + b$$\n\n$$x - a = b$$\n") == "proved"


@pytest.mark.parametrize(
    ("page", "claims"),
    [
        (
            V + KEYS + "Let $p_j = e^{k_j^\\top x}$ and $F(x) = \\sum_j p_j$.",
            ["F(2x) = F(x)", r"\nabla_b F(b) = 0", r"F(b) = \sum_j e^{k_j^\top x}"],
        ),
        (NUMBERS + "Let $s = x^2$ and $f(x) = 2s$.", ["f(b) = f(x)", "f(0) = 2s"]),
        (V + "Let $h = x - a$ and $F(x) = \\|h\\|^2$.", ["F(y) = F(x)", r"\nabla_x F(2x) = 2h"]),
        (V + "Let $s = \\|x\\|^2$ and $G(x) = s + 1$.", [r"\nabla G(y) = 0", "G(b) = G(x)"]),
    ],
)
def test_a_function_does_not_use_what_is_said_of_its_own_letter(
    page: str, claims: list[str]
) -> None:
    for claim in claims:
        assert last(f"{page}\n\n$${claim}$$\n") == "not_read", claim


def test_at_its_own_letter_it_does() -> None:
    assert last(NUMBERS + "Let $s = x^2$ and $f(x) = 2s$.\n\n$$f(x) = 2x^2$$\n") == "proved"
    assert last(V + "Let $h = x - a$ and $F(x) = \\|h\\|^2$.\n\n$$\\nabla F(x) = 2h$$") == "proved"


@pytest.mark.parametrize(
    "text",
    [
        V + "Let $s \\in \\mathbb{R}$. Suppose $s = a^\\top x$.\n\n$$\\nabla_x s = 0$$",
        V + "Let $s \\in \\mathbb{R}$. Suppose $s = a^\\top x$.\n\n$$\\nabla_x s^2 = 0$$",
        V + "Let $s \\ge 0$ with $s^2 = \\|x\\|^2$.\n\n$$\\nabla_x s = 0$$",
        V + "Suppose $\\|y\\| = \\|x\\|$.\n\n$$\\nabla_x \\|y\\|^2 = 0$$",
        V + "Let $s \\in \\mathbb{R}$.\n\n$$s = a^\\top x \\Rightarrow \\nabla_x s = 0$$",
        V + "Let $s \\in \\mathbb{R}$. Suppose $s - a^\\top x = 0$.\n\n$$\\nabla_x s = 0$$",
        V + "Let $s \\in \\mathbb{R}$. Suppose $s \\le a^\\top x \\le s$.\n\n$$\\nabla_x s = 0$$",
        V + "Suppose $\\|x - y\\| = 0$.\n\n$$\\nabla_x (a^\\top y) = 0$$",
        "Let $x$ and $s$ be real numbers. Suppose $s x = 1$.\n\n$$\\frac{d}{dx} s = 0$$",
        "Let $x$ and $s$ be real numbers. Suppose $s = x^2$.\n\n$$\\frac{d}{dx} s = 0$$",
    ],
)
def test_what_an_equation_ties_to_the_variable_is_no_constant(text: str) -> None:
    assert last(text + "\n") == "not_read"


def test_an_equation_about_the_variable_alone_ties_nothing() -> None:
    assert last(V + "Suppose $\\|x\\| = 1$.\n\n$$\\nabla_x (a^\\top x) = a$$\n") == "proved"


def test_a_vector_is_not_the_numbers_of_its_letter() -> None:
    text = (
        "Let $x \\in \\mathbb{R}^d$ and let $x_1, \\dots, x_n$ be real numbers.\n\n"
        "$$\\|x\\|^2 = \\sum_j x_j^2$$\n"
    )
    assert last(text) == "not_read"


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (r"\frac{d}{dx} (x + b)^2 = 2 (x + b)", "proved"),
        (r"\frac{d}{dx} (x + b)^2 = 1", "refuted"),
        (r"\frac{d}{dx} (x + b) (x - b) = 2 x", "not_read"),
        (r"\frac{d}{dx} x \exp(x) = \exp(x)", "not_read"),
        (r"\frac{d}{dx} \frac{1}{2} \exp(x) = 0", "not_read"),
        (r"\frac{d}{dx} x \cdot x = x", "not_read"),
        (r"\frac{d}{dx} x^2 + b = 2 x + b", "proved"),
        (r"b \frac{d}{dx} x^2 = 2 b x", "proved"),
    ],
)
def test_a_power_belongs_to_what_is_derived(line: str, verdict: str) -> None:
    assert last(f"{NUMBERS}\n\n$${line}$$\n") == verdict
