"""A checker that stays: its answers, in order or as they come, and what ends its workers."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import symattn
from symattn.batches.judging_here import Terms, judge_here
from symattn.batches.queries import ClaimQuery, PageQuery
from symattn.batches.reply import Reply
from symattn.batches.staying_checker import Checker
from symattn.rendering.author_pages.findings import findings

from . import troubles

PAGE = r"""```symattn
let x: real
let n: integer >= 2
```

Then $x^2 + 1 > x$ and $n > 1$, so $$(x + 1)^2 = x^2 + 1.$$
"""
CLAIMS: list[Any] = [
    {"claim": "x**2 + 1 > x", "let": ["x: real"], "id": "a"},
    {"claim": "x**2 > x", "let": ["x: real"], "id": "b"},
    {"claim": "limit(exp(b*g)/(exp(b*g) + 1), b, oo)", "let": ["g: real"], "id": "c"},
    {"claim": "tends(exp(b)/(exp(b) + n), 1)", "let": ["n: positive"], "limit": "b -> oo"},
    "1 < 2 < 3",
    {"claim": "P(g > h)", "let": ["g ~ N(1, 1/2)", "h ~ N(0, 1)"], "id": "f"},
    {"claim": "x +* 1", "id": "unreadable"},
    {"clam": "1 < 2", "id": "misspelled"},
    3,
    PageQuery(PAGE, "markdown", id="page"),
    {"page": "$1 < 2$", "setting": "softmax-atention"},
]
VERDICTS = [
    "proved", "refuted", "proved", "proved", "proved", "proved", "not_read", "not_read",
    "not_read", "refuted", "not_read",
]  # fmt: skip


@pytest.fixture(scope="module")
def here() -> list[Reply]:
    with Checker(workers=0) as checker:
        return list(checker.map(CLAIMS))


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker(workers=2, seconds=10.0, memory=1024) as checker:
        yield checker


@pytest.fixture(scope="module")
def quick() -> Iterator[Checker]:
    """For claims that no search needs time for."""
    with Checker(workers=2, seconds=0.1, memory=1024) as checker:
        yield checker


def _same(found: list[Reply], wanted: list[Reply]) -> None:
    assert [one.data for one in found] == [one.data for one in wanted]
    assert [one.id for one in found] == [one.id for one in wanted]
    assert [one.verdict for one in found] == [one.verdict for one in wanted]


def test_without_processes(here: list[Reply]) -> None:
    assert [(one.id, one.verdict) for one in here][6:] == [
        ("unreadable", "not_read"), ("misspelled", "not_read"), (None, "not_read"),
        ("page", here[9].verdict), (None, "not_read"),
    ]  # fmt: skip
    assert [one.number for one in here] == list(range(len(CLAIMS)))
    assert all("\n" not in one.error for one in here)
    assert here[7].error == "unknown key 'clam': expected 'claim'"
    assert "softmax-attention" in here[10].error


def test_warm_workers_say_the_same(here: list[Reply], checker: Checker) -> None:
    _same(list(checker.map(CLAIMS)), here)


@pytest.mark.parametrize("start", ["spawn", "fork"])
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_however_they_are_started(here: list[Reply], start: str) -> None:
    with Checker(workers=1, start=start) as checker:
        _same(list(checker.map(CLAIMS)), here)


def test_an_executor_of_threads(here: list[Reply]) -> None:
    with ThreadPoolExecutor(2) as executor, Checker(executor=executor) as checker:
        _same(list(checker.map(CLAIMS)), here)


def test_an_executor_of_processes(here: list[Reply]) -> None:
    with (
        ProcessPoolExecutor(1, get_context("spawn")) as executor,
        Checker(executor=executor) as checker,
    ):
        _same(list(checker.map(CLAIMS)), here)


def test_an_executor_that_loses_its_workers_answers() -> None:
    executor = ProcessPoolExecutor(1, get_context("spawn"))
    asked = [{"claim": "1 < 2", "id": name} for name in ("a", "kill", "c")]
    with executor, Checker(executor=executor) as checker:
        found = list(checker.map(asked, then=troubles.make_trouble))
    assert [one.id for one in found] == ["a", "kill", "c"]
    assert found[1].verdict == "undecided" and "Broken" in found[1].why


@pytest.mark.filterwarnings("ignore")
def test_an_executor_of_dask(here: list[Reply]) -> None:
    """Its workers are processes that may start none; they judge in a second thread."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
        Checker(executor=client.get_executor()) as checker,
    ):
        _same(list(checker.map(CLAIMS)), here)


