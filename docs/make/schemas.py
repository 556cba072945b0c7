"""Write the JSON schemas of answers, pages, derivations, grades and lines of a batch.

They follow from the typed documents.

    python docs/make/schemas.py

`symattn/records/typed_*.py` has the documents; `tests/interface/test_schemas.py` says where a
schema and its document are not in step. The schema of certificates is written by hand: they are
the kernel's own format, which a second checker is to follow, and it takes them apart rule by rule
without another library. The names in it are checked against the table of rules.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from symattn.records import (
    typed_answers,
    typed_batches,
    typed_derivations,
    typed_grades,
    typed_pages,
)

HERE = Path(__file__).resolve().parents[2] / "symattn" / "schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TERM = {
    "description": "An operator with its arguments: names and numbers, then terms. "
    '["number", 2], ["scalar", "\\\\beta"], ["+", term, term].',
    "type": "array",
    "minItems": 1,
    "prefixItems": [{"type": "string"}],
    "items": {"anyOf": [{"type": "string"}, {"type": "integer"}, {"$ref": "#/$defs/term"}]},
}
# what the types do not say: what goes together
TOGETHER = {"dependentRequired": {"cell": ["cell_line"], "cell_line": ["cell"]}}
BESIDES = {"LineData": TOGETHER, "GradedLineData": TOGETHER}


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by the names of their files."""
    page, derivation = [typed_pages.PageData], [typed_derivations.DerivationData]
    return {
        "answer": _schema(
            "An answer of `symattn ask --format json`; the last is one of symattn.asymptotics",
            typed_answers.KINDS,
        ),
        "page": _schema("What `symattn check PAGE --format json` prints", page, several=True),
        "derivation": _schema(
            "Checked derivations, as `symattn derive ID --format json` prints them, or one, as "
            "`symattn check --certificates DIR` saves it",
            derivation,
            several=True,
        ),
        "grades": _schema(
            "grades.json, as `symattn grade DIR --to out` writes it", [typed_grades.GradesData]
        ),
        "batch-claim": _schema("A line that `symattn batch` reads", typed_batches.ASKED),
        "batch-answer": _schema("A line that `symattn batch` writes", typed_batches.ANSWERED),
    }


def _schema(title: str, kinds: Sequence[Any], several: bool = False) -> dict[str, Any]:
    refs, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    forms: list[Any] = list(refs)
    if several:
        forms.append({"type": "array", "items": refs[0]})
    if '"#/$defs/term"' in json.dumps(parts):
        parts["term"] = TERM
    for name, more in BESIDES.items():
        if name in parts:
            parts[name] |= more
    return {"$schema": DIALECT, "title": title, "oneOf": forms, "$defs": parts}


def text_of(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    for name, schema in schemas().items():
        (HERE / f"{name}.schema.json").write_text(text_of(schema), encoding="utf-8")
        print(f"{name}.schema.json")


if __name__ == "__main__":
    main()
