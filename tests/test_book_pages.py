"""The pages that come with the book: what its functions write, read without running them."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from symattn.checking import book_pages
from symattn.writing.book import Entry, entries

FILE = Path(__file__).parents[1] / "derivations" / book_pages.FILE


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Entry:
    """The first entry, nothing having been read yet and no cache chosen."""
    monkeypatch.delenv("SYMATTN_CACHE", raising=False)
    book_pages._pages.cache_clear()
    return entries()[0]


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    book_pages._pages.cache_clear()


def test_they_are_what_the_functions_write(fresh: Entry) -> None:
    for entry in entries():
        found = book_pages.find(entry)
        assert found is not None, "run python docs/make/proofs.py --pages"
        context, steps = entry.load().steps()
        assert found == (context, steps), f"{entry.id}: run python docs/make/proofs.py --pages"


def test_a_chosen_cache_has_no_pages(fresh: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMATTN_CACHE", "off")
    assert book_pages.find(fresh) is None


def test_pages_of_other_sources_do_not_count(fresh: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_pages, "digest", lambda package: "another")
    assert book_pages.find(fresh) is None and book_pages.written(fresh)[1]


DAMAGED = {
    "empty": b"",
    "no gzip": b"no gzip",
    "a list": gzip.compress(b"[]"),
    "without a digest": gzip.compress(b"{}"),
    "cut off": FILE.read_bytes()[:-100],
}


# Names of their own: a name made of the bytes would have the time of packing in it.
@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_as_good_as_none(
    data: bytes, fresh: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / book_pages.FILE).write_bytes(data)
    monkeypatch.setattr(book_pages, "root_of", lambda package: tmp_path)
    assert book_pages.find(fresh) is None


def test_the_file_is_written_the_same_twice(tmp_path: Path) -> None:
    pages = [(entry.id, entry.load().steps()) for entry in entries()[:2]]
    book_pages.write(tmp_path / "one", "derivations", pages)
    book_pages.write(tmp_path / "two", "derivations", reversed(pages))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_question_and_the_book_need_no_sympy() -> None:
    command = (
        "import sys; from symattn.commands.cli import main\n"
        "try: main(%r)\n"
        "except SystemExit: pass\n"
        "assert 'sympy' not in sys.modules"
    )
    environment = {"PYTHONPATH": str(FILE.parents[1]), "HOME": "/nowhere"}
    for arguments in (["ask", "x**4 + 1 > 0", "--let", "x: real"], ["derive", "1b"]):
        run = subprocess.run(
            [sys.executable, "-c", command % arguments], env=environment, capture_output=True
        )
        assert run.returncode == 0, run.stderr.decode()
