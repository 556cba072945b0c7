"""What was handed in: the files of a folder, each with the name that it is known by.

A name says where a file lies in the folder and nothing more: no path of the machine is in it.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from ..reading.documents.pieces import PageError

ENDINGS = (".tex", ".md", ".markdown", ".ipynb", ".py")
LONGEST = 120  # characters of a file that is written for a submission
_ODD = re.compile(r"[^\w.() -]")


@dataclass(frozen=True)
class Submission:
    """One file that was handed in.

    `name` is what it is called everywhere: anna/page.tex.  `slug` is that as the name of a file,
    which no other submission has.
    """

    path: Path
    name: str
    slug: str


def submissions(places: Sequence[Path], without: Path) -> list[Submission]:
    """The files in folders, and those that are named, in order of their names.

    Hidden files and folders are passed over, and whatever lies in `without`.  Raises PageError if a
    place does not exist, or there is nothing in it to grade.
    """
    found: dict[Path, tuple[Path, PurePosixPath]] = {}
    for place in places:
        if place.is_dir():
            for path in _below(place, without):
                found.setdefault(_place(path), (path, PurePosixPath(path.relative_to(place))))
        elif not place.exists():
            raise PageError(f"{place}: a folder with pages was expected, found none of this name")
        elif place.suffix.lower() not in ENDINGS:
            raise PageError(
                f"{place}: expected a page or a file of derivations ({' '.join(ENDINGS)}), found "
                f"{place.suffix or 'no ending'}"
            )
        else:
            found.setdefault(_place(place), (place, PurePosixPath(place.name)))
    if not found:
        where = ", ".join(map(str, places))
        raise PageError(f"{where}: expected pages ({' '.join(ENDINGS)}), found none")
    return _named(list(found.values()))


def _place(path: Path) -> Path:
    """Where a file lies, whatever way leads there; a link is a submission of its own."""
    return path.parent.resolve() / path.name


def _below(folder: Path, without: Path) -> Iterator[Path]:
    """Files in a folder and the folders in it, which are not followed where they lead elsewhere."""
    outside = without.resolve()
    for root, folders, files in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            f
            for f in folders
            if not f.startswith((".", "__pycache__")) and (here / f).resolve() != outside
        )
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS:
                yield here / name


def _named(found: list[tuple[Path, PurePosixPath]]) -> list[Submission]:
    """Each with a name of its own: of two that would be alike, with the folders around them."""
    names = [shown for _, shown in found]
    for _ in range(8):
        twice = {name for name, count in Counter(names).items() if count > 1}
        if not twice:
            break
        for k, (path, _) in enumerate(found):
            parts = path.absolute().parts
            if names[k] in twice and len(names[k].parts) < len(parts) - 1:
                names[k] = PurePosixPath(*parts[-len(names[k].parts) - 1 :])
    told = sorted(zip(map(_readable, names), [path for path, _ in found]))
    made: list[Submission] = []
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    for name, path in told:
        counts[name] += 1
        if counts[name] > 1:  # they differ in what is not shown
            head, _, ending = name.rpartition(".")
            name = f"{head} ({counts[name]}).{ending}"
        slug = _slug(name)
        if slug.lower() in taken:
            slug = f"{slug} {sha256(str(path).encode('utf-8', 'replace')).hexdigest()[:12]}"
        taken.add(slug.lower())
        made.append(Submission(path, name, slug))
    return made


def _readable(name: PurePosixPath) -> str:
    """The name as text: what is no text in it is shown as that."""
    text = os.fsencode(str(name)).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _slug(name: str) -> str:
    """A name as that of a file: anna~page.tex; long ones are cut, with a sum of the rest."""
    slug = "~".join(_ODD.sub("_", part) for part in name.split("/")).lstrip(". ") or "_"
    if len(slug.encode()) > LONGEST or _ODD.search(name.replace("/", "")):
        short = slug.encode()[: LONGEST - 20].decode("utf-8", "ignore")
        slug = f"{short} {sha256(name.encode()).hexdigest()[:12]}"
    return slug
