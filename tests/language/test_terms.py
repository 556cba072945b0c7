"""Terms and declarations.

What is well formed, what is said where it is not, and round trips through JSON.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.language import (
    Context,
    Definition,
    Family,
    IndexSet,
    Scalar,
    Term,
    TermError,
    Vector,
    check_context,
    check_term,
    context_from_json,
    context_to_json,
    flattened,
    from_json,
    number,
    plain,
    replace_indices,
    sort_error,
    to_json,
)
from symattn.writing.book import entries

x, n = Term("scalar", ("x",)), Term("scalar", ("n",))
w, M = Term("vector", ("w",)), Term("matrix", ("M",))
a = Term("index", ("a",))


def T(op: str, *args: Any) -> Term:
    return Term(op, args)


SORT_ERRORS = [
    (
        "a vector for an exponent",
        T("exp", w),
        "the exponent w is a vector; is a dot product missing?",
    ),
    ("a vector for a power", T("^", x, w), "the exponent w is a vector; is a dot product missing?"),
    ("a vector for a base", T("^", w, x), "the base w is a vector; is a dot product missing?"),
    ("a number and a vector added", T("+", x, w), "cannot add w, a vector, to x, a scalar"),
    (
        "two vectors side by side",
        T("*", w, w),
        (
            "the product of w, a vector, and w, a vector, has no meaning; is a dot product, an "
            "outer product or a transpose missing?"
        ),
    ),
    ("a vector below", T("/", x, w), "the denominator w is a vector"),
    (
        "a product of a number and a vector as a dot",
        T("dot", x, w),
        "a dot product needs a vector, and x is a scalar",
    ),
    (
        "a matrix times a number as if applied",
        T("apply", M, x),
        "a matrix times a vector needs a vector, and x is a scalar",
    ),
    (
        "sides of two sorts",
        T("=", w, x),
        "the left side w is a vector, the right side x is a scalar",
    ),
    (
        "deep inside",
        T("+", x, T("exp", T("exp", w))),
        "the exponent w is a vector; is a dot product missing?",
    ),
    (
        "a law for a vector with a number for its covariance",
        T("normal", w, x),
        "a normal law has a scalar mean and variance, or a vector mean and a matrix: x is a scalar",
    ),
]


@pytest.mark.parametrize(("what", "term", "words"), SORT_ERRORS, ids=[e[0] for e in SORT_ERRORS])
def test_sort_errors_in_words(what: str, term: Term, words: str) -> None:
    assert term.sort is None and sort_error(term) == words


@pytest.mark.parametrize(
    ("op", "args", "words"),
    [
        ("nonsense", (), "unknown operator"),
        ("number", (-1,), "whole number ≥ 0"),
        ("number", (True,), "whole number ≥ 0"),
        ("+", (x,), "at least 2 arguments"),
        ("+", (T("+", x, x), x), "may not begin with a sum"),
        ("*", (w, x), "write the scalars before it"),
        ("*", (M, w), "products of matrices are not in the language"),
        ("abs", (w,), "a length is a norm"),
        ("<", (w, w), "a scalar was expected"),
        ("norm", (x,), "a norm needs a vector, and x is a scalar"),
        ("=", (a, x), "the left side a is a index"),
        ("=", (T("+", w, T("neg", w)), Term("number", (0,))), "the right side 0 is a scalar"),
        ("exp", (a,), "the exponent a is a index"),
        ("exp", (M,), "the exponent M is a matrix"),
        ("apply", (M, M), "a matrix times a vector needs a vector, and M is a matrix"),
        ("cases", (T("→", x, x), x), "is not a comparison"),
        ("count", (x,), "what is counted is comparisons"),
        ("scalar", ("",), "expected 1 name"),
        ("defined", ("c", "law"), "a definition is a scalar, a vector or a matrix"),
        ("cases", (T("=", x, x),), "pairs|at least 2"),
    ],
)
def test_what_is_not_a_term(op: str, args: tuple[Any, ...], words: str) -> None:
    with pytest.raises(TermError, match=words):
        Term(op, args)


def test_depth_is_bounded() -> None:
    term = x
    with pytest.raises(TermError, match="nested more than"):
        for _ in range(300):
            term = T("neg", term)
    data: list[Any] = ["scalar", "x"]
    for _ in range(10_000):
        data = ["neg", data]
    with pytest.raises(TermError, match="nested more than"):
        from_json(data)


def test_bound_indices_are_not_replaced() -> None:
    inner = T("sum", "j", "A", T("entry", "g", T("index", "j")))
    assert replace_indices(T("+", inner, T("entry", "g", T("index", "j"))), {"j": a}) == T(
        "+", inner, T("entry", "g", a)
    )


def test_sums_and_products_are_flat_on_the_left_only() -> None:
    assert flattened("+", (T("+", x, n), x)) == T("+", x, n, x)
    assert flattened("+", (x, T("+", n, x))) == T("+", x, T("+", n, x))


GOOD = Context(
    index_sets=(IndexSet("A", n, ("a", "b"), "i"),),
    scalars=(Scalar("n", True), Scalar("x"), Scalar(r"\alpha")),
    families=(Family("u", "A", "vector", x), Family("g", "A", "scalar")),
    vectors=(Vector("w"),),
    definitions=(
        Definition(
            r"\alpha", "scalar", (("j", "A"),), T("entry", "g", T("index", "j")), (("a", x),)
        ),
    ),
    facts=(T("≥", n, number(2)),),
    limit=("x",),
)


def changed(**parts: Any) -> Context:
    return Context(**{**{k: getattr(GOOD, k) for k in GOOD.__dataclass_fields__}, **parts})


def test_a_weight_and_a_scale_may_share_a_letter() -> None:
    check_context(GOOD)
    check_term(GOOD, T("*", Term("scalar", (r"\alpha",)), T("defined", r"\alpha", "scalar", a)))


BAD = [
    ("a name twice", changed(scalars=(*GOOD.scalars, Scalar("x"))), "declared twice"),
    (
        "a name that is no symbol",
        changed(scalars=(*GOOD.scalars, Scalar("x y"))),
        "cannot be declared",
    ),
    (
        "a name that hides a command",
        changed(scalars=(*GOOD.scalars, Scalar(r"\input{x}"))),
        "cannot be declared",
    ),
    (
        "a look-alike of a member",
        changed(scalars=(*GOOD.scalars, Scalar("g_a"))),
        "would look like a member",
    ),
    ("a look-alike of the identity", changed(vectors=(Vector("I"),)), "would look like another"),
    (
        "an index set that is not there",
        changed(families=(Family("g", "B", "scalar"),)),
        "not declared",
    ),
    (
        "a set with a hostile name",
        changed(index_sets=(IndexSet("*A", n, ("a", "b"), "i"),)),
        "not made of letters",
    ),
    (
        "more members than places",
        changed(index_sets=(IndexSet("A", number(1), ("a", "b"), "i"),)),
        "2 named members in a set of 1",
    ),
    (
        "a size that is no integer",
        changed(index_sets=(IndexSet("A", x, ("a", "b"), "i"),)),
        "a number or a declared integer",
    ),
    (
        "a definition of itself",
        changed(definitions=(Definition("y", "scalar", (), T("defined", "y", "scalar")),)),
        "not declared as one",
    ),
    (
        "a family's definition of itself",
        changed(
            definitions=(
                Definition(
                    r"\alpha",
                    "scalar",
                    (("j", "A"),),
                    T("defined", r"\alpha", "scalar", T("index", "j")),
                ),
            )
        ),
        "not declared as one",
    ),
    (
        "a definition that speaks of any other",
        changed(definitions=(Definition("y", "scalar", (), T("entry", "g", T("index", "i"))),)),
        "stands for any other",
    ),
    (
        "a definition of another sort",
        changed(definitions=(Definition("y", "vector", (), x),)),
        "declared a vector and defined as a scalar",
    ),
    (
        "an exception at no member",
        changed(definitions=(Definition("y", "scalar", (("j", "A"),), x, (("i", x),)),)),
        "not a named member",
    ),
    (
        "a norm that varies with the member",
        changed(
            families=(Family("g", "A", "scalar"), Family("u", "A", "vector", T("entry", "g", a)))
        ),
        "not made of numbers",
    ),
    ("a fact about vectors", changed(facts=(T("=", w, w),)), "a comparison of two scalars"),
    ("a fact that is a limit", changed(facts=(T("→", x, n),)), "a comparison of two scalars"),
    ("a limit in an integer", changed(limit=("n",)), "not a declared real number"),
]


@pytest.mark.parametrize(("what", "context", "words"), BAD, ids=[b[0] for b in BAD])
def test_declarations_that_are_refused(what: str, context: Context, words: str) -> None:
    with pytest.raises(TermError, match=words):
        check_context(context)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term("scalar", ("y",)), "y is used as a scalar"),
        (Term("vector", ("x",)), "x is used as a vector"),
        (T("entry", "g", T("index", "q")), "the index q of g is not declared"),
        (T("entry", "u", a), "u is used as a entry"),
        (T("sum", "a", "A", x), "clashes"),
        (T("sum", "j", "B", x), "not declared"),
        (T("sum", "j", "A", T("sum", "j", "A", x)), "clashes"),
        (T("sum", "j", "A", T("index", "q"), x), "leaves out an index"),
        (T("defined", r"\alpha", "scalar"), "takes 1 indices"),
        (T("defined", r"\alpha", "vector", a), "takes 1 indices"),
    ],
)
def test_terms_with_undeclared_parts(term: Term, words: str) -> None:
    with pytest.raises(TermError, match=words):
        check_term(GOOD, term)


def test_contexts_survive_json() -> None:
    for context in (GOOD, *(e.load().steps()[0] for e in entries())):
        assert context_from_json(json.loads(json.dumps(context_to_json(context)))) == context


@pytest.mark.parametrize(
    "part", ["index_sets", "scalars", "families", "definitions", "facts", "limit"]
)
@pytest.mark.parametrize("junk", [None, 3, "x", [3], [["x"]], [[1, 2, 3, 4, 5]], {"x": 1}])
def test_malformed_contexts_are_refused(part: str, junk: object) -> None:
    data = context_to_json(GOOD)
    data[part] = junk
    with pytest.raises(TermError):
        check_context(context_from_json(data))


terms = st.recursive(
    st.sampled_from([x, n, number(0), number(7), T("entry", "g", a)]),
    lambda inner: st.one_of(
        st.builds(lambda p, q: flattened("+", (p, q)), inner, inner),
        st.builds(lambda p, q: flattened("*", (p, q)), inner, inner),
        st.builds(lambda p, q: T("/", p, q), inner, inner),
        st.builds(lambda p: T("neg", p), inner),
        st.builds(lambda p: T("exp", p), inner),
        st.builds(lambda p: T("sum", "j", "A", p), inner),
    ),
    max_leaves=15,
)


@given(terms)
def test_terms_survive_json(term: Term) -> None:
    assert from_json(json.loads(json.dumps(to_json(term)))) == term and plain(term)


@pytest.mark.parametrize(
    "junk",
    [
        None,
        3,
        [],
        ["scalar"],
        ["scalar", 1.5],
        ["scalar", True],
        [["scalar", "x"]],
        {"op": "scalar"},
        ["number", "1"],
    ],
)
def test_malformed_terms_are_refused(junk: object) -> None:
    with pytest.raises(TermError):
        from_json(junk)


@pytest.mark.parametrize(
    "key, refused",
    {
        "x_j": True,
        "x_1": True,
        "x_a": True,
        "x_{j}": True,
        "x_0": False,
        "x_{new}": False,
        "y_j": False,
    }.items(),
)
def test_no_symbol_looks_like_a_member_of_a_family(key: str, refused: bool) -> None:
    """Σ_j x_j must not be a sum over the family or n times a number, as one reads it."""
    context = Context(
        (IndexSet("S", number(3), ("a",)),), (Scalar(key),), (Family("x", "S", "scalar"),)
    )
    if not refused:
        return check_context(context)
    with pytest.raises(TermError, match="would look like a member of the family x"):
        check_context(context)


def test_a_term_from_another_process_is_found_in_tables() -> None:
    """Names have other hashes in a process of its own.

    One that is stored with a term would find nothing there.
    """
    term = Term("+", (Term("scalar", ("x",)), number(1)))
    code = (
        "import pickle, sys; from symattn.language import Term, number;"
        "sent = pickle.loads(sys.stdin.buffer.read());"
        "made = Term('+', (Term('scalar', ('x',)), number(1)));"
        "sys.exit(0 if sent in {made: 1} and sent == made and sent.sort is made.sort else 1)"
    )
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", code], input=pickle.dumps(term), env=env, check=False
        )
        assert done.returncode == 0
