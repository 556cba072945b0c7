"""Repairs are the smallest visible edit.

No sum in them that could be shorter, no factor 1, and what changed is marked.
"""

from __future__ import annotations

import pytest
from sympy import exp

from symattn.checking.deciding import decide
from symattn.kernel.verdicts import judge
from symattn.language import Term, from_json, plain
from symattn.records.changes import changed, part
from symattn.search.repairs.tidy import ordered, split
from symattn.writing.page import AuthoredPage

from .test_conditions import claim

B, N, X, Y, G, H = (
    "b: positive",
    "n: integer >= 2",
    "x: real",
    "y: real",
    "g ~ N(1, 1/2)",
    "h ~ N(1, 1/2)",
)
REPAIRS = [  # false line, declared, right side of the repair, what is marked in it
    (
        "exp(b)/(exp(b) + exp(b) + (n - 2)) == exp(b)/(2*exp(b) + n)",
        (B, N),
        "exp(b)/(2 exp(b) + n − 2)",
        ["2"],
    ),
    ("exp(b)/(exp(b) + n - 1) == exp(b)/(exp(b) + n)", (B, N), "exp(b)/(exp(b) + n − 1)", ["1"]),
    (
        "1 - exp(b)/(exp(b) + n - 1) == n/(exp(b) + n - 1)",
        (B, N),
        "(n − 1)/(exp(b) + n − 1)",
        ["1"],
    ),
    (
        "1 - exp(b)/(exp(b) + n - 1) == (n + 1)/(exp(b) + n - 1)",
        (B, N),
        "(n − 1)/(exp(b) + n − 1)",
        ["1"],
    ),
    (
        "1 - exp(b)/(exp(b) + n - 1) == (n - 1)/(exp(b) + n - 1)/2",
        (B, N),
        "(n − 1)/(exp(b) + n − 1)",
        None,
    ),
    ("2*exp(b) + n - 2 == 2*exp(b) + n + 2", (B, N), "2 exp(b) + n − 2", ["2"]),
    ("x + y == x + y/(2 - 1) + y - y + 1", (X, Y), None, None),
    ("(x + 1)**2 == x**2 + 2*x + 2", (X,), "x^2 + 2 x + 1", ["1"]),
    ("(x + y)**2 == x**2 + y**2", (X, Y), "x^2 + y^2 + 2 x y", ["2 x y"]),
    ("(x + y)**2 == x**2 + 2*x*y + y", (X, Y), "x^2 + 2 x y + y^2", ["y^2"]),
    # no brackets in a product, the author's terms first and in their order, then short ones
    ("(x + y)**2 == x**2 + x*y + y**2", (X, Y), "x^2 + 2 x y + y^2", ["2"]),
    ("(x + y)*(x - 2*y) == 3", (X, Y), "x^2 − 2 y^2 − x y", None),
    ("(x + y + 1)**2 == y**2 + x**2", (X, Y), "y^2 + x^2 + 2 x + 2 y + 2 x y + 1", None),
    ("exp(x - y) == exp(x)*exp(y)", (X, Y), "exp(x) exp(−y)", ["y"]),
    ("exp(x - y) == exp(y - x)", (X, Y), "exp(x − y)", None),
    ("diff(x**3, x) == 3*x", (X,), "3 x^2", ["x^2"]),
    ("Var(g) == 1/4", (G,), "1/2", None),
    ("E(g**2) == 5/4", (G,), "3/2", None),
    ("E(g*h) == 2", (G, H), "1", None),
    ("tends(exp(b)/(2*exp(b) + n - 2), 1)", (N,), "1/2", None),
    ("sigmoid(x)*(1 - sigmoid(x)) <= 1/5", (X,), "1/4", None),
    ("x**2 + y**2 >= 3*x*y", (X, Y), "2 x y", ["2"]),
    ("exp(x) + exp(-x) >= 3", (X,), "2", None),
    (
        "exp(b)/(exp(b) + n - 2) == exp(b)/(exp(b) + (n - 1) - 2)",
        (B, N),
        "exp(b)/(exp(b) + n − 2)",
        None,
    ),
    (
        "exp(b)/(2*exp(b) + n - 2) == exp(b)/((2 - 1)*exp(b) + n - 2)",
        (B, N),
        "exp(b)/(2 exp(b) + n − 2)",
        None,
    ),
    ("exp(b)/(exp(b) + n - 1) == exp(b)/(1 + 1 + exp(b))", (B, N), "exp(b)/(exp(b) + n − 1)", None),
    ("x/2 == x/(3 - 2)", (X,), "x/2", None),
    ("x**2 + 1 >= 3*x/(2 - 1)", (X,), "2 x", None),
    ("x - y == -y - x", (X, Y), "x − y", None),
    ("x == 2*x/(3 - 1) + y - y + 1", (X, Y), "x", None),
    ("log(1 + exp(x)) <= x + (2 - 1)*0", (X,), "x", None),
    ("log(1 + exp(x)) >= log(2)", (X,), "0", None),
    ("exp(b)/(exp(b) + n - 1) >= 1 - (n - 2)*exp(-b)", (B, N), "1 − (n − 1) exp(−b)", ["1"]),
]
NONE = [
    ("n == m", ("n: integer >= 1", "m: integer >= 1")),
    ("2*x == x", (X,)),
    ("x == y", (X, Y)),
    ("x**2 == x", (X,)),
    ("x <= y", (X, Y)),
    ("implies(x**2 < y**2, x < y)", (X, Y)),
    ("implies(abs(x) < abs(y), x < y)", (X, Y)),
    ("implies(x != 0, x > 0)", (X,)),
    ("implies(x*y > 0, 2*x > 0)", (X, Y)),
    ("implies(exp(x) > 1, x > 1)", (X,)),
]


