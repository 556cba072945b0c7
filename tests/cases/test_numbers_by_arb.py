"""Comparisons of numbers that only Arb encloses: decided, and said to rest on it; without it not
decided, with a hint; and nothing of it believed without asking again."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import mpmath
import pytest

from symattn.checking import workers
from symattn.checking.deciding import decide
from symattn.commands.cli import main
from symattn.kernel import Rejected, verdicts
from symattn.records import judging
from symattn.records.record import Verdict
from symattn.search.failures import by_enclosures

from .asked import Asked, all_words_of, claim_of, is_right, verdict_of

G1, G0 = ("g ~ N(1, 1/2)",), ("g ~ N(0, 1)",)
X = "x ~ N(0, v)"
Density = Callable[[Any], Any]

ROWS = [
    Asked("a mean is not the value at the mean", "E(sigmoid(g)) == sigmoid(1)", "refuted", G1),
    Asked("but at most that", "E(sigmoid(g)) <= sigmoid(1)", "proved", G1),
    Asked("a bound", "E(sigmoid(g)) < 3/4", "proved", G1),
    Asked("a bound that fails", "E(sigmoid(g)) > 3/4", "refuted", G1),
    Asked("a softplus", "E(log(1 + exp(g))) > 1", "proved", G1),
    Asked("Jensen for a root", "E(sqrt(1 + g**2)) < sqrt(2)", "proved", G0),
    Asked("tanh", "E(tanh(g)) >= tanh(1)", "refuted", G1),
    Asked("a variance", "Var(sigmoid(g)) < 1/8", "proved", G1),
    Asked("a variance that is another", "Var(sigmoid(g)) == 1/40", "refuted", G1),
    Asked("a probability", "P(exp(g) + g > 2) > 1/2", "proved", G1),
    Asked("a mean given an event", "E(sigmoid(g), g > 0) > 3/4", "refuted", G1),
    Asked("two means", "E(sigmoid(g)) == E(sigmoid(h))", "refuted", (*G1, "h ~ N(0, 1)")),
    Asked("a square", "E(sigmoid(g)**2) == E(sigmoid(g))**2", "refuted", G1),
    Asked("at one b", "E(1/(1 + exp(-b*g))) == 1/(1 + exp(-b))", "refuted", ("b: positive", *G1)),
    Asked("at one mean", "E(sigmoid(m + g)) == sigmoid(m)", "refuted", ("m: real", *G0)),
    Asked("where s is small", "Var(sigmoid(s*g)) <= s**2/17", "refuted", ("s: positive", *G0)),
    Asked("a lost square", "Var(tanh(s*x)) <= s*v", "refuted", ("v: positive", "s: positive", X)),
    Asked("a lost variance", "E(x*tanh(x)) == E(1 - tanh(x)**2)", "refuted", ("v: positive", X)),
    Asked("where s < 0", "E(g*tanh(s*g)) >= 0", "refuted", ("s: real", *G0)),
]

BY_THE_KERNEL = [
    Asked("a half-normal mean", "E(max(g, 0)) < 2/5", "proved", G0),
    Asked("a mean beyond a threshold", "E(g, g > 0) == 1/2", "refuted", G1),
    Asked("of one law", "E(sigmoid(g)) == E(sigmoid(h))", "proved", (*G1, "h ~ N(1, 1/2)")),
    Asked("by symmetry", "E(sigmoid(g - 1)) == 1/2", "proved", G1),
]


@pytest.mark.parametrize("asked", ROWS, ids=[r.name for r in ROWS])
def test_numbers_are_compared_and_said_to_rest_on_arb(asked: Asked) -> None:
    found = verdict_of(asked)
    assert is_right(found, asked.right), all_words_of(asked, found)
    assert "Arb, through python-flint" in all_words_of(asked, found)
    assert verdicts.judge(claim_of(asked), found.evidence)[0] == "undecided"  # to the kernel alone


@pytest.mark.parametrize("asked", BY_THE_KERNEL, ids=[r.name for r in BY_THE_KERNEL])
def test_what_the_kernel_decides_rests_on_nothing_else(asked: Asked) -> None:
    found = verdict_of(asked)
    assert is_right(found, asked.right) and "Arb" not in all_words_of(asked, found)
    assert verdicts.judge(claim_of(asked), found.evidence)[0] == found.status


@pytest.mark.parametrize(
    "text",
    [
        "Var(sigmoid(s*x)) <= s**2*v/16",
        "Var(tanh(s*x)) <= s**2*v",
        "E(x*tanh(x)) == v*E(1 - tanh(x)**2)",
        "E(x*tanh(s*x)) >= 0",
        "E(sigmoid(s*x)) == 1/2",
        "Var(sigmoid(s*x)) < 1/4",
    ],
)
def test_what_holds_at_all_points_is_never_refuted(text: str) -> None:
    found = verdict_of(Asked("", text, "", ("v: positive", "s: positive", X)))
    assert found.status in ("proved", "undecided") and "Arb" not in str(found.evidence)


def test_a_bound_for_every_b_is_not_proved_at_one() -> None:
    found = verdict_of(Asked("", "E(sigmoid(b*g)) < 1", "", ("b: positive", *G1)))
    assert "Arb" not in str(found.evidence) and found.status in ("proved", "undecided")
    assert (
        verdict_of(Asked("", "E(sigmoid(b*g)) <= sigmoid(b)", "", ("b: positive", *G1))).status
        == "undecided"
    )


MEANS: list[tuple[str, Density, Density]] = [
    ("E(sigmoid(g))", lambda g: 1 / (1 + mpmath.exp(-g)), lambda g: mpmath.exp(-((g - 1) ** 2))),
    (
        "E(log(1 + exp(g)))",
        lambda g: mpmath.log(1 + mpmath.exp(g)),
        lambda g: mpmath.exp(-((g - 1) ** 2)),
    ),
    (
        "E(sigmoid(g), g > 0)",
        lambda g: 1 / (1 + mpmath.exp(-g)),
        lambda g: mpmath.exp(-((g - 1) ** 2)) * (g > 0),
    ),
]


@pytest.mark.parametrize(("text", "f", "density"), MEANS, ids=[m[0] for m in MEANS])
def test_the_bounds_hold_what_quadrature_gives(text: str, f: Density, density: Density) -> None:
    found = verdict_of(Asked("", f"{text} == 0", "refuted", G1))
    ((_, low, high),) = found.evidence["oracle"]["numbers"]
    grid = [-6, 0, 1, 2, 8]
    value = mpmath.quad(lambda g: f(g) * density(g), grid) / mpmath.quad(density, grid)
    ends = [mpmath.mpf(int(x.split("/")[0])) / int(x.split("/")[1]) for x in (low, high)]
    assert ends[0] - 1e-12 <= value <= ends[1] + 1e-12 and ends[1] - ends[0] < 1e-6


def tampered(evidence: Any, **ends: str) -> Any:
    changed = deepcopy(evidence)
    row = changed["oracle"]["numbers"][0]
    row[1], row[2] = ends.get("low", row[1]), ends.get("high", row[2])
    return changed


def test_bounds_that_arb_does_not_give_are_rejected() -> None:
    asked = Asked("", "E(sigmoid(g)) < 3/4", "proved", G1)
    found = verdict_of(asked)
    assert (
        judging.judge(claim_of(asked), tampered(found.evidence, low="0"))[0] == "proved"
    )  # wider, and true
    for ends in ({"high": "1/2", "low": "1/4"}, {"low": "72/100", "high": "73/100"}):
        with pytest.raises(Rejected, match="within these bounds"):
            judging.judge(claim_of(asked), tampered(found.evidence, **ends))


@pytest.fixture
def without_flint(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (judging, by_enclosures):
        monkeypatch.setattr(module, "enclosure", lambda *_: judging.INSTALL)


@pytest.mark.usefixtures("without_flint")
def test_without_arb_it_is_not_decided_and_a_hint_is_given() -> None:
    asked = Asked("", "E(sigmoid(g)) < 3/4", "undecided", G1)
    found = decide(claim_of(asked), 10)
    assert found.status == "undecided" and "pip install python-flint" in all_words_of(asked, found)


def test_without_arb_its_evidence_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked("", "E(sigmoid(g)) < 3/4", "proved", G1)
    found: Verdict = verdict_of(asked)
    monkeypatch.setattr(judging, "enclosure", lambda *_: judging.INSTALL)
    with pytest.raises(Rejected, match="not installed"):
        judging.judge(claim_of(asked), found.evidence)


def test_ask_says_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "json"):
        with pytest.raises(SystemExit):
            main(["ask", "E(sigmoid(g)) < 3/4", "--let", "g ~ N(1, 1/2)", "--format", form])
        out = capsys.readouterr().out
        assert "Arb, through python-flint" in out
    assert json.loads(out)["rests_on"] == ["Arb, through python-flint"]


PAGE = """
from sympy import Rational, exp
from symattn.writing.derivation import derivation
from symattn.writing.expressions import expectation


