"""The trusted part stays small and stands on nothing but itself and the standard library."""
from __future__ import annotations

import ast
import io
import sys
import tokenize
from pathlib import Path

import pytest

import symattn

ROOT = Path(symattn.__file__).parent
BUDGET = 80_274  # tokens of code of what is trusted; it only goes down, but for what a decision record allows
LAYERS = {
    # package or module: what it may import of symattn
    "terms": {"terms"},
    "kernel": {"terms", "kernel"},
    "oracles": {"terms", "oracles"},
    "provers": {"terms", "kernel", "provers", "record", "changes"},
    "changes.py": {"terms"},
    "record.py": {"terms", "kernel"},
    "words": {"terms", "kernel", "oracles", "provers", "record", "judging", "words"},
    "judging.py": {"terms", "kernel", "oracles"},
    "enclosing.py": {"terms", "kernel", "provers", "judging"},
    "rendering": {"terms", "changes", "record", "words", "rendering"},
    "detail": {"terms", "kernel", "provers", "record", "judging", "words", "working", "detail"},
    "chains.py": {"terms", "record"},
    "saving.py": {"terms", "kernel", "record"},
    "replaying.py": {"terms", "kernel", "record", "chains", "saving", "working", "judging"},
    "literal_lines.py": set(),
    "written.py": {"terms"},
    "sympy_bridge.py": {"terms", "written"},
    "expressions.py": {"terms", "sympy_bridge", "written"},
    "derivation.py": {"terms", "kernel", "authoring", "links", "written"},
    "links.py": {"terms", "kernel"},
    "authoring.py": {"terms", "derivation", "expressions", "members", "record", "written"},
    "sources.py": set(),
    "cache.py": {"terms", "kernel", "record", "saving", "sources", "judging", "__version__"},
    "workers.py": set(),
    "working.py": {"workers"},
    "checking.py": {"terms", "kernel", "provers", "record", "chains", "derivation", "working", "cache", "equivalences", "judging", "enclosing"},
    "equivalences.py": {"terms", "kernel", "provers", "record"},
    "declarations.py": {"terms"},
    "asked.py": {"terms", "declarations"},
    "members.py": {"terms"},
    "printed.py": {"terms"},
    "question_chance.py": {"terms", "question"},
    "question.py": {"terms", "declarations", "asked", "members", "printed", "question_chance", "question_families"},
    "question_families.py": {"terms", "declarations", "question"},
    "spelling.py": {"terms", "question", "question_chance"},
    "bounding.py": {"terms", "kernel", "provers", "declarations", "limits", "asked", "spelling", "words", "working"},
    "limits.py": {"terms", "kernel", "provers", "record", "words", "declarations", "asked", "question", "spelling", "sympy_bridge", "rendering", "working"},
    "rates.py": {"terms", "kernel", "provers", "limits", "asked", "spelling", "working"},
}


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


@pytest.mark.parametrize("name", LAYERS)
def test_imports_run_one_way(name: str) -> None:
    for file in _files(name):
        inside = {i.split(".")[1] for i in _imports(file) if i.startswith("symattn.")}
        assert inside <= LAYERS[name], f"{file.name} imports {inside - LAYERS[name]}"


@pytest.mark.parametrize("name", ["terms", "kernel"])
def test_the_trusted_part_imports_the_standard_library_only(name: str) -> None:
    for file in _files(name):
        outside = {i.split(".")[0] for i in _imports(file)} - {"symattn", "__future__"}
        assert outside <= set(sys.stdlib_module_names)
        names = {n.id for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.Name)}
        assert not names & {"float", "eval", "exec", "sympy", "mpmath", "flint", "numpy"}


def test_python_flint_is_an_oracle_and_imported_late() -> None:
    """Nothing but the oracles may rest on Arb, and nobody needs it installed to import symattn."""
    for file in sorted(ROOT.rglob("*.py")):
        if "flint" not in {i.split(".")[0] for i in _imports(file)}:
            continue
        assert file.parent.name == "oracles", f"{file.name} imports flint"
        at_once = {a.name for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, (ast.Import, ast.ImportFrom)) for a in node.names}
        assert "flint" not in at_once


def _tokens_of_code(file: Path) -> int:
    """What no formatter changes: tokens outside docstrings and comments."""
    source = file.read_text(encoding="utf-8")
    docstrings: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        documented = isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module))
        if documented and ast.get_docstring(node) is not None:
            first = node.body[0]
            docstrings |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    blank = (
        tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER
    )  # fmt: skip
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return sum(t.type not in blank and t.start[0] not in docstrings for t in tokens)


def test_the_trusted_part_keeps_to_its_budget() -> None:
    assert sum(_tokens_of_code(f) for name in ("kernel", "terms") for f in _files(name)) <= BUDGET


def test_a_file_is_a_room() -> None:
    long = [f.name for name in LAYERS for f in _files(name) if len(f.read_text(encoding="utf-8").splitlines()) > 350]
    assert long == []
