"""A comparison with a maximum means the same as what is made of it, at numbers.

What a term is made of.
"""

from __future__ import annotations

from itertools import product

import mpmath
import pytest

from symattn.kernel.order.mean_value_theorem import SMOOTH
from symattn.kernel.order.parts_of_maxima import (
    CONTINUOUS,
    ops,
    without_abs,
    without_max,
)
from symattn.language import Context, Definition, Scalar, Term, kinds, number

from .test_regimes import holds

X, Y, Z = (Term("scalar", (k,)) for k in "xyz")
GRID = [dict(zip("xyz", map(mpmath.mpf, v))) for v in product((-2, -1, 0, 1, 2), repeat=3)]
SIDES = {
    "max on the right": (X, Term("max", (Y, Z))),
    "max on the left": (Term("max", (Y, Z)), X),
    "min on the right": (X, Term("min", (Y, Z))),
    "min on the left": (Term("min", (Y, Z)), X),
}


def agree(one: Term, other: Term) -> bool:
    return all(holds(one, at) == holds(other, at) for at in GRID)


@pytest.mark.parametrize("relation", kinds.COMPARISONS)
@pytest.mark.parametrize("sides", SIDES)
def test_without_a_maximum_it_says_the_same(sides: str, relation: str) -> None:
    condition = Term(relation, SIDES[sides])
    found = without_max(condition)
    assert agree(condition, found)
    assert (found is condition) == (relation == "≠")
    assert relation in "=≠" or not {"max", "min"} & {t.op for t in found.subterms()}
    one = Term(
        relation,
        tuple(Term(t.op, t.children[:1]) if len(t.children) > 1 else t for t in condition.children),
    )
    assert relation in "=≠" or without_max(one).op in kinds.COMPARISONS


@pytest.mark.parametrize("relation", kinds.COMPARISONS)
def test_without_bars_it_says_the_same(relation: str) -> None:
    for sides in (
        (Term("abs", (X,)), Y),
        (X, Term("abs", (Y,))),
        (Term("abs", (X,)), Term("abs", (Z,))),
    ):
        condition = Term(relation, sides)
        plain = without_abs(condition)
        assert agree(condition, plain) and "abs" not in {t.op for t in plain.subterms()}


@pytest.mark.parametrize("relation", kinds.LIMITS)
def test_a_limit_is_no_comparison(relation: str) -> None:
    for sides in (SIDES["max on the right"], SIDES["min on the left"]):
        limit = Term(relation, sides)
        assert without_max(limit) is limit


def test_what_a_term_is_made_of() -> None:
    """Definitions unfolded, one inside another; x^{1/2} is a power, x² is not."""
    half = Term("/", (number(1), number(2)))
    inner, outer = (Term("defined", (name, "scalar")) for name in ("inner", "outer"))
    context = Context(
        scalars=(Scalar("x"),),
        definitions=(
            Definition("inner", "scalar", (), Term("relu", (X,))),
            Definition("outer", "scalar", (), Term("neg", (inner,))),
        ),
    )
    assert ops(context, Term("^", (X, number(2)))) == {"^", "scalar", "number"}
    assert ops(context, Term("^", (X, half))) == {"power", "scalar", "/", "number"}
    assert ops(context, outer) == {"defined", "neg", "relu", "scalar"}


def test_what_counts_as_continuous_or_smooth_stands_here_once_more() -> None:
    smooth = {
        *(
            "number",
            "pi",
            "scalar",
            "entry",
            "member",
            "vector",
            "index",
            "defined",
            "+",
            "neg",
            "*",
            "/",
            "^",
        ),
        *("exp", "log", "sigmoid", "tanh", "erfc", "arctan", "softplus", "dot", "sum"),
    }
    assert smooth == SMOOTH
    more = {
        "matrix",
        "identity",
        "zero",
        "abs",
        "max",
        "min",
        "outer",
        "apply",
        "=",
        "≤",
        "<",
        "≥",
        ">",
    }
    assert smooth | more | set(kinds.CHANCE) == CONTINUOUS
