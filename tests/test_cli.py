"""The command line as its users meet it.

Output, exit status, one clear line for everything that goes wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from symattn.commands import command_table
from symattn.commands.cli import cli, main
from symattn.commands.command_table import LINES, where

GOOD = """
from sympy import Rational, exp
from symattn.writing.derivation import derivation

@derivation("mine", title="Two scores", source="a test")
def mine(d):
    p, q, b = d.real("p"), d.real("q"), d.real("b", positive=True)
    d.let_tend(b)
    d.fact(p, ">", q)
    d.step(exp(p*b)/(exp(p*b) + exp(q*b)), "->", 1)
    d.step(exp(p*b)/(exp(p*b) + exp(q*b)), "->", 0, expect="refuted")
"""


pytestmark = pytest.mark.usefixtures("kept")


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


def test_help_and_list_do_not_import_sympy() -> None:
    for words in (["--help"], ["list"], ["check", "--help"], ["derive", "--help"]):
        code = (
            f"import sys; from symattn.commands.cli import main\ntry: main({words!r})\nexcept "
            "SystemExit: pass\nassert 'sympy' not in sys.modules"
        )
        assert (
            subprocess.run(
                [sys.executable, "-c", code], capture_output=True, check=False
            ).returncode
            == 0
        )


def test_a_command_is_imported_when_it_is_asked_for() -> None:
    """No command pays for the others: `ask` would take a third longer."""
    code = (
        "import sys; from symattn.commands.cli import main\ntry: main(%r)\nexcept SystemExit: "
        "pass\nprint(*[m for m in sys.modules if m.startswith('symattn.')], file=sys.stderr)"
    )
    listed, asked = (
        subprocess.run([sys.executable, "-c", code % words], capture_output=True, text=True).stderr
        for words in (["--help"], ["ask", "1 < 2"])
    )
    rows = {f"symattn.commands.{where(name)[0]}" for name in LINES}
    assert not rows & {*listed.split()} and rows & {*asked.split()} == {"symattn.commands.ask"}
    assert "symattn.kernel" not in listed.split() and "symattn.language" not in listed.split()
    unneeded = ("cache", "book", "noise_means", "chances", "bound_search")
    assert [m for m in asked.split() if m.endswith(tuple(f".{u}" for u in unneeded))] == []


@pytest.mark.parametrize("name", LINES)
def test_a_row_of_the_table_is_a_command(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None and command.name == name
    assert command.get_short_help_str(1000) == LINES[name]


@pytest.mark.parametrize(
    ("word", "said"), [("chekc", "Did you mean 'check'?"), ("qqqqq", "No such command 'qqqqq'.")]
)
def test_what_is_no_command(word: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(word, capsys=capsys)
    assert status == 2 and said in err


@pytest.mark.parametrize(
    "words", [("ask", "1 < 2"), ("batch", "-j", "0"), ("grade", ".", "--to", "out")]
)
def test_seconds_that_are_no_number(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(*words, "--seconds", "nan", capsys=capsys)
    assert status == 2 and "Invalid value for '--seconds': 'nan' is not a number." in err


def test_no_command_is_without_its_row() -> None:
    made = {
        path.stem
        for path in Path(command_table.__file__).parent.glob("*.py")
        if "@click.command(" in path.read_text(encoding="utf-8")
    }
    assert made == {where(name)[0] for name in LINES}
    assert cli.list_commands(click.Context(cli)) == sorted(LINES)


def test_verify_does_not_import_sympy(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "1b", "--certificates", "saved", capsys=capsys)[0] == 0
    code = (
        "import sys; from symattn.commands.cli import main\ntry: main(['verify', "
        "'saved/1b.json'])\nexcept SystemExit as e: assert not e.code\nassert 'sympy' not in "
        "sys.modules"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode
        == 0
    )


def test_list_shows_counts_after_a_check(capsys: pytest.CaptureFixture[str]) -> None:
    run("check", "1a-values", capsys=capsys)
    status, out, _ = run("list", capsys=capsys)
    line = next(row for row in out.splitlines() if row.startswith("1a-values"))
    assert status == 0 and "✓2" in line


def test_derive_prints_latex_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("derive", "1a-values", capsys=capsys)
    assert status == 0 and r"\alpha" in out and r"\documentclass" not in out
    assert r"\documentclass" in run("derive", "1a-values", "--standalone", capsys=capsys)[1]


def test_derive_one_step(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("derive", "1b.5", "--format", "json", capsys=capsys)
    (record,) = json.loads(out)
    assert (
        status == 0
        and [s["number"] for s in record["steps"]] == [5]
        and record["steps"][0]["verdict"] == "conditional"
    )


def test_check_exits_1_where_a_verdict_is_not_the_declared_one(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("odd.py").write_text(GOOD.replace(', expect="refuted"', ""))
    status, out, _ = run("check", "odd.py", capsys=capsys)
    assert status == 1
    assert 'refuted, where proved is expected; if you mean that, declare it: expect="ref' in out


def test_check_a_file(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.py").write_text(GOOD)
    status, out, _ = run("check", "mine.py", capsys=capsys)
    assert status == 0 and "2 steps: 1 proved, 1 false" in out


def test_a_file_that_patches_the_kernel_gains_nothing(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patch = (
        "import symattn.checking.lanes as c\nfrom symattn.records.record import Verdict\n"
        "c.check_step = lambda *a, **k: Verdict('proved', (), {})\n"
    )
    Path("patched.py").write_text(patch + GOOD)
    _, out, _ = run("check", "patched.py", capsys=capsys)
    assert "✓" not in out


BAD_FILES = {
    # what is wrong: (text of the file, what the one line says)
    "a sort error": (
        "d.step(exp(v[a]), '=', 1)",
        "mine.1: the exponent v_a is a vector; is a dot product missing?",
    ),
    "a vacuous step": ("d.step(b, '=', b)", "mine.1: the step is vacuous: both sides are b"),
    "an undeclared symbol": (
        "d.step(b, '=', Symbol('w'))",
        "w is used as a scalar and is not declared as one",
    ),
    "a float": ("d.step(b, '>', 0.5)", "0.5 is a floating-point number; write Rational(1, 2)"),
    "an unknown relation": ("d.step(b, 'is', 1)", "unknown operator 'is'"),
    "a slip in Python": ("d.step(b, '=', c)", "NameError: name 'c' is not defined"),
    "an unknown verdict": (
        "d.step(b, '=', 1, expect='maybe')",
        "expected a verdict among proved, conditional, refuted, undecided, outside, found 'maybe'",
    ),
    "a fact after a step": (
        "d.step(b + 1, '>', b); d.fact(b, '>', 3)",
        "a fact holds for the whole derivation, and so stands before its first step",
    ),
    "no steps": ("pass", "the derivation has no steps"),
    "a name declared twice": ("d.real('b'); d.step(b, '>', 0)", "b is declared twice"),
}


def test_bad_derivations_get_one_line_each(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "from sympy import Symbol, exp\nfrom symattn.writing.derivation import derivation\n"
    for k, (line, _) in enumerate(BAD_FILES.values()):
        text += f"@derivation('mine{k}', title='t', source='s')\ndef mine{k}(d):\n"
        text += (
            "    b = d.real('b', positive=True)\n    s = d.index_set(2, 'a e')\n    a, e = s\n"
            "    v = d.vectors('v', s)\n"
        )
        text += f"    {line}\n"
    Path("bad.py").write_text(text)
    status, out, err = run("check", "bad.py", capsys=capsys)
    lines = err.strip().splitlines()
    assert status == 2 and "Traceback" not in err and out == "" and len(lines) == len(BAD_FILES)
    for k, (said, what) in enumerate(zip(lines, BAD_FILES)):
        assert BAD_FILES[what][1].replace("mine", f"mine{k}") in said and "bad.py" in said, what


def test_a_duplicate_id(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("twice.py").write_text(GOOD + GOOD.replace("def mine", "def other"))
    status, _, err = run("check", "twice.py", capsys=capsys)
    assert (
        status == 2
        and "the id 'mine' is taken already" in err
        and len(err.strip().splitlines()) == 1
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["derive", "1cc"], "there is no derivation '1cc'; did you mean 1c"),
        (["derive", "1b.99"], "there is no step 1b.99; the last one is 1b.17"),
        (["check", "nowhere.py"], "nowhere.py: there is no such file"),
        (["verify", "nowhere.json"], "nowhere.json: cannot be read"),
        (["derive", "1a-values", "--output", "no/such/folder/x.tex"], "cannot be written"),
        (
            ["derive", "1a-values", "--format", "text", "--standalone"],
            "--standalone is for --format latex",
        ),
        (["check", "1a-values", "--certificates", "/dev/null/x"], "cannot be made"),
    ],
    ids=lambda v: v if isinstance(v, str) else " ".join(v),
)
def test_bad_arguments_get_one_line_and_status_2(
    arguments: list[str], words: str, in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(*arguments, capsys=capsys)
    assert status == 2 and words in err and "Traceback" not in err


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": 9}', '{"format": 1, "kernel": "0.1"}', "[" * 100_000]
)
def test_malformed_certificates_get_status_2(
    text: str, in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bad.json").write_text(text)
    status, _, err = run("verify", "bad.json", capsys=capsys)
    assert (
        status == 2
        and err.startswith("symattn: bad.json: expected records")
        and len(err.strip().splitlines()) == 1
    )


def test_a_certificate_that_does_not_replay_gets_status_1(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("check", "1b", "--certificates", "saved", capsys=capsys)
    record = json.loads(Path("saved/1b.json").read_text())
    record["steps"][0]["evidence"]["proof"]["proof"] = {"rule": "infinite_limit"}
    Path("saved/1b.json").write_text(json.dumps(record))
    status, out, err = run("verify", "saved/1b.json", capsys=capsys)
    assert status == 1 and "1b.1: the certificate does not replay" in err and "16 of 17" in out


def test_a_verdict_that_was_changed_gets_status_1(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("check", "1b", "--certificates", "saved", capsys=capsys)
    text = (
        Path("saved/1b.json")
        .read_text()
        .replace('"verdict":"conditional"', '"verdict":"proved"', 1)
    )
    Path("saved/1b.json").write_text(text)
    status, _, err = run("verify", "saved/1b.json", capsys=capsys)
    assert status == 1 and "saved as proved, and the certificates show conditional" in err


def test_help_mentions_every_command() -> None:
    out = CliRunner().invoke(cli, ["--help"]).output
    assert all(word in out for word in ("list", "derive", "check", "verify"))


def test_no_line_of_a_file_is_lost(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A false line must not disappear behind another derivation, and then "every verdict is the
    declared one".
    """
    one = GOOD.replace('"->", 1)', '"->", 2)')
    cases = {
        "the id 'mine' is taken already": one
        + GOOD,  # two functions of one name, copied and pasted
        "expected the derivations mine": one.replace("@derivation", "if False:\n  @derivation")
        .replace("\ndef mine", "\n  def mine")
        .replace("\n    ", "\n      "),
        "ends the process": "import sys\nsys.exit(0)\n" + GOOD,
    }
    for words, text in cases.items():
        Path("lost.py").write_text(text)
        status, out, err = run("check", "lost.py", capsys=capsys)
        assert (
            status == 2
            and words in err
            and len(err.strip().splitlines()) == 1
            and "declared one" not in out
        ), (words, err)
    other = GOOD.replace('"mine"', '"a_b"').replace("def mine", "def other")
    Path("alike.py").write_text(one.replace('"mine"', '"a b"') + other)
    status, out, err = run("check", "alike.py", "--certificates", "saved", capsys=capsys)
    assert status == 2 and "give the second, 'a_b', another id" in err
    assert "1 verdict is not the declared one" in out


def test_a_file_of_ones_own_is_printed(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.py").write_text(GOOD)
    status, out, _ = run("derive", "mine.py", "--format", "text", capsys=capsys)
    assert status == 0 and "Two scores" in out and "✗" in out


def test_output_goes_where_a_link_points_and_into_pipes(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("real.tex").write_text("old")
    Path("real.tex").chmod(0o600)
    Path("link.tex").symlink_to("real.tex")
    assert run("derive", "1a-values", "-o", "link.tex", capsys=capsys)[0] == 0
    assert (
        Path("link.tex").is_symlink()
        and r"\alpha" in Path("real.tex").read_text()
        and Path("real.tex").stat().st_mode & 0o777 == 0o600
    )
    assert run("derive", "1a-values", "-o", "/dev/null", capsys=capsys)[0] == 0
    assert not Path("/dev/null").is_file()
