"""The pieces of the proof, each by itself: tail bounds, roots, reductions, rounding."""

from __future__ import annotations

from fractions import Fraction as Q

import mpmath
import pytest

from symattn.oracles import Enclosure, Gaussian
from symattn.oracles.balls import ball, exact, flint, lower, upper, working_bits
from symattn.oracles.cells import Cutter
from symattn.oracles.evaluating import compiled, real
from symattn.oracles.forms import apply, polynomial, variable
from symattn.oracles.from_terms import read
from symattn.oracles.growth import (
    Growth,
    TooNear,
    eventually_below,
    log_above,
    log_below,
    tail_integral,
)
from symattn.oracles.half_lines import HalfLine
from symattn.oracles.plane import _Plane, majorant
from symattn.oracles.reduction import along_one_combination, rotated
from symattn.oracles.roots import real_roots

from .written import number, term

VALUES = {n: variable(n) for n in "gh"}


@pytest.mark.parametrize("k", [-2, 0, 1, 5])
@pytest.mark.parametrize("c", [Q(-3), Q(0), Q(2)])
@pytest.mark.parametrize("q", [Q(-1), Q(0), Q(2, 5)])
def test_tail_integrals_are_above_the_true_ones(k: int, c: Q, q: Q) -> None:
    w, r = Q(1), Q(25)
    bound = tail_integral((Growth(flint().arb(3), k, c, q),), w, r)
    exponent = mpmath.mpf(q.numerator) / q.denominator - mpmath.mpf(1) / 2
    points = [25, 25.02, 25.1, 25.4, 26, 28, 40, 100]
    true = mpmath.quad(
        lambda t: (
            3
            * t ** max(k, 0)
            * mpmath.exp(int(c) * t + exponent * t * t)
            / mpmath.sqrt(2 * mpmath.pi)
        ),
        points,
    )
    assert true <= mpmath.mpf(bound.str(30, radius=False)) <= 1.5 * true


def test_a_tail_before_the_peak_is_not_bounded() -> None:
    with pytest.raises(TooNear):
        tail_integral((Growth(flint().arb(1), 0, Q(50)),), Q(1), Q(10))


BEHAVED = [
    "g", "g**2 - 3*g", "1/(1 + g**2)", "sigmoid(3*g - 1)", "exp(2*g)/(exp(2*g) + exp(-g) + 5)",
    "log(1 + exp(3*g))", "g*sigmoid(g)", "exp(-g**2)*g**3", "sqrt(1 + g**2)",
    "(1 + exp(g))**(3/2)", "log(2 + g**2)", "tanh(g)*exp(g)", "arctan(g)*g",
    "softplus(g)*arctan(3 - g)", "1/(2 + arctan(g**3))", "1/(exp(g) - g)", "exp(max(g, -2*g))",
    "abs(g - 3)*relu(g)", "exp(g)/(3 + exp(2*g))", "(exp(g) - 1)/(exp(g) + 1)", "log(sigmoid(g))",
    "exp(-exp(g))", "exp(sigmoid(g)*g)", "g**3/(2*g**2 + 1)", "(1 + abs(g))**(-1/2)",
    "min(g, g**2, 3)", "1/(1 - 2*exp(g**2))", "exp(-g**4 + g)",
]  # fmt: skip


@pytest.mark.parametrize("text", BEHAVED)
@pytest.mark.parametrize("side", [-1, 1])
def test_bounds_on_half_lines_hold_at_points(text: str, side: int) -> None:
    """The size, floor, range and quadratics of the whole form, at points of the half-line."""
    r = Q(8)
    with working_bits(64):
        line = HalfLine("g", side, r)
        b = line.behaviour(line.settled(read(term(text), VALUES), strictly=True))
        for t in (Q(8), Q(17, 2), Q(12), Q(30), Q(100)):
            with mpmath.workdps(200):
                value = +number(text, g=side * t)
            around = [mpmath.mpf(1) - mpmath.mpf(10) ** -10, mpmath.mpf(1) + mpmath.mpf(10) ** -10]

            def at(growth: Growth) -> mpmath.mpf:
                return mpmath.mpf(upper(growth.at(t)).str(25, radius=False))

            assert b.ceiling is not None
            assert abs(value) <= sum(map(at, b.ceiling)) * around[1]
            if b.floor is not None:
                assert at(b.floor) * around[0] <= abs(value) * around[1]
            assert b.sign == 0 or b.sign == mpmath.sign(value) or abs(value) < mpmath.mpf(10) ** -10
            for end, sign in ((b.low, 1), (b.high, -1)):
                assert (
                    end is None
                    or sign * (value - mpmath.mpf(end.str(25, radius=False)))
                    >= -abs(value) * mpmath.mpf(10) ** -10
                )
            for quadratic, sign in ((b.below, 1), (b.above, -1)):
                if quadratic is not None:
                    there = quadratic.d + quadratic.c * t + quadratic.q * t * t
                    assert (
                        sign * (value - mpmath.mpf(there.numerator) / there.denominator)
                        >= -(abs(value) + 1) * mpmath.mpf(10) ** -10
                    )


