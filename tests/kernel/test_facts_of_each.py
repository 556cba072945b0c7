"""What is said of each unnamed member: in sums over them, over two that differ, over all but one.

The facts that follow are worked out by numbers, for none to three members.  Then claims that look
alike, of which the kernel must refuse what the hypotheses do not say.
"""

from __future__ import annotations

import random
from contextlib import suppress
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from symattn.kernel import Claim, Rejected
from symattn.kernel.algebra import replacing, ring
from symattn.kernel.algebra.atoms import SUM, Label
from symattn.kernel.algebra.labels import summed_labels
from symattn.kernel.algebra.ring import Element
from symattn.kernel.algebra.sums import body_of
from symattn.kernel.errors import UnknownSign
from symattn.kernel.order.maxima import maximum
from symattn.kernel.order.signs import Fact
from symattn.kernel.rules.sequent import Sequent
from symattn.language import Context, Family, IndexSet, Scalar, Term, canonical, flattened, number

N, M, Y = (Term("scalar", (k,)) for k in ("n", "m", "y"))
STAR, OTHER, PLUS = Label("*A/1"), Label("*A/1~"), Label("+A/1")
ATOM = ring.atom


def T(op: str, *args: Any) -> Term:
    return Term(op, tuple(number(a) if isinstance(a, int) else a for a in args))


def x(i: str, key: str = "x") -> Term:
    return Term("entry", (key, Term("index", (i,))))


def over(body: Term, *without: str, bound: str = "j", of: str = "A") -> Term:
    return Term("sum", (bound, of, *(Term("index", (w,)) for w in without), body))


def claim(goal: Term, *facts: Term, members: tuple[str, ...] = (), least: int = 1) -> Claim:
    """x_j for n members of A, any other of which is i; u_k for m members of B, any other is r."""
    return Claim(
        Context(
            index_sets=(IndexSet("A", N, members, "i"), IndexSet("B", M, (), "r")),
            scalars=(Scalar("n", True), Scalar("m", True), Scalar("y")),
            families=(Family("x", "A", "scalar"), Family("u", "B", "scalar")),
            facts=(T("≥", N, least), T("≥", M, 1), *facts),
        ),
        goal,
    )


def cell(*facts: Term, members: tuple[str, ...] = (), most: Term | None = None) -> Sequent:
    listed = (canonical(most),) if most is not None else ()
    return Sequent(claim(T("=", Y, Y), *facts, members=members), family_maxima=listed)


# ---- by numbers ----------------------------------------------------------------------------------


def worth(p: Element, values: list[int], n: int) -> Fraction:
    """With x_j for the unnamed members; e^k is 2^k."""
    total = Fraction(0)
    for key, c in p.items():
        rows: list[Any] = values if summed_labels(ring.atoms_of_key(key)) else [None]
        for own in rows:
            total += Fraction(c) * _monomial(key, values, n, own)
    return total


def _monomial(key: ring.Key, values: list[int], n: int, own: int | None) -> Fraction:
    def atom(a: Any) -> Fraction:
        if a.kind == SUM:
            return worth(body_of(a).numerator, values, n)
        return Fraction({"n": n, "x[+A/1]": own}[str(a)])

    value = Fraction(1)
    for a, k in key[0]:
        value *= atom(a) ** k
    exponent = sum(
        (Fraction(c) * _monomial((m, ()), values, n, own) for m, c in key[1]), Fraction(0)
    )
    assert exponent.denominator == 1
    return value * Fraction(2) ** int(exponent)


def some_element(rng: random.Random, *stars: Label) -> Element:
    """A sum of terms that speak of each of these members."""
    found: Element = {}
    for _ in range(rng.randint(1, 3)):
        term = ring.constant(rng.choice([-2, -1, 1, 3]))
        for star in stars:
            one = ATOM(f"x[{star}]")
            term = ring.multiply(
                term, rng.choice([one, ring.multiply(one, one), ring.exponential(one)])
            )
        found = ring.add(found, term)
    return found


