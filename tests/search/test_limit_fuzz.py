"""Random terms with random parameters: every decided case is compared with numbers.

SYMATTN_NIGHTLY=1 tries 5,000 instead of 30.
"""

from __future__ import annotations

import os
import random
from typing import Any

import mpmath
import pytest

from symattn.language import Context, Scalar, Term, flattened, number, plain
from symattn.search.cases.limit_table import table_of
from symattn.search.clock import now

COUNT = 5000 if os.environ.get("SYMATTN_NIGHTLY") else 30
BATCHES = 10
B, N = Term("scalar", ("b",)), Term("scalar", ("n",))
PARAMETERS = [Term("scalar", (k,)) for k in "pqr"]
CONTEXT = Context(
    scalars=(Scalar("b"), *(Scalar(k) for k in "pqr"), Scalar("n", True)),
    facts=(Term(">", (B, number(0))), Term("≥", (N, number(2)))), limit=("b",),
)  # fmt: skip


def T(op: str, *args: Term) -> Term:
    return flattened(op, args) if op in ("+", "*") else Term(op, args)


def score(r: random.Random) -> Term:
    """Something linear in b, to be exponentiated."""
    factor = r.choice([*PARAMETERS, *PARAMETERS, number(1), number(2), Term("neg", (number(1),))])
    if r.random() < 0.2:
        factor = T(
            "+", factor, r.choice([*PARAMETERS, number(1), Term("neg", (r.choice(PARAMETERS),))])
        )
    return T("*", factor, B)


def positive(r: random.Random, depth: int) -> Term:
    """A term that is > 0."""
    kind = r.randrange(9) if depth else r.randrange(3)
    if kind == 0:
        return T("exp", score(r))
    if kind == 1:
        return r.choice([number(1), number(3), N, B, Term("pi")])
    if kind == 2:
        return T("sigmoid", score(r))
    if kind in (3, 4):
        return T("+", *(positive(r, depth - 1) for _ in range(r.choice([2, 2, 3]))))
    if kind == 5:
        return T("*", positive(r, depth - 1), positive(r, depth - 1))
    if kind == 8:
        return T("softplus", r.choice([score(r), T("/", positive(r, 0), B)]))
    if kind == 7:
        return T(
            "erfc",
            r.choice(
                [
                    score(r),
                    T("/", positive(r, 0), B),
                    T("+", r.choice(PARAMETERS), T("neg", B)),
                    T("log", positive(r, 0)),
                ]
            ),
        )
    return T(
        r.choice(["sqrt", "exp"]), T("/", number(1), T("+", number(1), positive(r, depth - 1)))
    )


def term(r: random.Random, depth: int = 2) -> Term:
    kind = r.randrange(10)
    if kind <= 2:
        return T("/", positive(r, depth), T("+", positive(r, depth), positive(r, depth)))
    if kind == 3:
        return T("/", T("log", positive(r, depth)), B)
    if kind == 4:
        return T("+", positive(r, depth), T("neg", positive(r, depth)))
    if kind == 5:
        return T(
            "*",
            r.choice([B, r.choice(PARAMETERS)]),
            term(r, depth - 1) if depth else positive(r, 0),
        )
    if kind == 6:
        return T(
            "+",
            T("sqrt", T("+", T("^", B, number(2)), T("*", r.choice(PARAMETERS), B))),
            T("neg", B),
        )
    if kind == 7:
        return T(
            r.choice(["max", "min"]),
            T("*", r.choice(PARAMETERS), B),
            r.choice([B, T("*", r.choice(PARAMETERS), B), number(1)]),
        )
    if kind == 9:
        return T(
            "*",
            r.choice([number(1), B]),
            T("exp", T("^", score(r), number(2))),
            T("erfc", score(r)),
        )
    return T(
        r.choice(["tanh", "arctan", "arctan", "abs", "relu", "softplus"]),
        T("+", score(r), r.choice([number(1), *PARAMETERS])),
    )