@pytest.mark.parametrize(("small", "large", "settled"), [
    ((0, 0, 0), (1, 0, 0), True),
    ((1, 0, 0), (0, 0, 0), False),
    ((9, 0, 0), (0, 1, 0), True),  # t^9/e^t falls from t = 9 on, and r = 10
    ((11, 0, 0), (0, 1, 0), False),
    ((0, 0, 1), (0, 1000, 0), False),  # e^{t²}/e^{1000 t} falls at r = 10 and grows later
    ((0, 15, -1), (0, 0, 0), True),
    ((0, 30, -1), (0, 0, 0), False),
])  # fmt: skip
def test_which_growth_stays_below(
    small: tuple[int, int, int], large: tuple[int, int, int], settled: bool
) -> None:
    one = flint().arb(1)
    a, b = (Growth(one, k, Q(c), Q(q)) for k, c, q in (small, large))
    assert eventually_below(a, b, Q(10)) is settled


def test_a_double_integral_over_a_small_square_knows_its_tails() -> None:
    """E σ(xy) = 1/2 by symmetry; the square [−3/2, 3/2]² holds 75 % of the mass."""
    with working_bits(64):
        plane = _Plane(read(term("sigmoid(g*h)"), VALUES), "g", "h", Q(1), Q(1), 20)
        plane.s = plane.r = Q(3, 2)
        plane.columns = [plane._column(k) for k in range(len(plane.columns))]
        found = plane.mean()
    assert exact(lower(found)) <= Q(1, 2) <= exact(upper(found))
    assert Q(1, 4) < exact(upper(found)) - exact(lower(found)) < 2


@pytest.mark.parametrize(
    "text",
    [
        "g*sigmoid(h - g**2)*tanh(h) + log(exp(g) + exp(2*h) + 1)*h - relu(g)*h**2/3",
        "arctan(9*g + 2*h)*arctan(h)",
    ],
)
def test_majorants_hold_at_points(text: str) -> None:
    with working_bits(64):
        bound = majorant(read(term(text), VALUES), "g", "h")
        for g in (Q(-9), Q(-1, 3), Q(0), Q(2), Q(30)):
            for h in (Q(-12), Q(0), Q(1, 5), Q(7)):
                size = sum(
                    (a * ball(abs(g)) ** i * ball(abs(h)) ** j for (i, j), a in bound.items()),
                    flint().arb(0),
                )
                assert abs(number(text, g=g, h=h)) <= mpmath.mpf(upper(size).str(20, radius=False))


def test_quadratics_around_a_logarithm() -> None:
    with working_bits(64):
        growth = Growth(flint().arb(5), 3, Q(-2), Q(1))
        for t in (Q(1), Q(2), Q(50)):
            true = growth.A.log() + 3 * ball(t).log() + ball(-2 * t + t * t)
            for quadratic, sign in ((log_above((growth,)), 1), (log_below(growth), -1)):
                assert sign * (
                    quadratic.d + quadratic.c * t + quadratic.q * t * t - exact(true.mid())
                ) >= -Q(1, 2**40)


def test_roots() -> None:
    assert real_roots((Q(-1), Q(3)), 64)[0][1] - real_roots((Q(-1), Q(3)), 64)[0][0] == Q(1, 2**64)
    places = real_roots((Q(4), Q(0), Q(-5), Q(0), Q(1)), 64)  # ±1, ±2
    assert places == ((Q(-2), Q(-2)), (Q(-1), Q(-1)), (Q(1), Q(1)), (Q(2), Q(2)))
    ((a, b), (c, d)) = real_roots((Q(-2), Q(0), Q(1)), 64)
    assert a * a >= 2 >= b * b and c * c <= 2 <= d * d and b < 0 < c and d - c < Q(1, 2**64)
    assert real_roots((Q(1), Q(0), Q(1)), 64) == ()


