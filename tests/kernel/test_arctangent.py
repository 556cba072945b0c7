"""arctan as its argument tends to a number or to ±∞, its values and its sign: against mpmath, and
what may not be said.
"""

from __future__ import annotations

import random
from fractions import Fraction
from functools import reduce

import mpmath
import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.functions import arctan as value_of
from symattn.kernel.algebra.functions import slope_of_arctan
from symattn.kernel.algebra.intervals import FUNCTIONS, _odd_series, i_arctan
from symattn.kernel.algebra.intervals import PI as PI_ATOM
from symattn.kernel.algebra.radicals import opaque
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.limits.arctangent import arctan as expanded
from symattn.kernel.limits.expansions import Expander
from symattn.kernel.limits.scales import FLAT, MoreTerms, Series, level, raised
from symattn.kernel.order.signs import Fact, Signs
from symattn.language import Context, Scalar, Term, number

from .claims import certificate, t

x, a, y = (Term("scalar", (name,)) for name in "xay")
SCALARS = (Scalar("x"), Scalar("a"), Scalar("y"))
CONTEXT = Context(scalars=SCALARS, facts=(t(">", x, 0),), limit=("x",))
ARCTAN, PI = Term("arctan", (x,)), Term("pi")
HALF_PI, INVERSE = t("/", PI, 2), t("/", 1, x)
NEAR = t("+", Term("arctan", (t("+", a, INVERSE),)), t("neg", Term("arctan", (a,))))
BELOW = t("+", 1, t("^", a, 2))
TRUE = [
    ("arctan x → π/2", "→", ARCTAN, HALF_PI),
    ("arctan(−x) → −π/2", "→", Term("arctan", (t("neg", x),)), t("neg", HALF_PI)),
    ("arctan(1/x) → 0", "→", Term("arctan", (INVERSE,)), number(0)),
    ("arctan(a + 1/x) → arctan a", "→", NEAR.children[0], Term("arctan", (a,))),
    ("x (π/2 − arctan x) → 1", "→", t("*", x, t("+", HALF_PI, t("neg", ARCTAN))), number(1)),
    ("x arctan(1/x) → 1", "→", t("*", x, Term("arctan", (INVERSE,))), number(1)),
    (
        "x (arctan(a + 1/x) − arctan a) → 1/(1 + a²)",
        "→",
        t("*", x, NEAR),
        t("/", 1, BELOW),
    ),
    (
        "x² (arctan(a + 1/x) − arctan a − 1/(x (1 + a²))) → −a/(1 + a²)²",
        "→",
        t(
            "*",
            t("^", x, 2),
            t("+", *NEAR.children, t("neg", t("/", INVERSE, t("+", 1, t("^", a, 2))))),
        ),
        t("neg", t("/", a, t("^", BELOW, 2))),
    ),
    ("arctan e^x → π/2", "→", Term("arctan", (Term("exp", (x,)),)), HALF_PI),
    ("arctan e^{1/x} → π/4", "→", Term("arctan", (Term("exp", (INVERSE,)),)), t("/", PI, 4)),
    ("x arctan x → ∞", "→", t("*", x, ARCTAN), Term("infinity")),
    ("arctan(arctan x) → arctan(π/2)", "→", Term("arctan", (ARCTAN,)), Term("arctan", (HALF_PI,))),
    ("arctan x ≈ π/2 − 1/x", "≈", ARCTAN, t("+", HALF_PI, t("neg", INVERSE))),
]


def claim(op: str, left: Term, right: Term) -> Claim:
    return Claim(CONTEXT, Term(op, (left, right)))


@pytest.mark.parametrize(("what", "op", "left", "right"), TRUE, ids=[w for w, *_ in TRUE])
def test_limits_that_are_right(what: str, op: str, left: Term, right: Term) -> None:
    right_claim = claim(op, left, right)
    found = certificate(right_claim)
    for wrong in (
        Term("infinity"),
        number(1 if right == number(0) else 0),
        left,
        x,
        PI,
        t("neg", HALF_PI) if right != t("neg", HALF_PI) else HALF_PI,
        t("neg", Term("infinity")),
    ):
        if wrong != right and not (op == "≈" and (wrong == left or wrong.op == "infinity")):
            with pytest.raises(Rejected):
                replay(claim(op, left, wrong), found)
    assert replay(right_claim, found).verdict == "proved"


