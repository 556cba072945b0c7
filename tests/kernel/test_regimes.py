"""Every operator in every regime against mpmath.

What is answered has to agree with numbers, and what is answered now has to stay answered.

Limits as x → 0⁺, 0⁻, 1⁺, 1⁻, ∞ and −∞ of every operator, of one inside another, with a parameter;
values at points; derivatives; means, variances and probabilities.  SYMATTN_NIGHTLY=1 tries every
pair of operators, and pairs with a parameter.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import mpmath
import pytest

from symattn.asking.limit_answers import INFINITY, approached
from symattn.kernel import Claim, Rejected
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.ring import Quotient
from symattn.kernel.limits.expansions import limit_by_order
from symattn.kernel.order.signs import Signs
from symattn.kernel.rules.points import at_point, point_from_json
from symattn.kernel.rules.sequent import Sequent
from symattn.language import (
    Context,
    Definition,
    Family,
    IndexSet,
    Law,
    Scalar,
    Term,
    flattened,
    number,
    plain,
    replaced,
)
from symattn.search.cases.limit_table import TableRow, table_of
from symattn.search.clock import now
from symattn.search.sign_search.positivity import ProvingSigns

from .numbers import World

NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
X, A, G, ONE = Term("scalar", ("x",)), Term("scalar", ("a",)), Term("scalar", ("g",)), number(1)
Shape = Callable[[Term], Term]


def T(op: str, *args: Term) -> Term:
    return flattened(op, args) if op in ("+", "*") else Term(op, args)


SHAPES: dict[str, Shape] = {
    "+": lambda f: T("+", f, number(2)),
    "*": lambda f: T("*", number(3), f),
    "neg": lambda f: T("neg", f),
    "/": lambda f: T("/", ONE, f),
    "^": lambda f: T("^", f, number(2)),
    "exp": lambda f: T("exp", f),
    "log": lambda f: T("log", f),
    "sqrt": lambda f: T("sqrt", f),
    "abs": lambda f: T("abs", f),
    "relu": lambda f: T("relu", f),
    "sigmoid": lambda f: T("sigmoid", f),
    "tanh": lambda f: T("tanh", f),
    "erfc": lambda f: T("erfc", f),
    "arctan": lambda f: T("arctan", f),
    "softplus": lambda f: T("softplus", f),
    "max": lambda f: T("max", f, ONE),
    "min": lambda f: T("min", f, ONE),
    "cases": lambda f: T("cases", T(">", f, number(0)), f, T("≤", f, number(0)), number(5)),
    "power": lambda f: T("^", f, T("/", ONE, number(3))),
    "exponent": lambda f: T("^", number(2), f),
    "pi": lambda f: T("*", Term("pi"), f),
}
REGIMES: dict[str, tuple[Term, str]] = {
    "0+": (number(0), "+"),
    "0-": (number(0), "-"),
    "1+": (ONE, "+"),
    "1-": (ONE, "-"),
    "oo": (INFINITY, ""),
    "-oo": (T("neg", INFINITY), ""),
}
# Where x < 0 has no value: there is nothing to answer.
NO_LIMIT = {(op, r) for op in ("log", "sqrt", "power") for r in ("0-", "-oo")}
CONTEXT = Context(scalars=(Scalar("x"), Scalar("a")), facts=(T(">", X, number(0)),), limit=("x",))
NUMBERS: dict[str, Callable[..., Any]] = {
    "+": lambda *v: sum(v[1:], v[0]),
    "*": lambda *v: mpmath.fprod(v),
    "neg": lambda v: -v,
    "/": lambda v, w: v / w,
    "exp": mpmath.exp,
    "abs": abs,
    "max": max,
    "min": min,
    "relu": lambda v: max(v, 0),
    "sigmoid": lambda v: 1 / (1 + mpmath.exp(-v)),
    "tanh": mpmath.tanh,
    "erfc": mpmath.erfc,
    "arctan": mpmath.atan,
    "softplus": lambda v: mpmath.log1p(mpmath.exp(v)),
    "pi": lambda: +mpmath.pi,
}
HUGE = 4000  # bits of an exponent


class NoValue(Exception):
    """Outside the reals, or too large to compute."""


def value(f: Term, at: dict[str, Any]) -> Any:
    """By mpmath alone."""
    if f.op == "number":
        return mpmath.mpf(f.args[0])
    if f.op == "scalar":
        return at[str(f.args[0])]
    if f.op == "cases":
        return next(value(v, at) for c, v in zip(f.children[::2], f.children[1::2]) if holds(c, at))
    v = [value(c, at) for c in f.children]
    if any(mpmath.mag(x) > HUGE for x in v if x):
        raise NoValue
    if (
        (f.op == "log" and v[0] <= 0)
        or (f.op == "sqrt" and v[0] < 0)
        or (f.op == "/" and v[1] == 0)
        or (f.op == "^" and v[0] <= 0 and v[1] != int(v[1]))
    ):
        raise NoValue
    if f.op in ("log", "sqrt"):
        return getattr(mpmath, f.op)(v[0])
    return v[0] ** v[1] if f.op == "^" else NUMBERS[f.op](*v)


def holds(c: Term, at: dict[str, Any]) -> bool:
    if c.op in ("and", "or"):
        return (all if c.op == "and" else any)(holds(k, at) for k in c.children)
    left, right = (value(side, at) for side in c.children)
    return {
        "=": left == right,
        "≠": left != right,
        "<": left < right,
        "≤": left <= right,
        ">": left > right,
        "≥": left >= right,
    }[c.op]


STEPS = (5, 12, 40, 300, 10**5, 10**12, 10**40)


def near(f: Term, regime: str, at: dict[str, Any]) -> list[Any]:
    """Values on the way, as far as they can be computed."""
    point, side = REGIMES[regime]
    found = []
    for t in map(mpmath.mpf, STEPS):
        x = (
            t
            if regime == "oo"
            else -t
            if regime == "-oo"
            else value(point, {}) + (1 / t if side == "+" else -1 / t)
        )
        try:
            found.append(value(f, {**at, "x": x}))
        except (NoValue, StopIteration, OverflowError):
            continue
    return found


def agrees(f: Term, regime: str, rows: tuple[TableRow, ...], a: Any) -> bool:
    """Whether the numbers on the way go to the value that is answered for this a."""
    at = {"a": a}
    row = next((r for r in rows if r.when is None or holds(r.when, at)), None)
    if row is None or row.value is None:
        return True
    way = near(f, regime, at)
    if not way:
        return True  # nothing can be computed; another regime or shape does
    if "infinity" in {t.op for t in row.value.subterms()}:
        sign = -1 if row.value.op == "neg" else 1
        return sign * way[-1] > 1 and (len(way) < 2 or sign * way[-1] > sign * way[0])
    limit = value(row.value, at)
    gaps = [abs(v - limit) / (1 + abs(limit)) for v in way]
    return gaps[-1] < mpmath.mpf(10) ** -3 or (
        len(gaps) > 2 and gaps[-1] < gaps[-2] < gaps[-3] and gaps[-1] < 0.12
    )


def table(f: Term, regime: str, seconds: float = 30) -> tuple[bool, tuple[TableRow, ...]]:
    """Whether every case is proved, in one claim, and the cases."""
    point, side = REGIMES[regime]
    found = table_of(*approached(CONTEXT, f, "x", point, side), now() + seconds)
    return found.complete, found.rows


def wrong(f: Term, regime: str, rows: tuple[TableRow, ...]) -> str | None:
    with mpmath.workdps(220):
        for a in (mpmath.mpf(2), mpmath.mpf(-3) / 2, mpmath.mpf(0), mpmath.mpf(1), mpmath.mpf(-1)):
            if not agrees(f, regime, rows, a):
                table = [
                    (plain(r.when) if r.when else "", plain(r.value) if r.value else "?")
                    for r in rows
                ]
                return (
                    f"{plain(f)} as x → {regime}, a = {a}: {table}, "
                    f"{[mpmath.nstr(v, 6) for v in near(f, regime, {'a': a})[-3:]]}"
                )
    return None


@pytest.mark.parametrize("op", SHAPES)
def test_limits_of_every_operator(op: str) -> None:
    for regime in REGIMES:
        complete, rows = table(SHAPES[op](X), regime)
        assert complete != ((op, regime) in NO_LIMIT), (op, regime, rows)
        assert wrong(SHAPES[op](X), regime, rows) is None


def with_parameter(op: str) -> Iterator[tuple[str, Term]]:
    """Its argument goes where a says, or to a, or beyond every number whatever a is."""
    yield "oo", SHAPES[op](T("*", A, X))
    yield "0+", SHAPES[op](T("+", A, X))
    yield "oo", SHAPES[op](T("+", A, T("neg", X)))
    yield "-oo", SHAPES[op](T("+", A, T("neg", X)))


# log, √ and the third root of what may be negative, 1/0 and (at a = 0) a jump: not answered for
# every a.
OPEN_WITH_A = {
    ("log", 0),
    ("log", 1),
    ("log", 2),
    ("sqrt", 0),
    ("sqrt", 1),
    ("sqrt", 2),
    ("power", 0),
    ("power", 1),
    ("power", 2),
    ("/", 0),
}


@pytest.mark.parametrize("op", SHAPES)
def test_limits_with_a_parameter(op: str) -> None:
    for k, (regime, f) in enumerate(with_parameter(op)):
        complete, rows = table(f, regime)
        assert (op, k) in OPEN_WITH_A or complete, (op, k, rows)
        assert wrong(f, regime, rows) is None


PAIRS = [
    (u, w)
    for u in SHAPES
    for w in SHAPES
    if NIGHTLY or {"erfc", "arctan"} & {u, w} or (len(u) + len(w)) % 7 == 0
]
ANSWERED_PAIRS = 0.9  # of those with a limit in the reals


@pytest.mark.parametrize("u", sorted({u for u, _ in PAIRS}))
def test_limits_of_one_operator_in_another(u: str) -> None:
    found = tried = 0
    for w in [w for one, w in PAIRS if one == u]:
        for regime in ("oo", "-oo", "0-", "1+") if NIGHTLY else ("oo", "0-"):
            f = SHAPES[u](SHAPES[w](X))
            with mpmath.workdps(220):
                real = len(near(f, regime, {"a": mpmath.mpf(1)})) > 2
            complete, rows = table(f, regime)
            assert wrong(f, regime, rows) is None
            tried, found = tried + real, found + (real and complete)
    assert found >= ANSWERED_PAIRS * tried, (u, found, tried)


@pytest.mark.skipif(not NIGHTLY, reason="long: set SYMATTN_NIGHTLY=1")
@pytest.mark.parametrize("u", SHAPES)
def test_limits_of_pairs_with_a_parameter(u: str) -> None:
    for w in SHAPES:
        for regime, inner in with_parameter(w):
            f = SHAPES[u](inner)
            assert wrong(f, regime, table(f, regime)[1]) is None


E_X, E_AX = T("exp", X), T("exp", T("*", A, X))
OTHERS: dict[str, tuple[str, Term]] = {  # each needs something of its own
    "an exponent with ties": ("oo", T("exp", T("log", T("+", E_X, E_AX)))),
    "an exponent that is not known up to what tends to 0": (
        "oo",
        T("exp", T("*", T("sqrt", X), T("log", T("+", E_X, E_AX)))),
    ),
    "the same below": (
        "oo",
        T("/", ONE, T("exp", T("*", T("sqrt", X), T("log", T("+", E_X, E_AX))))),
    ),
    "a quotient of exponentials with ties": (
        "oo",
        T("/", E_X, T("exp", T("*", number(2), T("log", T("+", E_X, E_AX))))),
    ),
    "log-sum-exp by x": ("oo", T("/", T("log", T("+", E_X, E_AX)), X)),
    "a softmax weight": ("oo", T("/", E_AX, T("+", E_X, E_AX))),
    "a weight at −∞": ("-oo", T("/", E_AX, T("+", E_X, E_AX))),
    "a sum of products": ("oo", T("+", T("*", A, X), T("neg", T("*", A, X)), ONE)),
    "e^{1/x} beside e^{−x}": (
        "oo",
        T(
            "*",
            E_X,
            T(
                "+",
                T("exp", T("+", T("/", ONE, X), T("exp", T("neg", X)))),
                T("neg", T("exp", T("/", ONE, X))),
            ),
        ),
    ),
    "erfc of what grows with ties": ("oo", T("erfc", T("log", T("+", E_X, E_AX)))),
    "arctan of what grows with ties": ("oo", T("arctan", T("log", T("+", E_X, E_AX)))),
    "what is left of π/2": (
        "oo",
        T("*", X, T("+", T("/", Term("pi"), number(2)), T("neg", T("arctan", X)))),
    ),
    "erfc of its own kind": ("oo", T("*", E_X, T("erfc", T("sqrt", X)))),
    "x^x": ("oo", T("/", T("^", X, X), T("exp", X))),
    "a power with a": ("oo", T("^", X, T("neg", T("+", T("^", A, number(2)), ONE)))),
    "the smallest of three": ("oo", T("min", T("*", A, X), X, T("neg", X))),
    "the largest of three": ("oo", T("max", T("*", A, X), X, T("neg", X))),
    "|a x|": ("-oo", T("abs", T("*", A, X))),
    "cases of what moves": (
        "oo",
        T(
            "cases",
            T(">", T("*", A, X), number(3)),
            T("/", A, X),
            T("≤", T("*", A, X), number(3)),
            number(2),
        ),
    ),
    "cases of two conditions that move": (
        "oo",
        T(
            "cases",
            *(T("and", T(">", X, number(0)), T(">", T("*", X, X), number(0))), T("/", A, X)),
            *(T("≤", X, number(0)), number(2)),
        ),
    ),
    "cases of one of two conditions that move": (
        "oo",
        T(
            "cases",
            *(T("or", T("<", X, number(0)), T("<", T("*", X, X), number(0))), number(2)),
            *(T(">", X, number(0)), T("/", A, X)),
        ),
    ),
}


@pytest.mark.parametrize("what", OTHERS)
def test_limits_that_need_something_of_their_own(what: str) -> None:
    regime, f = OTHERS[what]
    complete, rows = table(f, regime)
    assert complete and wrong(f, regime, rows) is None, rows


# log(e^x + e^{ax}) is x + O(1) for a ≤ 1: enough for the limit of e^g, and for no expansion of it.
BOUNDED = T("*", T("sqrt", X), T("log", T("+", E_X, E_AX)))
FALLING = T("exp", T("neg", BOUNDED))
UP_TO_A_BOUND: dict[str, tuple[Term, Term]] = {
    "exp": (T("exp", BOUNDED), INFINITY),
    "exp of the negative": (FALLING, number(0)),
    "a product": (T("*", E_X, T("exp", BOUNDED)), INFINITY),
    "a product that falls": (T("*", E_X, FALLING), number(0)),
    "a quotient": (T("/", E_X, T("exp", BOUNDED)), number(0)),
    "a quotient that grows": (T("/", E_X, FALLING), INFINITY),
}


@pytest.mark.parametrize("what", UP_TO_A_BOUND)
def test_limits_of_what_is_known_up_to_a_factor(what: str) -> None:
    f, end = UP_TO_A_BOUND[what]
    for a in map(mpmath.mpf, (-2, 0, 1)):
        with mpmath.workdps(60):
            way = [mpmath.log(value(f, {"a": a, "x": mpmath.mpf(x)})) for x in (10, 40, 100)]
        falls = end == number(0)
        assert way == sorted(way, reverse=falls) and (way[-1] < -500 if falls else way[-1] > 500)
    context = Context(scalars=CONTEXT.scalars, facts=(*CONTEXT.facts, T("≤", A, ONE)), limit=("x",))
    for other in (INFINITY, number(0), T("neg", INFINITY), ONE):
        relation = T("→", f, other)
        signs = ProvingSigns()
        signs.cell = cell = Sequent(Claim(context, relation), signs=signs)
        assert limit_by_order(cell.meaning, relation, 2) == (other == end)


B, SCORE = Term("scalar", ("b",)), Term("entry", ("s", Term("index", ("j",))))
FAMILY = Context(
    index_sets=(IndexSet("A", Term("scalar", ("n",)), ("c",)),),
    scalars=(Scalar("b"), Scalar("n", True)),
    families=(Family("s", "A", "scalar"),),
    facts=(T(">", B, number(0)), T("≥", Term("scalar", ("n",)), number(2))),
    limit=("b",),
)


def total(body: Term) -> Term:
    return Term("sum", ("j", "A", body))


SUMS: dict[str, tuple[Term, bool]] = {  # with members that have no names; whether it is answered
    "of what stands still": (T("/", total(SCORE), T("+", ONE, T("/", ONE, B))), False),
    "beside a root": (T("*", total(T("/", SCORE, B)), T("sqrt", B)), True),
    "of exponentials that shrink": (
        T("/", T("*", total(T("exp", T("/", SCORE, B))), T("sqrt", B)), T("sqrt", T("+", B, ONE))),
        True,
    ),
    "times what grows": (
        T(
            "+",
            T("*", total(T("*", T("exp", T("neg", B)), SCORE)), T("exp", B)),
            T("/", ONE, T("sqrt", B)),
        ),
        False,
    ),
    "in erfc": (T("erfc", T("/", total(SCORE), B)), True),
    "in arctan": (T("arctan", T("/", total(SCORE), B)), True),
    "in log": (T("/", T("log", total(T("exp", T("*", B, SCORE)))), B), True),
    "in a weight": (
        T(
            "/",
            T("exp", T("*", B, Term("entry", ("s", Term("index", ("c",)))))),
            total(T("exp", T("*", B, SCORE))),
        ),
        True,
    ),
}


@pytest.mark.parametrize("what", SUMS)
def test_limits_of_sums_over_members_without_names(what: str) -> None:
    f, decided = SUMS[what]
    found = table_of(FAMILY, f, now() + 30)
    with mpmath.workdps(60):
        for scores in ([1, -1, 2], [3, 3], [-2, 5, 5, 1]):
            w = World(
                FAMILY,
                {"b": mpmath.mpf(10) ** 9, "n": mpmath.mpf(len(scores))},
                {"A": len(scores)},
                {"s": list(map(mpmath.mpf, scores))},
            )
            row = next((r for r in found.rows if r.when is None or w.holds(r.when)), None)
            assert row is not None or not found.complete
            if row is not None and row.value is not None:
                assert abs(w.value(f) - w.value(row.value)) < 10**-3, (plain(f), plain(row.value))
    assert found.complete == decided


# ---- products in which the constants of an expansion show ----------------------------------------

SMALL = T("/", ONE, X)


def zoomed(op: str) -> Iterator[Term]:
    """What is left of an operator after one, two and three terms of its expansion about 1/2."""
    f, at = SHAPES[op], lambda n: T("+", T("/", ONE, number(2)), T("/", number(n), X))
    yield T("*", X, T("+", f(at(1)), T("neg", f(at(0)))))
    yield T("*", X, X, T("+", f(at(1)), f(at(-1)), T("neg", T("*", number(2), f(at(0))))))
    yield T(
        "*",
        X,
        X,
        X,
        T(
            "+",
            f(at(2)),
            T("neg", T("*", number(2), f(at(1)))),
            T("*", number(2), f(at(-1))),
            T("neg", f(at(-2))),
        ),
    )


@pytest.mark.parametrize(
    "op", sorted(set(SHAPES) - {"max", "min", "relu", "abs", "cases", "pi", "exponent"})
)
def test_derivatives_as_limits(op: str) -> None:
    for f in zoomed(op):
        f = replaced(f, {T("/", number(0), X): number(0)})
        f = replaced(
            f,
            {
                T("/", number(-1), X): T("neg", SMALL),
                T("/", number(-2), X): T("neg", T("/", number(2), X)),
            },
        )
        complete, rows = table(f, "oo")
        assert complete and wrong(f, "oo", rows) is None


# ---- values, derivatives, means ------------------------------------------------------------------


def enclosed(signs: Signs, q: Quotient) -> tuple[Any, Any]:
    lo, hi = signs.enclose_quotient(q, 200)
    return tuple(mpmath.mpf(Fraction(e).numerator) / Fraction(e).denominator for e in (lo, hi))


def holds_value(signs: Signs, q: Quotient, true: Any) -> bool:
    lo, hi = enclosed(signs, q)
    return bool(lo - mpmath.mpf(10) ** -30 <= true <= hi + mpmath.mpf(10) ** -30)


EXPONENTIALS = (
    "exp",
    "sigmoid",
    "tanh",
    "softplus",
    "exponent",
)  # an exponential in an exponent has no value in the ring
AT = [Fraction(1, 2), Fraction(2), Fraction(-3, 2), Fraction(0), Fraction(1)]


@pytest.mark.parametrize("op", SHAPES)
def test_values_at_points(op: str) -> None:
    found = 0
    for x in AT:
        for f in (SHAPES[op](X), SHAPES[op](T("exp", X))):
            with mpmath.workdps(60):
                try:
                    true = value(f, {"x": mpmath.mpf(x.numerator) / x.denominator})
                except NoValue:
                    true = None
                s = at_point(
                    Claim(Context(scalars=(Scalar("x"),)), T("=", f, f)),
                    point_from_json(
                        {
                            "sizes": {},
                            "scalars": {"x": str(x)},
                            "entries": {},
                            "vectors": {},
                            "matrices": {},
                        }
                    ),
                    moving=False,
                )
                try:
                    q = s.scalar(f)
                except Rejected:
                    assert (
                        true is None or (op in EXPONENTIALS and f != SHAPES[op](X)) or op == "power"
                    ), (op, x)
                    continue
                assert true is not None and holds_value(s.signs, q, true), (op, x)
                found += 1
    assert found >= {"log": 8, "sqrt": 9, "/": 9, "power": 8, **dict.fromkeys(EXPONENTIALS, 6)}.get(
        op, 10
    ), found


SMOOTH_OPS = (
    "+",
    "*",
    "neg",
    "/",
    "^",
    "exp",
    "log",
    "sqrt",
    "sigmoid",
    "tanh",
    "erfc",
    "arctan",
    "softplus",
    "exponent",
    "power",
    "pi",
    "abs",
    "max",
    "min",
    "relu",
)


@pytest.mark.parametrize("op", SMOOTH_OPS)
def test_derivatives(op: str) -> None:
    """The derivative's value, as an exp-polynomial in x > 2, at numbers."""
    context = Context(scalars=(Scalar("x"),), facts=(T(">", X, number(2)),))
    for f in (
        SHAPES[op](X),
        SHAPES[op](T("*", X, X)),
        T("*", X, SHAPES[op](T("+", T("*", number(3), X), ONE))),
    ):
        claim = Claim(context, T("=", T("diff", f, X), number(0)))
        signs = ProvingSigns()
        signs.cell = cell = Sequent(claim, signs=signs)
        q = cell.meaning.scalar(claim.goal.children[0])
        for at in (Fraction(5, 2), Fraction(4)):
            with mpmath.workdps(60):
                true = mpmath.diff(
                    lambda y, f=f: value(f, {"x": y}), mpmath.mpf(at.numerator) / at.denominator
                )
                got = number_at(signs, q, "x", at)
                assert got is None or abs(got - true) < mpmath.mpf(10) ** -20 * (1 + abs(true)), (
                    op,
                    plain(f),
                    at,
                )
                assert got is not None, (op, plain(f))


