"""`symattn batch`: claims and pages by the line, answers by the line."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from .number_given import Seconds
from .terminal import CLOSED, Progress, complain

if TYPE_CHECKING:
    from ..batches.resuming import Kept

STOPPED = 130
REWARDS = ("before-first-false", "all-proved", "proved-minus-false")
WORST_FIRST = (2, 1, 3)  # statuses: not read, false, open
FIRST_SAID = 2.0  # seconds until there is something to say of progress


@click.command()
@click.argument(
    "files", metavar="[FILE.jsonl]...", nargs=-1, type=click.Path(dir_okay=False, path_type=Path)
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write answers to a file; without it they are printed.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Go on after the answers that the file after -o has; what they answer is passed over.",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(0, 1024),
    help="How many workers; 0 is none, all in one process. Without it, one for each processor.",
)
@click.option(
    "--seconds",
    type=Seconds(),
    default=20.0,
    show_default=True,
    help="How long to search for each claim, and for each line of a page.",
)
@click.option(
    "--memory",
    type=click.IntRange(512),
    default=2048,
    show_default=True,
    metavar="MIB",
    help="How much memory each worker may need.",
)
@click.option(
    "--reward",
    "rewards",
    multiple=True,
    type=click.Choice(REWARDS),
    help="Give pages this reward, too. May be repeated.",
)
@click.option("--evidence", is_flag=True, help="With certificates, for the kernel again.")
@click.pass_context
def batch(
    context: click.Context,
    files: tuple[Path, ...],
    output: Path | None,
    resume: bool,
    jobs: int | None,
    seconds: float,
    memory: int,
    rewards: tuple[str, ...],
    evidence: bool,
) -> None:
    """Answer claims and whole pages, one JSON object a line, from files or standard input. There is
    one line for each, in order; what cannot be read is answered with an error.

    \b
    {"claim": "tends(exp(b*g)/(exp(b*g) + 1), 1)",
     "let": ["g: positive"], "given": [], "limit": "b -> oo", "id": 7}
    {"page": "So $\\\\alpha_a = 1/n$.", "format": "markdown",
     "setting": "softmax-attention", "goal": "\\\\alpha_a = 1/n"}

    \b
    symattn batch < claims.jsonl > answers.jsonl
    symattn batch claims.jsonl -o answers.jsonl --resume
    symattn batch pages.jsonl --reward before-first-false

    Exit status: 0 all proved; 1 something false, or true only under a condition; 3 something not
    decided, and nothing false; 2 something that could not be read; 130 stopped by Ctrl-C.
    """
    if resume and output is None:
        raise click.UsageError("--resume needs the file that has answers: -o answers.jsonl")
    if output is not None and not output.absolute().parent.is_dir():
        raise click.UsageError(f"{str(output)[:80]}: there is no folder {output.parent}")
    for file in files:
        if not file.is_file():
            raise click.UsageError(f"{str(file)[:80]}: there is no such file")
        if output is not None and output.exists() and output.samefile(file):
            raise click.UsageError(f"{str(file)[:80]}: is read, and cannot be written to as well")
    context.exit(_answered(files, output, resume, jobs, seconds, memory, rewards, evidence))


def _answered(
    files: Sequence[Path],
    output: Path | None,
    resume: bool,
    jobs: int | None,
    seconds: float,
    memory: int,
    rewards: tuple[str, ...],
    evidence: bool,
) -> int:
    from ..batches.answer_lines import AnswerLine
    from ..batches.claim_lines import asked_in
    from ..batches.resuming import Kept, kept_in, passed_over
    from ..batches.staying_checker import Checker

    kept = kept_in(output) if resume and output is not None else Kept()
    statuses = set(kept.statuses)
    done = len(kept)
    with ExitStack() as open_:
        read: list[BinaryIO] = [open_.enter_context(file.open("rb")) for file in files]
        if not files:
            if sys.stdin is None:
                raise click.UsageError("there is no standard input; name a file")
            read = [sys.stdin.buffer]
        asked = asked_in(read)
        if output is not None:
            passed_over(asked, kept, output)
        there = open_.enter_context(_Answers(output, kept))
        progress = _Progress(files, done)
        checker = open_.enter_context(Checker(jobs, seconds, memory))
        try:
            for line, status in checker.map(asked, then=AnswerLine(evidence, rewards)):
                there.write(line)
                statuses.add(status)
                done += 1
                progress.say(done)
        except KeyboardInterrupt:
            progress.clear()
            more = "; --resume goes on after them" if output is not None else ""
            complain(f"stopped; {done} answers are written{more}")
            return STOPPED
        except BrokenPipeError:
            progress.clear()
            complain(f"stopped: whoever read the answers has gone, after {done} of them")
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return CLOSED
        finally:
            progress.clear()
    return next((status for status in WORST_FIRST if status in statuses), 0)


class _Answers:
    """Where answers go, each whole before the next: a file, or what is printed to."""

    def __init__(self, output: Path | None, kept: Kept) -> None:
        self.output, self.kept = output, kept

    def __enter__(self) -> _Answers:
        if self.output is None:
            self.stream: BinaryIO = sys.stdout.buffer
            return self
        how = "r+b" if self.kept.end else "wb"
        self.stream = self.output.open(how, buffering=0)  # type: ignore[assignment]
        if self.kept.end and stat.S_ISREG(os.fstat(self.stream.fileno()).st_mode):
            self.stream.truncate(self.kept.end)
            self.stream.seek(self.kept.end)
        return self

    def write(self, line: str) -> None:
        left = line.encode("utf-8") + b"\n"
        while left:
            left = left[self.stream.write(left) :]
        self.stream.flush()

    def __exit__(self, *_: object) -> None:
        if self.output is not None:
            self.stream.close()


class _Progress:
    """How many are answered, and how long the others will take where their number is known."""

    def __init__(self, files: Sequence[Path], before: int) -> None:
        self.files, self.before = files, before
        self.shown, self.begun, self.next = Progress(), time.monotonic(), FIRST_SAID
        self.total: int | None = None

    def say(self, done: int) -> None:
        spent = time.monotonic() - self.begun
        if spent < self.next:
            return
        self.next = spent + 0.5
        if self.files and self.total is None:
            self.total = sum(_lines(file) for file in self.files)
        if not self.total:
            self.shown.say(f"{done} answered, {(done - self.before) / spent:.1f} a second")
            return
        left = spent / max(1, done - self.before) * max(0, self.total - done)
        self.shown.say(f"{done} of {self.total} answered, {_time(left)} left")

    def clear(self) -> None:
        self.shown.clear()


def _lines(file: Path) -> int:
    with file.open("rb") as read:
        return sum(1 for line in read if line.strip())


def _time(seconds: float) -> str:
    """About how long: 40 s, 5 min, 3 h."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.0f} h"
