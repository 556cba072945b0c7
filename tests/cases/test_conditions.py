"""The lines of docs/bounds.md on conditions: each is judged as the table says, in its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.kernel.verdicts import judge
from symattn.language import plain
from symattn.reading.question_reader import read_question
from symattn.records.record import Verdict
from symattn.search.repairs.domains import domain
from symattn.words import about

PAGE = Path(__file__).parents[2] / "docs" / "bounds.md"
ROW = re.compile(
    r"\| `(?P<line>[^`]+)` \| (?P<declared>`[^|]+`) \| (?P<verdict>conditional|refuted) \| "
    r"(?P<words>[^|]*) ?\|"
)
TABLE = [m.groupdict() for m in map(ROW.match, PAGE.read_text(encoding="utf-8").splitlines()) if m]


def claim(text: str, *declared: str) -> Claim:
    question = read_question(text, declared, (), "b -> oo" if "tends" in text else "")
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


def said(line: Claim, verdict: Verdict, label: str) -> str:
    """The remarks of that label, as text."""
    return " ".join(
        "".join(p if isinstance(p, str) else plain(p) for p in m.parts)
        for m in about(line, verdict)
        if m.label == label
    )


def test_the_table_is_read() -> None:
    assert len(TABLE) >= 17


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["line"])
def test_the_table(row: dict[str, str]) -> None:
    line = claim(row["line"], *re.findall("`([^`]+)`", row["declared"]))
    verdict = decide(line, 20)
    assert verdict.status == row["verdict"] == judge(line, verdict.evidence)[0]
    condition = said(line, verdict, "Condition")
    if row["verdict"] == "conditional":
        assert condition.startswith(
            row["words"].strip().partition(": a ")[0]
        ) and condition.startswith("true ")
    else:
        assert condition == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("x**2 > 4", "true iff |x| > 2"),
        ("x**2 >= 1", "true if |x| > 1"),
        ("exp(x**2) > exp(4)", "true iff |x| > 2"),
        ("abs(x) > 2", "true iff max(x − 2, −x − 2) > 0"),  # |x| > 2 would say the line again
        ("(x - 1)*(x - 2) > 0", "true iff max(x − 2, 1 − x) > 0"),
    ],
)
def test_far_from_zero_on_either_side(text: str, wanted: str) -> None:
    line = claim(text, "x: real")
    verdict = decide(line, 20)
    assert judge(line, verdict.evidence)[0] == verdict.status == "conditional"
    assert said(line, verdict, "Condition").startswith(wanted)


UNDECIDED = [("exp(x)*log(x) == log(x)*exp(x) + 0*log(log(log(x + 1) + 1))", ("x: real",))]


def test_a_line_that_may_hold_wherever_it_is_defined_is_not_called_false() -> None:
    for text, declared in (
        ("x**2*exp(1/x)/x**2 == exp(1/x)*exp(x**3*(x - x)/x)", ("x: real",)),
        ("log(1 + 1/x) == log(x + 1) - log(x)", ("x: real",)),
        *UNDECIDED,
    ):
        assert decide(claim(text, *declared), 5).status in ("conditional", "undecided", "proved")


@pytest.mark.parametrize(("text", "facts"), [
    ("x/x == 1", {"x ≠ 0"}),
    ("log(x**2*y) == 0", {"x ≠ 0", "y > 0"}),
    ("sqrt(1/x) == 1", {"x > 0"}),
    ("sqrt(x)/x == 1", {"x > 0"}),
    ("sqrt(x*y) == sqrt(x)*sqrt(y)", {"x ≥ 0", "y ≥ 0"}),
    ("1/(x**2 + 1) == 1", set()),
    ("1/(z + 1) == 1/z", set()),
    ("1/(x**2 - 2*x + 1) == 1", {"x ≠ 1"}),
    ("sqrt(x**2 - 2*x + 1) == 1", set()),
    ("x**(-2) == 1/x**2", {"x ≠ 0"}),
    ("x**(1/2) == 1", {"x ≥ 0"}),
    ("log(x/y) == 1", {"x y > 0"}),
])  # fmt: skip
def test_where_both_sides_have_a_value(text: str, facts: set[str]) -> None:
    line = claim(text, "x: real", "y: real", "z: positive")
    assert {plain(f) for f in domain(line, 1e12)} == facts
