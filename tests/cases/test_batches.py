"""Several things to check: one that is wrong costs a line, and takes nothing from the others."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from symattn.checking import lanes, stranger
from symattn.commands import check
from symattn.commands.cli import main

HEAD = "from sympy import exp\nfrom symattn.writing.derivation import derivation\n"
BODY = """
@derivation("{id}", title="t", source="s")
def {id}(d):
    x = d.real("x")
    {line}
    d.step(x + 1, ">", x)
"""


def write(name: str, **lines: str) -> None:
    """A file of derivations, each with a line of its own."""
    Path(name).write_text(
        HEAD + "".join(BODY.format(id=id, line=line) for id, line in lines.items()),
        encoding="utf-8",
    )


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(argv))
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_good_results_are_never_lost(
    in_tmp: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stranger, "BODY_SECONDS", 1.5)
    write("good.py", good="pass")
    write("broken.py", broken="y")
    write("several.py", first="pass", loops="while True: pass", last="pass")
    write("good2.py", good2="d.step(x, '=', 1)")
    status, out, err = run(
        capsys, "check", "good.py", "1a-gasp", "broken.py", "several.py", "nowhere.py", "good2.py"
    )
    lines = err.splitlines()
    said = (
        "there is no derivation '1a-gasp'",
        "nowhere.py: there is no such file",
        "broken.py:7: broken: NameError: name 'y'",
        "several.py:13: loops: did not come to an end in 2 seconds of work",
    )
    assert (
        status == 2 and len(lines) == 4 and all(words in line for words, line in zip(said, lines))
    ), err
    assert [line.split()[0] for line in out.splitlines() if line.endswith("  t")] == [
        "good",
        "first",
        "last",
        "good2",
    ]
    assert out.splitlines()[-2:] == [
        "5 steps: 4 proved, 1 false",
        "1 verdict is not the declared one (where none is declared: proved); "
        "4 things could not be checked",
    ]


def test_good_results_are_never_lost_as_json(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("good.py", good="pass")
    write("broken.py", broken="y")
    status, out, err = run(
        capsys, "check", "--format", "json", "broken.py", "good.py", "--certificates", "saved"
    )
    assert (
        status == 2
        and "NameError" in err
        and [r["id"] for r in json.loads(out)] == ["good"]
        and Path("saved/good.json").is_file()
    )
    assert run(capsys, "check", "--format", "json", "nowhere.py")[:2] == (2, "[]\n")


WRONG = {
    "import sys; sys.exit()": "odd0: ends the process while it is read; expected derivations only",
    "raise KeyboardInterrupt": "odd1: KeyboardInterrupt",
    "raise ValueError('two\\n    lines \\x1b[31m')": "odd2: ValueError: two lines �[31m",
    "[0] * 10**12": "odd3: MemoryError",
    "print('x' * 10**6); y": "odd4: NameError: name 'y' is not defined",
    "d.step(x, '=', d)": "odd5: ",
}


def test_derivations_that_go_wrong(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In whatever way: a line for each, and the others are checked."""
    write("odd.py", **{f"odd{k}": line for k, line in enumerate(WRONG)}, well="pass")
    status, out, err = run(capsys, "check", "odd.py")
    lines = err.splitlines()
    assert (
        status == 2
        and len(lines) == len(WRONG)
        and all(words in line for words, line in zip(WRONG.values(), lines))
    ), err
    assert "✓ well.1" in out


