"""Confusions of query, key and value, of a matrix and its transpose, of an order: all false, and
refuted in general position."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symattn.kernel import Claim
from symattn.kernel.rules.points import at_point
from symattn.language import (
    Context,
    Family,
    IndexSet,
    Matrix,
    Scalar,
    Term,
    Vector,
    number,
)
from symattn.search.failures.models import points

from .asked import is_right, judged, words_of


def term(op: str, *args: Term) -> Term:
    return Term(op, args)


def member(family: str, index: str) -> Term:
    return Term("member", (family, Term("index", (index,))))


def apply(matrix: Term, x: Term) -> Term:
    return term("apply", matrix, x)


def dot(x: Term, y: Term) -> Term:
    return term("dot", x, y)


def norm(x: Term) -> Term:
    return term("norm", x)


n = Term("scalar", ("n",))
q, x, y = (Term("vector", (name,)) for name in "qxy")
W, U = (Term("matrix", (name,)) for name in "WU")
ka, kb, va, vb, ki = (
    member("k", "a"),
    member("k", "b"),
    member("v", "a"),
    member("v", "b"),
    member("k", "i"),
)
FREE = Context(
    index_sets=(IndexSet("I", n, ("a", "b"), "i"),),
    scalars=(Scalar("n", True),),
    families=(Family("k", "I", "vector"), Family("v", "I", "vector")),
    vectors=(Vector("q"), Vector("x"), Vector("y")),
    matrices=(Matrix("W"), Matrix("U")),
    facts=(term("≥", n, number(2)),),
)
ORTHONORMAL = replace(FREE, families=tuple(replace(f, norm=number(1)) for f in FREE.families))

FALSE = {
    "a key is its value": term("=", ka, va),
    "scores of a key and a value": term("=", dot(ka, q), dot(va, q)),
    "key by value the other way round": term("=", dot(ka, vb), dot(kb, va)),
    "an outer product and its transpose": term(
        "=", apply(term("outer", va, ka), q), apply(term("outer", ka, va), q)
    ),
    "the outer products themselves": term("=", term("outer", va, ka), term("outer", ka, va)),
    "two matrices on one vector": term("=", apply(W, x), apply(U, x)),
    "a matrix and its transpose": term("=", dot(apply(W, x), y), dot(x, apply(W, y))),
    "the order of two matrices": term("=", apply(W, apply(U, x)), apply(U, apply(W, x))),
    "one matrix on a key and a value": term("=", apply(W, ka), apply(W, va)),
    "query and key projections exchanged": term(
        "=", dot(apply(W, ka), apply(U, kb)), dot(apply(W, kb), apply(U, ka))
    ),
    "a quadratic form is not >= 0": term("≥", dot(apply(W, x), x), number(0)),
    "a matrix does not shorten": term("≤", norm(apply(W, x)), norm(x)),
    "a matrix is no isometry": term("=", dot(apply(W, x), apply(W, y)), dot(x, y)),
    "sums of keys and of values": term(
        "=", Term("sum", ("j", "I", member("k", "j"))), Term("sum", ("j", "I", member("v", "j")))
    ),
    "dot products associate": term("=", term("*", dot(x, y), q), term("*", dot(q, y), x)),
    "Cauchy-Schwarz as an equality": term("=", dot(x, y), term("*", norm(x), norm(y))),
}


@pytest.mark.parametrize("context", [FREE, ORTHONORMAL], ids=["free", "orthonormal"])
@pytest.mark.parametrize("name", FALSE)
def test_general_position_refutes(name: str, context: Context) -> None:
    found = judged(Claim(context, FALSE[name]))
    assert is_right(found, "false"), words_of(found)


def test_norms_of_free_vectors_differ_and_those_of_orthonormal_ones_do_not() -> None:
    goal = term("=", norm(ka), norm(va))
    assert judged(Claim(FREE, goal)).status == "refuted"
    assert judged(Claim(ORTHONORMAL, goal)).status == "proved"


GIVEN = {
    "an inner product": ((term("=", dot(x, y), number(2)),), term("=", dot(x, x), dot(y, y))),
    "unit vectors that are orthogonal": (
        (
            term("=", norm(x), number(1)),
            term("=", norm(y), number(1)),
            term("=", dot(x, y), number(0)),
        ),
        term("=", dot(x, term("+", x, y)), number(2)),
    ),
    "a query that a key wins": (
        (term(">", dot(ka, q), dot(ki, q)),),
        term(">", dot(ka, q), number(0)),
    ),
    "by a margin": (
        (term("≥", dot(ka, q), term("+", dot(ki, q), number(3))),),
        term(">", dot(ka, q), number(0)),
    ),
    "two lengths": (
        (term("=", norm(x), number(3)), term("=", norm(y), number(2))),
        term("=", dot(x, y), number(6)),
    ),
    "equal lengths": ((term("=", norm(x), norm(y)),), term("=", x, y)),
}


@pytest.mark.parametrize("name", GIVEN)
def test_vectors_are_built_from_facts(name: str) -> None:
    facts, goal = GIVEN[name]
    found = judged(Claim(replace(FREE, facts=FREE.facts + facts), goal))
    assert is_right(found, "false"), words_of(found)


def test_orthonormal_families_are_turned_and_stay_orthonormal() -> None:
    claim = Claim(ORTHONORMAL, FALSE["a key is its value"])
    found = list(points(claim, False, 12))
    for point in found:
        at_point(claim, point, False)  # the kernel checks that they are orthonormal
    assert any(point.vectors["k"] != point.vectors["v"] for point in found)
    assert any(
        len(point.vectors["k"]) < len(point.vectors["k"][0]) for point in found
    )  # in more dimensions than they span
