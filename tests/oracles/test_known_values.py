"""Enclosures against closed forms, and enclosures at 64 bits against enclosures at 200."""

from __future__ import annotations

import re
from fractions import Fraction as Q

import mpmath
import pytest

from symattn.oracles import (
    Enclosure,
    Gaussian,
    covariance,
    expectation,
    probability,
    variance,
)

from .written import term

HALF = Gaussian(Q(1), Q(1, 2))  # the notebook's law
LAWS = {"g": HALF, "h": HALF, "k": HALF, "z": Gaussian(Q(0), Q(1)), "c": Gaussian(Q(3), Q(0))}
MEANS = [
    # situation, integrand, mean
    ("symmetry: a half for every slope", "sigmoid(7*(g - 1))", "1/2"),
    ("a second moment", "g**2", "3/2"),
    ("a high moment", "z**40", "gamma(41/2)*2**20/sqrt(pi)"),
    ("a moment generating function", "exp(3*g)", "exp(3 + 9/4)"),
    ("a polynomial times an exponential", "g**2*exp(g)", "(9/4 + 1/2)*exp(5/4)"),
    ("a convergent quadratic exponent", "exp(g**2/2)", "sqrt(2)*exp(1)"),
    ("a steep quadratic exponent", "exp(-1000000*z**2)", "1/sqrt(2000001)"),
    ("quadratic exponents that cancel below the limit", "exp(z**2)*exp(-z**2)", "1"),
    ("a relu", "relu(g)", "ncdf(sqrt(2)) + exp(-1)/(2*sqrt(pi))"),
    ("a maximum with 0", "max(g, 0)", "ncdf(sqrt(2)) + exp(-1)/(2*sqrt(pi))"),
    ("a minimum with 0", "min(g, 0)", "1 - ncdf(sqrt(2)) - exp(-1)/(2*sqrt(pi))"),
    ("an absolute value", "abs(z)", "sqrt(2/pi)"),
    ("an absolute value of a scaled variable", "abs(1000*z)", "1000*sqrt(2/pi)"),
    ("a kink at a point that is not dyadic", "abs(z - 1/3)", "2*npdf(1/3) + (2*ncdf(1/3) - 1)/3"),
    ("a fractional power", "abs(z)**(1/2)", "2**(1/4)*gamma(3/4)/sqrt(pi)"),
    ("a third root", "abs(z)**(1/3)", "2**(1/6)*gamma(2/3)/sqrt(pi)"),
    ("an inverse quadratic", "1/(1 + z**2)", "sqrt(pi*exp(1)/2)*erfc(1/sqrt(2))"),
    ("cases with a jump", "cases(z < 1/3, 1, z >= 1/3, exp(z))", "ncdf(1/3) + exp(1/2)*ncdf(2/3)"),
    ("a count", "count(z > 0, z < 1, z > 5)", "1/2 + ncdf(1) + ncdf(-5)"),
    ("an exponential of an absolute value", "exp(-abs(z))", "2*exp(1/2)*ncdf(-1)"),
    ("a kink in the exponent", "exp(max(z, -z))", "2*exp(1/2)*ncdf(1)"),
    ("a tilt far from the mean", "exp(50*z)*relu(z)", "exp(1250)*(50*ncdf(50) + npdf(50))"),
    ("far in the tail", "relu(z - 30)", "npdf(30) - 30*ncdf(-30)"),
    ("an odd function", "tanh(1000*z) + 1", "1"),
    ("an odd function with slow tails", "arctan(1000*z) + 1", "1"),
    ("the odd part of softplus", "softplus(5*z) - softplus(-5*z) + 1", "1"),
    ("an identity of σ and log", "log(1 + exp(5*z)) - log(1 + exp(-5*z)) + 1", "1"),
    ("a constant, variance 0", "c**2 + sqrt(c)", "9 + sqrt(3)"),
    ("no Gaussian at all", "exp(1)/3", "exp(1)/3"),
    ("a base that is a number", "2**z", "exp(log(2)**2/2)"),
    # several Gaussians
    ("a softmax weight of two", "exp(5*g)/(exp(5*g) + exp(5*h))", "1/2"),
    ("a maximum of two", "max(g, h)", "1 + 1/sqrt(2*pi)"),
    ("a difference", "abs(g - h)", "sqrt(2/pi)"),
    ("independent factors", "g**2*exp(h)*z**2", "3/2*exp(5/4)"),
    ("a sum of three inside", "relu(g + h + k - 3)", "sqrt(3/2)/sqrt(2*pi)"),
    (
        "one weight times its own score",
        "g*sigmoid(1000000*(g - h)) + h*sigmoid(1000000*(h - g)) - max(g, h) + 1",
        None,
    ),
    ("log-sum-exp of two", "log(exp(g) + exp(h)) - log(exp(g - h) + 1) - h + 1", "1"),
    ("a mixed polynomial", "(g - h)**4", "3"),
]
EVENTS = [
    ("a half-line", "g < 0", "erfc(1)/2"),
    ("far out", "z > 40", "ncdf(-40)"),
    ("farther out", "z > 300", "ncdf(-300)"),
    ("an order", "g > h", "1/2"),
    ("the largest of three", "g > h and g > k", "1/3"),
    ("an order of three", "g > h and h > k", "1/6"),
    ("a half-plane", "g + 2*h > 3", "1/2"),
    ("two half-planes", "g > h and g + h > 2", "1/4"),
    ("independent events", "g > 1 and h > 1", "1/4"),
    ("either of two", "g > 1 or h > 1", "3/4"),
    ("an interval", "z**2 < 2", "erf(1)"),
    ("roots that are irrational", "z**3 - 2*z > 0", "ncdf(sqrt(2)) - ncdf(0) + 1 - ncdf(sqrt(2))"),
    ("a sigmoid above a number", "sigmoid(z) > 1/2", "1/2"),
    ("a touching point", "sigmoid(z**2) <= 1/2", "0"),
    ("a flat part, not strict", "relu(g) <= 0", "erfc(1)/2"),
    ("a flat part, strict", "relu(g) < 0", "0"),
    ("one side always", "exp(g) > 0", "1"),
    ("a tie", "g <= g", "1"),
    ("a strict tie", "g < g", "0"),
    ("a maximum below", "max(g, h) < 1", "1/4"),
    ("increasing on both sides", "exp(g) > exp(h)", "1/2"),
    ("a constant", "c > 2", "1"),
]


