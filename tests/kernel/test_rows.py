"""The kernel's rules as data: rows that a checker accepts, and near misses that it must refuse.

tests/kernel/rows/RULE.json is for any checker of certificates; docs/certificates.md is the format.
Nothing here is searched for.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.rules import rule_table
from symattn.kernel.verdicts import judge

FOLDER = Path(__file__).parent / "rows"
RULES = {"split", *rule_table.RULES}
Row = dict[str, Any]
FILES: dict[str, list[Row]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.iterdir())
}
ROWS = [(rule, row) for rule, rows in FILES.items() for row in rows]
IDS = [f"{rule}: {row['name']}" for rule, row in ROWS]
MOST_BYTES = 40_000


def outcome(row: Row) -> tuple[str, frozenset[str]]:
    """The verdict of a row, and the rules that it took.  Raises Rejected."""
    claim = Claim.from_json(row["claim"])
    if "evidence" in row:
        return judge(claim, row["evidence"])
    found = replay(claim, row["certificate"])
    return found.verdict, found.rules


def is_accepted(row: Row) -> bool:
    return isinstance(row["wanted"], str)


@pytest.mark.parametrize(("rule", "row"), ROWS, ids=IDS)
def test_row(rule: str, row: Row) -> None:
    if is_accepted(row):
        verdict, rules = outcome(row)
        assert verdict == row["wanted"] and (rule in rules or verdict == "undecided")
        return
    with pytest.raises(Rejected) as refusal:
        outcome(row)
    assert row["wanted"]["rejected"] in str(refusal.value)


def test_every_rule_has_rows_of_both_kinds_and_no_other_has_any() -> None:
    assert set(FILES) == RULES
    for rule, rows in FILES.items():
        assert {is_accepted(row) for row in rows} == {True, False}, rule
        assert len({row["name"] for row in rows}) == len(rows), rule


def test_every_verdict_has_a_row() -> None:
    wanted = {row["wanted"] for _, row in ROWS if is_accepted(row)}
    assert wanted == {"proved", "refuted", "conditional", "undecided"}


@pytest.mark.parametrize(("rule", "row"), ROWS, ids=IDS)
def test_a_row_has_its_parts(rule: str, row: Row) -> None:
    data = {"certificate", "evidence"} & set(row)
    assert len(data) == 1 and set(row) == {"name", "claim", "wanted", *data}
    assert is_accepted(row) or (set(row["wanted"]) == {"rejected"} and row["wanted"]["rejected"])


def test_files_are_small() -> None:
    for path in FOLDER.iterdir():
        assert path.suffix == ".json" and path.stat().st_size < MOST_BYTES, path.name


def test_nothing_is_searched_for() -> None:
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    ours = {m for m in modules if m.startswith("symattn")}
    assert all(m == "symattn.kernel" or m.startswith("symattn.kernel.") for m in ours)
