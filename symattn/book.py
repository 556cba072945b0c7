"""The book: all derivations that can be found by id.

Ids, titles and sources are read from the decorators' literals without running anything, so that listing is quick and
needs no SymPy; a module is imported when one of its derivations is asked for.
"""
from __future__ import annotations

import ast
import difflib
import importlib
import importlib.util
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .derivation import Derivation

GROUP = "symattn.derivations"
MARK = "The book of symattn"


class BookError(Exception):
    """The book cannot be read, or has no such id; one line for the user."""


@dataclass(frozen=True)
class Entry:
    """Where a derivation stands, and what its decorator says."""

    id: str
    title: str
    source: str
    module: str
    file: Path
    line: int

    def load(self) -> Derivation:
        """The derivation itself.  Imports its module, and so SymPy.  Raises AuthoringError."""
        from .derivation import REGISTRY

        importlib.import_module(self.module)
        return REGISTRY[self.id]


@dataclass(frozen=True)
class Selection:
    """One derivation, or one step of it."""

    entry: Entry
    step: int | None = None


def entries() -> list[Entry]:
    """Every derivation of the installed book, in the order of files and lines.  Raises BookError."""
    found: list[Entry] = []
    for package in sorted({point.value for point in entry_points(group=GROUP)}):
        root = _folder(package)
        for file in sorted(root.rglob("*.py")):
            module = ".".join((package, *file.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
            found += read_entries(file, module)
    seen: dict[str, Entry] = {}
    for entry in found:
        if entry.id in seen:
            other = seen[entry.id]
            raise BookError(f"{entry.file}:{entry.line}: the id {entry.id!r} is taken already, by {other.file}:{other.line}; choose another")
        seen[entry.id] = entry
    return found


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    folders = [Path(p) for p in (spec.submodule_search_locations or [])] if spec else []
    if not folders:
        raise BookError(f"the package {package!r} of derivations is registered and not installed; install symattn again")
    init = folders[0] / "__init__.py"
    if package == "derivations" and not (init.is_file() and MARK in init.read_text(encoding="utf-8")):
        raise BookError(f"the folder {folders[0]} hides symattn's own book, which has the same name; rename it, or run symattn from another folder")
    return folders[0]


def read_entries(file: Path, module: str) -> list[Entry]:
    """What the @derivation decorators of a file say.  Raises BookError, with file and line."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    except (SyntaxError, UnicodeDecodeError, OSError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise BookError(f"{file}:{line}: cannot be read as Python: {getattr(error, 'msg', error)}") from error
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        for call in node.decorator_list:
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "derivation":
                found.append(_entry(call, file, module))
    return sorted(found, key=lambda e: e.line)


def _entry(call: ast.Call, file: Path, module: str) -> Entry:
    values = [call.args[0] if call.args else None, *(next((k.value for k in call.keywords if k.arg == name), None) for name in ("title", "source"))]
    texts = [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]
    if len(texts) != 3:
        raise BookError(f'{file}:{call.lineno}: expected @derivation("id", title="...", source="...") with literal texts')
    return Entry(texts[0], texts[1], texts[2], module, file, call.lineno)


def select(name: str, book: list[Entry]) -> list[Selection]:
    """The derivations that an id names: a question "1c", a part "1c.ii", a step "1c.ii.7".

    Raises BookError for an unknown id, with the nearest ones.

    >>> select("7z", [])
    Traceback (most recent call last):
    ...
    symattn.book.BookError: there is no derivation '7z'; `symattn list` shows all
    """
    exact = [Selection(e) for e in book if e.id == name]
    inside = [Selection(e) for e in book if e.id.startswith((name + ".", name + "-"))]
    if exact or inside:
        return exact + inside
    part, dot, step = name.rpartition(".")
    if dot and step.isdecimal():
        if found := [Selection(e, int(step)) for e in book if e.id == part]:
            return found
    near = difflib.get_close_matches(name, [e.id for e in book], n=3, cutoff=0.3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`symattn list` shows all"
    raise BookError(f"there is no derivation {name!r}; {hint}")
