"""What Python runs in a browser, in two archives: symattn, and FLINT for when it is first needed.

The same files give the same bytes.
"""

from __future__ import annotations

import ast
import io
import lzma
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import SymattnError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable  # from Python 3.11 on

# Rooms that nothing goes into from a page that is looked at: a test sees to that.
LEFT_OUT = (
    "asking", "batches", "commands", "detail", "grading", "interface", "ledger", "pictures",
    "results", "schema", "testing",
)  # fmt: skip
HERE_ALONE = ("app/static",)
DICTIONARY = 4 << 20  # bytes
FLINT = "python_flint-*-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
DOWNLOAD = (
    "pip download --no-deps --only-binary :all: --python-version 3.14 --implementation cp "
    "--abi cp314 --platform pyemscripten_2026_0_wasm32 --dest {} python-flint==0.9.0"
)


class BuildingError(SymattnError):
    """What the app is to be made of is not there: one line, with what to do."""


def symattn_archive() -> bytes:
    """symattn's sources without what only a command line needs, as a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(_kept(files("symattn"))):
            one = zipfile.ZipInfo(f"symattn/{name}", (1980, 1, 1, 0, 0, 0))
            one.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(one, data)
    return out.getvalue()


def _kept(folder: Traversable, within: str = "") -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        name = within + one.name
        if one.name == "__pycache__" or (not within and name in LEFT_OUT) or name in HERE_ALONE:
            continue
        if one.is_dir():
            yield from _kept(one, f"{name}/")
        elif not name.endswith((".pyc", ".typ", ".sty", ".mjs")):
            yield name, one.read_bytes()


def flint_archive(wheels: Path) -> tuple[bytes, dict[str, bytes]]:
    """python-flint without its tests, imported piece by piece, and its licences.

    Raises BuildingError.
    """
    found = sorted(wheels.glob(FLINT))
    if not found:
        raise BuildingError(
            f"{wheels}: {FLINT} was expected in this folder, found none; " + DOWNLOAD.format(wheels)
        )
    kept: dict[str, bytes] = {}
    licences: dict[str, bytes] = {}
    with zipfile.ZipFile(found[-1]) as wheel:
        for name in wheel.namelist():
            first, _, rest = name.partition("/")
            if first.endswith(".dist-info"):
                if rest.startswith("licenses/") and not name.endswith("/"):
                    short = rest.removeprefix("licenses/").replace("/", "-")
                    licences[f"LICENSES/python-flint/{short}.txt"] = wheel.read(name)
            elif name == "flint/__init__.py":
                kept[name] = late(wheel.read(name).decode()).encode()
            elif not name.startswith("flint/test/") and not name.endswith((".pyi", "/")):
                kept[name] = wheel.read(name)
    return packed(kept.items()), licences


def late(source: str) -> str:
    """flint's own __init__, but that a type is imported where it is first asked for.

    Each of its forty libraries costs a browser a tenth of a second, and few are needed.

    >>> print(late("from .types.arb import arb\\nfrom .base import (A, B as C)\\nx = 1"))
    _FROM = {'arb': ('.types.arb', 'arb'), 'A': ('.base', 'A'), 'C': ('.base', 'B')}
    def __getattr__(name):
        if name not in _FROM:
            raise AttributeError(f"module 'flint' has no attribute {name!r}")
        from importlib import import_module
        module, own = _FROM[name]
        found = globals()[name] = getattr(import_module(module, 'flint'), own)
        return found
    x = 1
    """
    tree = ast.parse(source)
    taken = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level]
    table = {
        alias.asname or alias.name: ("." * node.level + (node.module or ""), alias.name)
        for node in taken
        for alias in node.names
    }
    rest = ast.Module([node for node in tree.body if node not in taken], [])
    return f"_FROM = {table}\n{_LATE}{ast.unparse(rest)}"


_LATE = """\
def __getattr__(name):
    if name not in _FROM:
        raise AttributeError(f"module 'flint' has no attribute {name!r}")
    from importlib import import_module
    module, own = _FROM[name]
    found = globals()[name] = getattr(import_module(module, 'flint'), own)
    return found
"""


def packed(items: Iterable[tuple[str, bytes]]) -> bytes:
    """A tar archive, compressed by xz: files in the order of their names, without dates."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in sorted(items):
            one = tarfile.TarInfo(name)
            one.size = len(data)
            archive.addfile(one, io.BytesIO(data))
    return squeezed(out.getvalue())


def squeezed(data: bytes) -> bytes:
    """The same by xz, so that no more memory than DICTIONARY is needed to have it back."""
    filters = [
        {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": DICTIONARY}
    ]
    return lzma.compress(data, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=filters)


__all__ = ["BuildingError", "flint_archive", "packed", "squeezed", "symattn_archive"]
