"""A bound that stands beside a line says how far its left side is from what it tends to.

No other true claim is taken for one.
"""

from __future__ import annotations

import copy
from typing import Any

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected
from symattn.kernel.verdicts import bounded
from symattn.language import Term, from_json, number, to_json
from symattn.reading.question_reader import read_question
from symattn.records.judging import judge
from symattn.search.clock import now
from symattn.search.repairs.weaker_lines import prove

WEIGHT = "exp(b*x)/(exp(b*x) + exp(b*y))"
LET = ("x: real", "y: real")


def _claim(text: str, limit: str = "b -> oo") -> Claim:
    question = read_question(text, LET, ("x > y",), limit)
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


@pytest.fixture(scope="module")
def line() -> tuple[Claim, dict[str, Any]]:
    claim = _claim(f"tends({WEIGHT}, 1)")
    found = decide(claim, 20, beside=True)
    assert found.status == "proved" and found.evidence["bounds"][0]["role"] == "bound"
    assert judge(claim, found.evidence)[0] == "proved"
    return claim, found.evidence


def _instead(claim: Claim, goal: Term) -> dict[str, Any]:
    item = {"role": "bound", "scalars": [], "assume": [], "goal": to_json(goal)}
    proof = prove(bounded(claim, item), now() + 10)
    assert proof is not None
    return {**item, "proof": proof}


def _terms(claim: Claim) -> dict[str, Term]:
    weight, x = claim.goal.children[0], Term("scalar", ("x",))
    far = Term("abs", (Term("+", (weight, Term("neg", (number(1),)))),))
    return {
        "numbers": Term("=", (number(7), number(7))),
        "of nothing in the line": Term("≤", (number(0), Term("^", (x, number(2))))),
        "of itself": Term("≤", (far, far)),
        "the left side alone": Term("≤", (weight, number(1))),
        "from another number": Term(
            "≤", (Term("+", (weight, Term("neg", (number(2),)))), number(0))
        ),
        "the right side alone": Term("≤", (number(1), number(1))),
    }


@pytest.mark.parametrize("what", sorted(_terms(_claim(f"tends({WEIGHT}, 1)"))))
def test_a_true_claim_that_is_no_bound_of_the_line(
    what: str, line: tuple[Claim, dict[str, Any]]
) -> None:
    claim, evidence = line
    forged = {**evidence, "bounds": [_instead(claim, _terms(claim)[what])]}
    with pytest.raises(Rejected, match="does not speak of the line"):
        judge(claim, forged)


def test_a_bound_of_another_line(line: tuple[Claim, dict[str, Any]]) -> None:
    claim, evidence = line
    other = _claim("tends(exp(b*y)/(exp(b*x) + exp(b*y)), 0)")
    found = decide(other, 20, beside=True)
    assert judge(other, found.evidence)[0] == "proved" and found.evidence["bounds"]
    with pytest.raises(Rejected, match="does not speak of the line"):
        judge(claim, {**evidence, "bounds": found.evidence["bounds"]})


def test_a_threshold_belongs_to_its_bound(line: tuple[Claim, dict[str, Any]]) -> None:
    claim, evidence = line
    forged = copy.deepcopy(evidence)
    roles = [item["role"] for item in forged["bounds"]]
    item = _instead(claim, Term("≤", (number(0), number(7))))
    forged["bounds"].insert(roles.index("bound") + 1, {**item, "role": "threshold"})
    with pytest.raises(Rejected, match="threshold"):
        judge(claim, forged)
    assert from_json(evidence["bounds"][0]["goal"]).op == "≤"
