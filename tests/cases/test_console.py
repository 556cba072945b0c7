"""Consoles with few signs, terminals without escape codes, readers that go away, wrong names."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from symattn.commands import terminal
from symattn.commands.cli import main
from symattn.rendering.formulas.few_signs import spelled_for

MINE = """
from sympy import exp
from symattn.writing.derivation import derivation

@derivation("mine", title="Two scores – é, ∈, 中", source="a test")
def mine(d):
    p, b = d.real(r"\\gamma"), d.real(r"\\beta", positive=True)
    d.let_tend(b)
    d.step(exp(p*b) + 1, ">=", 1, why=r"for every $\\gamma \\in S$")
    d.step(exp(p*b)/(exp(p*b) + 1), "->", 1)
"""


pytestmark = pytest.mark.usefixtures("kept")


def run_in(encoding: str, *argv: str, errors: str = "strict") -> tuple[int, bytes, bytes]:
    """The exit status and both outputs, where the streams have an encoding."""
    pipes = io.BytesIO(), io.BytesIO()
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(pipe, encoding=encoding, errors=errors) for pipe in pipes
    )
    try:
        with pytest.raises(SystemExit) as ended:
            main(list(argv))
        sys.stdout.flush()
        sys.stderr.flush()
        return int(ended.value.code or 0), pipes[0].getvalue(), pipes[1].getvalue()
    finally:
        sys.stdout, sys.stderr = kept


COMMANDS = {
    # what is run: (status, what the page says in ASCII)
    ("check", "1a-gaps"): (0, "ok 1a-gaps.2    alpha_j -> 1"),
    ("list",): (0, "What large gaps give"),
    ("derive", "1a-gaps", "--format", "text"): (0, "Given n an integer >= 2; beta > 0;"),
    ("check", "mine.py"): (1, "if mine.2    exp(gamma beta)/(exp(gamma beta) + 1) -> 1"),
    ("derive", "mine.py", "--format", "text"): (0, "for every gamma in S"),
    ("derive", "1a-gaps", "--format", "markdown"): (0, "&#10003;"),
    ("derive", "1a-gaps", "--format", "html"): (0, "&#8805;"),
    ("derive", "1a-gaps", "--format", "latex"): (0, r"\beta"),
    ("derive", "1a-gaps", "--format", "json"): (0, r"\u2192"),
    ("check", "--format", "json", "1a-gaps"): (0, r"\u2192"),
    ("ask", "exp(beta) == 1", "--let", "beta: positive"): (1, "At beta = 1: "),
    ("axioms",): (0, "||x|| >= R if x^Tw >= R*||w|| for a vector w that is not 0."),
    ("axioms", "1a-gaps.1"): (0, "infinite_limit"),
    ("--help",): (0, "Each line is proved (ok), true only under a condition (if)"),
    ("ask", "--help"): (0, "find a limit with all its cases"),
    ("check", "βγ"): (2, ""),
    ("check", "page.tex"): (2, ""),
}


@pytest.mark.parametrize("argv, encoding", [
    *((argv, "ascii") for argv in COMMANDS),
    *((argv, e) for argv in list(COMMANDS)[:3] for e in ("cp1252", "cp437", "cp949")),
])  # fmt: skip
def test_every_command_prints_on_every_console(
    encoding: str, argv: tuple[str, ...], in_tmp: Path
) -> None:
    status, words = COMMANDS[argv]
    (in_tmp / "mine.py").write_text(MINE, encoding="utf-8")
    found, out, err = run_in(encoding, *argv)
    assert found == status and b"internal error" not in err
    text, said = out.decode(encoding), err.decode(encoding)
    if encoding == "ascii":
        assert words in text, text[:2000]
    assert len(text) > 60 or (status == 2 and said.count("\n") == 1)
    if "json" in argv:
        assert json.loads(text) == json.loads(run_in("utf-8", *argv)[1])


def test_pages_in_files_are_utf8_whatever_the_console(in_tmp: Path) -> None:
    (in_tmp / "mine.py").write_text(MINE, encoding="utf-8")
    assert run_in("cp1252", "derive", "mine.py", "-o", "page.txt")[0] == 0
    assert "γ ∈ S" in (in_tmp / "page.txt").read_text(encoding="utf-8")


def test_columns_stay_columns_where_names_are_longer() -> None:
    rows = [
        line
        for line in run_in("ascii", "derive", "1a-gaps", "--format", "text")[1]
        .decode()
        .splitlines()
        if re.match(r" *\d", line)
    ]
    marked = [line for line in rows if line.endswith(" ok")]
    assert len(marked) == 4 and len({len(line) for line in marked}) == 1 and len(marked[0]) <= 100


def test_how_to_encode_may_be_asked_for() -> None:
    assert b"?" in run_in("cp1252", "check", "1a-gaps", errors="replace")[1]


@pytest.mark.parametrize("text, spelled", [
    ("α_a = e^β/2e^β → ½", "alpha_a = e^beta/2e^beta -> (1/2)"),
    ("2βγx, xβ2", "2 beta gamma x, x beta 2"),
    ("‖v_a‖² ≤ 1, c⃗ ≠ 0⃗", "||v_a||^2 <= 1, c_vec != 0_vec"),
    ("x⁻¹² ✓5 ◐2 ✗1 – …", "x^-12 ok 5 if 2 no 1 - ..."),
    ("Lévy, Cramér, Łoś; j ∉ {a}", "Levy, Cramer, \\u0141os; j not in {a}"),
    ("√π ∑ ∂f/∂x, k_aᵀ q, x̂", "sqrt pi Sum df/dx, k_a^T q, x_hat"),
    ("中\ud800", "\\u4e2d\\ud800"),
])  # fmt: skip
def test_signs_are_spelled_out(text: str, spelled: str) -> None:
    assert spelled_for(text, "ascii") == spelled


def test_different_letters_stay_different() -> None:
    greek = "αβγδεζηθικλμνξπρςστυχψωΓΔΘΛΞΠΣΥΦΨΩℓℏ∂∇∞∑∏∫"
    assert len({spelled_for(c, "ascii") for c in greek}) == len(greek)


def test_json_keeps_what_lies_beyond_the_first_plane() -> None:
    assert terminal._escaped("𝔼") == "\\ud835\\udd3c" and terminal._escaped("\ud800") == "\\ud800"


# ---- terminals and pipes -------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(
    "environment, escapes", [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False)], ids=str
)
def test_a_page_on_a_terminal(environment: dict[str, str], escapes: bool) -> None:
    import pty

    here, there = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k not in ("TERM", "NO_COLOR")}
    command = [sys.executable, "-m", "symattn", "derive", "1a-gaps.1", "--format", "text"]
    with subprocess.Popen(
        command, stdin=there, stdout=there, stderr=there, env=kept | environment
    ) as process:
        os.close(there)
        shown = b""
        try:
            while part := os.read(here, 4096):
                shown += part
        except OSError:  # the other side is closed
            pass
        finally:
            os.close(here)
    assert process.returncode == 0 and "≫".encode() in shown and (b"\x1b" in shown) == escapes


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "term, no_colour, escapes",
    [("xterm", "", True), ("xterm", "1", False), ("dumb", "", False), ("", "", True)],
)
def test_escape_codes_are_for_terminals_that_take_them(
    term: str, no_colour: str, escapes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setattr(terminal, "PLAIN_SECONDS", 0.0)
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    progress = terminal.Progress()
    progress.say("checking 1b … 3 s")
    progress.clear()
    assert (
        terminal.colours(shown) == escapes == ("\x1b" in shown.getvalue())
        and "checking 1b … 3 s" in shown.getvalue()
    )
    monkeypatch.setattr(sys, "stderr", piped := io.StringIO())
    terminal.Progress().say("checking")
    assert piped.getvalue() == "" and not terminal.colours(piped)


@pytest.mark.parametrize("argv", [("list",), ("--help",)], ids=" ".join)
def test_a_reader_that_goes_away_is_no_error(argv: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "symattn", *argv], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_stream_that_is_closed_is_no_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "symattn", "list"],
        check=False,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: os.close(1),
    )
    assert (done.returncode, done.stderr) == (0, b"")


# ---- what can be checked -------------------------------------------------------------------------

CAN = "expected derivations in Python (FILE.py), and ids of the book"
NAMES = {
    "page.tex": "page.tex: a file was expected, found none; is the name right?",
    "notes/page.md": "notes/page.md: a file was expected, found none; is the name right?",
    "Work.IPYNB": "Work.IPYNB: a file was expected, found none; is the name right?",
    "-": "<stdin>: expected --input markdown or --input latex, found neither",
    "folder": "folder: is a folder; name its files, as in folder/*.py",
    "data.csv": (
        "data.csv: is no file of derivations and no page; what can be checked: derivations in "
        "Python (FILE.py), and ids of the book, and pages (.tex .md .ipynb)"
    ),
    "nowhere.py": "nowhere.py: there is no such file",
    "no/where": "no/where: there is no such file",
    "1a-gasp": "there is no derivation '1a-gasp'; did you mean 1a-gaps",
}


OTHERS = [
    ("derive",),
    ("axioms",),
    ("report", "--to", "new"),
    ("export", "--no-pdf", "--to", "new"),
]


OF_OTHERS = f"page.tex: is a page, for symattn check, read and explain; {CAN}"


@pytest.mark.parametrize(
    "command, name", [*((("check",), name) for name in NAMES), *((c, "page.tex") for c in OTHERS)]
)
def test_a_name_that_cannot_be_checked(
    name: str, command: tuple[str, ...], in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (in_tmp / "folder").mkdir()
    (in_tmp / "data.csv").write_text("1,2\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main([command[0], name, *command[1:]])
    out, err = capsys.readouterr()
    assert (
        ended.value.code == 2
        and out == ""
        and (NAMES[name] if command == ("check",) else OF_OTHERS) in err
        and err.count("\n") == 1
        and not (in_tmp / "new").exists()
    )


def test_an_id_is_an_id_whatever_stands_in_the_folder(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (in_tmp / "1a-gaps").mkdir()
    with pytest.raises(SystemExit) as ended:
        main(["check", "1a-gaps"])
    assert not ended.value.code and "4 proved" in capsys.readouterr().out


# ---- byte order marks ----------------------------------------------------------------------------


def test_a_byte_order_mark_is_no_part_of_a_file(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (in_tmp / "mine.py").write_bytes(
        codecs.BOM_UTF8 + MINE.replace('"->", 1', '"->", 1, expect="conditional"').encode()
    )
    assert run_in("utf-8", "check", "mine.py", "--certificates", "saved")[0] == 0
    text = (in_tmp / "saved" / "mine.json").read_text(encoding="utf-8")
    (in_tmp / "8.json").write_bytes(codecs.BOM_UTF8 + text.encode())
    (in_tmp / "16.json").write_bytes(text.encode("utf-16"))
    assert run_in("utf-8", "verify", "8.json", "16.json")[0] == 0


def test_a_file_in_another_encoding(in_tmp: Path) -> None:
    declared = b"# -*- coding: latin-1 -*-\n" + MINE.replace("∈, 中", "").replace("–", "-").encode(
        "latin-1"
    )
    (in_tmp / "latin.py").write_bytes(declared)
    (in_tmp / "wide.py").write_bytes(MINE.encode("utf-16"))
    (in_tmp / "nul.py").write_bytes(MINE.encode() + b"\0")
    assert run_in("utf-8", "check", "latin.py")[0] == 1
    for name, words in {
        "wide.py": "it is in UTF-16; save it as UTF-8",
        "nul.py": "cannot be read as Python",
    }.items():
        status, out, err = run_in("utf-8", "check", name)
        assert status == 2 and out == b"" and words in err.decode() and err.count(b"\n") == 1
