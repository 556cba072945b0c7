"""erfc as its argument tends to a number or to ±∞, and π: against mpmath, and what may not
be said.
"""

from __future__ import annotations

import random

import mpmath
import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.intervals import i_erfc, i_pi
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.limits.error_function import erfc as expanded
from symattn.kernel.limits.expansions import Expander
from symattn.kernel.limits.scales import MoreTerms, Series, level, raised
from symattn.kernel.order.signs import Signs
from symattn.language import Context, Scalar, Term, number

from .claims import certificate, t

x, a = Term("scalar", ("x",)), Term("scalar", ("a",))
CONTEXT = Context(scalars=(Scalar("x"), Scalar("a")), facts=(t(">", x, 0),), limit=("x",))
ERFC, PI = Term("erfc", (x,)), Term("pi")
HALF = t("/", 1, 2)
INVERSE = t("/", 1, x)
TRUE = [
    ("erfc x → 0", "→", ERFC, number(0)),
    ("erfc(−x) → 2", "→", Term("erfc", (t("neg", x),)), number(2)),
    ("erfc(1/x) → 1", "→", Term("erfc", (INVERSE,)), number(1)),
    ("erfc(a + 1/x) → erfc a", "→", Term("erfc", (t("+", a, INVERSE),)), Term("erfc", (a,))),
    ("e^{x²} erfc x → 0", "→", t("*", Term("exp", (t("^", x, 2),)), ERFC), number(0)),
    (
        "x e^{x²} erfc x → 1/√π",
        "→",
        t("*", x, Term("exp", (t("^", x, 2),)), ERFC),
        t("/", 1, Term("sqrt", (PI,))),
    ),
    ("log(erfc x)/x² → −1", "→", t("/", Term("log", (ERFC,)), t("^", x, 2)), number(-1)),
    (
        "x (erfc(a + 1/x) − erfc a) → −2e^{−a²}/√π",
        "→",
        t("*", x, t("+", Term("erfc", (t("+", a, INVERSE),)), t("neg", Term("erfc", (a,))))),
        t("neg", t("/", t("*", 2, Term("exp", (t("neg", t("^", a, 2)),))), Term("sqrt", (PI,)))),
    ),
    ("1/erfc x → ∞", "→", t("/", 1, ERFC), Term("infinity")),
    ("erfc x ≈ 1/x", "≈", ERFC, INVERSE),
]


def claim(op: str, left: Term, right: Term) -> Claim:
    return Claim(CONTEXT, Term(op, (left, right)))


@pytest.mark.parametrize(("what", "op", "left", "right"), TRUE, ids=[w for w, *_ in TRUE])
def test_limits_that_are_right(what: str, op: str, left: Term, right: Term) -> None:
    right_claim = claim(op, left, right)
    found = certificate(right_claim)
    assert replay(right_claim, found).verdict == "proved"
    for wrong in (
        Term("infinity"),
        number(1 if right == number(0) else 0),
        left,
        x,
        t("neg", Term("infinity")),
    ):
        if wrong != right and not (op == "≈" and wrong.op != "scalar"):
            with pytest.raises(Rejected):
                replay(claim(op, left, wrong), found)


def test_a_sign_that_is_open_is_asked_for() -> None:
    s = Semantics(CONTEXT, Signs())
    e = Expander(s, 2)
    with pytest.raises(Rejected, match="sign of an element is needed"):
        e.series(Term("erfc", (t("*", a, x),)))


def test_an_argument_that_is_not_known_well_enough_is_refused() -> None:
    s = Semantics(CONTEXT, Signs())
    s.signs.learn(symattn_fact("x"))
    e = Expander(s, 0)
    rough = e.add(e.series(x), e.taylor(e.series(INVERSE), [0]))  # x + O(1/x)
    with pytest.raises(Rejected, match="up to what tends to 0"):
        expanded(e, e.multiply(rough, rough))  # x² + O(1): e^{−f²} is not known

    for rest in (
        (frozenset(), frozenset()),
        raised(level(0), ring.of(ring.constant(2))),
    ):  # O(1) and O(x²)
        with pytest.raises(MoreTerms, match="the argument of erfc is not known"):
            expanded(e, Series({}, frozenset({rest})))


