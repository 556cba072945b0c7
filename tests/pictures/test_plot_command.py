"""`symattn plot` as its users meet it: a file, or one line that says why there is none."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from symattn.commands.plot import plot

from .records import average, record


@pytest.fixture(autouse=True)
def _checked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn is checked elsewhere; here it is taken from there."""
    from symattn.commands import choosing

    monkeypatch.setattr(
        choosing,
        "checked",
        lambda chosen, beside: [
            (s, average() if s.entry.id == "1b" else record(s.entry.id)) for s in chosen
        ],
    )


def run(*arguments: str) -> tuple[int, str]:
    """Exit status and output; an error that the command line turns into one line is that line."""
    result = CliRunner().invoke(plot, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        assert type(result.exception).__name__ in ("BookError", "SavingError"), result.exception
        return 2, f"{result.exception}\n"
    return result.exit_code, result.output


def test_all_pictures_in_one_file_named_by_the_id(in_tmp: Path) -> None:
    status, out = run("1b")
    assert (status, out) == (0, "1b.svg: weights\n") and Path("1b.svg").read_text().startswith(
        "<?xml"
    )
    first = Path("1b.svg").read_bytes()
    assert run("1b", "--set", "n=4")[0] == 0 and Path("1b.svg").read_bytes() != first  # overwritten
    assert [p.name for p in Path().iterdir()] == ["1b.svg"]


@pytest.mark.parametrize(
    ("name", "begins"), [("a.png", b"\x89PNG"), ("a.pdf", b"%PDF"), ("a.SVG", b"<?xml")]
)
def test_formats(in_tmp: Path, name: str, begins: bytes) -> None:
    status, out = run("1c.ii-a", "--kind", "density", "-o", name, "--monte-carlo", "50")
    assert (
        status == 0 and out == f"{name}: density\n" and Path(name).read_bytes().startswith(begins)
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["7z"], "there is no derivation '7z'"),
        (["1c"], "1c names 8 derivations, and a picture is of one: 1c.i, "),
        (["1b.3"], "1b.3 is a step, and a picture is of a derivation: plot 1b"),
        (["nothing.py"], "nothing.py: there is no such file"),
        (["1b", "-o", "a.jpg"], "expected a name that ends in .svg, .png or .pdf"),
        (["1b", "-o", "no/such/folder.svg"], "folder.svg: cannot be written: there is no folder"),
        (["1b", "--kind", "plane"], "1b has no plane picture: no step proves a limit whose cases"),
        (["1b", "--set", "n=1"], "n ≥ 2 does not hold at n = 1"),
        (
            ["1b", "--set", "beta=3"],
            (
                "no picture applies to 1b; not weights: β is the axis of this picture, and is "
                "given a value"
            ),
        ),
        (
            ["1c.ii-a", "--kind", "density", "--set", "gamma_a=3"],
            "no picture applies to 1c.ii-a; not density: γ_a is random",
        ),
        (
            ["1a-values"],
            "no picture applies to 1a-values; weights needs a weight with a proved closed form",
        ),
        (["1b", "--monte-carlo", "-1"], "Invalid value for '--monte-carlo'"),
        (["1b", "--kind", "pie"], "Invalid value for '--kind'"),
    ],
)
def test_bad_input_is_one_line(in_tmp: Path, arguments: list[str], message: str) -> None:
    status, out = run(*arguments)
    assert status != 0 and message in out and "Traceback" not in out
    assert (
        len([line for line in out.splitlines() if line and not line.startswith(("Usage:", "Try "))])
        == 1
    )
    assert not list(Path().iterdir())


def test_a_value_that_nothing_depends_on(in_tmp: Path) -> None:
    status, out = run("1c.ii-a", "--set", "gamma_a=2", "--set", "n=5")
    assert status == 0 and out == (
        "1c.ii-a.svg: weights; not density: γ_a is random in this picture, and is given a value\n"
    )
    status, out = run("1c.ii-a", "--kind", "weights", "--set", "beta=2")
    assert status != 0 and "β is the axis" in out


def test_without_numpy_a_report_is_written_without_pictures(in_tmp: Path) -> None:
    """Neither NumPy nor matplotlib comes with the package alone."""
    code = (
        "import sys; sys.modules.update(numpy=None, matplotlib=None); "
        "from symattn.commands.cli import main; main(['report', '1b', '--to', 'site'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "without pictures: pictures need matplotlib" in done.stderr
    assert (in_tmp / "site" / "index.html").is_file()


def test_without_matplotlib(in_tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] == "matplotlib":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert run("1b")[1] == "Error: pictures need matplotlib: pip install 'symattn[plot]'\n"
