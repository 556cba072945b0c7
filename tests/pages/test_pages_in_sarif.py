"""SARIF 2.1.0: what the standard requires of a log, a run, a result, a place."""

from __future__ import annotations

import json
from pathlib import Path

from symattn.language import Term
from symattn.rendering.author_pages.page_in_sarif import LEVELS, pages_in_sarif

from .by_hand import document, latex_page, line, markdown_page, page, relation, sum_of, x


def test_what_the_standard_requires() -> None:
    data = json.loads(pages_in_sarif([markdown_page(), latex_page()], "1.2.3"))
    assert data["version"] == "2.1.0" and data["$schema"].endswith("sarif-2.1.0.json")
    (run,) = data["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("symattn", "1.2.3")
    rules = [rule["id"] for rule in driver["rules"]]
    assert rules == list(LEVELS) and len(run["results"]) == 5
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note") and result["message"]["text"]
        ((place,),) = [[one["physicalLocation"] for one in result["locations"]]]
        region = place["region"]
        assert region["startLine"] <= region["endLine"]
        if region["startLine"] == region["endLine"]:
            assert 1 <= region["startColumn"] < region["endColumn"]


def test_levels_and_messages() -> None:
    results = json.loads(pages_in_sarif([markdown_page()], "1"))["runs"][0]["results"]
    assert [(r["ruleId"], r["level"]) for r in results] == [
        ("conditional", "warning"), ("not_read", "warning"), ("refuted", "error"),
    ]  # fmt: skip
    assert "Counterexample: At x̂ = 1" in results[-1]["message"]["text"]


def test_names_of_files_are_uris(tmp_path: Path) -> None:
    text = "$x = x + 1$"
    for name, uri in (
        ("a b/ü.md", "a%20b/%C3%BC.md"),
        (str(tmp_path / "a.md"), (tmp_path / "a.md").as_uri()),
    ):
        checked = page(
            document(name, "markdown", text), line(text, "x = x + 1", relation(x, "=", _more()))
        )
        (result,) = json.loads(pages_in_sarif([checked], "1"))["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_files_of_this_folder_are_named_from_it(in_tmp: Path) -> None:
    """A repository's pages have the names that they have in it."""
    name = str(in_tmp / "notes" / "a.md")
    text = "$x = x + 1$"
    checked = page(
        document(name, "markdown", text), line(text, "x = x + 1", relation(x, "=", _more()))
    )
    (result,) = json.loads(pages_in_sarif([checked], "1"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "notes/a.md"


def test_no_findings_is_an_empty_list_of_results() -> None:
    data = json.loads(pages_in_sarif([page(document("a.md", "markdown", "a"))], "1"))
    assert data["runs"][0]["results"] == []


def _more() -> Term:
    return sum_of(x, x)
