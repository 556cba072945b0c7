"""Effort is counted, so a verdict depends on the claim alone: not on the machine, the load, the
hash seed, or what was asked before.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from symattn.checking.deciding import decide
from symattn.checking.workers import Stopped, within_effort
from symattn.kernel import Claim
from symattn.oracles.effort import OutOfEffort, counted, remembered, spend, spent
from symattn.reading.question_reader import read_question
from symattn.search.clock import now, one_claim
from symattn.words import about
from symattn.words.message import Message

from .efforts import claims

ROOT = Path(__file__).parents[2]
NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
LITTLE = 0.05  # seconds of effort: several of the claims run out of it
STANDSTILL = 20.0  # seconds of the processor's in which the count has to move


def _claim(text: str, *let: str) -> Claim:
    question = read_question(text, let, (), "")
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


def _started(seed: int, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.search.efforts", str(LITTLE), *more]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def test_the_count_is_the_same_for_every_hash_seed_and_order() -> None:
    """At so tight a limit a verdict would follow any difference."""
    outs = [p.communicate()[0] for p in (_started(1), _started(2, "backwards"))]
    one, other = (sorted(map(json.loads, out.splitlines())) for out in outs)
    assert [a for a, b in zip(one, other) if a != b] == [] and len(one) == len(other) > 8
    assert sum(effort > LITTLE * 1_000_000 for _, effort, *_ in one) >= 2


def test_a_claim_asked_again_counts_the_same() -> None:
    claim = _claim("x**4 + y**4 >= 2*x**2*y**2 + 1", "x: real", "y: real")
    efforts = []
    for _ in range(2):
        before = spent()
        decide(claim)
        efforts.append(spent() - before)
    assert efforts[0] == efforts[1] > 0


def test_threads_count_apart() -> None:
    found: list[int] = []

    def other() -> None:
        spend(10_000)
        found.append(spent())

    before = spent()
    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert found == [10_000] and spent() == before


def test_what_is_remembered_is_charged_once_for_each_claim() -> None:
    calls: list[int] = []

    @remembered(10)
    def twice(x: int) -> int:
        calls.append(x)
        spend(7)
        return 2 * x

    for _ in range(2):
        with counted(100):
            assert (twice(3), twice(3), spent()) == (6, 6, 7)
    assert calls == [3]


def test_a_search_beyond_its_fence_is_stopped() -> None:
    def endless() -> None:
        while True:
            spend(1000)

    with pytest.raises(OutOfEffort), one_claim(0.1):
        endless()
    before = now()
    found = within_effort(endless, 0.1)
    assert isinstance(found, Stopped) and "effort" in found.why and now() > before


def test_a_claim_that_runs_out_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> Any:
        while True:
            spend(1000)

    monkeypatch.setattr("symattn.checking.deciding.model", endless)
    claim = _claim("x**2 >= 0", "x: real")
    verdict = decide(claim, 1.0)
    assert verdict.reasons == (("effort", 1),)
    assert "effort of 1 second" in _text(about(claim, verdict))


def _text(messages: tuple[Message, ...]) -> str:
    return " ".join(str(part) for m in messages for part in m.parts)


@pytest.mark.skipif(not NIGHTLY, reason="takes minutes: SYMATTN_NIGHTLY=1")
def test_the_count_never_stands_still() -> None:
    """Every loop counts: none runs for long without."""
    stuck: list[str] = []
    at: list[int] = [0]

    def look(*_: object) -> None:
        if spent() == at[0]:
            stuck.append(name)
            raise OutOfEffort
        at[0] = spent()

    before = signal.signal(signal.SIGPROF, look)
    try:
        for name, claim in claims():
            at[0] = -1
            signal.setitimer(signal.ITIMER_PROF, STANDSTILL, STANDSTILL)
            decide(claim)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    assert stuck == []
