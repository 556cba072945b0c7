"""check, read, explain and settings, as who uses them on pages meets them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from symattn.commands.choosing import Complaints
from symattn.commands.cli import main
from symattn.commands.page_files import PageFiles
from symattn.commands.telling import Telling
from symattn.commands.watch import watched
from symattn.reading.whole_pages.shipped_settings import example_of, names, text_of

from .test_pages_in_json import SCHEMA

pytestmark = pytest.mark.usefixtures("kept")
DECLARED = "```symattn\nlet x: real\nlet b: positive\n```\n\n"
GOOD = DECLARED + "$$(x + 1)^2 = x^2 + 2x + 1$$\n"
BAD = GOOD + "\n$$(x + 1)^2 = x^2 + 1$$\n"
OPEN = DECLARED + r"$$x \unknown 1$$" + "\n"
TEX = (
    "%% symattn: let x: real\n\\documentclass{article}\n\\begin{document}\n"
    "\\[\n  (x + 1)^2 = x^2 + 1\n\\]\n\\end{document}\n"
)


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


@pytest.fixture
def folder(in_tmp: Path) -> Path:
    for name, text in (("good.md", GOOD), ("bad.md", BAD), ("open.md", OPEN), ("page.tex", TEX)):
        (in_tmp / name).write_text(text, encoding="utf-8")
    return in_tmp


@pytest.mark.parametrize(
    ("pages", "status"),
    [
        (["good.md"], 0),
        (["bad.md"], 1),
        (["open.md"], 3),
        (["good.md", "open.md"], 3),
        (["open.md", "bad.md"], 1),
        (["bad.md", "nowhere.md"], 2),
    ],
)
def test_exit_status(
    folder: Path, capsys: pytest.CaptureFixture[str], pages: list[str], status: int
) -> None:
    found, out, err = run("check", *pages, capsys=capsys)
    assert found == status
    counted = [name for name in pages if f"{name}: " in out]
    assert len(counted) == len([name for name in pages if name != "nowhere.md"])
    assert err.count("\n") == pages.count("nowhere.md")


def test_a_false_line_is_told_of_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run("check", "bad.md", capsys=capsys)
    assert out.startswith("bad.md:8:3: false: (x + 1)^2 = x^2 + 1\n")
    assert "Counterexample" in out and out.endswith("bad.md: 2 lines: 1 proved, 1 false\n")
    assert "proved: " in run("check", "bad.md", "--explain", capsys=capsys)[1]


def test_pages_files_and_ids_in_one_call(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("check", "1a-values", "good.md", capsys=capsys)
    assert status == 0 and "1a-values.1" in out and "good.md: 1 line: 1 proved\n" in out
    status, out, _ = run("check", "1a-values", "bad.md", "--format", "json", capsys=capsys)
    record, page = json.loads(out)
    assert status == 1 and record["id"] == "1a-values" and page["file"] == "bad.md"


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(run("check", "bad.md", "--format", "json", capsys=capsys)[1])
    jsonschema.validate(data, SCHEMA)
    verdicts = [one["verdict"] for one in data["lines"] if one["verdict"]]
    assert verdicts == ["proved", "refuted"]


@pytest.mark.parametrize(
    ("page", "name", "begins"),
    [
        ("bad.md", "out.html", "<!doctype html>"),
        ("bad.md", "out.json", "{\n"),
        ("bad.md", "out.sarif", '{\n "$schema"'),
        ("bad.md", "out.xml", "<?xml version="),
        ("bad.md", "out.markdown", "```symattn"),
        ("bad.md", "out.txt", "bad.md:8:3: false: "),
        ("page.tex", "out.tex", "%% symattn: let x: real"),
    ],
)
def test_output_by_its_name(
    folder: Path, capsys: pytest.CaptureFixture[str], page: str, name: str, begins: str
) -> None:
    status, out, err = run("check", page, "-o", name, capsys=capsys)
    assert (status, err) == (1, "") and out.startswith(f"{page}: ") and out.count("\n") == 1
    assert (folder / name).read_text(encoding="utf-8").startswith(begins)


def test_the_author_s_file_is_not_written_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for page in ("bad.md", "page.tex"):
        before = (folder / page).read_text()
        status, out, err = run("check", page, "-o", page, capsys=capsys)
        assert (status, out) == (2, "") and "would be overwritten" in err
        assert (folder / page).read_text() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bad.md", "-o", "out.pdf"], "expected a name that ends in .txt, .json, .html"),
        (["bad.md", "-o", "no/out.html"], "there is no folder no; make it first"),
        (["bad.md", "good.md", "-o", "out.html"], "--format html is for one page, found 2"),
        (["1a", "-o", "out.html"], "--format html is for pages; symattn derive prints derivations"),
        (["1a", "-o", "out.txt"], "--output is for pages"),
        (["bad.md", "--format", "latex"], "bad.md is no LaTeX; say --format markdown, or html"),
        (["page.tex", "--format", "markdown"], "page.tex is no Markdown; say --format latex"),
        (["bad.md", "--certificates", "new"], "--certificates is for derivations"),
        (["bad.md", "--bounds"], "--bounds is for --explain"),
        (["1a", "--watch"], "--watch is for files of pages"),
        (["bad.md", "--watch", "--format", "json"], "--watch prints text"),
        (["-"], "<stdin>: expected --input markdown or --input latex, found neither"),
        (["-", "-", "--input", "latex"], "standard input (-) can be named once"),
        (["bad.md", "--setting", "random-key"], "did you mean random-keys?"),
        (["bad.md", "--setting", "../x"], "no setting has the name '../x'"),
        (["folder.md"], "folder.md: a file was expected, found a folder"),
        (["binary.tex"], "binary.tex: text was expected, found a zero at byte"),
        (["latin.md"], "latin.md: text in UTF-8 was expected"),
        (["broken.ipynb"], "broken.ipynb"),
    ],
)
def test_bad_input_costs_a_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (folder / "folder.md").mkdir()
    (folder / "binary.tex").write_bytes(b"a\0b")
    (folder / "latin.md").write_bytes("ü".encode("latin-1"))
    (folder / "broken.ipynb").write_text("{")
    status, out, err = run("check", *arguments, capsys=capsys)
    assert (status, out) == (2, "") and said in err.replace("\n", " ") and "Traceback" not in err
    assert len([text for text in err.splitlines() if said.split("; ")[0] in text]) == 1


def test_standard_input(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for text, source in ((BAD, "markdown"), (TEX, "latex")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        status, out, _ = run("check", "-", "--input", source, capsys=capsys)
        assert status == 1 and out.startswith("<stdin>:")


def test_a_setting_from_the_command_line_beside_the_page_and_shipped(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = folder / "bare.md"
    bare.write_text("$$(x + 1)^2 = x^2 + 2x + 1$$\n")
    assert run("check", "bare.md", capsys=capsys)[0] == 3
    (folder / "settings").mkdir()
    (folder / "settings" / "mine.symattn").write_text("# mine\nlet x: real\n")
    assert run("check", "bare.md", "--setting", "mine", capsys=capsys)[0] == 0
    bare.write_text("```symattn\nsetting mine\n```\n" + bare.read_text())
    assert run("check", "bare.md", capsys=capsys)[0] == 0
    bare.write_text(r"$$\alpha_a > 0$$")
    assert run("check", "bare.md", "--setting", "softmax-attention", capsys=capsys)[0] == 0


def test_read_shows_what_is_understood(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("read", "bad.md", capsys=capsys)
    assert status == 0
    assert out.splitlines() == [
        "Declared",
        "  bad.md:2:1  let x: real",
        "  bad.md:3:1  let b: positive",
        "Formulas",
        "  bad.md:6:3  claim: (x + 1)^2 = x^2 + 2 x + 1",
        "  bad.md:8:3  claim: (x + 1)^2 = x^2 + 1",
        "bad.md: 2 declarations, 2 formulas read, 0 not read",
    ]
    status, out, _ = run("read", "open.md", capsys=capsys)
    assert status == 3 and "open.md:6:" in out and "not read: " in out
    assert run("read", "nowhere.md", capsys=capsys)[0] == 2


def test_explain_says_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("explain", "bad.md:8", capsys=capsys)
    assert status == 1 and out.startswith("bad.md:8:3: false: ")
    assert "= Judged given" in out and "= Rules: " in out and "Theorems: " in out
    assert run("explain", "bad.md:6:1", capsys=capsys)[:1] == (0,)
    for place, said in (
        ("bad.md:7", "bad.md:7: no line with a claim there; the nearest is bad.md:6"),
        ("bad.md", "expected PAGE:LINE"),
        ("nowhere.md:3", "a file was expected, found none"),
        ("bad.md:99999999999", "expected PAGE:LINE"),
    ):
        status, out, err = run("explain", place, capsys=capsys)
        assert (status, out) == (2, "") and said in err


def test_settings_are_listed_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("settings", capsys=capsys)
    assert status == 0 and [name for name in names() if name not in out] == []
    assert run("settings", "two-heads", capsys=capsys)[1] == text_of("two-heads")
    assert run("settings", "two-heads", "--example", capsys=capsys)[1] == example_of("two-heads")
    assert "did you mean two-heads?" in run("settings", "two-head", capsys=capsys)[2]
    assert "needs the NAME" in run("settings", "--example", capsys=capsys)[2]


def test_watch_tells_what_has_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = folder / "good.md"
    edits = iter([GOOD, BAD, None, GOOD])

    def wait() -> None:
        try:
            text = next(edits)
        except StopIteration:
            raise KeyboardInterrupt from None
        if text is None:
            page.unlink()
        else:
            page.write_text(text + "\n" * wait.calls)  # type: ignore[attr-defined]
        wait.calls += 1  # type: ignore[attr-defined]

    wait.calls = 1  # type: ignore[attr-defined]
    files = PageFiles(None, None, False, Complaints())
    assert watched(["good.md"], files, Telling(), wait) == 130
    out, err = capsys.readouterr()
    heads = [text for text in out.splitlines() if text.startswith("good.md")]
    assert heads == [
        "good.md: 1 line: 1 proved",
        "good.md: 1 line: 1 proved",
        "good.md:8:3: false: (x + 1)^2 = x^2 + 1",
        "good.md: 2 lines: 1 proved, 1 false",
        "good.md: 1 line: 1 proved",
    ]
    assert err.count("a file was expected, found none") == 1


def test_watch_writes_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    told = Telling("html", folder / "out.html")
    assert watched(["bad.md"], PageFiles(None, None, False, Complaints()), told, stop) == 130
    assert (folder / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("name", names())
def test_examples_of_settings_are_read_and_decided(name: str, in_tmp: Path) -> None:
    (in_tmp / "example.md").write_text(example_of(name), encoding="utf-8")
    page = PageFiles(None, None, False, Complaints()).checked("example.md")
    assert page is not None and page.page.problems == ()
    counts = page.counts
    assert set(counts) <= {"proved", "refuted", "conditional"} and counts["proved"] >= 3
    assert 1 <= counts.get("refuted", 0) + counts.get("conditional", 0) <= 2


def test_reading_a_page_does_not_import_sympy(folder: Path) -> None:
    for words in (["read", "bad.md"], ["settings"], ["check", "--help"], ["explain", "--help"]):
        code = (
            f"import sys; from symattn.commands.cli import main\ntry: main({words!r})\nexcept "
            "SystemExit as e: assert not e.code\nassert 'sympy' not in sys.modules"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


def test_the_schema_ships() -> None:
    assert (files("symattn") / "schema" / "page.schema.json").is_file()


def test_pages_without_a_block_are_passed_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "README.md").write_text("Here $$1 = 2$$ is no line of ours.\n")
    (folder / "old.tex").write_bytes(b"\xff latin letters")
    pages = ("README.md", "old.tex", "bad.md")
    status, out, err = run("check", "--if-declared", *pages, capsys=capsys)
    assert (status, err) == (1, "") and "README" not in out and "bad.md: 2 lines" in out
    assert run("check", "--if-declared", "README.md", "old.tex", capsys=capsys) == (0, "", "")
    assert run("check", "--if-declared", "raedme.md", capsys=capsys)[0] == 2
    assert run("check", "--if-declared", "1b", capsys=capsys)[0] == 2
    form = ("--format", "junit")
    status, out, err = run("check", "--if-declared", "README.md", *form, capsys=capsys)
    assert (status, err) == (0, "") and '<testsuites name="symattn" tests="0"' in out
