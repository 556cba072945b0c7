"""What installed packages register under a name, read without the machinery of `importlib`.

That is loaded in more time than a short page takes; it is asked where packages may be elsewhere
than in folders.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder


def registered(group: str) -> list[str]:
    """The values that packages register under a name, in order."""
    others = [one for one in sys.meta_path if one is not PathFinder]
    if any(hasattr(one, "find_distributions") for one in others) or any(
        os.path.isfile(place) for place in sys.path
    ):
        from importlib.metadata import entry_points

        return sorted({point.value for point in entry_points(group=group)})
    seen: set[str] = set()
    found: set[str] = set()
    for place in sys.path:
        for name, file in _files(place or os.curdir):
            if name not in seen:  # a package that stands later is hidden
                seen.add(name)
                found |= set(_values(file, group))
    return sorted(found)


def _files(place: str) -> Iterator[tuple[str, str]]:
    """The packages of a folder, and the file of what each registers."""
    try:
        inside = sorted(os.listdir(place))
    except OSError:
        return
    for item in inside:
        stem, ending = os.path.splitext(item)
        if ending in (".dist-info", ".egg-info"):
            name = stem.partition("-")[0].lower().replace("_", "-").replace(".", "-")
            yield name, os.path.join(place, item, "entry_points.txt")


def _values(file: str, group: str) -> Iterator[str]:
    try:
        with open(file, encoding="utf-8") as text:
            lines = text.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return
    section = ""
    for line in map(str.strip, lines):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
        elif section == group and "=" in line and not line.startswith(("#", ";")):
            yield line.partition("=")[2].strip()