def at(p: Element, **values: int) -> Fraction:
    """An element of one or two members, at their numbers."""
    total = Fraction(0)
    for (m, e), c in p.items():
        value = Fraction(c)
        for a, k in m:
            value *= Fraction(values[str(a)]) ** k
        power = sum(c2 * values[str(m2[0][0])] for m2, c2 in e)
        total += value * Fraction(2) ** int(power)
    return total


@pytest.mark.parametrize("seed", range(20))
def test_sums_of_a_fact_by_numbers(seed: int) -> None:
    rng = random.Random(seed)
    one, two = some_element(rng, STAR), some_element(rng, STAR, OTHER)
    made = cell()
    made.learn(Fact(one, ">", frozenset({STAR})))
    made.learn(Fact(two, "≥", frozenset({STAR, OTHER})))
    of_all, apart = made.fact("Σs0").element, made.fact("≠s1").element
    but_one, pairs = made.fact("∖s0"), made.fact("Σs1").element
    assert (but_one.relation, but_one.stars) == ("≥", {STAR})
    assert made.fact("≠s1").relation == "≥" and not made.fact("≠s1").stars
    for n in range(4):
        values = [rng.randint(-2, 2) for _ in range(n)]

        def f(v: int) -> Fraction:
            return at(one, **{f"x[{STAR}]": v})

        def g(v: int, w: int) -> Fraction:
            return at(two, **{f"x[{STAR}]": v, f"x[{OTHER}]": w})

        assert worth(of_all, values, n) == sum(map(f, values))
        assert worth(pairs, values, n) == sum(g(v, w) for v, w in product(values, values))
        assert worth(apart, values, n) == sum(
            g(v, w) for j, v in enumerate(values) for k, w in enumerate(values) if j != k
        )
        for v in values:
            put = but_one.element
            here = ring.sum_of(
                {replacing.renamed(key, STAR, PLUS): c}
                for key, c in put.items()
                if not ring.has_sum(key)
            )
            rest = {key: c for key, c in put.items() if ring.has_sum(key)}
            own = worth(here, [v], n)
            assert worth(rest, values, n) + own == sum(map(f, values)) - f(v)


ABOUT = {"s0": ">", "s1": "≥", "s2": "=", "s3": "> of nobody", "s4": "≠", "s5": "about one of B"}


def many() -> Sequent:
    made = cell(T("≤", T("abs", x("i")), Y), T(">", x("i"), 0))
    f = ATOM(f"x[{STAR}]")
    g = ring.multiply(f, ATOM(f"x[{OTHER}]"))
    u = ATOM("u[*B/1]")
    for fact in (
        Fact(f, ">", frozenset({STAR})),
        Fact(g, "≥", frozenset({STAR, OTHER})),
        Fact(f, "=", frozenset({STAR})),
        Fact(ATOM("y"), ">"),
        Fact(ring.multiply(f, u), ">", frozenset({STAR, Label("*B/1")})),
        Fact(ring.add(f, ATOM("x[+A/1]")), "≥", frozenset({STAR})),
    ):
        made.learn(fact)
    return made


@pytest.mark.parametrize(
    "name",
    [
        *("≠s0", "≠s2", "≠s3", "≠s4", "≠s5", "≠Σs1", "≠≠s1", "Σ≠s1", "≠h1", "≠h1@*A/1", "≠y", "≠"),
        *("∖s1", "∖s3", "∖s4", "∖s5", "∖∖s0", "Σ∖s0", "∖Σs0", "∖h1", "∖z:A", "∖c0", "∖", "∖s9"),
        *("2:h2", "9:h2", "10:h2", "-1:h2", "0:h3", "0:h0", "0:s0", "0:c0", "0:z:A", "0:0:h2"),
        *("0:exp:h2", "exp:0:h2", "0:h2@*B/1", "0:h2@*A/2", "0h2", "1:h9", "1:"),
    ],
)
def test_no_such_fact(name: str) -> None:
    with pytest.raises(Rejected):
        many().fact(name)


