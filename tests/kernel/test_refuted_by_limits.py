"""Refutations by what tends elsewhere: of limits and equalities, and of nothing else.

Every row that is refused would refute what is true, or say more than is known.
"""

from __future__ import annotations

from typing import Any

import mpmath
import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.language import (
    Context,
    Family,
    IndexSet,
    Law,
    Matrix,
    Scalar,
    Term,
    Vector,
    number,
    plain,
)

B, G = Term("scalar", ("b",)), Term("scalar", ("g",))
V, U, M = (
    Term("member", ("v", Term("index", ("a",)))),
    Term("vector", ("u",)),
    Term("matrix", ("M",)),
)
ZERO, ONE, TWO = number(0), number(1), number(2)


def T(op: str, *args: Term) -> Term:
    return Term(op, args)


SQUARE, FALL = T("E", T("*", G, G)), T("exp", T("neg", B))
GONE = T("exp", T("neg", T("*", B, G)))  # where g > 0
SIZE = T("+", T("abs", G), T("exp", T("neg", T("*", B, G, G))))
POINT = {
    "sizes": {"A": 2},
    "scalars": {"b": "1", "g": "1"},
    "entries": {},
    "vectors": {"v": [["1"], ["0"]], "u": [["0"]]},
    "matrices": {"M": [["1"]]},
}
MEANS: dict[str, Any] = {"rule": "means_tend_elsewhere", "trees": []}
FORM = [["1", [["g", 1]], []]]
SIGN = {"of": FORM, "is": ">", "by": [["1", ["c0"], [], []]]}
EVENT: dict[str, Any] = {"rule": "fails_on_event", "forms": [FORM], "signs": [SIGN]}  # g > 0


def claim(goal: Term, *facts: Term) -> Claim:
    """g ~ N(0, 1), and b → ∞."""
    used = {
        str(t.args[0])
        for f in (goal, *facts)
        for t in f.subterms()
        if t.op in ("vector", "matrix", "member")
    }
    context = Context(
        index_sets=(IndexSet("A", TWO, ("a", "c")),) if "v" in used else (),
        scalars=(Scalar("b"), Scalar("g")),
        limit=("b",),
        families=(Family("v", "A", "vector"),) if "v" in used else (),
        vectors=(Vector("u"),) if "u" in used else (),
        matrices=(Matrix("M"),) if "M" in used else (),
        facts=(T(">", B, ZERO), *facts),
        laws=(Law("g", ZERO, ONE),),
    )
    return Claim(context, goal)


def refuted(of: Claim, node: dict[str, Any]) -> str:
    context = of.context
    kept = {
        "sizes": {s.key for s in context.index_sets},
        "vectors": {v.key for v in (*context.vectors, *context.families)},
        "matrices": {m.key for m in context.matrices},
        "scalars": {"b", "g"},
        "entries": set(),
    }
    point = {
        kind: {k: v for k, v in values.items() if k in kept[kind]} for kind, values in POINT.items()
    }
    return replay(
        of, {"format": 1, "kernel": "0.1", "refutation": {"signs": [], **node, "point": point}}
    ).verdict


FALSE: dict[str, tuple[Term, dict[str, Any]]] = {
    "a limit of means": (T("→", SQUARE, TWO), MEANS),
    "an equality of means": (T("=", SQUARE, TWO), MEANS),
    "an equality whose right side moves": (T("=", SQUARE, T("+", TWO, FALL)), MEANS),
    "a mean times a vector": (T("→", T("*", SQUARE, V), Term("zero")), MEANS),
    "a limit on an event": (T("→", GONE, ONE), EVENT),
    "≈ on an event": (T("≈", GONE, ONE), EVENT),
    "left of ⇒ holds": (T("⇒", T(">", G, ZERO), T("→", GONE, ONE)), EVENT),
    "a vector on an event": (T("→", T("*", T("+", ONE, GONE), V), Term("zero")), EVENT),
}


@pytest.mark.parametrize("what", FALSE)
def test_refuted(what: str) -> None:
    goal, node = FALSE[what]
    assert refuted(claim(goal), node) == "refuted"


