"""Numbers put in for symbols, against mpmath; and derivatives at points against difference
quotients."""

from __future__ import annotations

import mpmath
import pytest

from symattn.kernel import Claim, Rejected
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.substitution import with_value
from symattn.kernel.rules.points import at_point, point_from_json
from symattn.reading.question_reader import read_question

FUNCTIONS = {
    "log(1 + exp(t))": lambda t: mpmath.log(1 + mpmath.exp(t)),
    "sqrt(1 + t**2)*t": lambda t: mpmath.sqrt(1 + t**2) * t,
    "exp(sqrt(2 + t))/(1 + t**2)": lambda t: mpmath.exp(mpmath.sqrt(2 + t)) / (1 + t**2),
    "log(log(3 + t**2))": lambda t: mpmath.log(mpmath.log(3 + t**2)),
    "(1 + t**2)**(1/3)": lambda t: mpmath.cbrt(1 + t**2),
    "sigmoid(t**2)*tanh(t)": lambda t: mpmath.tanh(t) / (1 + mpmath.exp(-(t**2))),
    "abs(t)**3": lambda t: abs(t) ** 3,
    "max(t, 1 - t)**2": lambda t: max(t, 1 - t) ** 2,
}


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("text", FUNCTIONS)
def test_derivatives_at_points(text: str, order: int) -> None:
    asked = f"diff({text}, t)" if order == 1 else f"diff(diff({text}, t), t)"
    question = read_question(f"{asked} == 0", ("t: real",))
    assert isinstance(question.asked, tuple)
    claim = Claim(question.context, question.asked[0])
    for t in ("-3/2", "1/3", "2"):
        data = {"sizes": {}, "scalars": {"t": t}, "entries": {}, "vectors": {}, "matrices": {}}
        s = at_point(claim, point_from_json(data), False)
        low, high = s.signs.enclose_quotient(s.scalar(claim.goal.children[0]), 80)
        with mpmath.workdps(40):
            wanted = mpmath.diff(
                FUNCTIONS[text], mpmath.mpf(t.split("/")[0]) / int((t + "/1").split("/")[1]), order
            )
            assert abs(mpmath.mpf(low.numerator) / low.denominator - wanted) < mpmath.mpf(10) ** -12
        assert high - low < 1e-12


@pytest.mark.parametrize(
    ("text", "t"),
    [("abs(t)", "0"), ("sqrt(t**2)", "0"), ("max(t, 0)", "0"), ("sqrt(t)", "0"), ("log(t)", "-1")],
)
def test_no_derivative_where_there_is_none(text: str, t: str) -> None:
    question = read_question(f"diff({text}, t) == 1", ("t: real",))
    assert isinstance(question.asked, tuple)
    claim = Claim(question.context, question.asked[0])
    data = {"sizes": {}, "scalars": {"t": t}, "entries": {}, "vectors": {}, "matrices": {}}
    s = at_point(claim, point_from_json(data), False)
    with pytest.raises(Rejected):
        s.scalar(claim.goal.children[0])


def test_a_value_is_refused_where_there_is_none() -> None:
    question = read_question("log(1/t) == 0", ("t: positive",))
    assert isinstance(question.asked, tuple)
    data = {"sizes": {}, "scalars": {"t": "1"}, "entries": {}, "vectors": {}, "matrices": {}}
    s = at_point(Claim(question.context, question.asked[0]), point_from_json(data), False)
    inverse = ring.of({((("t", -1),), ()): 1})
    assert with_value(s, inverse, "t", ring.of(ring.constant(4))) == ring.of(
        ring.constant(ring.ratio(1, 4))
    )
    with pytest.raises(Rejected):
        with_value(s, inverse, "t", ring.ZERO)
