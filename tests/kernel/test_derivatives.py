"""Derivatives, under E too: what is proved, what is refuted, and where x cannot move freely."""

from __future__ import annotations

import mpmath
import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay
from symattn.language import Context, Law, Scalar, Term, TermError, number, plain
from symattn.reading.question_reader import QuestionError, read_question

from .claims import is_proved
from .test_chance import G

X, Y, P = "x: real", "y: real", "p: positive"
SOFT = "exp(x)/(exp(x) + exp(y))"


def claim(text: str, declared: tuple[str, ...], facts: tuple[str, ...] = ()) -> Claim:
    question = read_question(text, declared, facts)
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


PROVED = [
    ("a power", "diff(x**3, x) == 3*x**2", (X,)),
    ("a constant", "diff(y, x) == 0", (X, Y)),
    ("a product", "diff(x*exp(x*y), x) == (1 + x*y)*exp(x*y)", (X, Y)),
    ("a softmax weight by its score", f"diff({SOFT}, x) == {SOFT}*(1 - {SOFT})", (X, Y)),
    ("by another score", f"diff({SOFT}, y) == -{SOFT}*exp(y)/(exp(x) + exp(y))", (X, Y)),
    ("log-sum-exp", f"diff(log(exp(x) + exp(y)), x) == {SOFT}", (X, Y)),
    ("a root", "diff(sqrt(p), p) == 1/(2*sqrt(p))", (P,)),
    ("|p| for p > 0", "diff(abs(p), p) == 1", (P,)),
    ("twice", "diff(diff(x**3, x), x) == 6*x", (X,)),
    (
        "over a family",
        "diff(sum(exp(x*z[j]), j), x) == sum(z[j]*exp(x*z[j]), j)",
        (X, "n: integer >= 2", "z: real[n]"),
    ),
    ("under E", "diff(E(sigmoid(x*g)), x) == E(g*sigmoid(x*g)*(1 - sigmoid(x*g)))", (X, G)),
    ("under E, as an exchange", "diff(E(sigmoid(x*g)), x) == E(diff(sigmoid(x*g), x))", (X, G)),
    ("a moment generating function", "diff(E(exp(x*g)), x) == E(g*exp(x*g))", (X, G)),
    ("a mean by its parameter", "diff(E(k), m) == 1", ("m: real", "k ~ N(m, 1)")),
    ("a sign", "diff(exp(-p), p) < 0", (P,)),
    ("a tail of the normal law", "diff(erfc(x), x) == -2*exp(-x**2)/sqrt(pi)", (X,)),
    ("arctan", "diff(arctan(x), x) == 1/(1 + x**2)", (X,)),
    ("arctan of something else", "diff(arctan(x*y), x) == y/(1 + x**2*y**2)", (X, Y)),
    ("softplus", "diff(softplus(x), x) == sigmoid(x)", (X,)),
    ("a tail of something else", "diff(erfc(x*y), x) == -2*y*exp(-(x*y)**2)/sqrt(pi)", (X, Y)),
    ("the density of a normal law", "diff(P(g < x), x) == exp(-(x - 1)**2)/sqrt(pi)", (X, G)),
]
FALSE = [
    ("a power", "diff(x**2, x) == 2", (X,), "refuted"),
    ("|x| without a sign", "diff(abs(x), x) == 1", (X,), "refuted"),
    ("a maximum", "diff(max(x, y), x) == 1", (X, Y), "refuted"),
    ("a softmax weight", f"diff({SOFT}, x) == {SOFT}", (X, Y), "refuted"),
    ("too small", "diff(sigmoid(x), x) <= 1/5", (X,), "refuted"),
    ("under E", "diff(E(exp(x*g)), x) == E(exp(x*g))", (X, G), "refuted"),
    (
        "under E, without the factor",
        "diff(E(sigmoid(x*g)), x) == E(sigmoid(x*g)*(1 - sigmoid(x*g)))",
        (X, G),
        "?",
    ),
    ("a law that depends on it", "diff(E(sigmoid(k)), m) == 0", ("m: real", "k ~ N(m, 1)"), "?"),
    ("a probability that depends on it", "diff(P(g > x), x) == 0", (X, G), "refuted"),
    ("a tail, turned round", "diff(erfc(x), x) == 2*exp(-x**2)/sqrt(pi)", (X,), "refuted"),
    ("arctan, of a hyperbola", "diff(arctan(x), x) == 1/(1 - x**2)", (X,), "refuted"),
    ("arctan, the inner slope left out", "diff(arctan(2*x), x) == 1/(1 + 4*x**2)", (X,), "refuted"),
    ("softplus, turned round", "diff(softplus(x), x) == sigmoid(-x)", (X,), "refuted"),
    ("a tail without its factor", "diff(erfc(x), x) == -exp(-x**2)", (X,), "refuted"),
    ("a mean on an event that depends on it", "diff(E(g, given=g > x), x) == 0", (X, G), "refuted"),
    ("a mean that does not exist", "diff(E(exp(x*g**2)), x) == E(g**2*exp(x*g**2))", (X, G), "?"),
]


