"""Files of records, read and judged by workers that share them: in order, none lost, each anew."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from symattn.checking import judged_files as module
from symattn.checking import lanes, processes
from symattn.checking.judged_files import judged_files
from symattn.checking.replaying import Judged, judged_steps
from symattn.records.record import CheckedDerivation
from symattn.records.saving import SavingError
from symattn.writing.derivation import Derivation


def _page(d: Any) -> None:
    x = d.real("x", positive=True)
    d.step(x + 1, ">", x)
    d.step(x + 2, ">", x)
    d.outside("in words")


@pytest.fixture(scope="module")
def record() -> CheckedDerivation:
    return lanes.check(Derivation("k", "t", "s", _page))


@pytest.fixture
def files(tmp_path: Path, record: CheckedDerivation) -> list[Path]:
    paths = [tmp_path / f"{k}.json" for k in range(6)]
    for k, path in enumerate(paths):
        path.write_text(json.dumps(replace(record, id=f"k{k}").to_json()), encoding="utf-8")
    return paths


@pytest.fixture(params=[1, 2, "here"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One processor, two, and two without processes."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1 if request.param == 1 else 2)
    if request.param == "here":
        monkeypatch.setattr(processes, "can_fork", lambda: False)
        monkeypatch.setattr(processes, "can_start_afresh", lambda: False)


def _told(found: Any) -> Any:
    if isinstance(found, SavingError):
        return "unread"
    return [(record.id, [one.status for one in judged]) for record, judged in found]


def test_files_come_in_order_and_what_cannot_be_read_is_one_of_them(
    files: list[Path], machine: None
) -> None:
    files[2].write_text("{", encoding="utf-8")
    files[4].unlink()
    two = [json.loads(path.read_text(encoding="utf-8")) for path in files[:2]]
    files[5].write_text(json.dumps(two), encoding="utf-8")
    right = ["proved", "proved", "outside"]
    assert list(map(_told, judged_files(files))) == [
        [("k0", right)], [("k1", right)], "unread", [("k3", right)], "unread",
        [("k0", right), ("k1", right)],
    ]  # fmt: skip


def test_a_certificate_under_other_hypotheses_is_judged_anew(
    files: list[Path], machine: None
) -> None:
    """The same line and certificate, without x > 0 in one file: what was seen before is no help."""
    data = json.loads(files[3].read_text(encoding="utf-8"))
    assert data["context"]["facts"]
    data["context"]["facts"] = []
    for step in data["steps"]:
        if step["evidence"]:
            step["evidence"]["proof"]["proof"] = _of_hypotheses(step["evidence"]["proof"]["proof"])
    files[3].write_text(json.dumps(data), encoding="utf-8")
    found = list(judged_files(files))
    assert not isinstance(found[3], SavingError)
    ((_, judged),) = found[3]
    assert [one.status for one in judged] == ["undecided", "undecided", "outside"]
    assert all("no fact" in one.problem for one in judged[:2])
    assert _told(found[2]) == [("k2", ["proved", "proved", "outside"])]


def _of_hypotheses(node: Any) -> Any:
    """The node with a sign entry that speaks of the first hypothesis."""
    entry = {"of": [["1", [["x", 1]], []]], "is": ">", "by": [["1", ["h0"], [], []]]}
    return {**node, "signs": [entry]}


def test_a_worker_that_is_gone_loses_one_step(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(module, "judged_steps", _ending("k1", 1))
    if not processes.can_fork():
        pytest.skip("needs forks")
    found = list(judged_files(files))
    assert _told(found[1]) == [("k1", ["proved", "undecided", "outside"])]
    assert not isinstance(found[1], SavingError) and "replay" in found[1][0][1][1].problem
    rest = [one for k, one in enumerate(found) if k != 1]
    assert all(_told(one)[0][1] == ["proved", "proved", "outside"] for one in rest)


def _ending(id: str, at: int) -> Callable[[Any], Iterator[Judged]]:
    """What judges steps, but for one at which its process ends."""

    def judged(steps: Any) -> Iterator[Judged]:
        for record, k in steps:
            if (record.id, k) == (id, at):
                os._exit(1)
            yield from judged_steps([(record, k)])

    return judged