def test_a_sign_that_is_open_is_asked_for() -> None:
    e = Expander(Semantics(CONTEXT, Signs()), 2)
    with pytest.raises(Rejected, match="sign of an element is needed"):
        e.series(Term("arctan", (t("*", a, x),)))


def test_an_argument_that_is_not_known_well_enough_is_refused() -> None:
    e = Expander(Semantics(CONTEXT, Signs()), 2)
    e.s.signs.learn(Fact(ring.atom("x"), ">"))
    for rest in (FLAT, raised(level(0), ring.q_number(2))):  # O(1) and O(x²)
        with pytest.raises(MoreTerms, match="the argument of arctan is not known"):
            expanded(e, Series({}, [rest]))
    assert expanded(e, Series({}, [raised(level(0), ring.q_number(-1))])).terms == {}


def number_of(s: Semantics, series: Series, at: mpmath.mpf) -> tuple[mpmath.mpf, int]:
    """The value of an expansion in powers of x, and its smallest power."""
    total, least = mpmath.mpf(0), 0
    for (powers, rising), q in series.terms.items():
        assert not rising
        lo, hi = s.signs.enclose_quotient(q, 200)
        degree = sum(int(r.numerator.get(ring.UNIT, 0)) for _, r in powers)
        least = min(least, degree)
        total += mpmath.mpf((lo + hi).numerator) / (2 * (lo + hi).denominator) * at**degree
    return total, least


def test_the_series_at_a_number_against_mpmath() -> None:
    """Every coefficient counts: what is left is of the order of the first term left out."""
    draw = random.Random(7)
    with mpmath.workdps(60):
        for _ in range(20):
            c, order = Fraction(draw.randint(-30, 30), 10), draw.randint(1, 6)
            e = Expander(Semantics(CONTEXT, Signs()), order)
            e.s.signs.learn(Fact(ring.atom("x"), ">"))
            f = e.add(e.series(INVERSE), Series({FLAT: ring.q_number(ring.ratio(c))} if c else {}))
            series, at = expanded(e, f), mpmath.mpf(1000)
            value, least = number_of(e.s, series, at)
            center = mpmath.mpf(c.numerator) / c.denominator
            known = mpmath.taylor(mpmath.atan, center, order)
            assert abs(mpmath.atan(center + 1 / at) - value) <= 100 * at ** -(order + 1), (c, order)
            assert abs(sum(k * at**-n for n, k in enumerate(known)) - value) <= 10**-40
            assert least >= -order and series.rest


def test_the_series_at_infinity_against_mpmath() -> None:
    with mpmath.workdps(60):
        for order in range(8):
            for turn in (1, -1):
                e = Expander(Semantics(CONTEXT, Signs()), order)
                e.s.signs.learn(Fact(ring.atom("x"), ">"))
                at = mpmath.mpf(50)
                f = Term("arctan", (x if turn > 0 else t("neg", x),))
                value, least = number_of(e.s, e.series(f), at)
                assert abs(mpmath.atan(turn * at) - value) <= at ** -(order + 1)
                assert least == -max(0, order - 1 + order % 2)


@pytest.mark.parametrize(
    "value", ["0", "1/3", "1/2", "51/100", "1", "-1", "-2", "3/2", "7", "-1000000", "10000000000"]
)
def test_enclosures_hold_the_value_and_are_narrow(value: str) -> None:
    with mpmath.workdps(400):
        c = Fraction(value)
        for bits in (16, 80, 300):
            lo, hi = i_arctan((c, c), bits)
            true = mpmath.atan(mpmath.mpf(c.numerator) / c.denominator)
            assert (
                mpmath.mpf(lo.numerator) / lo.denominator
                <= true
                <= mpmath.mpf(hi.numerator) / hi.denominator
            )
            assert hi - lo <= Fraction(1, 2 ** (bits - 6))


