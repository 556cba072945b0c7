"""Formulas as people write them, with what a mathematician reads, or a part of the refusal.

The table is plausible_mathematics.txt: sections with declarations; below each formula or paragraph
what is read of it.  `= …` is a claim, `defines …` a definition, `! …` a part of a refusal, `~ …` a
note, `# …` a remark, `? …` a part of a problem.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_reader import read_page

TABLE = Path(__file__).parent / "plausible_mathematics.txt"
Entry = tuple[str, str, tuple[str, ...]]


def entries() -> list[Entry]:
    """Declarations, formula, and what is expected, for each formula of the table."""
    found: list[Entry] = []
    for section in TABLE.read_text(encoding="utf-8").split("\n\n# "):
        head, _, body = section.partition("\n\n")
        declarations = head.partition("\n")[2]
        for block in body.strip().split("\n\n"):
            formula, *expected = block.split("\n")
            found.append((declarations, formula, tuple(line.strip() for line in expected)))
    return found


def page_of(declarations: str, formula: str) -> str:
    """A page with the declarations and the formula; ⏎ is a new line of a paragraph."""
    body = formula.replace("⏎", "\n") if "$" in formula or "⏎" in formula else f"$$\n{formula}\n$$"
    return f"```symattn\n{declarations}\n```\n\n{body}\n"


def said(text: str) -> list[str]:
    """What is read of a page, a line each."""
    page = read_page(parse(text, "markdown"))
    found = [f"? {p.message}" for p in (*page.document.problems, *page.problems)]
    for line in page.lines:
        if line.problem is not None:
            found.append(f"! {line.problem.message}")
        elif line.role == "claim":
            found.append(f"= {line.read}")
        elif line.role == "definition":
            found.append(line.notes[0])
        else:
            found.append(f"({line.role})")
        notes = line.notes if line.problem is None else ()
        found += [f"~ {note}" for note in notes if not note.startswith("defines")]
        found += [f"# {line.remark}"] if line.remark else []
    return found


TABLE_ENTRIES = entries()


def test_the_table_is_long() -> None:
    assert len(TABLE_ENTRIES) >= 450


@pytest.mark.parametrize(
    ("declarations", "formula", "expected"), TABLE_ENTRIES, ids=[e[1] for e in TABLE_ENTRIES]
)
def test_what_is_read(declarations: str, formula: str, expected: tuple[str, ...]) -> None:
    found = said(page_of(declarations, formula))
    assert len(found) == len(expected), found
    for line, part in zip(found, expected):
        assert line == part or (part[0] in "!?" and part in line), found