def test_strictly_only_where_there_are_some() -> None:
    """A sum over all but one, or over two that differ, may be over nobody: n may be 1."""
    made = many()
    made.signs.learn(Fact(ATOM("n"), ">"))
    assert made.fact("∖s0").relation == made.fact("≠s1").relation == "≥"
    assert made.fact("Σs0").relation == ">"  # n ≥ 1, and nobody has a name
    assert made.fact("∖s2").relation == "="


# ---- |x| ≤ y in parts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        (T("≤", T("abs", x("i")), Y), ("y − x ≥ 0", "y + x ≥ 0")),
        (T("<", T("abs", x("i")), Y), ("y − x > 0", "y + x > 0")),
        (T("≥", Y, T("abs", x("i"))), ("y − x ≥ 0", "y + x ≥ 0")),
        (T("≤", T("max", x("i"), 1), Y), ("y − x ≥ 0", "y − 1 ≥ 0")),
        (T("≥", T("min", x("i"), 1), Y), ("x − y ≥ 0", "1 − y ≥ 0")),
        (T("≥", T("abs", x("i")), Y), None),
        (T("≤", T("min", x("i"), 1), Y), None),
        (T("≠", T("abs", x("i")), Y), None),
        (T("≤", Y, T("abs", x("i"))), None),
        (T("≤", x("i"), Y), None),
    ],
)
@pytest.mark.parametrize("star", [STAR, OTHER])
def test_parts_of_a_maximum(fact: Term, wanted: tuple[str, ...] | None, star: Label) -> None:
    own, y, one = ATOM(f"x[{star}]"), ATOM("y"), ring.constant(1)
    forms = {
        "y − x": ring.subtract(y, own),
        "y + x": ring.add(y, own),
        "x − y": ring.subtract(own, y),
        "y − 1": ring.subtract(y, one),
        "1 − y": ring.subtract(one, y),
    }
    for k in (0, 1):
        if wanted is None:
            with pytest.raises(Rejected):
                cell(fact).fact(f"{k}:h2@{star}")
            continue
        said = cell(fact).fact(f"{k}:h2@{star}")
        form, relation, _ = wanted[k].rsplit(" ", 2)
        assert (said.element, said.relation, said.stars) == (forms[form], relation, {star})


def test_the_largest_size_is_at_least_each_and_its_opposite() -> None:
    most = Term("most", ("j", "A", T("abs", x("j"))))
    made = cell(most=most)
    with pytest.raises(UnknownSign):  # of nobody there is none
        maximum(made.meaning, 0)
    made.signs.learn(Fact(ATOM("n"), ">"))
    scores = [f.element for f in maximum(made.meaning, 0)[1].values() if f.stars == {STAR}]
    top, own = ATOM("max!0"), ATOM(f"x[{STAR}]")
    assert scores == [ring.subtract(top, own), ring.add(top, own)]
    with pytest.raises(Rejected):
        made.fact(f"m0:2@{STAR}")


def test_a_maximum_for_each_member_is_none() -> None:
    inner = Term("most", ("l", "A", flattened("+", (x("j"), x("l")))))
    made = cell(most=Term("most", ("j", "A", T("abs", inner))))
    with pytest.raises(Rejected):
        maximum(made.meaning, 0)


# ---- under Σ -------------------------------------------------------------------------------------

NOT_NEGATIVE, BELOW = T("≥", x("i"), 0), T("≤", x("i"), Y)
NAMED = T("≥", x("a"), 0)
SIZES, WHOLE = over(T("abs", x("j"))), over(x("j"))
LARGER = over(T("max", x("j"), Y))
GAPS = over(T("abs", flattened("+", (x("j"), T("neg", Y)))))
BELOW_Y = flattened("+", (T("*", N, Y), T("neg", WHOLE)))
OTHERS = over(T("abs", x("j", "u")), of="B")
DOUBLE = over(over(T("abs", flattened("+", (x("j"), T("neg", x("l"))))), "j", bound="l"))
A = ("a",)