SHIFTED = {n: T("+", number(n), T("exp", X)) for n in (1, 2)}
BELOW: dict[str, tuple[Term, list[int]]] = {  # and the powers of the factors
    "a product": (T("*", SHIFTED[1], SHIFTED[2]), [1, 1]),
    "a power": (T("^", SHIFTED[1], number(3)), [3]),
    "a product of powers": (T("*", T("^", SHIFTED[1], number(2)), SHIFTED[2]), [1, 2]),
}


@pytest.mark.parametrize("what", BELOW)
def test_a_product_below_is_never_multiplied_out(what: str) -> None:
    below, powers = BELOW[what]
    f, signs = T("/", ONE, below), ProvingSigns()
    signs.cell = cell = Sequent(Claim(Context(scalars=(Scalar("x"),)), T("=", f, f)), signs=signs)
    q = cell.meaning.scalar(f)
    assert sorted(k for _, k in q.den) == powers
    for at in (Fraction(5, 2), Fraction(-1)):
        with mpmath.workdps(60):
            true = value(f, {"x": mpmath.mpf(at.numerator) / at.denominator})
            assert abs(number_at(signs, q, "x", at) - true) < mpmath.mpf(10) ** -50


def number_at(signs: Signs, q: Quotient, name: str, at: Fraction) -> Any:
    """A quotient at a number, its functions too."""

    def of(p: ring.Element) -> Any:
        return mpmath.fsum(
            mpmath.mpf(Fraction(c).numerator)
            / Fraction(c).denominator
            * mpmath.fprod(atom(a) ** k for a, k in m)
            * mpmath.exp(
                mpmath.fsum(
                    mpmath.mpf(Fraction(c2).numerator)
                    / Fraction(c2).denominator
                    * mpmath.fprod(atom(a) ** k for a, k in m2)
                    for m2, c2 in e
                )
            )
            for (m, e), c in p.items()
        )

    def atom(a: str) -> Any:
        if a == name:
            return mpmath.mpf(at.numerator) / at.denominator
        function, inner = signs.opaque[a]
        named = {"arctan": "atan"}.get(function, function)
        return +mpmath.pi if a == "π" else getattr(mpmath, named)(quotient(inner))

    def quotient(one: Quotient) -> Any:
        return of(one.numerator) / mpmath.fprod(of(dict(f)) ** k for f, k in one.den)

    return quotient(q)


