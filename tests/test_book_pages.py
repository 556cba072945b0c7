"""The pages that come with the book: what its functions write, read without running them."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from symattn.checking import book_pages
from symattn.writing import book
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


def _parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that are parsed from here on."""
    parsed: list[str] = []

    def entries_of(data: bytes, file: Path, module: str) -> list[Entry]:
        parsed.append(module)
        return parse(data, file, module)

    parse = book._entries
    monkeypatch.setattr(book, "_entries", entries_of)
    return parsed


def test_the_list_says_what_the_decorators_say(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = _parsed(monkeypatch)
    listed = entries()
    assert listed and not parsed, "run python docs/make/proofs.py --pages"
    monkeypatch.setattr(book, "_listed", lambda root: {})
    assert entries() == listed and parsed


def test_a_module_that_has_changed_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    one.write_text('@derivation("a", title="A", source="s")\ndef a(d): ...\n')
    two.write_text('@derivation("b", title="B", source="s")\ndef b(d): ...\n')
    (tmp_path / book.LISTED).write_text(book.listing(tmp_path, "mine"))
    monkeypatch.setattr(book, "packages", lambda: ["mine"])
    monkeypatch.setattr(book, "root_of", lambda package: tmp_path)
    parsed = _parsed(monkeypatch)
    assert [e.id for e in entries()] == ["a", "b"] and not parsed
    one.write_text(one.read_text().replace('"a"', '"c"'))
    assert [e.id for e in entries()] == ["c", "b"] and parsed == ["mine.one"]


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"%s": 1}', '{"%s": ["abc"]}', '{"%s": [[]]}'])
def test_a_damaged_list_is_as_good_as_none(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "one.py"
    module.write_text('@derivation("a", title="A", source="s")\ndef a(d): ...\n')
    stamp = book._stamp(module.read_bytes())
    (tmp_path / book.LISTED).write_text(text.replace("%s", stamp))
    monkeypatch.setattr(book, "packages", lambda: ["mine"])
    monkeypatch.setattr(book, "root_of", lambda package: tmp_path)
    assert [e.id for e in entries()] == ["a"]


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