@pytest.mark.parametrize(
    ("left", "right", "facts", "members", "wanted"),
    [
        (SIZES, WHOLE, (NOT_NEGATIVE,), (), True),
        (SIZES, WHOLE, (NOT_NEGATIVE, NAMED), A, True),
        (SIZES, T("neg", WHOLE), (T("≤", x("i"), 0),), (), True),
        (GAPS, BELOW_Y, (BELOW,), (), True),
        (LARGER, T("*", N, Y), (BELOW,), (), True),
        (LARGER, WHOLE, (T("≥", x("i"), Y),), (), True),
        (SIZES, WHOLE, (), (), False),
        (SIZES, WHOLE, (NOT_NEGATIVE,), A, False),  # of any other than a
        (SIZES, WHOLE, (NAMED,), A, False),  # of a alone
        (SIZES, T("neg", WHOLE), (NOT_NEGATIVE,), (), False),
        (SIZES, WHOLE, (T("≤", x("i"), 0),), (), False),
        (SIZES, WHOLE, (T("≥", x("i"), -1),), (), False),
        (SIZES, WHOLE, (T("≠", x("i"), 0),), (), False),
        (SIZES, WHOLE, (T("≥", x("r", "u"), 0),), (), False),
        (OTHERS, over(x("j", "u"), of="B"), (NOT_NEGATIVE,), (), False),
        (GAPS, T("neg", BELOW_Y), (BELOW,), (), False),
        (GAPS, BELOW_Y, (NOT_NEGATIVE,), (), False),
        (GAPS, BELOW_Y, (BELOW,), A, False),
        (LARGER, Y, (BELOW,), (), False),
        (LARGER, T("*", flattened("+", (N, number(-1))), Y), (BELOW,), (), False),
        (LARGER, WHOLE, (BELOW,), (), False),
        (LARGER, T("*", N, Y), (BELOW,), A, False),
        (DOUBLE, number(0), (NOT_NEGATIVE, BELOW), (), False),
    ],
)
def test_sizes_in_a_sum(
    left: Term, right: Term, facts: tuple[Term, ...], members: tuple[str, ...], wanted: bool
) -> None:
    said = cell(*facts, members=members)
    for k in range(2, 2 + len(facts)):
        for name in (f"h{k}", f"h{k}@*A/1", f"h{k}@*B/1"):
            with suppress(Rejected):
                said.learn(said.fact(name))
    if wanted:
        assert said.meaning.gap(*map(said.meaning.scalar, (left, right))).is_zero
        return
    try:
        gap = said.meaning.gap(*map(said.meaning.scalar, (left, right)))
    except Rejected:
        return
    assert not gap.is_zero


def test_what_nobody_says_of_a_member_is_not_known() -> None:
    made = cell(T("≥", x("i"), 0))
    with pytest.raises(UnknownSign):  # the hypothesis is not learned yet
        made.meaning.scalar(SIZES)
    made.learn(made.fact("h2@*A/1"))
    assert made.meaning.scalar(SIZES) == made.meaning.scalar(WHOLE)


@pytest.mark.parametrize("of", [Y, T("max", Y, 0)])
def test_what_follows_of_members_says_nothing_where_there_are_none(of: Term) -> None:
    """0 ≤ x_i ≤ y for any other i: y ≥ 0, if there is any other."""
    made = cell(NOT_NEGATIVE, BELOW, members=A)
    y = ring.add(made.fact("h2@*A/1").element, made.fact("h3@*A/1").element)
    assert y == ATOM("y")
    made.learn(Fact(y, "≥", frozenset({STAR})))
    for one in (T("abs", of), over(T("abs", of)), T("max", of, -1)):
        with pytest.raises(UnknownSign):
            made.meaning.scalar(one)
