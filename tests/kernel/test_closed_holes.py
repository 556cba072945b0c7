"""Falsehoods that an earlier kernel proved, and truths that it refuted, with the certificates that
did it.  All are refused now.
"""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.language import (
    Context,
    Family,
    IndexSet,
    Scalar,
    Term,
    TermError,
    Vector,
    number,
)

BETA = r"\beta"
beta, n, x, w = (
    Term("scalar", (BETA,)),
    Term("scalar", ("n",)),
    Term("scalar", ("x",)),
    Term("vector", ("w",)),
)


def T(op: str, *args: Any) -> Term:
    return Term(op, tuple(number(a) if isinstance(a, int) else a for a in args))


def at(key: str, name: str, op: str = "entry") -> Term:
    return Term(op, (key, Term("index", (name,))))


def total(body: Term, over: str = "A", without: tuple[str, ...] = (), bound: str = "j") -> Term:
    return Term("sum", (bound, over, *(Term("index", (u,)) for u in without), body))


def el(*terms: tuple[str, dict[str, int], list[Any]]) -> list[Any]:
    return [
        [c, [[a, k] for a, k in m.items()], [[c2, [[a, k] for a, k in m2.items()]] for c2, m2 in e]]
        for c, m, e in terms
    ]


def X(name: str, c: str = "1", power: int = 1) -> tuple[str, dict[str, int], list[Any]]:
    return c, {name: power}, []


ONE: tuple[str, dict[str, int], list[Any]] = ("1", {}, [])


def point(**parts: Any) -> dict[str, Any]:
    return {"sizes": {}, "scalars": {}, "entries": {}, "vectors": {}, "matrices": {}} | parts


def proof(model: Any, node: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"format": 1, "kernel": "0.1", "model": model, "proof": node, **more}


def refutation(where: Any, rule: str = "fails_at_point") -> dict[str, Any]:
    return {"format": 1, "kernel": "0.1", "refutation": {"rule": rule, "point": where}}


def family(*facts: Term) -> Context:
    families = (Family("g", "A", "scalar"), Family("h", "A", "scalar"), Family("v", "A", "vector"))
    return Context(
        (IndexSet("A", n, (), "i"),),
        (Scalar("n", True), Scalar(BETA)),
        families,
        facts=facts,
        limit=(BETA,),
    )


def model(g: list[str], h: list[str]) -> dict[str, Any]:
    axes = [["1" if j == k else "0" for j in range(len(g))] for k in range(len(g))]
    return point(
        sizes={"A": len(g)},
        scalars={"n": str(len(g)), BETA: "1"},
        entries={"g": g, "h": h},
        vectors={"v": axes},
    )


def positive_sum(name: str) -> dict[str, Any]:
    exponent = {BETA: 1, name: 1}
    return {
        "of": el(ONE, ("1", {}, [("1", exponent)])),
        "is": ">",
        "by": [["1", [], [], []], ["1", [], [], el(("1", exponent, []))]],
    }


G, H = at("g", "j"), at("h", "j")
WEIGHTED = total(T("*", T("exp", T("*", beta, H)), at("v", "j", "member")))
LOWERED = total(T("*", T("exp", T("neg", T("*", beta, T("+", G, 1)))), at("v", "j", "member")))
BOTTOM = T("+", 1, total(T("exp", T("*", beta, at("g", "l"))), bound="l"))
MOVING = {BETA: el(X(BETA))}
ALONE = Context(scalars=(Scalar(BETA),), limit=(BETA,))
TWO = Context(
    scalars=(Scalar("x"), Scalar(r"\beta_a"), Scalar(r"\beta_b")), limit=(r"\beta_a", r"\beta_b")
)
GAP = T("exp", T("+", Term("scalar", (r"\beta_b",)), T("neg", Term("scalar", (r"\beta_a",)))))
FASTER = {"x": "1", r"\beta_a": el(X(r"\beta_a", "2")), r"\beta_b": el(X(r"\beta_a"))}
NESTED = Context(
    (IndexSet("A", number(2), ("a", "b")),),
    (Scalar(BETA),),
    (
        Family("m", "A", "vector", beta),
        Family("k", "A", "vector", T("dot", at("m", "a", "member"), at("m", "a", "member"))),
    ),
    (Vector("w"),),
    facts=(T(">", beta, 0),),
    limit=(BETA,),
)
FREE = Context((IndexSet("A", n, (), "i"),), (Scalar("n", True),), (Family("g", "A", "scalar"),))
UP, DOWN = total(T("exp", G)), total(T("exp", T("neg", G)))
OTHER_SET = Context(
    (IndexSet("A", n, (), "i"), IndexSet("B", Term("scalar", ("m",)), ())),
    (Scalar("n", True), Scalar("m", True)),
    (Family("k", "A", "vector", number(1)),),
)

