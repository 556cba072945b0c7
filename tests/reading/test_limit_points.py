"""limit(f, b, a) == L for other points than oo: from both sides, or the one that there is."""

from __future__ import annotations

import pytest

import symattn
from symattn.language import Term
from symattn.reading.declarations import QuestionError
from symattn.reading.question_reader import read_question

WEIGHT = "exp(b*s[a])/sum(exp(b*s[j]), j)"
N, S, B, POSITIVE = "n: integer >= 2", "s: real[n]", "b: real", "b: positive"


@pytest.mark.parametrize(
    ("asked", "declared", "wanted"),
    [
        (f"limit({WEIGHT}, b, 0) == 1/n", (N, S, B), "proved"),
        (f"limit({WEIGHT}, b, 0) == 1/n", (N, S, POSITIVE), "proved"),
        (f"limit({WEIGHT}, b, 0) == 0", (N, S, B), "refuted"),
        (f"limit({WEIGHT}, b, 0) == 1", (N, S, B), "refuted"),
        (f"limit({WEIGHT}, b, 1) == exp(s[a])/sum(exp(s[j]), j)", (N, S, B), "proved"),
        ("limit(log(sum(exp(b*s[j]), j)), b, 0) == log(n)", (N, S, B), "proved"),
        ("limit(abs(b)/b, b, 0) == 1", (B,), "refuted"),
        ("limit(abs(b)/b, b, 0) == -1", (B,), "refuted"),
        ("limit(abs(b)/b, b, 0, '+') == 1", (B,), "proved"),
        ("limit(abs(b)/b, b, 0, '-') == 1", (B,), "refuted"),
        ("limit(abs(b)/b, b, 0, '-') == -1", (B,), "proved"),
        ("limit(abs(b)/b, b, 0) == 1", (POSITIVE,), "proved"),
        ("limit((exp(b) - 1)/b, b, 0) == 1", (B,), "proved"),
        ("limit((exp(b) - 1)/b, b, 0) == 0", (B,), "refuted"),
        ("limit(1/b, b, 0) == oo", (B,), "refuted"),
        ("limit(1/b, b, 0) == oo", (POSITIVE,), "proved"),
        ("limit(exp(b), b, -oo) == 0", (B,), "proved"),
        ("limit((b - c)/(b**2 - c**2), b, c) == 1/(2*c)", (B, "c: positive"), "proved"),
        ("limit((b - c)/(b**2 - c**2), b, c) == 1/c", (B, "c: positive"), "refuted"),
    ],
)
def test_limits_that_are_some_value(asked: str, declared: tuple[str, ...], wanted: str) -> None:
    assert symattn.ask(asked, declared).verdict == wanted


def test_one_claim_for_each_side() -> None:
    both = read_question("limit(b*c, b, 0) == 0", (B, "c: real")).asked
    above = read_question("limit(b*c, b, 0, '+') == 0", (B, "c: real")).asked
    assert isinstance(both, tuple) and isinstance(above, tuple)
    assert len(both) == 2 and both[0] != both[1] and above == both[:1]
    assert {one.op for one in both} == {"→"}
    assert Term("scalar", ("b",)) not in {t for one in both for t in one.subterms()}


@pytest.mark.parametrize(
    ("asked", "given", "words"),
    [
        ("limit((exp(b) - 1)/b, b, 0) == b", (), "cannot depend on it"),
        ("limit((exp(b) - 1)/b, b, 0) == 1", ("b > 1",), "ask the limit alone"),
        ("limit((exp(b) - 1)/b, b, 0) == 1", ("b == 0",), "ask the limit alone"),
        ("limit(b*c, b, 0) == 0", ("b <= c",), "ask the limit alone"),
        ("limit(diff(exp(b), b), b, 0) == 1", (), "ask the limit alone"),
        ("implies(limit(b, b, 0) == 0, c == c)", (), "ask the limit alone"),
        ("limit(b, b, 0) == 0 == c", (), ""),
        ("limit(b, b, 0) <= 1", (), ""),
        ("1 + limit(b, b, 0) == 1", (), ""),
    ],
)
def test_what_is_not_asked_so(asked: str, given: tuple[str, ...], words: str) -> None:
    with pytest.raises(QuestionError) as refusal:
        read_question(asked, (B, "c: real"), given)
    assert words in str(refusal.value)


def test_no_limit_at_another_point_is_given() -> None:
    with pytest.raises(QuestionError):
        read_question("c == 0", (B, "c: real"), ("limit(b*c, b, 0) == 1",))
    with pytest.raises(QuestionError, match="tends to oo too"):
        read_question("limit(b*c, b, 0) == 0", (B, "c: real"), (), "c -> oo")


def test_the_limit_is_told_as_it_was_asked() -> None:
    found = symattn.ask("limit(exp(b*c)/(1 + exp(b*c)), b, 0) == 1/2", ["c: real"])
    written = "limit(exp(b*c)/(1 + exp(b*c)), b, 0"
    assert str(found).splitlines() == [
        f'proved: {written}, "+") == 1/2',
        f'proved: {written}, "-") == 1/2',
    ]
    assert r"\lim_{b \to 0^+} \frac{e^{b c}}{1 + e^{b c}} = \tfrac{1}{2}" in found.latex
    links = found.to_json()["links"]
    assert [one["claim"] for one in links] == [f'{written}, "+") == 1/2', f'{written}, "-") == 1/2']
    for one in links:  # what is printed is read
        assert symattn.ask(one["claim"], ["c: real"]).verdict == "proved"


def test_a_sum_has_brackets_and_the_only_side_is_told() -> None:
    found = symattn.ask("limit(b + c, b, 1) == 1 + c", ["b: real", "c: real"], ["b > 1"])
    assert r"\lim_{b \to 1^+} \left(b + c\right) = 1 + c" in found.latex
    assert found.to_json()["claim"] == 'limit(b + c, b, 1, "+") == 1 + c'
