"""docs/rules.md and the rules that the schema names are what the two tables say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from symattn.kernel.rules.rule_table import RULES
from symattn.ledger.rule_entries import RULES as ENTRIES
from symattn.ledger.rule_entries import RuleEntry
from symattn.records.judging import ENCLOSED

from .kernel.test_rows import FILES, is_accepted


def _load() -> Any:
    file = Path(__file__).parents[1] / "docs" / "make" / "rules.py"
    spec = importlib.util.spec_from_file_location("rules", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


rules = _load()
OF_THE_KERNEL = [entry for name, entry in ENTRIES.items() if name not in ENCLOSED]


def test_the_page_is_up_to_date() -> None:
    assert rules.PAGE.read_text(encoding="utf-8") == rules.page(), "run docs/make/rules.py"


def test_the_schema_is_up_to_date() -> None:
    assert rules.SCHEMA.read_text(encoding="utf-8") == rules.schema(), "run docs/make/rules.py"


def test_every_rule_has_its_section() -> None:
    text = rules.page()
    assert all(f"\n### {name}\n" in text for name in ("split", *RULES))


@pytest.mark.parametrize("entry", OF_THE_KERNEL, ids=lambda e: e.name)
def test_a_rule_has_its_figure_and_its_two_examples(entry: RuleEntry) -> None:
    assert entry.premises and entry.conclusion and entry.because.endswith(".")
    found = {row["name"]: is_accepted(row) for row in FILES[entry.name]}
    assert found[entry.accepted] is True and found[entry.refused] is False


@pytest.mark.parametrize("name", ENCLOSED)
def test_what_an_oracle_shows_has_a_figure(name: str) -> None:
    assert ENTRIES[name].premises and ENTRIES[name].conclusion
