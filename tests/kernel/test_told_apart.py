"""A coefficient that is not 0 shows a difference only of vectors that no hypothesis ties
to others.
"""

from __future__ import annotations

import pytest

from symattn.kernel import Claim
from symattn.kernel.algebra.ring import ONE
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.chance.laws import told_apart
from symattn.kernel.order.signs import Signs
from symattn.language import Context, Family, IndexSet, Matrix, Scalar, Term, number


def told(*facts: Term) -> bool:
    n = Term("scalar", ("n",))
    context = Context(
        (IndexSet("A", n, ("a", "b"), "i"),),
        (Scalar("n", True), Scalar("x")),
        (Family("v", "A", "vector"), Family("g", "A", "scalar")),
        matrices=(Matrix("M"),),
        facts=facts,
    )
    claim = Claim(context, Term("=", (number(0), number(1))))
    return told_apart(Semantics(context, Signs()), claim, ("v", "a"), ONE)


V_A, V_B = (Term("member", ("v", Term("index", (name,)))) for name in "ab")
M = Term("matrix", ("M",))
X = Term("scalar", ("x",))


@pytest.mark.parametrize("facts", [(), (Term(">", (X, number(1))),)], ids=["free", "a number"])
def test_vectors_that_are_free_are_told_apart(facts: tuple[Term, ...]) -> None:
    assert told(*facts)


@pytest.mark.parametrize(
    "fact",
    [
        Term("=", (V_A, V_B)),
        Term("=", (V_A, Term("zero"))),
        Term("=", (M, Term("identity"))),  # then v_a − M v_a is 0, with the coefficient 1 at v_a
        Term("=", (M, Term("outer", (V_A, V_A)))),
    ],
    ids=["alike", "zero", "a matrix that is the identity", "a matrix that is made of one"],
)
def test_vectors_that_a_hypothesis_speaks_of_are_not(fact: Term) -> None:
    assert not told(fact)
