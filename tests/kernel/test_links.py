"""Limits with a link.

What a link may be, that it says what it should along paths, and what must not pass for one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import mpmath
import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.limits.linked_limits import linked
from symattn.kernel.verdicts import judge
from symattn.language import (
    Context,
    Law,
    Scalar,
    Term,
    TermError,
    context_from_json,
    context_to_json,
    number,
    plain,
    to_json,
)
from symattn.reading.question_reader import read_question
from symattn.search.clock import now
from symattn.search.failures.falsify import refute
from symattn.search.repairs.link_search import proved

DECLARED = ("z: positive", "w: real", "n: integer >= 2", "m: integer >= 1")


def line(text: str, link: str = "", given: tuple[str, ...] = ()) -> Claim:
    question = read_question(text, DECLARED, given, f"b -> oo, {link} -> 0" if link else "b -> oo")
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


def certificate(claim: Claim) -> Any:
    found = proved(claim, now() + 5)
    assert found is not None
    return found


TRUE = [
    ("tends(exp(z*b)/(exp(z*b) + 1), 1/2)", "z*b"), ("tends(exp(-z*b), 1)", "z*b"),
    ("tends(z*b**2, 0)", "z*b**2"), ("tends(z*b**2, 0)", "z*b**3"),
    ("tends(sqrt(z)*b, 0)", "z*b**2"),
    ("tends(z/b**2, 0)", "z/b"), ("tends(1/z, oo)", "z"), ("tends(z + w, w)", "z"),
    ("close(z*b**2, z*b)", "z*b**2"), ("tends(z*b, 0)", "3*b*z"), ("tends(z*b, 0)", "z**2*b/z"),
]  # fmt: skip
FALSE = [
    ("tends(exp(z*b)/(exp(z*b) + 1), 1/2)", "z"), ("tends(z*b**2, 0)", "z*b"),
    ("tends(z, 0)", "z/b"), ("tends(exp(z*b)/(exp(z*b) + 1), 1)", "z*b"), ("tends(z*b, 1)", "z"),
    ("tends(w*b*z, 1)", "z*b"),
]  # fmt: skip
NOT_LINKS = [
    "z**2*b",
    "z + b",
    "w*b",
    "b",
    "z*w*b",
    "n*b",
    "m*z*b",
    "exp(-z)",
    "z*b/(1 + b)",
    "0*z",
    "z - z",
    "1/z",
]


@pytest.mark.parametrize(("text", "link"), TRUE)
def test_it_holds_under_the_link(text: str, link: str) -> None:
    claim = line(text, link)
    assert replay(claim, certificate(claim)).verdict == "proved"
    assert decide(claim, 10).status == "proved"
    if link in ("z", "z*b", "z*b**2", "z/b"):  # and along paths, by numbers
        left, right = claim.goal.children
        for slowly in (1, 3):
            gaps = (
                [
                    abs(_value(left, t, link, slowly) - _value(right, t, link, slowly))
                    for t in (10.0**k for k in (3, 6, 9))
                ]
                if right.op != "infinity"
                else []
            )
            assert all(y <= x for x, y in zip(gaps, gaps[1:])) and (not gaps or gaps[-1] < 0.3)


def _value(term: Term, t: float, link: str, slowly: int) -> float:
    b = mpmath.mpf(t)
    z = {"z": 1, "z*b": 1 / b, "z*b**2": 1 / b**2, "z/b": b}[link] / mpmath.log(b) ** slowly
    names = {"z": z, "b": b, "w": mpmath.mpf("0.3"), "exp": mpmath.exp, "sqrt": mpmath.sqrt}
    return float(
        eval(
            plain(term)
            .replace("^", "**")
            .replace("−", "-")
            .replace(" ", "*")
            .replace("*+*", "+")
            .replace("*-*", "-"),
            names,
        )
    )


@pytest.mark.parametrize(("text", "link"), FALSE)
def test_it_does_not_hold_under_the_link(text: str, link: str) -> None:
    assert proved(line(text, link), now() + 3) is None
    assert decide(line(text, link), 3).status in ("undecided", "refuted")


@pytest.mark.parametrize("link", NOT_LINKS)
def test_that_is_no_link(link: str) -> None:
    claim = line("tends(z*b, 0)", link)
    with pytest.raises((TermError, Rejected, ValueError)):
        linked(claim)
    with pytest.raises(Rejected):
        replay(claim, certificate(line("tends(z*b, 0)", "z*b")))


@pytest.mark.parametrize("text", ["tends(diff(z*b, b)/z, -1)", "tends(diff(z*b, b)*b, 0)"])
def test_a_slope_by_what_the_link_holds_fast_is_another_one(text: str) -> None:
    """z b has the slope z, and 1/(z² b), which stood for it, −1/(z² b²)."""
    claim = line(text, "z*b**2")
    shown = decide(line("tends(z*b, 0)", "z*b**2"), 3).evidence
    assert shown is not None
    with pytest.raises(Rejected, match="beside no derivative"):
        replay(claim, shown["proof"])
    found = decide(claim, 3)
    assert (found.status, found.reasons) == ("undecided", (("no rule for the link",),))


def test_a_link_is_not_changed_under_its_certificate() -> None:
    strong = line("tends(z*b**2, 0)", "z*b**2")
    shown = certificate(strong)
    for weaker in ("z", "z*b", "z/b"):
        with pytest.raises(Rejected):
            replay(line("tends(z*b**2, 0)", weaker), shown)
    with pytest.raises(Rejected):
        replay(line("tends(z*b**2, 0)"), shown)


@pytest.mark.parametrize("given", ["z > 1", "z >= w", "z*b > 1"])
def test_a_hypothesis_that_keeps_the_limit_from_being_taken(given: str) -> None:
    claim = line("tends(exp(z*b)/(exp(z*b) + 1), 1/2)", "z*b", (given,))
    with pytest.raises(Rejected):
        replay(claim, certificate(line("tends(exp(z*b)/(exp(z*b) + 1), 1/2)", "z*b")))
    assert decide(claim, 3).status == "undecided"


def test_a_law_does_not_move() -> None:
    x, z = Term("scalar", ("x",)), Term("scalar", ("z",))
    context = Context(
        scalars=tuple(Scalar(k) for k in "xzb"),
        facts=(Term(">", (Term("scalar", ("b",)), number(0))), Term(">", (z, number(0)))),
        limit=("b",),
        laws=(Law("x", number(0), z),),
        links=(z,),
    )
    with pytest.raises(Rejected, match="neither random nor moving"):
        replay(
            Claim(context, Term("→", (Term("E", (Term("^", (x, number(2))),)), number(0)))),
            {"format": 1, "kernel": "0.1", "model": {}, "proof": {"rule": "equality"}},
        )


def test_a_link_beside_no_limit_changes_nothing() -> None:
    assert decide(line("z*b > 0", "z*b"), 3).status == "proved"
    assert decide(line("z*b < 1", "z*b"), 3).status == "refuted"


def repaired_by(text: str, link: str) -> tuple[Claim, dict[str, Any]]:
    claim, under = line(text), line(text, link)
    found = refute(claim, [], now() + 5)
    assert found is not None
    return claim, {
        "refutation": found[0],
        "repairs": [
            {
                "relation": None,
                "assume": [],
                "links": [to_json(under.context.links[0])],
                "necessary": None,
                "proof": certificate(under),
            }
        ],
    }


def test_a_link_is_a_condition_and_no_restatement() -> None:
    assert judge(*repaired_by("tends(exp(z*b)/(exp(z*b) + 1), 1/2)", "z*b"))[0] == "conditional"
    with pytest.raises(Rejected, match="restates"):
        judge(*repaired_by("tends(2*z*b**2, 0)", "z*b**2"))
    claim, evidence = repaired_by("tends(exp(z*b)/(exp(z*b) + 1), 1/2)", "z*b")
    evidence["repairs"][0]["links"] = [to_json(Term("scalar", ("z",)))]
    with pytest.raises(Rejected):
        judge(claim, evidence)


def test_contexts_with_links_are_plain_data() -> None:
    context = line("tends(z*b, 0)", "z*b").context
    assert context_from_json(context_to_json(context)) == context
    assert "links" not in context_to_json(replace(context, links=()))
    with pytest.raises(TermError, match="list of links"):
        context_from_json({**context_to_json(context), "links": "z"})
