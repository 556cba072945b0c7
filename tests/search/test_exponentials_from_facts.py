"""Facts with exponentials added up, and sums above what they are of their largest member."""

from __future__ import annotations

import pytest

import symattn

LET = ("a: real", "b: real", "x: real", "y: real")
GIVEN = ("a >= exp(x)", "b >= exp(y)")
OVER = ("r: integer >= 1", "s: integer >= 1", "x: real[r]", "y: real[s]", "t: real")
SUMS = "sum(exp(x[j]), j) + sum(exp(y[j]), j)"
LARGEST = "max(max(x[l], l), max(y[l], l))"

AGAIN = (  # a maximum twice, with an index of another name
    f"sum(exp(x[j] - {LARGEST}), j) + sum(exp(y[l] - max(max(x[j], j), max(y[j], j))), l)"
)


@pytest.mark.parametrize(
    "line",
    [
        "exp(x) < a + b",
        "exp(x) < 2*a",
        "a + b > 0",
        "exp(max(x, y)) <= a + b",
        "max(x, y) <= log(a + b)",
        "a*exp(y) + b*exp(x) >= 2*exp(x + y)",
    ],
)
def test_what_facts_with_exponentials_add_up_to(line: str) -> None:
    assert symattn.ask(line, let=LET, given=GIVEN).verdict == "proved"


@pytest.mark.parametrize("apart", ["a != exp(x)", "b != exp(y)"])
def test_that_a_number_is_another_hides_no_bound(apart: str) -> None:
    given = (apart, *GIVEN)
    assert symattn.ask("exp(x) <= a + b", let=LET, given=given).verdict == "proved"
    assert symattn.ask("exp(x) <= a + b", let=LET, given=(apart, GIVEN[1])).verdict == "refuted"


@pytest.mark.parametrize(
    "line",
    [
        "exp(x) < a",
        "exp(y) <= a",
        "exp(x) + exp(y) < a + b",
        "exp(x) <= a - b",
        "2*exp(max(x, y)) <= a + b",
        "a*exp(y) + b*exp(x) >= 3*exp(x + y)",
        "a >= 1",
    ],
)
def test_what_they_do_not(line: str) -> None:
    assert symattn.ask(line, let=LET, given=GIVEN).verdict in ("refuted", "conditional")


@pytest.mark.parametrize(
    "line",
    [
        f"exp({LARGEST}) <= {SUMS}",
        f"max(exp(max(x[l], l)), exp(max(y[l], l))) <= {SUMS}",
        f"{LARGEST} <= log({SUMS})",
        "1 <= sum(exp(x[j] - max(max(x[l], l), t)), j) + exp(t - max(max(x[j], j), t))",
        f"1 <= sum(exp(x[j] - {LARGEST}), j) + sum(exp(y[l] - max(max(x[j], j), max(y[j], j))), l)",
        f"sum(exp(x[j]), j)*exp(-{LARGEST}) + sum(exp(y[j]), j)*exp(-{LARGEST}) >= 1",
    ],
)
def test_sums_are_above_what_they_are_of_the_largest_member(line: str) -> None:
    assert symattn.ask(line, let=OVER).verdict == "proved"


@pytest.mark.parametrize(
    "line",
    [
        f"exp({LARGEST}) <= sum(exp(x[j]), j)",
        f"2*exp({LARGEST}) <= {SUMS}",
        "1 < sum(exp(x[j] - max(max(x[l], l), t)), j) + exp(t - 1 - max(max(x[j], j), t))",
        f"{LARGEST} + 1 <= log({SUMS})",
        f"sum(exp(x[j] - {LARGEST}), j) >= 1",
        "max(x[l], l) < log(sum(exp(x[j]), j))",
        "sum(x[j]**3, j) >= max(x[l], l)**3",
        "sum(x[j], j) >= max(x[l], l)",
    ],
)
def test_not_above_more(line: str) -> None:
    assert symattn.ask(line, let=OVER).verdict in ("refuted", "conditional")