@derivation("arb", title="Numbers", source="none")
def numbers(d):
    g = d.normal(r"\\gamma", 1, Rational(1, 2))
    d.step(expectation(1 / (1 + exp(-g))), "<", Rational(3, 4))
    d.written(expectation(1 / (1 + exp(-g))), "=", 1 / (1 + exp(-1)), expect="refuted")
"""


def ran(*args: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(args))
    return int(ended.value.code or 0)


def test_pages_and_saved_records_say_it_and_are_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "numbers.py").write_text(PAGE, encoding="utf-8")
    assert ran("check", str(tmp_path / "numbers.py")) == 0
    assert capsys.readouterr().out.count("(rests on Arb)") == 2
    saved = tmp_path / "numbers.json"
    assert (
        ran("derive", str(tmp_path / "numbers.py"), "--format", "json", "--output", str(saved)) == 0
    )
    assert ran("verify", str(saved)) == 0
    assert "2 of 2" in (out := capsys.readouterr().out) and "Arb asked again" in out
    for form in ("latex", "html"):
        assert ran("derive", str(tmp_path / "numbers.py"), "--format", form) == 0
        assert "Arb, through python" in capsys.readouterr().out
    monkeypatch.setattr(judging, "enclosure", lambda *_: judging.INSTALL)
    # here: a fresh interpreter, as there is beside another test's thread, has the real one
    monkeypatch.setattr(workers, "start", lambda *_: None)
    assert ran("verify", str(saved)) == 1
    assert "not installed" in capsys.readouterr().err
