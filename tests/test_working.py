"""Work that can be stopped: by time, by memory, by a crash; and what was handed over before counts."""
from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from symattn.checking import check_in_worker
from symattn.derivation import Derivation
from symattn.working import GRACE, Stopped, result, results


def test_what_is_produced_arrives_in_order() -> None:
    assert list(results(lambda: iter(range(5)), 10)) == list(range(5))


def test_a_worker_that_takes_too_long_is_killed_and_its_results_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symattn.working.GRACE", 0.0)
    ticks: list[float] = []

    def slow() -> Iterator[int]:
        yield 1
        time.sleep(60)
        yield 2

    got = list(results(slow, 0.5, ticks.append))
    assert got[0] == 1 and isinstance(got[1], Stopped) and "longer than" in got[1].why and ticks and GRACE > 0


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

    from symattn import limit, limits

    b = Symbol("b", real=True)
    assert str(limit(exp(-b), b, oo)) == "0"
    monkeypatch.setattr(limits, "answer_limit", lambda *_: os._exit(9))
    found = limit(exp(-b), b, oo)
    assert not found.complete and "crashed" in found.why


def test_a_step_that_is_stopped_is_undecided_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from symattn import checking

    def page(d: Any) -> None:
        x = d.real("x", positive=True)
        d.step(x + 1, ">", x)
        d.step(x + 2, ">", x)
        d.step(x + 3, ">", x)

    sound = checking.check_step

    def sometimes(step: Any, *rest: Any) -> Any:
        if step.number == 2:
            os._exit(9)
        return sound(step, *rest)

    monkeypatch.setattr(checking, "check_step", sometimes)
    record = check_in_worker(Derivation("w", "t", "s", page))
    assert [s.verdict.status for s in record.steps] == ["proved", "undecided", "proved"]
    assert "crashed" in str(record.steps[1].verdict.messages)