def test_cells_cover_the_interval_and_decide() -> None:
    cells = Cutter("g", 64).cells(read(term("abs(abs(g) - 1)"), VALUES), Q(-4), Q(4))
    assert [(c.low, c.high) for c in cells] == [
        (Q(-4), Q(-1)),
        (Q(-1), Q(0)),
        (Q(0), Q(1)),
        (Q(1), Q(4)),
    ]
    assert all(c.form is not None and polynomial(c.form) is not None for c in cells)
    cells = Cutter("g", 64).cells(read(term("max(exp(g), 2)"), VALUES), Q(-4), Q(4))
    assert [c.form is None for c in cells] == [False, True, False]
    assert (
        cells[0].low == -4
        and cells[-1].high == 4
        and cells[0].high == cells[1].low
        and cells[1].high == cells[2].low
    )
    assert cells[1].high - cells[1].low < Q(1, 2**60)


LAWS = {"g": Gaussian(Q(1), Q(1, 2)), "h": Gaussian(Q(3), Q(2))}


@pytest.mark.parametrize(
    "text",
    [
        "exp(2*g)/(exp(2*g) + exp(4*h))",
        "sigmoid(g - 2*h)*(g**2 - 4*g*h + 4*h**2)",
        "abs(3*g - 6*h)",
        "exp((g - 2*h)**3)*(g - 2*h)",
    ],
)
def test_one_combination(text: str) -> None:
    found = along_one_combination(read(term(text), VALUES), LAWS)
    assert found is not None
    form, laws = found
    (name,) = form.variables
    assert laws[name].variance in (Q(1, 2) + 4 * 2, Q(1, 8) + 2)


@pytest.mark.parametrize(
    "text",
    [
        "sigmoid(g - h)*sigmoid(g + h)",
        "sigmoid(g - h**2)",
        "sigmoid(g*h)",
        "sigmoid(g - h)*h",
        "exp(g - h) + abs(g - 2*h)",
    ],
)
def test_no_single_combination(text: str) -> None:
    assert along_one_combination(read(term(text), VALUES), LAWS) is None


def test_a_rotation_has_independent_parts() -> None:
    found = rotated(read(term("h*sigmoid(g - 2*h)"), VALUES), LAWS)
    assert found is not None
    form, laws = found
    along, across = laws["·along"], laws["·across"]
    # g − 2h or its multiple, and what is uncorrelated with it
    assert along.mean in (Q(-5), Q(5, 2)) and along.variance in (Q(17, 2), Q(17, 8))
    assert across.variance > 0 and form.variables == {"·along", "·across"}


def test_decimals_are_rounded_outward() -> None:
    assert Enclosure(Q(-1, 3), Q(-1, 4)).decimal(1) == ("-0.4", "-0.2")
    assert Enclosure(Q(2, 3), Q(2, 3)).decimal(3) == ("0.666", "0.667")
    assert Enclosure(Q(1, 2), Q(1, 2)).decimal(1) == ("0.5", "0.5")
    assert Enclosure(Q(5, 2), Q(7, 2)).decimal(0) == ("2", "4")
    with pytest.raises(ValueError, match="at most its high end"):
        Enclosure(Q(1), Q(0))
    with working_bits(30):
        third = ball(Q(1, 3))
        assert exact(lower(third)) < Q(1, 3) < exact(upper(third))


def test_arctan_is_refused_where_a_ball_meets_its_branch_cut() -> None:
    """Arb encloses it there all the same; an integral may then take no step across."""
    z = variable("z")
    with working_bits(64):
        acb, arb = flint().acb, flint().arb
        atan = compiled(apply("arctan", z), "z")
        for point in (acb(arb(0, 0.1), arb(2, 0.5)), acb(arb(0, 0.1), arb(-1, 0.5)), acb(0, 3)):
            assert not atan(point, True).is_finite()
        for point in (acb(arb(0, 0.1), arb(0, 0.5)), acb(arb(2, 0.1), arb(2, 0.5)), acb(-3)):
            assert atan(point, True).is_finite()
        wide = real(atan, arb(0, 100))
        assert wide.contains(arb("1.56")) and wide.contains(arb("-1.56"))
