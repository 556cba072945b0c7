"""`symattn batch`: a line for each line, whatever happens, and the same when it is gone on with."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from symattn.batches.claim_lines import LONGEST, asked_in
from symattn.commands.cli import main

ASKED, ANSWER = (
    json.loads((files("symattn") / "schema" / f"batch-{name}.schema.json").read_text("utf-8"))
    for name in ("claim", "answer")
)
PAGE = "```symattn\nlet x: real\n```\n\n$$(x + 1)^2 = x^2 + 2x + 1$$\n\n$$(x + 1)^2 = x^2 + 1$$\n"
GOOD: list[dict[str, Any]] = [
    {"claim": "x**2 + 1 > x", "let": ["x: real"], "id": "first"},
    {"claim": "tends(exp(b)/(exp(b) + n), 1)", "let": ["n: positive"], "limit": "b -> oo"},
    {"claim": "1 < 2 < 3", "id": None},
    {"claim": "limit(exp(b*g)/(exp(b*g) + 1), b, oo)", "let": ["g: real"], "id": [1]},
    {"claim": "P(g > 0)", "let": ["g ~ N(0, 1)"]},
    {"page": PAGE, "format": "markdown", "id": 6},
    {"page": "So $\\alpha_a > 0$.", "setting": "softmax-attention", "goal": "\\alpha_a > 0"},
]
BAD = [
    ("{", "JSON was expected"),
    ("[1]", "found a list"),
    ("7", "found a number"),
    ('{"claim": "1 < 2", "id": NaN}', "found NaN"),
    ('{"claim": "1 < 2", "id": 1e999}', "found 1e999"),
    ('{"claim": "1 < 2", "claim": "2 < 1"}', "found 'claim' twice"),
    ('{"clam": "1 < 2"}', "unknown key 'clam': expected 'claim'"),
    ('{"claim": "1 < 2", "setting": "x"}', "unknown key 'setting'"),
    ('{"id": 3}', "expected, found neither"),
    ('{"claim": "1 < 2", "page": ""}', "found both"),
    ('{"claim": 3}', "'claim': expected a text, found a number"),
    ('{"claim": "x > 0", "let": "x: real"}', "write ['x: real']"),
    ('{"claim": "x > 0", "let": [1]}', "found a number in it"),
    ('{"claim": "x > 0"}', "x is not declared"),
    ('{"claim": "x +* 1"}', "column 4"),
    ('{"claim": "\\ud800 > 0"}', ""),
    ('{"page": "", "format": "latx"}', "is 'latex' meant?"),
    ('{"page": "", "setting": "softmax-atention"}', "softmax-attention"),
    ("[" * 100_000, "nested too deeply"),
]


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], str]:
    with pytest.raises(SystemExit) as ended:
        main(["batch", "-j", "0", *arguments])
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out.splitlines(), captured.err


def write(file: Path, lines: list[Any]) -> str:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return str(file)


def test_a_line_for_each_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines: list[Any] = [*GOOD, "", *(text for text, _ in BAD)]
    status, out, err = run(write(tmp_path / "a.jsonl", lines), capsys=capsys)
    answers = [json.loads(line) for line in out]
    assert status == 2 and err == ""
    assert [a["id"] for a in answers[:7]] == ["first", 2, None, [1], 5, 6, 7]
    assert [a["verdict"] for a in answers[:7]] == [
        "proved", "proved", "proved", "proved", "proved", "refuted", "proved"
    ]  # fmt: skip
    assert answers[6]["reached"] is True
    assert "evidence" not in out[0] + out[1] and "certificate" not in out[3]
    for found, (_, said) in zip(answers[7:], BAD, strict=True):
        assert found["verdict"] == "not_read" and said in found["error"], found
    for found in answers:
        jsonschema.validate(found, ANSWER)
    for asked in GOOD:
        jsonschema.validate(asked, ASKED)


def test_rewards_and_evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "a.jsonl", [GOOD[0], GOOD[5]])
    _, out, _ = run(file, "--evidence", "--reward", "before-first-false", capsys=capsys)
    first, page = map(json.loads, out)
    assert first["evidence"]["proof"] and page["reward"] == {"before-first-false": 0.5}
    jsonschema.validate(page, ANSWER)


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        (["1 < 2"], 0),
        (["1 < 2", "2 < 1"], 1),
        (["2 < 1", "+"], 2),
        (["1 < 2", "E(tanh(g)**7 + 1/g) > 0"], 2),
        ([], 0),
    ],
)
def test_exit_status(
    claims: list[str], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "a.jsonl", [{"claim": claim} for claim in claims])
    assert run(file, capsys=capsys)[0] == status


@pytest.mark.parametrize("cut", [0, 1, 40, 200, 100_000])
def test_gone_on_with_it_is_the_same(
    cut: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "a.jsonl", [GOOD[0], "", "{", GOOD[2], GOOD[5]])
    out = tmp_path / "out.jsonl"
    assert run(file, "-o", str(out), "--resume", capsys=capsys)[0] == 2
    whole = out.read_bytes()
    assert whole.count(b"\n") == 4
    out.write_bytes(whole[:cut])
    assert run(file, "-o", str(out), "--resume", capsys=capsys)[0] == 2
    assert out.read_bytes() == whole


def test_answers_to_other_claims_are_not_gone_on_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    run(write(tmp_path / "a.jsonl", GOOD[:3]), "-o", str(out), capsys=capsys)
    before = out.read_bytes()
    other = write(tmp_path / "b.jsonl", [GOOD[1], GOOD[0]])
    status, _, err = run(other, "-o", str(out), "--resume", capsys=capsys)
    assert status == 2 and "another file's" in err and err.count("\n") == 1
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--resume"], "--resume needs the file"),
        (["nowhere.jsonl"], "there is no such file"),
        (["a.jsonl", "-o", "a.jsonl"], "cannot be written to as well"),
        (["a.jsonl", "--reward", "all"], "all-proved"),
        (["a.jsonl", "--memory", "10"], "512"),
    ],
)
def test_usage(
    arguments: list[str], said: str, in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(in_tmp / "a.jsonl", GOOD[:1])
    status, _, err = run(*arguments, capsys=capsys)
    assert status == 2 and said in err


def test_lines_are_read_one_by_one_and_long_ones_passed_over() -> None:
    text = b'{"claim": "1 < 2"}\n' + b"x" * (LONGEST + 5) + b'\n\n{"claim": "2 < 1"}'
    one, long, last = asked_in([io.BytesIO(text)])
    assert getattr(long, "why", "").startswith("a line of at most")
    assert (one, last) == ({"claim": "1 < 2", "id": 1}, {"claim": "2 < 1", "id": 4})


def _process(*arguments: str, out: Any = subprocess.PIPE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "symattn", "batch", "-j", "1", *arguments],
        stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk to write to")
def test_a_full_disk() -> None:
    with open("/dev/full", "wb") as full:
        process = _process(out=full)
        _, err = process.communicate(b'{"claim": "1 < 2"}\n' * 3, timeout=60)
    assert process.returncode == 2
    assert err.count(b"\n") == 1 and err.startswith(b"symattn: cannot write the output: No space")


def test_a_closed_pipe() -> None:
    process = _process()
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(b'{"claim": "1 < 2"}\n' * 3, timeout=60)
    assert process.returncode == 141 and err.count(b"\n") == 1 and b"gone" in err


def test_killed_and_gone_on_with(tmp_path: Path) -> None:
    """Each answer is there as soon as it is found; kill -9 takes nothing that was written."""
    file, out = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    write(file, [{"claim": f"x**2 + {k} > x", "let": ["x: real"]} for k in range(1, 80)])
    process = _process(str(file), "-o", str(out), out=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not (out.exists() and out.read_bytes().count(b"\n") > 2) and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert 2 < out.read_bytes().count(b"\n")
    with pytest.raises(ProcessLookupError):  # its workers have gone, too
        while time.monotonic() < until:
            os.killpg(process.pid, 0)
            time.sleep(0.1)
    for name, more in (("out.jsonl", ["--resume"]), ("whole.jsonl", [])):
        process = _process(str(file), "-o", str(tmp_path / name), *more)
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_ctrl_c_keeps_what_is_written() -> None:
    process = _process()
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(b'{"claim": "1 < 2", "id": "a"}\n')
    process.stdin.flush()
    # the second claim is being waited for: it never comes
    time.sleep(0.5)
    process.stdin.write(b'{"claim": "1 < 3", "id": "b"}\n' * 40)
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == "a"
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.startswith(b"symattn: stopped; ") and err.count(b"\n") == 1
