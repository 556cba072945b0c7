"""What a comparison is made of by its derivative.

Claims that are right at numbers, and shapes that are refused.
"""

from __future__ import annotations

import mpmath
import pytest

from symattn.kernel import Claim, Rejected
from symattn.kernel.order.mean_value_theorem import by_growth, by_lipschitz
from symattn.language import Context, Scalar, Term, flattened, number, replaced

from .test_regimes import holds, value

X, Y, K = (Term("scalar", (k,)) for k in "xyk")
ZERO, ONE, TWO, THREE = map(number, range(4))


def T(op: str, *args: Term) -> Term:
    return flattened(op, args) if op in ("+", "*") else Term(op, args)


def minus(a: Term, b: Term) -> Term:
    return Term("+", (a, Term("neg", (b,))))


def claim(goal: Term, *facts: Term) -> Claim:
    return Claim(Context(scalars=(Scalar("x"), Scalar("y"), Scalar("k")), facts=facts), goal)


POSITIVE, BELOW = T(">", X, ZERO), T("<", X, K)
SLOW, FAST = T("+", ONE, X), T("exp", X)
WEAK = {"<": "≤", "≤": "≤", ">": "≥", "≥": "≥"}


@pytest.mark.parametrize("relation", WEAK)
@pytest.mark.parametrize("facts", [(POSITIVE,), (POSITIVE, BELOW)])
def test_growth(facts: tuple[Term, ...], relation: str) -> None:
    """1 + x < e^x for x > 0: ≤ at 0, where < would be wrong, and 1 < e^x."""
    sides = (SLOW, FAST) if relation in "<≤" else (FAST, SLOW)
    at_zero, slopes = (
        c.goal for c in by_growth(claim(Term(relation, sides), *facts), {"variable": "x"})
    )
    assert at_zero == Term(
        WEAK[relation], tuple(replaced(side, {X: ZERO}) for side in sides)
    ) and holds(at_zero, {})
    assert slopes == Term(relation, tuple(T("diff", side, X) for side in sides))
    for at in map(mpmath.mpf, ("0.125", 1, 3)):
        one, other = (mpmath.diff(lambda t, f=f: value(f, {"x": t}), at) for f in sides)
        assert one < other if relation in "<≤" else one > other


NO_GROWTH: dict[str, tuple[Term, tuple[Term, ...], str]] = {
    "an equality": (T("=", SLOW, FAST), (POSITIVE,), "a comparison of numbers"),
    "≠": (T("≠", SLOW, FAST), (POSITIVE,), "a comparison of numbers"),
    "from 1 on, 0 is not where x starts": (
        T("<", SLOW, FAST),
        (POSITIVE, T(">", X, ONE)),
        "expected x > 0",
    ),
    "from where it starts is not known": (T("<", SLOW, FAST), (BELOW,), "expected x > 0"),
    "x may be 0": (T("<", SLOW, FAST), (POSITIVE, T("≥", X, ZERO)), "strict bounds"),
    "x is not 1": (T("<", SLOW, FAST), (POSITIVE, T("≠", X, ONE)), "strict bounds"),
    "a corner": (T("≤", X, T("abs", X)), (POSITIVE,), "smooth functions"),
}


@pytest.mark.parametrize("what", NO_GROWTH)
def test_no_growth(what: str) -> None:
    goal, facts, words = NO_GROWTH[what]
    with pytest.raises(Rejected, match=words):
        by_growth(claim(goal, *facts), {"variable": "x"})


def f(x: Term) -> Term:
    return T("sigmoid", x)


DISTANCE = T("abs", minus(X, Y))
CONSTANTS: dict[str, tuple[Term, Term]] = {  # the right side, and K
    "1": (DISTANCE, ONE), "3": (T("*", THREE, DISTANCE), THREE),
    "a product": (T("*", TWO, K, DISTANCE), T("*", TWO, K)),
    "a fraction": (T("/", DISTANCE, K), T("/", ONE, K)),
}  # fmt: skip
BOUNDS: dict[str, tuple[Term, ...]] = {
    "everywhere": (), "from 0 on": (T(">", X, ZERO), T(">", Y, ZERO)),
    "up to k": (T("<", X, K), T("<", Y, K)),
}  # fmt: skip


@pytest.mark.parametrize("bounds", BOUNDS)
@pytest.mark.parametrize("constant", CONSTANTS)
def test_lipschitz(constant: str, bounds: str) -> None:
    right, k = CONSTANTS[constant]
    made = by_lipschitz(claim(T("≤", T("abs", minus(f(X), f(Y))), right), *BOUNDS[bounds]), {})
    slope = T("diff", f(X), X)
    assert [c.goal for c in made] == [T("≤", slope, k), T("≥", slope, T("neg", k))]
    at = {"x": mpmath.mpf(2), "y": mpmath.mpf(-1), "k": mpmath.mpf(5)}
    assert abs(value(right, at) - value(k, at) * 3) < mpmath.mpf(10) ** -12


LEFT, SHAPE, RIGHT = (
    T("abs", minus(f(X), f(Y))),
    r"expected \|f\(x\) − f\(y\)\| ≤",
    r"expected K \|x − y\| on the right",
)
SAME, NUMBERS = "the same function of x and of y", "two declared numbers"
NO_LIPSCHITZ: dict[str, tuple[Term, str]] = {
    "<, and x may be y": (T("<", LEFT, DISTANCE), SHAPE),
    "≥": (T("≥", LEFT, DISTANCE), SHAPE),
    "e instead of bars": (T("≤", T("exp", minus(f(X), f(Y))), DISTANCE), SHAPE),
    "a product on the left": (T("≤", T("abs", Term("*", (f(X), T("neg", f(Y))))), DISTANCE), SAME),
    "a sum on the left": (T("≤", T("abs", T("+", f(X), T("exp", f(Y)))), DISTANCE), SAME),
    "two functions": (T("≤", T("abs", minus(f(X), T("exp", Y))), DISTANCE), SAME),
    "no bars on the right": (T("≤", LEFT, T("*", THREE, minus(X, Y))), RIGHT),
    "a product in the bars": (T("≤", LEFT, T("abs", Term("*", (X, T("neg", Y))))), RIGHT),
    "no difference in the bars": (T("≤", LEFT, T("abs", T("+", X, T("exp", Y)))), RIGHT),
    "x a number": (T("≤", T("abs", minus(f(ONE), f(Y))), T("abs", minus(ONE, Y))), NUMBERS),
    "y a number": (T("≤", T("abs", minus(f(X), f(ONE))), T("abs", minus(X, ONE))), NUMBERS),
    "x twice": (T("≤", T("abs", minus(f(X), f(X))), T("abs", minus(X, X))), NUMBERS),
    "K moves with x": (T("≤", LEFT, T("*", X, DISTANCE)), "a constant K"),
}


@pytest.mark.parametrize("what", NO_LIPSCHITZ)
def test_no_lipschitz(what: str) -> None:
    goal, words = NO_LIPSCHITZ[what]
    with pytest.raises(Rejected, match=words):
        by_lipschitz(claim(goal), {})


def test_bounds_of_x_that_y_does_not_have() -> None:
    for facts in ((T(">", X, ZERO),), (T(">", X, ZERO), T("<", Y, ZERO)), (T("<", Y, K),)):
        with pytest.raises(Rejected, match="the same bounds of x and y"):
            by_lipschitz(claim(T("≤", LEFT, DISTANCE), *facts), {})
