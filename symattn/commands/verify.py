"""`symattn verify`: replay saved certificates, and print what they were judged to show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .choosing import Complaints
from .terminal import complain

if TYPE_CHECKING:
    from ..checking.replaying import Judged
    from ..interface.saved_records import Verified
    from ..records.record import CheckedDerivation


@click.command()
@click.argument(
    "files", metavar="FILE.json...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.pass_context
def verify(context: click.Context, files: tuple[Path, ...]) -> None:
    """Replay saved certificates with the kernel alone: no search, no SymPy.

    FILE is what check --certificates, derive --format json or ask --format json wrote.

    Prints what was judged: the hypotheses and the lines, with the verdicts that their certificates
    show. What the author says of them is not printed. Exit status 1 if one does not replay, 2 if a
    file cannot be read.
    """
    from ..checking.judged_files import judged_files
    from ..records.saving import SavingError

    wrong, unread, answers = 0, Complaints(), []
    for file, read in zip(files, judged_files(files)):
        if not isinstance(read, SavingError):
            for record, found in read:
                wrong += _tell(record, found)
        elif (answer := _answer(file)) is None:
            unread(str(read))
        else:
            answers.append(answer)
    for answer in answers:
        click.echo(answer.text)
        wrong += len(answer.problems)
        counted = f"{len(answer) - len(answer.problems)} of {len(answer)} verdicts replayed"
        oracle = "Arb asked again where a line rests on it" if answer.oracle else "no oracle"
        rules = ", ".join(sorted(answer.rules)) or "none"
        click.echo(f"{counted} by the kernel, {oracle}; rules: {rules}")
    context.exit(2 if unread.count else 1 if wrong else 0)


def _tell(record: CheckedDerivation, found: list[Judged]) -> int:
    """Print what a record's certificates show; the number of those that do not replay."""
    from ..checking.replaying import problems, shown
    from ..records.judging import ENCLOSED

    click.echo("\n".join(_lines(shown(record, found))))
    unlike = problems(record, found)
    for line in unlike:
        complain(line)
    claims = sum(s.goal is not None and s.verdict.status != "undecided" for s in record.steps)
    used = frozenset[str]().union(*(one.rules for one in found))
    rules, oracle = ", ".join(sorted(used)) or "none", "no oracle"
    if used & set(ENCLOSED):
        oracle = "Arb asked again where a line rests on it"
    # a file's id is not trusted
    name = "".join(c if c.isprintable() else "?" for c in record.id)
    counted = f"{max(0, claims - len(unlike))} of {claims} verdicts replayed by the kernel"
    click.echo(f"{name}: {counted}, {oracle}; rules: {rules}")
    return len(unlike)


def _answer(file: Path) -> Verified | None:
    """What an answer of `ask --format json` shows; None for a file that is none."""
    from ..interface.saved_records import verify as replayed
    from ..language import SymattnError

    try:
        return replayed(file)
    except SymattnError:
        return None


def _lines(record: CheckedDerivation) -> Iterator[str]:
    """The hypotheses, and each line with its verdict."""
    from ..language import plain
    from ..rendering.formats.text_wrapping import cleaned
    from ..rendering.pages.rows import MARKS
    from ..words.enclosing_numbers import oracle_of

    yield cleaned(f"{record.id}  {given_words(record)}")
    for step in record.steps:
        said = "(words of the author, not judged)" if step.goal is None else plain(step.goal)
        said += oracle_of(step.verdict)
        yield cleaned(f"  {MARKS[step.verdict.status]} {record.id}.{step.number:<4} {said}")


def given_words(record: CheckedDerivation) -> str:
    """What the lines were judged under, in words."""
    from ..language import plain
    from ..rendering.pages.given import given

    words = "".join(p if isinstance(p, str) else plain(p) for p in given(record.context))
    return f"given {words}" if words else "given nothing"