@pytest.mark.parametrize("sign", [1, -1])
def test_the_series_of_artanh_and_arctan_bound_what_they_leave_out(sign: int) -> None:
    with mpmath.workdps(60):
        for bits in range(1, 40):
            for z in (Fraction(0), Fraction(1, 2), Fraction(-1, 2), Fraction(1, 4), Fraction(3, 8)):
                lo, hi = _odd_series(z, sign, bits)
                at = mpmath.mpf(z.numerator) / z.denominator
                true = mpmath.atanh(at) if sign > 0 else mpmath.atan(at)
                ends = [mpmath.mpf(end.numerator) / end.denominator for end in (lo, hi)]
                assert ends[0] <= true <= ends[1], (bits, z)


def test_an_enclosure_of_an_interval_has_the_values_at_its_ends() -> None:
    lo, hi = i_arctan((Fraction(-1), Fraction(3)), 64)
    assert abs(float(lo) + 0.7853981633974483) < 1e-15
    assert abs(float(hi) - 1.2490457723982544) < 1e-15


def test_values_are_odd_and_known_at_0_and_1() -> None:
    s = Semantics(CONTEXT, Signs())
    q = ring.of(ring.add(ring.atom("a"), ring.atom("y"), -2))
    assert not (value_of(s, q) + value_of(s, -q)).num
    assert value_of(s, ring.ZERO) == ring.ZERO
    for k in (1, -1):
        found = value_of(s, ring.q_number(k))
        lo, hi = s.signs.enclose_quotient(found, 100)
        assert abs(float(lo) - k * 0.7853981633974483) < 1e-15 and hi - lo < Fraction(1, 2**90)


def test_a_value_lies_between_its_bounds_and_has_the_sign_of_its_argument() -> None:
    for known in (">", "≥", "=", "≤", "<", None):
        s = Semantics(CONTEXT, Signs())
        q = ring.of(ring.add(ring.atom("a"), ring.atom("y"), -2))
        if known:
            s.signs.learn(Fact(q.numerator, known))
        found = value_of(s, q)
        assert s.signs.find(found.numerator) == known
        half = s.scalar(PI) * ring.q_number(ring.ratio(1, 2))
        for turn in (1, -1):
            assert s.signs.find((half + turn * found).numerator) == ">"
        less = ring.q_number(ring.ratio(3, 2))
        for turn in (1, -1):
            said = s.signs.find((less + turn * found).numerator)
            assert said is None or known is not None


def test_the_slope_is_one_over_what_is_positive() -> None:
    """1 + q² for q over a factor: its numerator is a square and a square of what is not 0.

    Nothing is learnt on the way.
    """
    for known in (">", "<"):
        s = Semantics(CONTEXT, Signs())
        s.signs.learn(Fact(ring.atom("y"), known))
        below = ring.add(ring.constant(1), ring.exponential(ring.atom("a")))
        s.signs.learn(Fact(below, ">"))
        q = ring.of(ring.atom("a")) * s.invert(ring.of(below))
        for one in (ring.of(ring.atom("a")), q, s.invert(ring.of(ring.atom("y")))):
            total = ring.ONE + one * one
            assert all(k % 2 == 0 for _, k in total.den)
            known_before = dict(s.signs._known)
            product = slope_of_arctan(s, one) * total
            factors = [dict(factor) for factor, k in product.den for _ in range(k)]
            assert product.numerator == reduce(ring.multiply, factors)
            assert s.signs._known == known_before


@pytest.mark.parametrize("op", sorted(set(FUNCTIONS) - {PI_ATOM, "arctan", "sqrt", "erfc"}))
def test_no_other_function_has_the_sign_of_its_argument(op: str) -> None:
    s = Semantics(CONTEXT, Signs())
    s.signs.learn(Fact(ring.atom("a"), ">"))
    found = opaque(s, op, ring.of(ring.atom("a"))).numerator
    assert s.signs.find(found) is None
    assert s.signs.find(value_of(s, ring.of(ring.atom("a"))).numerator) == ">"
