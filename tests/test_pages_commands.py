"""derive in every format, export and report.

What they write, and one clear line for what they cannot.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from symattn.commands.cli import main
from symattn.commands.derive import SUFFIXES
from symattn.publishing import pdf
from symattn.records.record import CheckedDerivation
from symattn.records.saving import SavingError, file_name, file_names

from .rendering.samples import HOSTILE, PAGE

pytestmark = pytest.mark.usefixtures("kept")
SCHEMA = json.loads(
    (files("symattn") / "schema" / "derivation.schema.json").read_text(encoding="utf-8")
)


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(argv))
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


BEGINS = {
    "latex": "% 1a-gaps. What large gaps give",
    "text": "1(a)-gaps What large gaps give",
    "markdown": "## 1(a)-gaps",
    "html": "<!doctype html>",
    "json": "[",
}


@pytest.mark.parametrize("form", BEGINS)
def test_derive_prints_every_format(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "derive", "1a-gaps", "--format", form)
    assert (status, err) == (0, "") and out.startswith(BEGINS[form])


def test_the_name_of_a_file_says_its_format(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form, suffix in SUFFIXES.items():
        assert run(capsys, "derive", "1a-gaps.2", "-o", f"page{suffix}") == (0, "", "")
        assert (in_tmp / f"page{suffix}").read_text(encoding="utf-8").startswith(BEGINS[form])


def test_json_keeps_to_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(run(capsys, "derive", "1a-gaps", "--format", "json")[1])
    jsonschema.validate(json.loads(json.dumps([*data, PAGE.to_json(), HOSTILE.to_json()])), SCHEMA)
    for wrong in ({"verdict": "true"}, {"goal": 7}, {"more": 1}):
        step = data[0]["steps"][0] | wrong
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([data[0] | {"steps": [step]}], SCHEMA)


def test_what_derive_wrote_is_verified(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "derive", "1a-bound", "-o", "saved.json")[0] == 0
    status, out, err = run(capsys, "verify", "saved.json")
    assert (status, err) == (0, "") and "1a-bound: 2 of 2 verdicts replayed by the kernel" in out
    jsonschema.validate(json.loads((in_tmp / "saved.json").read_text(encoding="utf-8"))[0], SCHEMA)


def test_axioms_of_a_file(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (in_tmp / "mine.py").write_text(HOSTILE_FILE, encoding="utf-8")
    status, out, err = run(capsys, "axioms", "mine.py")
    assert (status, err) == (0, "") and "order" in out


def test_several_derivations_begin_with_contents(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "export", "1a-gaps", "1a-bound", "--to", "out", "--no-pdf")[0] == 0
    tex = {
        name: (in_tmp / "out" / f"{name}.tex").read_text(encoding="utf-8")
        for name in ("all", "1a-gaps")
    }
    assert (
        tex["all"].count("addcontentsline") == 2
        and r"\tableofcontents" in tex["all"]
        and "contents" not in tex["1a-gaps"]
    )


def test_report_is_a_site(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(
        capsys,
        "report",
        "1a-gaps",
        "1a-bound",
        "--to",
        "site",
        "--no-pictures",
        "--title",
        "Two & <more>",
    )
    assert (status, out, err) == (0, "site/index.html: 2 derivations\n", "")
    assert {f.name for f in (in_tmp / "site").iterdir()} == {
        "index.html",
        "1a-bound.html",
        "1a-gaps.html",
        "what-it-rests-on.html",
    }
    index = (in_tmp / "site" / "index.html").read_text(encoding="utf-8")
    assert (
        "<h1>Two &amp; &lt;more&gt;</h1>" in index
        and 'href="1a-gaps.html"' in index
        and "6 steps: 6 proved" in index
    )
    page = (in_tmp / "site" / "1a-gaps.html").read_text(encoding="utf-8")
    assert (
        "What this rests on: " in page
        and "limit by dominance" in page
        and "Theorem" in page
        and 'href="index.html"' in page
    )
    assert 'href="1a-gaps.html"' in (in_tmp / "site" / "what-it-rests-on.html").read_text(
        encoding="utf-8"
    )


def test_export_shares_a_style_file(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "export", "1a-gaps", "--to", "out", "--no-pdf")
    assert (status, err) == (0, "") and "1 derivation;" in out
    assert {f.name for f in (in_tmp / "out").iterdir()} == {
        "symattn.sty",
        "1a-gaps.tex",
        "all.tex",
        "index.html",
    }
    tex = (in_tmp / "out" / "1a-gaps.tex").read_text(encoding="utf-8")
    assert r"\usepackage[colour]{symattn}" in tex and r"\newdimen" not in tex


@pytest.mark.skipif(pdf.shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_export_makes_pdfs(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "export", "1a-gaps", "--to", "out")[0] == 0
    assert all(
        (in_tmp / "out" / name).read_bytes().startswith(b"%PDF")
        for name in ("1a-gaps.pdf", "all.pdf")
    )
    assert run(capsys, "derive", "1a-gaps", "--pdf", "page.pdf") == (
        0,
        "",
        "page.pdf written\n",
    ) and (in_tmp / "page.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture
def nothing_makes_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setitem(sys.modules, "typst", None)


@pytest.mark.usefixtures("nothing_makes_pdfs")
@pytest.mark.parametrize(
    "argv",
    [["derive", "1a-gaps", "--pdf", "page.pdf"], ["export", "--to", "out"]],
    ids=["derive", "export"],
)
def test_what_to_install_for_pdfs(
    argv: list[str], in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *argv)
    assert (
        (status, out) == (2, "")
        and err.startswith("symattn: no PDF can be made")
        and "pip install 'symattn[pdf]'" in err
        and err.count("\n") == 1
    )
    assert list(in_tmp.iterdir()) == []


@pytest.mark.parametrize(
    "argv, said",
    [
        (
            ["report", "1a-gaps", "--to", "full"],
            "full: is not empty; choose another folder, or write into it with --force",
        ),
        (["export", "1a-gaps", "--no-pdf", "--to", "full"], "full: is not empty"),
        (["report", "1a-gaps", "--to", "full/file/site"], "cannot be written to: Not a directory"),
        (
            ["derive", "1a-gaps", "-o", "nowhere/page.html"],
            "nowhere/page.html: cannot be written: there is no folder nowhere; make it first",
        ),
        (
            ["derive", "1a-gaps", "--pdf", "nowhere/page.pdf"],
            "nowhere/page.pdf: cannot be written: there is no folder nowhere",
        ),
        (
            ["report", "1a-gasp", "--to", "new"],
            "there is no derivation '1a-gasp'; did you mean 1a-gaps",
        ),
        (["derive", "1a-gaps", "--format", "pdf"], "'pdf' is not one of"),
        (
            ["derive", "1a-gaps", "--format", "html", "--standalone"],
            "--standalone is for --format latex",
        ),
        (
            ["derive", "1a-gaps", "--format", "text", "--style", "plain"],
            "--style is for --format latex",
        ),
        (
            ["derive", "1a-gaps", "--width", "2"],
            (
                "--width 2: expected article, twocolumn, or a number of centimetres from 8 to 60, "
                "such as 12.5"
            ),
        ),
        (["derive", "1a-gaps", "--width", "wide"], "--width wide: expected article, twocolumn"),
        (
            ["derive", "1a-gaps", "--width", "12", "--style", "symattn"],
            "--width is for --style plain",
        ),
        (
            ["check", "1a-gaps", "--bounds"],
            "--bounds is for --explain, --format json and --certificates",
        ),
        (
            ["derive", "1a-gaps", "-o", "page.pdf"],
            (
                "expected a name that ends in .tex, .txt, .md, .html, .json; for a PDF use --pdf "
                "page.pdf"
            ),
        ),
        (
            ["derive", "1a-gaps", "-o", "page.docx"],
            "expected a name that ends in .tex, .txt, .md, .html, .json; or say --format",
        ),
        (
            ["derive", "1a-gaps", "--pdf", "page.html"],
            "--pdf page.html: expected a name that ends in .pdf",
        ),
        (
            ["derive", "full/file.py", "--format", "text", "-o", "full/../full/file.py"],
            "is the file to be read, and would be overwritten; choose another name",
        ),
    ],
)
def test_bad_input_gets_one_line(
    argv: list[str], said: str, in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (in_tmp / "full").mkdir()
    (in_tmp / "full" / ("file.py" if "full/file.py" in argv else "file")).write_text(
        "kept", encoding="utf-8"
    )
    status, out, err = run(capsys, *argv)
    assert (status, out) == (2, "") and said in err and "Traceback" not in err
    assert [f.read_text(encoding="utf-8") for f in (in_tmp / "full").iterdir()] == ["kept"]


def test_force_writes_into_a_full_folder_and_leaves_the_rest(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (in_tmp / "mine.txt").write_text("kept", encoding="utf-8")
    assert run(capsys, "report", "1a-gaps", "--to", ".", "--no-pictures", "--force")[0] == 0
    assert (in_tmp / "mine.txt").read_text(encoding="utf-8") == "kept" and (
        in_tmp / "index.html"
    ).is_file()


HOSTILE_FILE = """
from symattn.writing.derivation import derivation


