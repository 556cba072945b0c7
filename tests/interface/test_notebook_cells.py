"""%load_ext symattn: pages in cells, and what stays from one to the next."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

import symattn
from symattn.interface.notebook_cells import NotebookCells
from symattn.reading.documents.pieces import PageError
from symattn.results.wrong_arguments import ArgumentError
from symattn.search.clock import SECONDS_PER_STEP

DECLARED = "let n: integer >= 2\nlet \\beta: positive\n"
PAGE = "Then $e^\\beta > 1$.\n\nHence $n > 2$.\n"


class Shell:
    """As much of IPython's as is used."""

    def __init__(self) -> None:
        self.magics: dict[str, Any] = {}

    def register_magic_function(self, function: Any, kind: str, name: str) -> None:
        assert kind == "line_cell"
        self.magics[name] = function


@pytest.fixture
def cells(in_tmp: Path) -> NotebookCells:
    return NotebookCells()


def test_a_cell_is_a_page(cells: NotebookCells) -> None:
    found = cells.symattn("", f"```symattn\n{DECLARED}```\n{PAGE}")
    assert isinstance(found, symattn.PageResult)
    assert [one.verdict for one in found if one.role == "claim"] == ["proved", "conditional"]
    assert [one.line for one in found if one.role == "claim"] == [6, 8], "%%symattn is line 1"
    html = found._repr_html_()
    assert html.startswith('<div class="symattn ') and "<math" in html and "line 8" in html
    assert "<script" not in html and "<iframe" not in html and "http" not in html


def test_declarations_stay(cells: NotebookCells, capsys: pytest.CaptureFixture[str]) -> None:
    assert cells.symattn("--declare", DECLARED) is None
    assert "let n: integer >= 2" in capsys.readouterr().out
    for _ in range(2):
        found = cells.symattn("", PAGE)
        assert found is not None and found.counts == {"proved": 1, "conditional": 1}
    cells.symattn("--declare", "let x: real\n")  # in place of the others
    found = cells.symattn("", "Hence $x^2 \\ge 0$ and $\\beta > 0$.\n")
    assert found is not None and found.counts == {"proved": 1, "not_read": 1}


def test_a_setting_stays_and_goes_with_declarations(cells: NotebookCells) -> None:
    found = cells.symattn("--setting softmax-attention", r"Hence $\sum_j \alpha_j = 1$.")
    assert found is not None and found.verdict == "proved"
    cells.symattn("--declare", "let x: real")
    found = cells.symattn("", r"Hence $\sum_j \alpha_j = 1$ and $x^2 \ge 0$.")
    assert found is not None and found.counts == {"proved": 2}
    cells.symattn("--forget")
    found = cells.symattn("", r"Hence $\sum_j \alpha_j = 1$.")
    assert found is not None and found.verdict == "not_read"


def test_a_setting_beside_the_notebook(cells: NotebookCells, in_tmp: Path) -> None:
    (in_tmp / "mine.symattn").write_text("let z: positive\n")
    found = cells.symattn("--setting=mine", "Hence $z + 1 > 1$.")
    assert found is not None and found.verdict == "proved"


def test_a_format_is_for_its_cell_and_stays_if_it_is_set_alone(cells: NotebookCells) -> None:
    latex = (
        "%% symattn: let x: real\n\\begin{align*}\n(x + 1)^2 &\\ge 0 \\\\\n&= 1\n\\end{align*}\n"
    )
    found = cells.symattn("--format latex --seconds 5", latex)
    assert found is not None and found.page.page.document.form == "latex"
    assert [one.line for one in found if one.role == "claim"] == [4, 5]
    assert (cells.form, cells.seconds) == ("markdown", SECONDS_PER_STEP)
    cells.symattn("--format latex --seconds 5")
    assert (cells.form, cells.seconds) == ("latex", 5)
    found = cells.symattn("", latex)
    assert found is not None and found.page.page.document.form == "latex"


@pytest.mark.parametrize(
    ("line", "cell", "said"),
    [
        ("--setting nowhere", PAGE, "no setting has the name 'nowhere'"),
        ("--seting x", PAGE, "expected --setting, --format"),
        ("--setting", PAGE, "expected something behind --setting"),
        ("--format word", PAGE, "--format"),
        ("--seconds soon", PAGE, "--seconds: expected a number, found 'soon'"),
        ("--seconds nan", PAGE, "second"),
        ("--setting 'x", PAGE, "a quotation mark has no other"),
        ("--declare", "", "expected declarations below"),
        ("--declare", None, "expected declarations below"),
        (
            "--declare",
            "let x: real\nlet y: flimsy\n",
            "cell:3:8: found 'flimsy'",
        ),
        ("two-heads", PAGE, "found 'two-heads'"),
    ],
)
def test_what_is_wrong_is_said_in_a_line_and_changes_nothing(
    cells: NotebookCells, line: str, cell: str | None, said: str
) -> None:
    before = dict(vars(cells))
    with pytest.raises((ArgumentError, PageError)) as raised:
        cells.symattn(line, cell)
    assert said in str(raised.value) and "\n" not in str(raised.value)
    assert vars(cells) == before


def test_it_is_loaded_by_name() -> None:
    shell = Shell()
    symattn.load_ipython_extension(shell)
    assert list(shell.magics) == ["symattn"] and "--setting" in shell.magics["symattn"].__doc__
    assert "load_ipython_extension" not in symattn.__all__


def test_where_there_is_no_ipython() -> None:
    for shell in (None, object()):
        with pytest.raises(symattn.ArgumentError, match="is for IPython and Jupyter") as raised:
            symattn.load_ipython_extension(shell)
        assert "\n" not in str(raised.value)


def test_the_cells_of_the_document(cells: NotebookCells) -> None:
    document = Path(symattn.__file__).parents[1] / "docs" / "notebook.md"
    shown = re.findall(
        r"```text\n%%symattn([^\n]*)\n(.*?)```", document.read_text("utf-8"), re.DOTALL
    )
    found = [cells.symattn(line, cell) for line, cell in shown]
    assert found[0] is None and found[1] is not None
    claims = [(one.line, one.verdict) for one in found[1] if one.role == "claim"]
    assert claims == [(2, "proved"), (4, "refuted")] and found[1].first_error.repairs


def test_a_notebook_is_run(in_tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    from nbformat import v4

    monkeypatch.setenv("PYTHONPATH", str(Path(symattn.__file__).parents[1]))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    sources = (
        "%load_ext symattn", f"%%symattn --declare\n{DECLARED}", f"%%symattn\n{PAGE}",
        "_.verdict", "%symattn --setting nowhere",
    )  # fmt: skip
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])
    client = nbclient.NotebookClient(notebook, timeout=120, allow_errors=True)
    client.create_kernel_manager()
    client.km.kernel_cmd = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    client.execute()
    told = [cell.outputs for cell in notebook.cells]
    assert told[0] == [] and "let \\beta: positive" in told[1][0].text
    assert "<math" in told[2][0].data["text/html"]
    assert told[2][0].data["text/plain"].startswith("cell:4:8: conditional: n > 2\n")
    assert told[3][0].data["text/plain"] == "'conditional'"
    assert told[4][0].text.startswith("UsageError: no setting has the name 'nowhere'")
    assert "Traceback" not in told[4][0].text
