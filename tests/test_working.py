"""Work that can be stopped: by time, by memory, by a crash; and what was handed over
before counts.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from symattn.checking import lanes, processes, workers
from symattn.checking.lanes import check_in_worker
from symattn.checking.workers import GRACE, Stopped, result, results
from symattn.words import said
from symattn.writing.book import entries, select
from symattn.writing.derivation import Derivation


def test_what_is_produced_arrives_in_order() -> None:
    assert list(results(lambda: iter(range(5)), 10)) == list(range(5))


def test_a_worker_that_takes_too_long_is_killed_and_its_results_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("symattn.checking.workers.GRACE", 0.0)
    ticks: list[float] = []

    def slow() -> Iterator[int]:
        yield 1
        time.sleep(60)
        yield 2

    got = list(results(slow, 0.5, ticks.append))
    assert (
        got[0] == 1
        and isinstance(got[1], Stopped)
        and "longer than" in got[1].why
        and ticks
        and GRACE > 0
    )


def test_time_is_the_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for its turn on a busy machine is not stopped for that.

    What keeps the processor busy is.
    """
    monkeypatch.setattr("symattn.checking.workers.GRACE", 0.1)

    def waiting() -> Iterator[int]:
        time.sleep(0.8)
        yield 1

    def busy() -> Iterator[int]:
        while True:
            pass
        yield 1

    assert list(results(waiting, 0.4)) == [1]
    (stopped,) = results(busy, 0.4)
    assert isinstance(stopped, Stopped) and stopped.reason == ("stopped", 0)


def test_too_much_memory_stops_the_worker_only() -> None:
    found = result(lambda: len(bytearray(3 << 30)), 20, megabytes=1024)
    assert isinstance(found, Stopped) and "memory" in found.why


def test_a_crash_stops_the_worker_only() -> None:
    found = result(lambda: os._exit(9), 20)
    assert isinstance(found, Stopped) and "crashed" in found.why


def test_an_error_is_the_callers() -> None:
    with pytest.raises(ZeroDivisionError):
        result(lambda: 1 // 0, 20)


def test_a_limit_that_is_stopped_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    from sympy import Symbol, exp, oo

    from symattn import limit
    from symattn.asking import limit_answers

    b = Symbol("b", real=True)
    assert str(limit(exp(-b), b, oo)) == "0"
    monkeypatch.setattr(limit_answers, "answer_limit", lambda *_: os._exit(9))
    found = limit(exp(-b), b, oo)
    assert not found.complete and "crashed" in found.why


def test_a_step_that_is_stopped_is_undecided_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from symattn.checking import lanes, step_verdicts

    def page(d: Any) -> None:
        x = d.real("x", positive=True)
        d.step(x + 1, ">", x)
        d.step(x + 2, ">", x)
        d.step(x + 3, ">", x)

    sound = step_verdicts.check_step

    def sometimes(step: Any, *rest: Any) -> Any:
        if step.number == 2:
            os._exit(9)
        return sound(step, *rest)

    monkeypatch.setattr(lanes, "check_step", sometimes)
    record = check_in_worker(Derivation("w", "t", "s", page))
    assert [s.verdict.status for s in record.steps] == ["proved", "undecided", "proved"]
    assert "crashed" in str(said(record, record.steps[1]))


# ---- where and how a worker is made --------------------------------------------------------------


def ask(text: str) -> str:
    from symattn.asking.answers import answer
    from symattn.reading.question_reader import read_question

    return answer(read_question(text, ["x: real", "b: positive"]), 10).text


def slow() -> Iterator[int]:
    yield 1
    time.sleep(60)
    yield 2


def failing() -> Iterator[int]:
    yield 1 // 0


def leaving() -> Iterator[int]:
    raise SystemExit(3)


def crashing() -> Iterator[int]:
    print("this is no result", flush=True)
    yield 1
    os._exit(9)


def no_fork_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])


def os_has_no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")


def fork_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", raising(BlockingIOError("no room for another process")))


def in_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(os, "fork", raising(AssertionError("a fork was tried")))
    monkeypatch.setattr("subprocess.Popen", raising(AssertionError("a process was tried")))


def nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    monkeypatch.setattr("subprocess.Popen", raising(OSError("there are no processes")))


def raising(error: Exception) -> Any:
    def call(*_: Any, **__: Any) -> Any:
        raise error

    return call


WITHOUT_FORK = [no_fork_is_known, os_has_no_fork, fork_fails]
IN_THIS_PROCESS = [in_a_browser, nothing_starts]