@derivation(
    "../../x<script>%_",
    title=r"\\input{/etc/passwd} </script><script>alert(1)</script> 50% a_b",
    source="$x$ `{{}}` {% raw %}",
)
def hostile(d):
    x = d.real("x")
    d.step(x, ">=", x - 1, why="</title><img src=x onerror=alert(1)>")
"""


def test_a_hostile_id_stays_in_its_folder(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (in_tmp / "mine.py").write_text(HOSTILE_FILE, encoding="utf-8")
    assert run(capsys, "report", "mine.py", "--to", "site", "--no-pictures")[0] == 0
    assert {f.name for f in in_tmp.iterdir()} - {"__pycache__"} == {"mine.py", "site"}
    names = {f.name for f in (in_tmp / "site").iterdir()}
    assert names == {"index.html", "what-it-rests-on.html", "_._.._x_script___.html"}
    for name in names:
        page = (in_tmp / "site" / name).read_text(encoding="utf-8")
        assert (
            "<script>alert" not in page
            and "<img" not in page
            and page.count("</script>") == page.count("<script")
        )
    assert (
        run(
            capsys,
            "export",
            "mine.py",
            "--to",
            "out",
            *([] if pdf.shutil.which("pdflatex") else ["--no-pdf"]),
        )[0]
        == 0
    )
    assert r"\textbackslash{}input\{/etc/passwd\}" in (in_tmp / "out" / "all.tex").read_text(
        encoding="utf-8"
    )


MINE = (
    "from symattn.writing.derivation import derivation\n@derivation('1a-gaps', title='Mine', "
    "source='')\ndef mine(d):\n    x = d.real('x')\n    d.step(x, '>=', x - 1)\n"
)


def test_no_derivation_is_lost(in_tmp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (in_tmp / "mine.py").write_text(MINE, encoding="utf-8")
    status, _, err = run(capsys, "report", "1a-gaps", "mine.py", "--to", "site", "--no-pictures")
    assert status == 2 and "two derivations have the id '1a-gaps'" in err
    for names, count in ((("1a-gaps.2", "1a-gaps.1"), 2), (("1a-gaps", "1a-gaps.1"), 4)):
        assert run(capsys, "report", *names, "--to", "site", "--no-pictures", "--force")[0] == 0
        assert (in_tmp / "site" / "1a-gaps.html").read_text(encoding="utf-8").count(
            '<tr class="step'
        ) == count


def test_a_pdf_that_cannot_be_made_ends_the_export(
    in_tmp: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (in_tmp / "bin").mkdir()
    (in_tmp / "bin" / "pdflatex").write_text(
        f"#!/bin/sh\necho run >>{in_tmp}/runs\nexit 1\n", encoding="utf-8"
    )
    (in_tmp / "bin" / "pdflatex").chmod(0o755)
    monkeypatch.setenv("PATH", f"{in_tmp / 'bin'}:/usr/bin:/bin")
    status, _, err = run(capsys, "export", "1a-gaps", "1a-bound", "--to", "out")
    assert (
        status == 2
        and err.count("\n") == 1
        and "LaTeX could not make a PDF" in err
        and (in_tmp / "runs").read_text() == "run\n"
    )


def test_output_goes_into_a_pipe() -> None:
    code = (
        "from symattn.commands.cli import main; main(['derive', '1a-bound', '--format', 'text', "
        "'-o', '/dev/stdout'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.startswith("1(a)-bound")


def test_file_names() -> None:
    assert (
        file_name("") == "_"
        and file_name("a/b\\c") == "a_b_c"
        and file_name("-rf") == "_rf"
        and len(file_name("x" * 999)) == 100
    )
    with pytest.raises(SavingError, match="two derivations would be saved under this name"):
        file_names(["a/b", "A_B"], Path("out"))


def test_what_latex_cannot_do_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pdflatex").write_text(
        "#!/bin/sh\necho '! LaTeX Error: File geometry.sty not found.'\nexit 1\n", encoding="utf-8"
    )
    (tmp_path / "pdflatex").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    records: list[CheckedDerivation] = [PAGE]
    with pytest.raises(
        SavingError, match="LaTeX could not make a PDF: LaTeX Error: File geometry.sty not found"
    ):
        pdf.by_latex(records)
