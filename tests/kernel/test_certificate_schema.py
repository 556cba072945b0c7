"""certificate.schema.json: the book and the rows keep to it, and it knows the kernel's
rules alone.
"""

from __future__ import annotations

import copy
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from symattn.kernel.rules.rule_table import NOWHERE, PROOF, REDUCTIONS, REFUTATION, named
from symattn.records.record import CheckedDerivation

from .test_rows import FILES, IDS, ROWS, Row

TEXT = (files("symattn") / "schema" / "certificate.schema.json").read_text(encoding="utf-8")
SCHEMA: dict[str, Any] = json.loads(TEXT)
NOT_WELL_FORMED = {
    "a split without the case of equality",
    "no list of hypotheses, and no model",
    "no model, and a limit that is not so",
    "no model, and a law that there is not",
}


def validator(name: str) -> jsonschema.Draft202012Validator:
    """Of one definition of the schema."""
    part = {"$schema": SCHEMA["$schema"], "$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{name}"}
    return jsonschema.Draft202012Validator(part)


CLAIM, TERM = map(validator, ("claim", "term"))
CERTIFICATE, EVIDENCE = map(validator, ("certificate", "evidence"))
SPLIT = next(r for r in FILES["split"] if r["certificate"]["proof"]["rule"] == "split")
POINT = FILES["fails_at_point"][0]


def test_it_is_a_schema_of_certificates() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(SPLIT["certificate"], SCHEMA)


@pytest.mark.parametrize(
    ("where", "rules"),
    [
        ("node", {"split", *named(PROOF, NOWHERE)}),
        ("reduction", set(named(*REDUCTIONS))),
        ("refutation", set(named(REFUTATION))),
    ],
)
def test_it_names_the_rules_of_the_kernel(where: str, rules: set[str]) -> None:
    assert set(SCHEMA["$defs"][where]["properties"]["rule"]["enum"]) == rules


@pytest.mark.parametrize(("rule", "row"), ROWS, ids=IDS)
def test_rows_keep_to_it(rule: str, row: Row) -> None:
    CLAIM.validate(row["claim"])
    data, of = (
        (row["evidence"], EVIDENCE) if "evidence" in row else (row["certificate"], CERTIFICATE)
    )
    assert of.is_valid(data) is (row["name"] not in NOT_WELL_FORMED)


def fields() -> dict[str, list[str]]:
    """What the schema says that nodes of a rule may have, besides "rule" and "signs"."""
    found: dict[str, list[str]] = {}
    for where in ("leaf", "reduction", "refutation"):
        for one in SCHEMA["$defs"][where]["allOf"]:
            named = one["if"]["properties"]["rule"]
            for rule in named.get("enum", [named.get("const")]):
                found[rule] = [key for key in one["then"]["properties"] if key != "signs"]
    return found


NOT_READ = {("left_side_fails", "side")}


def nodes(data: Any) -> list[dict[str, Any]]:
    """Every object in data that names a rule."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    mine = [data] if isinstance(data, dict) and "rule" in data else []
    return mine + [node for x in inner for node in nodes(x)]


@pytest.mark.parametrize(("rule", "keys"), fields().items(), ids=list(fields()))
def test_every_field_stands_in_a_row_of_its_rule(rule: str, keys: list[str]) -> None:
    seen = {
        key for row in FILES[rule] for node in nodes(row) if node["rule"] == rule for key in node
    }
    assert {key for key in keys if (rule, key) not in NOT_READ} <= seen


def test_the_document_tells_of_every_rule_and_field() -> None:
    text = (Path(__file__).parents[2] / "docs" / "certificates.md").read_text(encoding="utf-8")
    lines = {m[1]: line for line in text.splitlines() if (m := re.match(r"\| `(\w+)` \|", line))}
    for rule in FILES:
        if rule != "split":
            told = [key for key in fields().get(rule, []) if (rule, key) not in NOT_READ]
            assert rule in lines and all(f"`{key}`" in lines[rule] for key in told), rule


def test_the_book_keeps_to_it(book: dict[str, CheckedDerivation]) -> None:
    for record in book.values():
        data = json.loads(json.dumps(record.to_json()))
        goals = [step["goal"] for step in data["steps"] if step["goal"] is not None]
        for goal in goals[:1]:
            CLAIM.validate({"context": data["context"], "goal": goal})
        for goal in goals[1:]:
            TERM.validate(goal)
        for step in data["steps"]:
            if step["evidence"] and "oracle" not in step["evidence"]:
                EVIDENCE.validate(step["evidence"])


@pytest.mark.parametrize(
    ("row", "path", "value"),
    [
        (SPLIT, ("kernel",), "0.2"),
        (SPLIT, ("more",), 1),
        (SPLIT, ("proof", "rule"), "trust me"),
        (SPLIT, ("proof", "zero"), None),
        (SPLIT, ("proof", "on"), [["0.5", [["p", 1]], []]]),
        (SPLIT, ("proof", "on"), [["1", [["p", 0]], []]]),
        (SPLIT, ("proof", "on"), [["1", [["p", 1]]]]),
        (SPLIT, ("proof", "positive"), {"rule": "order", "order": 2}),
        (SPLIT, ("proof", "positive"), {"rule": "infeasible", "unequal": "d0"}),
        (SPLIT, ("proof", "positive"), {"rule": "norm_along"}),
        (SPLIT, ("proof", "positive"), {"rule": "order", "signs": [{"of": [], "is": "="}]}),
        (SPLIT, ("model", "sizes"), {"A": 13}),
        (SPLIT, ("model", "scalars"), {"x": 1}),
        (POINT, ("refutation", "point"), None),
        (POINT, ("refutation", "forms"), []),
        (POINT, ("proof",), {"rule": "order"}),
    ],
)
def test_what_it_refuses(row: Row, path: tuple[str, ...], value: Any) -> None:
    certificate = copy.deepcopy(row["certificate"])
    CERTIFICATE.validate(certificate)
    part = certificate
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    assert not CERTIFICATE.is_valid(certificate)
