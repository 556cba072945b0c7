"""Every operator through every rule of proof.

What a rule accepts, by itself and with all signs it can prove, holds at numbers.

Relations of a term with its operator outside, inside another and at ±x are put to each rule;
nothing has to be accepted, but what is may not fail at a point of the hypotheses, nor on the way to
a limit.  SYMATTN_NIGHTLY=1 tries all of them, otherwise every eleventh.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import mpmath
import pytest

from symattn.kernel import Claim, Rejected
from symattn.kernel.rules import rule_table
from symattn.kernel.rules.sequent import Sequent
from symattn.language import Context, Scalar, Term, TermError, number, plain
from symattn.language.kinds import COMPARISONS, LIMITS
from symattn.search.sign_search.positivity import ProvingSigns

from .test_regimes import INFINITY, SHAPES, NoValue, T, holds, value

NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
X, A, ONE = Term("scalar", ("x",)), Term("scalar", ("a",)), number(1)
RULES = (
    "equality",
    "order",
    "norm_by_squares",
    "powers",
    "limit_by_dominance",
    "infinite_limit",
    "limit_by_expansion",
    "limit_by_counting_ties",
)
POWERS = {"powers": ("3", "1/2", "1/3", "3/2")}
CONTEXT = Context(
    scalars=(Scalar("x"), Scalar("a")), facts=(T(">", X, number(0)), T(">", A, ONE)), limit=("x",)
)
STILL = Context(scalars=CONTEXT.scalars, facts=CONTEXT.facts)
POINTS = [
    {"x": mpmath.mpf(p) / 4, "a": mpmath.mpf(q) / 4}
    for p, q in ((1, 5), (2, 8), (4, 6), (5, 40), (13, 5), (40, 9))
]
WAY = (12, 40, 300, 10**5, 10**12)


def claims(op: str) -> Iterator[tuple[Context, Term]]:
    """Relations of the operator's terms with others, half of them or more false."""
    f = SHAPES[op]
    inner = (X, T("neg", X), T("*", A, X), T("/", ONE, X), T("+", A, T("neg", X)))
    for arg in inner:
        left = f(arg)
        for right in (
            number(0),
            ONE,
            arg,
            T("neg", left),
            f(T("neg", arg)),
            T("+", left, T("/", ONE, X)),
            f(f(arg)),
        ):
            yield from ((STILL, T(relation, left, right)) for relation in COMPARISONS)
            yield from ((CONTEXT, T(relation, left, right)) for relation in LIMITS)
        for right in (INFINITY, T("neg", INFINITY), f(number(0)), f(ONE), A):
            yield CONTEXT, T("→", left, right)
        yield CONTEXT, T("→", T("*", X, left), ONE)
        yield CONTEXT, T("→", T("+", left, T("neg", arg)), number(0))


def accepted(rule: str, context: Context, goal: Term, power: str = "1") -> bool:
    signs = ProvingSigns()
    signs.quick = True
    signs.cell = cell = Sequent(Claim(context, goal), signs=signs)
    try:
        rule_table.RULES[rule].run(cell, {"order": 3, "power": power})
    except (Rejected, TermError):
        return False
    return True


def fails(goal: Term) -> str | None:
    """Where a relation fails, by numbers."""
    with mpmath.workdps(120):
        if goal.op in COMPARISONS:
            return next((f"at {at}" for at in POINTS if not _close(goal, at)), None)
        for a in (mpmath.mpf(5) / 4, mpmath.mpf(2), mpmath.mpf(7)):
            way = [v for t in WAY if (v := _gap(goal, {"x": mpmath.mpf(t), "a": a})) is not None]
            if len(way) > 2 and not _goes(goal, way):
                return f"a = {a}: {[mpmath.nstr(v, 5) for v in way]}"
    return None


def _close(goal: Term, at: dict[str, Any]) -> bool:
    """Whether a comparison holds at a point, up to rounding.

    So it does where a side has no value: that is another rule's affair.
    """
    try:
        left, right = (value(side, at) for side in goal.children)
    except (NoValue, StopIteration, OverflowError):
        return True
    same = abs(left - right) <= mpmath.mpf(10) ** -60 * (abs(left) + abs(right))
    return (
        same
        if goal.op == "="
        else same
        and goal.op in ("≤", "≥")
        or holds(goal, at)
        and not (same and goal.op in ("<", ">", "≠"))
    )


