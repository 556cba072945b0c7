"""What follows from the ends of enclosures, and that nothing does without an oracle that confirms
them."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, verdicts
from symattn.language import Term, to_json
from symattn.reading.question_reader import read_question
from symattn.records import judging
from symattn.records.judging import Question, conclusion, judge

G = ("g ~ N(1, 1/2)",)
B = ("b: positive", *G)
AT = {"g": "0"}  # of what is random no value is used


def asked(text: str, let: tuple[str, ...] = G, given: tuple[str, ...] = ()) -> Claim:
    question = read_question(text, let, given)
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


def mean(of: str) -> Term:
    return asked(f"{of} == 0", B).goal.children[0]


def certificate(rule: str, *numbers: tuple[Term, str, str], **values: str) -> dict[str, Any]:
    scalars = values if "k" in values else AT | values
    point = {"sizes": {}, "scalars": scalars, "entries": {}, "vectors": {}, "matrices": {}}
    rows = [[to_json(t), low, high] for t, low, high in numbers]
    return {"rule": rule, "point": point, "numbers": rows}


SIGMOID = (mean("E(sigmoid(g))"), "711573/1000000", "711574/1000000")
AT_B = (mean("E(sigmoid(b*g))"), "711573/1000000", "711574/1000000")

REJECTED = {
    "an enclosure that holds the number": (
        asked("E(sigmoid(g)) == sigmoid(1)"),
        certificate("enclosed_elsewhere", (SIGMOID[0], "7/10", "8/10")),
        "sign of an element",
    ),
    "equality is never shown": (
        asked("E(sigmoid(g)) == sigmoid(1)"),
        certificate("enclosed", (SIGMOID[0], "7/10", "8/10")),
        "sign of an element",
    ),
    "the other way round": (
        asked("E(sigmoid(g)) < 3/4"),
        certificate("enclosed_elsewhere", SIGMOID),
        "the opposite",
    ),
    "what is not so": (asked("E(sigmoid(g)) > 3/4"), certificate("enclosed", SIGMOID), "opposite"),
    "a proof at one b": (
        asked("E(sigmoid(b*g)) < 3/4", B),
        certificate("enclosed", AT_B, b="1"),
        "at one point",
    ),
    "a proof at one mean of the law": (
        asked("E(sigmoid(k)) < 3/4", ("m: real", "k ~ N(m, 1)")),
        certificate("enclosed", (mean("E(sigmoid(g))"), "0", "1"), m="1", k="0"),
        "at one point",
    ),
    "a point that a hypothesis excludes": (
        asked("E(sigmoid(b*g)) > 3/4", B),
        certificate("enclosed_elsewhere", AT_B, b="-1"),
        "does not hold there",
    ),
    "no mean": (
        asked("E(sigmoid(g)) < 3/4"),
        certificate("enclosed", (mean("sigmoid(g)"), "0", "1/2")),
        "expected means",
    ),
    "another mean": (
        asked("E(sigmoid(g)) < 3/4"),
        certificate("enclosed", (mean("E(tanh(g))"), "0", "1/2")),
        "sign of an element",
    ),
    "one sample": (
        asked("g < E(sigmoid(g))"),
        certificate("enclosed_elsewhere", SIGMOID, g="5"),
        "probability 0",
    ),
}


@pytest.mark.parametrize("name", REJECTED)
def test_what_is_rejected_whatever_the_oracle_says(name: str) -> None:
    claim, by, why = REJECTED[name]
    with pytest.raises(Rejected, match=why):
        conclusion(claim, by)


ACCEPTED = {
    "another number": (
        asked("E(sigmoid(g)) == sigmoid(1)"),
        certificate("enclosed_elsewhere", SIGMOID),
        "refuted",
    ),
    "a bound": (asked("E(sigmoid(g)) < 3/4"), certificate("enclosed", SIGMOID), "proved"),
    "a bound that fails": (
        asked("E(sigmoid(g)) > 3/4"),
        certificate("enclosed_elsewhere", SIGMOID),
        "refuted",
    ),
    "not equal": (asked("E(sigmoid(g)) != 3/4"), certificate("enclosed", SIGMOID), "proved"),
    "at one b": (
        asked("E(sigmoid(b*g)) == sigmoid(b)", B),
        certificate("enclosed_elsewhere", AT_B, b="1"),
        "refuted",
    ),
    "a square of a mean": (
        asked("E(sigmoid(g))**2 < 1/2 + 1/100"),
        certificate("enclosed", SIGMOID),
        "proved",
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_accepted_if_the_oracle_confirms(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, by, verdict = ACCEPTED[name]
    seen: list[Question] = []
    monkeypatch.setattr(judging, "confirm", seen.append)
    assert judge(claim, {"oracle": by}) == (verdict, {by["rule"]}) and len(seen) == 1


@pytest.mark.parametrize("name", ACCEPTED)
def test_to_the_kernel_alone_it_shows_nothing(name: str) -> None:
    claim, by, _ = ACCEPTED[name]
    assert verdicts.judge(claim, {"oracle": by})[0] == "undecided"


def test_what_the_oracle_denies_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    def denying(question: Question) -> None:
        raise Rejected("no")

    monkeypatch.setattr(judging, "confirm", denying)
    claim, by, _ = ACCEPTED["a bound"]
    with pytest.raises(Rejected, match="no"):
        judge(claim, {"oracle": by})


@pytest.mark.parametrize("beside", ["proof", "edits", "repairs", "bounds"])
def test_nothing_stands_beside_what_rests_on_an_oracle(
    beside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "confirm", lambda question: None)
    claim, by, _ = ACCEPTED["a bound that fails"]
    with pytest.raises(Rejected, match="nothing beside"):
        judge(claim, {"oracle": by, beside: []})


@pytest.mark.parametrize(
    "by",
    [None, 3, {}, {"rule": "equality"}, {"rule": "enclosed"}, {"rule": "enclosed", "point": 1}],
)
def test_malformed_evidence_is_rejected(by: object) -> None:
    with pytest.raises(Rejected):
        judge(ACCEPTED["a bound"][0], {"oracle": by})


def test_a_limit_is_no_comparison() -> None:
    question = read_question("tends(E(sigmoid(b*g)), 1)", G, (), "b -> oo")
    assert isinstance(question.asked, tuple)
    claim = Claim(question.context, question.asked[0])
    with pytest.raises(Rejected, match="expected a comparison"):
        conclusion(claim, certificate("enclosed", AT_B, b="1"))
