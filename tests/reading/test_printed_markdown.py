"""`symattn derive ID --format page-markdown` is a page that says the same, line by line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from symattn.checking.page_checks import check_page
from symattn.commands.choosing import records
from symattn.language import Context, Family, IndexSet, Scalar, Term, number
from symattn.records.record import CheckedDerivation, CheckedStep, Verdict
from symattn.rendering import FORMATS

from .printed import CONDITION_ELSEWHERE, IDS, by_derivation, differ, read_text, unchecked

NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
FEW = ("1a-values", "1b", "1c.i", "2g.ii")


@pytest.mark.parametrize("id", IDS)
def test_a_derivation_reads_back(id: str, tmp_path: Path) -> None:
    record = unchecked()[id]
    page = read_text(FORMATS["page-markdown"]([record]), tmp_path, "page.md")
    (lines,) = by_derivation(page)
    assert differ(record, lines, page) == []
    meant = {tag for tag, line in lines.items() if line.expect == "refuted"}
    assert meant == {str(s.number) for s in record.steps if s.expect == "refuted"}


def test_all_in_one_file_read_back(tmp_path: Path) -> None:
    book = list(unchecked().values())
    page = read_text(FORMATS["page-markdown"](book), tmp_path, "book.md")
    parts = list(by_derivation(page))
    assert len(parts) == len(book)
    for record, lines in zip(book, parts):
        assert differ(record, lines, page) == []


@pytest.mark.parametrize("id", IDS if NIGHTLY else FEW)
def test_with_its_remarks_it_reads_back_and_the_verdicts_are_the_same(
    id: str, kept: None, tmp_path: Path
) -> None:
    record = next(one for one in records(id) if one.id == id)
    page = read_text(FORMATS["page-markdown"]([record]), tmp_path, "page.md")
    (lines,) = by_derivation(page)
    assert differ(record, lines, page) == []
    checked = {one.line.tag: one for one in check_page(page).lines}
    for step in record.steps:
        found = checked[str(step.number)]
        status = found.step.verdict.status if found.step is not None else "outside"
        same = (step.verdict.status,) * 2
        name = f"{id}.{step.number}"
        assert (step.verdict.status, status) == CONDITION_ELSEWHERE.get(name, same), name
    for tag, one in checked.items():
        assert "'" not in tag or one.verdict == "proved"


def scalar(name: str) -> Term:
    return Term("scalar", (name,))


LINKED = Context(
    scalars=(Scalar(r"\alpha"), Scalar(r"\beta"), Scalar("x")),
    facts=(
        Term(">", (scalar(r"\alpha"), number(0))), Term(">", (scalar(r"\beta"), number(0))),
        Term("<", (scalar("x"), scalar(r"\beta"))),
    ),
    limit=(r"\beta",),
    links=(Term("*", (scalar(r"\alpha"), Term("^", (scalar(r"\beta"), number(2))))),),
)  # fmt: skip
COUNTED = Context(
    index_sets=(IndexSet("A", number(3), ("a",), "i"),),
    families=(Family("x", "A", "scalar"),),
    facts=(Term(">", (Term("entry", ("x", Term("index", ("a",)))),
                      Term("entry", ("x", Term("index", ("i",)))))),),
)  # fmt: skip


@pytest.mark.parametrize("form, name", [("page-markdown", "page.md"), ("latex", "page.tex")])
@pytest.mark.parametrize(
    "context, goal",
    [
        (LINKED, Term("→", (Term("exp", (LINKED.links[0],)), number(1)))),
        (COUNTED, Term("≥", (Term("most", ("j", "A", Term("entry", ("x", Term("index", ("j",)))))),
                             Term("entry", ("x", Term("index", ("a",))))))),
    ],
    ids=["a link", "three numbers"],
)  # fmt: skip
def test_what_the_book_lacks(
    context: Context, goal: Term, form: str, name: str, tmp_path: Path
) -> None:
    step = CheckedStep(1, goal, "", Verdict("proved"))
    record = CheckedDerivation("mine", "Mine", "", context, (step,))
    page = read_text(FORMATS[form]([record]), tmp_path, name)
    (lines,) = by_derivation(page)
    assert differ(record, lines, page) == []


def test_a_page_may_say_which_numbered_lines_are_outside(tmp_path: Path) -> None:
    text = FORMATS["page-markdown"]([unchecked()["1b"]])
    changed = text.replace("```symattn\n", "```symattn\noutside (3)\nfalse (4), (5)\n", 1)
    (lines,) = by_derivation(read_text(changed, tmp_path, "page.md"))
    assert lines["3"].role == "outside" and lines["3"].goal is None
    assert [tag for tag, line in lines.items() if line.expect == "refuted"] == ["4", "5"]
