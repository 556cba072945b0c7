"""Hypotheses that are left out, and a derivative where one bounds what is derived by."""

from __future__ import annotations

from typing import Any

import pytest

import symattn
from symattn.kernel import Claim, Rejected, replay

from .test_rows import FILES

ENTROPY = "log(sum(exp(b*s[j]), j)) - b*sum(s[i]*exp(b*s[i]), i)/sum(exp(b*s[j]), j)"
FAMILY = ("n: integer >= 1", "s: real[n]")


@pytest.mark.parametrize("change", [{"model": None}, {"without": None}, {"without": 0}])
def test_what_is_no_list_or_no_model(change: dict[str, Any]) -> None:
    row = FILES["fewer"][0]
    certificate = {**row["certificate"], "by": {**row["certificate"]["by"], **change}}
    with pytest.raises(Rejected):
        replay(Claim.from_json(row["claim"]), certificate)


@pytest.mark.parametrize(
    ("asked", "b", "given", "verdict"),
    [
        (f"diff({ENTROPY}, b) <= 0", "b: nonnegative", (), "proved"),
        (f"diff({ENTROPY}, b) >= 0", "b: real", ("b <= 0",), "proved"),
        (f"0 <= -diff({ENTROPY}, b)", "b: nonnegative", (), "proved"),
        (f"diff({ENTROPY}, b) < 0", "b: nonnegative", (), "refuted"),
        (f"diff({ENTROPY}, b) <= 0", "b: real", ("b <= 1",), "refuted"),
        (f"diff({ENTROPY}, b) >= 0", "b: nonnegative", (), "refuted"),
        ("diff(b**2, b) >= 0", "b: nonnegative", (), "proved"),
        ("diff(b**2, b) > 0", "b: nonnegative", (), "refuted"),
        ("diff(b**2, b) >= 0", "b: real", ("b >= -1",), "refuted"),
        ("diff(abs(b), b) == 1", "b: nonnegative", (), "undecided"),
        ("diff(max(b, 0), b) == 1", "b: nonnegative", (), "undecided"),
        ("diff(sqrt(b), b) == 1/(2*sqrt(b))", "b: nonnegative", (), "undecided"),
        ("diff(b, b) == 1", "b: real", ("b >= 1", "b <= 0"), "undecided"),
        ("diff(sqrt(1 + b), b) == 1/(2*sqrt(1 + b))", "b: nonnegative", (), "proved"),
        ("diff(log(1 + b), b) == 1/(1 + b)", "b: nonnegative", (), "proved"),
        ("diff(1/(1 + b), b) <= 0", "b: nonnegative", (), "proved"),
        ("diff(sqrt(1 + b), b) == 1/sqrt(1 + b)", "b: nonnegative", (), "refuted"),
        ("diff(sqrt(1 + b), b) == 1/(2*sqrt(1 + b))", "b: real", ("b >= -1",), "undecided"),
    ],
)
def test_slopes_where_a_number_is_bounded(
    asked: str, b: str, given: tuple[str, ...], verdict: str
) -> None:
    found = symattn.ask(asked, (*FAMILY, b), given).verdict
    assert found == verdict or (verdict, found) == ("refuted", "conditional")


def test_a_hypothesis_is_not_what_is_derived() -> None:
    """x and b are equal, and x does not move with b."""
    assert symattn.ask("diff(b*x, b) == x", ("b: real", "x: real"), ("b == x",)).verdict == "proved"
    false = symattn.ask("diff(b*x, b) == 2*x", ("b: real", "x: real"), ("b == x",))
    assert false.verdict != "proved"