HOLES = [
    (
        "an opaque atom taken for the limit variable",
        ALONE,
        T("→", T("+", T("*", 10, T("exp", T("neg", T("log", 10)))), T("exp", T("neg", beta))), 1),
        refutation(point(scalars=MOVING)),
    ),
    (
        "a norm that hides β in another norm",
        NESTED,
        T("→", T("/", T("dot", at("k", "a", "member"), w), beta), 0),
        proof(
            point(
                sizes={"A": 2},
                scalars={BETA: "1"},
                vectors={
                    "m": [["1", "0"], ["0", "1"]],
                    "k": [["1", "0"], ["0", "1"]],
                    "w": [["1", "0"]],
                },
            ),
            {
                "rule": "limit_by_dominance",
                "signs": [{"of": el(X(BETA)), "is": ">", "by": [["1", ["h0"], [], []]]}],
            },
        ),
    ),
    (
        "a sum of exponents taken for each exponent",
        family(T("≤", total(H), T("neg", 1))),
        T(
            "→",
            T("*", total(T("exp", T("*", beta, H))), T("log", T("+", 1, T("exp", T("neg", beta))))),
            0,
        ),
        proof(
            model(["0", "0"], ["5", "-10"]),
            {
                "rule": "limit_by_dominance",
                "signs": [
                    {
                        "of": el(X("h[+A/1]", "-1")),
                        "is": ">",
                        "by": [["1", ["h0"], [], []], ["1", [], [], []]],
                    },
                    {
                        "of": el(ONE, ("1", {}, [("-1", {BETA: 1})])),
                        "is": ">",
                        "by": [["1", [], [], []], ["1", [], [], el(X(BETA, "-1"))]],
                    },
                ],
            },
        ),
    ),
    (
        "the member of a coefficient taken for that of a sum",
        family(T("<", at("g", "i"), 0), T("<", T("+", at("g", "i"), at("h", "i")), 0)),
        T("≈", WEIGHTED, T("/", WEIGHTED, BOTTOM)),
        proof(
            model(["-1", "-1"], ["0", "0"]),
            {
                "rule": "limit_by_dominance",
                "signs": [
                    positive_sum("g[+A/1]"),
                    {"of": el(ONE), "is": ">", "by": [["1", [], [], []]]},
                    {"of": el(X("g[*A/1]", "-1")), "is": ">", "by": [["1", ["h0@*A/1"], [], []]]},
                    {
                        "of": el(X("g[*A/1]", "-1"), X("h[*A/1]", "-1")),
                        "is": ">",
                        "by": [["1", ["h1@*A/1"], [], []]],
                    },
                ],
            },
        ),
    ),
    (
        "one label for two sums over the others",
        family(
            T("<", at("g", "i"), 0),
            T("=", total(at("h", "l"), without=("i",), bound="l"), at("g", "i")),
        ),
        T("≈", LOWERED, T("/", LOWERED, BOTTOM)),
        proof(
            model(["-1/2", "-3"], ["-3", "-1/2"]),
            {
                "rule": "limit_by_dominance",
                "signs": [
                    positive_sum("g[+A/1]"),
                    {"of": el(ONE), "is": ">", "by": [["1", [], [], []]]},
                    {"of": el(X("g[*A/1~]", "-1")), "is": ">", "by": [["1", ["h0@*A/1~"], [], []]]},
                    {
                        "of": el(X("g[*A/1]"), X("g[*A/1~]", "-1"), ONE),
                        "is": ">",
                        "by": [
                            ["-1", ["h1@*A/1"], [], []],
                            ["1", ["h1@*A/1~"], [], []],
                            ["1", [], [], []],
                        ],
                    },
                ],
            },
        ),
    ),
    (
        "a limit left of ⇒ along one path",
        TWO,
        T("⇒", T("→", T("*", x, GAP), 0), T("=", x, 0)),
        refutation(point(scalars=FASTER)),
    ),
    (
        "a left side that holds along one path only",
        TWO,
        T("⇒", T("→", GAP, 0), T("→", T("*", 5, GAP), 0)),
        proof(
            point(scalars={"x": "1", r"\beta_a": "1", r"\beta_b": "1"}),
            {"rule": "limit_carried_over", "assumption": 0, "factor": "5"},
            instance=point(scalars=FASTER),
        ),
    ),
    (
        "e^x taken out of a sum over x",
        FREE,
        T("=", T("/", 1, T("+", 1, DOWN)), T("/", UP, T("+", 1, UP))),
        proof(
            point(sizes={"A": 2}, scalars={"n": "2"}, entries={"g": ["0", "0"]}),
            {
                "rule": "equality",
                "signs": [
                    {
                        "of": el(ONE, ("1", {}, [("1", {"g[+A/1]": 1})])),
                        "is": ">",
                        "by": [["1", [], [], []], ["1", [], [], el(X("g[+A/1]"))]],
                    }
                ],
            },
        ),
    ),
    (
        "an index of another set",
        OTHER_SET,
        T("=", T("dot", at("k", "i", "member"), total(at("k", "j", "member"), "B")), 0),
        proof(
            point(sizes={"A": 1, "B": 1}, scalars={"n": "1", "m": "1"}, vectors={"k": [["1"]]}),
            {"rule": "equality"},
        ),
    ),
]


@pytest.mark.parametrize(
    ("what", "context", "goal", "certificate"), HOLES, ids=[h[0] for h in HOLES]
)
def test_is_closed(what: str, context: Context, goal: Term, certificate: Any) -> None:
    with pytest.raises(Rejected):
        replay(Claim(context, goal), certificate)


@pytest.mark.parametrize(
    "build",
    [
        lambda: T("*", w, x),
        lambda: T("*", Term("identity"), Term("identity")),
        lambda: T("=", Term("index", ("a",)), Term("index", ("b",))),
        lambda: T("abs", w),
        lambda: T("<", w, w),
    ],
    ids=[
        "a scalar after a vector",
        "a product of matrices",
        "indices compared",
        "bars around a vector",
        "vectors compared",
    ],
)
def test_what_the_language_lacks_is_no_nonsense(build: Any) -> None:
    """Such a line cannot be written down, and so is not refuted for having no meaning."""
    with pytest.raises(TermError):
        build()
