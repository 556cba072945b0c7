"""What the interface looks like from outside: its types, its help, its page."""

from __future__ import annotations

import doctest
import importlib.util
import inspect
import pydoc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import symattn

from . import a_users_file

ROOT = Path(__file__).parents[2]
SCREENS = 2 * 50
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


def _maker() -> Any:
    file = ROOT / "docs" / "make" / "examples.py"
    spec = importlib.util.spec_from_file_location("examples", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_users_file_runs(tmp_path: Path) -> None:
    assert len(a_users_file.main(tmp_path)) == 13


def test_a_users_file_is_typed() -> None:
    """With what `mypy symattn` has found already, if it has been run."""
    pytest.importorskip("mypy")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(a_users_file.__file__)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_users_file_uses_every_public_function() -> None:
    source = Path(str(a_users_file.__file__)).read_text(encoding="utf-8")
    functions = [n for n in symattn.__all__ if inspect.isfunction(getattr(symattn, n))]
    assert len(functions) >= 9
    assert [n for n in functions if f"symattn.{n}(" not in source] == []


def test_the_help_fits_two_screens() -> None:
    told = pydoc.plain(pydoc.render_doc(symattn)).splitlines()
    assert len(told) <= SCREENS
    head = "\n".join(told)
    functions = [n for n in symattn.__all__ if inspect.isfunction(getattr(symattn, n))]
    assert [n for n in (*functions, "Checker", "SymattnError") if f"symattn.{n}" not in head] == []


def test_all_that_is_offered_is_there() -> None:
    assert set(symattn.__all__) <= set(dir(symattn)) and len(set(symattn.__all__)) == len(
        symattn.__all__
    )
    for name in symattn.__all__:
        assert getattr(symattn, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        symattn.nothing  # noqa: B018


@pytest.mark.parametrize("name", [n for n in symattn.__all__ if n != "__version__"])
def test_everything_is_documented(name: str) -> None:
    thing = getattr(symattn, name)
    assert (thing.__doc__ or "").strip() and not (thing.__doc__ or "").startswith(f"{name}(")
    if inspect.isfunction(thing):
        assert ">>> " in thing.__doc__, "an example"
        if name != "settings":
            assert "Raises" in thing.__doc__
        hints = inspect.signature(thing)
        assert all(p.annotation is not p.empty for p in hints.parameters.values())


def test_importing_it_loads_nothing() -> None:
    code = (
        "import sys, symattn\n"
        "dir(symattn)\n"
        "print([m for m in ('sympy', 'msgspec', 'click', 'symattn.kernel') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_examples_of_its_page(in_tmp: Path) -> None:
    maker = _maker()
    maker.with_files(in_tmp, maker.shown_files(PAGE))
    examples = doctest.DocTestParser().get_doctest(PAGE, {}, "python.md", None, 0)
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(examples)
    assert not runner.failures and runner.tries > 30


def test_its_page_names_all_errors_and_functions() -> None:
    for name in symattn.__all__:
        thing = getattr(symattn, name)
        public = inspect.isfunction(thing) or (
            isinstance(thing, type) and issubclass(thing, Exception)
        )
        if public:
            assert f"`{name}" in PAGE or f"symattn.{name}" in PAGE, name
