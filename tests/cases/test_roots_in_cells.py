"""What is said of a root around a case is no more than a hint inside it."""

from __future__ import annotations

import pytest

import symattn

LET, GIVEN = ["u: real", "w: real"], ["abs(u - 1/2) <= abs(w)/4"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("(u - 1/2)**2 <= w**2/16", "proved"),
        ("(u - 1/2)**2 <= w**2/17", "conditional"),
        ("(u - 1/2)**2 < w**2/16", "conditional"),
    ],
)
def test_a_hint_that_is_none_here_ends_nothing(text: str, verdict: str) -> None:
    assert symattn.ask(text, let=LET, given=GIVEN).verdict == verdict
