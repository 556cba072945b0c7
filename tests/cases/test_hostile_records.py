"""Records and files of strangers.

What was judged is printed, what is too large ends, what the text says otherwise is not checked.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from symattn.checking import lanes, replaying
from symattn.checking.stranger import check_file
from symattn.commands.cli import cli
from symattn.kernel import FORMAT, KERNEL
from symattn.language import TermError, number, to_json
from symattn.records.record import CheckedDerivation
from symattn.writing.derivation import Derivation
from symattn.writing.literal_lines import literal_lines

from ..kernel.test_sizes import power, same


def _page(d: Any) -> None:
    x = d.real("x", positive=True)
    d.step(x + 1, ">", x)
    d.step(x + 2, ">", x)
    d.outside("proved iff n = 7")


@pytest.fixture(scope="module")
def record() -> CheckedDerivation:
    return lanes.check(Derivation("k", "a title of theirs", "s", _page))


def _verified(tmp_path: Path, data: Any) -> tuple[int, str]:
    file = tmp_path / "k.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    result = CliRunner().invoke(cli, ["verify", str(file)])
    return result.exit_code, result.output


def test_verify_prints_what_was_judged_and_no_word_of_the_author(
    tmp_path: Path, record: CheckedDerivation
) -> None:
    status, out = _verified(tmp_path, record.to_json())
    assert status == 0 and out.splitlines() == [
        "k  given x > 0.", "  ✓ k.1    x + 1 > x", "  ✓ k.2    x + 2 > x",
        "  – k.3    (words of the author, not judged)",
        "k: 2 of 2 verdicts replayed by the kernel, no oracle; rules: order",
    ]  # fmt: skip


def test_a_number_of_billions_of_digits_ends_at_once(
    tmp_path: Path, record: CheckedDerivation
) -> None:
    data, begun = record.to_json(), time.monotonic()
    model = {"sizes": {}, "scalars": {"x": "1"}, "entries": {}, "vectors": {}, "matrices": {}}
    data["steps"][0]["goal"] = to_json(same(power(number(10), 4)))
    data["steps"][0]["evidence"] = {
        "proof": {"format": FORMAT, "kernel": KERNEL, "model": model, "proof": {"rule": "equality"}}
    }
    status, out = _verified(tmp_path, data)
    assert (
        status == 1
        and "does not replay: a product of numbers that are too large" in out
        and "1 of 2 verdicts" in out
    )
    assert "  ? k.1" in out and time.monotonic() - begun < 60


@pytest.mark.parametrize("numbers", [[1, 3, 4], [1, 1, 2], [2, 1, 3]])
def test_steps_are_numbered_without_gaps(numbers: list[int], record: CheckedDerivation) -> None:
    data = record.to_json()
    for step, number_ in zip(data["steps"], numbers):
        step["number"] = number_
    with pytest.raises(TermError, match="numbered without gaps"):
        CheckedDerivation.from_json(data)


def test_a_replay_that_does_not_end_is_stopped_and_the_others_go_on(
    record: CheckedDerivation, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = replaying.judge

    def slow(claim: Any, evidence: Any) -> Any:
        if claim.goal == record.steps[0].goal:
            time.sleep(60)
        return true(claim, evidence)

    monkeypatch.setattr(replaying, "judge", slow)
    monkeypatch.setattr("symattn.checking.workers.GRACE", 0.2)
    found = replaying.judged(record, 0.2)
    assert [one.status for one in found] == [
        "undecided",
        "proved",
        "outside",
    ] and "was stopped" in found[0].problem


# ---- files ---------------------------------------------------------------------------------------

FILE = """
from dataclasses import replace
from symattn.writing.derivation import Derivation, derivation
from symattn.language import Term, number

true = Derivation.steps

def steps(self):
    context, steps = true(self)
    {patch}

Derivation.steps = steps

@derivation("mine", title="t", source="s")
def mine(d):
    x = d.real("x", positive=True)
    d.step(x + 1, ">", x)
    d.step(x, ">", 9, expect="refuted")
    d.step(x + 2, ">", x)
"""
PATCHES = {
    # what the file does to its own process, what `check` says
    "a step is dropped": (
        "return context, [replace(s, number=k) for k, s in enumerate((steps[0], steps[2]), 1)]",
        "write 3 lines; running them gave 2",
    ),
    "a step is added": (
        "return context, [*steps, replace(steps[0], number=4)]",
        "write 3 lines; running them gave 4",
    ),
    "a step is dropped, its number too": ("return context, [steps[0], steps[2]]", "without gaps"),
    "it begins with the second": (
        "return context, [replace(s, number=s.number + 1) for s in steps]",
        "gave lines from 2 on",
    ),
    "another title": (
        "object.__setattr__(self, 'title', 'proved by the kernel'); return context, steps",
        "gave the title 'proved by the kernel'",
    ),
}


@pytest.mark.parametrize("what", PATCHES)
def test_a_file_that_says_otherwise_than_its_text(what: str, tmp_path: Path) -> None:
    patch, why = PATCHES[what]
    file = tmp_path / "mine.py"
    file.write_text(FILE.format(patch=patch), encoding="utf-8")
    records, problems = check_file(file)
    assert records == [] and len(problems) == 1 and why in problems[0] and "\n" not in problems[0]


def test_a_fact_that_is_added_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    fact = (
        'replace(context, facts=(*context.facts, Term(">", (Term("scalar", ("x",)), number(20)))))'
    )
    file.write_text(FILE.format(patch=f"return {fact}, steps"), encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", str(file)])
    assert (
        "  given x > 0, x > 20." in result.output.splitlines()
        and "✓ mine.2    x > 9" in result.output
    )


BODIES = {
    "one after the other": ("d.step(1, '<', 2)\n    y = d.real('y')\n    d.then('<', 3)", 2),
    "in a loop": ("for k in range(2):\n        d.step(k, '<', 3)", None),
    "in a case": ("if True:\n        d.step(1, '<', 3)", None),
    "in a list": ("[d.step(k, '<', 3) for k in range(2)]", None),
    "handed on": ("helper(d)\n    d.step(1, '<', 2)", None),
    "by another name": ("step = d.step\n    step(1, '<', 2)", None),
    "after a return": ("d.step(1, '<', 2)\n    return\n    d.step(1, '<', 3)", None),
    "none": ("d.real('y')", 0),
}


@pytest.mark.parametrize("what", BODIES)
def test_lines_are_counted_where_the_text_is_plain(what: str, tmp_path: Path) -> None:
    body, count = BODIES[what]
    file = tmp_path / "mine.py"
    file.write_text(
        f'@derivation("mine", title="t", source="s")\ndef mine(d):\n    {body}\n', encoding="utf-8"
    )
    assert literal_lines(file).get("mine") == count
