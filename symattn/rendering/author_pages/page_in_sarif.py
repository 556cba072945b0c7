"""The findings of pages as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from symattn.checking.checked_pages import CheckedPage

from ..pages.marks import text_of, unmarked
from .findings import WORDS, Finding, findings, messages, owed

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    "refuted": "error", "conditional": "warning", "undecided": "note", "not_read": "warning",
    "proved": "warning",
}  # fmt: skip
RULES = {
    "refuted": "A line that is false",
    "conditional": "A line that is true only under a condition",
    "undecided": "A line that is not decided",
    "not_read": "A line that cannot be read",
    "proved": "A line that is true, and declared false",
}


def pages_in_sarif(pages: Sequence[CheckedPage], version: str) -> str:
    """One run with all findings: lines that are not as their page declares them."""
    rules = [
        {"id": name, "shortDescription": {"text": text}, "defaultConfiguration": {"level": level}}
        for (name, text), level in zip(RULES.items(), map(LEVELS.__getitem__, RULES))
    ]
    driver = {"name": "symattn", "semanticVersion": version, "rules": rules}
    results = [
        _result(page, one)
        for page in pages
        for one in findings(page)
        if one.verdict and not one.as_declared
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return (
        json.dumps(
            {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _result(checked: CheckedPage, one: Finding) -> dict[str, Any]:
    document = checked.page.document
    start, end = document.place(one.start), document.place(max(one.end, one.start + 1))
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "snippet": {"text": document.text[one.start : one.end]},
    }
    place = {"artifactLocation": {"uri": _uri(start.file)}, "region": region}
    return {
        "ruleId": one.verdict,
        "ruleIndex": list(RULES).index(one.verdict),
        "level": LEVELS[one.verdict],
        "message": {"text": _message(checked, one)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    """A relative path as it stands; an absolute one as a URI."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _message(checked: CheckedPage, one: Finding) -> str:
    if one.problem is not None or one.line is None:
        return one.problem.message if one.problem is not None else WORDS[one.verdict]
    letters = checked.page.letters
    told = [f"{m.label}: {letters.in_text(unmarked(text_of(m.parts)))}" for m in messages(one.line)]
    chain = owed(checked, one.line)
    lead = f"{WORDS[one.verdict]}: {one.line.line.read}."
    return " ".join(
        [lead, *told, *([f"This is {chain}."] if one.line.first_error and chain else [])]
    )
