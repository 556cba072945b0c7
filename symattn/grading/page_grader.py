"""One submission graded, in whatever process this is: read, judged line by line, given back.

What it yields on its way is kept by whoever asked: where this process has to be stopped, another
one goes on from there, and no line that was judged is lost.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Union

from ..checking.checked_pages import CheckedPage
from ..checking.page_checks import asked_of
from ..reading.documents.latex_inclusions import with_inclusions
from ..reading.documents.loading import FORMS, parse
from ..reading.documents.pieces import PageError
from ..reading.whole_pages.page_lines import ReadPage
from ..reading.whole_pages.page_reader import read_page
from ..records.record import CheckedDerivation, Verdict
from ..search.clock import SECONDS_PER_STEP
from ..writing.book import BookError
from .class_setting import ClassSetting
from .feedback_pages import feedback_on_derivations, feedback_on_nothing, feedback_on_page
from .graded_pages import Changes, GradedLine, GradedPage
from .hand_ins import changes
from .lines_graded import lines_of_derivations, lines_of_page, scores

READ, JUDGED = "read", "judged"  # how far a page has come
MEMORY = ("broke off", "MemoryError")


@dataclass(frozen=True)
class ToGrade:
    """A submission to be graded, with everything that this needs; it can be sent elsewhere.

    `seconds` is how much work a page may be; `before` are the lines of the last hand-in.
    """

    name: str
    slug: str
    path: str
    text: str
    setting: ClassSetting
    seconds: float
    hints: bool = False
    pdf: bool = False
    before: tuple[GradedLine, ...] | None = None

    @property
    def is_derivations(self) -> bool:
        return self.name.lower().endswith(".py")


@dataclass(frozen=True)
class Graded:
    """What comes of a task: the page as data, its feedback in HTML, and as PDF if asked for."""

    page: GradedPage
    html: str
    pdf: bytes | None = None


Given = tuple[Verdict, float]  # a verdict, and how much work was done by then
Stage = Union[str, Given, "Graded"]


def grade(task: ToGrade) -> Graded:
    """A task done from beginning to end in this process."""
    for one in steps(task, (), 0.0):
        if isinstance(one, Graded):
            return one
    raise AssertionError("a task ends with what it gives")


def steps(task: ToGrade, known: tuple[Verdict, ...], spent: float) -> Iterator[Stage]:
    """The verdicts on the claims of a page, those that are `known` not again, and what it gives.

    `spent` is how much work was done before; claims that are left when it is too much are not
    decided.
    """
    if task.is_derivations:
        yield _derivations(task)
        return
    try:
        page = _read(task)
    except PageError as error:
        yield nothing(task, without_name(str(error), task.name))
        return
    yield from _judged(task, page, known, spent)


def whole_text(task: ToGrade) -> str:
    """The text of a submission, with the files that a page in LaTeX includes."""
    if FORMS.get(Path(task.name).suffix.lower()) != "latex":
        return task.text
    try:
        return with_inclusions(task.text, task.name, Path(task.path).parent).text
    except PageError:
        return task.text


def _read(task: ToGrade) -> ReadPage:
    if not task.text.strip():
        raise PageError("a page was expected, found an empty file")
    form = FORMS[Path(task.name).suffix.lower()]
    document = parse(task.text, form, task.name, Path(task.path).parent)
    page = read_page(document, task.setting.settings, task.setting.name)
    if not page.lines and not page.problems and not document.problems:
        raise PageError("a page with claims was expected, found no formula that claims something")
    return page


def _judged(
    task: ToGrade, page: ReadPage, known: tuple[Verdict, ...], spent: float
) -> Iterator[Stage]:
    """Judges the claims in their order; each verdict is handed over before the next is begun."""
    yield READ
    found, left, late = list(known), iter(known), False
    begun = time.process_time()
    asking = asked_of(page)
    jobs = next(asking)
    while True:
        answers: list[Verdict] = []
        for job in jobs:
            verdict = next(left, None)
            if verdict is None:
                used = spent + time.process_time() - begun
                if used < task.seconds:
                    verdict = job.judged(min(SECONDS_PER_STEP, task.seconds - used))
                    used = spent + time.process_time() - begun
                    yield verdict, used
                    late = late or used >= task.seconds
                else:
                    verdict, late = stopped(task.seconds), True
                found.append(verdict)
            answers.append(verdict)
        try:
            jobs = asking.send(answers)
        except StopIteration as end:
            checked: CheckedPage = end.value
            break
    yield JUDGED
    pairs = lines_of_page(checked, task.hints)
    score = scores(pairs, task.setting)
    problem = too_long(task.seconds) if late else trouble(found)
    graded = GradedPage(
        task.name, f"feedback/{task.slug}.html", score.lines, score.expected, score.points,
        score.out_of, _changes(task, score.lines), problem, declared_on(page),
    )  # fmt: skip
    html = feedback_on_page(checked, graded, task.setting, task.hints)
    pdf = None
    if task.pdf:
        from .feedback_in_pdf import feedback_in_pdf

        pdf = feedback_in_pdf(checked, graded, task.setting, task.hints)
    yield Graded(graded, html, pdf)


def declared_on(page: ReadPage) -> tuple[str, ...]:
    """What a page declares by itself, in the order of its text, each once."""
    own = (" ".join(one.said.split()) for one in page.declared if one.end > one.start)
    return tuple(dict.fromkeys(own))


def _changes(task: ToGrade, lines: tuple[GradedLine, ...]) -> Changes | None:
    return None if task.before is None else changes(task.before, lines)


def stopped(seconds: float) -> Verdict:
    """The verdict on a claim for which no time is left."""
    return Verdict("undecided", reasons=(("stopped", round(seconds)),))


def too_long(seconds: float) -> str:
    """What is said of a page that does not come to an end."""
    return (f"stopped after {seconds:.0f} seconds of work; the lines that were judged by then are "
            "kept")  # fmt: skip


def trouble(found: Iterable[Verdict]) -> str:
    """What is said of a page with claims that had to be stopped; "" where there are none."""
    codes = [reason for one in found for reason in one.reasons]
    late = sum(reason[0] == "stopped" for reason in codes)
    large = sum(reason[0] == "memory" or reason == MEMORY for reason in codes)
    told = [
        f"{count} claim{'s' * (count != 1)} {what}"
        for count, what in ((late, "took too long"), (large, "needed too much memory"))
        if count
    ]
    return " and ".join(told) + "; all others are judged" if told else ""


def without_name(problem: str, name: str) -> str:
    """A problem without the name of its page before it: who shows it has said that."""
    rest = problem.removeprefix(f"{name}:").strip()
    if rest == problem:
        return rest
    rest = re.sub(r"^(\d+):(\d+):", r"line \1, column \2:", rest)
    return re.sub(r"^(\d+):", r"line \1:", rest)


def nothing(task: ToGrade, problem: str) -> Graded:
    """What a submission gives that cannot be graded: why."""
    graded = GradedPage(task.name, f"feedback/{task.slug}.html", problem=" ".join(problem.split()))
    return Graded(graded, feedback_on_nothing(graded))


# ---- files of derivations ------------------------------------------------------------------------


def _derivations(task: ToGrade) -> Graded:
    from ..checking.stranger import check_file

    if not task.text.strip():
        return nothing(task, "a file of derivations was expected, found an empty file")
    until = time.monotonic() + task.seconds
    late = False
    problems: list[str] = []
    records: list[CheckedDerivation] = []

    def tell(said: str, spent: float) -> None:
        if time.monotonic() > until:
            raise TimeoutError

    with _file(task) as file, _ends_with_asker():
        try:
            records, problems = check_file(file, False, tell)
        except TimeoutError:
            late = True
        except BookError as error:
            problems = [str(error)]
        problems = [_without_path(p, file, task.name) for p in problems]
    if late:
        problems = [f"stopped after {task.seconds:.0f} seconds; a loop that does not end?"]
    if not records:
        return nothing(task, "; ".join(problems))
    lines = lines_of_derivations(records, task.hints)
    score = scores([(line, None) for line in lines], replace(task.setting, expected=()))
    graded = GradedPage(
        task.name, f"feedback/{task.slug}.html", score.lines, (), score.points, score.out_of,
        _changes(task, score.lines), "; ".join(problems),
    )  # fmt: skip
    html = feedback_on_derivations(records, graded, task.setting, task.hints)
    pdf = None
    if task.pdf:
        from .feedback_in_pdf import derivations_in_pdf

        pdf = derivations_in_pdf(records, task.hints)
    return Graded(graded, html, pdf)


def _without_path(problem: str, file: Path, name: str) -> str:
    for path in (str(file.resolve()), str(file)):
        problem = problem.replace(path, name)
    return without_name(problem, name)


@contextmanager
def _file(task: ToGrade) -> Iterator[Path]:
    """The file where it lies; on another machine, a copy."""
    if Path(task.path).is_file():
        yield Path(task.path)
        return
    with tempfile.TemporaryDirectory(prefix="symattn-") as folder:
        file = Path(folder) / Path(task.name).name
        file.write_text(task.text, encoding="utf-8")
        yield file


@contextmanager
def _ends_with_asker() -> Iterator[None]:
    """Let this process end as others do where it is stopped, and take what it has started along."""
    asker, own = os.getppid(), os.getpid()

    def end(*_: Any) -> None:
        sys.exit(1)

    def look(*_: Any) -> None:
        if os.getppid() != asker and os.getpid() == own:
            sys.exit(1)

    before: list[tuple[int, Any]] = []
    with suppress(ValueError, AttributeError):  # not in the first thread; not on Windows
        before.append((signal.SIGTERM, signal.signal(signal.SIGTERM, end)))
        before.append((signal.SIGALRM, signal.signal(signal.SIGALRM, look)))
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
