"""What is true of families of some sizes only says of which.

Of one member, or of more than have names.
"""

from __future__ import annotations

import pytest

from tests.cases.asked import Asked, claim_of, judged, reals, remarks, verdict_of

ONE = ("n: integer >= 1", "x: real[n]")
TWO = ("n: integer >= 2", "x: real[n]")
WEIGHT = "exp(x[a])/sum(exp(x[j]), j)"
LARGEST = "max(x[l], l)"
LSE = "log(sum(exp(x[j]), j))"

CONDITIONS = [
    (f"{WEIGHT} < 1", ONE, "true iff n ≥ 2.", "true with ≤ in place of <."),
    (f"{WEIGHT} == 1", ONE, "true iff n = 1."),
    (f"{WEIGHT} >= 1", ONE, "true iff n = 1."),
    (f"{WEIGHT} != 1", ONE, "true iff n ≥ 2."),
    (f"{WEIGHT} > 1", ONE),
    (f"{WEIGHT} == 1", TWO),
    (f"{LARGEST} < {LSE}", ONE, "true iff n ≥ 2."),
    (f"{LARGEST} == {LSE}", ONE, "true if n = 1 (that is enough)."),
    (
        "sum(exp(x[j]), j) > exp(x[a]) + exp(x[b])",
        TWO,
        "true iff n ≥ 3.",
        "true with ≥ in place of >.",
    ),
    ("sum(x[j], j) == x[a] + x[b]", TWO, "true if n = 2 (that is enough)."),
    ("sum(x[j]**2, j) == sum(x[j], j)**2", TWO),
    # no condition can be compared with these lines: the counterexample stands
    (f"exp(2*x[a])/sum(exp(2*x[j]), j) == {WEIGHT}", TWO),
    (f"exp(x[a]*n)/sum(exp(n*x[j]), j) == {WEIGHT}", TWO),
]
PROVED = [
    f"{WEIGHT} < 1",
    f"{WEIGHT} != 1",
    f"{LARGEST} < {LSE}",
    f"x[a] < {LSE}",
    "exp(x[a]) < sum(exp(x[j]), j)",
]


@pytest.mark.parametrize("row", CONDITIONS, ids=lambda row: f"{row[0]}, {row[1][0][-1]}")
def test_conditions(row: tuple[str, tuple[str, ...], str]) -> None:
    claim = claim_of(Asked("", row[0], "false", row[1]))
    found = judged(claim)
    assert found.status == ("conditional" if row[2:] else "refuted")
    assert remarks(claim, found, "Condition") == list(row[2:])


@pytest.mark.parametrize("line", PROVED)
def test_proved_of_two_members_or_more(line: str) -> None:
    assert verdict_of(Asked("", line, "proved", TWO)).status == "proved"


def test_a_sum_over_the_others_is_strict_only_if_there_are_some() -> None:
    strict = Asked("", "sum(exp(x[j]), j) > exp(x[a]) + exp(x[b])", "false", TWO)
    assert verdict_of(strict).status == "conditional"
    three = ("n: integer >= 3", "x: real[n]")
    assert verdict_of(Asked("", strict.claim, "proved", three)).status == "proved"


def test_another_constant_is_no_repair_where_a_weaker_relation_is_one() -> None:
    for line in ("sum(exp(x[j]), j) > exp(x[a]) + exp(x[b])", "x**2 > 0"):
        claim = claim_of(
            Asked("", line, "false", (*TWO[:1], "x: real[n]") if "[" in line else reals("x"))
        )
        found = judged(claim)
        assert found.status == "conditional" and "edits" not in (found.evidence or {})


SQUARES = ("n: integer >= 1", "x: real[n]", "y: real[n]")
SUMS = [
    "sum(x[j]**2, j) >= 0",
    "sum(x[j]**2*exp(x[j]), j) >= 0",
    "sum((x[j] - y[j])**2, j) >= 0",
    "sum(exp(x[j])*y[j]**2, j)/sum(exp(x[j]), j) >= 0",
    "sum(x[j]**2, j) >= x[a]**2",
]


@pytest.mark.parametrize("line", SUMS)
def test_a_sum_of_squares(line: str) -> None:
    assert verdict_of(Asked("", line, "proved", SQUARES)).status == "proved"


def test_a_sum_of_squares_may_be_0() -> None:
    claim = claim_of(Asked("", "sum(x[j]**2, j) > 0", "false", SQUARES))
    found = judged(claim)
    assert remarks(claim, found, "Condition") == ["true with ≥ in place of >."]
    odd = Asked("", "sum(x[j]**3, j) >= 0", "false", SQUARES)
    assert verdict_of(odd).status == "refuted"
