"""check, read, explain and settings, as who uses them on pages meets them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from importlib.resources import files
from pathlib import Path

import click
import jsonschema
import pytest

from symattn.checking.checked_pages import CheckedPage
from symattn.commands.check import check
from symattn.commands.choosing import Complaints
from symattn.commands.cli import main
from symattn.commands.page_files import PageFiles
from symattn.commands.read import read
from symattn.commands.setting_list import settings
from symattn.commands.telling import Telling
from symattn.commands.watch import watched
from symattn.reading.whole_pages.shipped_settings import example_of, names, text_of
from symattn.rendering.author_pages.findings import counts

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
        (["notes", "-o", "out.xml"], "notes: is a folder; name its files, as in notes"),
        (["notes", "-o", "out.txt"], "notes: is a folder; name its files, as in notes"),
        (["notes", "--if-declared"], "notes: is a folder; name its files, as in notes"),
        (["1a", "--if-declared"], "--if-declared is for pages"),
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
        (["empty.md"], "empty.md: a page with text was expected, found an empty file"),
    ],
)
def test_bad_input_costs_a_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (folder / "notes").mkdir()
    (folder / "folder.md").mkdir()
    (folder / "binary.tex").write_bytes(b"a\0b")
    (folder / "latin.md").write_bytes("ü".encode("latin-1"))
    (folder / "broken.ipynb").write_text("{")
    (folder / "empty.md").write_text(" \n")
    status, out, err = run("check", *arguments, capsys=capsys)
    assert (status, out) == (2, "") and said in err.replace("\n", " ") and "Traceback" not in err
    assert len([text for text in err.splitlines() if said.split("; ")[0] in text]) == 1


BROKEN = ("latin.md", "binary.tex", "empty.md", "large.md", "folder.md", "nowhere.md")


def test_no_page_is_lost_in_a_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read is a result of its own, wherever it stands among others."""
    (folder / "latin.md").write_bytes((DECLARED + "ü").encode("latin-1"))
    (folder / "binary.tex").write_bytes(b"%% symattn: let x: real\n\0")
    (folder / "empty.md").write_text("")
    (folder / "large.md").write_text(DECLARED + "word " * 500_000)
    (folder / "folder.md").mkdir()
    pages = (BROKEN[0], "bad.md", *BROKEN[1:], "good.md")

    def report(name: str, *names: str) -> str:
        status, out, err = run("check", *names, "-o", name, capsys=capsys)
        assert status == 2 and err.count("\n") == sum(one in BROKEN for one in names)
        assert out.count("\n") == sum(one in ("bad.md", "good.md") for one in names)
        return (folder / name).read_text(encoding="utf-8")

    (log,) = json.loads(report("out.sarif", *pages))["runs"]
    found = [
        (one["level"], one["ruleId"], one["locations"][0]["physicalLocation"])
        for one in log["results"]
    ]
    assert [(level, place["artifactLocation"]["uri"]) for level, _, place in found] == [
        ("error", name) for name in pages if name != "good.md"
    ]
    assert [rule for _, rule, _ in found].count("page_not_read") == len(BROKEN)
    assert all(place["region"]["startLine"] >= 1 for _, _, place in found)

    suites = ElementTree.fromstring(report("out.xml", *pages))
    assert suites.get("errors") == str(len(BROKEN)) and suites.get("failures") == "1"
    assert [suite.get("name") for suite in suites] == list(pages)
    assert [e.get("type") for e in suites.iter("error")] == ["not_read"] * len(BROKEN)

    data = json.loads(report("out.json", *pages))
    jsonschema.validate(data, SCHEMA)
    assert [one["file"] for one in data] == list(pages)
    assert [one["file"] for one in data if "problem" in one] == list(BROKEN)
    alone = json.loads(report("out.json", "latin.md"))
    jsonschema.validate(alone, SCHEMA)
    assert "UTF-8" in alone["problem"] and alone["lines"] == []

    told = report("out.txt", *pages)
    assert all(f"{name}: " in told for name in pages)
    (log,) = json.loads(report("out.sarif", "--if-declared", "nowhere.md", "latin.md"))["runs"]
    assert len(log["results"]) == 2
    run("check", "--if-declared", "empty.md", "-o", "out.sarif", capsys=capsys)  # has no block
    assert json.loads((folder / "out.sarif").read_text())["runs"][0]["results"] == []


PASSING = DECLARED + "The case $x = 1$ is easy. Then $x^2 \\ge 0$ holds.\n"


def test_what_is_said_in_passing_is_counted_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "1 line: 1 proved; 1 said in passing, not judged"
    (folder / "page.md").write_text(PASSING)
    assert run("check", "page.md", capsys=capsys) == (0, f"page.md: {said}\n", "")
    for form, part in (("html", said), ("junit", 'name="said in passing, not judged" value="1"')):
        assert part in run("check", "page.md", "--format", form, capsys=capsys)[1]
    data = json.loads(run("check", "page.md", "--format", "json", capsys=capsys)[1])
    assert (data["counts"], data["passing"]) == ({"proved": 1}, 1)
    (folder / "page.md").write_text(PASSING.replace("Then $", "Why $"))
    out = run("check", "page.md", capsys=capsys)[1]
    assert out == "page.md: 0 lines with claims; 2 said in passing, not judged\n"


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
    said = run("check", "bare.md", "--setting", "nine", capsys=capsys)[2].split()[-1]
    assert said == str(Path("settings", "nine.symattn"))
    (folder / said).write_text("let x: real\n")  # as the message says it
    assert run("check", "bare.md", "--setting", "nine", capsys=capsys)[0] == 0
    (folder / "beside.symattn").write_text("let x: real\n")
    assert run("check", "bare.md", "--setting", "beside", capsys=capsys)[0] == 0
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
    assert isinstance(page, CheckedPage) and page.page.problems == ()
    found = counts(page)
    assert set(found) <= {"proved", "refuted", "conditional"} and found["proved"] >= 3
    assert 1 <= found.get("refuted", 0) + found.get("conditional", 0) <= 2


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


@pytest.mark.parametrize(
    ("command", "begun", "found"),
    [
        (check, "notes/w", ["notes/w"]),
        (read, "w", ["w"]),
        (settings, "two", ["two-heads"]),
        (settings, "zzz", []),
    ],
)
def test_what_tab_completes(command: click.Command, begun: str, found: list[str]) -> None:
    one = command.params[0]
    items = one.shell_complete(click.Context(command), begun)
    assert [item.value for item in items] == found
    assert {item.type for item in items} <= {"plain" if command is settings else "file"}
