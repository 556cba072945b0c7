"""What is kept between runs is replayed, never believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symattn.checking import cache, deciding, lanes
from symattn.records.record import Verdict
from symattn.writing.derivation import Derivation


def _page(d: Any) -> None:
    x = d.real("x", positive=True)
    d.step(x + 1, ">", x)
    d.step(x + 2, ">", x)
    d.step(x, ">", x + 1, expect="refuted")


def _changed(d: Any) -> None:
    x = d.real("x", positive=True)
    d.step(x + 1, ">", x)
    d.step(x + 3, ">", x)
    d.step(x, ">", x + 1, expect="refuted")


@pytest.fixture
def searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that were searched for, with an empty cache at the start."""
    monkeypatch.setenv("SYMATTN_CACHE", str(tmp_path / "kept"))
    found: list[str] = []
    decide = deciding.decide

    def noting(claim: Any, *rest: Any) -> Verdict:
        found.append(str(claim.goal))
        return decide(claim, *rest)

    monkeypatch.setattr(deciding, "decide", noting)
    return found


def _statuses(page: Any) -> list[str]:
    return [s.verdict.status for s in lanes.check(Derivation("k", "t", "s", page)).steps]


def test_a_second_run_searches_for_what_has_changed(searched: list[str]) -> None:
    assert _statuses(_page) == ["proved", "proved", "refuted"] and len(searched) == 3
    assert _statuses(_page) == ["proved", "proved", "refuted"] and len(searched) == 3
    assert _statuses(_changed) == ["proved", "proved", "refuted"] and len(searched) == 4


@pytest.mark.parametrize(
    "damage", ["truncated", "no JSON", "another verdict", "a forged verdict", "another certificate"]
)
def test_a_damaged_entry_is_as_good_as_none(
    damage: str, searched: list[str], tmp_path: Path
) -> None:
    _statuses(_page)
    for file in (tmp_path / "kept").glob("??/*.json"):
        text = file.read_text(encoding="utf-8")
        data = json.loads(text)
        if damage == "truncated":
            text = text[: len(text) // 2]
        elif damage == "no JSON":
            text = "\x00"
        else:
            status, messages, evidence = data["verdict"]
            forged = {"proved": "refuted", "refuted": "proved"}[status]
            data["verdict"] = (
                [forged, messages, evidence]
                if damage != "another certificate"
                else [status, messages, {"proof": {}}]
            )
            if damage != "another verdict":
                data["sum"] = cache._sum(data["verdict"])
            text = json.dumps(data)
        file.write_text(text, encoding="utf-8")
    assert _statuses(_page) == ["proved", "proved", "refuted"] and len(searched) == 6


def test_nothing_is_kept_where_nothing_can_be(
    searched: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SYMATTN_CACHE", str(tmp_path / "file" / "below"))
    assert _statuses(_page) == ["proved", "proved", "refuted"]
    monkeypatch.setenv("SYMATTN_CACHE", "off")
    assert (
        cache.folder() is None
        and _statuses(_page) == ["proved", "proved", "refuted"]
        and len(searched) == 6
    )


def test_old_entries_are_removed_where_there_are_too_many(
    searched: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _statuses(_page)
    monkeypatch.setattr(cache, "MOST_ENTRIES", 1)
    cache.tidy()
    assert len(list((tmp_path / "kept").glob("??/*.json"))) == 1
