"""The examples of docs/pages-syntax.md are read, or refused, as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symattn.reading.documents.loading import parse
from symattn.reading.latex_terms.latex_synonyms import WITH_IDLE_ARGUMENT, WITHOUT_MEANING
from symattn.reading.whole_pages.page_reader import read_page
from symattn.reading.whole_pages.sentence_forms import FORMS

DOCUMENT = Path(__file__).parents[2] / "docs" / "pages-syntax.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
EXAMPLES = [
    re.split(r"\s{2,}", line.strip(), maxsplit=2)
    for block in re.findall(r"```examples\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
]


def test_there_are_examples_of_both_kinds() -> None:
    kinds = [kind for kind, *_ in EXAMPLES]
    assert kinds.count("read") >= 12 and kinds.count("refused") >= 20
    assert set(kinds) == {"read", "refused"}


@pytest.mark.parametrize(("kind", "formula", "said"), EXAMPLES, ids=[e[1] for e in EXAMPLES])
def test_examples(kind: str, formula: str, said: str) -> None:
    found = re.search(r"```symattn\n.*?```", TEXT, re.DOTALL)
    assert found is not None
    body = formula if "$" in formula else f"$$\n{formula}\n$$"
    page = read_page(parse(f"{found.group()}\n\n{body}\n", "markdown"))
    problems = [*page.document.problems, *page.problems]
    problems += [line.problem for line in page.lines if line.problem is not None]
    if kind == "refused":
        assert any(said in p.message for p in problems), problems
        return
    assert problems == []
    claims = [line for line in page.lines if line.role == "claim"]
    reading, _, note = said.partition(" ~ ")
    assert " | ".join(line.read for line in claims) == reading
    assert not note or all(note in line.notes for line in claims)


def test_the_tokens_without_meaning_are_all_listed() -> None:
    listed = TEXT.partition("## Tokens without meaning")[2]
    for token in (*WITHOUT_MEANING, *WITH_IDLE_ARGUMENT):
        assert token == "\\ " or f"`{token}`" in listed or f"`{token}{{" in listed, token
    assert 10 <= len(re.findall(r"^\d+\. ", listed, re.MULTILINE)) <= 30


def test_every_form_of_a_sentence_is_listed() -> None:
    """A form more, or less, is written down."""
    assert len(FORMS) == 13
