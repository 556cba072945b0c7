"""Derivation files from outside the book.

Their Python could patch anything in its process.  So it runs in a child process that writes
certificates, and the verdicts come from a process that has read nothing but those.  What one
derivation of a file does wrong, or one file of several, takes nothing from the others.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..language import TermError
from ..records.record import CheckedDerivation
from ..records.saving import SavingError, write_text
from ..writing.book import BookError, Entry, read_entries
from ..writing.literal_lines import literal_lines
from .replaying import borne_out, read_within

BODY_SECONDS = 30.0  # of work, for reading a file and for running a derivation's body
STALLED_SECONDS = 120.0  # without a sign of life: more than any one step may take
FILE_SECONDS = 1800.0
MEGABYTES = 4096
POLL = 0.1
# modules of 0.1 that derivation files import
BEFORE = ("symattn.derivation", "symattn.expressions")
CHILD = (
    "import sys; sys.path.append(sys.argv[1]); from symattn.checking.stranger import child; child()"
)
Tell = Callable[[str, float], None]


def check_file(
    file: Path, beside: bool = False, tell: Tell | None = None
) -> tuple[list[CheckedDerivation], list[str]]:
    """The derivations of a file, checked, and a line for each that could not be.

    With `beside`, and look for bounds.  `tell` hears now and then which step is at work, and for
    how many seconds.  Raises BookError with one line if there is nothing to check in the file, or
    it does not give the derivations that it says.
    """
    entries = read_entries(file, "stranger")
    if not entries:
        raise BookError(f"{file}: expected at least one function with @derivation(...), found none")
    with tempfile.TemporaryDirectory(prefix="symattn-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        ended = _run(file, folder, beside, tell)
        return _found(file, entries, folder, ended)


def _run(file: Path, folder: Path, beside: bool, tell: Tell | None) -> str:
    """Run a file in a child process; how that ended, if not of itself."""
    root = str(Path(__file__).parents[1])
    command = [
        sys.executable,
        "-c",
        CHILD,
        root,
        str(file.resolve()),
        str(folder),
        "beside" * beside,
        str(BODY_SECONDS),
    ]
    with (folder / "stderr").open("wb") as errors:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                env={**os.environ, "PYTHONSAFEPATH": "1"}, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise BookError(
                f"{file}: a file needs a process of its own, and none can be started here: {error}"
            ) from error
        try:
            begun = moved = time.monotonic()
            last = ""
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(POLL)
                    return (
                        f"the process that ran it ended with status {process.returncode}"
                        if process.returncode
                        else ""
                    )
                now, said = time.monotonic(), _said(folder / "now")
                if said != last:
                    last, moved = said, now
                if tell is not None:
                    tell(said, now - moved)
                if now - moved > STALLED_SECONDS or now - begun > FILE_SECONDS:
                    return f"was stopped after {now - begun:.0f} seconds" + (
                        f", at {said}" if said else ""
                    )
        finally:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The process and those that it has started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _said(path: Path) -> str:
    """A file that the child writes; nothing if it has not, or what is in it is not text."""
    try:
        return path.read_text(encoding="utf-8")[:200]
    except (OSError, ValueError):
        return ""


def _found(
    file: Path, entries: list[Entry], folder: Path, ended: str
) -> tuple[list[CheckedDerivation], list[str]]:
    """What the child has left: records, borne out by the kernel here, and what was wrong."""
    order: list[tuple[str, str]] = []
    with contextlib.suppress(
        OSError, ValueError, TypeError
    ):  # it may have been stopped in the midst of a line
        for line in (folder / "order").read_text(encoding="utf-8").splitlines():
            id, problem = json.loads(line)
            order.append((str(id), str(problem)))
    for id, problem in order:
        if not id:  # the file itself, and so all of it
            raise BookError(problem)
    asked, given = [e.id for e in entries], [id for id, _ in order]
    ran = f"running the file gave {', '.join(given) or 'none'}"
    unlike = f"{file}: expected the derivations {', '.join(asked)}; {ran}"
    if set(given) - set(asked) or len(set(given)) < len(given):
        raise BookError(unlike)
    records, problems, lines = [], [], literal_lines(file)
    for k, (id, problem) in enumerate(order):
        if problem:
            problems.append(problem)
            continue
        try:
            (record,) = read_within(folder / f"{k}.json")
            if record.id != id:
                raise TermError(f"expected {id}, found {record.id}")
            if unlike_source := _unlike(record, next(e for e in entries if e.id == id), lines):
                problems.append(f"{file}: {id}: {unlike_source}; it is not checked")
                continue
            records.append(borne_out(record))
        except (OSError, ValueError, SavingError, TermError) as error:
            problems.append(f"{file}: {id}: the process that ran it left no certificates ({error})")
    missing = [id for id in asked if id not in given]
    if missing and not ended:
        problems.append(unlike)
    elif missing:
        said = _said(folder / "stderr").strip().splitlines()
        why = ended + (f" ({said[-1]})" if said and "status" in ended else "")
        hint = "; a loop that does not end, or too much for one file?" if "stopped" in ended else ""
        problems.append(f"{file}: {', '.join(missing)}: {why}{hint}")
    return records, problems


def _unlike(record: CheckedDerivation, entry: Entry, lines: dict[str, int]) -> str:
    """What the text of the file says otherwise, where it says so plainly.

    Titles, and how many lines there are.
    """
    count, wanted = len(record.steps), lines.get(entry.id, len(record.steps))
    if (record.title, record.source) != (entry.title, entry.source):
        return (
            f"running it gave the title {record.title[:60]!r} from {record.source[:60]!r}, and "
            f"the file has {entry.title!r} from {entry.source!r}"
        )
    if record.steps[0].number != 1:
        return f"running it gave lines from {record.steps[0].number} on"
    return (
        ""
        if count == wanted
        else f"line {entry.line} and those after it write {wanted} lines; running them gave {count}"
    )


# ---- in the child process -----------------------------------------------------------------------


def child() -> None:
    """Run the file, check its derivations in turn, leave certificates or a line on what fails."""
    file, folder, beside, seconds = (
        Path(sys.argv[2]),
        Path(sys.argv[3]),
        bool(sys.argv[4]),
        float(sys.argv[5]),
    )
    from ..writing.derivation import REGISTRY, Derivation
    from ..writing.step import AuthoringError, Step
    from .lanes import check_in_workers, prepared
    from .memory_fence import fence_memory

    fence_memory(MEGABYTES)

    def note(id: str, problem: str = "") -> None:
        with (folder / "order").open("a", encoding="utf-8") as order:
            order.write(json.dumps([id, problem]) + "\n")

    def now(derivation: Derivation, step: Step, spent: float) -> None:
        (folder / "now").write_text(f"{derivation.id}.{step.number}", encoding="utf-8")

    (folder / "now").write_text("reading it", encoding="utf-8")
    try:
        with _authored(file, seconds):
            _execute(file)
    except AuthoringError as error:
        note("", str(error))
        return
    for k, derivation in enumerate(list(REGISTRY.values())):
        (folder / "now").write_text(derivation.id, encoding="utf-8")
        try:
            with _authored(file, seconds, derivation.id):
                one = prepared(derivation)
            record = next(check_in_workers([one], tick=now, beside=beside))
            write_text(
                folder / f"{k}.json",
                json.dumps(record.to_json(), ensure_ascii=False, separators=(",", ":")),
            )
            note(derivation.id)
        except (AuthoringError, SavingError) as error:
            note(derivation.id, str(error))


def _execute(file: Path) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("stranger", file)
    assert spec is not None and spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


class _TooLong(BaseException):
    """Raised in the midst of what does not come to an end."""


@contextlib.contextmanager
def _authored(file: Path, seconds: float, where: str = "") -> Iterator[None]:
    """Whatever goes wrong in what a stranger wrote, too long a loop too, is an AuthoringError."""
    from ..writing.step import AuthoringError

    def too_long(*_: Any) -> None:
        raise _TooLong

    try:
        with contextlib.suppress(
            AttributeError
        ):  # where there is no such signal, the process is stopped in the end
            signal.signal(signal.SIGPROF, too_long)
            signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)  # again, should the first be caught
        try:
            yield
        finally:
            with contextlib.suppress(AttributeError):
                signal.setitimer(signal.ITIMER_PROF, 0)
    except AuthoringError:
        raise
    except _TooLong as error:
        said = f"did not come to an end in {seconds:.0f} seconds of work; a loop that does not end?"
        raise AuthoringError(said, str(file), _line(error, file), where) from error
    except SystemExit as error:
        raise AuthoringError(
            "ends the process while it is read; expected derivations only",
            str(file),
            _line(error, file),
            where,
        ) from error
    except BaseException as error:
        said = f"{type(error).__name__}: {error}{_moved_to(error)}"
        raise AuthoringError(said, str(file), _line(error, file), where) from error


def _moved_to(error: BaseException) -> str:
    """Where a module stands since 0.2, for a file that imports it from where it stood before."""
    name = error.name if isinstance(error, ModuleNotFoundError) else None
    return f"; since symattn 0.2 it is symattn.writing.{name[8:]}" if name in BEFORE else ""


def _line(error: BaseException, file: Path) -> int:
    """The last line of the file that an error came through."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == str(file) else line
        trace = trace.tb_next
    return line
