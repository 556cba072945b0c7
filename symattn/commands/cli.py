"""The command line.  Thin: finds derivations, has them checked, hands them to a renderer.

Exit status: 0 as declared, 1 something else than declared (or a certificate that does not replay),
2 usage and bad input, 70 an internal error.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..checking.processes import SELDOM
from ..version import __version__
from ..writing.book import BookError, Selection, entries
from .ask import ask
from .axioms import axioms
from .choosing import Complaints, checked, look_up
from .derive import derive
from .export import export
from .plot import plot
from .report import report
from .terminal import CLOSED, ReaderGone, complain, prepare, say_json, spelled
from .verify import given_words, verify

if TYPE_CHECKING:
    from ..records.record import CheckedDerivation, CheckedStep

MARKS = {"proved": "✓", "conditional": "◐", "refuted": "✗", "undecided": "?", "outside": "–"}
HELP = {"help_option_names": ["-h", "--help"]}
GROUPS = {
    "Derivations and questions": ("derive", "check", "ask"),
    "Pages": ("list", "report", "plot"),
    "Publishing": ("export",),
    "Trust": ("verify", "axioms"),
}


class Commands(click.Group):
    """Knows a reader that has gone from a failure to write: click ends both with status 1."""

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under the headings of GROUPS, which names each once."""
        width = max(map(len, self.commands))
        for heading, names in GROUPS.items():
            rows = [
                (f"{name:<{width}}", self.commands[name].get_short_help_str(formatter.width))
                for name in names
            ]
            with formatter.section(heading):
                formatter.write_dl(rows)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        with _told_when_gone():
            return super().make_context(*arguments, **options)

    def invoke(self, context: click.Context) -> Any:
        with _told_when_gone():
            return super().invoke(context)


@contextmanager
def _told_when_gone() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error


EXAMPLES = """\b
Examples:
  symattn derive 1b
  symattn check 1b --explain
  symattn ask 'exp(b)/(2*exp(b) + n - 2) == 1/2' --let 'b: positive' --let 'n: integer >= 2'
"""


@click.group(cls=Commands, context_settings=HELP, epilog=EXAMPLES)
@click.version_option(__version__, prog_name="symattn")
def cli() -> None:
    """Check derivations about attention, line by line.

    Each line is proved (✓), true only under a condition (◐), false (✗), not decided (?), or
    outside mathematics (–). A false line comes with a counterexample, and with a repair where one
    is found.

    The book is the notebook that comes with symattn. ID names a question of it (1c), a part of
    that (1c.ii) or a step (1c.ii.7); FILE.py is a file with derivations of your own.
    """


for command in (derive, ask, plot, export, report, axioms, verify):
    cli.add_command(command)


@cli.command("list", short_help="List the book, with the verdicts of the last check.")
def list_command() -> None:
    """List the book: id, title, source, and the verdict counts of the last check."""
    from ..checking.last_check import counts

    book = entries()
    rows: list[tuple[str, ...]] = []
    for entry in book:
        shown = counts(entry)
        summary = " ".join(f"{MARKS[s]}{k}" for s, k in shown.items() if k) if shown else "–"
        rows.append(tuple(map(spelled, (entry.id, entry.title, summary, entry.source))))
    widths = [max([*(len(row[k]) for row in rows), 20 * (k == 2)]) for k in range(3)]
    for row in rows:
        cells = [f"{text:<{width}}" for text, width in zip(row, widths)]
        click.echo("  ".join([*cells, row[3]]).rstrip())


