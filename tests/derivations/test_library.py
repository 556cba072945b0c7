"""The library: every lemma in general form, with a source, and with a false twin beside it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from click.testing import CliRunner

from symattn.checking import lanes
from symattn.commands.cli import cli
from symattn.records.record import CheckedDerivation
from symattn.writing.book import Entry, entries

LEMMAS = [entry for entry in entries() if entry.in_library]
# what is open is said so in the library, and nowhere else
OPEN: set[str] = set()


@pytest.fixture(scope="module")
def checked() -> dict[str, CheckedDerivation]:
    return {}


def _record(entry: Entry, checked: dict[str, CheckedDerivation]) -> CheckedDerivation:
    if entry.id not in checked:
        checked[entry.id] = lanes.check(entry.load())
    return checked[entry.id]


@pytest.mark.parametrize("entry", LEMMAS, ids=[e.id for e in LEMMAS])
def test_has_what_it_declares(entry: Entry, checked: dict[str, CheckedDerivation]) -> None:
    for step in _record(entry, checked).steps:
        assert step.verdict.status == step.expect, (step.number, step.verdict)


@pytest.mark.parametrize("entry", LEMMAS, ids=[e.id for e in LEMMAS])
def test_a_twin_stands_beside_it(entry: Entry, checked: dict[str, CheckedDerivation]) -> None:
    """Something is proved, and something false is refuted, or true only under a condition."""
    steps = _record(entry, checked).steps
    assert any(s.verdict.status == "proved" for s in steps)
    twins = [s for s in steps if s.verdict.status in ("refuted", "conditional")]
    assert twins and all(s.remark for s in twins)
    assert all({"refutation", "oracle"} & set(s.verdict.evidence) for s in twins)


def test_every_lemma_has_a_source() -> None:
    assert all(entry.source and entry.title for entry in LEMMAS)
    assert len(LEMMAS) >= 30


def test_each_list_has_its_own() -> None:
    both = [CliRunner().invoke(cli, ["list", *option]) for option in ([], ["--library"])]
    assert [run.exit_code for run in both] == [0, 0]
    notebook, library = ({line.split()[0] for line in r.output.splitlines()} for r in both)
    assert library == {entry.id for entry in LEMMAS} and not notebook & library


def test_a_name_beside_the_library_is_refused() -> None:
    run = CliRunner().invoke(cli, ["check", "1b", "--library"])
    assert run.exit_code == 2 and "name one without it" in run.output


def test_the_page_about_it_is_written_anew() -> None:
    file = Path(__file__).resolve().parents[2] / "docs" / "make" / "library.py"
    spec = importlib.util.spec_from_file_location("library_page", file)
    assert spec is not None and spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    assert make.PAGE.read_text(encoding="utf-8") == make.page(), "run docs/make/library.py"
