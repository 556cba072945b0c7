"""The whole book, checked once for all tests that read it."""
from __future__ import annotations

import os
from pathlib import Path

import pytest

from symattn import checking
from symattn.book import entries
from symattn.record import CheckedDerivation

os.environ["SYMATTN_CACHE"] = "off"  # what is tested is worked out, and the user's cache is left alone


@pytest.fixture(scope="session")
def book() -> dict[str, CheckedDerivation]:
    """Every derivation of the installed book with its verdicts, by id."""
    return {entry.id: checking.check(entry.load()) for entry in entries()}


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a test does touches the user's files."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))


@pytest.fixture
def in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    assert os.getcwd() == str(tmp_path)
    return tmp_path
