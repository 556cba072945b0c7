"""A claim about a limit, refuted by the proof that it is another one: what is rejected, and what is
accepted."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import FORMAT, KERNEL, Claim, Rejected, replay
from symattn.language import Term, number, to_json
from symattn.reading.question_reader import read_question
from symattn.search.cases.limit_table import table_of
from symattn.search.clock import now

INFINITY = Term("infinity")
P: tuple[str, ...] = ("p: real",)


def asked(
    text: str, let: tuple[str, ...] = (), given: tuple[str, ...] = (), limit: str = "x -> oo"
) -> Claim:
    question = read_question(text, let, given, limit)
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


def point(**values: str) -> dict[str, Any]:
    return {
        "sizes": {},
        "scalars": {"x": "1", **values},
        "entries": {},
        "vectors": {},
        "matrices": {},
    }


def refutation(
    of: Claim, value: Term | None = None, at: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The table's proof of the limit of the left side (less the right one for ≈ and ≫), as a
    refutation of the claim."""
    left, right = of.goal.children
    left = (
        left
        if of.goal.op == "→"
        else Term("+", (*(left.children if left.op == "+" else (left,)), Term("neg", (right,))))
    )
    ((claim, proof),) = table_of(of.context, left, now() + 20).proofs
    by = {
        "rule": "another_limit",
        "value": to_json(value or claim.goal.children[1]),
        "assume": [],
        "point": at or point(),
    }
    return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": [proof]}


REJECTED = {
    "the limit is what is claimed": (asked("tends(log(x)**(1/x), 1)"), {}, "not shown to differ"),
    "equal in another form": (
        asked("tends((1 + 1/x)**x, exp(2)/exp(1))"),
        {},
        "not shown to differ",
    ),
    "both are infinite": (asked("tends(x*log(x), oo)"), {}, "not shown to differ"),
    "another value than the one that is proved": (
        asked("tends(log(x)**(1/x), 2)"),
        {"value": number(3)},
        "limit",
    ),
    "a point where the two agree": (
        asked("tends(log(exp(p*x) + 1)/x, p)", P),
        {"at": point(p="1")},
        "not shown to differ",
    ),
    "a point that a hypothesis excludes": (
        asked("tends(log(exp(p*x) + 1)/x, p)", P, ("p > 0",)),
        {"at": point(p="-1")},
        "does not hold there",
    ),
    "a right side that moves": (asked("tends(log(x)/x, 1/x)"), {}, "the right side moves"),
    "close, and it is": (asked("close(log(x)**(1/x), x**(1/x))"), {}, "not shown to differ"),
    "no limit at all": (asked("log(x) <= x"), {"value": number(3)}, "expected f → L"),
}


@pytest.mark.parametrize("name", REJECTED)
def test_what_is_rejected(name: str) -> None:
    of, changes, why = REJECTED[name]
    shown = of if of.goal.op in ("→", "≈", "≫") else asked("tends(log(x)/x, 0)")
    with pytest.raises(Rejected, match=why):
        replay(of, refutation(shown, **changes))


ACCEPTED = {
    "another number": asked("tends(log(x)**(1/x), 2)"),
    "a number for infinity": asked("tends(log(x)**(1/x), oo)"),
    "infinity for a number": asked("tends(x*log(x), 7)"),
    "the wrong infinity": asked("tends(x*log(x), -oo)"),
    "close": asked("close(log(x)**(1/x), 2)"),
    "close, and they part": asked("close(x*log(x), x)"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_accepted(name: str) -> None:
    assert replay(ACCEPTED[name], refutation(ACCEPTED[name])).verdict == "refuted"


def test_infinity_inside_cases_inside_cases_is_no_number() -> None:
    of = asked("tends(x*log(x), oo)")
    always = Term("=", (number(0), number(0)))
    hidden = Term("cases", (always, Term("cases", (always, INFINITY))))
    claim = Claim(of.context, Term("→", (of.goal.children[0], hidden)))
    with pytest.raises(Rejected, match="no rule gives a value"):
        replay(claim, refutation(of) | {"by": {**refutation(of)["by"], "value": to_json(INFINITY)}})


def test_at_a_point_of_the_parameters() -> None:
    of = asked("tends(log(exp(p*x) + 1)/x, p)", P)
    assert replay(of, refutation(of, at=point(p="-1"))).verdict == "refuted"


def test_one_sample_is_no_counterexample() -> None:
    of = asked("tends(log(exp(g*x) + 1)/x, g)", ("g ~ N(0, 1)",))
    with pytest.raises(Rejected):
        replay(
            of, refutation(asked("tends(log(exp(g*x) + 1)/x, g)", ("g: real",)), at=point(g="-1"))
        )


def test_the_proof_is_replayed() -> None:
    of = asked("tends(log(x)**(1/x), 2)")
    certificate = refutation(of)
    for proof in ({}, {**certificate["parts"][0], "proof": {"rule": "equality"}}):
        with pytest.raises(Rejected):
            replay(of, {**certificate, "parts": [proof]})
    with pytest.raises(Rejected, match="certificates of 1 claims"):
        replay(of, {**certificate, "parts": []})
