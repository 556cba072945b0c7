"""One other member or all of them, left and right of ⇒.

In questions, in derivations, and as printed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from symattn.asking.answers import answer
from symattn.checking.lanes import check
from symattn.language import plain
from symattn.reading.declarations import QuestionError
from symattn.reading.question_reader import read_question
from symattn.reading.spelling import spelled
from symattn.records.record import CheckedDerivation
from symattn.rendering import FORMATS, render
from symattn.rendering.formats.typst import Typst
from symattn.words import said
from symattn.writing.derivation import derivation
from symattn.writing.expressions import both, relation

LET = ("n: integer >= 2", "x: real[n]", "y: real[n]", "M: real", "g: positive")
WEIGHT = "exp(b*x[a])/sum(exp(b*x[j]), j)"
QUESTIONS = {
    "all of them, a among them": (
        "implies(every(x[a] >= x[c], c), x[a] == max(x[l], l))",
        "proved",
    ),
    "one other": ("implies(x[a] >= x[c], x[a] == max(x[l], l))", "refuted"),
    "all but a": ("implies(every(x[a] > x[c], c != a), x[a] == max(x[l], l))", "proved"),
    "left out as in sum": ("implies(every(x[a] > x[c], c, a), max(x[l], l) == x[a])", "proved"),
    "all but two": ("implies(every(x[a] > x[c], c != a != d), x[a] == max(x[l], l))", "refuted"),
    "used at a named member": ("implies(every(x[c] <= M, c), x[a] <= M)", "proved"),
    "not used at one that is left out": ("implies(every(x[c] <= M, c != a), x[a] <= M)", "refuted"),
    "right of ⇒": ("implies(x[a] == max(x[l], l), every(x[a] >= x[c], c))", "proved"),
    "right of ⇒, too much": ("implies(x[a] >= x[d], every(x[a] >= x[c], c))", "refuted"),
    "both sides": ("implies(every(x[c] < y[c], c), every(exp(x[k]) < exp(y[k]), k))", "proved"),
    "both sides, turned round": (
        "implies(every(x[c] < y[c], c), every(exp(x[k]) > exp(y[k]), k))",
        "refuted",
    ),
    "by itself": ("every(x[c] <= max(x[l], l), c)", "proved"),
    "by itself, false": ("every(x[c] >= max(x[l], l), c)", "refuted"),
    "beside another condition": (
        "implies(every(x[a] >= x[c], c) and x[a] == M, max(x[l], l) == M)",
        "proved",
    ),
    "at least the mean": (
        "implies(every(x[a] >= x[c], c != a), exp(x[a])/sum(exp(x[j]), j) >= 1/n)",
        "proved",
    ),
    "both ways": ("iff(every(x[a] >= x[c], c), x[a] == max(x[l], l))", "proved"),
    "both ways, of one": ("iff(x[a] >= x[c], x[a] == max(x[l], l))", "refuted"),
    "a gap to all": (f"implies(every(x[a] - x[c] >= g, c != a), tends({WEIGHT}, 1))", "proved"),
    "a gap to one": (f"implies(x[a] - x[c] >= g, tends({WEIGHT}, 1))", "conditional"),
    "gaps that grow": (
        f"implies(every(tends(b*x[a] - b*x[c], oo), c != a), tends({WEIGHT}, 1))",
        "proved",
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions(name: str) -> None:
    text, verdict = QUESTIONS[name]
    question = read_question(text, LET, limit="b -> oo" if "tends" in text else "")
    found = answer(question, 20)
    assert found.data["verdict"] == verdict, found.text
    assert (
        read_question(found.data["claim"], LET, limit="b -> oo" if "tends" in text else "").asked
        == question.asked
    )


@pytest.mark.parametrize(
    "given", ["x[a] >= x[c]", "every(x[a] >= x[c], c)", "every(x[a] >= x[c], c != a)"]
)
def test_an_index_of_given_alone_is_every_other(given: str) -> None:
    assert (
        answer(read_question("x[a] == max(x[l], l)", LET, [given]), 20).data["verdict"] == "proved"
    )


def test_a_claim_that_speaks_of_all_is_spelled_as_it_is_read() -> None:
    question = read_question("implies(every(x[a] > x[c], c, a, d), x[a] > x[e])", LET)
    assert (
        spelled(question.asked[0], question.names)
        == "implies(every(x[a] > x[c], c != a != d), x[a] > x[e])"
    )  # type: ignore[index]


REFUSED = {
    "more than itself": (
        "every(x[a] > x[c], c)",
        "for c = a this says x_a > x_a; leave a out: .*c != a",
    ),
    "two relations": ("every(x[a] > x[c] > x[d], c != a)", "one relation for each member"),
    "an implication inside": (
        "every(implies(x[a] > x[c], x[c] < M), c)",
        "one relation for each member",
    ),
    "one inside the other": ("every(every(x[k] > x[c], c), k)", "one relation for each member"),
    "no family": ("every(M > 0, c)", "a body with members"),
    "a number for an index": ("every(x[c] > 0, 3)", "for every other member"),
    "another comparison": ("every(x[c] > 0, c == a)", "for every other member"),
    "nothing to run": ("every(x[c] > 0)", "for every other member"),
    "inside an or": ("implies(every(x[c] > 0, c) or M > 0, M > 0)", "."),
    "inside a probability": ("P(every(x[c] > 0, c)) == 1", "an event"),
    "a condition counted": ("count(every(x[c] > 0, c)) == 1", "."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_line(name: str) -> None:
    text, why = REFUSED[name]
    with pytest.raises(QuestionError, match=why) as error:
        read_question(text, LET)
    assert "\n" not in str(error.value)


@derivation("every", title="Every other", source="a test")
def page(d: Any) -> None:
    n, beta = d.integer("n", at_least=2), d.real(r"\beta", positive=True)
    keys = d.index_set(n, "j", rest="i")
    k, u, v = d.vectors("k", keys), d.vector("u"), d.vectors("v", keys)
    q = d.define("q", beta * u)
    alpha, c = d.attention(q, keys=k, values=v, over=keys)
    d.let_tend(beta)
    j, i = keys
    gaps = d.every_other(keys, lambda l: relation(k[j] @ q, ">>", k[l] @ q))
    d.implies(gaps, relation(c, "~=", v[j]))
    d.implies(relation(k[j] @ q, ">>", k[i] @ q), relation(c, "~=", v[j]), expect="refuted")
    d.implies(relation(alpha[j], "~=", 1), gaps)
    d.implies(gaps, d.every_other(keys, lambda l: relation(alpha[l], "->", 0)))
    d.implies(
        both(d.every(keys, lambda l: relation(k[j] @ u, ">=", k[l] @ u)), relation(n, ">=", 3)),
        relation(alpha[j], ">=", 1 / n),
    )
    d.said(d.every(keys, lambda l: relation(alpha[l], "<=", 1)))
    d.implies(
        d.every_other(keys, lambda l: relation(alpha[l], "~=", 0)),
        relation(alpha[j], "~=", 1),
        expect="undecided",
    )
    d.implies(
        d.every_other(keys, lambda l: relation(k[j] @ u, ">", k[l] @ u)),
        relation(k[j] @ u, ">", k[i] @ u),
        expect="undecided",
    )


@pytest.fixture(scope="module")
def checked() -> CheckedDerivation:
    return check(page)


def test_both_ways_of_binding_in_a_derivation(checked: CheckedDerivation) -> None:
    assert [s.verdict.status for s in checked.steps] == [s.expect for s in checked.steps]
    told = [
        "".join(p if isinstance(p, str) else plain(p) for p in said(checked, s)[0].parts)
        for s in checked.steps[6:]
    ]
    assert told == [
        "α_l ≈ 0 of every member, left of ⇒: only comparisons, ≫ and → ∞ are understood there.",
        "an index outside stands for any other; say every there too.",
    ]


PRINTED = {
    "text": ("(k_j·q ≫ k_l·q for every l ≠ j)", "k_j·q ≫ k_i·q  ⇒"),
    "latex": (
        r"(k_j^\top q \gg k_l^\top q \text{ for every } l \neq j)",
        "k_j^\\top q \\gg k_i^\\top q",
    ),
    "markdown": (
        r"(k_j^\top q \gg k_l^\top q \text{ for every } l \neq j)",
        r"$`k_j^\top q \gg k_i^\top q`$",
    ),
    "html": ("for\u00a0every\u00a0</mtext>", "<mo>≫</mo>"),
    "typst": (' q" for every "', "≫"),
    "json": ('"goal": ["⇒", ["every", "l", "A", ["index", "j"], ["≫"', '"goal": ["⇒", ["≫"'),
}


@pytest.mark.parametrize("form", PRINTED)
def test_the_two_print_differently(checked: CheckedDerivation, form: str) -> None:
    every, one = (replace(checked, steps=checked.steps[k : k + 1]) for k in (0, 1))
    shown = [
        (FORMATS | {"typst": lambda records: render(Typst(), records)})[form]([d])
        for d in (every, one)
    ]
    inner, outer = PRINTED[form]
    assert inner in shown[0] and inner not in shown[1] and outer in shown[1], shown
