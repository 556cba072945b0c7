"""What authors write becomes the term they wrote, and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Add, Float, Integer, Rational, Symbol, evaluate, exp, log, sqrt

from symattn.language import Term, TermError, flattened, number, plain
from symattn.writing.expressions import (
    cases,
    largest,
    plus,
    quotient,
    relation,
    term_of,
    times,
)
from symattn.writing.page import AuthoredPage
from symattn.writing.sympy_bridge import from_sympy, to_sympy
from symattn.writing.sympy_terms import TermInSympy

b, n = Symbol(r"\beta"), Symbol("n")

WRITTEN = [
    ("a fraction is not reduced", lambda: exp(b) / (2 * exp(b)), "exp(β)/(2 exp(β))"),
    ("e^0 stays", lambda: exp(0) + exp(b), "exp(0) + exp(β)"),
    ("a difference of equals stays", lambda: b - b, "β − β"),
    ("zero times x stays", lambda: 0 * b, "0 β"),
    ("a root stays", lambda: sqrt(Integer(4)), "sqrt(4)"),
    ("nesting stays", lambda: b - (n - 2), "β − (n − 2)"),
    ("order stays", lambda: n + b + 2, "n + β + 2"),
    ("a negative exponent", lambda: exp(-b * n), "exp(−β n)"),
    ("half of x", lambda: b / 2, "β/2"),
    ("a sum that Python would merge", lambda: plus(0, 0, exp(b)), "0 + 0 + exp(β)"),
    ("a fraction that SymPy would reduce", lambda: quotient(68, 500), "68/500"),
    ("a product that Python would merge", lambda: times(2, 3), "2 ·3"),
    ("max in the author's order", lambda: largest(n, b), "max(n, β)"),
    (
        "cases",
        lambda: cases((1, relation(b, ">", 0)), (0, relation(b, "<=", 0))),
        "{1 if β > 0; 0 if β ≤ 0}",
    ),
    ("log of a power", lambda: log(b**2), "log(β^2)"),
]


@pytest.mark.parametrize(("what", "write", "text"), WRITTEN, ids=[w[0] for w in WRITTEN])
def test_terms_are_as_written(what: str, write, text: str) -> None:  # type: ignore[no-untyped-def]
    with evaluate(False):
        assert plain(term_of(write())) == text


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (0.5, r"0\.5 is a floating-point number; write Rational\(1, 2\)"),
        (Float("0.5"), "is a floating-point number"),
        (True, "relations are written as step"),
        ("x", "expected an expression, found 'x'"),
        (Symbol("x") > 1, "expected an expression"),
    ],
)
def test_what_is_refused(value: object, message: str) -> None:
    with pytest.raises(TermError, match=message):
        term_of(value)


def scalars() -> st.SearchStrategy[Term]:
    leaves = st.one_of(
        st.integers(-9, 9).map(number),
        st.sampled_from([Term("scalar", (k,)) for k in ("x", r"\beta", "n")]),
        st.just(Term("entry", ("g", Term("index", ("a",))))),
    )

    def deeper(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        two = st.tuples(inner, inner)
        return st.one_of(
            st.builds(lambda p: flattened("+", p), two),
            st.builds(lambda p: flattened("*", p), two),
            st.builds(lambda p: Term("/", p), two),
            st.builds(lambda p: Term("^", p), two),
            *(
                st.builds(lambda x, op=op: Term(op, (x,)), inner)
                for op in ("neg", "exp", "log", "abs", "sqrt")
            ),
        )

    return st.recursive(leaves, deeper, max_leaves=12)


@settings(deadline=None)
@given(scalars())
def test_every_scalar_term_goes_to_sympy_and_back(term: Term) -> None:
    assert from_sympy(to_sympy(term)) == term


def test_written_atoms_are_told_apart_by_their_terms() -> None:
    x, y = (
        TermInSympy(Term("entry", ("g", Term("index", ("a",))))),
        TermInSympy(Term("entry", ("g", Term("index", ("b",))))),
    )
    assert (
        x != y
        and Add(x, y, evaluate=False).args == (x, y)
        and Rational(1, 2) * x == Rational(1, 2) * x
    )


def test_a_sum_inside_a_sum_has_an_index_of_its_own() -> None:
    page = AuthoredPage("t", __file__)
    keys = page.index_set(page.integer("n", at_least=2), "a b", rest="i")
    z = page.scalars("z", keys)
    a, *_ = keys
    with evaluate(False):
        page.step(
            page.sum(keys, lambda j: page.sum(keys, lambda l: z[j] * z[l], without=(j,))), "=", z[a]
        )
    (goal,) = [s.goal for s in page.finished()[1]]
    assert plain(goal.children[0]) == "Σ_{l} (Σ_{j≠l} (z_l z_j))"
