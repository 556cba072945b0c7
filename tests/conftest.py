"""The whole book, checked once for all tests that read it."""

from __future__ import annotations

import gc
import json
import os
import tempfile
from pathlib import Path

import pytest

from symattn.checking import lanes
from symattn.checking.processes import SELDOM
from symattn.records.record import CheckedDerivation
from symattn.writing.book import Entry, entries

from .referee import recording

gc.set_threshold(SELDOM)
os.environ["SYMATTN_CACHE"] = (
    "off"  # what is tested is worked out, and the user's cache is left alone
)


ALL_BOUNDS = bool(os.environ.get("SYMATTN_BOUNDS") or os.environ.get("SYMATTN_NIGHTLY"))
LONG = [
    "test_false_twins.py", "test_ledger.py", "test_referee.py", "test_random_vectors.py",
    "test_batches.py", "test_points_built.py", "test_browser.py",
    "test_chance.py", "test_cli.py", "test_numeric.py", "test_pages_commands.py",
    "test_monte_carlo.py", "test_regimes.py", "test_limit_fuzz.py", "test_sympys_own_tests.py",
    "test_documents.py",
    "test_working.py",
    "test_ask.py",
    "test_console.py",
    "test_lines.py",
    "test_certificate_schema.py",
    "test_pages.py",
    "test_plot_command.py",
    "test_installs.py",
    "test_hostile_records.py",
    "test_typst.py",
    "test_erfc_and_pi.py",
]  # fmt: skip
WITH_BOUNDS = (
    "1a",
    "1a-values",
    "1a-gaps",
    "1b",
    "1c.i",
    "1c.ii-a",
    "1d.i",
    "1c.ii-axis",
    "1c.ii-two",
    "1e.i",
    "1e.i-d",
    "1e.ii",
)  # the others take a minute: with SYMATTN_BOUNDS=1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what pages look like now into tests/golden; then read the diff",
    )


def pytest_configure(config: pytest.Config) -> None:
    """With SYMATTN_NIGHTLY=1, what the kernel proves meanwhile is tried by the referee at
    the end.
    """
    if os.environ.get("SYMATTN_NIGHTLY") and not hasattr(config, "workerinput"):
        recording.begin(Path(tempfile.mkdtemp(prefix="symattn-referee-")))
    recording.wrap()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("SYMATTN_NIGHTLY") and not hasattr(session.config, "workerinput"):
        total, tried, wrong = recording.verdict(Path(os.environ[recording.FOLDER]))
        print(
            f"\nreferee: {total} claims proved, {tried} tried at points, {len(wrong)} contradicted"
        )
        print(*wrong, sep="\n")
        if wrong:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long go first, so that two processes end together."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


def shared(tmp_path_factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all processes have which test at the same time."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one command has found, or the book, the next replays."""
    monkeypatch.setenv("SYMATTN_CACHE", str(shared(tmp_path_factory, "kept")))


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CheckedDerivation]:
    """Every derivation of the installed book with its verdicts, by id, and some of them (or all)
    with bounds.

    Processes that test at the same time share the work: one begins at the front, the next at the
    back, and each takes what the other has.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    folder, everything = shared(tmp_path_factory, "book"), entries()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYMATTN_CACHE", str(shared(tmp_path_factory, "kept")))
        found = {
            entry.id: _record(entry, folder)
            for entry in everything[:: -1 if worker[-1:] in set("13579") else 1]
        }
    return {entry.id: found[entry.id] for entry in everything}


def _record(entry: Entry, folder: Path) -> CheckedDerivation:
    file = folder / f"{entry.id}.json"
    if not file.exists():
        record = lanes.check(entry.load(), beside=ALL_BOUNDS or entry.id in WITH_BOUNDS)
        mine = file.with_suffix(f".{os.getpid()}")
        mine.write_text(json.dumps(record.to_json()), encoding="utf-8")
        mine.replace(file)
    return CheckedDerivation.from_json(json.loads(file.read_text(encoding="utf-8")))


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
