"""`symattn grade`: the pages of a class, with a table for the teacher and feedback for each."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .number_given import Seconds
from .terminal import Progress, complain, spelled

if TYPE_CHECKING:
    from ..grading.class_setting import ClassSetting
    from ..grading.graded_pages import GradedPage
    from ..grading.kept_results import KeptResults
    from ..grading.page_grader import Graded, ToGrade

STOPPED = 130
MOST_ERRORS = 3  # that are told on the terminal


@click.command()
@click.argument(
    "places",
    metavar="DIR [FILES]...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option(
    "--setting",
    metavar="NAME",
    default="",
    help="What all pages declare: a setting in DIR or DIR/settings, NAME.symattn, or one of "
    "symattn settings.",
)
@click.option(
    "--reference",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A page of yours whose claims the pages should come to: each has a column.",
)
@click.option(
    "--to",
    "out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for index.html, grades.csv, grades.json and the feedback pages.",
)
@click.option("--jobs", "-j", type=click.IntRange(1, 256), help="Pages at a time; else one a core.")
@click.option(
    "--seconds",
    type=Seconds(),
    default=300.0,
    show_default=True,
    help="How much work a page may be before it is stopped with the lines that it has.",
)
@click.option("--hints", is_flag=True, help="Say where lines fail, and nowhere how to mend them.")
@click.option("--pdf", is_flag=True, help="Feedback as PDF, too.")
@click.option("--scheduler", metavar="ADDRESS", help="Use the Dask cluster of this scheduler.")
@click.pass_context
def grade(
    context: click.Context,
    places: tuple[Path, ...],
    setting: str,
    reference: Path | None,
    out: Path,
    jobs: int | None,
    seconds: float,
    hints: bool,
    pdf: bool,
    scheduler: str | None,
) -> None:
    """Grade the pages in DIR (.tex .md .ipynb, and .py with derivations), and those of FILES.

    In the folder after --to, index.html shows all pages with their lines, and the commonest
    errors; feedback/ has a page for each submission. Results are kept as they come: a run that was
    stopped goes on where it was, and a page that is handed in again is told what changed.

    Exit status: 0 all pages are graded; 2 if something could not be, and the rest was; 130
    stopped, with what was finished.
    """
    from ..grading.class_setting import class_setting
    from ..grading.kept_results import FOLDERS, KeptResults
    from ..grading.submissions import submissions
    from ..records.saving import new_folder

    if pdf:
        from ..publishing.pdf import engine

        engine()  # what is missing is said now, and not after an hour
    found = submissions(places, out)
    chosen = class_setting(setting, [p for p in places if p.is_dir()], reference)
    for folder in (out, *(out / name for name in FOLDERS)):
        new_folder(folder, force=True)
    work = _Work(KeptResults(out), chosen)
    tasks = [t for one in found if (t := work.task(one, seconds, hints, pdf)) is not None]
    stopped = False
    try:
        _grade(work, tasks, len(found), jobs, scheduler)
    except KeyboardInterrupt:
        stopped = True  # what is finished is kept
    left = tuple(one.name for one in found if one.name not in work.done)
    pages = tuple(work.done[one.name] for one in found if one.name in work.done)
    _write(out, chosen, hints, pages, left)
    _tell(out, pages, left)
    if stopped:
        complain(f"stopped; {len(pages)} of {len(found)} pages are graded; run it again to go on")
    broken = any(page.problem for page in pages)
    context.exit(STOPPED if stopped else 2 if broken else 0)


class _Work:
    """What is to be done and what is done, by the names of pages."""

    def __init__(self, kept: KeptResults, setting: ClassSetting) -> None:
        self.kept, self.setting = kept, setting
        self.done: dict[str, GradedPage] = {}
        self.whole: dict[str, str] = {}  # texts with what they include

    def task(self, one: object, seconds: float, hints: bool, pdf: bool) -> ToGrade | None:
        """What is left to do for a submission; None where its result is kept, or it is no text."""
        from ..grading.page_grader import ToGrade, nothing, whole_text, without_name
        from ..grading.submissions import Submission
        from ..reading.documents.pieces import PageError
        from ..reading.documents.text_files import file_text

        assert isinstance(one, Submission)
        problem = text = ""
        try:
            text = file_text(one.path, one.name)
        except PageError as error:
            problem = without_name(str(error), one.name)
        path = str(one.path.absolute())
        task = ToGrade(one.name, one.slug, path, text, self.setting, seconds, hints, pdf)
        self.whole[one.name] = problem or whole_text(task)
        task, page = self.kept.prepared(task, self.whole[one.name])
        if page is not None:
            self.done[one.name] = page
            _complain_of(page)
            return None
        if problem:
            self.keep(task, nothing(task, problem))
            return None
        return task

    def keep(self, task: ToGrade, found: Graded) -> None:
        """Save a result, and say in one line what is wrong with it, if anything."""
        self.kept.keep(task, self.whole[task.name], found)
        self.done[task.name] = found.page
        _complain_of(found.page)


def _complain_of(page: GradedPage) -> None:
    if page.problem:
        complain(f"{page.name}: {page.problem}")


def _grade(
    work: _Work, tasks: list[ToGrade], total: int, jobs: int | None, scheduler: str | None
) -> None:
    progress = _TimeLeft(total, len(tasks))
    try:
        for task, found in _found(tasks, jobs or os.cpu_count() or 1, scheduler):
            progress.clear()
            work.keep(task, found)
            progress.done(task.name)
    finally:
        progress.clear()


def _found(
    tasks: list[ToGrade], jobs: int, scheduler: str | None
) -> Iterator[tuple[ToGrade, Graded]]:
    if scheduler is not None:
        from ..grading.dask_cluster import graded_by_cluster

        return graded_by_cluster(tasks, scheduler)
    from ..grading.page_workers import graded_here

    return graded_here(tasks, jobs)


class _TimeLeft(Progress):
    """How many pages are done, and how long the others will take at this pace."""

    def __init__(self, total: int, todo: int) -> None:
        super().__init__()
        self.total, self.todo, self.finished = total, todo, 0
        self.begun = time.monotonic()
        self.plain = not self.over and sys.stderr is not None

    def done(self, name: str) -> None:
        """One more page is finished."""
        self.finished += 1
        left = self.todo - self.finished
        each = (time.monotonic() - self.begun) / self.finished
        count = self.total - left
        self.say(f"{count} of {self.total} pages, about {_long(each * left)} left … {name}")


def _long(seconds: float) -> str:
    """About how long: 40 s, 3 min, 2 h 10 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _write(
    out: Path, setting: ClassSetting, hints: bool, pages: tuple[GradedPage, ...],
    left: tuple[str, ...],
) -> None:  # fmt: skip
    from ..grading.class_index import class_index
    from ..grading.grade_tables import GradedClass, grades_csv, grades_json
    from ..records.saving import write_text

    graded = GradedClass(setting, hints, pages, left)
    write_text(out / "grades.csv", grades_csv(graded))
    write_text(out / "grades.json", grades_json(graded))
    write_text(out / "index.html", class_index(graded))


def _tell(out: Path, pages: tuple[GradedPage, ...], left: tuple[str, ...]) -> None:
    from ..grading.common_errors import common_errors
    from ..rendering.formats.text_wrapping import cleaned

    troubled = sum(bool(page.problem) for page in pages)
    wrong = sum(page.first_error is not None for page in pages)
    total = len(pages) + len(left)
    parts = [f"{wrong} with errors", f"{troubled} with problems"]
    if left:
        parts.append(f"{len(left)} left")
    click.echo(f"{total} page{'s' * (total != 1)}: {', '.join(parts)}")
    groups = common_errors(pages)
    for group in groups[:MOST_ERRORS]:
        count = len(group.pages)
        named = {"repair": f"; right: {group.what}", "condition": f"; true only if: {group.what}"}
        written = group.written[0].replace("&", "")
        said = f"{written}{named.get(group.kind, '')}"
        click.echo(spelled(f"  {count} page{'s' * (count != 1)} with an error in {cleaned(said)}"))
    if len(groups) > MOST_ERRORS:
        click.echo(f"  and {len(groups) - MOST_ERRORS} more")
    click.echo(spelled(cleaned(str(out / "index.html"))))
