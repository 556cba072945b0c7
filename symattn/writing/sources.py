"""The Python files of a package: in a folder, in an archive, or compiled without their sources."""

from __future__ import annotations

import importlib.util
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Traversable


@dataclass(frozen=True)
class Source:
    """A module: name, place (for messages), what is in its file; `compiled` if that is bytecode."""

    module: str
    place: Path
    data: bytes
    compiled: bool


def root_of(package: str) -> Traversable | None:
    """The folder of a package, if it is installed."""
    spec = importlib.util.find_spec(package)
    locations = list(spec.submodule_search_locations or []) if spec else []
    if not locations:
        return None
    folder = Path(locations[0])
    if folder.is_dir():
        return folder
    from importlib.resources import files

    return files(package)  # in an archive


def sources(root: Traversable, package: str, without: Collection[str] = ()) -> Iterator[Source]:
    """All modules of a package, folders within it too, in the order of their names.

    But for the folders `without` which they are wanted.
    """
    inside = {item.name: item for item in root.iterdir()}
    for name in sorted(inside):
        stem, dot, ending = name.rpartition(".")
        if ending == "py" or (ending == "pyc" and f"{stem}.py" not in inside):
            module = package if stem == "__init__" else f"{package}.{stem}"
            yield Source(
                module, Path(str(inside[name])), inside[name].read_bytes(), ending == "pyc"
            )
        elif not dot and name not in ("__pycache__", *without) and inside[name].is_dir():
            yield from sources(inside[name], f"{package}.{name}")
