"""Pages that symattn prints, without a check: every line passes for proved."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from symattn.reading.documents.loading import load
from symattn.reading.whole_pages.page_lines import PageLine, ReadPage
from symattn.reading.whole_pages.page_reader import read_page
from symattn.records.record import CheckedDerivation, CheckedStep, Verdict
from symattn.writing.book import entries

from .same_terms import differences, said

GOLDEN = Path(__file__).parent.parent / "golden"
# Its condition is about w and δ, of which the line does not speak: on a page it is false.
CONDITION_ELSEWHERE = {"1a.1": ("conditional", "refuted")}
IDS = [entry.id for entry in entries()]
# those whose pages with verdicts are kept as files
KEPT = [id for id in IDS if (GOLDEN / "tex" / f"{id}.tex").exists()]


@lru_cache(maxsize=1)
def unchecked() -> dict[str, CheckedDerivation]:
    """The book as it is written, by id."""
    return {entry.id: _unchecked(entry.load(), entry.title, entry.source) for entry in entries()}


def _unchecked(derivation: object, title: str, source: str) -> CheckedDerivation:
    context, steps = derivation.steps()  # type: ignore[attr-defined]
    marked = tuple(
        CheckedStep(
            s.number, s.goal, s.why, Verdict("outside" if s.goal is None else "proved"),
            text=s.text, heading=s.heading, remark=s.remark, written=s.written, expect=s.expect,
        )
        for s in steps
    )  # fmt: skip
    return CheckedDerivation(derivation.id, title, source, context, marked)  # type: ignore[attr-defined]


def read_text(text: str, folder: Path, name: str) -> ReadPage:
    """The page that a text is, as a file of this name."""
    (folder / name).write_text(text, encoding="utf-8")
    return read_page(load(str(folder / name)))


def by_derivation(page: ReadPage) -> Iterator[dict[str, PageLine]]:
    """The lines of each derivation on a page by their numbers; every claim has one."""
    mine: dict[str, PageLine] = {}
    for line in page.lines:
        if line.role == "claim":
            assert line.tag, f"a claim without a number: {line.latex}"
        if line.tag == "1" and mine:
            yield mine
            mine = {}
        if line.tag:
            assert line.tag not in mine
            mine[line.tag] = line
    yield mine


def differ(record: CheckedDerivation, lines: dict[str, PageLine], page: ReadPage) -> list[str]:
    """What a page says otherwise than the derivation; repaired lines are lines of their own."""
    found = []
    own = {tag: line for tag, line in lines.items() if "'" not in tag}
    if list(own) != [str(step.number) for step in record.steps]:
        found.append(f"numbers: {list(own)}")
    for step in record.steps:
        line = own.get(str(step.number))
        if line is None:
            continue
        where = f"{record.id}.{step.number}"
        if step.goal is None:
            if line.role != "outside":
                found.append(f"{where}: {line.role}")
        elif line.goal is None or line.context is None:
            found.append(f"{where}: {line.problem}")
        else:
            one = said(record.context, step.goal)
            other = said(line.context, line.goal, page.letters)
            found += [f"{where}: {part}" for part in differences(one, other)]
    found += [f"{tag}: {line.problem}" for tag, line in lines.items() if line.problem]
    found += [p.message for p in (*page.problems, *page.document.problems)]
    return found
