"""The commands in README and tour print what stands there.

The README is short; the examples of the help work.
"""

from __future__ import annotations

import doctest
import importlib.util
import re
import shlex
from pathlib import Path

import pytest

from symattn.commands.cli import EXAMPLES, main
from symattn.commands.command_table import HEADINGS, LINES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
DOCS = sorted((ROOT / "docs").glob("*.md")) + sorted((ROOT / "docs" / "tutorials").glob("*.md"))
RUN = {f.stem: f.read_text(encoding="utf-8") for f in (ROOT / "README.md", *DOCS)}
IN_PYTHON = [name for name, text in RUN.items() if "```pycon" in text and name != "python"]


def _maker() -> object:
    spec = importlib.util.spec_from_file_location(
        "examples", ROOT / "docs" / "make" / "examples.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = _maker()
BLOCKS = {
    f"{name} {m.group().splitlines()[0][2:50]} {k}": (
        m.group(),
        MAKER.shown_files(text[: m.start()]),
    )  # type: ignore[attr-defined]
    for name, text in RUN.items()
    for k, m in enumerate(MAKER.BLOCK.finditer(text))  # type: ignore[attr-defined]
}


@pytest.fixture(autouse=True)
def _width(kept: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", MAKER.WIDTH)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", BLOCKS)
def test_console_block(name: str, in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    block, files = BLOCKS[name]
    MAKER.with_files(in_tmp, files)  # type: ignore[attr-defined]
    for words, expected in MAKER.commands(block):  # type: ignore[attr-defined]
        with pytest.raises(SystemExit):
            main(words)
        assert capsys.readouterr().out == expected


@pytest.mark.parametrize("name", IN_PYTHON)
def test_python_examples(name: str, in_tmp: Path) -> None:
    examples = doctest.DocTestParser().get_doctest(RUN[name], {}, name, None, 0)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    runner.run(examples)
    assert not runner.failures


def test_the_example_of_ones_own_checks(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source,) = re.findall(r"```python\n(# mine\.py.*?)```", TOUR, re.DOTALL)
    Path("mine.py").write_text(source, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["check", "mine.py"])
    assert not ended.value.code and "4 steps: 3 proved, 1 conditional" in capsys.readouterr().out


def test_the_part_of_1b_that_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    (shown,) = re.findall(r"```latex\n(.*?)```", README, re.DOTALL)
    with pytest.raises(SystemExit):
        main(["derive", "1b"])
    assert shown in capsys.readouterr().out


def test_the_front_page_is_short() -> None:
    assert len(README.splitlines()) < 150
    for link in re.findall(r"\]\(([^)#:]+)", README + TOUR.replace("](", "](docs/")):
        assert (ROOT / link.replace("docs/../", "")).exists(), link


def test_every_command_stands_under_one_heading() -> None:
    named = [name for names in HEADINGS.values() for name in names]
    assert sorted(named) == sorted(LINES)


@pytest.mark.parametrize("line", [line for line in EXAMPLES.splitlines() if "symattn " in line])
def test_the_examples_of_the_help(
    line: str, in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (in_tmp / "page.tex").write_text("%% symattn: let x: real\n\\[x + 1 > x\\]\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(shlex.split(line)[1:])
    assert ended.value.code in (None, 0, 1) and capsys.readouterr().out