@pytest.mark.parametrize("place", [*WITHOUT_FORK, *IN_THIS_PROCESS], ids=lambda f: f.__name__)
def test_questions_are_answered_without_a_fork(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place(monkeypatch)
    assert ask("limit(exp(-b), b, oo)") == "0"
    with pytest.raises(ZeroDivisionError):
        list(results(failing, 20))


def test_a_fresh_interpreter_is_stopped_like_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    got = list(results(crashing, 20))
    assert got[0] == 1 and isinstance(got[1], Stopped) and "crashed (status 9)" in got[1].why
    monkeypatch.setattr("symattn.checking.workers.GRACE", 0.0)
    got = list(results(slow, 0.5))
    assert got[0] == 1 and isinstance(got[1], Stopped) and "longer than" in got[1].why


def test_work_that_cannot_be_handed_over_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert list(results(lambda: iter([os.getpid()]), 10)) == [os.getpid()]


def test_a_worker_cannot_end_the_process_that_asked() -> None:
    with pytest.raises(RuntimeError, match="SystemExit: 3"):
        list(results(leaving, 10))


def test_a_frozen_program_is_not_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not processes.can_start_afresh()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_questions_are_answered_in_a_pool(method: str) -> None:
    """Its processes are daemonic: `multiprocessing` lets them have no children."""
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.map(ask, ["x**2 + 1 > x", "limit(exp(-b), b, oo)"]) == ["proved", "0"]


def test_a_process_with_other_threads_is_not_forked() -> None:
    """As in a worker of Dask, a server, a notebook: what another thread holds would stay held."""

    def asked() -> tuple[bool, str]:
        return processes.can_fork(), ask("limit(exp(-b), b, oo)")

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asked).result() == (False, "0")
    assert processes.can_fork()


def test_a_worker_ends_with_the_process_that_asked() -> None:
    code = (
        "import os, time; from symattn.checking import processes as workers; workers.WATCH = 0.05\n"
        "def work():\n    yield os.getpid()\n    time.sleep(60)\n"
        "w = workers.start(work, 4096, 60); assert w.poll(10)\n"
        "print(w.receive()[1], flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    worker, until = int(done.stdout), time.monotonic() + 10
    while _is_running(worker):
        assert time.monotonic() < until
        time.sleep(0.02)


def _is_running(pid: int) -> bool:
    """Whether it runs; a dead one that nobody has asked for does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_in_a_process_that_was_spawned() -> None:
    """As in a pool on macOS and Windows.

    Nothing of the process that asks is there but what is imported.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(ask, "limit(exp(-b), b, oo)").result(60) == "0"


def test_steps_are_shared_among_fresh_interpreters(monkeypatch: pytest.MonkeyPatch) -> None:
    one = select("1a-gaps", entries())[0].entry.load()
    wanted = [step.verdict.status for step in lanes.check(one).steps]
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    monkeypatch.setattr(lanes, "LANES", 2)
    (record,) = lanes.check_in_workers([lanes.prepared(one)])
    assert [step.verdict.status for step in record.steps] == wanted


def test_a_worker_that_never_begins_takes_a_step_with_it_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is stopped before it has taken one: that step is undecided, and the others are done."""
    one = select("1a-gaps", entries())[0].entry.load()
    sound, begun = lanes.results, []

    def ending(*arguments: Any) -> Any:
        begun.append(1)
        if len(begun) == 1:
            return iter([workers.Stopped("it ended", ("memory",))])
        return sound(*arguments)

    monkeypatch.setattr(lanes, "results", ending)
    (record,) = lanes.check_in_workers([lanes.prepared(one)])
    statuses = [step.verdict.status for step in record.steps]
    assert statuses.count("undecided") == 1 and len(statuses) == len(one.steps()[1])


def test_where_no_file_can_be_written_one_worker_does_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its successor goes on with the step after the one at which it was stopped."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    sound, seen = lanes.check_step, []

    def sometimes(step: Any, *rest: Any) -> Any:
        seen.append(step.number)
        if step.number == 2:
            os._exit(9)
        return sound(step, *rest)

    monkeypatch.setattr(lanes, "check_step", sometimes)
    one = select("1a-gaps", entries())[0].entry.load()
    (record,) = lanes.check_in_workers([lanes.prepared(one)])
    statuses = [step.verdict.status for step in record.steps]
    assert [k for k, status in enumerate(statuses, 1) if status == "undecided"] == [2]
