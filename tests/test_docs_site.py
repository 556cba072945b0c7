"""The site of the documents has all that it promises: every command, setting, name and message."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import symattn
from symattn.commands.command_table import LINES
from symattn.reading.whole_pages.shipped_settings import names
from symattn.words.reasons import FAR, WHY

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = {
    "commands": "commands", "python": "interface",
    "settings": "setting_pages", "messages": "messages",
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, Any]]:
    """The programs that make the pages of reference/, by the page."""
    sys.path.insert(0, str(DOCS / "make"))
    yield {page: importlib.import_module(program) for page, program in REFERENCE.items()}
    sys.path.remove(str(DOCS / "make"))


def test_every_command_has_its_section(made: dict[str, Any]) -> None:
    text = made["commands"].page()
    assert re.findall(r"^### symattn (\S+)$", text, re.MULTILINE) == list(LINES)
    assert "`--certificates DIRECTORY`" in text and "\b" not in text


def test_every_setting_has_its_section_with_a_page(made: dict[str, Any]) -> None:
    text = made["settings"].page()
    assert set(re.findall(r"^## (\S+)$", text, re.MULTILINE)) == set(names())
    assert text.count("````markdown") == len(names())


def test_every_name_of_the_interface_has_its_section(made: dict[str, Any]) -> None:
    text = made["python"].page()
    offered = {name for name in symattn.__all__ if name != "__version__"}
    assert set(re.findall(r"^### (\S+)$", text, re.MULTILINE)) == offered
    assert "'Iterable[str]'" not in text and "let: Iterable[str] = ()," in text


def test_every_reason_has_something_to_do(made: dict[str, Any]) -> None:
    advice = importlib.import_module("advice")
    assert set(advice.REASONS) == {*WHY, *FAR}
    assert all(made["messages"].reason(name) for name in advice.REASONS)


def test_every_label_has_something_to_do(made: dict[str, Any]) -> None:
    said = "".join(f.read_text(encoding="utf-8") for f in (ROOT / "symattn/words").glob("*.py"))
    labels = set(re.findall(r'\bmessage\(\s*"([^"]+)"', said))
    assert labels and labels <= set(importlib.import_module("advice").LABELS)


def test_refusals_of_the_code_are_found(made: dict[str, Any], tmp_path: Path) -> None:
    code = tmp_path / "one.py"
    code.write_text(
        '"""One thing: more."""\n'
        'NO = "there is no such thing"\n'
        "def f(x, at):\n"
        '    raise FormulaError(f"{x} is not what was expected", *at)\n'
        "    raise PageError(NO)\n"
        '    return self.error("words in two parts, " + x)\n'
        '    raise ValueError("of the code itself, which no user sees")\n'
        '    print("not a refusal at all")\n'
    )
    assert made["messages"].about(code) == "One thing"
    assert made["messages"].refusals(code) == [
        "… is not what was expected",
        "there is no such thing",
        "words in two parts, …",
    ]


@pytest.mark.parametrize("room", ["reading", "asking", "commands", "writing", "grading"])
def test_messages_that_users_see_stand_in_the_reference(made: dict[str, Any], room: str) -> None:
    folders = {folder.split("/")[0] for _, some, _ in made["messages"].PARTS for folder in some}
    assert room in folders


def test_pages_link_to_what_there_is() -> None:
    """Every link between documents, and every page is in a table of contents."""
    pages = [f for f in DOCS.rglob("*.md") if not {"make", "reference"} & set(f.parts)]
    assert len(pages) > 20
    for page in pages:
        text = re.sub(r"^(`{3,}).*?^\1", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
        for link in re.findall(r"\]\((?!\w+:)([^)#\s]+)", re.sub(r"`[^`\n]*`", "", text)):
            made = link.rpartition("reference/")[2].removesuffix(".md") in REFERENCE
            assert made or (page.parent / link).exists(), f"{page.name}: {link}"
    contents = "".join(
        (DOCS / f).read_text(encoding="utf-8") for f in ("index.md", "how-it-works.md")
    )
    for page in DOCS.glob("*.md"):
        assert page.stem == "index" or page.stem in contents, page.name


def test_tutorials_are_short() -> None:
    found = list((DOCS / "tutorials").glob("*.md"))
    assert {f.stem for f in found} == {"student", "teacher", "researcher", "programmer"}
    for file in found:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 120, file.name


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_completion_in_bash_is_as_documented(tmp_path: Path) -> None:
    text = (DOCS / "completion.md").read_text(encoding="utf-8")
    (line,) = re.findall(r'^eval "\$\(_SYMATTN_COMPLETE=bash_source symattn\)"$', text, re.M)
    command = tmp_path / "symattn"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m symattn "$@"\n')
    command.chmod(0o755)
    script = f"{line}\nCOMP_WORDS=(symattn ch) COMP_CWORD=1\n_symattn_completion symattn\n"
    script += 'echo "${COMPREPLY[@]}"\n'
    script += 'COMP_WORDS=(symattn derive --format "") COMP_CWORD=3 COMPREPLY=()\n'
    script += '_symattn_completion symattn\necho "${COMPREPLY[@]}"\n'
    paths = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, **paths},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.splitlines()
    assert first == "check" and "latex" in second.split() and "html" in second.split()