MEANS: dict[str, Term] = {  # closed forms that are known now, under g ~ N(1, 1/2)
    "+": T("E", T("+", G, ONE)),
    "*": T("E", T("*", G, G)),
    "^": T("E", T("^", G, number(3))),
    "exp": T("E", T("exp", G)),
    "neg": T("E", T("neg", G)),
    "E e^{−g²}": T("E", T("exp", T("neg", T("^", G, number(2))))),
    "pi": T("E", T("*", Term("pi"), G)),
    "/": T("E", T("/", G, number(3))),
    "sigmoid about its mean": T("E", T("sigmoid", T("+", G, T("neg", ONE)))),
    "tanh about its mean": T("E", T("tanh", T("+", G, T("neg", ONE)))),
    "Var": T("Var", G),
    "Var of a square": T("Var", T("^", G, number(2))),
    "Var of exp": T("Var", T("exp", G)),
    ">": T("P", T(">", G, number(0))),
    "<": T("P", T("<", G, number(2))),
    "≥": T("P", T("≥", G, number(2))),
    "≤": T("P", T("≤", T("*", number(-1), G), number(1))),
    "and": T("P", T("and", T(">", G, number(0)), T("<", G, number(2)))),
    "or": T("P", T("or", T("<", G, number(0)), T(">", G, number(2)))),
    "=": T("P", T("=", G, number(0))),
    "≠": T("P", T("≠", G, number(0))),
    "abs": T("P", T("<", T("abs", G), number(1))),
    "abs above": T("P", T(">", T("abs", G), number(1))),
    "max": T("P", T(">", T("max", G, number(0)), ONE)),
    "min": T("P", T("<", T("min", G, number(2)), ONE)),
    "max below": T("P", T("<", T("max", G, number(0)), ONE)),
    "min above": T("P", T(">", T("min", G, number(2)), ONE)),
    "E max": T("E", T("max", G, ONE)),
    "E min": T("E", T("min", G, number(2))),
    "E abs": T("E", T("abs", G)),
    "E relu": T("E", T("relu", G)),
    "E max of two": T("E", T("max", T("*", number(2), G), T("+", G, ONE))),
    "E given": T("E", G, T(">", G, number(0))),
    "E given less": T("E", G, T("<", T("*", number(2), G), ONE)),
    "E of a sum": T("E", T("+", T("relu", G), T("neg", T("abs", G)))),
    "exp in P": T("P", T(">", T("exp", G), number(2))),
    "given": T("P", T(">", G, ONE), T(">", G, number(0))),
}


