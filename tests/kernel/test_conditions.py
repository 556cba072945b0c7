"""What a condition must show.

That it says something, that it can hold, that the line is true under it, and false or without a
value elsewhere.
"""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import FORMAT, KERNEL, Claim, Rejected, replay
from symattn.kernel.rules.restating import restates
from symattn.kernel.verdicts import judge, never_otherwise, opposite
from symattn.language import Term, to_json
from symattn.reading.question_reader import read_question
from symattn.search.clock import now
from symattn.search.failures.falsify import refute
from symattn.search.repairs.weaker_lines import never_true, prove

REAL = ("x: real", "y: real", "z: real", "p: positive", "n: integer >= 2", "m: integer >= 1")


def line(text: str) -> Claim:
    question = read_question(text, (*REAL, *(["v: real[n]"] if "v[" in text else [])), (), "")
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


RESTATES = [  # line, condition
    ("x <= y", "x <= y"),
    ("x < y", "x <= y"),
    ("x <= y", "x < y"),
    ("x < y", "2*y >= 2*x"),
    ("x != y", "x != y"),
    ("x == y", "y - x == 0"),
    ("n == m", "n == m"),
    ("n <= 1000", "n < 1001 - 1"),
    ("2*x == x", "x == 0"),
    ("x + y == 2*y + z - z", "x == y"),
    ("abs(x) <= y", "abs(x) <= y"),
    ("abs(x) <= y", "2*abs(x) - 2*y <= 0"),
    ("exp(x) <= exp(y)", "exp(y) >= exp(x)"),
    ("log(x) <= z", "log(x) <= z"),
    ("x/z <= y/z", "x/z - y/z <= 0"),
    ("x <= y", "(x - y)*(2 + z)/(2 + z) <= 0"),
    ("x <= y", "(x - y)*(2 + z)**2/(3*(2 + z)**2) <= 0"),
    ("sqrt(p)*sqrt(p) <= y", "p <= y"),
    ("v[a] <= v[c]", "v[a] <= v[c]"),
    ("max(x, y) <= z", "max(x, y) - z <= 0"),
    ("implies(z > 0, x <= y)", "x <= y"),
]
SAYS = [
    ("abs(x) == x", "x >= 0"),
    ("exp(p)/(2*exp(p) + n - 2) == 1/2", "n == 2"),
    ("exp(x) <= exp(y)", "x <= y"),
    ("x*z == y*z", "x == y"),
    ("x*z == y*z", "z == 0"),
    ("x/z == y/z", "x == y"),
    ("x**2 == y**2", "x == y"),
    ("x <= y", "x + 1 <= y"),
    ("n <= 1000", "n <= 999"),
    ("x <= y", "2*x <= y"),
    ("x/x == 1", "x != 0"),
]


@pytest.mark.parametrize(("text", "condition"), RESTATES)
def test_it_restates(text: str, condition: str) -> None:
    assert restates(line(text), line(condition).goal)


@pytest.mark.parametrize(("text", "condition"), SAYS)
def test_it_says_something(text: str, condition: str) -> None:
    assert not restates(line(text), line(condition).goal)


def test_a_length_is_compared_by_its_square() -> None:
    from symattn.language import Context, Vector

    k, v = Term("vector", ("k",)), Term("vector", ("v",))
    context = Context(vectors=(Vector("k"), Vector("v")))
    shorter = Claim(context, Term("≤", (Term("norm", (k,)), Term("norm", (v,)))))
    squares = Term("≤", (Term("dot", (k, k)), Term("dot", (v, v))))
    assert restates(shorter, shorter.goal) and restates(shorter, squares)
    orthogonal = Term("=", (Term("dot", (k, v)), Term("number", (0,))))
    assert not restates(shorter, orthogonal)
    longer = Claim(context, Term("≤", (Term("norm", (Term("+", (k, v)),)), Term("norm", (k,)))))
    assert not restates(
        longer,
        Term(
            "≤",
            (
                Term(
                    "+",
                    (Term("*", (Term("number", (2,)), Term("dot", (k, v)))), Term("dot", (v, v))),
                ),
                Term("number", (0,)),
            ),
        ),
    )


def refuted(claim: Claim) -> Any:
    found = refute(claim, [], now() + 5)
    assert found is not None
    return found[0]


def repair(claim: Claim, *conditions: str, necessary: Any = None) -> dict[str, Any]:
    facts = [line(c).goal for c in conditions]
    return {
        "relation": None,
        "assume": [to_json(f) for f in facts],
        "necessary": necessary,
        "proof": prove(claim.assuming(*facts), now() + 5),
    }


