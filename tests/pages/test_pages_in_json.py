"""The JSON of a page keeps to its schema, and says where everything stands."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from symattn.checking.checked_pages import CheckedPage
from symattn.reading.documents.pieces import Document, LineStart, Problem
from symattn.rendering.author_pages.page_in_json import page_as_json, pages_in_json

from .by_hand import document, latex_page, line, markdown_page, number, page, relation, x

SCHEMA = json.loads((files("symattn") / "schema" / "page.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("checked", [markdown_page(), latex_page()], ids=["markdown", "latex"])
def test_it_keeps_to_its_schema(checked: CheckedPage) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(pages_in_json([checked]))
    jsonschema.validate(data, SCHEMA)
    jsonschema.validate(json.loads(pages_in_json([checked, checked])), SCHEMA)
    text = checked.page.document.text.split("\n")
    for one in data["lines"]:
        assert one["line"] == one["end_line"]
        part = text[one["line"] - 1][one["column"] - 1 : one["end_column"] - 1]
        assert part == one["latex"]


def test_what_a_false_line_says() -> None:
    false = page_as_json(markdown_page())["lines"][-1]
    assert (false["verdict"], false["first_error"], false["follows"]) == ("refuted", True, False)
    assert false["repair"] == [r"(\hat{x} + 1)^2 = \hat{x}^{2} + 1 + 2 \hat{x}"]
    assert false["witness"] == "At x̂ = 1: the left side is 4, the right side 2."


def test_conditions_are_latex() -> None:
    conditional = page_as_json(markdown_page())["lines"][2]
    assert conditional["condition"] == [
        "n = 2",
        r"\text{with ≈ in place of =, in the limit }\beta \to \infty",
    ]


def test_what_is_not_judged_has_no_verdict_and_what_is_not_read_says_why() -> None:
    lines = page_as_json(markdown_page())["lines"]
    assert (lines[0]["role"], lines[0]["verdict"]) == ("hypothesis", None)
    unread = next(one for one in lines if one["verdict"] == "not_read")
    assert unread["why"].startswith(r"\odd is not known")


def test_counts_add_up() -> None:
    data = page_as_json(markdown_page())
    assert data["counts"] == {"proved": 2, "conditional": 1, "refuted": 1, "not_read": 1}
    assert sum(data["counts"].values()) == sum(one["verdict"] is not None for one in data["lines"])


def test_problems_of_the_page_are_lines_too() -> None:
    text = "Let $x$ be spooky."
    checked = page(document("a.md", "markdown", text), problems=(Problem(0, 18, "no such sort"),))
    data = page_as_json(checked)
    jsonschema.validate(data, SCHEMA)
    assert [(one["role"], one["verdict"]) for one in data["lines"]] == [("declaration", "not_read")]


def test_a_notebook_says_cell_and_line() -> None:
    doc = Document("a.ipynb", "notebook", "$x = 1$", (), (LineStart("a.ipynb", 12, 7, 3, 1),))
    data = page_as_json(page(doc, line(doc.text, "x = 1", relation(x, "=", number(1)))))
    jsonschema.validate(data, SCHEMA)
    assert (data["lines"][0]["cell"], data["lines"][0]["cell_line"]) == (3, 1)
