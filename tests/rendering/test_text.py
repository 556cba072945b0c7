"""The terminal page: aligned, never too wide, and unable to drive the terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.rendering import Text, render
from symattn.rendering.formats.text_wrapping import (
    columns,
    unbroken,
    wrapped,
    wrapped_formula,
)

from .samples import HOSTILE, PAGE

ANSI = re.compile(r"\x1b\[\d+m")


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("page", [PAGE, HOSTILE], ids=["a page", "a hostile page"])
def test_no_line_is_wider_than_the_window(page, width: int) -> None:
    assert max(columns(line) for line in render(Text(width), [page]).splitlines()) <= width


def test_colour_adds_colour_and_nothing_else() -> None:
    assert (
        ANSI.sub("", render(Text(90, colour=True), [PAGE])).split()
        == render(Text(90), [PAGE]).split()
    )
    assert "\x1b" not in render(Text(), [PAGE]) and "\x1b" not in render(Text(), [HOSTILE])
    assert "\x1b[31m✗" in render(Text(colour=True), [PAGE])


def test_a_step_is_one_line_with_aligned_columns() -> None:
    lines = render(Text(100), [PAGE]).splitlines()
    first, second = (next(line for line in lines if line.startswith(f"  {k} ")) for k in (1, 2))
    assert first.index("=") == second.index("=") and first.index("✓") == second.index("✓") == 99
    assert first.split() == [
        "1",
        "k_a·q",
        "=",
        "γ_a",
        "β",
        "μ_a·(μ_a",
        "+",
        "μ_b)",
        "substitute",
        "k_a,",
        "q",
        "✓",
    ]
    assert second.split() == ["2", "=", "γ_a", "β", "μ", "orthonormal", "✓"]


def test_a_message_stands_under_its_step() -> None:
    lines = render(Text(100), [PAGE]).splitlines()
    at = next(k for k, line in enumerate(lines) if line.startswith("  7 "))
    assert (
        lines[at].endswith("◐") and lines[at + 1].strip() == "Condition: true if max(γ_a, γ_b) > 0."
    )
    assert (
        lines[at + 2]
        .strip()
        .startswith("Counterexample: At γ_a = −1, γ_b = −1: the left side tends to 0,")
    )


def test_no_reason_drives_the_terminal() -> None:
    hostile = replace(PAGE, steps=tuple(replace(s, why="\x1b]0;pwned\x07") for s in PAGE.steps))
    assert all("\x1b" not in render(Text(width), [hostile]) for width in (60, 80, 100, 140))


def test_the_page_ends_with_the_count() -> None:
    assert render(Text(), [PAGE]).endswith(
        "\n18 steps: 13 proved, 1 conditional, 2 false, 1 undecided, 1 outside mathematics.\n"
    )


def test_formulas_break_before_their_outermost_operators() -> None:
    assert wrapped_formula("exp(a + b) + exp(c + d) + e", 16, 16) == [
        "exp(a + b)",
        "+ exp(c + d) + e",
    ]
    assert wrapped_formula("f(aaa + bbb + ccc + ddd)", 14, 14) == ["f(aaa + bbb", "+ ccc + ddd)"]
    assert unbroken("a + b") == "a\u00a0+\u00a0b"


@given(st.text(max_size=80), st.integers(3, 30))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(columns(line) <= width for line in lines)
    assert len("".join(lines).replace(" ", "")) == len([c for c in text if not c.isspace()])


def test_accents_and_wide_letters_are_measured() -> None:
    assert columns("0⃗ = 中") == 6
