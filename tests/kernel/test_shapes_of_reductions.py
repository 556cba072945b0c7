"""The claims that a reduction makes of each shape it takes, word for word, and the shapes next to
these, which it refuses.
"""

from __future__ import annotations

from itertools import product

import mpmath
import pytest

from symattn.kernel import Claim, OutsideClass, Rejected
from symattn.kernel.rules.chance_reductions import (
    _negated,
    averaged,
    in_probability,
    inclusion,
    monotone,
)
from symattn.kernel.rules.reductions import attained, termwise, through, triangle
from symattn.language import (
    Context,
    Family,
    IndexSet,
    Law,
    Scalar,
    Term,
    Vector,
    kinds,
    number,
    plain,
    to_json,
)

from .test_regimes import holds

G, K, B, EPS = (Term("scalar", (k,)) for k in ("g", "k", "b", "e"))
U, ZERO, ONE, TWO = Term("vector", ("u",)), *map(number, range(3))


def T(op: str, *args: Term) -> Term:
    return Term(op, args)


def minus(a: Term, b: Term) -> Term:
    return T("+", a, T("neg", b))


def claim(goal: Term) -> Claim:
    """g ~ N(0, 1), ε > 0, b → ∞."""
    context = Context(
        scalars=tuple(map(Scalar, "gkbe")),
        vectors=(Vector("u"),),
        facts=(T(">", EPS, ZERO), T(">", B, ZERO)),
        limit=("b",),
        laws=(Law("g", ZERO, ONE),),
    )
    return Claim(context, goal)


MOVED, HALF = T("*", G, T("exp", T("neg", B))), T("/", ONE, TWO)
TO_0_OR_1 = {">": ZERO, "≥": ZERO, "<": ONE, "≤": ONE}


@pytest.mark.parametrize("op", TO_0_OR_1)
@pytest.mark.parametrize("bound", [EPS, ONE, HALF], ids=plain)
def test_in_probability(op: str, bound: Term) -> None:
    shapes = {
        T("abs", MOVED): (MOVED, ZERO),
        T("norm", T("*", G, U)): (T("*", G, U), Term("zero")),
        T("abs", minus(MOVED, K)): (MOVED, K),
        T("abs", T("+", MOVED, ONE, T("neg", K))): (T("+", MOVED, ONE), K),
        T("abs", minus(K, MOVED)): (minus(K, MOVED), ZERO),
    }
    for distance, ends in shapes.items():
        goal = T("→", T("P", T(op, distance, bound)), TO_0_OR_1[op])
        assert in_probability(claim(goal), {})[0].goal == T("→", *ends)


def test_not_in_probability() -> None:
    far = T(">", T("abs", MOVED), EPS)
    for goal in (
        T("≈", T("P", far), ZERO),
        T("=", T("P", far), ZERO),
        T("→", T("count", far), ZERO),
        T("→", T("P", far, T(">", G, ZERO)), ZERO),
        T("→", T("P", far), ONE),
        T("→", T("P", T("<", T("abs", MOVED), EPS)), ZERO),
        T("→", T("P", T("=", T("abs", MOVED), EPS)), ZERO),
        T("→", T("P", T(">", T("exp", MOVED), EPS)), ZERO),
        T("→", T("P", T(">", T("neg", MOVED), EPS)), ZERO),
        *(
            T("→", T("P", T(">", T("abs", MOVED), e)), ZERO)
            for e in (K, ZERO, B, T("neg", EPS), T("/", ZERO, TWO))
        ),
    ):
        with pytest.raises(Rejected, match="in probability: expected"):
            in_probability(claim(goal), {})


def test_the_opposite_of_an_event() -> None:
    parts = [T(op, a, b) for op in kinds.COMPARISONS for a, b in ((G, K), (K, ONE))]
    joined = [T(op, a, b) for op in ("and", "or") for a in parts for b in parts]
    grid = [dict(zip("gk", map(mpmath.mpf, v))) for v in product((0, 1, 2), repeat=2)]
    for event in (*parts, *joined, T("and", joined[0], joined[-1])):
        assert all(holds(_negated(event), at) is not holds(event, at) for at in grid)
    for op in kinds.LIMITS:
        with pytest.raises(OutsideClass, match="no comparison of numbers"):
            _negated(T(op, G, K))


def test_through_a_number_between() -> None:
    for op, weak in {"<": "≤", "≤": "≤", ">": "≥", "≥": "≥"}.items():
        for side, ways in {"left": (weak, op), "right": (op, weak)}.items():
            made = [
                c.goal for c in through(claim(T(op, K, ONE)), {"term": to_json(B), "side": side})
            ]
            assert made == [T(ways[0], K, B), T(ways[1], B, ONE)]
    for op in ("=", "≠", "→", "≈"):
        with pytest.raises(Rejected, match="expected a comparison of numbers"):
            through(claim(T(op, K, ONE)), {"term": to_json(B), "side": "left"})


def test_a_triangle_gives_at_most() -> None:
    for size, x in (("norm", U), ("abs", K)):
        assert triangle(
            claim(T("≤", T(size, x), B)), {"parts": [[to_json(t) for t in (TWO, x, K)]]}
        )[0].goal == T("=", x, T("*", TWO, x))
        for op in ("<", "≥", "=", "≠"):
            with pytest.raises(Rejected, match="triangle: expected"):
                triangle(
                    claim(T(op, T(size, x), B)), {"parts": [[to_json(t) for t in (TWO, x, K)]]}
                )