def symattn_fact(name: str):  # type: ignore[no-untyped-def]
    from symattn.kernel.order.signs import Fact

    return Fact(ring.atom(name), ">")


def test_the_asymptotic_series_and_the_derivatives_against_mpmath() -> None:
    """Every coefficient counts.

    f minus its expansion is of the order of the first term that is left out.
    """
    draw = random.Random(5)
    with mpmath.workdps(60):
        for _ in range(20):
            c, order = mpmath.mpf(draw.randint(-30, 30)) / 10, draw.randint(1, 6)
            known = [
                mpmath.erfc(c),
                *(
                    mpmath.diff(mpmath.erfc, c, k) / mpmath.factorial(k)
                    for k in range(1, order + 1)
                ),
            ]
            s = Semantics(CONTEXT, Signs())
            e = Expander(s, order)
            center = ring.of(ring.constant(ring.ratio(int(c * 10), 10)))
            series = expanded(
                e,
                e.add(
                    e.series(INVERSE),
                    e.scaled(e.series(number(1)), (frozenset(), frozenset()), center),
                ),
            )
            at = mpmath.mpf(1000)
            value = mpmath.mpf(0)
            for (powers, rising), q in series.terms.items():
                assert not rising
                lo, hi = s.signs.enclose_quotient(q, 200)
                degree = sum(int(r.numerator.get(ring.UNIT, 0)) for _, r in powers)
                value += mpmath.mpf((lo + hi).numerator) / (2 * (lo + hi).denominator) * at**degree
            left_out = abs(mpmath.erfc(c + 1 / at) - value)
            assert left_out <= 100 * at ** -(order + 1), (c, order)
            assert (
                abs(sum(k * at**-n for n, k in enumerate(known)) - value) <= mpmath.mpf(10) ** -40
            )


def test_the_series_at_infinity_against_mpmath() -> None:
    with mpmath.workdps(60):
        for order in range(7):
            s = Semantics(CONTEXT, Signs())
            s.signs.learn(symattn_fact("x"))
            series = Expander(s, order).series(t("*", Term("exp", (t("^", x, 2),)), ERFC))
            at, value, least = mpmath.mpf(50), mpmath.mpf(0), 0
            for (powers, rising), q in series.terms.items():
                assert not rising
                lo, hi = s.signs.enclose_quotient(q, 200)
                degree = sum(int(r.numerator.get(ring.UNIT, 0)) for _, r in powers)
                least = min(least, degree)
                value += mpmath.mpf((lo + hi).numerator) / (2 * (lo + hi).denominator) * at**degree
            first_left_out = mpmath.fac2(2 * order + 1) / (
                2 ** (order + 1) * at ** (2 * order + 3) * mpmath.sqrt(mpmath.pi)
            )
            assert least == -2 * order - 1
            assert 0 < abs(mpmath.exp(at**2) * mpmath.erfc(at) - value) <= first_left_out


@pytest.mark.parametrize("value", ["0", "1/3", "-2", "79/10", "8", "81/10", "-81/10", "30"])
def test_enclosures_hold_the_value(value: str) -> None:
    from fractions import Fraction

    with mpmath.workdps(3000):
        c = Fraction(value)
        lo, hi = i_erfc((c, c), 80)
        true = mpmath.erfc(mpmath.mpf(c.numerator) / c.denominator)
        assert (
            mpmath.mpf(lo.numerator) / lo.denominator
            <= true
            <= mpmath.mpf(hi.numerator) / hi.denominator
        )
        assert 0 <= lo and hi <= 2


def test_the_enclosure_of_pi_holds_pi_and_is_narrow() -> None:
    with mpmath.workdps(100):
        for bits in (8, 64, 200):
            lo, hi = i_pi((0, 0), bits)  # type: ignore[arg-type]
            assert (
                mpmath.mpf(lo.numerator) / lo.denominator
                < mpmath.pi
                < mpmath.mpf(hi.numerator) / hi.denominator
            )
            assert hi - lo < 2 ** -(bits - 4)
