"""Certificates that look right and are not: each row must be refused, and for the reason given."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.verdicts import judge
from symattn.language import Context, Family, IndexSet, Scalar, Term, number


def T(op: str, *args: Any) -> Term:
    return Term(op, args)


def S(key: str) -> Term:
    return T("scalar", key)


def g(i: str, family: str = "g") -> Term:
    return T("entry", family, T("index", i))


def vec(family: str, i: str) -> Term:
    return T("member", family, T("index", i))


def neg(t: Term) -> Term:
    return T("neg", t)


def exp(t: Term) -> Term:
    return T("exp", t)


def total(body: Term, *without: str) -> Term:
    return T("sum", "j", "A", *(T("index", w) for w in without), body)


N, B, x, y, n = number, S(r"\beta"), S("x"), S("y"), S("n")
BETA = r"\beta"
COUNT = 3


def element(*terms: tuple[Any, ...]) -> list[Any]:
    """(coefficient, {atom: power}, [(coefficient, {atom: power}), ...]) for c·m·e^p."""
    return [
        [c, [[a, k] for a, k in m.items()], [[c2, [[a, k] for a, k in m2.items()]] for c2, m2 in e]]
        for c, m, e in terms
    ]


def atom(name: str, c: str = "1", power: int = 1) -> list[Any]:
    return element((c, {name: power}, ()))


ONE, MINUS_ONE = element(("1", {}, ())), element(("-1", {}, ()))


def sign(of: Any, relation: str, *rows: list[Any]) -> dict[str, Any]:
    return {"of": of, "is": relation, "by": list(rows)}


def fact(name: str, weight: str = "1") -> list[Any]:
    return [weight, [name], [], []]


def context(
    *facts: Term,
    limit: tuple[str, ...] = (BETA,),
    members: tuple[str, ...] = ("a",),
    norm: Term | None = None,
) -> Context:
    families = (
        Family("g", "A", "scalar"),
        Family("h", "A", "scalar"),
        Family("k", "A", "vector", norm or number(1)),
        Family("v", "A", "vector"),
    )
    scalars = (Scalar("n", True), Scalar(BETA), Scalar("x"), Scalar("y"), Scalar(r"\tau"))
    return Context((IndexSet("A", n, members, "i"),), scalars, families, facts=facts, limit=limit)


def point(**changes: Any) -> dict[str, Any]:
    axes = [["1" if j == k else "0" for j in range(COUNT)] for k in range(COUNT)]
    scalars = {
        "n": str(COUNT),
        BETA: "1",
        "x": "1",
        "y": "1",
        r"\tau": "1",
        **changes.pop("scalars", {}),
    }
    entries = {"g": ["1"] * COUNT, "h": ["1"] * COUNT, **changes.pop("entries", {})}
    return {
        "sizes": {"A": COUNT},
        "scalars": scalars,
        "entries": entries,
        "vectors": {"k": axes, "v": axes},
        "matrices": {},
        **changes,
    }


def proof(rule: str, *signs: Any, **hints: Any) -> dict[str, Any]:
    return {"rule": rule, "signs": list(signs), **hints}


def split(on: Any, **branches: Any) -> dict[str, Any]:
    return {
        "rule": "split",
        "on": on,
        **{b: branches.pop(b, proof("order")) for b in ("positive", "zero", "negative")},
        **branches,
    }


def proved(node: Any, model: Any = None, **more: Any) -> dict[str, Any]:
    return {"format": 1, "kernel": "0.1", "model": model or point(), "proof": node, **more}


def refuted(at: Any, rule: str = "fails_at_point") -> dict[str, Any]:
    return {"format": 1, "kernel": "0.1", "refutation": {"rule": rule, "point": at}}


MOVING = {BETA: atom(BETA)}
POSITIVE_BETA = sign(atom(BETA), ">", fact("h0"))
BETA_IS_POSITIVE = T(">", B, N(0))
OTHERS = total(exp(g("j")), "a")
X_IS_POSITIVE = sign(atom("x"), ">", fact("h0"))
TENDS = T("→", T("*", x, B), N(0))

ROWS: list[tuple[str, Context, Term, Any, str]] = [
    # members that may not be there
    (
        "a sum over the others is positive if each is",
        context(T(">", g("i"), N(0))),
        T(">", total(g("j"), "a"), N(0)),
        proved(proof("order", sign(atom("g[*A/1]"), ">", fact("h0@*A/1")))),
        "the sign of an element is needed",
    ),
    (
        "a sum of exponentials over the others is strict",
        context(),
        T(">", OTHERS, N(0)),
        proved(
            proof(
                "order",
                sign(
                    element(("1", {}, [("1", {"g[+A/1]": 1})])), ">", ["1", [], [], atom("g[+A/1]")]
                ),
            )
        ),
        "expected a strict fact",
    ),
    (
        "facts about a member that may not exist contradict each other",
        context(T("≥", g("i"), N(1)), T("≤", g("i"), N(1))),
        T("=", x, y),
        proved(proof("infeasible", sign([], "≥", fact("h0@*A/1"), fact("h1@*A/1")))),
        "no contradiction",
    ),
    (
        "the summed label taken for a member of its own",
        context(T(">", g("i"), N(0))),
        T("=", x, y),
        proved(proof("infeasible", sign(atom("g[+A/1]"), ">", fact("h0@*A/1")))),
        "do not add up",
    ),
    (
        "a fact about the others at no member in particular",
        context(T(">", g("i"), N(0))),
        T("=", x, y),
        proved(proof("infeasible", sign(atom("g[i]"), ">", fact("h0")))),
        "not in scope",
    ),
    (
        "a generic member of depth 0",
        context(T(">", g("i"), N(0))),
        T("=", x, y),
        proved(proof("infeasible", sign(ONE, ">", fact("h0@*A/0")))),
        "expected an index",
    ),
    (
        "a generic member of an unknown set",
        context(T(">", g("i"), N(0))),
        T("=", x, y),
        proved(proof("infeasible", sign(ONE, ">", fact("h0@*B/1")))),
        "expected a generic index",
    ),
    (
        "a named member where a generic one belongs",
        context(T(">", g("i"), N(0))),
        T("=", x, y),
        proved(proof("infeasible", sign(atom("g[a]"), ">", fact("h0@a")))),
        "expected a generic index",
    ),
    (
        "a witness without any other member, for a claim about one",
        context(members=("a", "b", "c")),
        T("=", g("i"), g("a")),
        refuted(point(entries={"g": ["1", "2", "3"]})),
        "no further member",
    ),
    # sums
    (
        "the square of a sum over the others is its sum of squares",
        context(),
        T("=", T("^", OTHERS, N(2)), total(exp(T("*", N(2), g("j"))), "a")),
        proved(proof("equality")),
        "not identically zero",
    ),
    (
        "fractions summed with denominators that differ",
        context(),
        T("=", total(T("/", N(1), T("+", N(1), exp(g("j"))))), N(1)),
        proved(
            proof(
                "equality",
                sign(
                    element(("1", {}, ()), ("1", {}, [("1", {"g[a]": 1})])),
                    ">",
                    ["1", [], [], []],
                    ["1", [], [], atom("g[a]")],
                ),
                sign(
                    element(("1", {}, ()), ("1", {}, [("1", {"g[*A/1]": 1})])),
                    ">",
                    ["1", [], [], []],
                    ["1", [], [], atom("g[*A/1]")],
                ),
            )
        ),
        "differ from member to member",
    ),
    (
        "the exponential of a sum is a sum of exponentials",
        context(),
        T("=", exp(total(g("j"))), total(exp(g("j")))),
        proved(proof("equality")),
        "inside an exponent",
    ),
    (
        "one over a sum over the others",
        context(),
        T("=", T("/", OTHERS, OTHERS), N(1)),
        proved(proof("equality")),
        "must be known to be nonzero",
    ),
    (
        "the square of a sum of vectors that are not orthogonal",
        context(),
        T("=", T("dot", total(vec("v", "j")), total(vec("v", "j"))), N(1)),
        proved(proof("equality")),
        "a double sum",
    ),
    (
        "a sum pulled into another",
        context(),
        T(
            "=",
            T("*", OTHERS, total(vec("v", "j"), "a")),
            total(T("*", exp(g("j")), vec("v", "j")), "a"),
        ),
        proved(proof("equality")),
        "not identically zero",
    ),
    # signs
    (
        "a square is strictly positive",
        context(),
        T(">", T("^", x, N(2)), N(0)),
        proved(proof("order", sign(atom("x", power=2), ">", ["1", [], [atom("x")], []]))),
        "expected a strict fact",
    ),
    (
        "a negative weight on an inequality",
        context(T(">", x, N(0))),
        T("<", x, N(0)),
        proved(proof("order", sign(atom("x", "-1"), ">", fact("h0", "-1")))),
        "expected a weight ≥ 0",
    ),
    (
        "a weight of 0 makes it strict",
        context(T(">", x, N(0))),
        T(">", N(0), N(0)),
        proved(proof("infeasible", sign([], ">", fact("h0", "0")))),
        "expected a strict fact",
    ),
    (
        "an equality makes it strict",
        context(T("=", x, N(0))),
        T(">", x, N(0)),
        proved(proof("order", sign(atom("x"), ">", fact("h0"))), point(scalars={"x": "0"})),
        "expected a strict fact",
    ),
    (
        "a fact ≠ 0 used for a sign",
        context(T("≠", x, N(0))),
        T(">", x, N(0)),
        proved(proof("order", sign(atom("x"), ">", fact("h0")))),
        "says nothing about a sign",
    ),
    (
        "rows that do not add up",
        context(T(">", x, N(0))),
        T(">", y, N(0)),
        proved(proof("order", sign(atom("y"), ">", fact("h0")))),
        "do not add up",
    ),
    (
        "a sign entry for =",
        context(T(">", x, N(0))),
        T("=", x, N(0)),
        proved(proof("equality", sign(atom("x"), "=", fact("h0")))),
        "expected > or ≥",
    ),
    (
        "exponentials compared the wrong way round",
        context(T(">", x, y)),
        T(">", exp(y), exp(x)),
        proved(
            proof(
                "order",
                {
                    "of": element(("1", {}, [("1", {"y": 1})]), ("-1", {}, [("1", {"x": 1})])),
                    "is": ">",
                    "exp": "h0",
                },
            ),
            point(scalars={"x": "2"}),
        ),
        "not about x − y",
    ),
    (
        "exponentials compared strictly from a weak fact",
        context(T("≥", x, y)),
        T(">", exp(x), exp(y)),
        proved(
            proof(
                "order",
                {
                    "of": element(("1", {}, [("1", {"x": 1})]), ("-1", {}, [("1", {"y": 1})])),
                    "is": ">",
                    "exp": "h0",
                },
            )
        ),
        "needs x − y >",
    ),
    (
        "twice an exponential for the exponential",
        context(T(">", x, y)),
        T(">", exp(x), T("*", N(2), exp(y))),
        proved(
            proof(
                "order",
                {
                    "of": element(("1", {}, [("1", {"x": 1})]), ("-2", {}, [("1", {"y": 1})])),
                    "is": ">",
                    "exp": "h0",
                },
            ),
            point(scalars={"x": "2"}),
        ),
        "expected e^x − e^y",
    ),
    (
        "√(x²) = x",
        context(),
        T("=", T("sqrt", T("^", x, N(2))), x),
        proved(proof("equality")),
        "the sign of an element is needed",
    ),
    (
        "x/x = 1",
        context(),
        T("=", T("/", x, x), N(1)),
        proved(proof("equality")),
        "the sign of an element is needed",
    ),
    (
        "x/x = 1 from x ≥ 0",
        context(T("≥", x, N(0))),
        T("=", T("/", x, x), N(1)),
        proved(proof("equality", sign(atom("x"), "≥", fact("h0")))),
        "must be known to be nonzero",
    ),
    # data that is not what it seems
    (
        "the last fact by a negative number",
        context(T(">", x, N(0))),
        T(">", x, N(0)),
        proved(proof("order", sign(atom("x"), ">", fact("h-1")))),
        "there is no fact",
    ),
    (
        "a superscript for a number",
        context(T(">", x, N(0))),
        T(">", x, N(0)),
        proved(proof("order", sign(atom("x"), ">", fact("h²")))),
        "there is no fact",
    ),
    (
        "a sign entry that rests on itself",
        context(),
        T(">", x, N(0)),
        proved(proof("order", sign(atom("x"), ">", fact("s0")))),
        "there is no fact",
    ),
    (
        "a name for a list of names",
        context(T(">", x, N(0))),
        T(">", x, N(0)),
        proved(proof("order", sign(atom("x"), ">", ["1", "h0", [], []]))),
        "expected the name of a fact",
    ),
    (
        "an atom written twice in a monomial",
        context(),
        T("=", x, y),
        proved(proof("infeasible", sign([["1", [["x", 1], ["x", 1]], []]], "≥"))),
        "pairs of a name and a power",
    ),
    (
        "a power that is true",
        context(),
        T("=", x, y),
        proved(proof("infeasible", sign([["1", [["x", True]], []]], "≥"))),
        "pairs of a name and a power",
    ),
    (
        "a float for a weight",
        context(),
        T("=", x, y),
        proved(proof("infeasible", sign([], ">", [1.0, [], [], []]))),
        "expected a fraction as text",
    ),
    (
        "a weight that is not a number",
        context(),
        T("=", x, y),
        proved(proof("infeasible", sign([], ">", ["nan", [], [], []]))),
        "expected a fraction as text",
    ),
    (
        "a point with decimals",
        context(),
        T("=", x, y),
        refuted(point(scalars={"x": "0.5"})),
        "expected a fraction as text",
    ),
    (
        "a size that is true",
        context(),
        T("=", x, y),
        refuted(point(sizes={"A": True})),
        "expected sizes between",
    ),
    (
        "a point of another size",
        context(),
        T("=", n, n),
        refuted(point(scalars={"n": "4"})),
        "has another size",
    ),
    (
        "a point with one member too few",
        context(),
        T("=", x, y),
        refuted(point(entries={"g": ["1", "1"]})),
        "expected 3 members of g",
    ),
    (
        "a point with a symbol that nobody declared",
        context(),
        T("=", x, y),
        refuted(point(scalars={"x": "2", "z": "1"})),
        "expected scalars for",
    ),
    (
        "a point at which a value is a symbol",
        context(),
        T("=", x, y),
        refuted(point(scalars={"x": atom("y")})),
        "without symbols",
    ),
    (
        "a point with an exponential of a symbol for a value",
        context(),
        T("=", x, y),
        refuted(point(scalars={"x": element(("1", {}, [("1", {"y": 1})]))})),
        "expected constants",
    ),
    (
        "an integer that is a half",
        context(),
        T("=", n, N(3)),
        refuted(point(scalars={"n": "7/2"})),
        "has another size",
    ),
    # splits
    (
        "a split without the case of equality",
        context(),
        T("≥", T("^", x, N(2)), N(0)),
        proved(
            {
                **split(atom("x")),
                "positive": proof("order", sign(atom("x"), ">", fact("c0"))),
                "zero": None,
            }
        ),
        "expected a node of a proof",
    ),
    (
        "whole steps for a real number",
        context(),
        T("≥", x, N(1)),
        proved(
            split(
                atom("x"),
                positive=proof(
                    "order", sign(element(("1", {"x": 1}, ()), ("-1", {}, ())), "≥", fact("c0"))
                ),
                integer=True,
            )
        ),
        "do not add up",
    ),
    (
        "whole steps for half an integer",
        context(),
        T("≥", n, N(2)),
        proved(
            split(
                atom("n", "1/2"),
                positive=proof(
                    "order", sign(element(("1/2", {"n": 1}, ()), ("-1", {}, ())), "≥", fact("c0"))
                ),
                integer=True,
            )
        ),
        "do not add up",
    ),
    (
        "a split on the limit variable",
        context(),
        T("→", T("/", x, B), N(0)),
        proved(split(atom(BETA))),
        "may not depend on the limit",
    ),
    (
        "a split on an inner product that moves",
        context(norm=B),
        T("→", T("/", T("dot", vec("k", "a"), vec("v", "a")), B), N(0)),
        proved(split(atom("k[a]·v[a]"))),
        "may not depend on the limit",
    ),
    (
        "a split on an unnamed member",
        context(),
        T("≥", total(g("j")), N(0)),
        proved(split(atom("g[*A/1]"))),
        "expected declared symbols",
    ),
    (
        "a split on a sum",
        context(),
        T("≥", total(g("j")), N(0)),
        proved(split(atom("g[+A/1]"))),
        "expected declared symbols",
    ),
    (
        "a split on a logarithm",
        context(),
        T("≥", x, N(0)),
        proved(split(atom("log((((('x', 1),), (), '1'),))"))),
        "expected declared symbols",
    ),
    (
        "a split on what is already solved for",
        context(),
        T("=", x, N(0)),
        proved(
            {
                **split(atom("x"), solve="x", zero=split(atom("x"))),
                "positive": split(atom("y"), zero=proof("order")),
            }
        ),
        "the sign of an element is needed",
    ),
    (
        "x² = 0 solved for x",
        context(),
        T("≠", x, N(1)),
        proved(
            split(
                atom("x", power=2),
                solve="x",
                positive=proof("infeasible"),
                negative=proof("infeasible"),
            )
        ),
        "no contradiction",
    ),
    (
        "solved for a symbol that is only part of a name",
        context(),
        T("≠", S(r"\tau"), N(7)),
        proved(
            split(
                atom(r"\tau"), solve="t", positive=proof("order", sign(ONE, ">", ["1", [], [], []]))
            )
        ),
        "the sign of an element is needed",
    ),
    # limits
    (
        "e^{xβ}/(e^{xβ} + e^{yβ}) before x and y are compared",
        context(),
        T("→", T("/", exp(T("*", x, B)), T("+", exp(T("*", x, B)), exp(T("*", y, B)))), N(0)),
        proved(
            proof(
                "limit_by_dominance",
                sign(
                    element(
                        ("1", {}, [("1", {BETA: 1, "x": 1})]), ("1", {}, [("1", {BETA: 1, "y": 1})])
                    ),
                    ">",
                    ["1", [], [], element(("1", {BETA: 1, "x": 1}, ()))],
                    ["1", [], [], element(("1", {BETA: 1, "y": 1}, ()))],
                ),
                sign(
                    element(
                        ("1", {}, ()),
                        ("1", {}, [("1", {BETA: 1, "x": 1}), ("-1", {BETA: 1, "y": 1})]),
                    ),
                    ">",
                    ["1", [], [], []],
                    [
                        "1",
                        [],
                        [],
                        element(("1", {BETA: 1, "x": 1}, ()), ("-1", {BETA: 1, "y": 1}, ())),
                    ],
                ),
            )
        ),
        "the sign of an element is needed",
    ),
    (
        "1/(e^{−β} + n − 1) → 1/(n − 1), also for n = 1",
        context(BETA_IS_POSITIVE),
        T("→", T("/", N(1), T("+", exp(neg(B)), n, neg(N(1)))), N(0)),
        proved(
            proof(
                "limit_by_dominance",
                sign(
                    element(("1", {}, [("-1", {BETA: 1})]), ("1", {"n": 1}, ()), ("-1", {}, ())),
                    ">",
                    ["1", [], [], atom(BETA, "-1")],
                    fact("z:A"),
                ),
            )
        ),
        "the sign of an element is needed",
    ),
    (
        "a fact that keeps the limit variable small",
        context(T("<", B, x)),
        T("→", T("/", B, x), N(0)),
        proved(
            proof(
                "limit_by_dominance",
                sign(element(("1", {"x": 1}, ()), ("-1", {BETA: 1}, ())), ">", fact("h0")),
            ),
            point(scalars={"x": "2"}),
        ),
        "restricts how the limit is taken",
    ),
    (
        "a right side that moves",
        context(),
        T("→", B, B),
        proved(proof("limit_by_dominance")),
        "moves with the limit",
    ),
    (
        "a right side that moves as a vector",
        context(norm=B),
        T("→", vec("k", "a"), vec("k", "a")),
        proved(proof("limit_by_dominance")),
        "moves with the limit",
    ),
    (
        "a coefficient that vanishes more slowly than its vector grows",
        context(BETA_IS_POSITIVE, norm=B),
        T("≈", T("/", vec("k", "a"), B), Term("zero")),
        proved(proof("limit_by_dominance", POSITIVE_BETA)),
        "does not tend to zero",
    ),
    (
        "an inner product with vectors that grow",
        context(BETA_IS_POSITIVE, norm=B),
        T("→", T("/", T("dot", vec("k", "a"), vec("v", "a")), B), N(0)),
        proved(proof("limit_by_dominance", POSITIVE_BETA)),
        "a function of the limit variable inside the limit",
    ),
    (
        "β_a − β_b without a link",
        context(limit=(BETA, r"\tau")),
        T("→", exp(T("+", B, neg(S(r"\tau")))), N(0)),
        proved(proof("limit_by_dominance")),
        "a link between the limit variables",
    ),
    (
        "β_a/β_b without a link",
        context(limit=(BETA, r"\tau"), *[T(">", S(r"\tau"), N(0))]),
        T("→", T("/", B, S(r"\tau")), N(0)),
        proved(proof("limit_by_dominance", sign(atom(r"\tau"), ">", fact("h0")))),
        "a link between the limit variables",
    ),
    (
        "one i left of ⇒ taken for every other member",
        context(),
        T("⇒", T("<", g("i"), N(0)), T("→", total(exp(T("*", B, g("j"))), "a"), N(0))),
        proved(
            proof(
                "limit_by_dominance",
                sign(atom("g[i]", "-1"), ">", fact("l0")),
                sign(atom("g[*A/1~]", "-1"), ">", fact("l0@*A/1~")),
            ),
            point(entries={"g": ["-1"] * 3}),
        ),
        "only a hypothesis speaks about every other member",
    ),
    (
        "one equality left of ⇒ taken for every other member",
        context(),
        T(
            "⇒",
            T("=", g("i"), N(0)),
            T("≈", total(T("*", g("j"), vec("v", "j")), "a"), Term("zero")),
        ),
        proved(
            proof(
                "limit_by_dominance",
                sign(atom("g[i]"), "≥", fact("l0")),
                sign(atom("g[*A/1]"), "≥", fact("l0@*A/1")),
            ),
            point(entries={"g": ["1", "0", "0"]}),
        ),
        "only a hypothesis speaks about every other member",
    ),
    (
        "e^β log(1 + e^{−β}) → 0: o(1) times an unbounded factor",
        context(),
        T("→", T("*", exp(B), T("log", T("+", N(1), exp(neg(B))))), N(0)),
        proved({"rule": "limit_by_expansion", "order": 2}),
        "has another limit",
    ),
    (
        "1 = 0·x⁻²·0 at x = 0",
        context(),
        T("≠", x, N(0)),
        proved(
            split(
                atom("x"),
                positive=proof("order", sign(atom("x"), ">", fact("c0"))),
                negative=proof("order", sign(atom("x", "-1"), ">", fact("c0"))),
                zero=proof(
                    "infeasible",
                    sign(MINUS_ONE, "≥", ["-1", ["c0", "c0"], [atom("x", power=-1)], []]),
                ),
            )
        ),
        "no negative powers",
    ),
    (
        "a split on 1/x",
        context(),
        T("≠", x, N(0)),
        proved(split(atom("x", power=-1))),
        "no negative powers",
    ),
    (
        "e^x taken out of a sum over all x",
        context(),
        T(">", OTHERS, N(0)),
        proved(proof("order", sign(ONE, ">", ["1", [], [], []]))),
        "the sign of an element is needed",
    ),
    (
        "a zero that is written as a term",
        context(),
        T("≥", T("abs", x), N(0)),
        refuted(point(scalars={"x": [["0", [], []]]})),
        "a nonzero coefficient",
    ),
    (
        "a member of a family that moves with the limit",
        context(),
        T("→", T("/", g("a"), B), N(0)),
        refuted(point(scalars=MOVING, entries={"g": [atom(BETA), "1", "1"]})),
        "a parameter moves",
    ),
    (
        "a limit variable that equals a number",
        context(T("=", B, N(3))),
        T("→", exp(neg(B)), N(1)),
        proved(
            proof(
                "limit_by_dominance",
                sign(element(("1", {BETA: 1}, ()), ("-3", {}, ())), "≥", fact("h0")),
            ),
            point(scalars={BETA: "3"}),
        ),
        "restricts how the limit is taken",
    ),
    (
        "coefficients that sum to 0, of growths that differ",
        context(T("=", total(g("j"), "a"), N(0)), T(">", g("i", "h"), N(0))),
        T("→", total(T("*", g("j"), exp(T("*", B, g("j", "h")))), "a"), N(0)),
        proved(
            proof(
                "limit_by_dominance",
                sign(atom("h[*A/1~]"), ">", fact("h1@*A/1~")),
                sign(atom("g[+A/1]"), "≥", fact("h0")),
                sign(atom("g[+A/1]", "-1"), "≥", fact("h0", "-1")),
            ),
            point(entries={"g": ["1", "1", "-1"]}),
        ),
        "does not tend to zero",
    ),
    (
        "xβ → ∞ without x > 0",
        context(),
        T("→", T("*", x, B), Term("infinity")),
        proved(proof("infinite_limit")),
        "the sign of an element is needed",
    ),
    (
        "∞ − ∞",
        context(),
        T("→", B, T("+", Term("infinity"), neg(Term("infinity")))),
        proved(proof("infinite_limit")),
        "expected a relation",
    ),
    (
        "0 · ∞",
        context(),
        T("→", N(0), T("*", N(0), Term("infinity"))),
        proved(proof("limit_by_dominance")),
        "no rule gives a value",
    ),
    (
        "the others' exponentials dominated by a fact about one sum of exponents",
        context(T("≤", total(g("j"), "a"), neg(N(1)))),
        T("→", total(exp(T("*", B, g("j"))), "a"), N(0)),
        proved(
            proof(
                "limit_by_dominance",
                sign(atom("g[+A/1]", "-1"), ">", fact("h0"), ["1", [], [], []]),
            ),
            point(entries={"g": ["0", "-1", "0"]}),
        ),
        "the sign of an element is needed",
    ),
    (
        "a parameter that moves with the limit",
        context(),
        T("→", T("/", x, B), N(0)),
        refuted(point(scalars={**MOVING, "x": atom(BETA)})),
        "a parameter moves",
    ),
    (
        "a limit variable that goes to −∞",
        context(),
        T("→", exp(neg(B)), N(0)),
        refuted(point(scalars={BETA: atom(BETA, "-1")})),
        "a positive multiple",
    ),
    (
        "a limit variable that stays",
        context(),
        T("→", exp(neg(B)), N(0)),
        refuted(point()),
        "a positive multiple",
    ),
    (
        "a limit along β²",
        context(),
        T("→", exp(neg(B)), N(0)),
        refuted(point(scalars={BETA: atom(BETA, power=2)})),
        "a positive multiple",
    ),
    (
        "a witness before the limit",
        context(T("≤", B, N(3))),
        T("→", exp(neg(B)), N(0)),
        refuted(point(scalars=MOVING)),
        "restricts how the limit is taken",
    ),
    (
        "undefined at a point, of a claim about a limit",
        context(),
        T("→", T("/", N(1), T("+", B, neg(N(1)))), N(0)),
        refuted(point(), "undefined_at_point"),
        "without limits",
    ),
    (
        "undefined at a point where it has a value",
        context(),
        T("=", T("/", N(1), x), N(1)),
        refuted(point(), "undefined_at_point"),
        "both sides are defined",
    ),
    # hypotheses
    (
        "contradictory facts",
        context(T(">", x, N(0)), T("<", x, N(0))),
        T("=", N(1), N(2)),
        proved(proof("infeasible", sign([], ">", fact("h0"), fact("h1")))),
        "does not hold there",
    ),
    (
        "a left side that holds nowhere",
        context(T(">", x, N(0))),
        T("⇒", T("<", x, N(0)), T("=", N(1), N(2))),
        proved(proof("infeasible", sign([], ">", fact("h0"), fact("l0")))),
        "does not hold there",
    ),
    (
        "a limit to the left without an instance",
        context(),
        T("⇒", TENDS, T("=", x, N(0))),
        proved(proof("equality")),
        "expected sizes, scalars",
    ),
    (
        "a limit to the left that the instance does not have",
        context(),
        T("⇒", TENDS, T("=", N(1), N(2))),
        proved(proof("equality"), instance=point(scalars=MOVING)),
        "does not hold there",
    ),
    (
        "an assumed limit carried over with another factor",
        context(),
        T("⇒", TENDS, T("→", T("*", N(2), x, B), N(1))),
        proved(
            proof("limit_carried_over", assumption=0, factor="2"),
            instance=point(scalars={**MOVING, "x": "0"}),
        ),
        "not a multiple",
    ),
    (
        "an assumed limit by the number −1",
        context(),
        T("⇒", TENDS, T("→", T("*", N(2), x, B), N(0))),
        proved(
            proof("limit_carried_over", assumption=-1, factor="2"),
            instance=point(scalars={**MOVING, "x": "0"}),
        ),
        "expected the number of a limit",
    ),
    (
        "a coefficient of vectors that need not be orthogonal",
        context(),
        T("⇒", T("→", T("*", x, vec("v", "a")), vec("v", "a")), T("→", x, N(1))),
        proved(
            proof("limit_carried_over", assumption=0, along=["v", "a"]),
            instance=point(scalars=MOVING),
        ),
        "not a multiple",
    ),
    (
        "a coefficient of vectors that are orthogonal, and not of norm 1",
        context(norm=N(2)),
        T("⇒", T("→", T("*", x, vec("k", "a")), vec("k", "a")), T("→", x, N(1))),
        proved(
            proof("limit_carried_over", assumption=0, along=["k", "a"]),
            point(
                vectors={
                    "k": [["2", "0", "0"], ["0", "2", "0"], ["0", "0", "2"]],
                    "v": [["0"] * 3] * 3,
                }
            ),
            instance=point(
                scalars=MOVING,
                vectors={
                    "k": [["2", "0", "0"], ["0", "2", "0"], ["0", "0", "2"]],
                    "v": [["0"] * 3] * 3,
                },
            ),
        ),
        "not a multiple",
    ),
    (
        "vectors that are not orthonormal at the model",
        context(),
        T("=", x, x),
        proved(
            proof("equality"), point(vectors={"k": [["1", "0", "0"]] * 3, "v": [["0"] * 3] * 3})
        ),
        "not orthogonal",
    ),
    (
        "a line without a meaning, proved",
        context(),
        T("=", exp(vec("v", "a")), N(1)),
        proved(proof("infeasible")),
        "a sort error cannot be proved",
    ),
    (
        "a line with a meaning, refuted for having none",
        context(),
        T("=", x, y),
        refuted(point(), "no_meaning"),
        "the line has a meaning",
    ),
    (
        "a certificate for another kernel",
        context(),
        T("=", x, x),
        {**proved(proof("equality")), "kernel": "0.2"},
        "expected a certificate of format",
    ),
]


@pytest.mark.parametrize(
    ("hypotheses", "goal", "certificate", "why"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
def test_is_refused(hypotheses: Context, goal: Term, certificate: Any, why: str) -> None:
    with pytest.raises(Rejected) as refusal:
        replay(Claim(hypotheses, goal), certificate)
    assert why in str(refusal.value)


REPAIRS: list[tuple[str, Any, str]] = [
    (
        "a repair that changes nothing",
        {"assume": [], "relation": None},
        "adds a fact or a link, or weakens",
    ),
    ("a repair that turns = into ≤", {"assume": [], "relation": "≤"}, "not a weaker form"),
    (
        "a repair that contradicts the hypotheses",
        {
            "assume": [["<", ["scalar", "x"], ["number", 0]]],
            "proof": proved(proof("infeasible", sign([], ">", fact("h0"), fact("h1")))),
        },
        "does not hold there",
    ),
    (
        "a repair that is refuted",
        {
            "assume": [["=", ["scalar", "y"], ["number", 1]]],
            "proof": refuted(point(scalars={"x": "2"})),
        },
        "expected a certificate of truth",
    ),
]


@pytest.mark.parametrize(
    ("repair", "why"), [row[1:] for row in REPAIRS], ids=[row[0] for row in REPAIRS]
)
def test_is_no_repair(repair: Any, why: str) -> None:
    claim = Claim(context(T(">", x, N(0))), T("=", x, y))
    with pytest.raises(Rejected) as refusal:
        judge(claim, {"refutation": refuted(point(scalars={"x": "2"})), "repairs": [repair]})
    assert why in str(refusal.value)
