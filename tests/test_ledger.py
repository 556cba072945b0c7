"""The ledger: every rule has its entry, every theorem its use, and nothing rests on what does not
replay.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import symattn.kernel
from symattn.checking import deciding, lanes
from symattn.commands import choosing
from symattn.commands.axioms import WIDTH, axioms
from symattn.kernel import Claim, Rejected
from symattn.kernel.rules import rule_table
from symattn.ledger.resting_on import ORACLES, TOPICS, resting_on, rules_of
from symattn.ledger.rule_entries import RULES, VALUES
from symattn.ledger.theorems import THEOREMS
from symattn.records.judging import ENCLOSED
from symattn.records.record import CheckedDerivation, CheckedStep, Verdict
from symattn.writing.book import BookError, entries, select

from .kernel.claims import b, claim, exp, member, n, over, t, x, y

POSITIVE = t(">", b, 0)
WEIGHT = over(exp(b, x), exp(b, x), n, -1)
SOFTMAX = over(exp(x), exp(x), exp(y))


def _added_by_name() -> set[str]:
    """The names that the kernel adds to an outcome's rules and that stand in no table.

    `self.rules.add("split")`.
    """
    found = set()
    for file in Path(symattn.kernel.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).endswith("rules.add")
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return found


def test_every_rule_of_the_kernel_has_an_entry_and_no_entry_is_left_over() -> None:
    assert _added_by_name() == {"split"}
    assert set(RULES) == {*rule_table.RULES, *_added_by_name(), *ENCLOSED}


def test_every_theorem_that_a_rule_names_exists_and_none_is_unused() -> None:
    assert {name for rule in RULES.values() for name in rule.theorems} == set(THEOREMS)
    assert set(VALUES) < set(THEOREMS)
    assert {theorem.about for theorem in THEOREMS.values()} == {"", *TOPICS}


@pytest.mark.parametrize(
    "entry", [*RULES.values(), *THEOREMS.values(), *ORACLES.values()], ids=lambda e: e.name
)
def test_an_entry_says_something_in_one_sentence_and_where_it_is_from(entry: Any) -> None:
    assert entry.statement.endswith(".") and entry.name not in ("", entry.statement)
    assert getattr(entry, "source", "kernel")
    assert {**RULES, **THEOREMS, **ORACLES}[entry.name] is entry


def _names(evidence: Any) -> set[str]:
    """The rules that evidence names, in whatever place."""
    inside = (
        evidence.values()
        if isinstance(evidence, dict)
        else evidence
        if isinstance(evidence, list)
        else ()
    )
    own = {evidence["rule"]} if isinstance(evidence, dict) and "rule" in evidence else set()
    return own.union(*(_names(one) for one in inside))


def test_what_the_book_rests_on_is_in_the_ledger(book: dict[str, CheckedDerivation]) -> None:
    """Every name is looked up.

    Of the steps, the shortest that together name all rules are replayed.
    """
    steps = [
        (record, step, _names(step.verdict.evidence))
        for record in book.values()
        for step in record.steps
    ]
    named = set().union(*(names for *_, names in steps))
    assert named <= set(RULES) and len(named) > 25
    seen: set[str] = set()
    for record, step, names in sorted(steps, key=lambda one: len(str(one[1].verdict.evidence))):
        if names - seen:
            ledger = resting_on(replace(record, steps=(step,)))
            assert not ledger.problems and ledger.steps[0].verdict == step.verdict.status
            assert set(ledger.rules) == names == rules_of(record, step)
            seen |= names
    assert seen == named


def test_what_rests_on_an_extension(book: dict[str, CheckedDerivation]) -> None:
    """Expansions are in quarantine.

    Of the book only 1a-ratio needs them, where scores grow like a ratio.
    """
    extensions = {name for name, rule in RULES.items() if rule.extension}
    assert extensions == {"limit_by_expansion"}
    resting = {
        r.id for r in book.values() if extensions & _names([s.verdict.evidence for s in r.steps])
    }
    assert resting == {"1a-ratio"}


def test_an_extension_is_named() -> None:
    printed = CliRunner().invoke(axioms, []).output
    assert printed.count("An extension of the kernel: expansions.") == 1


def _record(of: Claim, evidence: Any = None, status: str = "") -> CheckedDerivation:
    verdict = deciding.decide(of, 10) if not status else Verdict(status, evidence=evidence)
    return CheckedDerivation(
        "mine", "A claim", "a test", of.context, (CheckedStep(1, of.goal, "", verdict),)
    )


RESTS: list[tuple[str, Claim, set[str], set[str]]] = [
    ("like terms", claim(t("=", t("+", x, x), t("*", 2, x))), set(), set(THEOREMS)),
    (
        "a cancelled exponential",
        claim(t("=", over(exp(b), t("*", 2, exp(b))), over(1, 2))),
        {"exponential function"},
        {"tangent of the exponential", "moments of the normal law", "triangle inequality"},
    ),
    (
        "1 + x ≤ e^x",
        claim(t("≥", exp(x), t("+", 1, x))),
        {"tangent of the exponential"},
        {"dominated convergence"},
    ),
    ("a fact", claim(t("≥", x, y), t("≥", x, y)), set(), set(THEOREMS)),
    (
        "a logarithm that is compared as its exponential",
        claim(t("<", b, t("log", t("+", exp(b), 1)))),
        {"exponential function", "logarithm"},
        {"dominated convergence"},
    ),
    (
        "a mean",
        claim(t("=", t("E", t("^", x, 2)), over(3, 2)), random="x"),
        {"moments of the normal law", "linearity and monotonicity of the mean"},
        {"dominated convergence", "tail of the normal law", "exponential means of the normal law"},
    ),
    (
        "an exponential mean",
        claim(t("=", t("E", exp(x)), exp(over(5, 4))), random="x"),
        {"exponential means of the normal law"},
        {"dominated convergence", "tail of the normal law"},
    ),
    (
        "a chance",
        claim(t("=", t("P", t(">", x, 1)), over(1, 2)), random="x"),
        {"tail of the normal law", "density of the normal law"},
        {"moments of the normal law"},
    ),
    (
        "a weight on average",
        claim(t("→", t("E", WEIGHT), t("P", t(">", x, 0))), POSITIVE, limit="b", random="x"),
        {"dominated convergence", "tail of the normal law"},
        {"continuity theorem of Lévy"},
    ),
    (
        "the same, with another limit",
        claim(t("→", t("E", WEIGHT), 1), POSITIVE, limit="b", random="x"),
        {"dominated convergence"},
        {"mean value theorem"},
    ),
    (
        "a weight of a sample",
        claim(t("→", WEIGHT, 1), POSITIVE, t(">", x, 0), limit="b"),
        {"limits of sums, products and quotients", "exponential function"},
        {"dominated convergence", "density of the normal law"},
    ),
    (
        "a weight on an event",
        claim(t("→", WEIGHT, 1), POSITIVE, limit="b", random="x"),
        {"density of the normal law"},
        {"dominated convergence", "moments of the normal law"},
    ),
    (
        "a point that refutes samples",
        claim(t("≥", x, 0), random="x"),
        {"strict inequalities hold nearby", "density of the normal law"},
        {"orders of infinity"},
    ),
    (
        "a law",
        claim(t("∼", t("+", x, y), t("normal", 2, 1)), random="xy"),
        {"linear images of normal vectors"},
        {"dominated convergence"},
    ),
    (
        "a limit of laws",
        claim(t("⇝", t("+", over(x, b), 1), t("normal", 1, 0)), POSITIVE, limit="b", random="x"),
        {"continuity theorem of Lévy"},
        {"dominated convergence"},
    ),
    (
        "in probability",
        claim(
            t("→", t("P", t(">", t("abs", over(x, b)), y)), 0),
            t(">", y, 0),
            POSITIVE,
            limit="b",
            random="x",
        ),
        {"almost sure convergence is in probability"},
        {"dominated convergence"},
    ),
    (
        "a derivative",
        claim(t("=", t("diff", SOFTMAX, x), t("*", SOFTMAX, t("+", 1, t("neg", SOFTMAX))))),
        {"rules of differentiation", "strict inequalities hold nearby"},
        {"differentiation under the integral sign"},
    ),
    (
        "a derivative of a mean",
        claim(
            t(
                "=",
                t("diff", t("E", over(exp(b, x), exp(b, x), 1)), b),
                t("E", t("diff", over(exp(b, x), exp(b, x), 1), b)),
            ),
            random="x",
        ),
        {"differentiation under the integral sign"},
        {"dominated convergence"},
    ),
    (
        "what is along e_a",
        claim(
            t("≥", t("norm", member("v", "a")), t("dot", member("v", "a"), member("e", "a"))),
            keys=True,
        ),
        {"Cauchy-Schwarz inequality"},
        {"moments of the normal law"},
    ),
]


@pytest.mark.parametrize(
    ("true", "rests", "not_on"), [row[1:] for row in RESTS], ids=[row[0] for row in RESTS]
)
def test_a_verdict_rests_on_what_it_uses_and_not_on_what_its_claim_has_nothing_to_do_with(
    true: Claim, rests: set[str], not_on: set[str]
) -> None:
    ledger = resting_on(_record(true))
    assert ledger.steps[0].rules and not ledger.problems and ledger.oracles == ()
    assert rests <= set(ledger.theorems) and not not_on & set(ledger.theorems)


TRUE = claim(t("=", t("+", x, x), t("*", 2, x)))
FALSE = claim(t("=", t("+", x, 1), x))


def _tampered() -> list[tuple[str, CheckedDerivation, str]]:
    good = deciding.decide(TRUE, 10).evidence
    weights = deciding.decide(claim(t(">", t("+", x, 1), 0), t(">", x, 0)), 10).evidence
    text = json.dumps(weights)
    assert '"h1"' in text
    return [
        ("another claim", _record(FALSE, good, "proved"), "not identically zero"),
        (
            "another rule",
            _record(
                TRUE,
                json.loads(json.dumps(good).replace("equality", "limit_by_dominance")),
                "proved",
            ),
            "expected a relation",
        ),
        (
            "no rule of the kernel",
            _record(TRUE, json.loads(json.dumps(good).replace("equality", "trust_me")), "proved"),
            "expected a rule among",
        ),
        (
            "a fact that is another",
            _record(
                claim(t(">", t("+", x, 1), 0), t(">", x, 0)),
                json.loads(text.replace('"h1"', '"h0"')),
                "proved",
            ),
            "signs",
        ),
        ("a better verdict", _record(TRUE, {}, "proved"), "the certificates show undecided"),
        (
            "a claim that is refuted",
            _record(FALSE, deciding.decide(FALSE, 10).evidence, "proved"),
            "the certificates show refuted",
        ),
        (
            "nothing that is evidence",
            _record(TRUE, {"bounds": []}, "proved"),
            "the certificates show undecided",
        ),
    ]


TAMPERED = _tampered()


@pytest.mark.parametrize(
    ("record", "words"), [row[1:] for row in TAMPERED], ids=[row[0] for row in TAMPERED]
)
def test_a_tampered_record_rests_on_nothing_and_says_why(
    record: CheckedDerivation, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = resting_on(record)
    assert (
        len(ledger.problems) == 1
        and ledger.problems[0].startswith("mine.1: ")
        and words in ledger.problems[0]
    )
    assert ledger.rules == ledger.theorems == () and ledger.steps[0].verdict == "undecided"
    with pytest.raises(Rejected, match=words):
        rules_of(record, record.steps[0])
    monkeypatch.setattr(choosing, "checked", lambda chosen, beside: [(s, record) for s in chosen])
    told = CliRunner().invoke(axioms, ["1b"])
    assert (
        told.exit_code == 1
        and words in " ".join(told.output.split())
        and told.output.splitlines()[1].startswith("  mine.1  undecided  ")
    )


def test_lines_outside_mathematics_rest_on_nothing() -> None:
    outside = CheckedDerivation(
        "mine",
        "",
        "",
        TRUE.context,
        (CheckedStep(1, None, "", Verdict("outside"), text="a measurement"),),
    )
    ledger = resting_on(outside)
    assert not ledger.problems and [(s.verdict, s.rules) for s in ledger.steps] == [("outside", ())]
    assert rules_of(outside, outside.steps[0]) == frozenset()


@pytest.fixture(scope="module")
def of_1b() -> CheckedDerivation:
    return lanes.check(select("1b", entries())[0].entry.load())


def test_the_command_prints_what_1b_rests_on(
    of_1b: CheckedDerivation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "checked", lambda chosen, beside: [(s, of_1b) for s in chosen])
    told = CliRunner().invoke(axioms, ["1b"])
    assert told.exit_code == 0 and told.output.startswith(
        "1b  The average of two values\n  1b.1   proved       equality\n"
    )
    assert all(len(line) <= WIDTH for line in told.output.splitlines())
    assert "none: the kernel replayed every verdict itself" in told.output
    ledger = resting_on(of_1b)
    heads = re.findall(
        r"^  (\S.*?)(?: \(for claims about .*\))?$", told.output.split("\nRules")[1], re.MULTILINE
    )
    assert [name for name in heads if name in {**RULES, **THEOREMS}] == [
        *ledger.rules,
        *ledger.theorems,
    ]
    data = json.loads(CliRunner().invoke(axioms, ["1b", "--format", "json"]).output)
    (one,) = data["derivations"]
    assert one["id"] == "1b" and one["problems"] == one["oracles"] == data["oracles"] == []
    assert one["rules"] == [rule["name"] for rule in data["rules"]] == list(ledger.rules)
    assert (
        one["theorems"]
        == [theorem["name"] for theorem in data["theorems"]]
        == list(ledger.theorems)
    )
    assert [(s["number"], s["verdict"], tuple(s["rules"])) for s in one["steps"]] == [
        (s.number, s.verdict, s.rules) for s in ledger.steps
    ]
    step = CliRunner().invoke(axioms, ["1b.5"])
    assert (
        step.exit_code == 0 and "  1b.5  conditional  " in step.output and "1b.6" not in step.output
    )


def test_the_whole_ledger_is_printed_without_ids() -> None:
    told = CliRunner().invoke(axioms)
    assert told.exit_code == 0 and all(len(line) <= WIDTH for line in told.output.splitlines())
    flat, data = (
        " ".join(told.output.split()),
        json.loads(CliRunner().invoke(axioms, ["--format", "json"]).output),
    )
    for kind, table in (("rules", RULES), ("theorems", THEOREMS), ("oracles", ORACLES)):
        assert [item["name"] for item in data[kind]] == list(table)
        assert all(
            item["statement"] == table[item["name"]].statement and item["statement"] in flat
            for item in data[kind]
        )
    assert all(theorem.source in flat for theorem in THEOREMS.values())


@pytest.mark.parametrize(
    ("name", "words"), [("7z", "there is no derivation '7z'"), ("1b.99", "there is no step 1b.99")]
)
def test_an_unknown_id_is_told_in_one_line(
    name: str, words: str, of_1b: CheckedDerivation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "checked", lambda chosen, beside: [(s, of_1b) for s in chosen])
    told = CliRunner().invoke(axioms, [name])
    assert isinstance(told.exception, BookError) and words in str(told.exception)


def test_the_ledger_is_read_without_sympy() -> None:
    code = (
        "import sys\nfrom symattn.commands.axioms import axioms\ntry: axioms([])\nexcept "
        "SystemExit as e: assert not e.code\nassert 'sympy' not in sys.modules"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode
        == 0
    )
