"""The findings of pages as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from symattn.checking.checked_pages import CheckedPage, UnreadPage
from symattn.reading.documents.pieces import Place
from symattn.words import Message

from ..pages.marks import text_of, unmarked
from .findings import WORDS, Finding, findings, messages, owed

# by the number of a line: what to write in its place, and the repair that this is
Fixes = Mapping[int, tuple[str, Message]]
REGION = ("startLine", "startColumn", "endLine", "endColumn")
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    "refuted": "error", "conditional": "warning", "undecided": "note", "not_read": "warning",
    "proved": "warning", "page_not_read": "error",
}  # fmt: skip
RULES = {
    "refuted": "A line that is false",
    "conditional": "A line that is true only under a condition",
    "undecided": "A line that is not decided",
    "not_read": "A line that cannot be read",
    "proved": "A line that is true, and declared false",
    "page_not_read": "A page that cannot be read at all",
}


def no_fixes(checked: CheckedPage, some: Sequence[Finding]) -> Fixes:
    """There are none."""
    return {}


def pages_in_sarif(
    pages: Sequence[CheckedPage | UnreadPage],
    version: str,
    fixes: Callable[[CheckedPage, Sequence[Finding]], Fixes] = no_fixes,
) -> str:
    """One run with all findings: lines that are not as their page declares them, unread pages.

    `fixes` gives what to write in place of lines.
    """
    rules = [
        {"id": name, "shortDescription": {"text": text}, "defaultConfiguration": {"level": level}}
        for (name, text), level in zip(RULES.items(), map(LEVELS.__getitem__, RULES))
    ]
    driver = {"name": "symattn", "semanticVersion": version, "rules": rules}
    results = [
        result
        for page in pages
        for result in (
            [_unread(page)]
            if isinstance(page, UnreadPage)
            else _results(page, fixes(page, _odd(page)))
        )
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return (
        json.dumps(
            {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _odd(checked: CheckedPage) -> list[Finding]:
    return [one for one in findings(checked) if one.verdict and not one.as_declared]


def _results(checked: CheckedPage, fixes: Fixes) -> Iterator[dict[str, Any]]:
    numbers = {id(line): k for k, line in enumerate(checked.lines)}
    for one in _odd(checked):
        number = numbers[id(one.line)] if one.line is not None else None
        yield _result(checked, one, None if number is None else fixes.get(number))


def _unread(page: UnreadPage) -> dict[str, Any]:
    """It has no line; servers ask for one."""
    place = {"artifactLocation": {"uri": _uri(page.name)}, "region": {"startLine": 1}}
    return {**_head("page_not_read", page.why), "locations": [{"physicalLocation": place}]}


def _head(rule: str, message: str) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "ruleIndex": list(RULES).index(rule),
        "level": LEVELS[rule],
        "message": {"text": message},
    }


def _result(checked: CheckedPage, one: Finding, fix: tuple[str, Message] | None) -> dict[str, Any]:
    document = checked.page.document
    start = document.place(one.start)
    end = _place_ends(start, document.place(max(one.end, one.start + 1)))
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "snippet": {"text": document.text[one.start : one.end]},
    }
    file = {"uri": _uri(start.file)}
    found: dict[str, Any] = {
        **_head(one.verdict, _message(checked, one)),
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
    }
    if fix is not None:
        text, repair = fix
        deleted = {name: region[name] for name in REGION}
        change = {"deletedRegion": deleted, "insertedContent": {"text": text}}
        found["fixes"] = [
            {
                "description": {"text": _told(checked, repair)},
                "artifactChanges": [{"artifactLocation": file, "replacements": [change]}],
            }
        ]
    return found


def _place_ends(start: Place, end: Place) -> Place:
    """Where a line ends; of one that ends in another file, where it starts."""
    return end if end.file == start.file and end.line >= start.line else start


def _uri(file: str) -> str:
    """A path relative to this folder where it lies in it, as repositories want it; else a URI."""
    path = PurePath(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _message(checked: CheckedPage, one: Finding) -> str:
    if one.problem is not None or one.line is None:
        return one.problem.message if one.problem is not None else WORDS[one.verdict]
    told = [_told(checked, m) for m in messages(one.line)]
    chain = owed(checked, one.line)
    lead = f"{WORDS[one.verdict]}: {one.line.line.read}."
    return " ".join(
        [lead, *told, *([f"This is {chain}."] if one.line.first_error and chain else [])]
    )


def _told(checked: CheckedPage, one: Message) -> str:
    return f"{one.label}: {checked.page.letters.in_text(unmarked(text_of(one.parts)))}"
