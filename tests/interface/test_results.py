"""One family of results: the same attributes, no truth value, equal by what they say, picklable."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest
from sympy import Symbol, exp, oo

import symattn
from symattn.results.result_parts import Case, Condition, Counterexample, ProvedBound, Repair

PAGE = """Let $x \\in \\mathbb{R}$ and $n \\in \\mathbb{N}$ with $n \\ge 2$.

$$x^2 \\ge 0$$

$$(x + 1)^2 = x^2 + 1$$

$$x^2 > 0$$

$$\\foo + 1 > 0$$
"""
b = Symbol("b", positive=True)
MADE: dict[str, Callable[[], symattn.Result]] = {
    "a claim": lambda: symattn.ask("exp(b) == 1", let=["b: real"]),
    "a chain": lambda: symattn.ask("x**2 + 1 > x > 0", let=["x: real"]),
    "a limit asked": lambda: symattn.ask("limit(exp(-b), b, oo)"),
    "bounds": lambda: symattn.bound("exp(b)/(exp(b) + n - 1)", "b", let=["n: integer >= 2"]),
    "a limit": lambda: symattn.limit(exp(b) / (exp(b) + 1), b, oo),
    "rates": lambda: symattn.asymptotics(exp(b) / (exp(b) + 1), b, terms=1),
    "a derivation": lambda: symattn.check("1a-gaps"),
    "a step": lambda: symattn.check("1a-gaps")[2],
    "a page": lambda: symattn.check_page(PAGE, format="markdown"),
    "a line": lambda: symattn.check_page(PAGE, format="markdown")[-1],
    "what was saved": lambda: symattn.verify(symattn.check("1a-gaps")),
}


@pytest.fixture(scope="module")
def made() -> dict[str, symattn.Result]:
    return {name: make() for name, make in MADE.items()}


@pytest.mark.parametrize("name", MADE)
def test_they_have_the_same_attributes(name: str, made: dict[str, symattn.Result]) -> None:
    found = made[name]
    assert isinstance(found, symattn.Result)
    assert isinstance(found.verdict, str) and isinstance(found.claim, str)
    assert isinstance(found.why, str) and isinstance(found.text, str) and found.text
    assert isinstance(found.latex, str) and str(found) == found.text
    assert all(isinstance(c, Condition) for c in found.conditions)
    assert all(isinstance(r, Repair) for r in found.repairs)
    assert all(isinstance(one, ProvedBound) for one in found.bounds)
    assert all(isinstance(c, Case) for c in found.cases)
    assert found.counterexample is None or isinstance(found.counterexample, Counterexample)
    assert found.to_json() is not None
    assert "<" in found._repr_html_() and found._repr_markdown_()
    shown = found._repr_latex_()
    assert shown is None or shown


@pytest.mark.parametrize("name", MADE)
def test_none_is_true_or_false(name: str, made: dict[str, symattn.Result]) -> None:
    with pytest.raises(symattn.NoTruthValue, match="not true or false: .*(compare|see)"):
        bool(made[name])
    assert issubclass(symattn.NoTruthValue, (symattn.SymattnError, TypeError))


@pytest.mark.parametrize("name", MADE)
def test_they_travel(name: str, made: dict[str, symattn.Result]) -> None:
    there = pickle.loads(pickle.dumps(made[name]))
    assert there == made[name] and hash(there) == hash(made[name])
    assert there.text == made[name].text and there.to_json() == made[name].to_json()


@pytest.mark.parametrize("name", ["a claim", "a limit", "a page", "a line"])
def test_they_are_equal_where_they_say_the_same(name: str, made: dict[str, symattn.Result]) -> None:
    assert MADE[name]() == made[name]
    assert all(other != made[name] for key, other in made.items() if key != name)


def test_what_a_conditional_claim_has() -> None:
    found = symattn.ask("exp(b)/(2*exp(b) + n - 2) == 1/2", let=["b: positive", "n: integer >= 2"])
    (condition,) = found.conditions
    assert (condition.text, condition.latex, condition.necessary) == ("n == 2", "n = 2", True)
    assert condition.said == "true iff n = 2." and condition.said in found.why
    assert found.counterexample is not None
    assert found.counterexample.point == {"b": "1", "n": "3"}
    assert str(found.counterexample).startswith("At b = 1, n = 3: the left side is")
    assert found.claim == "exp(b)/(2*exp(b) + n - 2) == 1/2"


def test_the_lines_of_a_page(made: dict[str, symattn.Result]) -> None:
    page = made["a page"]
    assert isinstance(page, symattn.PageResult)
    claims = [line for line in page if line.role == "claim"]
    assert [line.verdict for line in claims] == ["proved", "refuted", "conditional", "not_read"]
    assert [line.line for line in claims] == [3, 5, 7, 9]
    assert page.first_error is claims[1] or page.first_error == claims[1]
    assert claims[1].repairs[0].text == "(x + 1)^2 = x^2 + 1 + 2 x"
    assert claims[3].why.startswith("\\foo is not known") and claims[3].expected == "proved"
    assert page.status == 1 and page.counts == {
        "proved": 1, "conditional": 1, "refuted": 1, "not_read": 1
    }  # fmt: skip
    assert page.marked.startswith("Let $x") and "✗" in page.marked
    assert page.html.startswith("<!doctype html>") and "<math" in page._repr_html_()
    assert page.to_json()["counts"] == page.counts
    assert page[-1].to_json() == page.to_json()["lines"][-1]


def test_what_is_read_can_be_checked_later() -> None:
    read = pickle.loads(pickle.dumps(symattn.read_page(PAGE, format="markdown")))
    assert symattn.check_page(read) == symattn.check_page(PAGE, format="markdown")
    assert "Declared" in str(read) and len(read.problems) == 1


def test_a_limit_says_its_latex_as_it_did() -> None:
    found = symattn.limit("exp(-b)", "b", "oo")
    assert found.latex == found.latex() == r"\lim_{b \to \infty} e^{-b} = 0"
