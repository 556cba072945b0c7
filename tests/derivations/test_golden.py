"""Every derivation in every format, as it looked when someone last read it.

`pytest --rewrite-golden tests/derivations/test_golden.py`, and read the diff.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from symattn.records.record import CheckedDerivation
from symattn.rendering import Html, Latex, Markdown, PlainLatex, Text, render
from symattn.rendering.formats.as_json import with_words
from symattn.rendering.formats.typst import LAYOUT, Typst

from ..conftest import WITH_BOUNDS

GOLDEN = Path(__file__).parent.parent / "golden"


def html(record: CheckedDerivation) -> str:
    """What is said of the derivation.

    The style sheet, the script and the packed certificates have tests of their own.
    """
    body = render(Html(), [record]).split("<main>\n")[1].split("\n</main>")[0]
    body = re.sub(r"<section class=certificates>.*?</section>", "", body, flags=re.DOTALL)
    return re.sub(r"(<tr|<p class|<details|<article)", r"\n\1", body).strip() + "\n"


def typst(record: CheckedDerivation) -> str:
    """Without the layout."""
    return render(Typst(), [record]).split(LAYOUT)[1].lstrip()


def as_json(record: CheckedDerivation) -> str:
    """A step a line, certificates left out.

    Which of several is found first may change with the search.
    """
    data = with_words(record)
    steps = [
        json.dumps(step | {"evidence": sorted(step["evidence"] or {})}, ensure_ascii=False)
        for step in data["steps"]
    ]
    return json.dumps(data | {"steps": []}, ensure_ascii=False) + "\n" + "\n".join(steps) + "\n"


FORMATS: dict[str, Callable[[CheckedDerivation], str]] = {
    "tex": lambda r: render(PlainLatex(), [r]), "sty": lambda r: render(Latex(), [r]),
    "txt": lambda r: render(Text(100), [r]), "md": lambda r: render(Markdown(), [r]), "html": html,
    "json": as_json, "typ": typst,
}  # fmt: skip
FEW = {"sty": ("1b", "1c.ii", "2")}  # of the typeset style, which has the same words


def of_format(name: str, book: dict[str, CheckedDerivation]) -> dict[str, CheckedDerivation]:
    return {id: record for id, record in book.items() if id in FEW.get(name, book)}


def settled(record: CheckedDerivation) -> CheckedDerivation:
    """The record as all runs have it: bounds only where the book's fixture always looks
    for them.
    """
    if record.id in WITH_BOUNDS:
        return record
    bare = []
    for step in record.steps:
        evidence = (
            {k: v for k, v in step.verdict.evidence.items() if k != "bounds"}
            if step.verdict.evidence
            else step.verdict.evidence
        )
        bare.append(replace(step, verdict=replace(step.verdict, evidence=evidence)))
    return replace(record, steps=tuple(bare))


@pytest.mark.parametrize("name", FORMATS)
def test_pages_look_as_they_did(
    name: str, book: dict[str, CheckedDerivation], request: pytest.FixtureRequest
) -> None:
    rewrite = request.config.getoption("--rewrite-golden")
    folder, changed = GOLDEN / name, []
    folder.mkdir(parents=True, exist_ok=True)
    for id, record in of_format(name, book).items():
        page, file = FORMATS[name](settled(record)), folder / f"{id}.{name}"
        if rewrite:
            file.write_text(page, encoding="utf-8")
        elif not file.is_file() or file.read_text(encoding="utf-8") != page:
            changed.append(id)
    assert changed == [], (
        f"{name}: these look different; if it is meant, run pytest --rewrite-golden "
        "tests/derivations/test_golden.py and read the diff"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_left_over(name: str, book: dict[str, CheckedDerivation]) -> None:
    assert {f.name for f in (GOLDEN / name).iterdir()} == {
        f"{id}.{name}" for id in of_format(name, book)
    }
