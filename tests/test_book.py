"""Finding derivations by id."""

from __future__ import annotations

from pathlib import Path

import pytest

from symattn.writing import book
from symattn.writing.book import BookError, entries, read_entries, select


def test_every_question_of_the_notebook_is_there() -> None:
    assert {e.id for e in entries()} >= {
        "1a",
        "1b",
        "1c.i",
        "1c.ii",
        "1d.i",
        "1d.ii",
        "1e.i",
        "1e.ii",
        "2",
        "2g.ii",
        "3",
    }


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("1b", ["1b"]),
        (
            "1c",
            [
                "1c.i",
                "1c.ii",
                "1c.ii-a",
                "1c.i-links",
                "1c.ii-axis",
                "1c.ii-samples",
                "1c.ii-two",
                "1c.ii-a-samples",
            ],
        ),
        (
            "1c.ii",
            ["1c.ii", "1c.ii-a", "1c.ii-axis", "1c.ii-samples", "1c.ii-two", "1c.ii-a-samples"],
        ),
        ("1c.ii.7", ["1c.ii"]),
    ],
)
def test_an_id_names_a_question_a_part_or_a_step(name: str, ids: list[str]) -> None:
    assert [s.entry.id for s in select(name, entries())] == ids


def test_a_decorator_without_literals_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text("@derivation(ID, title='t', source='s')\ndef f(d): pass\n")
    with pytest.raises(BookError, match=r"x\.py:1: expected @derivation\(.* with literal texts"):
        read_entries(file, "x")


def test_a_folder_that_hides_the_book_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "derivations").mkdir()

    class Spec:
        submodule_search_locations = [str(tmp_path / "derivations")]

    monkeypatch.setattr(book.importlib.util, "find_spec", lambda name: Spec())
    with pytest.raises(BookError, match="hides symattn's own book"):
        entries()