FUNCTIONS: dict[str, Any] = {
    "+": lambda *v: sum(v[1:], v[0]), "*": lambda *v: mpmath.fprod(v), "neg": lambda x: -x,
    "/": lambda x, y: x / y, "^": lambda x, y: x**y, "exp": mpmath.exp,
    "log": mpmath.log, "sqrt": mpmath.sqrt, "max": max, "min": min, "tanh": mpmath.tanh,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)), "abs": abs, "relu": lambda x: max(x, 0),
    "arctan": mpmath.atan, "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "erfc": lambda x: tail(x), "pi": lambda: +mpmath.pi,
}  # fmt: skip


def tail(x: Any) -> Any:
    """erfc, by its asymptotic series where mpmath gives up."""
    if abs(x) < 10**6:
        return mpmath.erfc(x)
    return (
        2 - tail(-x)
        if x < 0
        else mpmath.exp(-x * x) / (x * mpmath.sqrt(mpmath.pi)) * (1 - 1 / (2 * x * x))
    )


def value(t: Term, at: dict[str, Any]) -> Any:
    if t.op == "number":
        return mpmath.mpf(t.args[0])
    if t.op == "scalar":
        return at[str(t.args[0])]
    if t.op == "infinity":
        return mpmath.inf
    if t.op == "count":
        return mpmath.mpf(sum(holds(c, at) for c in t.children))
    return FUNCTIONS[t.op](*(value(c, at) for c in t.children))


def holds(t: Term, at: dict[str, Any]) -> bool:
    if t.op in ("and", "or"):
        return (all if t.op == "and" else any)(holds(c, at) for c in t.children)
    x, y = (value(c, at) for c in t.children)
    return bool({"=": x == y, "≠": x != y, "<": x < y, "≤": x <= y, ">": x > y, "≥": x >= y}[t.op])


def contradicts(t: Term, limit: Any, at: dict[str, Any]) -> bool:
    """Whether numbers at growing b are clearly not on their way to the limit."""
    with mpmath.workdps(1600):
        ys = [value(t, {**at, "b": mpmath.mpf(b)}) for b in (40, 120, 400)]
        if mpmath.isinf(limit):
            ys = [y * mpmath.sign(limit) for y in ys]
            return not ys[0] < ys[1] < ys[2]
        gaps = [abs(y - limit) for y in ys]
        return bool(gaps[2] > mpmath.mpf("0.02") and gaps[2] > mpmath.mpf("0.85") * gaps[1])


def test_a_function_of_the_largest_score_is_left_open_without_its_pretend_name() -> None:
    many = T("log", T("+", *(T("exp", T("*", p, B)) for p in (*PARAMETERS, number(5)))))
    table = table_of(CONTEXT, T("/", number(1), T("+", number(1), T("/", many, B))), now() + 2)
    assert not any(
        "!" in plain(side)
        for row in table.rows
        for side in (row.when, row.value)
        if side is not None
    )


@pytest.mark.parametrize("batch", range(BATCHES))
def test_decided_cases_agree_with_numbers(batch: int) -> None:
    r = random.Random(1000 + batch)
    decided = 0
    for _ in range(COUNT // BATCHES):
        t = term(r)
        table = table_of(CONTEXT, t, now() + 0.4)
        decided += table.complete
        for _ in range(4):
            at = {
                k: mpmath.mpf(r.choice([-2, -1, 0, 0, 1, 2])) / r.choice([1, 1, 2]) for k in "pqr"
            } | {"n": mpmath.mpf(r.choice([2, 3, 5]))}
            row = next((row for row in table.rows if row.when is None or holds(row.when, at)), None)
            assert row is not None or not table.complete, f"no case of {plain(t)} holds at {at}"
            if row is not None and row.value is not None:
                assert not contradicts(t, value(row.value, at), at), (
                    f"{plain(t)} → {plain(row.value)} at {at}"
                )
    assert decided, "some are decided"