@pytest.mark.parametrize("what", MEANS)
def test_means_and_probabilities(what: str) -> None:
    context = Context(scalars=(Scalar("g"),), laws=(Law("g", ONE, T("/", ONE, number(2))),))
    term = MEANS[what]
    signs = ProvingSigns()
    signs.cell = cell = Sequent(Claim(context, T("=", term, number(0))), signs=signs)
    if "about its mean" in what:
        from symattn.kernel.chance.laws import with_symmetries

        q = with_symmetries(cell.meaning, {"symmetries": [[], [["g", -1, "g"]]]}).scalar(term)
    else:
        q = cell.meaning.scalar(term)
    with mpmath.workdps(30):
        lo, hi = enclosed(signs, q)
        assert abs((lo + hi) / 2 - expectation(term)) < mpmath.mpf(10) ** -8, what


SIGMOID, STEEP = T("sigmoid", G), T("sigmoid", T("*", number(2), G))
TWO_SIGMOIDS, DEFINED = T("+", SIGMOID, STEEP), Term("defined", ("d", "scalar"))
RATE = Term("entry", ("r", Term("index", ("j",))))
# what the mean is of, and how often E σ(g) + E σ(2g) it is
PARTS: dict[str, tuple[Term, Fraction]] = {
    "a sum": (TWO_SIGMOIDS, Fraction(1)),
    "the negative": (T("neg", TWO_SIGMOIDS), Fraction(-1)),
    "a multiple": (T("*", number(3), TWO_SIGMOIDS), Fraction(3)),
    "a quotient": (T("/", TWO_SIGMOIDS, number(3)), Fraction(1, 3)),
    "what is defined": (DEFINED, Fraction(1)),
}


