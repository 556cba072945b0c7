"""Words are functions of judged evidence: what is tampered with is not believed, and not
printed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sympy import Rational, exp

from symattn.checking import cache, lanes
from symattn.checking.replaying import borne_out
from symattn.checking.stranger import check_file
from symattn.commands.cli import cli
from symattn.language import Term, number, plain, to_json
from symattn.records.record import CheckedDerivation
from symattn.records.saving import read
from symattn.words import said, words
from symattn.writing.derivation import Derivation

SEVEN = to_json(Term("=", (Term("scalar", ("n",)), number(7))))
LIE = "n = 7"


def _text(record: CheckedDerivation) -> str:
    return "\n".join(
        f"{m.label}: " + "".join(p if isinstance(p, str) else plain(p) for p in m.parts)
        for s in record.steps
        for m in said(record, s)
    )


def _page(d: Any) -> None:
    n, x = d.integer("n", at_least=2), d.real("x", positive=True)
    d.step(x + 1, ">", x)
    d.step(exp(x) / (2 * exp(x) + n - 2), "=", Rational(1, 2), expect="conditional")
    d.step(x, ">", x + 1, expect="refuted")


@pytest.fixture(scope="module")
def record() -> CheckedDerivation:
    return lanes.check(Derivation("k", "t", "s", _page))


def _false_condition(status: str, reasons: Any, evidence: Any) -> list[Any]:
    """The condition n = 2 made n = 7, its certificate as it was."""
    changed = json.loads(json.dumps(evidence))
    for repair in (changed or {}).get("repairs", ()):
        repair["assume"] = [SEVEN]
    return [status, reasons, changed]


TAMPERED: dict[str, Callable[[str, Any, Any], list[Any]]] = {
    "messages as they used to be": lambda status, reasons, evidence: [
        status,
        [["Condition", ["true iff ", SEVEN, "."]]],
        evidence,
    ],
    "reasons beside a proof": lambda status, reasons, evidence: [
        status,
        [["follows", SEVEN], ["sign", SEVEN], ["rules", "true iff n = 7"]],
        evidence,
    ],
    "another condition": _false_condition,
    "a probability without a proof": lambda status, reasons, evidence: [
        status,
        reasons,
        {**(evidence or {}), "probabilities": [{"assume": [], "goal": SEVEN, "proof": None}]},
    ],
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_tampered_cache_entry(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: CheckedDerivation
) -> None:
    monkeypatch.setenv("SYMATTN_CACHE", str(tmp_path))
    derivation = Derivation("k", "t", "s", _page)
    honest = _text(lanes.check(derivation))
    changed = 0
    for file in tmp_path.glob("??/*.json"):
        content = TAMPERED[what](*json.loads(file.read_text(encoding="utf-8"))["verdict"])
        file.write_text(
            json.dumps({"sum": cache._sum(content), "verdict": content}), encoding="utf-8"
        )
        changed += 1
    again = lanes.check(derivation)
    assert changed == 3 and _text(again) == honest and LIE not in honest
    assert [s.verdict.status for s in again.steps] == ["proved", "conditional", "refuted"]


def test_a_record_with_nonsense_words(tmp_path: Path, record: CheckedDerivation) -> None:
    """Messages, reasons and what a link rests on are not read; a remark stays the author's."""
    data = record.to_json()
    assert "messages" not in json.dumps(data)
    for step in data["steps"]:
        step |= {
            "messages": [["Condition", ["true iff ", SEVEN]]],
            "reasons": [["follows", SEVEN], ["rules", LIE]],
            "rests_on": [1],
            "knock_on": "right",
            "remark": "proved iff n = 9",
        }
    file = tmp_path / "k.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    shown = borne_out(read(file))
    assert (
        LIE not in _text(shown)
        and {s.verdict.rests_on for s in shown.steps} == {()}
        and {s.verdict.knock_on for s in shown.steps} == {""}
    )
    assert [line for line in _text(shown).splitlines() if "n = 9" in line] == [
        "Author's remark: proved iff n = 9"
    ] * 3
    result = CliRunner().invoke(cli, ["verify", str(file)])
    assert result.exit_code == 0 and LIE not in result.output and "n = 9" not in result.output