def exactly(text: str, bits: int) -> Q:
    """The closed form, to more bits than asked for."""
    with mpmath.workprec(2 * bits + 2200):
        names = {
            n: getattr(mpmath, n)
            for n in ("exp", "log", "sqrt", "erf", "erfc", "ncdf", "npdf", "pi", "gamma")
        }
        digits = "".join(f"mpf({t})" if t.isdigit() else t for t in re.split(r"(\d+)", text))
        value = eval(digits, {"__builtins__": {}}, {**names, "mpf": mpmath.mpf})
        man, exp = mpmath.mpf(value).man_exp  # the size of the mantissa, without its sign
    return Q(int(man)) * Q(2) ** int(exp) * (-1 if value < 0 else 1)


def near(found: Enclosure, value: Q, bits: int) -> None:
    error = Q(1, 1 << (bits + 200)) * max(
        abs(value), Q(1, 1 << 70000)
    )  # of the closed form's own evaluation
    assert found.low - error <= value <= found.high + error
    assert (
        value == 0
        and found.radius < Q(1, 1 << bits)
        or found.radius <= 2 * max(abs(found.middle), Q(1, 1 << 70000)) / (1 << bits)
    )


@pytest.mark.parametrize("bits", [64, 200])
@pytest.mark.parametrize(
    ("text", "closed"), [row[1:] for row in MEANS], ids=[row[0] for row in MEANS]
)
def test_means(text: str, closed: str | None, bits: int) -> None:
    found = expectation(term(text), LAWS, bits)
    if closed is not None:
        near(found, exactly(closed, bits), bits)
    else:
        assert found.radius < Q(1, 1 << (bits - 8))


@pytest.mark.parametrize("bits", [64, 200])
@pytest.mark.parametrize(
    ("text", "closed"), [row[1:] for row in EVENTS], ids=[row[0] for row in EVENTS]
)
def test_probabilities(text: str, closed: str, bits: int) -> None:
    value = exactly(closed, bits)
    found = probability(term(text), LAWS, bits)
    if value:
        near(found, value, bits)
    else:
        assert found.low == 0 and found.high < Q(1, 1 << bits)


def test_variances_and_covariances() -> None:
    near(variance(term("exp(g)"), LAWS, 100), exactly("exp(3) - exp(5/2)", 100), 100)
    near(variance(term("1000000000 + relu(z)"), LAWS, 64), exactly("1/2 - 1/(2*pi)", 64), 60)
    near(variance(term("count(g > 0)"), LAWS, 64), exactly("(1 - erfc(1)/2)*erfc(1)/2", 64), 60)
    near(covariance(term("g"), term("g + h"), LAWS, 64), Q(1, 2), 60)
    near(covariance(term("z"), term("tanh(0*z) + z**3"), LAWS, 64), Q(3), 60)
    near(variance(term("max(g, h)"), LAWS, 64), exactly("1/2 - 1/(2*pi)", 64), 60)
    near(covariance(term("abs(g - h)"), term("g"), LAWS, 64), Q(0), 60)
    assert variance(term("5"), LAWS).high == 0


TWICE = [
    "sigmoid(b*g)",
    "sigmoid(b*g)**2",
    "sigmoid(b*g)*(1 - sigmoid(b*g))",
    "exp(b*g)/(exp(b*g) + exp(b) + 7)",
    "log(1 + exp(b*g))",
    "tanh(b*g - 1)*g**2",
]


@pytest.mark.parametrize("b", [Q(1, 1000), Q(5), Q(1000), Q(10**6)])
@pytest.mark.parametrize("text", TWICE)
def test_more_bits_stay_inside(text: str, b: Q) -> None:
    coarse, fine = (expectation(term(text, b=b), LAWS, bits) for bits in (64, 200))
    assert max(coarse.low, fine.low) <= min(coarse.high, fine.high), (
        "two enclosures of one number meet"
    )
    assert fine.radius < coarse.radius or coarse.radius == 0
    assert (
        coarse.radius < 2 * abs(coarse.middle) / 2**64
        and fine.radius < 2 * abs(fine.middle) / 2**200
    )


def test_a_thousand_bits() -> None:
    found = expectation(term("sigmoid(1000000*g)"), LAWS, 1000)
    assert found.radius < Q(1, 1 << 1000)
    near(expectation(term("sigmoid(z)**2 + sigmoid(z)*sigmoid(-z)"), LAWS, 1000), Q(1, 2), 999)


def test_a_double_integral() -> None:
    """e^{2g}/(e^{2g} + e^{2h} + e^{2k}) has mean 1/3, but needs three.

    With a constant for k it needs two, and the two weights and the rest sum to 1.
    """
    one = expectation(term("exp(g)/(exp(g) + exp(h) + 1)"), LAWS, 24)
    rest = expectation(term("1/(exp(g) + exp(h) + 1)"), LAWS, 24)
    assert 2 * one.low + rest.low <= 1 <= 2 * one.high + rest.high
    assert one.radius < Q(1, 10**6)
