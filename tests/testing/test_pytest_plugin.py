"""`pytest --symattn`: lines of pages as tests, in folders made for the purpose."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import symattn
import symattn.testing.page_tests  # noqa: F401
from symattn.commands.check import check
from symattn.reading.documents.pieces import Document
from symattn.reading.whole_pages.page_reader import read_page
from symattn.testing.pytest_plugin import PAGES

pytest_plugins = ["pytester"]
PLUGIN = "symattn.testing.pytest_plugin"
INSTALLED = any(one.name == "symattn" for one in entry_points(group="pytest11"))
WITH = ("--symattn", *([] if INSTALLED else ["-p", PLUGIN]), "-p", "no:cacheprovider")

WEIGHTS = r"""# Weights

```symattn
let n: integer >= 2
let \beta: positive
```

Then $e^\beta > 1$ and

$$\frac{e^\beta}{e^\beta + n - 1} = \frac{1}{1 + n e^{-\beta}}$$

Hence $n \ge 2$.
"""
SQUARES = r"""\documentclass{article}
\begin{document}
%% symattn: let x, y: real
Then $x^2 + y^2 \ge 2 x y$.
\end{document}
"""
OTHER = "# A page that is none of symattn's\n\nHere $1 = 2$.\n"


@pytest.fixture(scope="module", autouse=True)
def _all_is_loaded() -> None:
    """Runs within this process leave no module behind; what starts workers must stay the same."""
    with symattn.Checker(workers=1) as checker:
        checker.check("1 < 2")


@pytest.fixture
def notes(pytester: pytest.Pytester) -> pytest.Pytester:
    """Two pages with blocks, one of which has a wrong line, a page without, and a test."""
    pytester.makeini("[pytest]\nfilterwarnings = error\n")
    pytester.makepyfile(test_own="def test_own():\n    pass\n")
    for name, text in (("weights.md", WEIGHTS), ("squares.tex", SQUARES), ("README.md", OTHER)):
        (pytester.path / name).write_text(text, encoding="utf-8")
    return pytester


def test_one_wrong_line_is_one_test_that_fails(notes: pytest.Pytester) -> None:
    found = notes.runpytest_inprocess(*WITH, "-v", "--junitxml=found.xml")
    found.assert_outcomes(passed=4, failed=1)
    out = found.stdout.str()
    assert "weights.md::line-10 FAILED" in out and "squares.tex::line-4 PASSED" in out
    assert "weights.md:10:3: false: exp(β)/(exp(β) + n − 1) = 1/(1 + n exp(−β))" in out
    assert "Counterexample: At n = 2" in out and "Write: \\frac{e^\\beta}" in out
    assert "FAILED weights.md::line-10 - false: exp(β)/" in out and "page_tests.py" not in out
    suite = ElementTree.parse(notes.path / "found.xml").getroot()[0]
    (failed,) = [case for case in suite if case.find("failure") is not None]
    told = {one.get("name"): one.get("value") for one in failed.iter("property")}
    assert told == {"file": "weights.md", "line": "10", "verdict": "refuted"}
    assert (failed.get("classname"), failed.get("name")) == ("weights.md", "line-10")
    said = failed.find("failure")
    assert said is not None and "weights.md:10:3: false" in (said.text or "")


def test_older_junit_names_file_and_line(notes: pytest.Pytester) -> None:
    xml = ("--junitxml=found.xml", "-o", "junit_family=xunit1")
    notes.runpytest_inprocess(*WITH, *xml, "weights.md::line-10")
    (case,) = ElementTree.parse(notes.path / "found.xml").getroot()[0]
    assert (case.get("file"), case.get("line")) == ("weights.md", "9")  # pytest counts from 0


def test_nothing_is_collected_without_the_option(notes: pytest.Pytester) -> None:
    notes.runpytest_inprocess(*WITH[1:]).assert_outcomes(passed=1)


def test_names_stay_and_choose(notes: pytest.Pytester) -> None:
    listed = notes.runpytest_inprocess(*WITH, "--collect-only", "-q").stdout.str()
    names = re.findall(r"^\S+::line-\S+$", listed, re.MULTILINE)
    assert names == [
        "squares.tex::line-4", "weights.md::line-8", "weights.md::line-10", "weights.md::line-12",
    ]  # fmt: skip
    notes.runpytest_inprocess(*WITH, "-k", "line-12").assert_outcomes(passed=1, deselected=4)
    notes.runpytest_inprocess(*WITH, "-k", "weights and not line-10").assert_outcomes(
        passed=2, deselected=3
    )
    notes.runpytest_inprocess(*WITH, "weights.md::line-10").assert_outcomes(failed=1)


def test_what_failed_last_is_tried_alone(notes: pytest.Pytester) -> None:
    with_cache = WITH[:-2]
    notes.runpytest_inprocess(*with_cache).assert_outcomes(passed=4, failed=1)
    again = notes.runpytest_inprocess(*with_cache, "--lf")
    again.assert_outcomes(failed=1)
    page = notes.path / "weights.md"
    page.write_text(WEIGHTS.replace("1 + n e", "1 + (n - 1) e"), encoding="utf-8")
    notes.runpytest_inprocess(*with_cache, "--lf").assert_outcomes(passed=1)


def test_processes_share_what_they_find(notes: pytest.Pytester) -> None:
    """Each page is checked once, whichever of two processes has its lines."""
    pytest.importorskip("xdist")
    notes.makeconftest(
        """
        import pathlib
        from symattn.testing.checked_once import CheckedOnce
        before = CheckedOnce._checked
        def noted(self, page):
            with (pathlib.Path(__file__).parent / "noted").open("a") as file:
                file.write(page.name + "\\n")
            return before(self, page)
        CheckedOnce._checked = noted
        """
    )
    found = notes.runpytest_subprocess(*WITH, "-n2")
    found.assert_outcomes(passed=4, failed=1)
    assert "FAILED weights.md::line-10 - false: exp(β)/" in found.stdout.str()
    noted = (notes.path / "noted").read_text().split()
    assert sorted(noted) == ["squares.tex", "weights.md"]


def test_several_claims_of_a_line_have_names_of_their_own(pytester: pytest.Pytester) -> None:
    text = "```symattn\nlet x: real\n```\n\nThen $x = x + 0$ and $x + 1 > x$ and $x^2 < 0$.\n"
    (pytester.path / "page.md").write_text(text)
    found = pytester.runpytest_inprocess(*WITH, "-v")
    found.assert_outcomes(passed=2, failed=1)
    found.stdout.fnmatch_lines(
        ["*page.md::line-5:7 PASSED*", "*page.md::line-5:23 PASSED*", "*page.md::line-5:39 FAILED*"]
    )


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (b"```symattn\nlet x: real\n```\n\xff\n", "page", "page.md: text in UTF-8 was expected"),
        (b"```symattn\nsetting nowhere\n```\n", "line-2", "page.md:2:8: not read"),
        (b"```symattn\nlet x: flimsy\n```\n", "line-2", "page.md:2:8: not read"),
        (b"```symattn\nlet x: real\n```\nSo $x \\oplus 1 = x$.\n", "line-4", "page.md:4:"),
    ],
    ids=["no text", "no such setting", "no declaration", "no formula"],
)
def test_a_broken_page_is_one_item_with_its_place(
    pytester: pytest.Pytester, text: bytes, name: str, said: str
) -> None:
    (pytester.path / "page.md").write_bytes(text)
    found = pytester.runpytest_inprocess(*WITH, "-v")
    assert found.parseoutcomes()["failed"] == 1
    out = found.stdout.str()
    assert f"page.md::{name} FAILED" in out and said in out
    assert f"{pytester.path}/" not in out and "Traceback" not in out


def test_a_mistake_in_the_reader_costs_its_page_alone(
    notes: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(document: Document, *more: object) -> object:
        if document.name.endswith(".tex"):
            raise RecursionError("too\ndeep")
        return read_page(document, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("symattn.testing.page_tests.read_page", read)
    found = notes.runpytest_inprocess(*WITH)
    found.assert_outcomes(passed=3, failed=2)
    said = "squares.tex: internal error: RecursionError: too deep; please report it"
    assert said in found.stdout.str()


def test_a_page_without_claims_has_no_tests(pytester: pytest.Pytester) -> None:
    (pytester.path / "page.md").write_text("```symattn\nlet x: real\n```\nNothing is said.\n")
    (pytester.path / "empty.md").write_text("")
    for named in ((), ("page.md",)):
        found = pytester.runpytest_inprocess(*WITH, *named)
        assert found.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    pytester.runpytest_inprocess(*WITH, "empty.md").assert_outcomes(failed=1)


def test_a_page_that_is_named_needs_no_block(pytester: pytest.Pytester) -> None:
    (pytester.path / "page.md").write_text(r"Hence $\sum_j \alpha_j = 1$." + "\n")
    assert pytester.runpytest_inprocess(*WITH).ret == pytest.ExitCode.NO_TESTS_COLLECTED
    setting = ("--symattn-setting", "softmax-attention")
    pytester.runpytest_inprocess(*WITH, *setting, "page.md").assert_outcomes(passed=1)
    wrong = pytester.runpytest_inprocess(*WITH, "--symattn-setting", "softmax", "page.md")
    wrong.assert_outcomes(failed=1)
    assert "page.md: no setting has the name 'softmax'" in wrong.stdout.str()


@pytest.mark.parametrize(
    ("said", "outcome"),
    [("", "failed"), ("fail", "failed"), ("skip", "skipped"), ("pass", "passed")],
)
def test_what_is_not_decided(pytester: pytest.Pytester, said: str, outcome: str) -> None:
    undecided = r"$e^{e^{x}} > x^3 + e^{x} - \tanh(x)$"
    text = f"```symattn\nlet x: real\n```\nHence {undecided}.\n"
    (pytester.path / "page.md").write_text(text)
    more = ("--symattn-undecided", said) if said else ()
    found = pytester.runpytest_inprocess(*WITH, "-rs", *more)
    found.assert_outcomes(**{outcome: 1})
    if said == "skip":
        assert "SKIPPED [1] page.md:4: not decided: exp(exp(x)) >" in found.stdout.str()


def test_a_line_that_is_declared_false(pytester: pytest.Pytester) -> None:
    text = "```symattn\nlet x: real\nfalse 5, 6\n```\nHence $x^2 < 0$.\nHence $x^2 + 1 > 0$.\n"
    (pytester.path / "page.md").write_text(text)
    found = pytester.runpytest_inprocess(*WITH, "-v")
    found.assert_outcomes(passed=1, failed=1)
    out = found.stdout.str()
    assert "page.md::line-5 PASSED" in out and "Declared: false." in out


def test_a_file_that_a_page_includes(pytester: pytest.Pytester) -> None:
    (pytester.path / "parts").mkdir()
    (pytester.path / "parts" / "one.tex").write_text("Then $x^2 \\ge 0$.\n\nBut $x^2 < 0$.\n")
    (pytester.path / "page.tex").write_text(
        "\\begin{document}\n%% symattn: let x: real\n\\input{parts/one}\n\\end{document}\n"
    )
    found = pytester.runpytest_inprocess(*WITH, "-v")
    found.assert_outcomes(passed=1, failed=1)
    out = found.stdout.str()
    assert "page.tex::one:line-3 FAILED" in out and "parts/one.tex:3:6: false" in out


def test_without_the_option_sympy_is_not_loaded(tmp_path: Path) -> None:
    """What pytest loads wherever symattn is installed is a module or two."""
    program = (
        "import sys, pytest\nbefore = set(sys.modules)\n"
        f"import {PLUGIN}\nfound = sorted(m for m in set(sys.modules) - before)\n"
        "print([m for m in found if not m.startswith('symattn')], *found)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={"PYTHONPATH": str(Path(symattn.__file__).parents[1]), "PATH": ""},
    )  # fmt: skip
    assert done.stdout.split() == [
        "[]", "symattn", "symattn.testing", PLUGIN, "symattn.version",
    ]  # fmt: skip


DOCUMENT = (Path(symattn.__file__).parents[1] / "docs" / "pytest.md").read_text(encoding="utf-8")


def test_the_example_of_the_document(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((name, page),) = re.findall(r"^````\w+ (\S+)\n(.*?)^````$", DOCUMENT, re.DOTALL | re.MULTILINE)
    (shown,) = re.findall(r"```text\n\$ pytest --symattn -q\n(.*?)```", DOCUMENT, re.DOTALL)
    (pytester.path / name).write_text(page, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    found = pytester.runpytest_inprocess(*WITH, "-q")
    told = [line for line in shown.splitlines() if "====" not in line and "____" not in line]
    assert told[0].startswith(".F") and set(told) <= set(found.outlines)


def test_the_hook_runs_what_there_is() -> None:
    """Its command and its options are the command line's; pages are the files that it takes."""
    text = (Path(symattn.__file__).parents[1] / ".pre-commit-hooks.yaml").read_text()
    hook = dict(re.findall(r"^[- ] (\w+): (.*)$", text, re.MULTILINE))
    assert (hook["id"], hook["language"]) == ("symattn", "python")
    program, command, option = hook["entry"].split()
    assert (program, command) == ("symattn", "check")
    assert option in {o for parameter in check.params for o in parameter.opts}
    for ending in PAGES:
        assert re.search(hook["files"], f"notes/page{ending}")
    assert not re.search(hook["files"], "notes/page.py")
