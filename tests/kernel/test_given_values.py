"""Equations about the unnamed members that give the values of what stands for them in sums."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.reading.question_reader import read_question

N, X, Y, T = "n: integer >= 1", "x: real[n]", "y: real[n]", "t: real"
EACH = ["h1@*A/1", "x[*A/1]"]  # x_c = t for every c


def replayed(
    asked: str,
    declared: tuple[str, ...],
    facts: tuple[str, ...],
    *given: list[str],
    scalars: dict[str, str] | None = None,
    **proof: Any,
) -> str:
    """With a model of one member, or of those that are named, where all numbers are 1."""
    question = read_question(asked, declared, facts)
    claim = Claim(question.context, question.asked[0])  # type: ignore[index]
    (members,) = claim.context.index_sets
    size = max(1, len(members.members))
    model = {
        "sizes": {members.key: size},
        "vectors": {},
        "matrices": {},
        "scalars": {
            s.key: (scalars or {"n": str(size)}).get(s.key, "1") for s in claim.context.scalars
        },
        "entries": {f.key: ["1"] * size for f in claim.context.families},
    }
    proof = {"rule": "equality", **proof, "given": list(given)}
    return replay(claim, {"format": 1, "kernel": "0.1", "model": model, "proof": proof}).verdict


ALL = (N, X, Y, T)


@pytest.mark.parametrize(
    ("asked", "facts", "given"),
    [
        ("sum(x[j], j) == n*t", ("x[c] == t",), [EACH]),
        ("sum(y[j]*exp(x[j]), j) == exp(t)*sum(y[j], j)", ("x[c] == t",), [EACH]),
        ("sum(exp(x[j]*y[j]), j) == sum(exp(t*y[j]), j)", ("x[c] == t",), [EACH]),
        (
            "sum(x[j]*y[j], j) == n*t**2",
            ("x[c] == t", "y[c] == t"),
            [EACH, ["h2@*A/1", "y[*A/1]"]],
        ),
        ("sum(x[j], j) == (n - 1)*t + x[a]", ("x[c] == t",), [EACH]),
        ("sum(x[j], j) + x[a] == (n + 1)*t", ("x[c] == t", "x[a] == t"), [EACH, ["h2", "x[a]"]]),
        ("sum(exp(x[j]), j) == sum(exp(y[j] - t), j)", ("x[c] == y[c] - t",), [EACH]),
    ],
)
def test_what_holds_of_each_member(asked: str, facts: tuple[str, ...], given: Any) -> None:
    scalars = {"t": "0"} if "x[c] == y[c] - t" in facts else {}
    assert replayed(asked, ALL, facts, *given, scalars=scalars) == "proved"


@pytest.mark.parametrize(
    ("what", "asked", "facts", "given", "words"),
    [
        ("one has another value", "sum(x[j], j) == n*t + x[a] - t", ("x[c] == t",), [], "identic"),
        ("the named one too", "sum(x[j]*x[a], j) == n*t*x[a]", ("x[c] == t",), [EACH], "identic"),
        ("no named one", "x[a] == t", ("x[c] == t",), [EACH], "identic"),
        ("two named ones", "x[a] + x[d] == 2*t", ("x[c] == t",), [EACH], "identic"),
        ("how many there are", "sum(x[j], j) == t", ("x[c] == t",), [EACH], "identic"),
        ("how many others", "sum(x[j], j) == n*t + x[a]", ("x[c] == t",), [EACH], "identic"),
        ("a bound", "sum(x[j], j) == n*t", ("x[c] >= t",), [EACH], "expected an equation"),
        ("what is not equal", "sum(x[j], j) == n*t", ("x[c] != 3*t",), [EACH], "an equation"),
        (
            "there may be none",
            "t == 1",
            ("x[c] == t", "x[c] == 1"),
            [["h1@*A/1", "t"]],
            "an atom of the members",
        ),
        ("another member", "sum(x[j], j) == n*t", ("x[c] == t",), [["h1@*A/1", "x[a]"]], "members"),
        ("a square", "sum(x[j], j) == n*t", ("x[c]**2 == t",), [EACH], "cannot solve"),
        ("a product", "sum(x[j], j) == n*t", ("x[c]*y[c] == t",), [EACH], "cannot solve"),
        ("times a number", "sum(x[j], j) == n*t", ("t*x[c] == t",), [EACH], "cannot solve"),
        ("twice", "sum(x[j], j) == n*t", ("x[c] == t", "x[c] == y[c]"), [EACH, EACH], "solve"),
        ("a sum", "t == n", ("sum(x[j], j) == t",), [["h1", "t"]], "declared symbols"),
        ("a sum for t", "sum(y[j]*t, j) == n", ("sum(x[j], j) == t",), [["h1", "t"]], "declared"),
        ("a function", "sum(x[j], j) == n", ("exp(t)*x[c] == exp(1)",), [EACH], "cannot solve"),
        ("a logarithm", "t == 1", ("log(2)*t == log(2)",), [["h1", "t"]], "declared symbols"),
        ("no such fact", "x[a] == t", ("x[c] == t",), [["h7@*A/1", "x[*A/1]"]], "no fact"),
        ("a sign entry", "x[a] == t", ("x[c] == t",), [["s0", "x[*A/1]"]], "no fact"),
        (
            "a fact without its member",
            "x[a] == t",
            ("x[c] == t",),
            [["h1", "x[a]"]],
            "not in scope",
        ),
        ("no atom", "x[a] == t", ("x[c] == t",), [["h1@*A/1", "x(*A/1)"]], "name of a number"),
        ("in a summed name", "x[a] == t", ("x[c] == t",), [["h1@*A/1", "x[+A/1]"]], "members"),
        ("a deeper one", "x[a] == t", ("x[c] == t",), [["h1@*A/1", "x[*A/2]"]], "members"),
    ],
)
def test_what_does_not_follow(
    what: str, asked: str, facts: tuple[str, ...], given: Any, words: str
) -> None:
    with pytest.raises(Rejected, match=words):
        replayed(asked, ALL, facts, *given)


@pytest.mark.parametrize(
    "asked", ["diff(t*sum(x[j], j), t) == n*t", "diff(t*sum(x[j], j), t) == 2*n*t"]
)
def test_no_derivative_by_what_is_put_in(asked: str) -> None:
    with pytest.raises(Rejected):
        replayed(asked, ALL, ("x[c] == t",), EACH)


def test_a_value_is_no_fact_about_those_who_do_not_exist() -> None:
    """t = 1 where x_c = t and x_c = 1 for every c, and there may be none."""
    both = ("x[c] == t", "x[c] == 1")
    gap = [["1", [["t", 1]], []], ["-1", [], []]]
    row = {"of": gap, "is": "≥", "by": [["1", ["h1@*A/1"], [], []]]}
    for given in ([], [EACH], [["h2@*A/1", "x[*A/1]"]]):
        with pytest.raises(Rejected):
            replayed("t == 1", ALL, both, *given, rule="order", signs=[row])


@pytest.mark.parametrize(
    ("size", "words"), [(0, ""), (-1, "sizes"), (13, "sizes"), (True, "sizes")]
)
def test_how_many_members_a_point_may_have(size: int, words: str) -> None:
    question = read_question("sum(x[j], j) == 0", ("n: integer >= 0", X), ("x[c] == 0",))
    claim = Claim(question.context, question.asked[0])  # type: ignore[index]
    (members,) = claim.context.index_sets
    model = {
        "sizes": {members.key: size},
        "scalars": {"n": str(int(size))},
        "entries": {"x": ["0"] * int(size)},
        "vectors": {},
        "matrices": {},
    }
    proof = {"rule": "equality", "given": [["h1@*A/1", "x[*A/1]"]]}
    certificate = {"format": 1, "kernel": "0.1", "model": model, "proof": proof}
    if words:
        with pytest.raises(Rejected, match=words):
            replay(claim, certificate)
    else:
        assert replay(claim, certificate).verdict == "proved"