def known_laws(goal: Term) -> Sequent:
    """g ~ N(1, 1/2), and rates of which not even the number is known."""
    context = Context(
        index_sets=(IndexSet("B", Term("scalar", ("n",)), ()),),
        scalars=(Scalar("g"), Scalar("n", True)),
        families=(Family("r", "B", "scalar"),),
        definitions=(Definition("d", "scalar", (), TWO_SIGMOIDS),),
        facts=(T("≥", Term("scalar", ("n",)), ONE),),
        laws=(Law("g", ONE, T("/", ONE, number(2))),),
    )
    signs = ProvingSigns()
    signs.cell = cell = Sequent(Claim(context, goal), signs=signs)
    return cell


@pytest.mark.parametrize("what", PARTS)
def test_means_part_by_part(what: str) -> None:
    """No closed form is known of either part.

    Over a common denominator they would not be found again.
    """
    f, times = PARTS[what]
    parts = T("+", T("E", SIGMOID), T("E", STEEP))
    with mpmath.workdps(30):
        true = expectation(T("E", replaced(f, {DEFINED: TWO_SIGMOIDS})))
        both = expectation(T("E", SIGMOID)) + expectation(T("E", STEEP))
        assert abs(true - both * times.numerator / times.denominator) < mpmath.mpf(10) ** -12
    s = known_laws(T("=", T("E", f), parts)).meaning
    expected = ring.of(ring.constant(times)) * s.scalar(parts)
    assert s.gap(s.scalar(T("E", f)), expected).is_zero