ELSE, LEFT = "not shown to be another one", "what stands left of ⇒"
LIMIT, NUMBERS = "expected a limit or an equality", "expected a limit of numbers or vectors"
NOT_REFUTED: dict[str, tuple[Claim, dict[str, Any], str]] = {
    **{f"means {op}": (claim(T(op, SQUARE, TWO)), MEANS, LIMIT) for op in "≤<≠≈"},
    "means under ⇒": (
        claim(T("⇒", T("<", B, ONE), T("→", SQUARE, TWO))),
        MEANS,
        "expected a limit or an equality|limit",
    ),
    "the right side moves": (claim(T("→", SQUARE, T("+", TWO, FALL))), MEANS, ELSE),
    "the limit is the same": (claim(T("→", SQUARE, ONE)), MEANS, ELSE),
    **{f"an event {op}": (claim(T(op, GONE, TWO)), EVENT, NUMBERS) for op in "≤<≠="},
    "an event ≫": (claim(T("≫", T("+", B, GONE), ONE)), EVENT, NUMBERS),
    "left of ⇒ fails": (claim(T("⇒", T("<", G, ZERO), T("→", SIZE, T("neg", G)))), EVENT, LEFT),
    "left of ⇒ a limit": (claim(T("⇒", T("→", GONE, TWO), T("→", GONE, ONE))), EVENT, LEFT),
    **{
        f"a hypothesis about {what}": (
            claim(T("→", T("*", T("+", ONE, GONE), V), Term("zero")), fact),
            EVENT,
            ELSE,
        )
        for what, fact in {
            "members": T("=", T("dot", V, V), ONE),
            "vectors": T("=", T("dot", U, U), ZERO),
            "a matrix": T("=", T("dot", Term("zero"), T("apply", M, Term("zero"))), ZERO),
            "the zero vector": T("=", T("norm", Term("zero")), ZERO),
        }.items()
    },
}


@pytest.mark.parametrize("what", NOT_REFUTED)
def test_not_refuted(what: str) -> None:
    of, node, words = NOT_REFUTED[what]
    with pytest.raises(Rejected, match=words):
        refuted(of, node)


def test_what_the_rows_say_is_so_at_numbers() -> None:
    assert abs(mpmath.quad(lambda g: g * g * mpmath.npdf(g), [-9, 0, 9]) - 1) < mpmath.mpf(10) ** -8
    assert mpmath.exp(-100 * mpmath.mpf("0.5")) < mpmath.mpf(10) ** -20  # e^{−bg} → 0 where g > 0
    g = mpmath.mpf("-0.5")  # |g| + e^{−bg²} → −g where g < 0
    assert abs(abs(g) + mpmath.exp(-100 * g * g) + g) < mpmath.mpf(10) ** -10


@pytest.mark.parametrize("relation", ["≠", "≈", "=", "≤"])
def test_the_limit_of_means_proves_limits_only(relation: str) -> None:
    head = {
        "format": 1,
        "kernel": "0.1",
        "model": {**POINT, "sizes": {}, "vectors": {}, "matrices": {}},
    }
    with pytest.raises(Rejected):
        replay(
            claim(T(relation, SQUARE, ONE)),
            {**head, "proof": {"rule": "limit_of_expectations", "trees": []}},
        )


AT_ONE = {"rule": "fails_at_point"}  # g = 1, one value of many
OPENLY = [T("=", G, ZERO), T("≤", G, ZERO), T("<", G, ZERO), T("≥", G, TWO), T(">", G, TWO)]
NOT_OPENLY = [
    *(T("≠", G, ONE), T("<", G, ONE), T(">", G, ONE)),  # these fail there, with probability 0
    *(T("=", G, ONE), T("≤", G, ONE), T("≥", G, ONE), T("≤", G, TWO), T("≥", G, ZERO)),
]


@pytest.mark.parametrize("goal", OPENLY, ids=plain)
def test_what_fails_around_a_sample_is_false(goal: Term) -> None:
    assert refuted(claim(goal), AT_ONE) == "refuted"


@pytest.mark.parametrize("goal", NOT_OPENLY, ids=plain)
def test_what_fails_at_one_sample_may_hold_almost_surely(goal: Term) -> None:
    with pytest.raises(Rejected, match="has probability 0"):
        refuted(claim(goal), AT_ONE)
