"""Families compared with their largest member and shifted.

Products by their factors; vectors multiplied with themselves.
"""

from __future__ import annotations

import pytest
import sympy

from symattn.checking.deciding import decide
from symattn.checking.step_verdicts import check_step
from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.rules.rule_table import parts
from symattn.kernel.verdicts import judge
from symattn.language import Term, plain, to_json
from symattn.reading.question_reader import read_question
from symattn.writing.expressions import norm, plus, times
from symattn.writing.page import AuthoredPage

FAMILY = ("n: integer >= 1", "x: real[n]")
OVER_1 = tuple(f"x{k}: real > 1" for k in range(1, 7))
FACTORS = "*".join(f"(x{k} - 1)" for k in range(1, 7))

VERDICTS = [
    (
        "log-sum-exp is at least the maximum",
        "max(x[l], l) <= log(sum(exp(x[j]), j))",
        FAMILY,
        "proved",
    ),
    ("the other way round", "log(sum(exp(x[j]), j)) >= max(x[l], l)", FAMILY, "proved"),
    ("scaled", "log(sum(exp(b*x[j]), j)) >= b*max(x[l], l)", (*FAMILY, "b: positive"), "proved"),
    ("without the logarithm", "exp(max(x[l], l)) <= sum(exp(x[j]), j)", FAMILY, "proved"),
    ("the largest weight", "max(exp(x[l])/sum(exp(x[j]), j), l) <= 1", FAMILY, "proved"),
    ("strictly, which fails for one", "max(x[l], l) < log(sum(exp(x[j]), j))", FAMILY, "false"),
    ("the maximum is no member's", "max(x[l], l) <= x[a]", FAMILY, "false"),
    ("more than there is", "log(sum(exp(x[j]), j)) >= max(x[l], l) + log(n)", FAMILY, "false"),
    (
        "shifted",
        "log(sum(exp(x[j] + c), j)) == c + log(sum(exp(x[j]), j))",
        (*FAMILY, "c: real"),
        "proved",
    ),
    (
        "shifted down",
        "log(sum(exp(x[j] - c), j)) == log(sum(exp(x[j]), j)) - c",
        (*FAMILY, "c: real"),
        "proved",
    ),
    (
        "shifted, and forgotten",
        "log(sum(exp(x[j] + c), j)) == log(sum(exp(x[j]), j))",
        (*FAMILY, "c: real"),
        "false",
    ),
    (
        "a mean of exponentials",
        "log(sum(exp(x[j]), j)/n) == log(sum(exp(x[j]), j)) - log(n)",
        FAMILY,
        "proved",
    ),
    ("six factors", f"{FACTORS} > 0", OVER_1, "proved"),
    (
        "six factors, one turned round",
        f"{FACTORS.replace('(x4 - 1)', '(1 - x4)')} < 0",
        OVER_1,
        "proved",
    ),
    (
        "six factors, the wrong sign",
        f"{FACTORS.replace('(x4 - 1)', '(1 - x4)')} > 0",
        OVER_1,
        "false",
    ),
    ("factors with exponentials", "0 < (exp(x1) - 1)*(exp(x2) - 1)*(x3 + 1)", OVER_1, "proved"),
    ("a factor of any sign", "(x1 - 1)*(x2 - 1)*y > 0", (*OVER_1, "y: real"), "false"),
    (
        "pairs of weights",
        "1/(1 + exp(x1)) + 1/(1 + exp(-x1)) + 1/(1 + exp(x2)) + 1/(1 + exp(-x2)) == 2",
        OVER_1,
        "proved",
    ),
]


def claim(text: str, declared: tuple[str, ...]) -> Claim:
    question = read_question(text, declared)
    return Claim(question.context, question.asked[0])  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "declared", "right"), [v[1:] for v in VERDICTS], ids=[v[0] for v in VERDICTS]
)
def test_verdicts(text: str, declared: tuple[str, ...], right: str) -> None:
    asked = claim(text, declared)
    verdict = decide(asked, 20)
    assert verdict.status == judge(asked, verdict.evidence)[0]
    assert verdict.status == right or (
        right == "false" and verdict.status in ("refuted", "conditional")
    )


MOST = Term("most", ("l", "A", Term("entry", ("x", Term("index", ("l",))))))
BY = {"rule": "attained", "of": to_json(MOST)}


def test_what_a_maximum_needs_is_asked_of_every_member() -> None:
    shown = [plain(one.goal) for one in parts(claim("max(x[l], l) <= x[a] + 1", FAMILY), BY)]
    assert shown == ["x_a ≤ x_a + 1", "x_i ≤ x_a + 1", "n > 0"]


def test_some_members_are_not_all() -> None:
    asked = claim("max(x[l], l) <= log(sum(exp(x[j]), j))", FAMILY)
    certificate = decide(asked, 20).evidence["proof"]
    with pytest.raises(Rejected, match="certificates of"):
        replay(asked, {**certificate, "parts": certificate["parts"][1:]})


NO_MEMBER = [
    (
        "a mean: which member is largest depends on the sample",
        "E(max(max(x[l], l), g)) <= 1",
        (*FAMILY, "g ~ N(0, 1)"),
        "a comparison",
    ),
    ("what is no maximum", "sum(x[l], l) <= 1", FAMILY, "a comparison"),
]


@pytest.mark.parametrize(
    ("text", "declared", "words"), [x[1:] for x in NO_MEMBER], ids=[x[0] for x in NO_MEMBER]
)
def test_where_no_member_stands_for_the_maximum(
    text: str, declared: tuple[str, ...], words: str
) -> None:
    of = Term("sum", MOST.args) if text.startswith("sum") else MOST
    with pytest.raises(Rejected, match=words):
        parts(claim(text, declared), {"rule": "attained", "of": to_json(of)})


def test_a_maximum_that_depends_on_an_index_outside() -> None:
    """Σ_j max_l (x_l − x_j): each summand has its own largest member."""
    inner = Term(
        "most",
        (
            "l",
            "A",
            Term(
                "+",
                (
                    Term("entry", ("x", Term("index", ("l",)))),
                    Term("neg", (Term("entry", ("x", Term("index", ("j",)))),)),
                ),
            ),
        ),
    )
    with pytest.raises(Rejected, match="the same wherever it stands"):
        parts(claim("max(x[l], l) <= x[a]", FAMILY), {"rule": "attained", "of": to_json(inner)})


def test_vectors_multiplied_with_themselves() -> None:
    page = AuthoredPage("t", __file__)
    with sympy.evaluate(False):
        w, u, t, m = page.vector("w"), page.vector("u"), page.real("t"), page.matrix("M")
        page.step(w @ w, ">=", 0)
        page.step((w + u) @ (w + u), ">=", 0)
        page.step((m @ w) @ (m @ w), ">=", 0)
        page.step(plus(w @ w, u @ u), ">=", 0)
        page.step(norm(w) ** 2, "=", w @ w)
        page.step(norm(w + u) ** 2, "=", plus(norm(w) ** 2, times(2, w @ u), norm(u) ** 2))
        page.step(norm(times(t, w)), "=", abs(t) * norm(w))
        page.written(w @ u, ">=", 0, expect="refuted")
        page.written(w @ w, ">", 0, expect="refuted")
    context, steps = page.finished()
    statuses = [check_step(s, context, 10).status for s in steps]
    assert statuses[:7] == ["proved"] * 7 and statuses[7] == "refuted" and statuses[8] != "proved"
