"""Probabilities and one-hot families, as `ask`, derivations and pages declare them; and sums that
leave out what runs further out."""

from __future__ import annotations

import pytest

import symattn
from symattn.language import Term, number
from symattn.reading.declarations import QuestionError
from symattn.reading.question_reader import read_question
from symattn.reading.spelling import spelled
from symattn.writing.derivation import derivation
from symattn.writing.step import AuthoringError
from tests.cases.asked import Asked, is_right, verdict_of

ONE, TWO, FOUR = "n: integer >= 1", "n: integer >= 2", "n: integer >= 4"
P, V, S, Y = "p: probabilities[n]", "v: real[n]", "s: real[n]", "y: one-hot[n] at k"

PROBABILITIES = [
    ("p[a] >= 0", "proved", (ONE, P)),
    ("p[a] <= 1", "proved", (ONE, P)),
    ("p[j] <= 1", "proved", (ONE, P)),  # whatever the member is called
    ("p[a] > 0", "false", (ONE, P)),
    ("p[a] < 1", "false", (ONE, P)),  # n = 1
    ("p[a] < 1", "false", (TWO, P)),
    ("sum(p[j], j) == 1", "proved", (ONE, P)),
    ("p[a] + p[c] <= 1", "proved", (TWO, P)),
    ("p[a] + p[b] == 1", "false", (TWO, P)),
    ("p[i] + p[j] + p[l] + p[m] <= 1", "proved", (FOUR, P)),
    ("every(p[c] >= 0, c)", "proved", (ONE, P)),
    ("every(p[c] > 0, c)", "false", (ONE, P)),
    ("sum(p[j]**2, j) < 1", "false", (ONE, P)),
    ("max(p[l], l) <= 1", "proved", (ONE, P)),
    ("p[a] == 1", "proved", ("p: probabilities[1]",)),
    ("p[a] + p[b] + p[c] == 1", "proved", ("p: probabilities[3]",)),
    ("p[a] + p[b] == 1", "false", ("p: probabilities[3]",)),
]
HOT = [
    ("y[k] == 1", "proved"),
    ("y[a] == 0", "proved"),
    ("y[a] == 1", "false"),
    ("sum(y[j], j) == 1", "proved"),
    ("sum(y[j]*s[j], j) == s[k]", "proved"),
    ("sum(y[j]*s[j], j) == s[a]", "false"),
    ("-sum(y[i]*log(exp(s[i])/sum(exp(s[j]), j)), i) == log(sum(exp(s[j]), j)) - s[k]", "proved"),
    ("every(y[c] == 0, c != k)", "proved"),
    ("every(y[c] == 0, c)", "false"),
    ("s[a] <= s[k]", "false"),
    ("max(y[l], l) == 1", "proved"),
]
REFUSED = [
    (("p: probabilities",), "probabilities are a family, 'p: probabilities[n]'"),
    (("p: probabilities[n] >= 0",), "probabilities are a family, 'p: probabilities[n]'"),
    (("p: probabilities[m]",), "the size m of a family is not declared as an integer"),
    (("y: one-hot[n]",), "say of what size, and at which member it is 1: 'y: one-hot[n] at k'"),
    (("y: one-hot at k",), "say of what size"),
    ((Y, "k: real"), "k is the member at which a family is one-hot"),
    (("y: one-hot[n] at n",), "n is the member at which a family is one-hot"),
    (("y: one-hot[n] at y",), "y is the member at which a family is one-hot"),
    ((Y, "m: integer >= 1", "z: one-hot[m] at k"), "k is a member of another family's set"),
]
LEFT_OUT = [  # n = 3 tells the false ones
    ("sum(sum(x[j]*v[l], l, j), j) == sum(x[j], j)*sum(v[j], j)", "false"),
    ("sum(sum(x[l], l, j), j) == n*sum(x[j], j)", "false"),
    ("sum(sum(x[l], l, j, a), j) == (n - 2)*sum(x[j], j) - (n - 3)*x[a]", "false"),
    ("sum(sum((x[j] - x[l])**2, l, j), j) > 0", "false"),
    ("every(sum(exp(x[l]), l, c) <= sum(exp(x[l]), l), c)", "proved"),
    ("every(sum(exp(x[l]), l, c) < sum(exp(x[l]), l) - 1, c)", "false"),
    ("max(sum(exp(x[l]), l, j), j) <= sum(exp(x[j]), j)", "proved"),
]


@pytest.mark.parametrize("row", PROBABILITIES, ids=lambda row: f"{row[0]}, {row[2][0]}")
def test_probabilities(row: tuple[str, str, tuple[str, ...]]) -> None:
    claim, right, let = row
    assert is_right(verdict_of(Asked("", claim, right, let)), right)


@pytest.mark.parametrize("row", HOT, ids=lambda row: row[0])
def test_one_hot(row: tuple[str, str]) -> None:
    assert is_right(verdict_of(Asked("", row[0], row[1], (ONE, S, Y))), row[1])


@pytest.mark.parametrize("row", LEFT_OUT, ids=lambda row: row[0])
def test_what_runs_further_out_is_left_out(row: tuple[str, str]) -> None:
    found = verdict_of(Asked("", row[0], row[1], (ONE, "x: real[n]", V)))
    assert is_right(found, row[1])


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: ", ".join(row[0]))
def test_refused_in_one_line(row: tuple[tuple[str, ...], str]) -> None:
    with pytest.raises(QuestionError) as error:
        read_question("0 == 0", (ONE, *row[0]))
    assert row[1] in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "claim", ["sum(sum(z[l], l, j)*x[j], j) == 0", "sum(x[j], j, j) == 0", "sum(x[k], k) == y[k]"]
)
def test_sums_that_are_refused(claim: str) -> None:
    with pytest.raises(QuestionError):
        read_question(claim, (ONE, "m: integer >= 1", "x: real[n]", Y, "z: real[m]"))