def test_the_mean_of_a_sum_over_members_without_names() -> None:
    """E Σ_j e^{r_j g} = Σ_j e^{r_j + r_j²/4}"""
    power, closed = (
        T("exp", T("*", RATE, G)),
        T("exp", T("+", RATE, T("/", T("*", RATE, RATE), number(4)))),
    )
    with mpmath.workdps(30):
        for rate in (ONE, T("neg", T("/", number(3), number(2)))):
            one, other = (replaced(f, {RATE: rate}) for f in (power, closed))
            assert abs(expectation(T("E", one)) - value(other, {})) < mpmath.mpf(10) ** -8
    left, right = T("E", Term("sum", ("j", "B", power))), Term("sum", ("j", "B", closed))
    s = known_laws(T("=", left, right)).meaning
    assert s.gap(s.scalar(left), s.scalar(right)).is_zero


def expectation(term: Term) -> Any:
    """By quadrature between the places where an event may change."""

    def mean(f: Callable[[Any], Any]) -> Any:
        return mpmath.quad(
            lambda g: f(g) * mpmath.npdf(g, 1, mpmath.sqrt(mpmath.mpf(1) / 2)),
            [-7, -1, 0, 0.5, mpmath.log(2), 1, 2, 9],
        )

    def indicator(c: Term) -> Callable[[Any], Any]:
        return lambda g: mpmath.mpf(holds(c, {"g": g}))

    if term.op == "P":
        event, *under = map(indicator, term.children)
        return mean(event) if not under else mean(lambda g: event(g) * under[0](g)) / mean(under[0])
    f = lambda g: value(term.children[0], {"g": g})  # noqa: E731
    if len(term.children) > 1:
        part = indicator(term.children[1])
        return mean(lambda g: f(g) * part(g)) / mean(part)
    return mean(f) if term.op == "E" else mean(lambda g: f(g) ** 2) - mean(f) ** 2
