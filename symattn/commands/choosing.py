"""What the commands have in common: names are looked up, derivations and files are checked.

What cannot be checked costs a line and takes nothing from the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..writing.book import BookError, Entry, Selection, entries, select
from .terminal import Progress, complain

if TYPE_CHECKING:
    from ..records.record import CheckedDerivation
    from ..writing.derivation import Derivation
    from ..writing.step import Step

PAGES = (".tex", ".md", ".markdown", ".ipynb")  # files that a person wrote, and their formulas
Wrong = Callable[[str], None]
Chosen = Selection | Path


class Complaints:
    """Says what cannot be checked, and counts it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, line: str) -> None:
        self.count += 1
        complain(line)


def _give_up(line: str) -> None:
    raise BookError(line)


def look_up(names: Sequence[str], wrong: Wrong = _give_up, library: bool = False) -> list[Chosen]:
    """What ids and files name; without names all of the notebook, or of the library."""
    if names and library:
        raise click.UsageError("--library is for all of its lemmas; name one without it")
    if not names:
        return [Selection(e) for e in entries() if e.in_library == library]
    found: list[Chosen] = []
    book = entries() if any(not name.endswith(".py") for name in names) else []
    for name in names:
        try:
            found += [_readable(name)] if _is_file(name, book) else select(name, book)
        except BookError as error:
            wrong(str(error))
    return list(dict.fromkeys(found))


library_option = click.option(
    "--library", is_flag=True, help="The library of lemmas about attention, not the notebook."
)


def is_page(name: str) -> bool:
    """Whether a name is that of a page in LaTeX, in Markdown, or of a notebook; - is one, too."""
    return name == "-" or Path(name).suffix.lower() in PAGES


def _is_file(name: str, book: list[Entry]) -> bool:
    """Whether a name is a file's.  An id of the book is one, whatever is in the folder."""
    path = Path(name)
    if name == "-" or path.suffix.lower() in (".py", *PAGES):
        return True
    with suppress(BookError):
        return not select(name, book)
    return len(path.parts) > 1 or path.exists()


def is_a_folder(name: str) -> str:
    """What to say where a folder is named: its files are to be, as those that are in it."""
    file = Path(name)
    ends = next((s for s in (".py", *PAGES) if any(file.glob(f"*{s}"))), ".py")
    return f"{name}: is a folder; name its files, as in {file / f'*{ends}'}"


def _readable(name: str) -> Path:
    """A file of derivations.  Raises BookError, with what is expected."""
    file = Path(name)
    can = "derivations in Python (FILE.py), and ids of the book"
    if name == "-":
        raise BookError(f"standard input is read by symattn check only; expected {can}")
    if file.is_dir():
        raise BookError(is_a_folder(name))
    if is_page(name):
        raise BookError(f"{name}: is a page, for symattn check, read and explain; expected {can}")
    if not file.is_file():
        raise BookError(f"{name}: there is no such file")
    if file.suffix.lower() != ".py":
        raise BookError(
            f"{name}: is no file of derivations and no page; what can be checked: {can}, and "
            "pages (.tex .md .ipynb)"
        )
    return file


def records(name: str, beside: bool = False) -> list[CheckedDerivation]:
    """What an id or a file names, checked; with `beside`, with bounds.  Raises BookError."""
    found = checked(look_up([name]), beside)
    return [
        only(record, one.step) if isinstance(one, Selection) else record for one, record in found
    ]


def checked(
    chosen: Iterable[Chosen], beside: bool, wrong: Wrong = _give_up
) -> Iterator[tuple[Chosen, CheckedDerivation]]:
    """Check what was looked up, in order; on a terminal, say what is being worked on."""
    progress = Progress()

    def complained(line: str) -> None:
        progress.clear()
        wrong(line)

    for _, some in groupby(chosen, type):
        group = list(some)
        files = [one for one in group if isinstance(one, Path)]
        entries = [one for one in group if isinstance(one, Selection)]
        found = chain(
            _of_the_book(entries, beside, progress, complained),
            _of_files(files, beside, progress, complained),
        )
        for one, record in found:
            progress.clear()
            yield one, record
    progress.clear()


