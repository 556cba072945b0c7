"""√(s²·p) is |s|·√p where the sign of s is known, and what that makes of layer norm."""

from __future__ import annotations

import pytest

from .asked import Asked, verdict_of

MEAN = "sum((s*x[j] + b), j)/n"
SCALED = f"((s*x[a] + b) - {MEAN})/sqrt(sum(((s*x[i] + b) - {MEAN})**2, i)/n)"
PLAIN = "(x[a] - sum(x[j], j)/n)/sqrt(sum((x[i] - sum(x[j], j)/n)**2, i)/n)"
VARIES = "sum((x[i] - sum(x[j], j)/n)**2, i) > 0"


@pytest.mark.parametrize(
    ("text", "let", "given", "wanted"),
    [
        ("sqrt(s**2*y) == s*sqrt(y)", ["s: positive", "y: positive"], [], "proved"),
        ("sqrt(s**2*y) == -s*sqrt(y)", ["s: negative", "y: positive"], [], "proved"),
        ("sqrt(s**2*y + s**4) == s*sqrt(y + s**2)", ["s: positive", "y: positive"], [], "proved"),
        ("sqrt(s**2*y) == s*sqrt(y)", ["s: real", "y: positive"], [], "conditional"),
        ("sqrt(s**2*y) == s*sqrt(y)", ["s: negative", "y: positive"], [], "refuted"),
        ("sqrt(s**2*y + s) == s*sqrt(y + 1)", ["s: positive", "y: positive"], [], "conditional"),
        (f"{SCALED} == {PLAIN}", ["s: positive", "b: real"], [VARIES], "proved"),
        (f"{SCALED} == {PLAIN}", ["s: negative", "b: real"], [VARIES], "refuted"),
        ("sqrt(sum(x[j]**2, j)) == sum(x[j], j)", [], ["x[i] > 0"], "refuted"),
        ("sqrt(sum(x[j]**2*s**2, j)) == s*sqrt(sum(x[j]**2, j))", ["s: positive"], [], "proved"),
    ],
)
def test_a_root(text: str, let: list[str], given: list[str], wanted: str) -> None:
    declared = ["n: integer >= 2", "x: real[n]", *let]
    found = verdict_of(Asked("", text, "", declared, given)).status
    assert found == wanted or {found, wanted} == {"refuted", "conditional"}
