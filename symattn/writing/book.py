"""The book: all derivations that can be found by id.

Ids, titles and sources are read from the decorators' literals without running anything, so that
listing is quick and needs no SymPy; a module is imported when one of its derivations is asked for.
(One that is installed without its source is imported to be listed.) A package may have a file of
what the decorators say, under a digest of each module: what has not changed need not be parsed.
"""

from __future__ import annotations

import ast
import codecs
import difflib
import hashlib
import importlib
import importlib.util
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..language import SymattnError
from .entry_points import registered
from .sources import Source, root_of, sources

if TYPE_CHECKING:
    from importlib.abc import Traversable

    from .derivation import Derivation

GROUP = "symattn.derivations"
LISTED = "entries.json"  # of each module, by its digest: ids, titles, sources and lines
MARK = "The book of symattn"


class BookError(SymattnError):
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
    stamp: str = ""  # changes with what is in the file

    @property
    def in_library(self) -> bool:
        """Whether it is a lemma of the library, a package called so inside the book."""
        return "library" in self.module.split(".")

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


def packages() -> list[str]:
    """The packages of derivations that are installed."""
    return registered(GROUP)


def entries() -> list[Entry]:
    """Every derivation of the installed book, in the order of files and lines.

    Raises BookError.
    """
    found: list[Entry] = []
    for package in packages():
        root = _folder(package)
        listed = _listed(root)
        for one in sources(root, package):
            found += _registered(one) if one.compiled else _entries_of(one, listed)
    seen: dict[str, Entry] = {}
    for entry in found:
        if entry.id in seen:
            other = seen[entry.id]
            raise BookError(
                f"{entry.file}:{entry.line}: the id {entry.id!r} is taken already, by "
                f"{other.file}:{other.line}; choose another"
            )
        seen[entry.id] = entry
    return found


def _folder(package: str) -> Traversable:
    root = root_of(package)
    if root is None:
        raise BookError(
            f"the package {package!r} of derivations is registered and not installed; install "
            "symattn again"
        )
    inits = [root / name for name in ("__init__.py", "__init__.pyc") if (root / name).is_file()]
    if package == "derivations" and not any(MARK.encode() in init.read_bytes() for init in inits):
        hint = "which has the same name; rename it, or run symattn from another folder"
        raise BookError(f"the folder {root} hides symattn's own book, {hint}")
    return root


def _listed(root: Traversable) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        found = json.loads((root / LISTED).read_bytes())
        return found if isinstance(found, dict) else {}
    return {}


def _entries_of(one: Source, listed: dict[str, Any]) -> list[Entry]:
    """What the decorators of a module say: as it is listed, where the module has not changed."""
    stamp = _stamp(one.data)
    with suppress(TypeError, ValueError):
        if (lines := listed.get(stamp)) is not None:
            return [
                Entry(str(id), str(title), str(source), one.module, one.place, int(line), stamp)
                for id, title, source, line in lines
            ]
    return _entries(one.data, one.place, one.module)


def listing(root: Path, package: str) -> str:
    """The file of what the decorators of a package say, as text: the same one for the same modules.

    Raises BookError.
    """
    said = {
        _stamp(one.data): [
            [e.id, e.title, e.source, e.line] for e in _entries(one.data, one.place, one.module)
        ]
        for one in sources(root, package)
        if not one.compiled
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _registered(one: Source) -> list[Entry]:
    """The derivations of a module without source, as its import enters them."""
    from .derivation import REGISTRY

    importlib.import_module(one.module)
    mine = [d for d in REGISTRY.values() if d.body.__module__ == one.module]
    lines = [d.body.__code__.co_firstlineno for d in mine]
    head, stamp = (one.module, one.place), _stamp(one.data)
    return [Entry(d.id, d.title, d.source, *head, k, stamp) for d, k in zip(mine, lines)]


def read_entries(file: Path, module: str) -> list[Entry]:
    """What the @derivation decorators of a file say.  Raises BookError, with file and line."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BookError(f"{file}: cannot be read: {error.strerror}") from error
    return _entries(data, file, module)


def _entries(data: bytes, file: Path, module: str) -> list[Entry]:
    try:
        tree = ast.parse(data, str(file))  # it knows byte order marks and declared encodings
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        utf16 = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        why = "it is in UTF-16; save it as UTF-8" if utf16 else getattr(error, "msg", error)
        raise BookError(f"{file}:{line}: cannot be read as Python: {why}") from error
    except (RecursionError, MemoryError) as error:
        raise BookError(f"{file}: cannot be read as Python: it is nested too deeply") from error
    found = []
    for node in _functions(tree):
        for call in node.decorator_list:
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id == "derivation"
            ):
                found.append(_entry(call, file, module, _stamp(data)))
    return sorted(found, key=lambda e: e.line)


def _functions(node: ast.AST) -> Iterator[ast.FunctionDef]:
    """The functions that are defined in what a statement holds; expressions are left alone."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.FunctionDef):
            yield part
        if not isinstance(part, (ast.expr, ast.arguments)):
            yield from _functions(part)


def _stamp(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _entry(call: ast.Call, file: Path, module: str, stamp: str) -> Entry:
    values = [
        call.args[0] if call.args else None,
        *(
            next((k.value for k in call.keywords if k.arg == name), None)
            for name in ("title", "source")
        ),
    ]
    texts = [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]
    if len(texts) != 3:
        raise BookError(
            f'{file}:{call.lineno}: expected @derivation("id", title="...", source="...") with '
            "literal texts"
        )
    return Entry(texts[0], texts[1], texts[2], module, file, call.lineno, stamp)


def select(name: str, book: list[Entry]) -> list[Selection]:
    """The derivations that an id names: a question "1c", a part "1c.ii", a step "1c.ii.7".

    Raises BookError for an unknown id, with the nearest ones.

    >>> select("7z", [])
    Traceback (most recent call last):
    ...
    symattn.writing.book.BookError: there is no derivation '7z'; `symattn list` shows all
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
    raise BookError(f"there is no derivation {name[:60]!r}; {hint}")
