"""What the commands have in common: derivations are chosen and checked, with progress where it takes time."""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..book import BookError, Selection, entries, select

if TYPE_CHECKING:
    from ..derivation import Derivation, Step
    from ..record import CheckedDerivation


def records(name: str, beside: bool = True) -> list[CheckedDerivation]:
    """What an id or a file names, checked; with `beside`, with bounds.  Raises BookError."""
    if name.endswith(".py"):
        from ..stranger import check_file

        return check_file(existing(Path(name)), beside=beside)
    return [only(record, chosen.step) for chosen, record in checked(select(name, entries()), beside=beside)]


def checked(chosen: list[Selection], beside: bool) -> Iterator[tuple[Selection, CheckedDerivation]]:
    """Check what was chosen, in order; on a terminal, say what is being worked on."""
    from ..checking import check_in_workers

    tell = sys.stderr.isatty()

    def tick(derivation: Derivation, step: Step, spent: float) -> None:
        if tell and spent >= 1:
            click.echo(f"\r\033[Kchecking {derivation.id}.{step.number} … {spent:.0f} s", nl=False, err=True)

    def announce(k: int) -> None:
        if tell:
            click.echo("\r\033[K" + (f"checking {chosen[k].entry.id} … {k + 1} of {len(chosen)}" if k < len(chosen) else ""), nl=False, err=True)

    announce(0)
    records = check_in_workers([(selection.entry.load(), selection.step) for selection in chosen], tick=tick, beside=beside)
    for k, (selection, record) in enumerate(zip(chosen, records), 1):
        announce(len(chosen))
        yield selection, record
        announce(k)


def existing(file: Path) -> Path:
    if not file.is_file():
        raise BookError(f"{file}: there is no such file")
    return file


def only(record: CheckedDerivation, step: int | None) -> CheckedDerivation:
    if step is None:
        return record
    steps = tuple(s for s in record.steps if s.number == step)
    if not steps:
        raise BookError(f"there is no step {record.id}.{step}; the last one is {record.id}.{record.steps[-1].number}")
    return replace(record, steps=steps)


def writable(file: Path | None, source: str = "") -> None:
    """Raises BookError now, before minutes of checking, if a file cannot be written for want of its folder, or is what is to be read."""
    if file is None:
        return
    if file.exists() and source.endswith(".py") and Path(source).exists() and file.samefile(source):
        raise BookError(f"{file}: is the file to be read, and would be overwritten; choose another name")
    if not file.resolve().parent.is_dir():
        raise BookError(f"{file}: cannot be written: there is no folder {file.parent}; make it first")


def all_records(names: tuple[str, ...]) -> list[CheckedDerivation]:
    """What several ids and files name, each derivation once, with bounds; all of the book without names.  Raises BookError."""
    if not names:
        return [record for _, record in checked([Selection(e) for e in entries()], beside=True)]
    found: dict[str, CheckedDerivation] = {}
    for record in (record for name in names for record in records(name)):
        before = found.setdefault(record.id, record)
        if replace(before, steps=()) != replace(record, steps=()):
            raise BookError(f"two derivations have the id {record.id!r}; give one of them another")
        steps = {s.number: s for s in (*before.steps, *record.steps)}  # 1b.5 and 1b.6 are two steps of one derivation
        if any(steps[s.number].goal != s.goal for s in before.steps):
            raise BookError(f"two derivations have the id {record.id!r}; give one of them another")
        found[record.id] = replace(record, steps=tuple(steps[k] for k in sorted(steps)))
    return list(found.values())


@contextmanager
def progress(doing: str, total: int) -> Iterator[Callable[[str], None]]:
    """Says on a terminal what is being done: call what this gives with each name."""
    told = sys.stderr.isatty()
    done = 0

    def tell(name: str) -> None:
        nonlocal done
        done += 1
        if told:
            click.echo(f"\r\033[K{doing} {name} … {done} of {total}", nl=False, err=True)

    try:
        yield tell
    finally:
        if told:
            click.echo("\r\033[K", nl=False, err=True)