def edits(text: str, declared: tuple[str, ...]) -> list[Term]:
    line = claim(text, *declared)
    verdict = decide(line, 20)
    assert (
        verdict.status in ("refuted", "conditional")
        and judge(line, verdict.evidence)[0] == verdict.status
    )
    return [from_json(e["goal"]) for e in verdict.evidence.get("edits", ())]


@pytest.mark.parametrize(
    ("text", "declared", "right", "marked"), REPAIRS, ids=[r[0] for r in REPAIRS]
)
def test_the_smallest_edit(
    text: str, declared: tuple[str, ...], right: str | None, marked: list[str] | None
) -> None:
    before, (goal,) = claim(text, *declared).goal, edits(text, declared)
    assert right is None or plain(goal.children[1]) == right
    assert_tidy(goal.children[1])
    if marked is not None:
        assert [plain(part(goal, way)).lstrip("−") for way in changed(before, goal)] == marked


@pytest.mark.parametrize(("text", "declared"), NONE)
def test_a_line_is_not_repaired_by_itself(text: str, declared: tuple[str, ...]) -> None:
    assert edits(text, declared) == []


def assert_tidy(term: Term) -> None:
    """No sum with two terms alike or with 0, no quotient by 1 and no factor 1, also where it was
    written so.
    """
    for t in term.subterms():
        if t.op == "+" and t.sort == "scalar":
            flat = [
                c for part in t.children for c in (part.children if part.op == "+" else (part,))
            ]
            cores = [None if core is None else ordered(core) for _, core in map(split, flat)]
            assert len(cores) == len(set(cores)), plain(t)
        assert not (t.op == "/" and split(t.children[1]) == (1, None)), plain(t)
        assert not (
            t.op == "*" and any(c.op == "number" and c.args[0] in (0, 1) for c in t.children)
        ), plain(t)


def test_context_vectors_get_their_limits() -> None:
    page = AuthoredPage("t", __file__)
    beta, keys = (
        page.real(r"\beta", positive=True),
        page.index_set(page.integer("n", at_least=2), "a b", rest="i"),
    )
    a, b, i = keys
    k, v = page.orthonormal("k", keys), page.vectors("v", keys)
    _, c = page.attention(beta * (k[a] + k[b]), keys=k, values=v, over=keys)
    page.let_tend(beta)
    page.written(c, "->", v[a])
    page.written(c, "~=", v[a] - v[b])
    page.written(c, "->", v[a] / 2)
    page.written(c, "->", exp(1) * v[b])
    context, steps = page.finished()
    for step in steps:
        line = step.claim(context)
        verdict = decide(line, 20)
        assert verdict.status == "refuted" and judge(line, verdict.evidence)[0] == "refuted"
        (edit,) = verdict.evidence["edits"]
        assert (
            plain(from_json(edit["goal"]).children[1]) == "(v_a + v_b)/2"
            and from_json(edit["goal"]).op == step.goal.op
        )