@pytest.mark.parametrize("line, words", {
    "import os; os._exit(3)": "odd.py: odd, after: the process that ran it ended with status 3",
    "import os; os._exit(0)": "the derivations before, odd, after; running the file gave before",
    "import os; os.kill(os.getpid(), 11)": "after: the process that ran it ended with status -11",
}.items(), ids=lambda v: v[:40])  # fmt: skip
def test_a_derivation_that_ends_its_process(
    line: str, words: str, in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("odd.py", before="pass", odd=line, after="pass")
    status, out, err = run(capsys, "check", "odd.py")
    assert status == 2 and words in err and len(err.splitlines()) == 1 and "✓ before.1" in out, err


@pytest.mark.parametrize("limit", ["STALLED_SECONDS", "FILE_SECONDS"])
def test_a_file_that_takes_too_long(
    limit: str, in_tmp: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stranger, limit, 1.0)
    write("long.py", slow="import time; time.sleep(60)")
    status, out, err = run(capsys, "check", "long.py")
    assert (
        status == 2
        and out == ""
        and "long.py: slow: was stopped after" in err
        and "a loop that does not end, or too much for one file?" in err
    )


def test_what_is_at_work_is_told(in_tmp: Path) -> None:
    write("mine.py", mine="import time; time.sleep(0.5)")
    told: list[tuple[str, float]] = []
    stranger.check_file(Path("mine.py"), tell=lambda said, spent: told.append((said, spent)))
    assert ("mine", 0.0) in told and any(said == "mine" and spent > 0.1 for said, spent in told)


def test_a_broken_derivation_of_the_book(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from symattn.writing.step import AuthoringError

    def written(derivation: Any, only: Any, sound: Any = lanes.prepared) -> Any:
        if derivation.id == "1a-gaps":
            raise AuthoringError("nothing good", "book.py", 3, derivation.id)
        return sound(derivation, only)

    monkeypatch.setattr(lanes, "prepared", written)
    status, out, err = run(capsys, "check", "1a-values", "1a-gaps", "1a-bound.1", "1a-bound.9")
    assert status == 2 and out.count("✓") == 3
    assert (
        err == "symattn: book.py:3: 1a-gaps: nothing good\n"
        "symattn: there is no step 1a-bound.9; the last one is 1a-bound.2\n"
    )


def test_a_site_of_what_is_well(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("broken.py", broken="y")
    status, out, err = run(
        capsys, "report", "broken.py", "1a-bound.1", "--to", "site", "--no-pictures"
    )
    assert (
        status == 2
        and out == "site/index.html: 1 derivation\n"
        and "NameError" in err
        and (in_tmp / "site" / "1a-bound.html").is_file()
    )


def test_certificates_of_what_can_be_read(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("broken.json").write_text("{", encoding="utf-8")
    assert run(capsys, "check", "1a-bound", "--certificates", "saved")[0] == 0
    status, out, err = run(capsys, "verify", "broken.json", "saved/1a-bound.json", "nowhere.json")
    assert status == 2 and "\n1a-bound: 2 of 2 verdicts replayed" in out
    assert [line.split(": ")[1] for line in err.splitlines()] == ["broken.json", "nowhere.json"]


# ---- Ctrl-C --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("finished", [0, 1])
def test_ctrl_c(
    finished: int, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = check.checked

    def interrupted(*arguments: Any) -> Any:
        for k, found in enumerate(sound(*arguments)):
            if k == finished:
                raise KeyboardInterrupt
            yield found

    monkeypatch.setattr(check, "checked", interrupted)
    status, out, err = run(capsys, "check", "--format", form, "1a-values", "1a-bound")
    assert (
        status == 130
        and err == f"symattn: stopped; {'what is above' if finished else 'nothing'} was finished\n"
    )
    if form == "json":
        assert len(json.loads(out)) == finished
    else:
        assert (
            out == ""
            if not finished
            else out.endswith(
                "2 steps so far: 2 proved\nevery verdict so far is the declared one\n"
            )
        )


def test_ctrl_c_while_the_program_is_loaded() -> None:
    code = (
        "import sys; sys.modules['symattn.commands.cli'] = None; from symattn.__main__ import run"
    )
    interrupt = (
        "import builtins; kept = builtins.__import__\ndef stop(name, *rest):\n    if name == "
        "'commands.cli': raise KeyboardInterrupt\n    return kept(name, *rest)\n"
        "builtins.__import__ = stop"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{interrupt}\nrun()"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "symattn: stopped\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_stops_what_a_file_started(in_tmp: Path) -> None:
    write(
        "slow.py", slow="import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "symattn", "check", "slow.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not Path("pid").exists() or not Path("pid").read_text():
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, "", "symattn: stopped; nothing was finished\n")
    with pytest.raises(ProcessLookupError):
        os.kill(int(Path("pid").read_text()), 0)


@pytest.mark.parametrize("module", ["derivation", "expressions"])
def test_a_file_that_was_written_for_0_1_is_told_where_things_are(
    module: str, in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "@derivation('mine', title='t', source='s')\ndef mine(d):\n    pass\n"
    Path("old.py").write_text(f"\nfrom symattn.{module} import derivation\n{text}")
    status, out, err = run(capsys, "check", "old.py")
    assert (status, out) == (2, "")
    wanted = f"old.py:2: ModuleNotFoundError: No module named 'symattn.{module}'; since symattn 0.2"
    assert wanted in err and f"it is symattn.writing.{module}\n" in err and err.count("\n") == 1
