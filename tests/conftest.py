"""What all tests share: the whole book, checked once, and the share of long tests that runs by day.

Where all tests are run, one in 24 of those in files that take long is; SYMATTN_SHARE=0 to 23
says which. Even shares replay the proofs that come with the book, the odd ones search for them.
All tests are run with SYMATTN_NIGHTLY=1, and where files are named.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from symattn.checking import lanes
from symattn.checking.garbage import SELDOM
from symattn.records.record import CheckedDerivation
from symattn.writing.book import Entry, entries

from .referee import recording

gc.set_threshold(SELDOM)
# What a test says never depends on how busy the machine is.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
# A shell that starts the tests in the background has what they start ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["SYMATTN_CACHE"] = (
    "off"  # what is tested is worked out, and the user's cache is left alone
)


ALL_BOUNDS = bool(os.environ.get("SYMATTN_BOUNDS") or os.environ.get("SYMATTN_NIGHTLY"))
LONG = """
    equalities_of_sums library bounds_of_sums in_chromium live_pages tangent_sums types_and_help
    written_out turned_assumptions in_a_host lines functions_of_members pytest_plugin
    other_spellings lemmas installs serving pictures general_claims printed_latex building
    slopes_at_zero plausible_mathematics quick_start referee points_built checker documents
    console factored grade fewer by_parts batches notebook golden roots_in_cells
    rules_by_numbers class_index bound_rules pages_commands printed_pages limit_points
    limit_fuzz cli pages ask random_families words notebook_cells page_commands known_values
    declared_families browser results regimes no_silent_misreading working mutations reading
    sums_as_numbers named_exponents hostile_records erfc_and_pi repaired_source judged_files
    roots_of_squares every laws_of_cutting log_sum_exp_limits irrational_points algebraic_points
    batch false_twins certificate_schema ledger arctan_and_softplus typst equivalences
    plot_command sympys_own_tests mean_bounds printed_markdown determinism bounds numbers_by_arb
    undone_and_long second_opinion latex_math squeezed mathml numeric ties reductions
    reasons_in_words limits_refute_limits notebooks softmax_dependence random_vectors chance
    pages_in_html formulas_once family_fuzz monte_carlo vectors_and_matrices latex
    vanishing_exponents near_ties roots book_proofs sympy_names no_page_is_too_broken equations
    latex_plain sizes given_events edits repairs founding_page conditions error_function html
    refusals family_bounds odd_arguments effort factoring book_pages schemas expected_claims
    sentences terms derivatives sizes_wanted every_rule dependent_events separating_conditions
    said_besides sums_in_names nothing_learnt sympy_on_terms formats sums_of_positive powers
    marked_pages sympy_traps links derivatives_by_members text syntax_document
    fractions_of_members sums_of_fractions many_factors named_maxima cofactors kept_pages
    members_meant sums_of_outer_products variances_between_bounds
    roots_of_sums kinked_sums bounds_of_weighted_sums standard_deviations lengths_of_vectors
    what_a_reload_shows whole_families exponentials_from_facts
""".split()  # files, those that take longest first
SHARES = 24  # of the tests in these files, a share is run by day
WITH_BOUNDS = (
    "1a",
    "1a-values",
    "1a-gaps",
    "1b",
    "1c.ii-two",
    "1e.i-d",
)  # the others take minutes: with SYMATTN_BOUNDS=1


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
    elif config.args_source is not config.ArgsSource.ARGS and not hasattr(config, "workerinput"):
        os.environ.setdefault("SYMATTN_SHARE", "0")
    recording.wrap()


def pytest_report_header() -> str | None:
    """Which share of the long tests is run."""
    share = _share()
    if share is None:
        return None
    return (
        f"symattn: of files that take long, share {share} of {SHARES} (another: SYMATTN_SHARE; "
        "all: SYMATTN_NIGHTLY=1, or name the files)"
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("SYMATTN_NIGHTLY") and not hasattr(session.config, "workerinput"):
        total, tried, wrong = recording.verdict(Path(os.environ[recording.FOLDER]))
        print(
            f"\nreferee: {total} claims proved, {tried} tried at points, {len(wrong)} contradicted"
        )
        print(*wrong, sep="\n")
        if wrong:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A share of long tests; files that take long go first, so that two processes end together."""
    share, place = _share(), {f"test_{name}.py": k for k, name in enumerate(LONG)}
    if share is not None:
        left = {
            item
            for item in items
            if item.path.name in place and zlib.crc32(item.name.encode()) % SHARES != share
        }
        config.hook.pytest_deselected(items=[item for item in items if item in left])
        items[:] = [item for item in items if item not in left]
    items.sort(key=lambda item: place.get(item.path.name, len(LONG)))


def _share() -> int | None:
    """The share of long tests that is run; None for all."""
    said = os.environ.get("SYMATTN_SHARE", "")
    return int(said) if said in map(str, range(SHARES)) else None


def shared(tmp_path_factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all processes have which test at the same time."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one command has found, or the book, the next replays."""
    _keep(monkeypatch, shared(tmp_path_factory, "kept"))


def _keep(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """A folder for what is found; where proofs are searched for, those of the book are not seen."""
    patch.setenv("XDG_CACHE_HOME", str(folder))
    if book_is_searched():
        patch.setenv("SYMATTN_CACHE", str(folder / "symattn"))
    else:
        patch.delenv("SYMATTN_CACHE", raising=False)


def book_is_searched() -> bool:
    """Whether the book's proofs are searched for, and not replayed."""
    share = _share()
    return share is None or share % 2 == 1


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CheckedDerivation]:
    """Every derivation of the notebook with its verdicts, by id, and some of them (or all) with
    bounds; of the library one, tests/derivations/test_library.py has the others.

    Processes that test at the same time share the work: one begins at the front, the next at the
    back, and each takes what the other has.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    folder = shared(tmp_path_factory, "book")
    everything = [e for e in entries() if not e.in_library or e.id == "hard-attention"]
    with pytest.MonkeyPatch.context() as patch:
        _keep(patch, shared(tmp_path_factory, "kept"))
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