def _of_the_book(
    chosen: list[Selection], beside: bool, progress: Progress, wrong: Wrong
) -> Iterator[tuple[Chosen, CheckedDerivation]]:
    from ..checking.lanes import check_in_workers, prepared
    from ..writing.step import AuthoringError

    ready = []
    for one in chosen:
        progress.say(f"reading {one.entry.id} …")
        try:
            ready.append((one, prepared(one.entry, one.step)))
        except AuthoringError as error:
            wrong(str(error))

    def tick(derivation: Derivation, step: Step, spent: float) -> None:
        if spent >= 1:
            progress.say(f"checking {derivation.id}.{step.number} … {spent:.0f} s")

    found = check_in_workers([w for _, w in ready], tick=tick, beside=beside)
    for k, (one, _) in enumerate(ready, 1):
        progress.say(f"checking {one.entry.id} … {k} of {len(ready)}")
        try:
            yield one, only(next(found), one.step)
        except BookError as error:
            wrong(str(error))


def _of_files(
    files: Iterable[Path], beside: bool, progress: Progress, wrong: Wrong
) -> Iterator[tuple[Chosen, CheckedDerivation]]:
    for file in files:
        from ..checking.stranger import check_file

        progress.say(f"checking {file} …")

        def tell(said: str, spent: float, file: Path = file) -> None:
            progress.say(f"checking {file}" + (f": {said}" if said else "") + f" … {spent:.0f} s")

        try:
            found, problems = check_file(file, beside, tell)
        except BookError as error:
            wrong(str(error))
            continue
        yield from ((file, record) for record in found)
        for line in problems:
            wrong(line)


def only(record: CheckedDerivation, step: int | None) -> CheckedDerivation:
    if step is None:
        return record
    steps = tuple(s for s in record.steps if s.number == step)
    if not steps:
        raise BookError(
            f"there is no step {record.id}.{step}; "
            f"the last one is {record.id}.{record.steps[-1].number}"
        )
    return replace(record, steps=steps)


def writable(file: Path | None, source: str = "") -> None:
    """Raises BookError now, before minutes of checking, if a file cannot be written.

    It cannot for want of its folder, or if it is what is to be read.
    """
    if file is None:
        return
    if file.exists() and Path(source).is_file() and file.samefile(source):
        raise BookError(
            f"{file}: is the file to be read, and would be overwritten; choose another name"
        )
    if not file.resolve().parent.is_dir():
        raise BookError(
            f"{file}: cannot be written: there is no folder {file.parent}; make it first"
        )


def all_records(
    chosen: Sequence[Chosen], wrong: Wrong, beside: bool = False
) -> list[CheckedDerivation]:
    """What was looked up, each derivation once; with `beside`, with bounds."""
    found: dict[str, CheckedDerivation] = {}
    for _, record in checked(chosen, beside, wrong):
        before = found.setdefault(record.id, record)
        steps = {
            s.number: s for s in (*before.steps, *record.steps)
        }  # 1b.5 and 1b.6 are two steps of one derivation
        if replace(before, steps=()) != replace(record, steps=()) or any(
            steps[s.number].goal != s.goal for s in before.steps
        ):
            wrong(f"two derivations have the id {record.id!r}; give one of them another")
            continue
        found[record.id] = replace(record, steps=tuple(steps[k] for k in sorted(steps)))
    return list(found.values())


@contextmanager
def progress(doing: str, total: int) -> Iterator[Callable[[str], None]]:
    """Says on a terminal what is being done: call what this gives with each name."""
    line, done = Progress(), 0

    def tell(name: str) -> None:
        nonlocal done
        done += 1
        line.say(f"{doing} {name} … {done} of {total}")

    try:
        yield tell
    finally:
        line.clear()