@pytest.mark.parametrize(("what", "text", "declared"), PROVED, ids=[w for w, *_ in PROVED])
def test_proved(what: str, text: str, declared: tuple[str, ...]) -> None:
    assert is_proved(claim(text, declared))


@pytest.mark.parametrize(("what", "text", "declared", "status"), FALSE, ids=[w for w, *_ in FALSE])
def test_false_twins(what: str, text: str, declared: tuple[str, ...], status: str) -> None:
    assert decide(claim(text, declared), 10).status == ("undecided" if status == "?" else status)


FIXED = [
    ("diff(x**2, x) == 0", ("x == 1",)),
    ("diff(x**2, x) == diff(x, x)", ("x == 1",)),
    ("diff(abs(x), x) == 1", ("x >= 0",)),
    ("diff(x*y, x) == 2*x", ("x == y",)),
    ("diff(max(x, y), x) == 1", ("x >= y",)),
]


@pytest.mark.parametrize(("text", "facts"), FIXED, ids=[t for t, _ in FIXED])
def test_a_number_that_may_not_move_freely(text: str, facts: tuple[str, ...]) -> None:
    assert decide(claim(text, (X, Y), facts), 5).status in ("undecided", "refuted")


def test_a_variance_may_be_0() -> None:
    """E g² = x does not exist for x < 0, and so has no derivative at x = 0, which is allowed."""
    assert decide(claim("diff(E(g**2), x) == 1", (X, "g ~ N(0, x)")), 5).status == "undecided"
    assert decide(claim("diff(E(g**2), p) == 1", (P, "g ~ N(0, p)")), 5).status == "proved"


def test_a_law_with_a_derivative_has_no_left_side_either() -> None:
    x, g = Term("scalar", ("x",)), Term("scalar", ("g",))
    slope = Term("diff", (Term("abs", (x,)), x))
    context = Context(scalars=(Scalar("x"), Scalar("g")), laws=(Law("g", slope, number(1)),))
    with pytest.raises(TermError, match="need not hold nearby"):
        Claim(
            context, Term("⇒", (Term("=", (x, number(0))), Term("=", (Term("E", (g,)), number(1)))))
        ).check()


def test_no_case_is_made_of_a_derivative() -> None:
    """In the case x = 0, x² is 0 and |x| too; their derivatives are not."""
    false = claim("diff(abs(x), x)*x == x", (X,))
    leaf = {"rule": "equality"}
    model = {"sizes": {}, "scalars": {"x": "1"}, "entries": {}, "vectors": {}, "matrices": {}}
    split = {
        "rule": "split",
        "on": [["1", [["x", 1]], []]],
        "solve": "x",
        "positive": leaf,
        "zero": leaf,
        "negative": leaf,
    }
    with pytest.raises(Rejected, match="need not hold nearby"):
        replay(false, {"format": 1, "kernel": "0.1", "model": model, "proof": split})


def test_nothing_is_assumed_left_of_a_derivative() -> None:
    with pytest.raises(TermError, match="need not hold nearby"):
        claim("implies(x == 0, diff(x**2 + x, x) == 1)", (X,)).check()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("diff(x) == 1", "derivative of f by"),
        ("diff(x, 2) == 1", "derivative of f by"),
        ("diff(x, g) == 0", "integer or random"),
        ("diff(x, n) == 0", "integer or random"),
    ],
)
def test_bad_questions(text: str, words: str) -> None:
    with pytest.raises((QuestionError, TermError), match=words):
        claim(text, (X, G, "n: integer >= 2")).check()


def test_it_is_printed() -> None:
    from symattn.rendering.formulas.latex_math import latex

    term = Term("diff", (Term("exp", (Term("scalar", ("x",)),)), Term("scalar", ("x",))))
    assert plain(term) == "∂(exp(x))/∂x" and r"\frac{\partial}{\partial x}" in latex(term)


def test_the_numbers_agree() -> None:
    with mpmath.workdps(30):

        def mean(f: object) -> mpmath.mpf:
            return mpmath.quad(
                lambda z: (
                    f(1 + z / mpmath.sqrt(2)) * mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)
                ),
                [-12, 0, 12],
            )  # type: ignore[operator]

        def weight(t: mpmath.mpf) -> mpmath.mpf:
            return 1 / (1 + mpmath.exp(-t))

        left = mpmath.diff(lambda x: mean(lambda g: weight(x * g)), mpmath.mpf(3) / 2)
        right = mean(lambda g: g * weight(1.5 * g) * (1 - weight(1.5 * g)))
        assert abs(left - right) < 1e-10


@pytest.mark.parametrize(
    ("fact", "moves"),
    [
        ("x < 2", True),
        ("x > 2", True),
        ("x <= 2", False),
        ("x >= 2", False),
        ("x != 2", False),
    ],
)
def test_where_a_bound_is_strict_x_can_move(fact: str, moves: bool) -> None:
    """|x − 2| has no slope at 2; what needs no bound is proved without it."""
    side = -1 if "<" in fact else 1
    slope = claim(f"diff(abs(x - 2), x) == {side}", (X,), (fact,))
    assert is_proved(slope) is moves
    assert is_proved(claim("diff(x**3, x) == 3*x**2", (X,), (fact,)))
