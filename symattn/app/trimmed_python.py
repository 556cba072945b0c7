"""Python's own library and symattn, compiled, so that no browser has to do that.

Run inside Pyodide when the app is built (`compile.mjs`), for its own bytecode.  It needs nothing
but Python.  No assertion is left out; docstrings are, and modules that no page has a use for.
"""

from __future__ import annotations

import ast
import importlib.util
import io
import sys
import zipfile
from collections.abc import Callable, Collection
from importlib.machinery import SOURCE_SUFFIXES
from typing import Any

# Programs, protocols and formats: nothing that symattn imports imports them, and a test looks.
NOT_WANTED = frozenset(
    "_pyio _pyrepl antigravity bdb cProfile cgi cmd code codeop colorsys curses dbm doctest "
    "ensurepip filecmp fileinput ftplib getopt getpass http idlelib imaplib ipaddress mailbox "
    "mimetypes modulefinder netrc optparse pdb pickletools plistlib poplib profile pstats pty "
    "pyclbr pydoc pydoc_data rlcompleter sched shelve smtplib socketserver sqlite3 statistics "
    "tabnanny test this timeit tkinter trace tracemalloc tty turtle unittest venv wave webbrowser "
    "wsgiref xml xmlrpc zipapp".split()
)
ENCODINGS = frozenset(
    "__init__ aliases ascii charmap cp437 idna latin_1 punycode raw_unicode_escape undefined "
    "unicode_escape utf_16 utf_16_be utf_16_le utf_32 utf_32_be utf_32_le utf_7 utf_8 "
    "utf_8_sig".split()
)
WITH_DOCSTRINGS = ("_pyodide/", "pyodide/")  # they look at their own
EPOCH = (1980, 1, 1, 0, 0, 0)


def library(archive: bytes, used: Collection[str]) -> bytes:
    """Python's library without what is not wanted; what is `used` at once is compiled."""

    def kept(name: str, data: bytes) -> tuple[str, bytes] | None:
        first, _, rest = name.partition("/")
        if first.removesuffix(".py") in NOT_WANTED and name not in used:
            return None
        if first == "encodings" and rest.removesuffix(".py") not in ENCODINGS:
            return None
        if name not in used:
            return name, data
        return compiled(name, data, name.startswith(WITH_DOCSTRINGS))

    return _anew(archive, kept, zipfile.ZIP_DEFLATED)


def package(archive: bytes) -> bytes:
    """All modules of an archive compiled; nothing in it is compressed, so that all of it can be."""
    return _anew(archive, compiled, zipfile.ZIP_STORED)


def compiled(name: str, data: bytes, documented: bool = False) -> tuple[str, bytes]:
    """A module's bytecode, which is not compared with a source that is not there."""
    if not name.endswith(tuple(SOURCE_SUFFIXES)):
        return name, data
    from importlib import _bootstrap_external as external

    tree = ast.parse(data)
    if not documented:
        without_docstrings(tree)
    code = compile(tree, name, "exec", dont_inherit=True, optimize=0)
    pack: Any = getattr(external, "_code_to_hash_pyc")  # noqa: B009
    return name + "c", bytes(pack(code, importlib.util.source_hash(data), False))


def without_docstrings(tree: ast.AST) -> None:
    """Take the docstrings out of a module.

    >>> tree = ast.parse("def f():\\n    'said'\\n    assert x, 'kept'\\nclass C:\\n    'said'")
    >>> without_docstrings(tree)
    >>> print(ast.unparse(tree))
    def f():
        assert x, 'kept'
    <BLANKLINE>
    class C:
        pass
    """
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if ast.get_docstring(node, clean=False) is not None:
            first = node.body[0]
            node.body[:1] = [] if node.body[1:] else [ast.copy_location(ast.Pass(), first)]


def used_now(library: str) -> set[str]:
    """The names in Python's library, a zip file at this path, of the modules that are loaded."""
    files = {str(getattr(module, "__file__", "") or "") for module in [*sys.modules.values()]}
    return {file[len(library) + 1 :] for file in files if file.startswith(f"{library}/")}


def _anew(
    archive: bytes, kept: Callable[[str, bytes], tuple[str, bytes] | None], how: int
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", how) as new:
        for name in sorted(old.namelist()):
            found = None if name.endswith("/") else kept(name, old.read(name))
            if found is not None:
                one = zipfile.ZipInfo(found[0], EPOCH)
                one.compress_type = how
                new.writestr(one, found[1], compresslevel=9)
    return out.getvalue()