def _gap(goal: Term, at: dict[str, Any]) -> Any:
    infinite = "infinity" in {t.op for t in goal.children[1].subterms()}
    try:
        return value(goal.children[0], at) - (0 if infinite else value(goal.children[1], at))
    except (NoValue, StopIteration, OverflowError):
        return None


def _goes(goal: Term, way: list[Any]) -> bool:
    right = goal.children[1]
    if goal.op == "≫" or right == INFINITY:
        return bool(way[-1] > 1 and way[-1] > way[0])
    if right.op == "neg" and right.children[0] == INFINITY:
        return bool(way[-1] < -1 and way[-1] < way[0])
    return bool(
        abs(way[-1]) < mpmath.mpf(10) ** -3
        or abs(way[-1]) < abs(way[-2]) < abs(way[0])
        and abs(way[-1]) < 0.12
    )


COUNTS: Counter[str] = Counter()
TRIED: set[str] = set()


@pytest.mark.parametrize("op", SHAPES)
def test_what_a_rule_accepts_holds_at_numbers(op: str) -> None:
    TRIED.add(op)
    for k, (context, goal) in enumerate(claims(op)):
        if not NIGHTLY and k % 11 != len(op) % 11:
            continue
        for rule in RULES:
            if ("limit" in rule) != (goal.op in LIMITS):
                continue
            if any(accepted(rule, context, goal, power) for power in POWERS.get(rule, ("",))):
                assert fails(goal) is None, f"{rule}: {plain(goal)}, {fails(goal)}"
                COUNTS[rule] += 1


def test_every_rule_accepts_something() -> None:
    for op in SHAPES:
        if op not in TRIED:  # the test above was run for some, or elsewhere
            test_what_a_rule_accepts_holds_at_numbers(op)
    assert set(COUNTS) >= {
        "equality",
        "order",
        "powers",
        "limit_by_dominance",
        "infinite_limit",
        "limit_by_expansion",
    }, COUNTS


# ---- comparisons with what is the largest, the smallest or an absolute value ---------------------

Y = Term("scalar", ("y",))
APART = Context(scalars=(Scalar("x"), Scalar("y")), facts=(T(">", X, number(2)), T("<", Y, ONE)))
SIDES = {
    "x, max(y, 1)": (X, T("max", Y, ONE)), "x, max(y, x)": (X, T("max", Y, X)),
    "x, max(x, y)": (X, T("max", X, Y)), "x, min(y, 3)": (X, T("min", Y, number(3))),
    "x, min(y, 1)": (X, T("min", Y, ONE)), "y, min(x, 3)": (Y, T("min", X, number(3))),
    "y, max(x, 3)": (Y, T("max", X, number(3))), "y, max(y, −1)": (Y, T("max", Y, T("neg", ONE))),
    "|x|, y": (T("abs", X), Y), "|x|, x": (T("abs", X), X),
    "|y − x|, 1": (T("abs", T("+", Y, T("neg", X))), ONE), "|y|, −1": (T("abs", Y), T("neg", ONE)),
    "max(x, y), min(x, y)": (T("max", X, Y), T("min", X, Y)), "|y|, y": (T("abs", Y), Y),
    "max of three": (T("max", Y, ONE, X), X), "relu(x), x": (T("relu", X), X),
    "relu(y), −1": (T("relu", Y), T("neg", ONE)),
}  # fmt: skip
# True, and not known without a case: which of y and a number is larger, what relu and |y| are.
OPEN = {
    ("y, min(x, 3)", "≠"),
    ("y, max(x, 3)", "≠"),
    ("|y|, −1", "≠"),
    ("relu(y), −1", ">"),
    ("relu(y), −1", "≥"),
    ("relu(y), −1", "≠"),
}
PLACES = [
    {"x": mpmath.mpf(p) / 4, "y": mpmath.mpf(q) / 4}
    for p in (9, 12, 16, 40)
    for q in (-40, -8, -4, -1, 0, 1, 3)
]


@pytest.mark.parametrize("form", SIDES)
def test_comparisons_with_the_largest_and_the_smallest(form: str) -> None:
    for sides in (SIDES[form], SIDES[form][::-1]):
        for relation in COMPARISONS:
            goal = T(relation, *sides)
            true = all(holds(goal, at) for at in PLACES)
            found = accepted("order" if relation != "=" else "equality", APART, goal)
            mirrored = (
                relation
                if sides == SIDES[form]
                else {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}.get(relation, relation)
            )
            assert found == (true and (form, mirrored) not in OPEN), (plain(goal), found, true)
