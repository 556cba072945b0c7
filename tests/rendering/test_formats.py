"""The table of formats, and JSON."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

import symattn.rendering
from symattn.records.record import CheckedDerivation
from symattn.rendering import FORMATS

from .samples import PAGE


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_text_that_ends_a_line(name: str) -> None:
    text = FORMATS[name]([PAGE])
    assert "Synthesizer" in text and text.endswith("\n")


def test_json_is_the_record_with_the_words_beside() -> None:
    (record,) = json.loads(text := FORMATS["json"]([PAGE]))
    assert [label for label, _ in [s.pop("messages") for s in record["steps"]][6]] == [
        "Condition",
        "Counterexample",
    ]
    assert (
        record == json.loads(json.dumps(PAGE.to_json())) and "γ" not in text and "(1)–(2)" in text
    )


def test_json_reads_back() -> None:
    assert CheckedDerivation.from_json(json.loads(FORMATS["json"]([PAGE]))[0]) == PAGE


def test_rendering_imports_terms_the_record_and_words_only() -> None:
    pages = (  # an author's page is also text, lines, and verdicts
        "symattn.checking.checked_pages",
        "symattn.language.kinds",
        "symattn.reading.documents.pieces",
        "symattn.reading.gradients",
        "symattn.reading.latex_terms.latex_synonyms",
        "symattn.reading.latex_terms.latex_tokens",
        "symattn.reading.whole_pages.page_lines",
        "symattn.records.typed_data",
        "symattn.records.typed_pages",
    )
    for file in Path(symattn.rendering.__file__).parent.rglob("*.py"):
        of_authors = file.parent.name == "author_pages"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(
                    a.name.split(".")[0] in ("sympy", "symattn", "flint", "mpmath")
                    for a in node.names
                )
            elif (
                isinstance(node, ast.ImportFrom)
                and node.level != 1
                and (node.module or "").startswith("symattn")
            ):
                assert node.module in (
                    "symattn.display.shown_operators",
                    "symattn.language",
                    "symattn.records.changes",
                    "symattn.language.plain_text",
                    "symattn.records.record",
                    "symattn.words",
                    *(pages if of_authors else ()),
                ), (file.name, node.module)