@cli.command(short_help="Check the book, a part of it, or a file of your own.")
@click.argument("names", metavar="[ID | FILE.py]...", nargs=-1)
@click.option(
    "--certificates",
    type=click.Path(file_okay=False, path_type=Path),
    help="Save records with all certificates, one file a derivation.",
)
@click.option("--explain", is_flag=True, help="Under each line that is not proved, say why.")
@click.option(
    "--bounds",
    is_flag=True,
    help=(
        "With --explain, --format json or --certificates: and how fast limits are reached; "
        "finding that takes longer."
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.pass_context
def check(
    context: click.Context,
    names: tuple[str, ...],
    certificates: Path | None,
    explain: bool,
    bounds: bool,
    form: str,
) -> None:
    """Check derivations, all of the book without arguments, and compare with the verdicts they
    declare.

    A line declares nothing where it is meant to be true; expect="refuted" and the like say
    otherwise.

    Exit status 0 if every verdict is the declared one, else 1; 2 if something could not be
    checked, and the rest was.
    """
    from ..checking import cache, last_check
    from ..records import saving

    wrong, records, stopped = Complaints(), [], False
    if bounds and not (explain or form == "json" or certificates is not None):
        raise click.UsageError("--bounds is for --explain, --format json and --certificates")
    try:
        for chosen, record in checked(look_up(names, wrong), bounds, wrong):
            if isinstance(chosen, Selection) and chosen.step is None:
                last_check.remember(chosen.entry, record)
            records.append(record)
            if form == "text":
                click.echo("\n".join(_lines(record, explain, isinstance(chosen, Path))))
    except KeyboardInterrupt:
        stopped = True  # what is finished is kept
    cache.tidy()
    if form == "json":
        from ..rendering.formats import as_json

        say_json(as_json.render_all(records).rstrip("\n"))
    elif records:
        click.echo("\n".join(_summary(records, wrong.count, stopped)))
    if certificates is not None and records:
        saving.save(records, certificates)
    if stopped:
        complain(f"stopped; {'what is above' if records else 'nothing'} was finished")
    context.exit(130 if stopped else 2 if wrong.count else 1 if _odd(records) else 0)


def _odd(records: list[CheckedDerivation]) -> int:
    """How many verdicts are not the declared ones."""
    return sum(step.verdict.status != step.expect for record in records for step in record.steps)


def _summary(records: list[CheckedDerivation], wrong: int, stopped: bool) -> Iterator[str]:
    """Of what was checked: how many lines got which verdict, and whether it is the declared one."""
    statuses = [step.verdict.status for record in records for step in record.steps]
    words, so_far = {"refuted": "false", "undecided": "not decided"}, " so far" * stopped
    counts = ", ".join(f"{statuses.count(s)} {words.get(s, s)}" for s in MARKS if s in statuses)
    yield f"{len(statuses)} step{'s' * (len(statuses) != 1)}{so_far}: {counts}"
    rest = f"; {wrong} thing{'s' * (wrong > 1)} could not be checked" if wrong else ""
    if odd := _odd(records):
        are = "s are" if odd > 1 else " is"
        yield f"{odd} verdict{are} not the declared one (where none is declared: proved){rest}"
    else:
        yield f"every verdict{so_far} is the declared one{rest}"


def _lines(record: CheckedDerivation, explain: bool, foreign: bool) -> Iterator[str]:
    from ..language import plain
    from ..rendering.formats.text_wrapping import cleaned
    from ..rendering.formulas.inline_math import readable as read
    from ..rendering.pages.document import rests_on
    from ..rendering.pages.marks import text_of, underlined
    from ..words import said
    from ..words.enclosing_numbers import oracle_of

    def readable(text: str) -> str:
        return cleaned(read(text))

    yield cleaned(f"{record.id}  {record.title}")
    if foreign:  # a file may have changed what it assumes while it ran
        yield cleaned(f"  {given_words(record)}")
    for step in record.steps:
        shown = readable(step.text) if step.goal is None else plain(step.goal)
        rests = rests_on(step, record.steps, str).replace("\u00a0", " ")
        aside = (f"   ({rests})" if rests else "") + oracle_of(step.verdict)
        yield f"  {MARKS[step.verdict.status]} {record.id}.{step.number:<4} {shown}{aside}"
        if step.verdict.status != step.expect:
            yield f"      {_not_as_declared(step)}"
        if explain or step.verdict.status != step.expect:
            for message in said(record, step):
                yield from underlined(f"      {message.label}: " + text_of(message.parts, readable))


def _not_as_declared(step: CheckedStep) -> str:
    """A line is taken to be meant as true: its author may not know that one can declare."""
    found = step.verdict.status
    if step.expect == "proved":
        return f'{found}, where proved is expected; if you mean that, declare it: expect="{found}"'
    return f"{found}, and {step.expect} was declared"


def main(argv: list[str] | None = None) -> None:
    """Run the command line: one line and a status for everything that goes wrong."""
    gc.set_threshold(SELDOM)
    # only the main thread may; then a stopped run takes its workers and folders with it
    with suppress(ValueError):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    prepare()
    try:
        status = cli.main(argv, prog_name="symattn", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        sys.exit(status or 0)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        complain("stopped")
        sys.exit(130)
    except (ReaderGone, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(CLOSED)
    except OSError as error:  # the disk is full, say: what was asked for cannot be written
        complain(f"cannot write the output: {error.strerror}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(2)
    except Exception as error:
        if not _is_users(error):
            hint = "please report it (SYMATTN_DEBUG=1 shows where)"
            complain(f"internal error: {type(error).__name__}: {error}; {hint}")
            if os.environ.get("SYMATTN_DEBUG"):
                raise
            sys.exit(70)
        complain(str(error))
        sys.exit(2)


def _is_users(error: Exception) -> bool:
    """Whether an error is about what the user gave.

    Names are compared so that nothing is imported for it.
    """
    return isinstance(error, (BookError, click.ClickException)) or type(error).__name__ in (
        "AuthoringError",
        "SavingError",
        "QuestionError",
    )
