"""Tangents at each member, summed: what is proved of entropies and logarithms of sums, and what of
their false neighbours must not be.
"""

from __future__ import annotations

from typing import Any

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, UnknownSign, replay
from symattn.reading.question_reader import read_question
from symattn.search.clock import now
from symattn.search.repairs.weaker_lines import prove

N, N2, S, B = "n: integer >= 1", "n: integer >= 2", "s: real[n]", "b: positive"
P, Q, X, Y = "p: probabilities[n]", "q: probabilities[n]", "x: real[n]", "y: real[n]"
FREE_P, FREE_Q = "p: real[n]", "q: real[n]"
PP, PQ, XY = ("p[c] > 0",), ("p[c] > 0", "q[c] > 0"), ("x[c] > 0", "y[c] > 0")
ENTROPY, KL = "-sum(p[j]*log(p[j]), j)", "sum(p[j]*log(p[j]/q[j]), j)"
FREE = "sum(p[j]*s[j], j) - sum(p[j]*log(p[j]), j)/b"
LSE = "log(sum(exp(b*s[j]), j))/b"
MIXED = "log(sum(exp(w*x[j] + (1 - w)*y[j]), j))"
APART = "w*log(sum(exp(x[j]), j)) + (1 - w)*log(sum(exp(y[j]), j))"


def asked(text: str, declared: tuple[str, ...], given: tuple[str, ...] = ()) -> Claim:
    question = read_question(text, declared, given, "")
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


TRUE: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    (f"{KL} >= 0", (N, P, Q), PQ),
    (f"{KL} + p[a]*log(p[a]) - p[a]*log(p[a]) >= 0", (N2, P, Q), (*PQ, "p[a] > 0", "q[a] > 0")),
    (f"{KL} >= 1 - sum(q[j], j)", (N, P, FREE_Q), PQ),
    (f"{KL} >= sum(p[j], j) - sum(q[j], j)", (N, FREE_P, FREE_Q), PQ),
    (f"{KL} + sum(q[j]*log(q[j]/p[j]), j) >= 0", (N, P, Q), PQ),
    (f"-sum(p[j]*log(q[j]), j) >= {ENTROPY}", (N, P, Q), PQ),
    (f"{ENTROPY} >= 0", (N, P), PP),
    (f"{ENTROPY} <= log(n)", (N, P), PP),
    (f"{ENTROPY} <= log(n)", (N, FREE_P), (*PP, "sum(p[j], j) == 1")),
    (f"{FREE} <= {LSE}", (N, S, P, B), PP),
    ("sum(p[j]*log(p[j]*sum(exp(b*s[l]), l)/exp(b*s[j])), j)/b >= 0", (N, S, P, B), PP),
    ("sum(p[j]*log(x[j]), j) <= log(sum(p[j]*x[j], j))", (N, P, X), ("p[c] > 0", "x[c] > 0")),
    ("sum(log(x[j]), j)/n <= log(sum(x[j], j)/n)", (N, X), XY[:1]),
    ("sum(x[j]*log(x[j]/y[j]), j) >= sum(x[j], j)*log(sum(x[j], j)/sum(y[j], j))", (N, X, Y), XY),
    (f"{MIXED} <= {APART}", (N, X, Y, "w: nonnegative"), ("w <= 1",)),
    ("log(sum(exp(s[j]), j)) >= log(n) + sum(s[j], j)/n", (N, S), ()),
    ("log(sum(exp(s[j]), j)) - sum(s[i]*exp(s[i]), i)/sum(exp(s[j]), j) >= 0", (N, S), ()),
    ("sum(p[j]**2, j) <= 1", (N, P), ()),
    ("w*log(p/w) <= p - w", ("p: positive", "w: positive"), ()),
]
FALSE: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    (f"{KL} <= 0", (N2, P, Q), PQ),
    (f"{KL} > 0", (N2, P, Q), PQ),
    (f"{KL} >= 0", (N, P, FREE_Q), PQ),
    (f"{KL} >= 0", (N, FREE_P, Q), PQ),
    (f"{KL} >= 1 - sum(p[j], j)", (N, FREE_P, Q), PQ),
    (f"{KL} + 0*p[a] >= 0", (N2, P, Q), ("p[a] > 0", "q[a] > 0")),
    (f"{KL} + 0*p[a] >= 0", (N2, P, Q), PQ),  # of all but a
    (f"{KL} >= 0", (N2, P, Q), ()),
    (f"{ENTROPY} >= log(n)", (N2, P), PP),
    (f"{ENTROPY} < log(n)", (N, P), PP),
    (f"{ENTROPY} > 0", (N, P), PP),
    (f"{ENTROPY} <= log(n - 1)", (N2, P), PP),
    (f"{ENTROPY} <= log(n)", (N, FREE_P), PP),
    (f"{ENTROPY} >= 0", (N, FREE_P), PP),
    (f"{ENTROPY} <= log(n)", (N, P), ("p[c] >= 0",)),
    (f"{FREE} < {LSE}", (N, S, P, B), PP),
    ("sum(p[j]*s[j], j) + sum(p[j]*log(p[j]), j)/b >= " + LSE, (N2, S, P, B), PP),
    (f"{FREE} <= {LSE}", (N, S, P, "b: real"), (*PP, "b < 0")),
    ("sum(p[j]*log(x[j]), j) <= log(sum(p[j]*x[j], j))", (N, FREE_P, X), ("p[c] > 0", "x[c] > 0")),
    ("sum(log(x[j]), j)/n >= log(sum(x[j], j)/n)", (N2, X), XY[:1]),
    ("sum(log(x[j]), j) <= log(sum(x[j], j))", (N2, X), XY[:1]),
    (f"{MIXED} <= {APART}", (N2, X, Y, "w: nonnegative"), ()),
    (f"{MIXED} < {APART}", (N, X, Y, "w: positive"), ("w < 1",)),
    (f"{MIXED} >= {APART}", (N2, X, Y, "w: nonnegative"), ("w <= 1",)),
    ("sum(p[j]**2, j) < 1", (N, P), ()),
    ("sum(p[j]**2, j) <= 1", (N2, FREE_P), ("sum(p[j], j) == 1",)),
    ("sum(p[j]**2, j) <= sum(p[j], j)**2", (N2, FREE_P), ()),
    ("w*log(p/w) >= p - w", ("p: positive", "w: positive"), ()),
]


@pytest.mark.parametrize(("text", "declared", "given"), TRUE)
def test_true(text: str, declared: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert decide(asked(text, declared, given), 10).status == "proved"


@pytest.mark.parametrize(("text", "declared", "given"), FALSE)
def test_not_proved(text: str, declared: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert decide(asked(text, declared, given), 2).status != "proved"


PROVED: dict[int, Any] = {}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        *((0, k) for k in range(8)),
        *((6, k) for k in (10, 13)),
        *((7, k) for k in (8, 9, 11, 12, 14)),
        *((9, k) for k in (15, 16, 17)),
        *((11, 18), (12, 19), (12, 20), (14, 21), (14, 22), (14, 23), (17, 24), (17, 25), (17, 26)),
    ],
)
def test_no_proof_is_one_of_a_false_neighbour(true: int, false: int) -> None:
    if true not in PROVED:
        PROVED[true] = prove(asked(*TRUE[true]), now() + 20)
    assert PROVED[true] is not None
    with pytest.raises((Rejected, UnknownSign)):
        replay(asked(*FALSE[false]), PROVED[true])
