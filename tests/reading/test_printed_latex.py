"""What `symattn derive` prints as LaTeX is a page that says the same, line by line."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from symattn.checking.page_checks import check_page
from symattn.checking.step_verdicts import check_step
from symattn.commands.choosing import records
from symattn.reading.documents.loading import load
from symattn.reading.whole_pages.page_lines import ReadPage
from symattn.reading.whole_pages.page_reader import read_page
from symattn.rendering import PlainLatex, render
from symattn.rendering.formats.latex_rows import TWO_COLUMNS, Width, centimetres
from symattn.writing.step import Step

from .printed import CONDITION_ELSEWHERE, GOLDEN, KEPT, by_derivation, differ, read_text, unchecked
from .same_terms import differences, said

NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
FEW = ("1a-values", "1b", "1c.i", "2g.ii")
FLIPS = 40 if NIGHTLY else 4
# pages with signs in proved rows, where no change of one gives a true line
SIGNED = ("1b", "1ab-halves", "1ab-keys", "1c.i", "1c.ii-a", "1d.ii-a", "1e.i", "1e.i-c", "1e.i-d")


def golden(id: str) -> ReadPage:
    return read_page(load(str(GOLDEN / "tex" / f"{id}.tex")))


@pytest.mark.parametrize("id", KEPT)
def test_a_derivation_with_its_verdicts_reads_back(id: str) -> None:
    page = golden(id)
    lines = list(by_derivation(page))
    assert len(lines) == 1
    assert differ(unchecked()[id], lines[0], page) == []


@pytest.mark.parametrize(
    "width", [TWO_COLUMNS, centimetres(9), centimetres(20)], ids=["twocolumn", "9 cm", "20 cm"]
)
def test_all_in_one_file_read_back_however_wide_the_text(width: Width, tmp_path: Path) -> None:
    book = list(unchecked().values())
    page = read_text(render(PlainLatex(True, width), book), tmp_path, "book.tex")
    parts = list(by_derivation(page))
    assert len(parts) == len(book)
    for record, lines in zip(book, parts):
        assert differ(record, lines, page) == []


@pytest.mark.parametrize("id", KEPT if NIGHTLY else FEW)
def test_the_verdicts_are_the_same(id: str, kept: None) -> None:
    record = next(one for one in records(id) if one.id == id)
    checked = {one.line.tag: one for one in check_page(golden(id)).lines}
    for step in record.steps:
        found = checked[str(step.number)]
        status = found.step.verdict.status if found.step is not None else "outside"
        same = (step.verdict.status,) * 2
        name = f"{id}.{step.number}"
        assert (step.verdict.status, status) == CONDITION_ELSEWHERE.get(name, same), name
    for tag, one in checked.items():
        assert "'" not in tag or one.verdict == "proved"


def test_lines_in_words_are_outside() -> None:
    lines = [line for line in golden("1e.ii").lines if line.role == "outside"]
    assert [line.tag for line in lines] == ["1", "2"]


SIGN = re.compile(r" ([+-]) ")
ROW = re.compile(r"^.*&= .*\\tag\{(\d+) \$\\checkmark\$\}", re.MULTILINE)


def flipped(text: str, rng: random.Random) -> tuple[str, str]:
    """A page with one sign changed in a line that is proved, and the number of that line."""
    rows = [
        (m, sign) for m in ROW.finditer(text) for sign in SIGN.finditer(m[0].split(r"\text")[0])
    ]
    row, sign = rng.choice(rows)
    at = row.start() + sign.start(1)
    return text[:at] + {"+": "-", "-": "+"}[text[at]] + text[at + 1 :], row.group(1)


@pytest.mark.parametrize("seed", range(FLIPS))
def test_a_sign_that_was_changed_makes_that_line_false_and_no_other(
    seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    id = rng.choice(SIGNED)
    text = (GOLDEN / "tex" / f"{id}.tex").read_text(encoding="utf-8")
    changed, number = flipped(text, rng)
    before, after = golden(id), read_text(changed, tmp_path, "changed.tex")
    assert not after.problems
    lines = zip(next(by_derivation(before)).items(), next(by_derivation(after)).items())
    others = []
    for (tag, one), (same, other) in lines:
        assert tag == same
        if one.role == "outside":
            continue
        assert one.goal and one.context and other.goal and other.context
        was = said(one.context, one.goal, before.letters)
        if differences(was, said(other.context, other.goal, after.letters)):
            others.append(tag)
            verdict = check_step(Step(1, other.goal), other.context)
            assert verdict.status in ("refuted", "conditional"), other.latex
    assert others == [number]