def test_an_undecided_line_says_only_what_is_in_the_vocabulary(record: CheckedDerivation) -> None:
    lies: tuple[Any, ...] = (
        ("rules", "true iff n = 7"),
        ("proved",),
        ("follows", Term("=", (number(7), number(7)))),
        ("stopped", "n = 7"),
        ("broke off", "n = 7"),
        ("open", 1, "n = 7", ()),
        ("sign", "n = 7"),
        ("tried", -7),
        ("no rule", "n = 7"),
    )
    steps = tuple(
        replace(s, verdict=replace(s.verdict, status="undecided", evidence=None, reasons=lies))
        for s in record.steps
    )
    text = _text(replace(record, steps=steps))
    assert "7" not in text and "the rules do not cover it" in text


FILE = """
from sympy import Rational, exp
from symattn.checking import deciding as checking
from symattn.writing.derivation import Derivation, derivation
{patch}

@derivation("mine", title="t", source="s")
def mine(d):
    x = d.real("x", positive=True)
    n = d.integer("n", at_least=2)
    d.step(x + 1, ">", x)
    d.step(exp(x) / (2 * exp(x) + n - 2), "=", Rational(1, 2), expect="conditional")
"""
DECIDE = """
from dataclasses import replace
from symattn.language import Term, number
true = checking.decide
seven = Term("=", (Term("scalar", ("n",)), number(7)))
def decide(claim, *rest):
    verdict = true(claim, *rest)
    goal = ["=", ["number", 7], ["number", 8]]
    lie = {"role": "bound", "goal": goal, "proof": verdict.evidence.get("proof")}
    said = (("follows", seven), ("rules", "n = 7"))
    return replace(verdict, evidence={**verdict.evidence, "bounds": [lie]}, reasons=said)
checking.decide = decide
"""
CHILDREN = {
    # a file that changes its own process: what its lines come to
    "decide that invents bounds": (DECIDE, ["undecided", "undecided"]),
    "messages put on records": (
        (
            "from symattn.records import record\nrecord.CheckedStep.remark = property(lambda s: "
            "'true iff n = 7')"
        ),
        None,
    ),
}


@pytest.mark.parametrize("what", CHILDREN)
def test_a_derivation_file_that_patches_its_process(what: str, tmp_path: Path) -> None:
    patch, wanted = CHILDREN[what]
    file = tmp_path / "mine.py"
    file.write_text(FILE.format(patch=patch), encoding="utf-8")
    records, problems = check_file(file)
    assert wanted is None or [s.verdict.status for r in records for s in r.steps] == wanted
    assert records or len(problems) == 1 and "\n" not in problems[0]
    said_ = [
        line
        for r in records
        for line in _text(r).splitlines()
        if not line.startswith("Author's remark")
    ]
    assert LIE not in "\n".join(said_)


def test_every_part_of_the_evidence_of_the_book_is_said(book: dict[str, CheckedDerivation]) -> None:
    """Nothing of our own is left out.

    As many repairs, conditions and bounds as stand in the evidence, and a counterexample.
    """
    for record in book.values():
        for step in record.steps:
            evidence = step.verdict.evidence or {}
            if step.goal is None or not evidence:
                continue
            labels = [m.label for m in words(record.claim(step), evidence)]
            places = sum(item["role"] == "bound" for item in evidence.get("bounds", ()))
            name = f"{record.id}.{step.number}"
            assert (labels.count("Bound"), labels.count("Repair"), labels.count("Condition")) == (
                places,
                len(evidence.get("edits", ())),
                len(evidence.get("repairs", ())),
            ), name
            assert labels.count("Threshold") == sum(
                item["role"] == "threshold" for item in evidence.get("bounds", ())
            ), name
            assert "proof" in evidence or {"Counterexample", "No meaning"} & set(labels), name


def test_probabilities_stand_in_the_evidence(book: dict[str, CheckedDerivation]) -> None:
    """Every one that is printed is a claim that the kernel has replayed.

    Without it nothing is said of how likely.
    """
    seen = 0
    for record in book.values():
        for step in record.steps:
            evidence = step.verdict.evidence or {}
            if step.goal is None or "probabilities" not in evidence:
                continue
            bare = {k: v for k, v in evidence.items() if k not in ("probabilities", "bounds")}
            assert not any(
                "has probability" in str(p) or ": probability" in str(p)
                for m in words(record.claim(step), bare)
                for p in m.parts
                if m.label in ("Condition", "Counterexample")
            )
            seen += 1
    assert seen > 5
