"""The trusted part stays small and stands on nothing but itself and the standard library."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import symattn

from ..house import house

ROOT = Path(symattn.__file__).parent
# tokens of code of what is trusted; it only goes down, but for what decisions allow (0016, 0027)
BUDGET = 82_443


def _files(name: str) -> list[Path]:
    return sorted((ROOT / name).rglob("*.py")) if (ROOT / name).is_dir() else [ROOT / name]


def _imports(file: Path) -> set[str]:
    """The top-level names that a file imports: "symattn.kernel", "math"."""
    package = ["symattn", *file.relative_to(ROOT).parts[:-1]]
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {module} if node.module else {f"{module}.{a.name}" for a in node.names}
    return found


@pytest.mark.parametrize("name", ["language", "kernel"])
def test_the_trusted_part_imports_the_standard_library_only(name: str) -> None:
    for file in _files(name):
        outside = {i.split(".")[0] for i in _imports(file)} - {"symattn", "__future__"}
        assert outside <= set(sys.stdlib_module_names)
        names = {
            n.id
            for n in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(n, ast.Name)
        }
        assert not names & {"float", "eval", "exec", "sympy", "mpmath", "flint", "numpy"}


def test_python_flint_is_an_oracle_and_imported_late() -> None:
    """Nothing but the oracles may rest on Arb, and nobody needs it installed to import symattn."""
    for file in sorted(ROOT.rglob("*.py")):
        if "flint" not in {i.split(".")[0] for i in _imports(file)}:
            continue
        assert file.parent.name == "oracles", f"{file.name} imports flint"
        at_once = {
            a.name
            for node in ast.parse(file.read_text(encoding="utf-8")).body
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for a in node.names
        }
        assert "flint" not in at_once


def test_the_trusted_part_keeps_to_its_budget() -> None:
    assert sum(map(house.tokens, house.trusted(house.HERE))) <= BUDGET


def test_no_file_is_longer_than_a_few_pages() -> None:
    """What grows longer is divided by idea."""
    long = [f for f in sorted(ROOT.rglob("*.py")) if len(f.read_text("utf-8").splitlines()) > 350]
    assert long == []
