"""The repair that a false line gets: what is found, and what the kernel accepts as one."""
from __future__ import annotations

import copy

import pytest

from symattn.checking import decide
from symattn.kernel import Rejected
from symattn.kernel.verdicts import judge
from symattn.question import read_question
from symattn.terms import from_json, number, plain, to_json

from ..kernel.test_chance import G, H, claim

B, N, X, Y = "b: positive", "n: integer >= 2", "x: real", "y: real"
REPAIRS = [
    # slip, false line, declarations, repaired line
    ("a term dropped below", "exp(b)/(exp(b) + n - 1) == exp(b)/exp(b)", (B, N), "exp(b)/(exp(b) + n − 1) = exp(b)/(exp(b) + n − 1)"),
    ("n for n − 1", "x*(exp(b) + n - 1)/exp(b) == x*(exp(b) + n)/exp(b)", (B, N, X), None),
    ("a term dropped above", "(x + y)/(x**2 + 1) == x/(x**2 + 1)", (X, Y), "(x + y)/(x^2 + 1) = (x + y)/(x^2 + 1)"),
    ("a term too many", "(x + 1)**2 == x**2 + 2*x + 2", (X,), "(x + 1)^2 = x^2 + 2 x + 2 − 1"),
    ("a sign", "-exp(x) == exp(x)", (X,), "−exp(x) = −exp(x)"),
    ("a factor", "(x + y)**2 - (x - y)**2 == x*y", (X, Y), "(x + y)^2 − (x − y)^2 = 4 x y"),
    ("bars", "abs(x)**2 == abs(x)*x", (X,), None),
    ("a square", "x*x**2 == x", (X,), None),
    ("the wrong way round", "exp(x) + 1 < exp(x)", (X,), "exp(x) + 1 > exp(x)"),
    ("a value", "E(g**2) == 1", (G,), "E(g^2) = 3/2"),
    ("a standard deviation for a variance", "Var(g + h) == 1/2", (G, H), "Var(g + h) = 1"),
    ("a probability", "P(g > h) == 1/3", (G, H), "P(g > h) = 1/2"),
    ("a limit", "tends(exp(b)/(2*exp(b) + n - 2), 1)", (B, N), "exp(b)/(2 exp(b) + n − 2) → 1/2"),
    ("a limit without its cases", "tends(exp(b*x)/(exp(b*x) + 1), 1)", (X,), "exp(b x)/(exp(b x) + 1) → {1 if x > 0; 0 if x < 0; 1/2 if x = 0}"),
]


@pytest.mark.parametrize(("slip", "text", "declared", "repaired"), REPAIRS, ids=[r[0] for r in REPAIRS])
def test_repairs(slip: str, text: str, declared: tuple[str, ...], repaired: str | None) -> None:
    false = claim(text, declared)
    verdict = decide(false, 10)
    assert verdict.status in ("refuted", "conditional")
    edits = [plain(from_json(e["goal"])) for e in (verdict.evidence or {}).get("edits", ())]
    assert judge(false, verdict.evidence)[0] == verdict.status
    if repaired is not None and repaired.partition(" = ")[0] != repaired.partition(" = ")[2]:
        assert edits == [repaired]


def test_a_line_is_not_repaired_by_itself() -> None:
    """f = f is true, and says nothing."""
    verdict = decide(claim("exp(b)/(exp(b) + n - 1) == exp(b)/exp(b)", (B, N)), 10)
    assert all(from_json(e["goal"]).children[0] != from_json(e["goal"]).children[1] for e in verdict.evidence.get("edits", ()))


def test_what_is_no_edit() -> None:
    question = read_question("E(g**2) == 1", (G,))
    false = claim("E(g**2) == 1", (G,))
    evidence = decide(false, 10).evidence
    assert evidence["edits"] and isinstance(question.asked, tuple)
    true = decide(claim("E(g) == 1", (G,)), 10).evidence["proof"]
    for goal, proof, words in [
        (false.goal, evidence["edits"][0]["proof"], "changes one side"),
        (claim("E(g) == 1", (G,)).goal, true, None),
        (claim("E(h) == E(g)", (G, H)).goal, true, "changes one side|declared"),
        (claim("E(g**2) == 2", (G,)).goal, evidence["edits"][0]["proof"], "not identically|zero"),
    ]:
        changed = copy.deepcopy(evidence)
        changed["edits"] = [{"goal": to_json(goal), "proof": proof}]
        if words is None:  # the right side is the same, 1: that is one side changed
            assert judge(false, changed)[0] == "refuted"
            continue
        with pytest.raises(Rejected, match=words):
            judge(false, changed)
    assert number(1) in false.goal.children
