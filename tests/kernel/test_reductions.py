"""Claims that are proved by way of others, and what must not follow from anything."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.rules.chance_reductions import (
    bound_is_free,
    in_probability,
    monotone,
)
from symattn.kernel.rules.rule_table import parts
from symattn.kernel.verdicts import judge
from symattn.language import (
    Context,
    Family,
    IndexSet,
    Scalar,
    Term,
    number,
    plain,
    to_json,
)
from symattn.search.clock import now
from symattn.search.failures.falsify import refute
from symattn.words import about

from .claims import is_proved
from .test_chance import N2, TWO, G, H, claim

Z, T, B = "z ~ N(0, 1)", "t: positive", "c: positive"

PROVED = [
    ("Markov", "P(exp(g) >= t) <= E(exp(g))/t", (G, T)),
    ("Chebyshev", "P(abs(g - 1) >= t) <= Var(g)/t**2", (G, T)),
    (
        "Chebyshev, about the mean",
        "P(abs(x - E(x)) >= t) <= Var(x)/t**2",
        ("m: real", "s: positive", "x ~ N(m, s)", T),
    ),
    (
        "Chebyshev, with the variance's value",
        "P(abs(x - m) >= t) <= s/t**2",
        ("m: real", "s: positive", "x ~ N(m, s)", T),
    ),
    ("Chernoff", "P(g >= t) <= exp(-c*t)*E(exp(c*g))", (G, T, B)),
    ("Jensen, of an exponential", "E(exp(c*g)) >= exp(E(c*g))", (G, B)),
    ("Jensen, of a square", "E(g)**2 <= E(g**2)", (G,)),
    ("a weight is less than 1 on average", f"E({TWO}) < 1", (G, H, N2, "b: positive")),
    ("and more than 0", f"0 < E({TWO})", (G, H, N2, "b: positive")),
    ("a square is smaller", f"E(({TWO})**2) <= E({TWO})", (G, H, N2, "b: positive")),
    ("a variance is not negative", f"Var({TWO}) >= 0", (G, H, N2, "b: positive")),
    ("an event in another", "P(g > 2) <= P(g > 1)", (G,)),
    ("a bound on a weight's tail", f"P({TWO} >= 9/10) <= 10*E({TWO})/9", (G, H, N2, "b: positive")),
    ("in probability", "tends(P(abs(sigmoid(b + g) - 1) > t), 0)", (G, T)),
    ("in probability, the other way", "tends(P(abs(sigmoid(b + g) - 1) <= t), 1)", (G, T)),
    ("in probability, a number for ε", "tends(P(abs(sigmoid(b + g) - 1) > 1/100), 0)", (G,)),
]

FALSE = [
    ("Markov without a sign", "P(z >= t) <= E(z)/t", (Z, T)),
    ("Chebyshev about another point", "P(abs(g) >= t) <= Var(g)/t**2", (G, T)),
    ("Chebyshev with a first power", "P(abs(z) >= t) <= Var(z)*t", (Z, T)),
    ("Jensen the wrong way", "E(exp(g)) <= exp(E(g))", (G,)),
    ("Jensen, strict where all is fixed", "E(exp(m + 0*g)) > exp(m)", (G, "m: real")),
    ("an event in a smaller one", "P(g > 1) <= P(g > 2)", (G,)),
    ("strict, with equality", "E(g) < E(g)", (G,)),
    ("means that do not exist", "E(exp(g**2)) <= E(exp(g**2) + 1)", (G,)),
    ("a mean that does not exist, bounded by one that does not", "E(1/g) <= E(1/g + 1)", (G,)),
    ("in probability: a sample is copied", "tends(P(abs(sigmoid(b*g) - 1) > t), 0)", (G, T)),
    (
        "in probability: ε may be 0",
        "tends(P(abs(sigmoid(b + g) - 1) >= e), 0)",
        (G, "e: nonnegative"),
    ),
    (
        "in probability: ε may be negative",
        "tends(P(abs(sigmoid(b + g) - 1) > e), 0)",
        (G, "e: real"),
    ),
    ("in probability: ε tends to 0 too", "tends(P(abs(exp(-b)*g) > exp(-2*b)), 0)", (G,)),
    ("in probability: random ε", "tends(P(abs(exp(-b)) > g), 0)", (G,)),
    ("certainly not 1", "tends(P(abs(exp(-b)*g) > t), 1)", (G, T)),
]


@pytest.mark.parametrize(("what", "text", "declared"), PROVED, ids=[w for w, *_ in PROVED])
def test_proved(what: str, text: str, declared: tuple[str, ...]) -> None:
    assert is_proved(claim(text, declared))


@pytest.mark.parametrize(("what", "text", "declared"), FALSE, ids=[w for w, *_ in FALSE])
def test_false_twins(what: str, text: str, declared: tuple[str, ...]) -> None:
    assert decide(claim(text, declared), 10).status in ("refuted", "undecided", "conditional")


def test_certificates_of_true_claims_do_not_prove_false_ones() -> None:
    certificates = [
        decide(claim(text, declared), 10).evidence["proof"] for _, text, declared in PROVED
    ]
    for _, text, declared in FALSE:
        for certificate in certificates:
            with pytest.raises(Rejected):
                replay(claim(text, declared), certificate)


CHEBYSHEV = claim("P(abs(g - 1) >= t) <= Var(g)/t**2", (G, T))
CHANGES: list[tuple[str, Callable[[Any], Any], str]] = [
    ("a part is missing", lambda c: {**c, "parts": c["parts"][:-1]}, "certificates of"),
    ("no parts", lambda c: {**c, "parts": None}, "malformed"),
    ("another reduction", lambda c: {**c, "by": {"rule": "in_probability"}}, "expected P"),
    (
        "a reduction that there is not",
        lambda c: {**c, "by": {"rule": "fubini"}},
        "expected a reduction",
    ),
    (
        "another centre",
        lambda c: {
            **c,
            "by": {
                **c["by"],
                "values": [[to_json(Term("E", (Term("scalar", ("g",)),))), to_json(number(2))]],
            },
        },
        "does not|not identically|signs|sign of",
    ),
    (
        "a random centre",
        lambda c: {
            **c,
            "by": {
                **c["by"],
                "values": [
                    [to_json(Term("E", (Term("scalar", ("g",)),))), to_json(Term("scalar", ("g",)))]
                ],
            },
        },
        "numbers as the values",
    ),
    (
        "a value for what is no mean",
        lambda c: {
            **c,
            "by": {**c["by"], "values": [[to_json(Term("scalar", ("t",))), to_json(number(2))]]},
        },
        "numbers as the values",
    ),
    (
        "through a number that is too large",
        lambda c: {
            **c,
            "by": {"rule": "through", "term": to_json(number(2)), "side": "right"},
            "parts": c["parts"][:2],
        },
        "expected|found|add up|excludes|no fact|may not depend",
    ),
]


@pytest.mark.parametrize(("what", "change", "words"), CHANGES, ids=[c[0] for c in CHANGES])
def test_changed_reductions_are_refused(
    what: str, change: Callable[[Any], Any], words: str
) -> None:
    certificate = decide(CHEBYSHEV, 10).evidence["proof"]
    assert certificate["by"]["rule"] == "monotone"
    with pytest.raises(Rejected, match=words):
        replay(CHEBYSHEV, change(copy.deepcopy(certificate)))


def test_a_proof_of_something_else_is_no_part() -> None:
    certificate = decide(CHEBYSHEV, 10).evidence["proof"]
    true = decide(claim("t + t == 2*t", (T,)), 10).evidence["proof"]
    for k in range(len(certificate["parts"])):
        changed = copy.deepcopy(certificate)
        changed["parts"][k] = true
        with pytest.raises(Rejected):
            replay(CHEBYSHEV, changed)


def test_what_has_to_be_shown() -> None:
    mean = Term("E", (Term("scalar", ("g",)),))
    values = [[to_json(mean), to_json(number(1))]]
    shown = [plain(c.goal) for c in monotone(CHEBYSHEV, {"values": values})]
    assert shown == [
        "{1 if |g − 1| ≥ t; 0 if |g − 1| < t} ≤ (g − 1)^2/t^2",
        "Var(g) = Var(g)",
        "E(g) = E(g)",
        "E(g) = 1",
    ]


@pytest.mark.parametrize(
    "text", ["E(g)*E(g) <= E(g**2)", "exp(E(g)) <= E(exp(g))", "exp(E(g)) + E(g) <= 2*E(exp(g))"]
)
def test_what_is_not_linear_in_means_stays_a_number(text: str) -> None:
    """E(g)·E(g) is no mean of g·g: the product is a number, compared with every sample."""
    pointwise = monotone(claim(text, (G,)), {})[0]
    assert "E(g)" in plain(pointwise.goal)


def test_a_number_beside_a_mean_may_not_be_random() -> None:
    with pytest.raises(Rejected, match="numbers beside the means"):
        monotone(claim("g <= E(g)", (G,)), {})
    with pytest.raises(Rejected, match="a mean times a number"):
        monotone(claim("g*E(g) <= 1", (G,)), {})
    with pytest.raises(Rejected, match="a mean or a probability"):
        monotone(claim("m <= m + 1", ("m: real", G)), {})


def test_in_probability_fails_on_an_event_of_which_the_probability_is_named() -> None:
    false = claim("tends(P(abs(sigmoid(b*g) - 1) > t), 0)", (G, T))
    verdict = decide(false, 10)
    assert (
        verdict.status == "refuted"
        and "erfc" in str(about(false, verdict))
        and judge(false, verdict.evidence)[0] == "refuted"
    )


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("tends(P(abs(t*sigmoid(b*g)) > t), 0)", ()),
        ("tends(P(abs(sigmoid(b*g) - 1) > t), 0)", ("t > 2",)),
    ],
)
def test_an_epsilon_that_is_tied_to_all_else_refutes_nothing(
    text: str, facts: tuple[str, ...]
) -> None:
    """|t·σ(bg)| > t never holds, so that P = 0 → 0, though t·σ(bg) does not tend to 0."""
    true = claim(text, (G, T), facts)
    assert not bound_is_free(true) and decide(true, 10).status == "proved"
    samples = refute(in_probability(true, {})[0], [], now() + 10)
    assert samples is not None
    with pytest.raises(Rejected, match="expected proofs"):
        replay(
            true,
            {"format": 1, "kernel": "0.1", "by": {"rule": "in_probability"}, "parts": [samples[0]]},
        )


def test_a_left_side_is_not_reduced() -> None:
    given = Claim(
        CHEBYSHEV.context,
        Term("⇒", (Term(">", (Term("scalar", ("t",)), number(1))), CHEBYSHEV.goal)),
    )
    with pytest.raises(Rejected, match="left side"):
        parts(given, {"rule": "monotone"})
    with pytest.raises(Rejected, match="expected P"):
        in_probability(CHEBYSHEV, {})


# ---- accepted once: found by an attack on these rules --------------------------------------------


def test_a_reduction_does_not_bring_in_another_index() -> None:
    """Through n + z_i − z_i.

    That there is an i beside a and b makes n ≥ 3, which the claim does not say.
    """
    n, z = Term("scalar", ("n",)), Term("entry", ("z", Term("index", ("i",))))
    context = Context(
        index_sets=(IndexSet("A", n, ("a", "b"), "i"),),
        scalars=(Scalar("n", True),),
        families=(Family("z", "A", "scalar"),),
        facts=(Term("≥", (n, number(2))),),
    )
    false = Claim(context, Term("≥", (n, number(3))))
    model = {
        "sizes": {"A": 3},
        "scalars": {"n": "3"},
        "entries": {"z": ["0", "0", "0"]},
        "vectors": {},
        "matrices": {},
    }
    part = {"format": 1, "kernel": "0.1", "model": model}
    entry = {
        "of": [["1", [["n", 1]], []], ["-3", [], []]],
        "is": "≥",
        "by": [["1", ["z:A"], [], []]],
    }
    middle = Term("+", (n, z, Term("neg", (z,))))
    parts_ = [
        {**part, "proof": {"rule": "order"}},
        {**part, "proof": {"rule": "order", "signs": [entry]}},
    ]
    with pytest.raises(Rejected, match="any other index"):
        replay(
            false,
            {
                "format": 1,
                "kernel": "0.1",
                "by": {"rule": "through", "term": to_json(middle), "side": "right"},
                "parts": parts_,
            },
        )


@pytest.mark.parametrize(
    "text", ["tends(P(abs(sigmoid(b*z)) > t), 0)", "tends(P(abs(sigmoid(b*z)/2) <= t), 1)"]
)
def test_an_epsilon_that_is_an_integer_is_not_small(text: str) -> None:
    assert decide(claim(text, (Z, "t: integer"), ("t > 0",)), 5).status != "refuted"


@pytest.mark.parametrize(
    "text",
    [
        "min(x, 1/y) < x + 1",
        "max(m, y/x) >= 0",
        "P(1 > 0 or 1/x > 0) <= 1",
        "P(max(g, 1/x) > g - 1) >= 1",
        "P(max(1, log(g)) > 0) >= 1",
    ],
)
def test_what_may_have_no_value_is_not_proved(text: str) -> None:
    assert decide(claim(text, ("x: real", "y: real", "m: integer >= 1", G)), 5).status != "proved"