def test_what_a_chain_says_from_end_to_end_may_be_stopped_alone() -> None:
    """It is a claim as any other: where it overruns, the lines keep their verdicts."""
    page = {"page": "Let $x > 0$.\n\n$$x + x = 3x = x + 2x$$\n\n$$x = x$$\n"}
    places: list[int] = []
    whole = judge_here(0, page, Terms(), place=places.append)
    chain = max(places)
    stopped = judge_here(0, page, Terms(stopped={chain: ("stopped", 20)}))
    assert chain == len(["x + x = 3x", "3x = x + 2x", "x = x", "x + x = x + 2x"]) - 1
    assert whole.page is not None and stopped.page is not None
    assert [one.verdict for one in findings(whole.page)] == ["", "refuted", "proved", "proved"]
    assert stopped.data == whole.data


def test_nothing_is_started_inside_an_executor(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("symattn.checking.workers.start", refuse)
    with Checker(workers=0) as checker:
        assert [one.verdict for one in checker.map(CLAIMS[:6])].count("proved") >= 4


def test_what_travels_pickles(here: list[Reply]) -> None:
    for one in here:
        back = pickle.loads(pickle.dumps(one))
        assert back.data == one.data and back.verdict == one.verdict
    query = ClaimQuery("x > 0", ("x: real",), id=3)
    assert pickle.loads(pickle.dumps(query)) == query


def test_as_they_come(checker: Checker) -> None:
    found = list(checker.map(CLAIMS[:6], ordered=False))
    assert sorted(one.number for one in found) == list(range(6))


def test_progress(checker: Checker) -> None:
    said: list[int] = []
    list(checker.map(["1 < 2"] * 5, progress=said.append))
    assert said[-1] == 5 and said == sorted(said)


def test_input_is_read_as_far_as_needed(checker: Checker) -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "1 < 2"

    answers = checker.map(endless())
    assert next(answers).verdict == "proved"
    assert read < 200
    answers.close()  # type: ignore[attr-defined]


def test_without_processes_nothing_is_read_ahead() -> None:
    left = iter(["1 < 2", "2 < 1", "1 < 3"])
    answers = Checker(workers=0).map(left)
    assert next(answers).verdict == "proved"
    assert next(left) == "2 < 1"


def test_a_function_that_workers_cannot_import_is_run_here(checker: Checker) -> None:
    found = checker.map(["1 < 2", "2 < 1"], then=lambda reply: (reply.verdict, os.getpid()))
    assert list(found) == [("proved", os.getpid()), ("refuted", os.getpid())]


def test_what_no_worker_can_read_is_an_answer(checker: Checker) -> None:
    class Own:
        pass

    asked: list[Any] = [{"claim": "1 < 2", "id": Own()}, {"claim": "1 < 2", "let": [Own()]}, Own()]
    assert [one.verdict for one in checker.map([*asked, "1 < 2"])] == ["not_read"] * 3 + ["proved"]


def test_a_future(checker: Checker) -> None:
    future = checker.submit("2 < 1")
    assert future.result().verdict == "refuted"


def test_a_worker_stays(checker: Checker) -> None:
    pids = set(checker.map(["1 < 2"] * 12, then=troubles.pid))
    assert len(pids) <= 2 and os.getpid() not in pids


def test_a_worker_that_is_killed_is_replaced_and_its_claim_judged(
    checker: Checker, tmp_path: Path
) -> None:
    asked = [{"claim": "1 < 2", "id": name} for name in ("a", f"kill-once:{tmp_path}/mark", "c")]
    found = list(checker.map(asked, then=troubles.kill_once))
    assert [one.verdict for one in found] == ["proved"] * 3


def test_an_idle_worker_that_is_killed_is_replaced(checker: Checker) -> None:
    for _ in range(2):
        os.kill(next(iter(checker.map(["1 < 2"], then=troubles.pid))), signal.SIGKILL)
        time.sleep(0.3)
        assert [one.verdict for one in checker.map(["1 < 2"] * 4)] == ["proved"] * 4


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("kill", "killed"),
        ("crash", "crashed"),
        ("eat", "memory"),
        ("endless", "longer than 0.1 seconds"),
        ("asleep", "longer than 0.1 seconds"),
    ],
)
def test_trouble_costs_one_answer(quick: Checker, name: str, why: str) -> None:
    asked = [{"claim": "1 < 2", "id": one} for one in ("a", name, "c", "d")]
    found = list(quick.map(asked, then=troubles.make_trouble))
    assert [one.id for one in found] == ["a", name, "c", "d"]
    assert [one.verdict for one in found] == ["proved", "undecided", "proved", "proved"]
    assert why in found[1].why and "\n" not in found[1].why


