"""Expectation, variance, covariance and probability under independent Gaussian scalars.

Each is enclosed between proved rational bounds.

Examples read terms as trees; γ is Term("scalar", ("\\\\gamma",)).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..language import Sort, Term, plain
from .balls import Ball, ball, enclosure, exact, working_bits
from .enclosure import Enclosure, Gaussian, Refused
from .events import probability_of
from .forms import Form, add, constant, multiply, power
from .from_terms import read, values_of
from .line import GUARD
from .means import mean

LEAST_BITS, MOST_BITS = 16, 4_000
CENTRE_BITS = 64


def expectation(f: Term, laws: Mapping[str, Gaussian], bits: int = 64) -> Enclosure:
    """E f, over independent Gaussian scalars.

    f: a scalar term of numbers, scalars that have a law, + − · / ^ (powers by a rational number),
    exp, log, sqrt, abs, max, min, what these define, cases and counts of comparisons.  bits: the
    relative accuracy aimed at, 2^−bits; where terms cancel or work runs out the enclosure is wider,
    and says so.  Raises Refused, in one line, where the mean could not be bounded, ImportError
    without python-flint. Source: the quadrature is Arb's (F. Johansson, "Numerical integration in
    arbitrary-precision ball arithmetic", ICMS 2018); tails: `growth`.

    >>> γ, one = Term("scalar", ("g",)), Term("number", (1,))
    >>> weight = Term("/", (one, Term("+", (one, Term("exp", (γ,))))))
    >>> half = expectation(weight, {"g": Gaussian(Fraction(0), Fraction(1, 2))})
    >>> half.decimal(12)
    ('0.499999999999', '0.500000000001')
    >>> try:
    ...     expectation(Term("/", (one, γ)), {"g": Gaussian(Fraction(0), Fraction(1))})
    ... except Refused as error:
    ...     print(str(error).partition(":")[0])
    the integral near -11 … 11 (in scaled units) is not finite or did not settle
    """
    laws = _checked(f, Sort.SCALAR, laws, bits)
    return enclosure(mean(read(f, values_of(laws)), laws, bits))


def variance(f: Term, laws: Mapping[str, Gaussian], bits: int = 64) -> Enclosure:
    """Var f = E (f − c)² − (E f − c)² with a rational c near E f, so that little cancels.

    As `expectation` otherwise; never below 0.

    >>> γ = Term("scalar", ("g",))
    >>> variance(γ, {"g": Gaussian(Fraction(1), Fraction(1, 2))}).middle
    Fraction(1, 2)
    """
    return _at_least_zero(covariance(f, f, laws, bits))


def covariance(f: Term, g: Term, laws: Mapping[str, Gaussian], bits: int = 64) -> Enclosure:
    """Cov(f, g) = E (f − c)(g − d) − (E f − c)(E g − d), as `variance`.

    >>> γ = Term("scalar", ("g",))
    >>> covariance(γ, Term("neg", (γ,)), {"g": Gaussian(Fraction(1), Fraction(1, 2))}).middle
    Fraction(-1, 2)
    """
    laws = _checked(g, Sort.SCALAR, _checked(f, Sort.SCALAR, laws, bits), bits)
    first = read(f, values_of(laws))
    second = first if g == f else read(g, values_of(laws))
    u, mean_u = _centred(first, laws, bits)
    v, mean_v = (u, mean_u) if second == first else _centred(second, laws, bits)
    whole = mean(power(u, Fraction(2)) if u == v else multiply(u, v), laws, bits)
    with working_bits(bits + GUARD):
        return enclosure(whole - mean_u * mean_v)


def probability(event: Term, laws: Mapping[str, Gaussian], bits: int = 64) -> Enclosure:
    """P(event), for comparisons <, ≤, >, ≥ of scalar terms joined by and, or.

    As `expectation` otherwise; within [0, 1].

    >>> γ, zero = Term("scalar", ("g",)), Term("number", (0,))
    >>> laws = {"g": Gaussian(Fraction(1), Fraction(1, 2))}
    >>> probability(Term("<", (γ, zero)), laws).decimal(12)  # ½ erfc(1)
    ('0.078649603525', '0.078649603526')
    """
    laws = _checked(event, Sort.TRUTH, laws, bits)
    found = _at_least_zero(enclosure(probability_of(event, laws, bits)))
    return Enclosure(min(found.low, Fraction(1)), min(found.high, Fraction(1)))


def _centred(form: Form, laws: Mapping[str, Gaussian], bits: int) -> tuple[Form, Ball]:
    """f − c and its mean, for a rational c near E f."""
    value = mean(form, laws, bits + 8)
    with working_bits(CENTRE_BITS):
        c = exact((value * 1).mid())
    with working_bits(bits + GUARD):
        return add(form, constant(-c)), value - ball(c)


def _at_least_zero(found: Enclosure) -> Enclosure:
    return Enclosure(max(found.low, Fraction(0)), max(found.high, Fraction(0)))


def _checked(
    term: Term, sort: Sort, laws: Mapping[str, Gaussian], bits: int
) -> dict[str, Gaussian]:
    if not LEAST_BITS <= bits <= MOST_BITS:
        raise ValueError(f"bits is between {LEAST_BITS} and {MOST_BITS}, found {bits}")
    if term.sort is not sort:
        raise Refused(f"{plain(term)} is not a {sort}")
    return dict(laws)