def test_one_event_inside_another() -> None:
    small, large = T(">", T("exp", G), TWO), T("and", T(">", G, ZERO), T("<", T("neg", G), K))
    shown = [T("⇒", small, part) for part in large.children] + [
        T("=", x, x) for x in (T("exp", G), T("neg", G))
    ]
    for goal in (T("≤", T("P", small), T("P", large)), T("≥", T("P", large), T("P", small))):
        assert [c.goal for c in inclusion(claim(goal), {})] == shown
    for op in ("<", ">", "=", "≠"):
        with pytest.raises(Rejected, match="inclusion: expected"):
            inclusion(claim(T(op, T("P", small), T("P", large))), {})


def test_a_size_is_averaged() -> None:
    for event in (">", "≥"):
        made = averaged(
            claim(T("≤", T("P", T(event, T("abs", G), EPS)), B)),
            {"of": to_json(G), "most": to_json(K)},
        )
        assert [c.goal for c in made[:2]] == [T(">", EPS, ZERO), T("≤", T("/", T("E", K), EPS), B)]
    with pytest.raises(Rejected, match="with a fixed ε"):
        averaged(
            claim(T("≤", T("P", T("<", T("abs", G), EPS)), B)),
            {"of": to_json(G), "most": to_json(K)},
        )
    for op in ("<", "≥", "="):
        with pytest.raises(Rejected, match="averaged: expected"):
            averaged(claim(T(op, T("abs", T("E", G)), B)), {"of": to_json(G), "most": to_json(K)})


def test_below_a_mean() -> None:
    centred = T("^", minus(G, T("E", G)), TWO)
    shapes = {
        T("E", G): G,
        T("neg", T("E", G)): T("neg", G),
        T("+", T("E", G), ONE): T("+", G, ONE),
        T("*", TWO, T("E", G)): T("*", TWO, G),
        T("/", T("E", G), TWO): T("/", G, TWO),
        T("Var", G): centred,
        T("Var", T("+", G, ONE)): T("^", T("+", G, ONE, T("neg", T("E", T("+", G, ONE)))), TWO),
        T("P", T(">", G, ZERO)): T("cases", T(">", G, ZERO), ONE, T("≤", G, ZERO), ZERO),
    }
    for mean, inner in shapes.items():
        for op in ("<", "≤", ">", "≥"):
            first, *exist = (c.goal for c in monotone(claim(T(op, mean, B)), {}))
            assert first == T(op, inner, B)
            means = {t for t in mean.subterms() if t.op in ("E", "Var")}
            assert means <= {g.children[0] for g in exist}
        for op in ("=", "≠", "→"):
            with pytest.raises(Rejected, match="expected a comparison of numbers"):
                monotone(claim(T(op, mean, B)), {})
    with pytest.raises(Rejected, match="expected a mean or a probability"):
        monotone(claim(T("≤", T("/", K, T("E", G)), B)), {})  # E(k/g) is another number


def test_means_that_have_values() -> None:
    goal = T("≤", T("E", G), B)
    for mean, known in ((T("E", G), ZERO), (T("Var", G), ONE)):
        assert T("=", mean, known) in [
            c.goal for c in monotone(claim(goal), {"values": [[to_json(mean), to_json(known)]]})
        ]
    for wrong, known in ((T("P", T(">", G, ZERO)), HALF), (T("E", G), G), (T("exp", K), ONE)):
        with pytest.raises(Rejected, match="expected numbers as the values of means"):
            monotone(claim(goal), {"values": [[to_json(wrong), to_json(known)]]})


def family(goal: Term) -> Claim:
    context = Context(
        index_sets=(IndexSet("A", Term("scalar", ("n",)), ("a",), "i"),),
        scalars=(Scalar("k"), Scalar("n", True)),
        families=(Family("s", "A", "scalar"), Family("v", "A", "vector")),
        facts=(T("≥", Term("scalar", ("n",)), TWO),),
    )
    return Claim(context, goal)


def at(kind: str, name: str, letter: str) -> Term:
    return Term(kind, (name, Term("index", (letter,))))


def others(body: Term) -> Term:
    return Term("sum", ("j", "A", Term("index", ("a",)), body))


S, V = at("entry", "s", "j"), at("member", "v", "j")


def test_term_by_term() -> None:
    above, large = others(T("exp", S)), T("exp", at("entry", "s", "i"))
    shapes = {
        others(S): at("entry", "s", "i"),
        T("abs", others(S)): T("abs", at("entry", "s", "i")),
        T("norm", others(V)): T("norm", at("member", "v", "i")),
    }
    for left, one in shapes.items():
        assert [c.goal for c in termwise(family(T("≤", left, above)), {})] == [T("≤", one, large)]
        scaled = T("≤", T("*", K, left), T("*", K, above))
        assert [c.goal for c in termwise(family(scaled), {})] == [
            T("≤", one, large),
            T("≥", K, ZERO),
        ]
        for op in ("<", "≥", "="):
            with pytest.raises(Rejected, match="termwise: expected"):
                termwise(family(T(op, left, above)), {})
    for sides in ((K, above), (others(S), K), (T("exp", others(S)), above)):
        with pytest.raises(Rejected, match="termwise: expected"):
            termwise(family(T("≤", *sides)), {})


def test_a_maximum_is_attained() -> None:
    most = Term("most", ("j", "A", S))
    goals = [c.goal for c in attained(family(T("≤", most, K)), {"of": to_json(most)})]
    assert goals[:2] == [T("≤", at("entry", "s", m), K) for m in "ai"]
    for goal, largest in ((T("→", most, K), most), (T("≤", others(S), K), others(S))):
        with pytest.raises(Rejected, match="attained: expected a comparison with the maximum"):
            attained(family(goal), {"of": to_json(largest)})
