"""The README's commands print what the README says they print."""
from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from symattn.cli import main

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


@pytest.fixture(autouse=True)
def _kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one command has found, the next replays."""
    monkeypatch.setenv("SYMATTN_CACHE", str(tmp_path_factory.getbasetemp() / "kept"))


@pytest.mark.parametrize("block", BLOCKS, ids=[b.splitlines()[0][2:40] for b in BLOCKS])
def test_console_block(block: str, in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in block.split("$ symattn ")[1:]:
        command, _, expected = part.partition("\n")
        with pytest.raises(SystemExit):
            main(shlex.split(command))
        assert capsys.readouterr().out == expected


def test_the_example_of_ones_own_checks(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source,) = re.findall(r"```python\n(# mine\.py.*?)```", README, re.DOTALL)
    Path("mine.py").write_text(source, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["check", "mine.py"])
    assert not ended.value.code and "4 steps: 3 proved, 1 conditional" in capsys.readouterr().out


def test_the_part_of_1b_that_is_shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    (shown,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    with pytest.raises(SystemExit):
        main(["derive", "1b", "--format", "text"])
    assert shown in capsys.readouterr().out