def test_named_members_and_any_other_have_a_fact_each() -> None:
    facts = read_question("p[a] + p[c] <= 1", (TWO, P)).context.facts
    at = [f.children[0].children[0].args[0] for f in facts if f.children[0].op == "entry"]
    assert at == ["a", "c", "i"]
    total = Term("sum", ("j", "A", Term("entry", ("p", Term("index", ("j",))))))
    assert Term("=", (total, number(1))) in facts


def test_two_one_hot_families_at_two_members() -> None:
    both = (TWO, "y: one-hot[n] at k", "z: one-hot[n] at l")
    assert verdict_of(Asked("", "sum(y[j]*z[j], j) == 0", "proved", both)).status == "proved"
    same = (ONE, "y: one-hot[n] at k", "z: one-hot[n] at k")
    assert verdict_of(Asked("", "sum(y[j]*z[j], j) == 1", "proved", same)).status == "proved"


@pytest.mark.parametrize("claim", ["sum(y[j]*s[j], j) == y[k]", "sum(sum(s[l], l, j), j) == 0"])
def test_it_is_spelled_as_it_is_read(claim: str) -> None:
    question = read_question(claim, (ONE, S, Y))
    assert spelled(question.asked[0], question.names) == claim  # type: ignore[index]


def test_derivations() -> None:
    @derivation("families", title="", source="")
    def families(d):  # type: ignore[no-untyped-def]
        members = d.index_set(d.integer("n", at_least=2), "a k", rest="i")
        a, k, i = members
        s, p = d.scalars("s", members), d.probabilities("p", members)
        y = d.one_hot("y", members, at=k)
        d.step(p[i], ">=", 0)
        d.step(p[a], "<=", 1)
        d.step(p[a], ">", 0)
        d.step(d.sum(members, lambda j: p[j]), "=", 1)
        d.step(d.sum(members, lambda j: y[j] * s[j]), "=", s[k])
        d.step(y[a], "=", 1)

    found = [line.verdict for line in symattn.check(families)]
    assert found == ["proved", "proved", "conditional", "proved", "proved", "refuted"]


@pytest.mark.parametrize("wrong", ["no other", "any other", "another set", "a number", "late"])
def test_derivations_that_are_refused(wrong: str) -> None:
    @derivation(f"families, {wrong}", title="", source="")
    def refused(d):  # type: ignore[no-untyped-def]
        n = d.integer("n", at_least=1)
        members = d.index_set(n, "a", rest="" if wrong == "no other" else "i")
        (b,) = d.index_set(n, "b")
        if wrong == "no other":
            d.probabilities("p", members)
        elif wrong == "late":
            d.step(n, ">=", 1)
            d.probabilities("p", members)
        else:
            at = {"any other": [*members][-1], "another set": b, "a number": n}[wrong]
            d.one_hot("y", members, at=at)

    with pytest.raises(AuthoringError) as error:
        refused.steps()
    assert "\n" not in str(error.value)


def test_pages_say_the_same() -> None:
    page = """```symattn
let n: integer >= 1
let a, k, i: indices of n; a, k distinct; i any other
let p_j: probabilities over n
let y_j: one-hot at k over n
```
So $p_a \\ge 0$. So $p_a > 0$. So $y_a = 0$. So $\\sum_j y_j p_j = p_k$. So $y_k = 0$.
"""
    found = [line.verdict for line in symattn.check_page(text=page, format="markdown")]
    assert found == ["proved", "conditional", "proved", "proved", "refuted"]


@pytest.mark.parametrize(
    ("claim", "kind", "verdict"),
    [
        ("min(x[j], j) <= x[a]", "real", "proved"),
        ("min(x[j], j) <= max(x[j], j)", "real", "proved"),
        ("min(x[j], j) <= sum(x[j], j)/n", "real", "proved"),
        ("min(x[j], j) == -max(-x[j], j)", "real", "proved"),
        ("min(x[j], j) < x[a]", "real", "conditional"),
        ("min(x[j], j) >= x[a]", "real", "refuted"),
        ("min(x[j], j) >= 0", "real", "refuted"),
        ("min(x[j], j) >= 0", "nonnegative", "proved"),
        ("min(x[j], j) > 0", "nonnegative", "refuted"),
        ("min(x[j], j) > 0", "positive", "proved"),
        ("x[a] <= sum(x[j], j)", "nonnegative", "proved"),
        ("x[a] < sum(x[j], j)", "nonnegative", "conditional"),
        ("x[a] > 0", "nonnegative", "conditional"),
        ("x[a] >= sum(x[j], j)", "negative", "proved"),
        ("x[a] >= 0", "negative", "refuted"),
        ("sum(x[j], j) <= 1", "nonnegative", "refuted"),
    ],
)
def test_the_least_and_families_with_a_sign(claim: str, kind: str, verdict: str) -> None:
    """What is declared is what is assumed: every member has the sign, and no more."""
    found = symattn.ask(claim, let=["n: integer >= 2", f"x: {kind}[n]"])
    assert found.verdict == verdict or (verdict == "conditional" and found.verdict == "refuted")


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("n: integre", "did you mean integer?"),
        ("x: positve[n]", "did you mean positive?"),
        ("y: one-hto[n] at k", "did you mean one-hot?"),
        ("x: integer[n]", "or positive, negative, nonnegative"),
        ("x: real[n] >= 2", "with --given, as in 'x[i] >= 2'"),
    ],
)
def test_a_misspelt_kind_has_its_neighbour(declared: str, said: str) -> None:
    with pytest.raises(QuestionError) as told:
        read_question("1 < 2", [declared])
    assert said in str(told.value)
