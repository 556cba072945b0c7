"""⇔: both directions, each judged; the words name the one that fails."""

from __future__ import annotations

import pytest

from symattn.checking.deciding import decide
from symattn.checking.step_verdicts import check_step
from symattn.kernel import Claim
from symattn.kernel.verdicts import judge
from symattn.language import TermError, plain
from symattn.reading.question_reader import read_question
from symattn.rendering.formulas.latex_math import latex
from symattn.words import words as words_of
from symattn.writing.expressions import both, relation
from symattn.writing.page import AuthoredPage

X, Y, Z = "x: real", "y: real", "z: real"
N, S = "n: integer >= 2", "s: real[n]"

VERDICTS = [
    ("of an increasing function", "iff(x > y, exp(x) > exp(y))", (X, Y), "", "proved", ""),
    ("signs of a product", "iff(x*y > 0 and x > 0, x > 0 and y > 0)", (X, Y), "", "proved", ""),
    ("a chain on one side", "iff(0 < x < 1, x > 0 and 1 - x > 0)", (X,), "", "proved", ""),
    ("a positive factor", "iff(x*z <= y*z, x <= y)", (X, Y, "z: positive"), "", "proved", ""),
    (
        "a limit and a sign",
        "iff(tends(exp(b*x)/(exp(b*x) + 1), 1), x > 0)",
        (X,),
        "b -> oo",
        "proved",
        "",
    ),
    (
        "a limit and a weak sign",
        "iff(tends(exp(b*x)/(exp(b*x) + 1), 1), x >= 0)",
        (X,),
        "b -> oo",
        "conditional",
        "x ≥ 0 ⇒ exp(b x)/(exp(b x) + 1) → 1 fails",
    ),
    ("squares", "iff(x**2 == y**2, x == y)", (X, Y), "", "refuted", "x^2 = y^2 ⇒ x = y fails"),
    (
        "a product that vanishes",
        "iff(x*y == 0, x == 0)",
        (X, Y),
        "",
        "refuted",
        "x y = 0 ⇒ x = 0 fails",
    ),
    (
        "the other direction",
        "iff(x == 0, x*y == 0)",
        (X, Y),
        "",
        "refuted",
        "x y = 0 ⇒ x = 0 fails",
    ),
    (
        "neither direction",
        "iff(x*z <= y*z, x >= y)",
        (X, Y, "z: positive"),
        "",
        "refuted",
        "⇒ x ≥ y fails",
    ),
    ("a factor of any sign", "iff(x*z <= y*z, x <= y)", (X, Y, Z), "", "refuted", "⇒ x ≤ y fails"),
    (
        "under a condition",
        "iff(abs(x) > y, x > y)",
        (X, Y),
        "",
        "conditional",
        "|x| > y ⇒ x > y fails",
    ),
    (
        "half of a softmax over two",
        "iff(exp(p)/(exp(p) + exp(q)) > 1/2, p > q)",
        ("p: real", "q: real"),
        "",
        "proved",
        "",
    ),
    (
        "not half of a softmax over many",
        "iff(exp(s[a])/sum(exp(s[j]), j) > 1/2, s[a] > s[i])",
        (S, N),
        "",
        "refuted",
        "⇒ exp(s_a)/(Σ_{j} exp(s_j)) > 1/2 fails",
    ),
]


@pytest.mark.parametrize(
    ("text", "declared", "limit", "status", "words"),
    [v[1:] for v in VERDICTS],
    ids=[v[0] for v in VERDICTS],
)
def test_verdicts(
    text: str, declared: tuple[str, ...], limit: str, status: str, words: str
) -> None:
    question = read_question(text, declared, (), limit)
    claim = Claim(question.context, question.asked[0])  # type: ignore[index]
    verdict = decide(claim, 20)
    assert verdict.status == status == judge(claim, verdict.evidence)[0]
    said = [
        "".join(p if isinstance(p, str) else plain(p) for p in m.parts)
        for m in words_of(claim, verdict.evidence)
        if m.label == "Counterexample"
    ]
    assert all(words in one for one in said) and bool(said) == (status != "proved")


def test_in_derivations_and_in_print() -> None:
    page = AuthoredPage("t", __file__)
    p, q = page.real("p"), page.real("q")
    page.iff(relation(p, ">", q), relation(-p, "<", -q), why="turned round")
    page.iff(relation(p**2, "=", q**2), relation(p, "=", q), expect="refuted", written=True)
    page.iff(both(relation(p, ">=", q), relation(q, ">=", p)), relation(p, "=", q))
    context, steps = page.finished()
    assert [check_step(s, context).status for s in steps[:2]] == ["proved", "refuted"]
    assert (
        plain(steps[0].goal) == "p > q ⇔ −p < −q"
        and latex(steps[0].goal) == r"p > q \Leftrightarrow -p < -q"
    )  # type: ignore[arg-type]
    with pytest.raises(TermError, match="there is none"):
        page.then("=", p)  # ⇔ is no link of a chain


def test_what_is_said_twice_is_no_equivalence() -> None:
    page = AuthoredPage("t", __file__)
    p = page.real("p")
    with pytest.raises(TermError, match="vacuous"):
        page.iff(relation(p, ">", 0), relation(p, ">", 0))
