"""The repair that a false line gets: what is found, and what the kernel accepts as one."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from sympy import Rational, evaluate, exp

from symattn.checking.deciding import decide
from symattn.checking.lanes import check
from symattn.kernel import Rejected
from symattn.kernel.verdicts import judge
from symattn.language import from_json, number, plain, to_json
from symattn.reading.question_reader import read_question
from symattn.words import words
from symattn.writing.derivation import Derivation
from symattn.writing.expressions import plus, quotient, relation, times
from symattn.writing.page import AuthoredPage

from ..kernel.test_chance import G, H, claim

B, N, X, Y = "b: positive", "n: integer >= 2", "x: real", "y: real"
REPAIRS = [
    # slip, false line, declarations, repaired line
    (
        "a term dropped below",
        "exp(b)/(exp(b) + n - 1) == exp(b)/exp(b)",
        (B, N),
        "exp(b)/(exp(b) + n − 1) = exp(b)/(exp(b) + n − 1)",
    ),
    ("n for n − 1", "x*(exp(b) + n - 1)/exp(b) == x*(exp(b) + n)/exp(b)", (B, N, X), None),
    (
        "a term dropped above",
        "(x + y)/(x**2 + 1) == x/(x**2 + 1)",
        (X, Y),
        "(x + y)/(x^2 + 1) = (x + y)/(x^2 + 1)",
    ),
    ("a term too many", "(x + 1)**2 == x**2 + 2*x + 2", (X,), "(x + 1)^2 = x^2 + 2 x + 1"),
    ("a sign", "-exp(x) == exp(x)", (X,), "−exp(x) = −exp(x)"),
    ("a factor", "(x + y)**2 - (x - y)**2 == x*y", (X, Y), "(x + y)^2 − (x − y)^2 = 4 x y"),
    ("bars", "abs(x)**2 == abs(x)*x", (X,), None),
    ("a square", "x*x**2 == x", (X,), None),
    ("the wrong way round", "exp(x) + 1 < exp(x)", (X,), "exp(x) + 1 > exp(x)"),
    ("a value", "E(g**2) == 1", (G,), "E(g^2) = 3/2"),
    ("a standard deviation for a variance", "Var(g + h) == 1/2", (G, H), "Var(g + h) = 1"),
    ("a probability", "P(g > h) == 1/3", (G, H), "P(g > h) = 1/2"),
    ("a limit", "tends(exp(b)/(2*exp(b) + n - 2), 1)", (B, N), "exp(b)/(2 exp(b) + n − 2) → 1/2"),
    (
        "a limit without its cases",
        "tends(exp(b*x)/(exp(b*x) + 1), 1)",
        (X,),
        "exp(b x)/(exp(b x) + 1) → {1 if x > 0; 0 if x < 0; 1/2 if x = 0}",
    ),
]


@pytest.mark.parametrize(
    ("slip", "text", "declared", "repaired"), REPAIRS, ids=[r[0] for r in REPAIRS]
)
def test_repairs(slip: str, text: str, declared: tuple[str, ...], repaired: str | None) -> None:
    false = claim(text, declared)
    verdict = decide(false, 10)
    assert verdict.status in ("refuted", "conditional")
    edits = [plain(from_json(e["goal"])) for e in (verdict.evidence or {}).get("edits", ())]
    assert judge(false, verdict.evidence)[0] == verdict.status
    if repaired is not None and repaired.partition(" = ")[0] != repaired.partition(" = ")[2]:
        assert edits == [repaired]


def test_a_line_is_not_repaired_by_itself() -> None:
    """f = f is true, and says nothing; that the denominator lacks n − 1 says what the slip was."""
    square = decide(claim("x**2 - y**2 == x*(x + y)", ("x: real", "y: real")), 10)
    assert square.status == "conditional" and "edits" not in square.evidence
    false = claim("exp(b)/(exp(b) + n - 1) == exp(b)/exp(b)", (B, N))
    (message,) = [m for m in words(false, decide(false, 10).evidence) if m.label == "Repair"]
    assert message.parts[0] == "the denominator lacks "


def test_what_is_no_edit() -> None:
    question = read_question("E(g**2) == 1", (G,))
    false = claim("E(g**2) == 1", (G,))
    evidence = decide(false, 10).evidence
    assert evidence["edits"] and isinstance(question.asked, tuple)
    true = decide(claim("E(g) == 1", (G,)), 10).evidence["proof"]
    for goal, proof, why in [
        (false.goal, evidence["edits"][0]["proof"], "changes one side"),
        (claim("E(g) == 1", (G,)).goal, true, None),
        (claim("E(h) == E(g)", (G, H)).goal, true, "changes one side|declared"),
        (claim("E(g**2) == 2", (G,)).goal, evidence["edits"][0]["proof"], "not identically|zero"),
    ]:
        changed = copy.deepcopy(evidence)
        changed["edits"] = [{"goal": to_json(goal), "proof": proof}]
        if why is None:  # the right side is the same, 1: that is one side changed
            assert judge(false, changed)[0] == "refuted"
            continue
        with pytest.raises(Rejected, match=why):
            judge(false, changed)
    assert number(1) in false.goal.children


def _line(write: Any, number_: int = -1) -> Any:
    page = AuthoredPage("t", __file__)
    beta = page.real(r"\beta", positive=True)
    keys = page.index_set(page.integer("n", at_least=2), "a b", rest="i")
    a, b, i = keys
    k, v, g = (
        page.orthonormal("k", keys),
        page.vectors("v", keys),
        page.normal("g", 1, Rational(1, 2)),
    )
    q = page.define("q", beta * (k[a] + k[b]))
    alpha, c = page.attention(q, keys=k, values=v, over=keys)
    page.let_tend(beta)
    with evaluate(False):
        write(page, alpha, c, v, g, beta, a, b, i)
    context, steps = page.finished()
    line = steps[number_].claim(context)
    return line, decide(line, 10)


@pytest.mark.parametrize(
    ("what", "write", "repaired"),
    [
        (
            "a context vector",
            lambda d, alpha, c, v, g, beta, a, b, i: d.step(c, "=", (v[a] + v[b]) / 2),
            "c = (exp(β) (v_a + v_b) + Σ_{j∉{a,b}} v_j)/(2 exp(β) + n − 2)",
        ),
        (
            "a part left out",
            lambda d, alpha, c, v, g, beta, a, b, i: d.step(
                c, "=", alpha[a] * v[a] + alpha[b] * v[b]
            ),
            "the right side lacks (Σ_{j∉{a,b}} v_j)/(2 exp(β) + n − 2)",
        ),
        (
            "bars",
            lambda d, alpha, c, v, g, beta, a, b, i: d.implies(
                relation(abs(g), ">", 0), relation(exp(g * beta) / plus(exp(g * beta), 1), "->", 1)
            ),
            "without the bars: g > 0 ⇒",
        ),
        (
            "a vector for an exponent",
            lambda d, alpha, c, v, g, beta, a, b, i: d.written(
                alpha[a], "=", exp(beta * v[a]), expect="refuted"
            ),
            "α_a = exp(β)/(2 exp(β) + n − 2)",
        ),
    ],
)
def test_repairs_of_other_lines(what: str, write: Any, repaired: str) -> None:
    line, verdict = _line(write)
    said = [
        "".join(p if isinstance(p, str) else plain(p) for p in m.parts)
        for m in words(line, verdict.evidence)
        if m.label == "Repair"
    ]
    assert verdict.status in ("refuted", "conditional") and said and repaired in said[0], said


def test_what_another_line_says_is_proposed_last() -> None:
    false, true = claim("E(g) == 3", (G,)), claim("E(g) == 1", (G,))
    verdict = decide(false, 10, False, (true.goal,))
    assert verdict.evidence["edits"][0]["goal"] == to_json(true.goal)


def test_what_stopped_the_search_and_what_would_settle_it() -> None:
    verdict = decide(claim("exp(x)*x > log(x + 1)**2", ("x: positive",)), 5)
    assert verdict.status == "undecided" and "tried" in [r[0] for r in verdict.reasons][1:]


def test_an_error_in_a_chain() -> None:
    def page(d: Any) -> None:
        x = d.real("x")
        d.step(plus(x, x), "=", 2 * x + 1)
        d.then("=", 1 + 2 * x)
        d.then("=", plus(times(2, x), 1))

    record = check(Derivation("t", "t", "t", page))
    assert [s.verdict.knock_on for s in record.steps] == ["first", "follows", "follows"]


def test_right_although_a_link_is_not() -> None:
    def page(d: Any) -> None:
        beta = d.real(r"\beta", positive=True)
        d.let_tend(beta)
        d.step(
            quotient(exp(beta**2), plus(exp(beta**2), 2)),
            "=",
            quotient(exp(beta), plus(exp(beta), 2)),
        )
        d.then("~=", 1)

    record = check(Derivation("t", "t", "t", page))
    assert [s.verdict.knock_on for s in record.steps] == ["first", "right"]