def test_ctrl_c_ends_it_and_leaves_nobody(tmp_path: Path) -> None:
    """Also of a program that does not protect its main part: workers do not run it again."""
    program = tmp_path / "program.py"
    program.write_text(
        "import symattn.batches.staying_checker as c, tests.batches.troubles as t\n"
        "with c.Checker(workers=2, seconds=600) as checker:\n"
        "    for found in checker.map([{'claim': '1 < 2', 'id': k} for k in "
        "('a', 'b', 'endless', 'endless')], then=t.make_trouble):\n"
        "        print(found.id, flush=True)\n"
    )
    run = subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, os.getcwd()])},
        start_new_session=True,
    )  # fmt: skip
    assert run.stdout is not None
    assert [run.stdout.readline(), run.stdout.readline()] == ["a\n", "b\n"]
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert said.count("Traceback") == 1 and said.rstrip().endswith("KeyboardInterrupt")
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.killpg(run.pid, 0)
            time.sleep(0.1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"workers": -1}, "workers: expected a whole number from 0 to 1024, found -1"),
        ({"workers": "2"}, "workers: expected a whole number from 0 to 1024, found '2'"),
        ({"workers": 10**9}, "workers: expected a whole number from 0 to 1024"),
        ({"seconds": 0}, "seconds: expected a number between 0.1 and 3600, found 0"),
        ({"seconds": float("nan")}, "seconds: expected a number between 0.1 and 3600, found nan"),
        ({"memory": 10}, "memory: expected a whole number from 512 to"),
        ({"memory": None}, "memory: expected a whole number from 512 to"),
        ({"bounds": "yes"}, "bounds: expected True or False, found 'yes'"),
        ({"executor": 5}, "executor: expected one of concurrent.futures, found 5"),
        ({"start": "frok"}, "start: expected 'forkserver', 'spawn' or 'fork', found 'frok'"),
    ],
)
def test_options_that_make_no_sense(options: dict[str, Any], said: str) -> None:
    with pytest.raises(symattn.ArgumentError) as caught:
        Checker(**options)
    assert said in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("claims", "options"),
    [
        ("1 < 2", {}), (None, {}), ({"claim": "1 < 2"}, {}), (5, {}),
        (["1 < 2"], {"then": 5}), (["1 < 2"], {"progress": "bar"}), (["1 < 2"], {"ordered": 1}),
    ],
)  # fmt: skip
def test_what_is_no_list_of_claims(claims: Any, options: dict[str, Any]) -> None:
    with pytest.raises(symattn.ArgumentError, match="expected"):
        Checker(workers=0).map(claims, **options)