def test_a_repair_that_restates_is_not_accepted() -> None:
    claim = line("x <= y")
    assert judge(claim, {"refutation": refuted(claim)})[0] == "refuted"
    for condition in ("x <= y", "(x - y)*(2 + z**2)/(2 + z**2) <= 0"):
        with pytest.raises(Rejected, match="restates"):
            judge(claim, {"refutation": refuted(claim), "repairs": [repair(claim, condition)]})
        with pytest.raises(Rejected, match="restates"):  # nor beside another condition
            judge(
                claim,
                {"refutation": refuted(claim), "repairs": [repair(claim, "z > 0", condition)]},
            )


def test_a_condition_that_nothing_satisfies_has_no_proof() -> None:
    claim = line("x <= y")
    impossible = repair(claim, "z > 0", "z < 0")
    assert impossible["proof"] is None
    facts = [line(c).goal for c in ("z > 0", "z < 0")]
    model = {
        "sizes": {},
        "scalars": {"x": "0", "y": "1", "z": "1", "p": "1", "n": "2", "m": "1"},
        "entries": {},
        "vectors": {},
        "matrices": {},
    }
    proof = {
        "rule": "infeasible",
        "signs": [{"of": [], "is": ">", "by": [["1", ["h3"], [], []], ["1", ["h4"], [], []]]}],
    }
    with pytest.raises(Rejected, match="does not hold there"):
        replay(
            claim.assuming(*facts),
            {"format": FORMAT, "kernel": KERNEL, "model": model, "proof": proof},
        )


def test_a_point_without_a_value_refutes_nothing_by_itself() -> None:
    claim = line("x/x == 1")
    evidence = {"refutation": refuted(claim), "repairs": []}
    assert evidence["refutation"]["refutation"]["rule"] == "undefined_at_point"
    assert judge(claim, evidence)[0] == "undecided"
    mended = repair(claim, "x != 0")
    assert judge(claim, {**evidence, "repairs": [mended]})[0] == "conditional"
    nowhere = line("1/(x - x) == 3")
    shown = never_true(opposite(nowhere), now() + 5)
    assert judge(nowhere, {"refutation": refuted(nowhere), "nowhere": shown})[0] == "refuted"
    with pytest.raises(Rejected):
        judge(claim, {**evidence, "nowhere": shown})


NEVER = [  # line, condition; outside it a side has no value, or the opposite holds
    ("x/x == 1", "x != 0"), ("exp(log(x)) == x", "x > 0"), ("abs(x) == x", "x >= 0"),
    ("sqrt(x**2)/x == 1", "x > 0"), ("1/(x - 1) == 1/(x - 1)", "x != 1"),
    ("abs(x)*sqrt(y)/(sqrt(y)*x) == 1", "y > 0"),
]  # fmt: skip
NOT_NEVER = [
    ("x/x == 1", "x > 0"),
    ("x**2 == x", "x == 0"),
    ("sqrt(x)*0 == 0", "x > 0"),
    ("x**(1/3)*0 == 0", "x > 0"),
    ("0/x == 0", "x > 1"),
]


@pytest.mark.parametrize(("text", "condition"), NEVER)
def test_it_holds_nowhere_else(text: str, condition: str) -> None:
    claim, fact = line(text), line(condition).goal
    otherwise = never_otherwise(claim, {}, fact)
    shown = never_true(otherwise, now() + 5)
    assert shown is not None
    mended = repair(claim, condition, necessary=[shown])
    if mended["proof"] is not None:
        assert judge(claim, {"refutation": refuted(claim), "repairs": [mended]})[0] == "conditional"
        with pytest.raises(Rejected, match="of every added fact"):
            judge(
                claim,
                {
                    "refutation": refuted(claim),
                    "repairs": [{**mended, "necessary": [shown, shown]}],
                },
            )
    if "no_value" in str(shown):  # which proves nothing of a line
        with pytest.raises(Rejected, match="expected a rule"):
            replay(otherwise, shown)


@pytest.mark.parametrize(("text", "condition"), NOT_NEVER)
def test_it_holds_elsewhere_too(text: str, condition: str) -> None:
    assert never_true(never_otherwise(line(text), {}, line(condition).goal), now() + 2) is None


def test_a_sum_over_members_that_need_not_exist_has_a_value() -> None:
    claim = line(
        "sum(v[j]/(x - x), j, a, c) == v[a] - v[c]"
    )  # nothing is summed for n = 2, where a and c are all there is
    from symattn.kernel.rules.leaf_rules import no_value
    from symattn.kernel.rules.sequent import Sequent

    with pytest.raises(Rejected, match="without limits, sums and chance"):
        no_value(Sequent(opposite(claim)), {})
